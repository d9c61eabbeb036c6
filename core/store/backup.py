"""A backup: all that is written down at one moment, in one file of which any database can be made again.

The file is gzip of JSON lines: a head; for each table its name, then its rows; and an end with what there is
of each table and a checksum of all before it. It holds what the database holds, secrets and payloads sealed
as they are there. The key that opens them is never in it.
"""

from __future__ import annotations

import base64
import fcntl
import gzip
import hashlib
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from re import Pattern
from typing import IO, Any

from sqlalchemy import Column, Connection, select
from sqlmodel import col

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.store import schema
from core.store.disk import persist
from core.store.moving import tables
from core.store.tables import KeyRow

#: The word at the beginning of every backup, and the form that it is written in.
_NAME, _FORM = "koppel backup", 1
#: So many rows are carried at once.
ROWS = 1000
WHOLE = 1 << 256


@dataclass(frozen=True, slots=True)
class Part:
    """What a backup has of one table: its columns, the number of its rows, and their fingerprint."""

    columns: tuple[str, ...]
    rows: int
    mark: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is whole: when it was made, by which Koppel, which keys open it, and what is in it."""

    file: Path
    id: str
    at: datetime
    koppel: str
    shape: str
    keys: tuple[str, ...]
    parts: Mapping[str, Part]

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(part.rows for part in self.parts.values())


@contextmanager
def born(file: Path) -> Iterator[IO[bytes]]:
    """Write a file under another name, which it leaves when it is whole and on the disk; nobody's is lost."""
    part = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as opened:
            _hold(opened, part)
            try:
                _require_new(file)
                opened.truncate()
                yield opened
                opened.flush()
                os.fsync(opened.fileno())
                part.rename(file)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        persist(file.parent)
    except OSError as error:
        raise Misconfigured(f"The backup {file} cannot be written: {error.strerror}.") from None


def write(into: IO[bytes], file: Path, given: Sequence[Connection]) -> Backup:
    """Write all that these connections see, each in its one state; `file` is what it will be called."""
    checked = hashlib.sha256()
    found = select(col(KeyRow.fingerprint))
    keys = sorted({key for connection in given for key in connection.execute(found).scalars()})
    head = {"id": secrets.token_hex(8), "at": datetime.now(UTC), "koppel": version("koppel")}
    with gzip.GzipFile(fileobj=into, mode="wb", compresslevel=6, filename="") as packed:

        def put(value: Any) -> None:
            line = f"{write_json(value)}\n".encode()
            checked.update(line)
            packed.write(line)

        put({_NAME: _FORM, **head, "shape": schema.NEWEST, "keys": keys})
        there = {}
        for table in tables():
            put({"table": str(table.name)})
            count = total = 0
            for row in rows_of(given, table.columns.values()):
                put(row)
                count, total = count + 1, total + mark_of(row)
            columns = tuple(map(str, table.columns.keys()))
            there[str(table.name)] = Part(columns, count, f"{total % WHOLE:x}")
        packed.write(f"{write_json({'parts': there, 'sha256': checked.hexdigest()})}\n".encode())
    return Backup(file, head["id"], head["at"], head["koppel"], schema.NEWEST, tuple(keys), there)  # type: ignore[arg-type]  # as put there just now


def look(file: Path) -> Backup:
    """Read a backup to its end; Misconfigured where it is none, was cut short or changed."""
    checked, before = hashlib.sha256(), ""
    with reading(file) as lines:
        first = lines.readline()
        head = parse_json(first)
        if head[_NAME] != _FORM:
            raise Misconfigured(f"{file} was written by a newer Koppel: restore it with that one.")
        checked.update(first.encode())
        for line in lines:
            checked.update(before.encode())
            before = line
        end = parse_json(before)
        if end["sha256"] != checked.hexdigest():
            raise ValueError("the checksum is another one")
        there = {name: Part(tuple(p["columns"]), p["rows"], p["mark"]) for name, p in end["parts"].items()}
        at = datetime.fromisoformat(head["at"])
        return Backup(file, head["id"], at, head["koppel"], head["shape"], tuple(head["keys"]), there)


def names(file: Path, pattern: Pattern[str], word: str, mark: bytes) -> bool:
    """Tell whether a backup holds a word by itself, or the keyed mark by which payloads are found."""
    plain, sealed = word.casefold(), base64.b64encode(mark).decode()
    with reading(file) as lines:
        return any(
            sealed in line or any(isinstance(cell, str) and pattern.search(cell) for cell in parse_json(line))
            for line in lines
            if sealed in line or plain in line.casefold()
        )


def rows_of(given: Iterable[Connection], columns: Sequence[Column[Any]]) -> Iterator[list[Any]]:
    """The rows of a table in all these databases, the same on each kind of database."""
    for connection in given:
        found = connection.execute(select(*columns).execution_options(yield_per=ROWS))
        for row in found:
            yield [_universal(value) for value in row]


def _universal(value: Any) -> Any:
    """A value as it is on every database: a file keeps no zone with its times, which are in UTC."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def mark_of(row: list[Any]) -> int:
    """A fingerprint; a server cannot hold a NUL in a text, so that its picture counts as the same."""
    text = write_json(row).replace("\\u0000", "\N{SYMBOL FOR NULL}")
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


@contextmanager
def reading(file: Path) -> Iterator[IO[str]]:
    """Read the lines of a backup; whatever is wrong with it is one sentence."""
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
            yield lines
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, TypeError, LookupError):
        raise Misconfigured(
            f"{file} is no whole backup of Koppel: it was cut short or changed. Take another one."
        ) from None
    except OSError as error:
        raise Misconfigured(f"{file} cannot be read: {error.strerror}.") from None


def _require_new(file: Path) -> None:
    if file.exists():
        raise Misconfigured(f"There is a file {file} already: name another one.")


def _hold(opened: IO[bytes], part: Path) -> None:
    """Be the only one who writes the file; whoever dies lets go of it."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Misconfigured(f"Another backup is being written into {part}: wait for it.") from None
    except OSError:
        return  # a disk of a network may know no locks
