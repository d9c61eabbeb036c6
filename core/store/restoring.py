"""Restoring: everything of a backup is made again where nothing is, whole and compared, or nothing of it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Float, LargeBinary, MetaData, Table, delete

from core.documents import parse_json
from core.errors import Misconfigured
from core.store import schema
from core.store.backup import ROWS, WHOLE, Backup, Part, mark_of, reading, rows_of
from core.store.database import insert
from core.store.place import Place
from core.store.tables import BackupRow, ConsentRow, SessionRow, SignInRow, WorkerRow

#: What ends with the machine that it was begun on: processes at work, and whoever was signed in.
_FLEETING = (WorkerRow, SessionRow, SignInRow, ConsentRow)


def restore(made: Backup, target: Sequence[Place], apart: frozenset[str]) -> None:
    """Make everything of a backup again where nothing is, compared with what was backed up, or nothing.

    Tables that are `apart` go to the last place of the target, the others to its first. Who was signed in is
    not any more, and what was under way is there as after a crash.
    """
    schema.require(made.shape, f"The backup {made.file}")
    with ExitStack() as held:
        taken = [held.enter_context(place.born()) for place in target]
        known = []
        for place, connection in zip(target, taken, strict=True):
            schema.migrate(connection, place, made.shape)
            known.append(MetaData())
            known[-1].reflect(connection)
        with reading(made.file) as lines:
            for name, rows in _chunks(lines):
                at = -1 if name in apart else 0
                columns = [known[at].tables[name].c[each] for each in made.parts[name].columns]
                taken[at].execute(known[at].tables[name].insert(), [_row(columns, row) for row in rows])
        for name, part in made.parts.items():
            at = -1 if name in apart else 0
            _compare(made.file, taken[at], known[at].tables[name], part)
        for place, connection in zip(target, taken, strict=True):
            if made.shape != schema.NEWEST:
                schema.migrate(connection, place)
        for row in _FLEETING:
            taken[0].execute(delete(row))
        _enlist(taken[0], made)
        for place, connection in zip(target, taken, strict=True):
            place.goes_on(connection)


def _enlist(connection: Connection, made: Backup) -> None:
    """Let the database know of the backup that it was made of: that holds whom it holds."""
    told = {"id": made.id, "file": str(made.file.absolute()), "at": made.at, "keys": made.keys}
    row = insert(BackupRow).on_conflict_do_nothing()
    connection.execute(row, {**told, "ended": made.at, "by": ""})


def _compare(file: Path, connection: Connection, table: Table, part: Part) -> None:
    count = total = 0
    for row in rows_of([connection], [table.c[name] for name in part.columns]):
        count, total = count + 1, total + mark_of(row)
    if (count, f"{total % WHOLE:x}") != (part.rows, part.mark):
        raise Misconfigured(
            f"The table {table.name} did not become what it is in {file}; nothing was restored. "
            "Try again on another disk, or with another backup."
        )


def _chunks(lines: Iterable[str]) -> Iterator[tuple[str, list[list[Any]]]]:
    """The rows of a backup, some at a time, with the name of their table."""
    table, rows = "", []
    for line in lines:
        value = parse_json(line)
        if isinstance(value, list):
            rows.append(value)
        if rows and (isinstance(value, dict) or len(rows) == ROWS):
            yield table, rows
            rows = []
        if isinstance(value, dict):
            table = value.get("table", "")


def _row(columns: Sequence[Column[Any]], values: list[Any]) -> dict[str, Any]:
    return {
        column.name: value if value is None else _typed(column, value)
        for column, value in zip(columns, values, strict=True)
    }


def _typed(column: Column[Any], value: Any) -> Any:
    """A value of a JSON line as its column takes it."""
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return float(value) if isinstance(column.type, Float) else value
