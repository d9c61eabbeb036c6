"""Moving everything from one database to another: every row of every table, copied, counted and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text, select, text
from sqlmodel import SQLModel

from core.errors import Misconfigured
from core.store import schema
from core.store.columns import Json
from core.store.place import Place

#: So many rows are carried at once.
_ROWS = 1000
_WHOLE = 1 << 256


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that was moved, and how many rows it has."""

    table: str
    rows: int


def move(source: Sequence[Place], target: Sequence[Place], apart: frozenset[str]) -> list[Moved]:
    """Move everything to a database that is empty; the one before stays as it is, and says that it was moved.

    Tables that are `apart` go to the last place of the target, the others to its first. Until the copy has
    been compared with what it was made from, the target stays empty; Misconfigured says why.
    """
    with ExitStack() as held:
        # What was entered last ends first: the copy is durable before the source says that it was moved.
        given = [held.enter_context(place.sole()) for place in source]
        taken = [held.enter_context(place.born()) for place in target]
        for place, connection in zip(target, taken, strict=True):
            schema.migrate(connection, place)
        moved = []
        for table in tables():
            to = taken[-1] if table.name in apart else taken[0]
            copied = sum(_copy(connection, to, table) for connection in given)
            if _mark(table, given) != _mark(table, taken):
                raise Misconfigured(
                    f"The copy of the table {table.name} is not what it was copied from; nothing was moved. "
                    "Look whether both databases are whole: koppel doctor."
                )
            moved.append(Moved(str(table.name), copied))
        for place, connection in zip(target, taken, strict=True):
            place.goes_on(connection)
        said = {"shape": f"{schema.NEWEST} {schema.MOVED} {datetime.now(UTC):%Y-%m-%d}"}
        given[0].execute(text("UPDATE alembic_version SET version_num = :shape"), said)
        return moved


def tables() -> list[Table]:
    """Every table, those that others point to first, with JSON as the very text that stands there."""
    bare = MetaData()
    return [
        Table(
            table.name,
            bare,
            *(Column(c.name, Text() if isinstance(c.type, Json) else c.type) for c in table.columns),
        )
        for table in SQLModel.metadata.sorted_tables
    ]


def _copy(source: Connection, target: Connection, table: Table) -> int:
    copied = 0
    for rows in _read(source, table):
        target.execute(table.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
        copied += len(rows)
    return copied


def _mark(table: Table, held: Sequence[Connection]) -> tuple[int, int]:
    """How many rows a table has, and a fingerprint of them that does not depend on their order."""
    count = total = 0
    for connection in held:
        for rows in _read(connection, table):
            count += len(rows)
            for row in rows:
                total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
    return count, total % _WHOLE


def _read(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    found = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for rows in found.partitions():
        yield [tuple(map(_legible, row)) for row in rows]


def _legible(value: Any) -> Any:
    # A server cannot hold a NUL in a text: both sides are compared with its picture.
    return value.replace("\0", "\N{SYMBOL FOR NULL}") if isinstance(value, str) else value
