"""A cell of the notebook: numbered, with a state, folding to a line that sums it up.

It is a button over a container and not an expander: an expander whose line changes is another one,
and what is being typed in it would lose its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import streamlit as st

from core.errors import KoppelError
from core.language import _
from core.workspace import Workspace
from pages.parts.draft import Draft
from pages.parts.drawing import Drawing
from pages.parts.notice import problem
from pages.parts.wording import plain

State = Literal["done", "todo", "warn", "wrong"]

_SIGNS: dict[State, str] = {
    "done": ":green[:material/check_circle:]",
    "todo": ":gray[:material/radio_button_unchecked:]",
    "warn": ":orange[:material/error:]",
    "wrong": ":red[:material/cancel:]",
}


class Inside(Protocol):
    """What a cell holds."""

    def glance(self, workspace: Workspace, draft: Draft, /) -> tuple[str, State]:
        """Sum it up in a line, and tell its state."""

    def draw(self, workspace: Workspace, draft: Draft, /) -> None:
        """Draw it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its number; the mapping's stands open from the start.

    `shows` gives what stands inside and an edit can change; nothing of it needs to be the same twice.
    """

    number: int
    title: str
    inside: Inside
    expanded: bool = False
    shows: Callable[[Workspace, Draft], object] = lambda _workspace, _draft: object()

    def draw(self, drawing: Drawing, workspace: Workspace, draft: Draft) -> None:
        """Draw the cell as a part of its page; what is inside only where it is unfolded."""
        st.session_state.setdefault(_key(self.number), self.expanded)

        def glance() -> tuple[str, State, object]:
            inside = self.shows(workspace, draft) if is_unfolded(self.number) else None
            return *self.inside.glance(workspace, draft), inside

        def draw(glanced: tuple[str, State, object]) -> None:
            words, state, _inside = glanced
            with st.container(border=True, key=f"cell_{self.number}", gap="small"):
                self._line(words, state)
                if is_unfolded(self.number):
                    try:
                        self.inside.draw(workspace, draft)
                    except KoppelError as error:
                        problem(error)

        drawing.part(f"cell.{self.number}", glance, draw)

    def _line(self, words: str, state: State) -> None:
        unfolded = is_unfolded(self.number)
        st.button(
            f"{_SIGNS[state]} &nbsp;**{self.number} · {_(self.title)}** &nbsp;:gray[{plain(words)}]",
            key=f"fold_{self.number}",
            icon=":material/expand_more:" if unfolded else ":material/chevron_right:",
            type="tertiary",
            width="stretch",
            on_click=_turn,
            args=(self.number,),
        )


def is_unfolded(number: int) -> bool:
    """Whether a cell is unfolded."""
    return bool(st.session_state.get(_key(number)))


def unfold(number: int) -> None:
    """Unfold a cell at the next drawing."""
    st.session_state[_key(number)] = True


def _turn(number: int) -> None:
    st.session_state[_key(number)] = not is_unfolded(number)


def _key(number: int) -> str:
    return f"cell.unfolded.{number}"
