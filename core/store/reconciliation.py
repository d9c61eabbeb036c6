"""Reconciliation: what became of every record that was read, by flow and day, and the keys behind a number.

A day is one of the flow's own zone, and holds the runs that were asked for on it. Two books are held against
each other: the numbers that each run counted, and the records that were written down one by one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from core.records import COUNTED, Counts, Verdict
from core.store.database import Database
from core.store.sweeps import SWEEP
from core.store.tables import EntryRow, RunRecordRow, RunRow


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a flow: its runs, what they counted, and how many records are written down for it."""

    day: date
    runs: int = 0
    counts: Counts = field(default_factory=Counts)
    behind: Counts = field(default_factory=Counts)

    @property
    def balanced(self) -> bool:
        """Whether every record read is accounted for, by number and by key."""
        return self.counts.balanced and self.counts == self.behind

    @property
    def odd(self) -> list[str]:
        """The numbers that do not have as many records behind them."""
        counts, behind = self.counts.as_dict(), self.behind.as_dict()
        return [name for name in counts if counts[name] != behind[name]]

    def __add__(self, other: Day) -> Day:
        return Day(self.day, self.runs + other.runs, self.counts + other.counts, self.behind + other.behind)


class Reconciliation:
    """The books of one flow, in the days of its zone."""

    def __init__(self, database: Database, flow: str, zone: str) -> None:
        self._database, self._flow, self._zone = database, flow, ZoneInfo(zone)

    def days(self, first: date, last: date) -> list[Day]:
        """The days from first to last on which the flow was run, oldest first."""
        found: dict[date, Day] = {}
        numbers = [getattr(RunRow, name) for name in Counts().as_dict()]
        runs = select(RunRow.id, RunRow.asked, *numbers).where(*self._between(first, last))
        behind = self._behind(first, last)
        with self._database.looking() as connection:
            for id_, asked, *counted in connection.execute(runs):
                day = self._day(asked)
                one = Day(day, 1, Counts(*counted), _counts(behind.get(id_, Counter())))
                found[day] = found[day] + one if day in found else one
        return [found[day] for day in sorted(found)]

    def keys(
        self, day: date, verdict: Verdict, after: int = 0, limit: int = 1000
    ) -> list[tuple[int, str, str]]:
        """The records behind a number of a day: place, run and key; those behind the place given."""
        chosen = (
            select(RunRecordRow.id, RunRecordRow.run, RunRecordRow.key)
            .join(RunRow, col(RunRow.id) == col(RunRecordRow.run))
            .where(*self._between(day, day), RunRecordRow.verdict == verdict, col(RunRecordRow.id) > after)
            .order_by(col(RunRecordRow.id))
            .limit(limit)
        )
        with self._database.looking() as connection:
            return [(row.id, row.run, row.key) for row in connection.execute(chosen)]

    def unaccounted(self, day: date, limit: int = 1000) -> list[tuple[str, str]]:
        """Run and key of what the ledger has of that day's runs, and they have not written down."""
        told = select(RunRecordRow.id).where(
            col(RunRecordRow.run) == col(EntryRow.run), col(RunRecordRow.key) == col(EntryRow.key)
        )
        chosen = (
            select(EntryRow.run, EntryRow.key)
            .join(RunRow, col(RunRow.id) == col(EntryRow.run))
            .where(*self._between(day, day), EntryRow.flow == self._flow, EntryRow.kind == "record")
            .where(~told.exists())
            .order_by(col(EntryRow.key))
            .limit(limit)
        )
        with self._database.looking() as connection:
            return [(row.run, row.key) for row in connection.execute(chosen)]

    def _behind(self, first: date, last: date) -> dict[str, Counter[str]]:
        """How many records are written down for each run and verdict."""
        counted = (
            select(RunRecordRow.run, RunRecordRow.verdict, func.count())
            .join(RunRow, col(RunRow.id) == col(RunRecordRow.run))
            .where(*self._between(first, last))
            .group_by(RunRecordRow.run, RunRecordRow.verdict)
        )
        found: dict[str, Counter[str]] = {}
        with self._database.looking() as connection:
            for run, verdict, number in connection.execute(counted):
                found.setdefault(run, Counter())[verdict] += number
        return found

    def _between(self, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
        return (
            col(RunRow.flow) == self._flow,
            col(RunRow.trigger) != SWEEP,
            col(RunRow.asked) >= self._begin(first),
            col(RunRow.asked) < self._begin(last + timedelta(days=1)),
        )

    def _begin(self, day: date) -> datetime:
        """The first moment of a day; where the clock skips midnight, the moment at which it does."""
        return datetime.combine(day, time.min, self._zone).astimezone(UTC)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()


def _counts(by_verdict: Counter[str]) -> Counts:
    numbers = {COUNTED[Verdict(verdict)]: number for verdict, number in by_verdict.items()}
    return Counts(read=sum(numbers.values()), **numbers)
