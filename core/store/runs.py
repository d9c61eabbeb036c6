"""Runs as they are kept: who asked, who carries, how far, and what became of every record."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, case, delete, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.errors import Misconfigured
from core.records import Counts, Difference, JsonObject, RunState, Step, Verdict
from core.store.database import Database, insert
from core.store.tables import RunRecordRow, RunRow

#: A worker that has not been heard of for so many seconds no longer carries its run.
DEAD_AFTER = 30.0
_ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.SKIPPED)
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What became of one record in one run, with the trace of the decision."""

    key: str
    verdict: Verdict
    match: JsonObject
    why: str
    target_key: str | None = None
    steps: tuple[Step, ...] = ()
    differences: tuple[Difference, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One carrying of one flow."""

    id: str
    flow: str
    version: int
    state: RunState
    trigger: str
    asked: datetime
    started: datetime | None = None
    ended: datetime | None = None
    beat: datetime | None = None
    counts: Counts = field(default_factory=Counts)
    error: str = ""
    worker: str = ""
    limit: int | None = None
    planned: str | None = None
    #: from where it was asked to read, whatever the flow's bookmark says
    since: datetime | None = None
    #: how far it has come, where the source answers in order of time
    reached: datetime | None = None
    #: the stored plan that it carries
    plan: str | None = None
    #: the one record that it carries again
    key: str | None = None
    cancel: bool = False


class Runs:
    """All runs of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self,
        flow: str,
        version: int,
        trigger: str,
        *,
        limit: int | None = None,
        planned: str | None = None,
        since: datetime | None = None,
        plan: str | None = None,
        key: str | None = None,
        id: str | None = None,  # noqa: A002 - the word that everyone uses
    ) -> Run:
        """Ask for a run; asking for the same id again gives the run that is there."""
        with self._database.writing() as session:
            row = session.get(RunRow, id) if id else None
            if row is None:
                row = RunRow(
                    id=id or new_id(),
                    flow=flow,
                    version=version,
                    state=RunState.WAITING,
                    trigger=trigger,
                    asked=_now(),
                    limit=limit,
                    planned=planned,
                    since=since,
                    plan=plan,
                    key=key,
                )
                session.add(row)
            return _run(row)

    def begin(self, run: str, worker: str, dead_after: float = DEAD_AFTER) -> Run | None:
        """Take a run that waits, was interrupted, or lost its worker; None when it, or its flow, is busy."""
        with self._database.writing() as session:
            return _begin(session, run, worker, dead_after)

    def next(self, worker: str, dead_after: float = DEAD_AFTER) -> Run | None:
        """Take the oldest run that can be begun, those that were left unfinished first.

        A run of version 0 is of a flow file: it is left to whoever has the file.
        """
        alive = _alive(dead_after)
        open_ = (
            select(RunRow.id)
            .where(_to_be_carried(alive), RunRow.version != 0)
            .order_by(
                case((col(RunRow.state) == RunState.WAITING, 1), else_=0), col(RunRow.asked), col(RunRow.id)
            )
        )
        with self._database.reading() as session:
            ids = session.exec(open_).all()
        return next((run for run in (self.begin(id_, worker, dead_after) for id_ in ids) if run), None)

    def unfinished(self, flow: str, dead_after: float = DEAD_AFTER) -> Run | None:
        """The flow's oldest run that was cut short and is carried by nobody."""
        rows = (
            select(RunRow)
            .where(RunRow.flow == flow, RunRow.state != RunState.WAITING, _to_be_carried(_alive(dead_after)))
            .order_by(col(RunRow.asked), col(RunRow.id))
        )
        with self._database.reading() as session:
            row = session.exec(rows).first()
            return None if row is None else _run(row)

    def beat(self, run: str, worker: str) -> bool:
        """Say that the worker lives; False when the run is no longer its own, or was asked to stop."""
        with self._database.writing() as session:
            row = session.get(RunRow, run)
            if row is None or row.state != RunState.RUNNING or row.worker != worker:
                return False
            row.beat = _now()
            return not row.cancel

    def finish(self, run: str, state: RunState, error: str = "", *, worker: str | None = None) -> Run:
        """Write how a run ended; a final state stands, and with `worker` so does a run that others took."""
        with self._database.writing() as session:
            row = _existing(session, run)
            if row.state not in _ENDED and worker in (None, row.worker):
                row.state, row.error, row.beat = state, error, None
                row.ended = _now()
            return _run(row)

    def cancel(self, run: str) -> Run:
        """Stop a run: at once when nobody carries it, else by asking the one who does."""
        with self._database.writing() as session:
            row = _existing(session, run)
            if row.state == RunState.RUNNING:
                row.cancel = True
            elif row.state not in _ENDED:
                row.state, row.cancel, row.ended = RunState.CANCELLED, True, _now()
            return _run(row)

    def get(self, run: str) -> Run | None:
        """The run of that id."""
        with self._database.reading() as session:
            row = session.get(RunRow, run)
            return None if row is None else _run(row)

    def all(self, flow: str | None = None, limit: int | None = 100) -> list[Run]:
        """Runs, of all flows or of one, newest first."""
        chosen = select(RunRow).order_by(col(RunRow.asked).desc(), col(RunRow.id).desc()).limit(limit)
        return self._list(chosen if flow is None else chosen.where(RunRow.flow == flow))

    def active(self) -> list[Run]:
        """Runs that wait, are carried, or were interrupted, oldest first."""
        return self._list(
            select(RunRow).where(col(RunRow.state).not_in(_ENDED)).order_by(col(RunRow.asked), col(RunRow.id))
        )

    def records(
        self,
        run: str,
        verdict: Verdict | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[RunRecord]:
        """What became of the records of a run, in the order in which they were carried."""
        chosen = select(RunRecordRow).where(RunRecordRow.run == run).order_by(col(RunRecordRow.id))
        if verdict is not None:
            chosen = chosen.where(RunRecordRow.verdict == verdict)
        with self._database.reading() as session:
            return [_record(row) for row in session.exec(chosen.limit(limit).offset(offset))]

    def prune(self, keep_days: int) -> int:
        """Forget the runs that ended longer ago, with their records; the ledger stays. Gives their number."""
        before = _now() - timedelta(days=keep_days)
        old = delete(RunRow).where(col(RunRow.state).in_(_ENDED), col(RunRow.ended) < before)
        with self._database.writing() as session:
            return _rowcount(session, old)

    def _list(self, chosen: Any) -> list[Run]:
        with self._database.reading() as session:
            return [_run(row) for row in session.exec(chosen)]


def add_page(connection: Connection, run: str, counts: Counts, records: Sequence[RunRecord]) -> None:
    """Write what became of a page of records: its counts are added to the run's."""
    added = {name: getattr(RunRow, name) + number for name, number in counts.as_dict().items() if number}
    if added:
        connection.execute(update(RunRow).where(col(RunRow.id) == run).values(added))
    if records:
        now = _now()
        rows = [
            {name: getattr(record, name) for name in RunRecord.__slots__}
            | {"run": run, "at": record.at or now}
            for record in records
        ]
        connection.execute(_RECORDS, rows)


_RECORDS = insert(RunRecordRow)


def _begin(session: Session, run: str, worker: str, dead_after: float) -> Run | None:
    alive = _alive(dead_after)
    other = aliased(RunRow)
    busy = exists().where(
        col(other.flow) == col(RunRow.flow),
        col(other.id) != col(RunRow.id),
        col(other.state) == RunState.RUNNING,
        col(other.beat) >= alive,
    )
    now = _now()
    # One statement decides and takes: of two workers that come together, one changes the row.
    taken = (
        update(RunRow)
        .where(col(RunRow.id) == run, _to_be_carried(alive), ~busy)
        .values(
            state=RunState.RUNNING,
            worker=worker,
            beat=now,
            started=case((col(RunRow.started).is_(None), now), else_=col(RunRow.started)),
            ended=None,
            error="",
        )
    )
    return _run(_existing(session, run)) if _rowcount(session, taken) else None


def _to_be_carried(alive: datetime) -> ColumnElement[bool]:
    """Nobody carries the run: it waits, was interrupted, or its worker was last heard of before `alive`."""
    left = (col(RunRow.state) == RunState.RUNNING) & (col(RunRow.beat) < alive)
    return or_(col(RunRow.state).in_((RunState.WAITING, RunState.INTERRUPTED)), left)


def _rowcount(session: Session, statement: Any) -> int:
    result: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]  # of an update or delete
    return result.rowcount


def _existing(session: Session, run: str) -> RunRow:
    row = session.get(RunRow, run)
    if row is None:
        raise Misconfigured(f"There is no run {run!r}; see the list of runs.")
    return row


def _run(row: RunRow) -> Run:
    values = {name: getattr(row, name) for name in _RUN_COLUMNS}
    counts = Counts(**{name: getattr(row, name) for name in Counts().as_dict()})
    return Run(state=RunState(row.state), counts=counts, **values)


_RUN_COLUMNS = tuple(name for name in Run.__slots__ if name not in {"state", "counts"})


def _record(row: RunRecordRow) -> RunRecord:
    return RunRecord(
        key=row.key,
        verdict=Verdict(row.verdict),
        match=row.match,
        why=row.why,
        target_key=row.target_key,
        steps=tuple(Step(**step) for step in row.steps),
        differences=tuple(Difference(**difference) for difference in row.differences),
        at=row.at,
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _alive(dead_after: float) -> datetime:
    return _now() - timedelta(seconds=dead_after)


def new_id() -> str:
    """Short, and in the order of time: milliseconds and some chance, in the digits that nobody mistakes."""
    number = (time.time_ns() // 1_000_000 << 25) | secrets.randbits(25)
    digits = []
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
