"""Edits as people read them: what they are about, what it was, and what it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Edit
from core.flow.edit import Place
from pages.parts.chips import tall
from pages.parts.wording import short

_FIRST = {"map": "rule", "checks": "check", "tables": "table", "settings": "setting", "samples": "sample"}


def table(found: Sequence[Edit], alt: str) -> None:
    """Draw edits: what it is about, what it was, and what it is."""
    st.dataframe(
        [
            {"what": where(each.place), "before": said(each.before), "after": said(each.after)}
            for each in found
        ],
        hide_index=True,
        height=tall(len(found), 10),
        alt=alt,
        placeholder="",
        column_config={
            "what": st.column_config.TextColumn("What", width=260),
            "before": st.column_config.TextColumn("Was", width="medium"),
            "after": st.column_config.TextColumn("Is", width="medium"),
        },
    )


def where(place: Place) -> str:
    """A place in a flow for people: `rule SalesOrderLines · Quantity`."""
    first, *rest = place
    inner = [step for step in rest if step not in ("map", "rows")]
    return " · ".join([" ".join([_FIRST.get(first, first), *inner[:1]]), *inner[1:]])


def said(value: object) -> str:
    """A value of an edit in one line; what is not there as a dash."""
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key not in ("to", "name")}
        value = next(iter(kept.values())) if len(kept) == 1 else kept
    return "—" if value is None else short(value, 200)
