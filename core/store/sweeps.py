"""Sweeps as they are kept: every key that was compared, what was found about it, and when the next is due.

A sweep may be cut short and gone on with: what it has compared is written down page by page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, exists, func, update
from sqlmodel import col, select

from core.records import JsonObject
from core.store.database import Database, insert
from core.store.entry import EntryState
from core.store.erasure import is_instead
from core.store.runs import TURNS, row_of
from core.store.tables import EntryRow, FlowRow, RunRow, SweepKeyRow, SweepRow, SweepScheduleRow

#: The trigger of a run that compares, and carries nothing.
SWEEP = "sweep"
#: The trigger of a run that carries what the flow's last sweep found missing.
MISSING = "missing"
#: So many keys are looked at with one statement.
_CHUNK = 500


class Swept(StrEnum):
    """What a sweep finds about a record."""

    #: the target has it
    THERE = "there"
    #: it is newer than what the flow has read: the next run carries it
    DUE = "due"
    #: it is parked or in doubt: a person decides
    WAITING = "waiting"
    #: the flow leaves it out
    OUTSIDE = "outside"
    #: the source has it, the target does not, and no run will carry it by itself
    MISSING = "missing"
    #: the flow wrote it, and the target does not have it any more
    GONE = "gone"
    #: the flow wrote it, and the source does not have it any more
    LOST = "lost"
    #: the flow passed it over, for another record of the source stands in the target under the same match
    SHARED = "shared"


#: What a person should know of; of all else only the number is kept.
TOLD = (Swept.MISSING, Swept.GONE, Swept.LOST, Swept.SHARED)


@dataclass(frozen=True, slots=True)
class SweptKey:
    """One key that was compared."""

    key: str
    finding: Swept
    match: JsonObject = field(default_factory=dict)
    target_key: str | None = None


@dataclass(frozen=True, slots=True)
class SavedSweep:
    """A comparison of source, ledger and target: how many records stand how, once it is `whole`.

    `untimed` are records of the source without a time of change, which no run would notice; `asked` whether
    the target could be asked for them.
    """

    run: str
    flow: str
    at: datetime
    whole: bool
    counts: dict[Swept, int]
    untimed: int = 0
    asked: bool = True


@dataclass(frozen=True, slots=True)
class SweepSchedule:
    """When a flow is swept by itself; `fired` is the last planned time, a wall time of that zone."""

    flow: str
    cron: str
    timezone: str
    fired: str


@dataclass(frozen=True, slots=True)
class SweepFiring:
    """What is due: the planned times to sweep at now, and the schedule's next moment."""

    planned: tuple[str, ...]
    fired: str
    due: datetime


