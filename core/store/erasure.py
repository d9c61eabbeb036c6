"""Erasing a person: every place in the database where a word stands, and how it is taken out of it.

The word gives way to a fingerprint that needs the key, so that a record which was carried is known again and
not carried twice. What was kept of that person's records, their reasons and differences, goes as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    Text,
    delete,
    literal,
    select,
    type_coerce,
    update,
)
from sqlmodel import SQLModel, col

from core.documents import parse_json, write_json
from core.records import JsonObject
from core.store.database import Database, insert
from core.store.payloads import Payloads
from core.store.tables import ErasureRow, PayloadKeyRow, PayloadMarkRow, PayloadRow
from core.store.traces import (
    Trace,
    chunks,
    holds,
    is_address,
    of_records,
    rows,
    standing,
    tables,
    texts,
    trace_of,
)

#: What became of records, by flow: of a person's records all that was told of them goes.
_RECORDS = ("entry", "run_record", "sweep_key")
#: Until it is known whether a write arrived, what it is found by is needed.
_IN_DOUBT = ("intended", "ambiguous")
#: The documents of flows, and what tells those of one flow apart.
_DOCUMENTS = {"flow_version": "version", "draft": "id"}
ERASED = "erased at the person's request"
_INSTEAD = re.compile(r"erased-[0-9a-f]{16}(@erased\.invalid)?")


@dataclass(frozen=True, slots=True)
class Written:
    """A document of a flow: a version by its number, or a draft by its id."""

    place: str
    flow: str
    part: int | str
    text: str


class Erasure:
    """Finds a word in all that is written down, and takes it out."""

    def __init__(self, database: Database, payloads: Payloads, mask: Callable[[str], bytes]) -> None:
        self._database, self._payloads, self._mask = database, payloads, mask

    def instead(self, text: str) -> str:
        """What stands where a text was."""
        return instead(self._mask, text)

    def traces(self, word: str) -> list[Trace]:
        """Every place where a word stands, and every record that it names."""
        with self._database.looking() as connection:
            whose = self._whose(connection, word)
            return [
                trace_of(table, row)
                for table in tables()
                for keys in chunks(self._found(connection, table, word, whose))
                for row in rows(connection, table, keys)
            ]

    def erase(self, word: str, by: str) -> dict[str, int]:
        """Take a word out of every table; gives how many rows that were, by table.

        Writes of which it is not known whether they arrived stay as they are, until that is settled.
        """
        with self._database.looking() as connection:
            whose = self._whose(connection, word)
            found = {table: self._found(connection, table, word, whose) for table in tables()}
        counts = {"payload": self._payloads.erase(word)}
        counts["payload"] += sum(self._payloads.forget(flow, key) for flow, key in whose)
        for table, keys in found.items():
            for some in chunks(keys):
                with self._database.keeping() as connection:
                    done = [
                        self._rewrite(connection, table, row, word) for row in rows(connection, table, some)
                    ]
                counts[str(table.name)] = counts.get(str(table.name), 0) + sum(done)
        told = {name: number for name, number in counts.items() if number}
        row = {"mark": self._payloads.mark(word), "at": datetime.now(UTC), "by": by, "counts": told}
        with self._database.keeping() as connection:
            kept = insert(ErasureRow)
            again = {name: kept.excluded[name] for name in ("at", "by", "counts")}
            connection.execute(kept.on_conflict_do_update(index_elements=["mark"], set_=again), row)
        return told

    def erased(self, word: str) -> datetime | None:
        """When the person that a word names was erased last."""
        chosen = select(col(ErasureRow.at)).where(col(ErasureRow.mark) == self._payloads.mark(word))
        with self._database.looking() as connection:
            return connection.execute(chosen).scalar()

    # --- the documents of flows

    def documents(self, word: str) -> list[Written]:
        """The versions and drafts of flows in which a word stands."""
        pattern, found = standing(word), []
        with self._database.looking() as connection:
            for name, part in _DOCUMENTS.items():
                table = SQLModel.metadata.tables[name]
                chosen = select(table.c.flow, table.c[part], table.c.text).where(holds(table, word))
                found += [Written(name, *row) for row in connection.execute(chosen) if pattern.search(row[2])]
        return found

    def rewrite(self, before: Written, text: str) -> bool:
        """Put another text in the place of a document's; False when it has changed meanwhile."""
        table = SQLModel.metadata.tables[before.place]
        same = (table.c.flow == before.flow, table.c[_DOCUMENTS[before.place]] == before.part)
        with self._database.keeping() as connection:
            there = update(table).where(*same, table.c.text == before.text)
            return connection.execute(there.values(text=text)).rowcount > 0

    def settle(self) -> bool:
        """Leave nothing beside the database of what was taken out; False when others kept it from that."""
        return self._database.settle()

    # --- finding

    def _whose(self, connection: Connection, word: str) -> set[tuple[str, str]]:
        """The records that a word names, as far as payloads tell: flow and key."""
        chosen = (
            select(col(PayloadKeyRow.flow), col(PayloadRow.key))
            .join(PayloadRow, col(PayloadRow.owner) == col(PayloadKeyRow.owner))
            .join(PayloadMarkRow, col(PayloadMarkRow.payload) == col(PayloadRow.id))
            .where(col(PayloadMarkRow.mark) == self._payloads.mark(word))
        )
        named = {(row[0], row[1]) for row in connection.execute(chosen)}
        entry = SQLModel.metadata.tables["entry"]
        told = select(entry.c.flow, entry.c.key).where(entry.c.kind == "record", holds(entry, word))
        return named | {(row[0], row[1]) for row in connection.execute(told)}

    def _found(
        self, connection: Connection, table: Table, word: str, whose: set[tuple[str, str]]
    ) -> list[tuple[Any, ...]]:
        """The keys of the rows in which a word stands, or which tell of a record that it names."""
        own = list(table.primary_key.columns)
        cells = [type_coerce(column, Text) for column in texts(table)]
        pattern = standing(word)
        found: dict[tuple[Any, ...], None] = {}
        for row in connection.execute(select(*own, *cells).where(holds(table, word))):
            if any(text and pattern.search(text) for text in row[len(own) :]):
                found[tuple(row[: len(own)])] = None
        if table.name in _RECORDS:
            for some in chunks(sorted(whose)):
                for row in connection.execute(select(*own).where(of_records(table, some))):
                    found[tuple(row)] = None
        return list(found)

    # --- taking out

    def _rewrite(self, connection: Connection, table: Table, row: JsonObject, word: str) -> bool:
        same = [column == row[column.name] for column in table.primary_key.columns]
        if table.name == "entry" and row["state"] in _IN_DOUBT:
            return False
        if table.name == "entry" and row["kind"] != "record":
            # What a check remembers of a person is known by a fingerprint of that person alone.
            connection.execute(delete(table).where(*same))
            return True
        if table.name == "shared_table" and not is_address(word):
            return False
        pattern = standing(word)
        values = {
            column.name: self._without(column, row[column.name], pattern, whole=table.name in _RECORDS)
            for column in texts(table)
            if row[column.name]
        }
        changed = {name: literal(value, Text) for name, value in values.items() if value != row[name]}
        if changed:
            connection.execute(update(table).where(*same).values(changed))
        return bool(changed)

    def _without(self, column: Column[Any], text: str, pattern: re.Pattern[str], *, whole: bool) -> Any:
        """A text without the word; of a person's record all that tells about it goes."""
        name = column.name
        if name == "key":
            return self.instead(text) if pattern.search(text) else text
        if whole and name == "why":
            return ERASED
        if whole and name in ("steps", "differences"):
            return "[]"
        if whole and name == "match":
            return write_json({to: self.instead(str(value)) for to, value in parse_json(text).items()})
        return pattern.sub(lambda found: self.instead(found[0]), text)


def instead(mask: Callable[[str], bytes], text: str) -> str:
    """What stands where a text was: the same for the same text, in the form of an address for one."""
    made = f"erased-{mask(f'erased {text}')[:8].hex()}"
    return f"{made}@erased.invalid" if "@" in text else made


def is_instead(text: str) -> bool:
    """Whether a text stands where another one was: nobody can be asked for it by that."""
    return _INSTEAD.fullmatch(text) is not None
