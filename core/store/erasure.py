"""Erasing a person: every place in the database where a word stands, and how it is taken out of it.

The word gives way to a fingerprint that needs the key, so that a record which was carried is known again and
not carried twice. What was kept of that person's records, their reasons and differences, goes as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlmodel import AutoString, SQLModel, col

from core.documents import parse_json, write_json
from core.records import JsonObject
from core.store.columns import Json
from core.store.database import Database, insert
from core.store.payloads import Payloads
from core.store.tables import ErasureRow, PayloadKeyRow, PayloadMarkRow, PayloadRow

#: Every table that may tell of a record. Payloads are found by their marks, the samples of flows apart.
_TELLING = (
    *("entry", "run_record", "sweep_key", "plan_record", "run", "run_key", "act", "beginning"),
    *("alert", "trouble", "message", "delivery", "shared_table"),
)
#: Columns whose words are ours.
_OURS = {
    *("flow", "run", "plan", "kind", "verdict", "state", "owner", "once", "digest", "sent", "finding"),
    *("id", "name", "change", "channel", "worker", "trigger", "what", "by", "connection", "source", "target"),
}
#: What became of records, by flow: of a person's records all that was told of them goes.
_RECORDS = ("entry", "run_record", "sweep_key")
#: Until it is known whether a write arrived, what it is found by is needed.
_IN_DOUBT = ("intended", "ambiguous")
#: The documents of flows, and what tells those of one flow apart.
_DOCUMENTS = {"flow_version": "version", "draft": "id"}
_AT_ONCE = 400
ERASED = "erased at the person's request"


@dataclass(frozen=True, slots=True)
class Trace:
    """One place where a person is: which table, of which flow and record, and what stands there."""

    place: str
    name: str
    key: str = ""
    at: datetime | None = None
    told: JsonObject | None = None


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
                _trace(table, row)
                for table in _tables()
                for keys in _chunks(self._found(connection, table, word, whose))
                for row in _rows(connection, table, keys)
            ]

    def erase(self, word: str, by: str) -> dict[str, int]:
        """Take a word out of every table; gives how many rows that were, by table.

        Writes of which it is not known whether they arrived stay as they are, until that is settled.
        """
        with self._database.looking() as connection:
            whose = self._whose(connection, word)
            found = {table: self._found(connection, table, word, whose) for table in _tables()}
        counts = {"payload": self._payloads.erase(word)}
        counts["payload"] += sum(self._payloads.forget(flow, key) for flow, key in whose)
        for table, keys in found.items():
            for some in _chunks(keys):
                with self._database.keeping() as connection:
                    done = [
                        self._rewrite(connection, table, row, word) for row in _rows(connection, table, some)
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
                chosen = select(table.c.flow, table.c[part], table.c.text).where(_holds(table, word))
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
        told = select(entry.c.flow, entry.c.key).where(entry.c.kind == "record", _holds(entry, word))
        return named | {(row[0], row[1]) for row in connection.execute(told)}

    def _found(
        self, connection: Connection, table: Table, word: str, whose: set[tuple[str, str]]
    ) -> list[tuple[Any, ...]]:
        """The keys of the rows in which a word stands, or which tell of a record that it names."""
        own = list(table.primary_key.columns)
        texts = [type_coerce(column, Text) for column in _texts(table)]
        pattern = standing(word)
        found: dict[tuple[Any, ...], None] = {}
        for row in connection.execute(select(*own, *texts).where(_holds(table, word))):
            if any(text and pattern.search(text) for text in row[len(own) :]):
                found[tuple(row[: len(own)])] = None
        if table.name in _RECORDS:
            for some in _chunks(sorted(whose)):
                for row in connection.execute(select(*own).where(_of(table, some))):
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
            for column in _texts(table)
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


def standing(word: str) -> re.Pattern[str]:
    """Where a word stands by itself: `an@x.nl` is not in `jan@x.nl`."""
    return re.compile(rf"(?<![\w.+%-]){re.escape(word)}(?![\w-]|\.\w)", re.IGNORECASE)


def is_address(word: str) -> bool:
    """Whether a word is a person's own; any other may be a word of the flow, or of a value table."""
    return "@" in word


def _tables() -> list[Table]:
    return [SQLModel.metadata.tables[name] for name in _TELLING]


def _texts(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, AutoString | Text | Json)
        and column.name not in _OURS
        and not column.foreign_keys
    ]


def _holds(table: Table, word: str) -> ColumnElement[bool]:
    """Whether a word is anywhere in a row, in capitals or not."""
    escaped = re.sub(r"([/%_])", r"/\1", word)
    like = func.lower(f"%{escaped}%")
    return or_(*(func.lower(type_coerce(each, Text)).like(like, escape="/") for each in _texts(table)))


def _of(table: Table, whose: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    """The rows that tell of these records."""
    keys: dict[str, list[str]] = {}
    for flow, key in whose:
        keys.setdefault(flow, []).append(key)
    if "flow" in table.c:
        return or_(*(and_(table.c.flow == flow, table.c.key.in_(some)) for flow, some in keys.items()))
    run = SQLModel.metadata.tables["run"]
    runs = {flow: select(run.c.id).where(run.c.flow == flow) for flow in keys}
    return or_(*(and_(table.c.key.in_(some), table.c.run.in_(runs[flow])) for flow, some in keys.items()))


def _rows(connection: Connection, table: Table, keys: Sequence[tuple[Any, ...]]) -> list[JsonObject]:
    """Rows by their keys, with JSON as the text that stands there."""
    columns = [
        type_coerce(each, Text).label(each.name) if isinstance(each.type, Json) else each
        for each in table.columns
    ]
    chosen = select(*columns).where(tuple_(*table.primary_key.columns).in_(keys))
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _trace(table: Table, row: JsonObject) -> Trace:
    """What a row tells of a person, as it stands there."""
    name = next((str(row[each]) for each in ("flow", "run", "plan", "id") if row.get(each)), "")
    told = {
        each.name: row[each.name] for each in _texts(table) if row[each.name] not in (None, "", "{}", "[]")
    }
    return Trace(str(table.name), name, str(row.get("key") or ""), row.get("at"), told)
