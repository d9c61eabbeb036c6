"""Which flow is looked at; the address holds its name, so that it can be sent to a colleague."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.workspace import Workspace
from pages.parts.wording import apart

_LAST = "flow.last"


def asked_flow(workspace: Workspace) -> str | None:
    """The flow that the address names, else the one looked at last, else the first."""
    names = list(workspace.titles())
    asked = st.query_params.get("flow", "")
    if not asked:
        last = st.session_state.get(_LAST)
        asked = last if last in names else next(iter(names), "")
        if asked:
            st.query_params["flow"] = asked
    st.session_state[_LAST] = asked
    return asked or None


def choose_flow(workspace: Workspace, name: str, where: str) -> None:
    """Draw the choice of another flow; choosing one goes there."""
    labels = apart(workspace.titles())
    names = [*labels] if name in labels else [name, *labels]
    chosen = st.selectbox(
        _("Flow"),
        names,
        index=names.index(name),
        key=f"flow.choice.{where}.{name}",
        label_visibility="collapsed",
        width=330,
        format_func=lambda each: labels.get(each, each),
    )
    if chosen != name:
        st.query_params["flow"] = str(chosen)
        st.rerun()


def ask_new() -> None:
    """Go to where a new flow is made."""
    st.query_params.clear()
    st.query_params["new"] = "1"


def back() -> None:
    """Go back to the flow looked at last."""
    st.query_params.clear()
