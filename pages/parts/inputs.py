"""Inputs that are tied to a value of the open flow: they show it, and hand back what a person made of it.

Their keys hold the draft's turn, so that undo, redo and a discarded draft draw them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.flow import Flow
from core.language import _
from core.workspace import Workspace
from pages.parts.draft import Draft, change, show
from pages.parts.wording import sentence

Make = Callable[[Any], Flow]


class Inputs:
    """Draws inputs for one draft; each takes the value there is, and how it makes the changed flow."""

    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        self.workspace = workspace
        self.draft = draft

    def key(self, name: str) -> str:
        """The widget's key for a value of the open flow."""
        return f"in.{self.draft.flow.name}.{self.draft.turn}.{name}"

    def text(
        self, name: str, label: str, value: str | None, make: Make, *, live: bool = False, **how: Any
    ) -> None:
        """A line of text, or, when it has several, an area; empty means that there is none."""
        how |= {"value": value or "", **self._bound(name, value or "", make)}
        if self._lines(name, value or ""):
            how.pop("placeholder", None)
            st.text_area(label, height="content", **how)
            if live:
                st.caption(_("Several lines: Ctrl+Enter shows what they give."))
        else:
            pace = "120ms" if live else "500ms"  # what is typed is kept soon, whether it is left or not
            st.text_input(label, live=pace, autocomplete="off", **how)
        self._tell(name)

    def _lines(self, name: str, value: str) -> bool:
        """Whether a text has several lines; settled when it is drawn first, so that the focus stays."""
        key = self.key(name)
        if key not in st.session_state:
            st.session_state[f"{key}.lines"] = "\n" in value.strip()
        return bool(st.session_state[f"{key}.lines"])

    def choice(
        self, name: str, label: str, options: Sequence[Any], value: Any, make: Make, **how: Any
    ) -> None:
        """One of several; a value that is not among them is offered as well, so that it is not lost."""
        every = [*options] if value in options else [value, *options]
        st.selectbox(label, every, index=every.index(value), **self._bound(name, value, make), **how)

    def toggle(self, name: str, label: str, value: Any, make: Make, **how: Any) -> None:
        """On or off."""
        st.toggle(label, value=value, **self._bound(name, value, make), **how)

    def pairs(
        self,
        name: str,
        value: dict[str, Any],
        columns: tuple[str, str],
        make: Make,
        *,
        alt: str,
        blank: bool = False,
    ) -> None:
        """A small table of names and texts that can grow; `blank`: a row may go without text."""
        key, turn = self.key(name), self.draft.turn
        rows = first_rows(key, [{"name": name, "value": text} for name, text in value.items()])

        def take() -> None:
            named = {str(row.get("name") or "").strip(): row.get("value") or "" for row in edited_rows(key)}
            kept = {name: text for name, text in named.items() if name and (text or blank)}
            self._take(key, turn, make, kept)

        st.data_editor(
            rows,
            key=key,
            num_rows="dynamic",
            hide_index=True,
            alt=alt,
            on_change=new_only(key, take),
            column_config={
                "name": st.column_config.TextColumn(columns[0], required=True),
                "value": st.column_config.TextColumn(columns[1], width="large"),
            },
        )
        self._tell(name)

    def _bound(self, name: str, value: Any, make: Make) -> dict[str, Any]:
        """Key and callback of an input; what is typed in it is its own.

        It is given its value with every drawing: one that is put into the session's state is told once, and
        where that drawing is cut short by the next, the browser would show nothing, and tell it as an edit.
        """
        key, turn = self.key(name), self.draft.turn

        def take() -> None:
            typed = st.session_state[key]
            self._take(key, turn, make, (typed.strip() or None) if isinstance(typed, str) else typed)

        return {"key": key, "on_change": new_only(key, take, value)}

    def _take(self, key: str, turn: int, make: Make, typed: Any) -> None:
        """Put what was typed into the draft; an input that was drawn anew meanwhile does not show it yet."""
        st.session_state.pop(key + ".wrong", None)
        try:
            change(self.workspace, self.draft, make(typed), typed=turn == self.draft.turn)
        except ValueError as error:
            st.session_state[key + ".wrong"] = str(error)
            return
        show(self.draft)

    def _tell(self, name: str) -> None:
        if wrong := st.session_state.get(self.key(name) + ".wrong"):
            st.error(sentence(wrong), icon=":material/error:")


def new_only(key: str, take: Callable[[], None], value: Any = None) -> Callable[[], None]:
    """What an input calls when it changes; what it showed already is no change, however often it is told.

    A browser tells with every act what all of its inputs show. While the answer that draws them anew is on
    its way, it tells of those that are gone, and Streamlit takes that for a change: what was undone would be
    back. `value` is what it shows at first.
    """
    shown = st.session_state.get(key, value)

    def changed() -> None:
        nonlocal shown
        if st.session_state[key] != shown:
            shown = st.session_state[key]
            take()

    return changed


def first_rows(key: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows under a table editor as they were when it was drawn first: it keeps its own changes on top."""
    if key not in st.session_state:
        st.session_state[f"{key}.first"] = rows or [{"name": "", "value": ""}]
    kept: list[dict[str, Any]] = st.session_state[f"{key}.first"]
    return kept


def edited_rows(key: str) -> list[dict[str, Any]]:
    """The rows of a table editor as a person has made them."""
    rows = [dict(row) for row in st.session_state[f"{key}.first"]]
    edits = st.session_state[key]
    for n, changed in edits.get("edited_rows", {}).items():
        rows[int(n)].update(changed)
    kept = [row for n, row in enumerate(rows) if n not in edits.get("deleted_rows", [])]
    return [*kept, *(dict(row) for row in edits.get("added_rows", []))]
