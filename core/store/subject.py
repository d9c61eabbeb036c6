"""What an act was done to, and how that stands: never with a value of a record or a secret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from core.records import JsonObject

#: For each kind of thing the tables that hold its state: by which column, and which columns say it.
_TOLD: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "flow": (
        ("flow", "name", ("newest", "active", "held", "pauses", "folder")),
        ("bookmark", "flow", ("at",)),
        ("retention", "flow", ("days",)),
        ("sweep_schedule", "flow", ("cron", "timezone")),
    ),
    "connection": (
        ("connection", "name", ("connector", "settings", "at_once", "per_minute")),
        ("secret", "connection", ("sealed",)),
    ),
    "system": (("system", "name", ("newest", "removed")),),
    "plan": (("plan", "id", ("flow", "approved_by")),),
    "run": (("run", "id", ("flow", "state", "cancel", "pause")),),
    "table": (("shared_table", "name", ("version",)),),
    "person": (("person", "email", ("role",)),),
    "token": (("api_token", "name", ("person", "scopes", "until")),),
}
#: Columns whose words are ours, and no values of anybody.
_WORDS = {"state", "role", "connector", "cron", "timezone", "flow"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing by its kind and name, and one of its records by its key, where it is about that."""

    kind: str = ""
    name: str = ""
    key: str = ""

    def told(self, mark: Callable[[Any], str]) -> str:
        """The words for it; a record's key may be a person's address, so that a fingerprint stands for it."""
        thing = f"{self.kind} {self.name}".strip()
        return f"{thing}, record {mark(self.key)}" if self.key else thing


def state_of(connection: Connection, subject: Subject, mark: Callable[[Any], str]) -> JsonObject:
    """How a thing stands now, by name: numbers, switches and states as they are, all else as fingerprints."""
    state: JsonObject = {}
    for table_name, by, columns in _TOLD.get(subject.kind, ()):
        table = SQLModel.metadata.tables[table_name]
        for row in connection.execute(select(table).where(table.c[by] == subject.name)).mappings():
            part = f" {row['name']}" if table_name == "secret" else ""
            for column in columns:
                state |= _told(f"{table_name}{part}.{column}", column, row[column], mark)
    return state


def _told(name: str, column: str, value: Any, mark: Callable[[Any], str]) -> JsonObject:
    if isinstance(value, dict):
        return {f"{name}.{inner}": mark(each) for inner, each in value.items()}
    if isinstance(value, datetime):
        return {name: value.isoformat()}
    plain = value is None or isinstance(value, bool | int) or column in _WORDS
    return {name: value if plain else mark(value)}
