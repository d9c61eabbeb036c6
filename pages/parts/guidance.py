"""Beside a connection's form: where its credentials are found, and which rights and addresses hold."""

from __future__ import annotations

import streamlit as st

from core.language import _
from core.workspace import Connector, Workspace
from pages.parts.connection_list import CALLBACK, consents, here
from pages.parts.wording import phrase


def draw(workspace: Workspace, connector: Connector, *, expanded: bool = False) -> None:
    """Draw what a person needs to know before they fill in the form."""
    told = workspace.guide(connector.name)
    if connector.help:
        st.markdown(phrase(connector.help))
    if not told.find:
        return
    with st.expander(_("Where to find what the form asks"), expanded=expanded, icon=":material/help:"):
        st.markdown("\n".join(f"{n}. {phrase(step)}" for n, step in enumerate(told.find, 1)))
        if consents(connector):
            st.markdown(_("**Redirect address** for the app:"))
            st.code(here() + CALLBACK, language=None)
        for title, text in (
            (_("Rights"), told.rights),
            (_("Addresses"), told.addresses),
            (_("Limits"), told.limits),
        ):
            if text:
                st.markdown(f"**{title}.** {phrase(text)}")
        st.caption(_("From: {source}", source=phrase(told.source)))
        if connector.docs.startswith("https://"):
            words = _("The vendor's documentation")
            st.markdown(f"[:material/menu_book: {words}]({connector.docs})")
