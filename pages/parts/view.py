"""The views of a page: one of them is chosen, and stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.language import _


def choose_view(page: str, views: Mapping[str, str]) -> str:
    """Draw the choice between the views of a page; the first stands where none was asked for."""
    first = next(iter(views))
    asked = st.query_params.get("show", first)
    chosen = st.segmented_control(
        _("Show"),
        list(views),
        default=asked if asked in views else first,
        required=True,
        format_func=lambda view: _(views[view]),
        key=f"{page}.show",
        label_visibility="collapsed",
    )
    st.query_params["show"] = chosen or first
    return chosen or first
