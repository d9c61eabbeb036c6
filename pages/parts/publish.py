"""Publishing: the draft becomes a version, with a note, after a look at what it changes."""

from __future__ import annotations

import streamlit as st

from core.flow import edits
from core.workspace import Workspace
from pages.parts import flow_tests
from pages.parts.draft import Draft, save
from pages.parts.edit_list import table
from pages.parts.wording import counted


def badge(draft: Draft) -> None:
    """Draw how the flow stands: which version, and whether a draft differs from it."""
    if draft.changed:
        st.badge("draft, not published", color="orange", icon=":material/edit:")
    st.badge(f"version {draft.version}", color="gray")


def button(workspace: Workspace, draft: Draft, key: str) -> None:
    """Draw the button that asks for a note and publishes."""
    pressed = st.button(
        "Publish",
        key=f"{key}.publish",
        icon=":material/publish:",
        type="primary",
        shortcut="Ctrl+S",
        disabled=not draft.changed,
    )
    if pressed and draft.changed:
        ask(workspace, draft)


@st.dialog("Publish a version", width="large", icon=":material/publish:")
def ask(workspace: Workspace, draft: Draft) -> None:
    """Show what the draft changes, ask for a note, and publish it."""
    found = edits(draft.saved, draft.flow) if draft.saved is not None else ()
    st.caption(
        f"The draft is kept by itself. Runs and schedules use version {draft.version + 1} from now on."
    )
    if found:
        st.markdown(f"**{counted(len(found), 'edit')}** since version {draft.version}")
        table(found, "Edits since the last version")
    else:
        st.caption(f"Since version {draft.version} only the order of rules has changed.")
    flow_tests.fare(workspace, draft.flow)
    note = st.text_input("Note", key="publish.note", placeholder="what changed, and why", live="200ms")
    if st.button(
        f"Publish version {draft.version + 1}",
        key="publish.sure",
        type="primary",
        icon=":material/check:",
        shortcut="Ctrl+Enter",
    ) and save(workspace, draft, note or ""):
        st.session_state.pop("publish.note", None)
        st.rerun()
