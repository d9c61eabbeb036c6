"""How tables look: their height, and coloured words for a verdict, a run's state, how a rule fares."""

from __future__ import annotations

from typing import Any, Literal

import streamlit as st

from core.language import N_, _
from core.records import RunState, Verdict
from pages.parts.wording import STATES, VERDICTS

_HEAD, _ROW = 36, 33
RULE_STATES = {
    N_("filled"): "green",
    N_("partly"): "yellow",
    N_("empty"): "gray",
    N_("fault"): "red",
    N_("missing"): "orange",
}


def tall(rows: int, at_most: int) -> int | Literal["content"]:
    """The height of a table: no more than its rows need, and then it scrolls."""
    return "content" if rows <= at_most else _HEAD + _ROW * at_most


def wide(heading: str, least: int) -> int:
    """How wide a column must be for its heading in the language that is spoken."""
    return max(least, 26 + 7 * len(heading))


def verdict_chips(width: int = 95) -> Any:
    """The column of verdicts."""
    return _chips(_("Verdict"), dict(VERDICTS.values()), width)


def state_chips(width: int = 95) -> Any:
    """The column of run states."""
    return _chips(_("State"), {word: colour for word, colour, _icon in STATES.values()}, width)


def rule_chips(width: int = 80) -> Any:
    """The column that tells how a rule fares."""
    return _chips("", RULE_STATES, width)


def record_chips(width: int = 70) -> Any:
    """The column that tells whether a record has faults."""
    return _chips("", {N_("good"): "green", N_("fault"): "red"}, width)


def check_chips(width: int = 110) -> Any:
    """The column that tells how a test fares."""
    return _chips("", {N_("as expected"): "green", N_("differs"): "red"}, width)


def verdict_chip(verdict: Verdict) -> list[str]:
    """A cell of the column of verdicts."""
    return [VERDICTS[verdict][0]]


def state_chip(state: RunState) -> list[str]:
    """A cell of the column of run states."""
    return [STATES[state][0]]


def waiting_chips(width: int = 95) -> Any:
    """The column that tells how a record waits."""
    return _chips(_("State"), {N_("parked"): "orange", N_("ambiguous"): "red"}, width)


def _chips(label: str, colours: dict[str, Any], width: int) -> Any:
    """A column of words; its cells hold them as they are written here, and show them as they are said."""
    longest = max((_(word) for word in colours), key=len)
    return st.column_config.MultiselectColumn(
        label,
        options=list(colours),
        color=list(colours.values()),
        format_func=_,
        width=wide(longest, width),
    )
