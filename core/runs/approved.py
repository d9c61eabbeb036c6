"""The approved records of a stored plan, as a run carries them: exactly what was shown, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.errors import Misconfigured
from core.flow import Flow
from core.runs.canary import read_back
from core.runs.case import Case
from core.runs.line import Line
from core.runs.plan import hold, state_of
from core.store import Entry, EntryState, Run, SavedPlan, Store

#: The trigger of a run that carries the first few records of a plan and reads them back.
CANARY = "canary"
_AT_ONCE = 500


class Approved:
    """What one run carries of a plan; another run of the same plan carries what this one has not."""

    def __init__(self, run: Run, flow: Flow, store: Store) -> None:
        self._run, self._store = run, store
        self._ledger = store.ledger(flow.name)
        self.plan = runnable(store.plans.named(run.plan or ""), flow)

    def waiting(self) -> list[Entry]:
        """The records to be read: approved, and not dealt with yet by this run or another one of the plan."""
        keys = list(self._left())
        if self._run.trigger == CANARY and self._run.limit is not None:
            keys = keys[: self._run.limit]
        counted = self._ledger.counted(self._run.id, keys)
        keys = [key for key in keys if key not in counted]
        known = self._ledger.entries("record", keys)
        return [known.get(key) or Entry("record", key, EntryState.PARKED, self._run.id) for key in keys]

    def _left(self) -> Iterator[str]:
        others = self._store.plans.runs(self.plan.id) - {self._run.id}
        keys = self._store.plans.approved(self.plan.id)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            done = {
                key
                for key, entry in self._ledger.entries("record", some).items()
                if entry.run in others and entry.state is not EntryState.INTENDED
            }
            yield from (key for key in some if key not in done)

    def hold(self, cases: Sequence[Case]) -> None:
        """Park what is not as the plan showed it any more."""
        planned = self._store.plans.of(self.plan.id, [case.record.key for case in cases])
        hold(cases, {key: each for key, each in planned.items() if each.approved}, self._store.mask)

    def read_back(self, cases: Sequence[Case], line: Line) -> None:
        """In a canary, say what the target made of the records."""
        if self._run.trigger == CANARY:
            read_back(cases, line)


def runnable(plan: SavedPlan, flow: Flow) -> SavedPlan:
    """A plan that may be run now; Misconfigured says why it may not."""
    again = f"make a new one: koppel plan {flow.name} --save"
    if plan.flow != flow.name:
        raise Misconfigured(f"plan {plan.id} is of flow {plan.flow!r}, not of {flow.name!r}")
    if not plan.ready:
        raise Misconfigured(f"plan {plan.id} was cut short while it was made; {again}")
    if plan.of != state_of(flow):
        raise Misconfigured(f"flow {flow.name!r} has changed since plan {plan.id} was made; {again}")
    if plan.over:
        raise Misconfigured(
            f"plan {plan.id} held until {_local(plan.until)} and is too old to be run; {again}"
        )
    if not plan.approved:
        raise Misconfigured(f"nothing of plan {plan.id} is approved yet: koppel approve {plan.id}")
    return plan


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
