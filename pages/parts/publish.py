"""Publishing: the draft becomes a version, with a note, after a look at what it changes."""

from __future__ import annotations

import streamlit as st

from core.flow import edits
from core.language import _, n_
from core.workspace import Workspace
from pages.parts import flow_tests
from pages.parts.draft import Draft, save
from pages.parts.edit_list import table


def badge(draft: Draft) -> None:
    """Draw how the flow stands: which version, and whether a draft differs from it."""
    if draft.changed:
        st.badge(_("draft, not published"), color="orange", icon=":material/edit:")
    st.badge(_("version {n}", n=draft.version), color="gray")


def button(workspace: Workspace, draft: Draft, key: str) -> None:
    """Draw the button that asks for a note and publishes."""
    pressed = st.button(
        _("Publish"),
        key=f"{key}.publish",
        icon=":material/publish:",
        type="primary",
        shortcut="Ctrl+S",
        disabled=not draft.changed,
    )
    if pressed and draft.changed:
        ask(workspace, draft)


def ask(workspace: Workspace, draft: Draft) -> None:
    """Ask for a note in a dialog, over what the draft changes, and publish it."""
    st.dialog(_("Publish a version"), width="large", icon=":material/publish:")(_asked)(workspace, draft)


def _asked(workspace: Workspace, draft: Draft) -> None:
    """Show what the draft changes, ask for a note, and publish it."""
    found = edits(draft.saved, draft.flow) if draft.saved is not None else ()
    st.caption(
        _(
            "The draft is kept by itself. Runs and schedules use version {n} from now on.",
            n=draft.version + 1,
        )
    )
    if found:
        st.markdown(
            n_(
                "**{n} edit** since version {version}",
                "**{n} edits** since version {version}",
                len(found),
                version=draft.version,
            )
        )
        table(found, _("Edits since the last version"))
    else:
        st.caption(_("Since version {n} only the order of rules has changed.", n=draft.version))
    flow_tests.fare(workspace, draft.flow)
    note = st.text_input(_("Note"), key="publish.note", placeholder=_("what changed, and why"), live="200ms")
    if st.button(
        _("Publish version {n}", n=draft.version + 1),
        key="publish.sure",
        type="primary",
        icon=":material/check:",
        shortcut="Ctrl+Enter",
    ) and save(workspace, draft, note or ""):
        st.session_state.pop("publish.note", None)
        st.rerun()
