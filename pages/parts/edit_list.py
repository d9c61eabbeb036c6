"""Edits as people read them: what they are about, what it was, and what it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.flow import Edit
from core.flow.edit import Place
from core.language import N_, _
from pages.parts.chips import tall
from pages.parts.wording import short

_FIRST = {
    "map": N_("rule"),
    "checks": N_("check"),
    "tables": N_("table"),
    "settings": N_("setting"),
    "samples": N_("sample"),
}


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
            "what": st.column_config.TextColumn(_("What"), width=260),
            "before": st.column_config.TextColumn(_("Was"), width="medium"),
            "after": st.column_config.TextColumn(_("Is"), width="medium"),
        },
    )


def where(place: Place) -> str:
    """A place in a flow for people: `rule SalesOrderLines · Quantity`."""
    first, *rest = place
    inner = [step for step in rest if step not in ("map", "rows")]
    kind = _(_FIRST[first]) if first in _FIRST else first
    return " · ".join([" ".join([kind, *inner[:1]]), *inner[1:]])


def said(value: object) -> str:
    """A value of an edit in one line; what is not there as a dash."""
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key not in ("to", "name")}
        value = next(iter(kept.values())) if len(kept) == 1 else kept
    return "—" if value is None else short(value, 200)
