"""Reconciling: whether everything that was read is accounted for, day by day, and is still in the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import add
from zoneinfo import ZoneInfo

from core.access import Action
from core.errors import Misconfigured
from core.records import Verdict
from core.store import Day
from core.workspace.access import needs
from core.workspace.sweeping import Sweep, Sweeping

#: So many days are reconciled where nobody says which.
_USUAL = 31


@dataclass(frozen=True, slots=True)
class Balance:
    """The books of a flow: its days in their zone, the sum over them, and the last look into the target."""

    flow: str
    zone: str
    first: date
    last: date
    days: tuple[Day, ...]
    sum: Day
    sweep: Sweep | None

    @property
    def balanced(self) -> bool:
        """Whether every day balances."""
        return all(day.balanced for day in self.days)


class Reconciling(Sweeping):
    """The balance of each flow and day."""

    @needs(Action.READ)
    def balance(self, name: str, first: date | None = None, last: date | None = None) -> Balance:
        """The balance of a flow from a day to a day, of its own zone; the last 31 where none is said."""
        zone = self.zone_of(name)
        last = last or datetime.now(ZoneInfo(zone)).date()
        first = first or last - timedelta(days=_USUAL - 1)
        if first > last:
            raise Misconfigured(f"the first day, {first}, is after the last, {last}")
        days = tuple(self._store.reconciliation(name, zone).days(first, last))
        return Balance(name, zone, first, last, days, reduce(add, days, Day(last)), self.last_sweep(name))

    @needs(Action.SEE)
    def behind(self, name: str, day: date, verdict: Verdict, limit: int = 1000) -> list[tuple[str, str]]:
        """Run and key of the records behind a number of a day."""
        found = self._store.reconciliation(name, self.zone_of(name)).keys(day, verdict, limit=limit)
        return [(run, key) for _, run, key in found]

    @needs(Action.SEE)
    def unaccounted(self, name: str, day: date, limit: int = 1000) -> list[tuple[str, str]]:
        """Run and key of the records of a day that the ledger knows and the run's own records lack."""
        return self._store.reconciliation(name, self.zone_of(name)).unaccounted(day, limit)

    @needs(Action.READ)
    def zone_of(self, name: str) -> str:
        """The zone in which a flow's days begin: that of its schedule, else UTC."""
        saved = self._store.flows.get(name)
        if saved is None:
            return str(UTC)
        schedule = self.flow(name).schedule
        return schedule.timezone if schedule is not None else str(UTC)
