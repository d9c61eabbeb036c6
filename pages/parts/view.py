"""The views of a page: one of them is chosen, and stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def choose_view(page: str, views: Mapping[str, str]) -> str:
    """Draw the choice between the views of a page; the first stands where none was asked for."""
    first = next(iter(views))
    asked = st.query_params.get("show", first)
    chosen = st.segmented_control(
        "Show",
        list(views),
        default=asked if asked in views else first,
        required=True,
        format_func=views.__getitem__,
        key=f"{page}.show",
        label_visibility="collapsed",
    )
    st.query_params["show"] = chosen or first
    return chosen or first
