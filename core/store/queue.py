"""Whose turn it is: runs that wait are taken by one worker each, and given back when they must wait again.

A worker is who has a row among the workers. A run that is carried by nobody who has one was left by the dead,
and goes first; otherwise what waited longest does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, literal, or_
from sqlalchemy import select as chosen
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.records import RunState
from core.store.columns import Moment
from core.store.database import Database
from core.store.run import Run, run_of
from core.store.runs import TURNS, leave
from core.store.tables import ConnectionRow, FlowRow, RunRow, WorkerRow

#: A run that so many workers died with, without a page turned, is what kills them.
MOST_DEATHS = 20
#: So many runs are looked at for one that can be taken: another worker may be quicker with the first.
_CHOICE = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """How a run stands for its worker: still its own, and whether it is to end, to rest, or to be left."""

    ours: bool
    cancel: bool = False
    pause: bool = False
    held: bool = False


class Queue:
    """The runs of a database that wait for a worker, were left by one, or are carried."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run: str, worker: str) -> Run | None:
        """Take a run; None when it is carried, must wait, or its flow or connections are busy."""
        with self._database.writing(TURNS) as session:
            asked = {"run": run, "worker": worker, "now": datetime.now(UTC)}
            row = session.exec(_TO_TAKE, params=asked).first()
            return None if row is None else _take(session, row, worker)

    def next(self, worker: str) -> Run | None:
        """Take the run whose turn it is; those left by the dead first, then what waited longest.

        A run of version 0 is of a flow file: it is left to whoever has the file.
        """
        now = {"now": datetime.now(UTC)}
        ids = [id_ for some in (_LEFT, _WAITING) for (id_,) in self._database.ask(some, now)]
        return next((run for run in (self.begin(id_, worker) for id_ in ids) if run), None)

    def unfinished(self, flow: str) -> Run | None:
        """The flow's oldest run that was cut short and is carried by nobody."""
        rows = select(RunRow).where(RunRow.flow == flow, _cut_short())
        rows = rows.order_by(col(RunRow.asked), col(RunRow.id))
        with self._database.reading() as session:
            row = session.exec(rows).first()
            return None if row is None else run_of(row)

    def standing(self, run: str, worker: str) -> Standing:
        """How a run stands for the worker that took it."""
        found = self._database.ask(_STANDING, {"run": run, "worker": worker})
        return Standing(True, *map(bool, found[0])) if found else Standing(False)

    def put_back(self, run: str, worker: str, wait: float, why: str) -> Run | None:
        """Let a run wait for so many seconds before anyone takes it again; None when it is another's now."""
        with self._database.writing(TURNS) as session:
            row = session.get(RunRow, run, with_for_update=True)
            if row is None or row.worker != worker or row.state != RunState.RUNNING:
                return None
            leave(row, RunState.WAITING, why)
            row.worker, row.not_before = "", datetime.now(UTC) + timedelta(seconds=wait)
            return run_of(row)


def _take(session: Session, row: RunRow, worker: str) -> Run | None:
    now = datetime.now(UTC)
    if row.state == RunState.RUNNING:
        row.deaths += 1
        if row.deaths >= MOST_DEATHS:
            why = (
                f"{row.deaths} workers ended while they carried this run: look at their memory and its pages"
            )
            leave(row, RunState.FAILED, why)
            row.ended = now
            return None
    leave(row, RunState.RUNNING, "")
    row.worker, row.taken, row.not_before, row.ended = worker, now, None, None
    row.started = row.started or now
    session.add(row)
    session.flush()
    return run_of(row)


_NOW: BindParameter[datetime] = bindparam("now", type_=Moment)
_RUN: BindParameter[str] = bindparam("run")
_WORKER: BindParameter[str] = bindparam("worker")


def _cut_short() -> ColumnElement[bool]:
    """Whether a run was begun and left: by a worker that let go of it, or by one that is no more."""
    left = and_(col(RunRow.state) == RunState.RUNNING, ~_alive(RunRow))
    return or_(col(RunRow.state) == RunState.INTERRUPTED, left)


def _free() -> tuple[ColumnElement[bool], ...]:
    """Whether a run can go on now, for all that others do: its time has come, what it needs is free."""
    other = aliased(RunRow)
    carried = and_(col(other.state) == RunState.RUNNING, _alive(other))
    # One that was begun and waits for a system's pause is still under way.
    waits = and_(col(other.started).is_not(None), col(other.not_before) > _NOW)
    under_way = _there(
        col(other.flow) == col(RunRow.flow),
        col(other.id) != col(RunRow.id),
        or_(carried, col(other.state) == RunState.PAUSED, and_(col(other.state) == RunState.WAITING, waits)),
    )
    held = _there(col(FlowRow.name) == col(RunRow.flow), col(FlowRow.held).is_(True))
    return (
        or_(col(RunRow.not_before).is_(None), col(RunRow.not_before) <= _NOW),
        ~under_way,
        ~held,
        ~_full(),
    )


def _alive(run: type[RunRow]) -> ColumnElement[bool]:
    return _there(col(WorkerRow.name) == col(run.worker))


def _there(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a row of which all this holds, looked for run by run.

    An offset keeps a server from answering for all runs that wait before it gives the first one.
    """
    return chosen(literal(1)).where(*conditions).offset(0).exists()


def _full() -> ColumnElement[bool]:
    """Whether one of a run's connections is used by as many runs as it allows at once."""
    other = aliased(RunRow)
    users = (
        select(func.count())
        .select_from(other)
        .where(
            col(other.state) == RunState.RUNNING,
            col(other.id) != col(RunRow.id),
            or_(col(other.source) == ConnectionRow.name, col(other.target) == ConnectionRow.name),
        )
        .correlate(ConnectionRow, RunRow)
        .scalar_subquery()
    )
    return _there(
        col(ConnectionRow.name).in_((col(RunRow.source), col(RunRow.target))),
        col(ConnectionRow.at_once).is_not(None),
        col(ConnectionRow.at_once) <= users,
    )


# Every worker asks these over and over: they are made once, for that takes longer than the answer.
_WAITS = col(RunRow.state) == RunState.WAITING
#: Whether the taker itself is alive: one that was taken for dead takes nothing more.
_WORKS = exists().where(col(WorkerRow.name) == _WORKER)
_TO_TAKE = select(RunRow).where(col(RunRow.id) == _RUN, or_(_WAITS, _cut_short()), *_free(), _WORKS)
_OLDEST = (
    select(RunRow.id)
    .where(col(RunRow.version) != 0, *_free())
    .order_by(col(RunRow.asked), col(RunRow.id))
    .limit(_CHOICE)
)
_LEFT = _OLDEST.where(_cut_short())
#: Apart from those: in the order of an index only as many runs are looked at as are given.
_WAITING = _OLDEST.where(_WAITS)
_STANDING = (
    select(RunRow.cancel, RunRow.pause, func.coalesce(col(FlowRow.held), False))
    .outerjoin(FlowRow, col(FlowRow.name) == col(RunRow.flow))
    .where(col(RunRow.id) == _RUN, col(RunRow.worker) == _WORKER, col(RunRow.state) == RunState.RUNNING)
)
