"""Fading: what runs tell of records goes after its time, and at once where a flow keeps nothing.

That a record was carried stays known, and the values that it is found by in the target stay in the ledger:
without them it could be made twice. Of a record at which a person must look all is told until it is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, or_, update
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from core.records import JsonObject, Verdict
from core.store.database import Database
from core.store.entry import Entry, EntryState
from core.store.erasure import instead
from core.store.run import RunRecord
from core.store.tables import EntryRow, RetentionRow, RunRecordRow, RunRow

#: What stands where a reason was.
FADED = "its flow keeps nothing of its records"
#: At these a person must look.
_WAITING = (Verdict.PARKED, Verdict.AMBIGUOUS)
_OPEN = (EntryState.PARKED, EntryState.AMBIGUOUS, EntryState.INTENDED)
_SETTLED = (EntryState.DELIVERED, EntryState.SKIPPED)
#: So many records fade in one transaction.
_AT_ONCE = 500


def keeps_nothing(connection: Connection, flow: str) -> bool:
    """Whether a flow keeps nothing of what it saw."""
    days = select(col(RetentionRow.days)).where(col(RetentionRow.flow) == flow)
    return bool(connection.execute(days).scalar() == 0)


def faded(record: RunRecord, mask: Callable[[str], bytes]) -> RunRecord:
    """What a run tells of a record of a flow that keeps nothing: all, only while a person must look at it."""
    if record.verdict in _WAITING:
        return record
    return replace(record, match=marked(record.match, mask), why=FADED, steps=(), differences=())


def marked(match: JsonObject, mask: Callable[[str], bytes]) -> JsonObject:
    """What stands in the place of the values that a record is found by."""
    return {to: instead(mask, str(value)) for to, value in match.items()}


def remembered(entry: Entry) -> Entry:
    """What the ledger knows of a record of a flow that keeps nothing."""
    if entry.state not in _SETTLED:
        return entry
    return replace(entry, why=entry.why and FADED, steps=())


class Fading:
    """Takes away what was told of the records of flows that keep nothing."""

    def __init__(self, database: Database, mask: Callable[[str], bytes]) -> None:
        self._database, self._mask = database, mask

    def fade(self) -> int:
        """Take away what nobody needs any more; gives of how many records of runs."""
        done = 0
        while True:
            with self._database.looking() as connection:
                ids = (
                    connection.execute(select(col(RunRecordRow.id)).where(*_told()).limit(_AT_ONCE))
                    .scalars()
                    .all()
                )
                left = connection.execute(select(col(EntryRow.key)).where(*_reasons()).limit(1)).first()
            if left is not None:
                with self._database.keeping() as connection:
                    connection.execute(update(EntryRow).where(*_reasons()).values(why=FADED, steps=[]))
            if not ids:
                return done
            self._mask("")  # the key is asked for before a transaction, not within one
            with self._database.writing() as session:
                for row in session.exec(select(RunRecordRow).where(col(RunRecordRow.id).in_(ids))):
                    row.match = self._marked(row.match)
                    row.why, row.steps, row.differences = FADED, [], []
                    session.add(row)
            done += len(ids)

    def _marked(self, match: JsonObject) -> JsonObject:
        return marked(match, self._mask)


def _silent(flow: Mapped[str]) -> ColumnElement[bool]:
    """Whether a flow keeps nothing."""
    return flow.in_(select(col(RetentionRow.flow)).where(col(RetentionRow.days) == 0))


def _told() -> tuple[ColumnElement[bool], ...]:
    """The records of runs of which more is told than is needed."""
    runs = select(col(RunRow.id)).where(_silent(col(RunRow.flow)))
    waits = (
        select(col(EntryRow.key))
        .join(RunRow, col(RunRow.flow) == col(EntryRow.flow))
        .where(col(RunRow.id) == col(RunRecordRow.run), col(EntryRow.kind) == "record")
        .where(col(EntryRow.key) == col(RunRecordRow.key), col(EntryRow.state).in_(_OPEN))
    )
    settled = or_(col(RunRecordRow.verdict).not_in(_WAITING), ~waits.exists())
    return col(RunRecordRow.run).in_(runs), col(RunRecordRow.why) != FADED, settled


def _reasons() -> tuple[ColumnElement[bool], ...]:
    """The entries of settled records that still tell why they were."""
    told = col(EntryRow.why).not_in(("", FADED))
    return _silent(col(EntryRow.flow)), col(EntryRow.state).in_(_SETTLED), told