class Sweeps:
    """The sweeps of all flows, and their schedules."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run: str, flow: str) -> None:
        """Begin the sweep of a run, or go on with it."""
        row = {"run": run, "flow": flow, "at": datetime.now(UTC), "whole": False, "counts": {}}
        with self._database.keeping() as connection:
            connection.execute(insert(SweepRow).on_conflict_do_nothing(), row)

    def seen(self, run: str, keys: Sequence[str]) -> set[str]:
        """Which of these keys the sweep has compared already."""
        chosen = select(SweepKeyRow.key).where(SweepKeyRow.run == run)
        with self._database.looking() as connection:
            return {
                key
                for start in range(0, len(keys), _CHUNK)
                for key in connection.execute(
                    chosen.where(col(SweepKeyRow.key).in_(keys[start : start + _CHUNK]))
                ).scalars()
            }

    def keep(self, run: str, found: Sequence[SweptKey]) -> None:
        """Write down what was found about keys."""
        rows = [
            {"run": run, "key": e.key, "finding": e.finding, "match": e.match, "target_key": e.target_key}
            for e in found
        ]
        if rows:
            with self._database.keeping() as connection:
                connection.execute(insert(SweepKeyRow).on_conflict_do_nothing(), rows)

    def unseen(self, run: str, flow: str) -> Iterator[list[SweptKey]]:
        """Give what the flow delivered and the sweep has not seen in the source; nothing that was erased."""
        seen = exists().where(col(SweepKeyRow.run) == run, col(SweepKeyRow.key) == col(EntryRow.key))
        chosen = (
            select(EntryRow.key, EntryRow.match, EntryRow.target_key)
            .where(EntryRow.flow == flow, EntryRow.kind == "record", EntryRow.state == EntryState.DELIVERED)
            .where(~seen)
            .order_by(col(EntryRow.key))
            .limit(_CHUNK)
        )
        last = ""
        while True:
            with self._database.looking() as connection:
                rows = connection.execute(chosen.where(col(EntryRow.key) > last)).all()
            if not rows:
                return
            known = (row for row in rows if not is_instead(row.key))
            yield [SweptKey(row.key, Swept.LOST, row.match, row.target_key) for row in known]
            last = rows[-1].key

    def end(self, run: str, *, untimed: int, asked: bool) -> None:
        """Sum a sweep up that has come to its end; what nobody needs to know of is forgotten."""
        with self._database.keeping() as connection:
            grouped = select(SweepKeyRow.finding, func.count()).where(SweepKeyRow.run == run)
            counts: dict[str, Any] = dict(connection.execute(grouped.group_by(SweepKeyRow.finding)).all())
            counts |= {"untimed": untimed, "asked": asked}
            whole = update(SweepRow).where(col(SweepRow.run) == run).values(whole=True, counts=counts)
            connection.execute(whole)
            rest = col(SweepKeyRow.finding).not_in([each.value for each in TOLD])
            connection.execute(delete(SweepKeyRow).where(col(SweepKeyRow.run) == run, rest))

    def of(self, run: str) -> SavedSweep | None:
        """The sweep of a run."""
        with self._database.reading() as session:
            row = session.get(SweepRow, run)
            return None if row is None else _sweep(row)

    def last(self, flow: str) -> SavedSweep | None:
        """The flow's newest sweep that came to its end."""
        chosen = select(SweepRow).where(SweepRow.flow == flow, SweepRow.whole)
        with self._database.reading() as session:
            row = session.exec(chosen.order_by(col(SweepRow.at).desc()).limit(1)).first()
            return None if row is None else _sweep(row)

    def found(self, run: str, finding: Swept, after: str = "", limit: int | None = None) -> list[SweptKey]:
        """The keys about which a sweep found this, in their order, behind the one given."""
        chosen = select(SweepKeyRow).where(
            SweepKeyRow.run == run, SweepKeyRow.finding == finding, SweepKeyRow.key > after
        )
        with self._database.reading() as session:
            rows = session.exec(chosen.order_by(col(SweepKeyRow.key)).limit(limit))
            return [SweptKey(row.key, finding, row.match, row.target_key) for row in rows]

    # --- by themselves

    def schedule(self, flow: str) -> SweepSchedule | None:
        """When a flow is swept by itself."""
        with self._database.reading() as session:
            row = session.get(SweepScheduleRow, flow)
            return None if row is None else _schedule(row)

    def set_schedule(self, schedule: SweepSchedule, due: datetime) -> None:
        """Sweep a flow by itself from now on; `due` is the first time."""
        row = {
            "flow": schedule.flow,
            "cron": schedule.cron,
            "timezone": schedule.timezone,
            "fired": schedule.fired,
            "due": due,
        }
        put = insert(SweepScheduleRow)
        put = put.on_conflict_do_update(index_elements=["flow"], set_={n: put.excluded[n] for n in row})
        with self._database.keeping(TURNS) as connection:
            connection.execute(put, row)

    def unschedule(self, flow: str) -> None:
        """Sweep a flow only when a person asks for it."""
        with self._database.keeping(TURNS) as connection:
            connection.execute(delete(SweepScheduleRow).where(col(SweepScheduleRow.flow) == flow))

    def fire(
        self,
        now: datetime,
        decide: Callable[[SweepSchedule], SweepFiring],
        ends: Callable[[str], tuple[str, str]],
    ) -> list[str]:
        """Ask for the sweeps that are due, each planned time once; gives the ids of their runs."""
        ready = select(SweepScheduleRow).where(SweepScheduleRow.due <= now)
        with self._database.looking() as connection:
            if connection.execute(ready.limit(1)).first() is None:
                return []
        asked: list[str] = []
        with self._database.writing(TURNS) as session:
            for row in session.exec(ready.with_for_update()).all():
                firing = decide(_schedule(row))
                flow = session.get(FlowRow, row.flow)
                if flow is None or flow.held:
                    firing = SweepFiring((), firing.fired, firing.due)
                for planned in firing.planned:
                    id_ = f"{row.flow}:sweep:{planned}"
                    newest = flow.newest if flow else 0
                    new = row_of(row.flow, newest, SWEEP, ends=ends(row.flow), id=id_, planned=planned)
                    session.execute(insert(RunRow).on_conflict_do_nothing(), new)
                    asked.append(id_)
                row.fired, row.due = firing.fired, firing.due
        return asked


def _schedule(row: SweepScheduleRow) -> SweepSchedule:
    return SweepSchedule(row.flow, row.cron, row.timezone, row.fired)


def _sweep(row: SweepRow) -> SavedSweep:
    counts = {finding: int(row.counts.get(finding, 0)) for finding in Swept}
    told = {"untimed": row.counts.get("untimed", 0), "asked": row.counts.get("asked", True)}
    return SavedSweep(row.run, row.flow, row.at, row.whole, counts, **told)
