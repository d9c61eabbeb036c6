"""The way into a page: through the frame only, with the one workspace of this process."""

from __future__ import annotations

import os

import streamlit as st

from core.errors import KoppelError
from core.workspace import Workspace
from pages.parts.notice import problem

_ADMITTED = "frame.admitted"


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(home: str | None) -> Workspace:  # noqa: ARG001  another home, another workspace
    return Workspace()


def admit(page: str) -> None:
    """Let the page about to run come in; called by the shell."""
    st.session_state[_ADMITTED] = page


def enter(page: str) -> Workspace:
    """Begin a page: give it the workspace, or stop it when the frame was passed by."""
    if st.session_state.get(_ADMITTED) != page:
        problem("This page was reached past its frame. Open Koppel at its own address.")
        st.stop()
    try:
        return _opened(os.environ.get("KOPPEL_HOME"))
    except KoppelError as error:
        problem(error)
        st.stop()
