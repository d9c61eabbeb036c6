"""The functions that an expression may use, each in one line with an example."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.workspace import Function, functions
from pages.parts.search import search
from pages.parts.wording import short


def draw() -> None:
    """Draw the button behind which the functions are."""
    if st.button("Functions", icon=":material/function:", type="tertiary", key="functions.open"):
        _listed(functions())


@st.dialog("Functions", width="large", icon=":material/function:")
def _listed(known: Sequence[Function]) -> None:
    wanted = search("functions.search", "functions: date, money, street, lookup …")
    found = [each for each in known if wanted in f"{each.name} {each.help}".lower()]
    st.dataframe(
        [
            {"name": f.signature, "help": f.help, "example": f.example, "result": short(f.result)}
            for f in found
        ],
        hide_index=True,
        height=420,
        alt="Functions",
        column_config={
            "name": st.column_config.TextColumn("Function", width=170),
            "help": st.column_config.TextColumn("What it does", width=330),
            "example": st.column_config.TextColumn("Example", width=230),
            "result": st.column_config.TextColumn("Gives", width=110),
        },
    )
