"""The ledger: the memory of a flow, by which no record is lost or written twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, or_, select, update
from sqlmodel import SQLModel, col

from core.documents import digest
from core.records import Counts, RunState, Verdict
from core.store.acts import Act, add_act
from core.store.claims import CLAIMS, Looked, Rival, elsewhere
from core.store.database import Database, insert
from core.store.entry import Entry, EntryState, entry_of, row_of
from core.store.erasure import instead
from core.store.fading import faded, keeps_nothing, remembered
from core.store.fence import Fence
from core.store.payloads import Sealed, add_payloads
from core.store.run import RunRecord
from core.store.runs import TURNS, add_page
from core.store.stretches import Compare, Tally, add_tally, close_stretch
from core.store.tables import OF_RECORDS, BookmarkRow, EntryRow, ErasureRow, RunRecordRow, RunRow

#: So many keys are looked up with one statement.
_CHUNK = 500
_ENTRY = SQLModel.metadata.tables["entry"]
_COLUMNS = tuple(column for column in _ENTRY.columns if column.name != "flow")
_KEEP = insert(EntryRow)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=[*_ENTRY.primary_key.columns],
    set_={column.name: _KEEP.excluded[column.name] for column in _ENTRY.columns if not column.primary_key},
)
#: Whether anybody was erased here at all: only then keys are looked for under other names.
_ANYBODY = select(col(ErasureRow.at)).limit(1)
_MOVE = insert(BookmarkRow)
_PLACES = {name: _MOVE.excluded[name] for name in ("at", "again")}
_SET = _MOVE.on_conflict_do_update(index_elements=["flow"], set_=_PLACES)
_AT, _AGAIN = (
    select(column).where(col(BookmarkRow.flow) == bindparam("flow"))
    for column in (col(BookmarkRow.at), col(BookmarkRow.again))
)
_FORWARD = _MOVE.on_conflict_do_update(
    index_elements=["flow"], set_=_PLACES, where=col(BookmarkRow.at) <= _MOVE.excluded["at"]
)


class Ledger:
    """The ledger of one flow; what it was given to keep is durable when the call returns.

    With a fence, only the worker that carries the run now may write: Taken for any other.
    """

    def __init__(
        self, database: Database, flow: str, mask: Callable[[str], bytes], fence: Fence | None = None
    ) -> None:
        self._database, self._flow, self._fence = database, flow, fence
        self._mask = mask

    def mark(self, value: Any) -> str:
        """Give a fingerprint of a JSON value: without the installation's key nobody can try values out."""
        return self._mask(digest([self._flow, value])).hex()

    def entries(self, kind: str, keys: Sequence[str]) -> dict[str, Entry]:
        """What is known of these keys; the unknown ones are left out."""
        chosen = self._chosen().where(col(EntryRow.kind) == kind)
        found: dict[str, Entry] = {}
        with self._database.looking() as connection:
            for some in _chunks(keys):
                entries = _read(connection, chosen.where(col(EntryRow.key).in_(some)))
                found |= {entry.key: entry for entry in entries}
            unknown = [key for key in keys if key not in found]
            if unknown and connection.execute(_ANYBODY).first() is not None:
                found |= self._erased(connection, chosen, unknown)
        return found

    def _erased(self, connection: Connection, chosen: Any, keys: Sequence[str]) -> dict[str, Entry]:
        """What is known of records whose keys were erased with a person: by what stands in their place."""
        names = {instead(self._mask, key): key for key in keys}
        found = [
            entry
            for some in _chunks(list(names))
            for entry in _read(connection, chosen.where(col(EntryRow.key).in_(some)))
        ]
        return {names[entry.key]: replace(entry, key=names[entry.key]) for entry in found}

    def counted(self, run: str, keys: Sequence[str]) -> set[str]:
        """Which of these records the run has counted: those of the pages that it has turned."""
        chosen = select(col(RunRecordRow.key)).where(col(RunRecordRow.run) == run)
        with self._database.looking() as connection:
            return {
                key
                for some in _chunks(keys)
                for key in connection.execute(chosen.where(col(RunRecordRow.key).in_(some))).scalars()
            }

    def keep(self, entries: Sequence[Entry]) -> None:
        """Write entries down, each in the place of the one before it; all of them or none."""
        if entries:
            with self._database.keeping(self._flow) as connection:
                self._hold(connection)
                self._keep(connection, entries)

    def intend(self, entries: Sequence[Entry], looked: Looked) -> dict[str, Rival]:
        """Write intents down, with what else there is to keep, before they are sent; all of them or none.

        Gives the claims that another flow has, and which: those intents must not be sent now.
        """
        if not entries:
            return {}
        intents = [each for each in entries if each.claim and each.state is EntryState.INTENDED]
        with self._database.keeping(self._flow) as connection:
            self._hold(connection)
            if intents:
                self._database.place.alone(connection, CLAIMS)
            taken = elsewhere(connection, self._flow, intents, looked)
            self._keep(connection, [replace(e, claim=None) if e.claim in taken else e for e in entries])
        return taken

    def claim(self, *what: Any) -> str:
        """Give the fingerprint by which every flow here knows what one of them makes."""
        return self._mask(digest(what)).hex()[:32]

    def take_back(self, intent: Entry, before: Entry | None) -> None:
        """Let an intent be as if it had never been: the request did not leave."""
        key = (col(EntryRow.flow) == self._flow, col(EntryRow.kind) == intent.kind)
        own = (*key, col(EntryRow.key) == intent.key, col(EntryRow.once) == intent.once)
        with self._database.keeping(self._flow) as connection:
            self._hold(connection)
            if before is not None:
                self._keep(connection, [before])
            else:
                connection.execute(delete(EntryRow).where(*own))

    def decide(self, before: Entry, after: Entry, act: Act) -> bool:
        """Write down what a person says of a record; False when it is no longer as that person saw it."""
        row = row_of(after) | {"at": after.at or datetime.now(UTC)}
        own = {"flow": self._flow, "kind": before.kind, "key": before.key}
        seen = {**own, "state": before.state, "once": before.once, "at": before.at, "run": before.run}
        changed = update(EntryRow).where(*(getattr(EntryRow, name) == value for name, value in seen.items()))
        busy = select(col(RunRow.id)).where(
            col(RunRow.flow) == self._flow, col(RunRow.state) == RunState.RUNNING
        )
        with self._database.keeping(TURNS) as connection:
            if connection.execute(busy).first() is not None:
                return False
            done = connection.execute(changed.values({**row, **own})).rowcount == 1
            if done:
                add_act(connection, act)
            return done

    def open(self) -> list[Entry]:
        """Writes of which it is not known whether they arrived, oldest first."""
        return self._in(EntryState.INTENDED, EntryState.AMBIGUOUS)

    def parked(self, limit: int | None = None) -> list[Entry]:
        """Records at which a person must look, oldest first."""
        return self._in(EntryState.PARKED, limit=limit)

    def uncounted(self, run: str) -> list[Entry]:
        """What a run has dealt with and not counted, for it was cut short in the middle of a page."""
        counted = select(col(RunRecordRow.id)).where(
            col(RunRecordRow.run) == run, col(RunRecordRow.key) == col(EntryRow.key)
        )
        settled = col(EntryRow.state).in_((EntryState.DELIVERED, EntryState.PARKED))
        chosen = self._chosen().where(OF_RECORDS, col(EntryRow.run) == run, settled, ~counted.exists())
        with self._database.looking() as connection:
            return _read(connection, chosen.order_by(col(EntryRow.key)))

    def holding(self, target_keys: Sequence[str]) -> list[Entry]:
        """Records that were carried to these of the target, or stand there just so, also if they wait now."""
        just_so = and_(col(EntryRow.state) == EntryState.SKIPPED, col(EntryRow.verdict) == Verdict.UNCHANGED)
        there = or_(col(EntryRow.state).in_((EntryState.DELIVERED, EntryState.PARKED)), just_so)
        chosen = self._chosen().where(OF_RECORDS, there).order_by(col(EntryRow.key))
        with self._database.looking() as connection:
            return [
                entry
                for some in _chunks(target_keys)
                for entry in _read(connection, chosen.where(col(EntryRow.target_key).in_(some)))
            ]

    def count(self, state: EntryState) -> int:
        """How many records stand so; what checks made is not counted."""
        counted = (
            select(func.count())
            .select_from(EntryRow)
            .where(
                col(EntryRow.flow) == self._flow,
                OF_RECORDS,
                col(EntryRow.state) == state,
            )
        )
        with self._database.looking() as connection:
            return connection.execute(counted).scalar_one()

    def bookmark(self) -> datetime | None:
        """How far the flow has come in its source."""
        return self._bookmark(_AT)

    def again(self) -> datetime | None:
        """From where the next run reads: before the bookmark, by as much as the source may commit late."""
        return self._bookmark(_AGAIN)

    def _bookmark(self, chosen: Select[datetime | None]) -> datetime | None:
        found = self._database.ask(chosen, {"flow": self._flow})
        return found[0][0] if found else None

    def set_bookmark(self, at: datetime | None) -> None:
        """Put the bookmark where a person wants it; None reads from the start again."""
        with self._database.keeping() as connection:
            if at is None:
                connection.execute(delete(BookmarkRow).where(col(BookmarkRow.flow) == self._flow))
            else:
                connection.execute(_SET, {"flow": self._flow, "at": at, "again": None})

    def forget(self) -> None:
        """Forget what the flow has carried and how far it has come."""
        with self._database.keeping() as connection:
            connection.execute(delete(EntryRow).where(col(EntryRow.flow) == self._flow))
            connection.execute(delete(BookmarkRow).where(col(BookmarkRow.flow) == self._flow))

    def turn(
        self,
        run: str,
        counts: Counts,
        records: Sequence[RunRecord],
        entries: Sequence[Entry],
        bookmark: datetime | None,
        *,
        again: datetime | None = None,
        reached: datetime | None = None,
        kept: Sequence[Sealed] = (),
        tally: Tally | None = None,
    ) -> None:
        """Turn the page in one step: entries, counts, records, and the bookmark, which never moves back.

        `again` is from where the flow's next run reads, `reached` how far this run itself has come; `kept`
        are the payloads of the page's records, sealed, and `tally` tells how their fields were filled.
        """
        records = self._told(records)
        with self._database.keeping(self._flow) as connection:
            self._hold(connection)
            self._keep(connection, entries)
            add_page(connection, run, counts, records)
            add_payloads(connection, run, kept)
            if tally is not None and tally.records:
                add_tally(connection, self._flow, tally)
            if reached is not None:
                connection.execute(update(RunRow).where(col(RunRow.id) == run).values(reached=reached))
            if bookmark is not None:
                connection.execute(_FORWARD, {"flow": self._flow, "at": bookmark, "again": again})

    def compare(self, compare: Compare) -> None:
        """Hold how the source's fields were filled lately against how they were before."""
        with self._database.keeping(self._flow) as connection:
            self._hold(connection)
            close_stretch(connection, self._flow, compare)

    def _told(self, records: Sequence[RunRecord]) -> Sequence[RunRecord]:
        """What a run tells of records; fingerprints ask for the key, which is no matter for a transaction."""
        with self._database.looking() as connection:
            silent = keeps_nothing(connection, self._flow)
        return [faded(record, self._mask) for record in records] if silent else records

    def _hold(self, connection: Connection) -> None:
        if self._fence is not None:
            self._fence.hold(connection)

    def _keep(self, connection: Connection, entries: Sequence[Entry]) -> None:
        if entries and keeps_nothing(connection, self._flow):
            entries = [remembered(entry) for entry in entries]
        now = datetime.now(UTC)
        rows = [row_of(entry) | {"flow": self._flow, "at": entry.at or now} for entry in entries]
        if rows:
            connection.execute(_KEEP, rows)

    def _chosen(self) -> Any:
        return select(*_COLUMNS).where(col(EntryRow.flow) == self._flow)

    def _in(self, *states: EntryState, limit: int | None = None) -> list[Entry]:
        chosen = self._chosen().where(col(EntryRow.state).in_(states))
        rows = self._database.ask(chosen.order_by(col(EntryRow.at), col(EntryRow.key)).limit(limit))
        return [entry_of(row._asdict()) for row in rows]


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def _read(connection: Connection, chosen: Any) -> list[Entry]:
    return [entry_of(row._asdict()) for row in connection.execute(chosen)]
