"""A search box over a list on the same page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.language import _


def search(key: str, among: str, **how: Any) -> str:
    """Draw the box; gives what was typed in small letters, to be looked for in words that are small too."""
    word = st.text_input(
        _("Search"),
        key=key,
        live="200ms",
        placeholder=_("Search {things}", things=_(among)),
        type="search",
        icon=":material/search:",
        label_visibility="collapsed",
        **how,
    )
    return (word or "").lower()
