"""What pages tell of all flows at once, each thing by one statement, however many flows there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import col, select

from core.records import Counts, RunState
from core.store.database import Database
from core.store.entry import Entry, EntryState, entry_of
from core.store.run import Run, run_of
from core.store.sweeps import SWEEP
from core.store.tables import OF_RECORDS, EntryRow, RunRow

#: So many flows are asked after with one statement.
_CHUNK = 500
_ENTRIES = select(EntryRow.__table__)  # type: ignore[attr-defined]
_WAITS = (EntryState.PARKED, EntryState.AMBIGUOUS)
#: States of which a person must know.
_FAULT = case((col(RunRow.state) == RunState.FAILED, 1), else_=0)


class Glance:
    """A home folder, seen from far."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self) -> dict[str, Run]:
        """The newest run of each flow."""
        newest = (
            select(col(RunRow.flow), func.max(col(RunRow.asked)).label("asked"))
            .group_by(col(RunRow.flow))
            .subquery()
        )
        here = (col(RunRow.flow) == newest.c.flow) & (col(RunRow.asked) == newest.c.asked)
        with self._database.reading() as session:
            found = session.exec(select(RunRow).join(newest, here).order_by(col(RunRow.id)))
            return {row.flow: run_of(row) for row in found}  # of two in the same moment the later id

    def waiting(self, flows: Sequence[str]) -> dict[tuple[str, str], int]:
        """How many entries of these flows wait for a person, by flow and state."""
        counted = select(col(EntryRow.flow), col(EntryRow.state), func.count())
        found: dict[tuple[str, str], int] = {}
        with self._database.looking() as connection:
            for start in range(0, len(flows), _CHUNK):
                here = col(EntryRow.flow).in_(flows[start : start + _CHUNK])
                chosen = counted.where(here, col(EntryRow.state).in_(_WAITS))
                rows = connection.execute(chosen.group_by(col(EntryRow.flow), col(EntryRow.state)))
                found |= {(flow, state): number for flow, state, number in rows}
        return found

    def parked(self, flows: Sequence[str]) -> list[tuple[str, Entry]]:
        """The records of these flows that wait for a person: by flow, the parked first, and the oldest."""
        order = (col(EntryRow.flow), col(EntryRow.state).desc(), col(EntryRow.at), col(EntryRow.key))
        found: list[tuple[str, Entry]] = []
        with self._database.looking() as connection:
            for start in range(0, len(flows), _CHUNK):
                here = col(EntryRow.flow).in_(flows[start : start + _CHUNK])
                chosen = _ENTRIES.where(here, col(EntryRow.state).in_(_WAITS), OF_RECORDS)
                rows = (row._asdict() for row in connection.execute(chosen.order_by(*order)))
                found += [(row.pop("flow"), entry_of(row)) for row in rows]
        return found

    def knowing(self, flows: Sequence[str], keys: Sequence[str]) -> list[str]:
        """Those of these flows that know a record by one of these keys in the source."""
        found: list[str] = []
        with self._database.looking() as connection:
            for start in range(0, len(flows), _CHUNK):
                here = col(EntryRow.flow).in_(flows[start : start + _CHUNK])
                chosen = select(col(EntryRow.flow)).distinct().order_by(col(EntryRow.flow))
                known = chosen.where(here, col(EntryRow.kind) == "record", col(EntryRow.key).in_(keys))
                found += connection.execute(known).scalars()
        return found

    def carried(self, moments: Sequence[datetime]) -> list[tuple[int, int, Counts]]:
        """What the runs came to that were asked for from each moment to the next, the last one to no end.

        For each: how many runs there were, how many of them failed, and the sum of what they counted.
        """
        part = case(
            *((col(RunRow.asked) < end, n) for n, end in enumerate(moments[1:])), else_=len(moments) - 1
        )
        names = list(Counts().as_dict())
        sums = [func.coalesce(func.sum(getattr(RunRow, name)), 0) for name in names]
        chosen = (
            select(part.label("part"), func.count(), func.sum(_FAULT), *sums)
            .where(col(RunRow.asked) >= moments[0], col(RunRow.trigger) != SWEEP)
            .group_by("part")
        )
        found: list[tuple[int, int, Counts]] = [(0, 0, Counts())] * len(moments)
        with self._database.looking() as connection:
            for n, runs, failed, *numbers in connection.execute(chosen):
                found[n] = runs, int(failed), Counts(**dict(zip(names, map(int, numbers), strict=True)))
        return found
