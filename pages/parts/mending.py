"""The ways from what waits to the places where that is mended."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.workspace import missing_rows
from pages.parts.places import NOTEBOOK, TABLES
from pages.parts.wording import counted, plain


def draw(flow: str, whys: Iterable[str], title: str = "") -> None:
    """Draw a link for each value table that lacks rows by these reasons, and one to the flow."""
    lacking: dict[str, dict[str, None]] = {}
    for why in whys:
        for table, values in missing_rows(why).items():
            lacking.setdefault(table, {}).update(dict.fromkeys(values))
    of = f" of {plain(title)}" if title else ""
    for table, found in lacking.items():
        st.page_link(
            TABLES,
            label=f"Add {counted(len(found), 'row')} to {plain(table)}{of}",
            icon=":material/swap_horiz:",
            query_params={"flow": flow, "table": table, "lacks": list(found)},
        )
    st.page_link(
        NOTEBOOK,
        label=f"Open {plain(title) or 'the flow'} in the notebook",
        icon=":material/edit_note:",
        query_params={"flow": flow},
    )
