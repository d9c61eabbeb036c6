"""The system that is being declared in this session: its document as it stands, not saved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.system import System, SystemProblems
from core.workspace import Workspace

_OPEN = "rest.open"


@dataclass(slots=True)
class Declared:
    """A system's document as the form has it, and the version that it began with (0: a new one)."""

    told: dict[str, Any]
    version: int = 0
    saved: str = ""
    notes: tuple[str, ...] = ()
    #: counts what came from elsewhere than the form, so that its fields are drawn anew after one
    turn: int = 0
    chosen: int = 0
    problems: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The system's name."""
        return str(self.told.get("name", ""))

    @property
    def resource(self) -> dict[str, Any]:
        """The kind of record that the form shows."""
        resources: list[dict[str, Any]] = self.told["resources"]
        return resources[min(self.chosen, len(resources) - 1)]

    def key(self, name: str) -> str:
        """The key of a field of the form."""
        return f"rest.{self.turn}.{name}"

    def text(self, workspace: Workspace) -> str:
        """The document as it would be saved."""
        return workspace.system_text(cleaned(self.told))

    def system(self, workspace: Workspace) -> System | None:
        """The system that the document declares; None, with `problems`, while something in it is wrong."""
        try:
            system = workspace.system(self.text(workspace))
        except SystemProblems as error:
            self.problems = tuple(str(each) for each in error.problems)
            return None
        self.problems = ()
        return system


def opened() -> Declared | None:
    """The system that is open in this session."""
    found = st.session_state.get(_OPEN)
    return found if isinstance(found, Declared) else None


def open_(told: dict[str, Any], version: int = 0, notes: tuple[str, ...] = (), saved: str = "") -> Declared:
    """Open a document in the form."""
    before = opened()
    draft = Declared(told, version, saved, notes, before.turn + 1 if before else 1)
    st.session_state[_OPEN] = draft
    return draft


def close() -> None:
    """Leave what is open."""
    st.session_state.pop(_OPEN, None)


def put(told: dict[str, Any], name: str, value: Any) -> None:
    """Say something in a document; what is empty is not said."""
    if value in (None, "", [], {}, False):
        told.pop(name, None)
    else:
        told[name] = value


def typed(draft: Declared, told: dict[str, Any], name: str, title: str, usual: str = "", **more: Any) -> str:
    """A field of the form that is said in the document where it differs from what is usual."""
    part = more.pop("part", "")
    value = st.text_input(
        title,
        told.get(name, usual),
        key=draft.key(f"{draft.chosen}.{part}{name}"),
        autocomplete="off",
        **more,
    )
    put(told, name, value if value != usual else "")
    return value or ""


def cleaned(value: Any) -> Any:
    """A document without what says nothing."""
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items() if each is not None}
    return [cleaned(each) for each in value] if isinstance(value, list) else value
