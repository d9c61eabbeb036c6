"""A declared system as its file: what the form does not ask is written here."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.workspace import Workspace
from pages.parts import rest_draft
from pages.parts.notice import told
from pages.parts.rest_draft import Declared


def draw(workspace: Workspace, draft: Declared) -> None:
    """Draw the document; taken over, it is read strictly, and the form shows it."""
    text = draft.text(workspace)
    edited = st.text_area(_("The file"), text, height=560, key=draft.key(f"text.{hash(text)}"))
    if st.button(_("Take it over"), key="rest.take", icon=":material/check:", disabled=edited == text):
        with told():
            system = workspace.system(edited or "")
            rest_draft.open_(system.told(), draft.version, draft.notes, draft.saved)
            st.rerun()
