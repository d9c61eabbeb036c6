"""When flows start by themselves: each active flow knows when it is to be looked at next.

A planned time is one run, whose id it makes, and `fired` moves on in the commit that asks for that run: with
any number of workers, restarts and clocks, a planned time is dealt with once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case
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
        if not self._database.ask(chosen(col(FlowRow.name)).where(ready).limit(1)):
            return []
        with self._database.writing(TURNS) as session:
            found = session.exec(_READY.where(ready).limit(_MOST).with_for_update(of=FlowRow)).all()
            fired = [(flow, decide(_timed(flow, *version))) for flow, *version in found]
            asked = _asked(session, fired)
            for flow, firing in fired:
                flow.timing, flow.timed = firing.timing, flow.newest
                flow.fired, flow.due = firing.fired, firing.due
        return asked


# A document is read again only where it is a newer one.
_READY = (
    select(
        FlowRow,
        col(VersionRow.at),
        case((col(FlowRow.timed).is_distinct_from(col(FlowRow.newest)), col(VersionRow.text))),
    )
    .join(
        VersionRow,
        and_(col(VersionRow.flow) == col(FlowRow.name), col(VersionRow.version) == col(FlowRow.newest)),
    )
    .order_by(col(FlowRow.due), col(FlowRow.name))
)


def _timed(flow: FlowRow, at: datetime, text: str | None) -> Timed:
    return Timed(flow.name, flow.fired, flow.timing, text, at)


def _asked(session: Session, fired: Sequence[tuple[FlowRow, Firing]]) -> list[Run]:
    """Ask for the runs of planned times; those whose forerunner still waits to begin are left out."""
    alone = [flow.name for flow, firing in fired if firing.planned and not firing.each]
    waiting = _waiting(session, alone) if alone else {}
    rows = [
        _row(flow, firing, planned, waiting.get(flow.name, {}))
        for flow, firing in fired
        for planned in firing.planned
    ]
    if not rows:
        return []
    session.execute(_ASK, rows)
    made = select(RunRow).where(col(RunRow.id).in_([row["id"] for row in rows]))
    runs = {run.id: run_of(run) for run in session.exec(made)}
    return [runs[row["id"]] for row in rows]


def _waiting(session: Session, flows: Sequence[str]) -> dict[str, dict[str, str]]:
    """By flow the scheduled runs that wait to begin: their ids and planned times, the earliest first."""
    waits = select(RunRow.flow, RunRow.id, RunRow.planned).where(
        col(RunRow.flow).in_(flows),
        RunRow.state == RunState.WAITING,
        RunRow.trigger == "schedule",
        col(RunRow.started).is_(None),
    )
    found: dict[str, dict[str, str]] = {}
    for flow, id_, planned in session.exec(waits.order_by(col(RunRow.planned))):
        found.setdefault(flow, {})[id_] = planned or ""
    return found


def _row(flow: FlowRow, firing: Firing, planned: str, waiting: Mapping[str, str]) -> dict[str, Any]:
    id_ = f"{flow.name}:{planned}"
    before = next((at for other, at in waiting.items() if other != id_), None)
    row = row_of(flow.name, flow.newest, "schedule", ends=firing.ends, planned=planned, id=id_)
    row |= {"error": "", "ended": None}
    if before is not None:
        why = f"the run planned for {before} still waits to begin, and reads what this one would have read"
        row |= {"state": RunState.SKIPPED, "error": why, "ended": row["asked"]}
    return row


_ASK = insert(RunRow).on_conflict_do_nothing()
