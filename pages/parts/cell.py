"""A cell of the notebook: numbered, with a state, folding to a line that sums it up.

It is a button over a container and not an expander: an expander whose line changes is another one,
and what is being typed in it would lose its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from core.errors import KoppelError
from pages.parts.notice import problem
from pages.parts.wording import plain

State = Literal["done", "todo", "warn", "wrong"]

_SIGNS: dict[State, str] = {
    "done": ":green[:material/check_circle:]",
    "todo": ":gray[:material/radio_button_unchecked:]",
    "warn": ":orange[:material/error:]",
    "wrong": ":red[:material/cancel:]",
}


@contextmanager
def cell(
    number: int, title: str, summary: str, state: State = "todo", *, expanded: bool = False
) -> Iterator[bool]:
    """Draw a cell; what stands inside is drawn when it yields True, which is when the cell is unfolded."""
    unfolded = st.session_state.setdefault(_key(number), expanded)
    label = f"{_SIGNS[state]} &nbsp;**{number} · {title}** &nbsp;:gray[{plain(summary)}]"
    with st.container(border=True, key=f"cell_{number}", gap="small"):
        st.button(
            label,
            key=f"fold_{number}",
            icon=":material/expand_more:" if unfolded else ":material/chevron_right:",
            type="tertiary",
            width="stretch",
            on_click=_turn,
            args=(number,),
        )
        try:
            yield unfolded
        except KoppelError as error:
            problem(error)


def is_unfolded(number: int) -> bool:
    """Whether a cell is unfolded."""
    return bool(st.session_state.get(_key(number)))


def unfold(number: int) -> None:
    """Unfold a cell at the next drawing."""
    st.session_state[_key(number)] = True


def _turn(number: int) -> None:
    st.session_state[_key(number)] = not st.session_state.get(_key(number), False)


def _key(number: int) -> str:
    return f"cell.unfolded.{number}"
