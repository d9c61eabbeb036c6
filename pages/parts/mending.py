"""The ways from what waits to the places where that is mended."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.language import _, n_
from core.workspace import missing_rows
from pages.parts.places import NOTEBOOK, TABLES
from pages.parts.wording import plain


def draw(flow: str, whys: Iterable[str], title: str = "") -> None:
    """Draw a link for each value table that lacks rows by these reasons, and one to the flow."""
    lacking: dict[str, dict[str, None]] = {}
    for why in whys:
        for table, values in missing_rows(why).items():
            lacking.setdefault(table, {}).update(dict.fromkeys(values))
    of = plain(title)
    for table, found in lacking.items():
        number, into = len(found), plain(table)
        st.page_link(
            TABLES,
            label=n_(
                "Add {n} row to {table} of {flow}",
                "Add {n} rows to {table} of {flow}",
                number,
                table=into,
                flow=of,
            )
            if of
            else n_("Add {n} row to {table}", "Add {n} rows to {table}", number, table=into),
            icon=":material/swap_horiz:",
            query_params={"flow": flow, "table": table, "lacks": list(found)},
        )
    st.page_link(
        NOTEBOOK,
        label=_("Open {flow} in the notebook", flow=of) if of else _("Open the flow in the notebook"),
        icon=":material/edit_note:",
        query_params={"flow": flow},
    )
