"""When flows start by themselves: each active flow knows when it is to be looked at next.

A planned time is one run, whose id it makes, and `fired` moves on in the commit that asks for that run: with
any number of workers, restarts and clocks, a planned time is dealt with once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select as chosen
from sqlmodel import Session, col, select

from core.records import JsonObject, RunState
from core.store.database import Database, insert
from core.store.run import Run, run_of
from core.store.runs import TURNS, row_of
from core.store.tables import FlowRow, RunRow, VersionRow

#: So many flows are looked at in one commit.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Timed:
    """An active flow that is due to be looked at.

    `timing` is what was read of its document before; `text` is that document when it is a newer one,
    published `at`. `fired` is the last planned time that was dealt with, a wall time.
    """

    flow: str
    fired: str | None
    timing: JsonObject | None
    text: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Firing:
    """What becomes of it: the planned times that start a run now, and when it is to be looked at again.

    `each`: a planned time is kept even while an earlier one still waits.
    """

    timing: JsonObject | None
    fired: str | None
    due: datetime | None
    planned: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    each: bool = field(default=False)


class Schedules:
    """The schedules of all flows of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def fire(self, now: datetime, decide: Callable[[Timed], Firing]) -> list[Run]:
        """Ask for the runs that are due; `decide` says of each flow which, and is a pure function."""
        ready = col(FlowRow.active) & ~col(FlowRow.held) & (col(FlowRow.due) <= now)
        with self._database.looking() as connection:
            if connection.execute(chosen(col(FlowRow.name)).where(ready).limit(1)).first() is None:
                return []
        asked: list[Run] = []
        with self._database.writing(TURNS) as session:
            rows = select(FlowRow).where(ready).order_by(col(FlowRow.due), col(FlowRow.name)).limit(_MOST)
            for flow in session.exec(rows.with_for_update()).all():
                firing = decide(_timed(session, flow))
                asked += [_plan(session, flow, firing, planned) for planned in firing.planned]
                flow.timing, flow.timed = firing.timing, flow.newest
                flow.fired, flow.due = firing.fired, firing.due
        return asked


def _timed(session: Session, flow: FlowRow) -> Timed:
    version = session.get_one(VersionRow, (flow.name, flow.newest))
    text = version.text if flow.timed != flow.newest else None
    return Timed(flow.name, flow.fired, flow.timing, text, version.at)


def _plan(session: Session, flow: FlowRow, firing: Firing, planned: str) -> Run:
    """Ask for the run of a planned time; one whose forerunner still waits to begin is left out."""
    id_ = f"{flow.name}:{planned}"
    row = row_of(flow.name, flow.newest, "schedule", ends=firing.ends, planned=planned, id=id_)
    waits = select(RunRow.planned).where(
        RunRow.flow == flow.name,
        RunRow.state == RunState.WAITING,
        RunRow.trigger == "schedule",
        RunRow.id != id_,
        col(RunRow.started).is_(None),
    )
    before = None if firing.each else session.exec(waits).first()
    if before is not None:
        why = f"the run planned for {before} still waits to begin, and reads what this one would have read"
        row |= {"state": RunState.SKIPPED, "error": why, "ended": row["asked"]}
    session.execute(_ASK, row)
    return run_of(session.get_one(RunRow, id_))


_ASK = insert(RunRow).on_conflict_do_nothing()
