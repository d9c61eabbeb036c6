"""A new flow while it is set up: which one the address names, what was said of it, and the step it is at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from core.language import N_, _
from core.workspace import Beginning, Workspace
from pages.parts.person import who

_FRESH = "new.fresh"

#: The steps in their order, and what each is called.
STEPS = {
    "systems": N_("Systems"),
    "connections": N_("Connect"),
    "flows": N_("What is carried"),
    "settings": N_("Settings"),
    "trial": N_("Try it"),
}


def opened(workspace: Workspace) -> Beginning:
    """What the address names, as it was kept; else a fresh one."""
    asked = st.query_params.get("new", "")
    found = workspace.beginning(asked)
    if found is not None:
        return found if found.step in STEPS else replace(found, step="systems")
    fresh = st.session_state.get(_FRESH)
    if not isinstance(fresh, Beginning):
        fresh = st.session_state[_FRESH] = workspace.begin(who())
    return fresh


def keep(workspace: Workspace, beginning: Beginning, **said: Any) -> Beginning:
    """Keep what was said, where it differs; the address names it from then on."""
    changed = replace(beginning, **said)
    if changed == beginning:
        return beginning
    st.session_state.pop(_FRESH, None)
    st.query_params["new"] = changed.id
    return workspace.keep_beginning(changed)


def go(workspace: Workspace, beginning: Beginning, step: str, **said: Any) -> None:
    """Go to a step; what was said at the others stays."""
    keep(workspace, beginning, step=step, **said)
    st.rerun()


def steps(workspace: Workspace, beginning: Beginning) -> None:
    """Draw the steps; to those that lie behind one may go back."""
    names = list(STEPS)
    at = names.index(beginning.step)
    with st.container(horizontal=True, gap="small", key="new_steps"):
        for n, (name, title) in enumerate(STEPS.items()):
            here = n == at
            if (
                st.button(
                    f"{n + 1} · {_(title)}",
                    key=f"new.step.{name}",
                    type="primary" if here else "secondary",
                    disabled=n > at,
                    icon=":material/check:" if n < at else None,
                    help=_("This step") if here else None,
                )
                and not here
            ):
                go(workspace, beginning, name)


def onward(label: str, *, key: str, disabled: bool = False, back: bool = True) -> tuple[bool, bool]:
    """Draw Back and the press that goes on; gives which of them was pressed."""
    with st.container(horizontal=True, gap="small"):
        returned = back and st.button(_("Back"), key=f"{key}.back", icon=":material/arrow_back:")
        went = st.button(label, key=key, type="primary", disabled=disabled, icon=":material/arrow_forward:")
    return bool(returned), went
