"""Where a person stands: which rows of which tables hold a word, or tell of a record that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlmodel import AutoString, SQLModel

from core.records import JsonObject
from core.store.columns import Json

#: Every table that may tell of a record. Payloads are found by their marks, the samples of flows apart.
_TELLING = (
    *("entry", "run_record", "sweep_key", "plan_record", "run", "run_key", "act", "beginning"),
    *("alert", "trouble", "message", "delivery", "shared_table"),
    *("flow_version", "sign_off", "system_version", "connection"),
)
#: Of these tables only so much: documents are taken apart by who can read them.
_ONLY = {
    **dict.fromkeys(("flow_version", "sign_off", "system_version"), ("note",)),
    "connection": ("problem",),
}
#: Columns whose words are ours.
_OURS = {
    *("flow", "run", "plan", "kind", "verdict", "state", "owner", "once", "digest", "sent", "finding"),
    *("id", "name", "change", "channel", "worker", "trigger", "what", "by", "connection", "source", "target"),
}
#: By which column a row says what it belongs to, the first that has something.
_NAMING = ("flow", "run", "plan", "id", "system", "name")
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Trace:
    """One place where a person is: which table, of which flow and record, and what stands there."""

    place: str
    name: str
    key: str = ""
    at: datetime | None = None
    told: JsonObject | None = None


def standing(word: str) -> re.Pattern[str]:
    """Where a word stands by itself: `an@x.nl` is not in `jan@x.nl`."""
    return re.compile(rf"(?<![\w.+%-]){re.escape(word)}(?![\w-]|\.\w)", re.IGNORECASE)


def is_address(word: str) -> bool:
    """Whether a word is a person's own; any other may be a word of the flow, or of a value table."""
    return "@" in word


def tables() -> list[Table]:
    """Every table that may tell of a record."""
    return [SQLModel.metadata.tables[name] for name in _TELLING]


def texts(table: Table) -> list[Column[Any]]:
    """The columns of a table whose words may be a person's."""
    only = _ONLY.get(str(table.name))
    return [column for column in _words(table) if only is None or column.name in only]


def _words(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, AutoString | Text | Json)
        and column.name not in _OURS
        and not column.foreign_keys
    ]


def holds(table: Table, word: str) -> ColumnElement[bool]:
    """Whether a word is anywhere in a row, in capitals or not."""
    escaped = re.sub(r"([/%_])", r"/\1", word)
    like = func.lower(f"%{escaped}%")
    return or_(*(func.lower(type_coerce(each, Text)).like(like, escape="/") for each in _words(table)))


def of_records(table: Table, whose: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    """The rows that tell of these records."""
    keys: dict[str, list[str]] = {}
    for flow, key in whose:
        keys.setdefault(flow, []).append(key)
    if "flow" in table.c:
        return or_(*(and_(table.c.flow == flow, table.c.key.in_(some)) for flow, some in keys.items()))
    run = SQLModel.metadata.tables["run"]
    runs = {flow: select(run.c.id).where(run.c.flow == flow) for flow in keys}
    return or_(*(and_(table.c.key.in_(some), table.c.run.in_(runs[flow])) for flow, some in keys.items()))


def rows(connection: Connection, table: Table, keys: Sequence[tuple[Any, ...]]) -> list[JsonObject]:
    """Rows by their keys, with JSON as the text that stands there."""
    columns = [
        type_coerce(each, Text).label(each.name) if isinstance(each.type, Json) else each
        for each in table.columns
    ]
    chosen = select(*columns).where(tuple_(*table.primary_key.columns).in_(keys))
    return [dict(row) for row in connection.execute(chosen).mappings()]


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut keys into as many as one statement takes."""
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def trace_of(table: Table, row: JsonObject) -> Trace:
    """What a row tells of a person, as it stands there."""
    name = next((str(row[each]) for each in _NAMING if row.get(each)), "")
    told = {
        each.name: row[each.name] for each in texts(table) if row[each.name] not in (None, "", "{}", "[]")
    }
    return Trace(str(table.name), name, str(row.get("key") or ""), row.get("at"), told)
