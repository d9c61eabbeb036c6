"""Who sits at the desk: the person who signed in, else the one whose machine this is."""

from __future__ import annotations

import getpass

import streamlit as st

_SITS = "frame.person"


def sits(name: str) -> None:
    """Remember who has signed in here; said by the frame, with every drawing of a page."""
    st.session_state[_SITS] = name


def who() -> str:
    """The person's name, as versions and drafts carry it."""
    if name := st.session_state.get(_SITS):
        return str(name)
    signed = st.user.to_dict()
    if name := signed.get("name") or signed.get("email"):
        return str(name)
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine may know no name for its user
        return "somebody"
