"""Sweeping flows: holding all keys of the source against ledger and target, by hand or by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from core.access import Action
from core.errors import KoppelError, Misconfigured
from core.flow import Flow, FlowProblems, Schedule
from core.runs.occurrence import due, local, next_times
from core.runs.sweep import Sweeper
from core.store import (
    MISSING,
    SWEEP,
    EntryState,
    Run,
    SavedSweep,
    SweepFiring,
    SweepSchedule,
    Swept,
    SweptKey,
)
from core.workspace.access import needs
from core.workspace.carrying import Carrying
from core.workspace.working import Progress

#: Where a record stands that was dealt with after a sweep found it missing.
_SETTLED = (
    EntryState.DELIVERED,
    EntryState.PARKED,
    EntryState.AMBIGUOUS,
    EntryState.INTENDED,
    EntryState.LEFT,
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """The newest sweep of a flow, and of what it found missing, the number that still is."""

    found: SavedSweep
    missing: int


class Sweeping(Carrying):
    """Sweeps: what no run would notice by itself."""

    @needs(Action.RUN)
    def sweep(self, flow: Flow, *, progress: Progress | None = None) -> Run:
        """Compare source, ledger and target of a flow, here and now; nothing is written to either system."""
        self._finish_first(flow, progress)
        return self._here(self._ask(flow, SWEEP), flow, progress)

    @needs(Action.RUN)
    def start_sweep(self, name: str) -> Run:
        """Ask for a sweep; a worker makes it."""
        return self._ask_saved(name, SWEEP)

    @needs(Action.RUN)
    def carry_missing(self, flow: Flow, *, progress: Progress | None = None) -> Run:
        """Carry what the flow's last sweep found missing in the target, here and now."""
        self._swept(flow.name)
        self._finish_first(flow, progress)
        return self._here(self._ask(flow, MISSING), flow, progress)

    @needs(Action.RUN)
    def start_missing(self, name: str) -> Run:
        """Ask for a run of what the flow's last sweep found missing; a worker carries it."""
        self._swept(name)
        return self._ask_saved(name, MISSING)

    @needs(Action.READ)
    def last_sweep(self, name: str) -> Sweep | None:
        """The flow's newest sweep that came to its end."""
        found = self._store.sweeps.last(name)
        return None if found is None else Sweep(found, len(self.found(found, Swept.MISSING)))

    @needs(Action.READ)
    def sweep_of(self, run: str) -> SavedSweep | None:
        """The sweep that a run made, if it was one."""
        return self._store.sweeps.of(run)

    @needs(Action.SEE)
    def found(self, sweep: SavedSweep, finding: Swept, limit: int | None = None) -> list[SweptKey]:
        """The records about which a sweep found this; what was missing then and is dealt with is left out."""
        found = self._store.sweeps.found(
            sweep.run, finding, limit=None if finding is Swept.MISSING else limit
        )
        if finding is Swept.MISSING:
            known = self._store.ledger(sweep.flow).entries("record", [each.key for each in found])
            settled = {key for key, entry in known.items() if entry.state in _SETTLED}
            found = [each for each in found if each.key not in settled]
        return found[:limit]

    # --- by themselves

    @needs(Action.READ)
    def sweep_schedule(self, name: str) -> Schedule | None:
        """When a flow is swept by itself."""
        saved = self._store.sweeps.schedule(name)
        return None if saved is None else Schedule(cron=saved.cron, timezone=saved.timezone)

    @needs(Action.RUN)
    def set_sweep_schedule(self, name: str, schedule: Schedule | None) -> None:
        """Sweep a flow at these times, or only when a person asks for it."""
        self.saved(name)
        if schedule is None:
            self._store.sweeps.unschedule(name)
            return
        now = datetime.now(UTC)
        fired = local(schedule, now).isoformat()
        new = SweepSchedule(name, schedule.cron, schedule.timezone, fired)
        self._store.sweeps.set_schedule(new, next_times(schedule, now, 1)[0])

    @needs(Action.CARRY)
    def fire(self, now: datetime | None = None) -> list[Run]:
        """Ask for the runs, and the sweeps, that are due."""
        now = now or datetime.now(UTC)
        asked = super().fire(now)
        swept = self._store.sweeps.fire(now, lambda schedule: self._firing(schedule, now), self._ends_of)
        return [*asked, *map(self.run_of, swept)]

    def _firing(self, saved: SweepSchedule, now: datetime) -> SweepFiring:
        """What is due of a schedule: one sweep makes up for all that were missed."""
        schedule = Schedule.model_construct(cron=saved.cron, timezone=saved.timezone)
        after = next_times(schedule, now, 1)[0].astimezone(UTC)
        planned = due(schedule, datetime.fromisoformat(saved.fired), now)
        if not planned or self._store.flows.get(saved.flow) is None:
            return SweepFiring((), local(schedule, now).isoformat(), after)
        return SweepFiring((planned[-1].isoformat(),), planned[-1].isoformat(), after)

    def _ends_of(self, name: str) -> tuple[str, str]:
        """The connections of a flow, as far as it can be read: its run says what is wrong with it."""
        try:
            flow = self.flow(name)
        except (FlowProblems, KoppelError):
            return "", ""
        return flow.source.connection, flow.target.connection

    def _carried(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        if run.trigger != SWEEP:
            return super()._carried(run, flow, progress)
        self._check(flow)
        source, connector = self._reach.client(flow.source.connection)
        with source, self._reach.target(flow.target.connection) as target:
            ends = (source, self._resource(connector, flow)), target
            return Sweeper(
                run,
                flow,
                *ends,
                self._store,
                alive=self._heart.beats,
                progress=progress,
                leave=self._leave,
                patience=self._patience,
            ).carry()

    def _swept(self, name: str) -> None:
        if self._store.sweeps.last(name) is None:
            raise Misconfigured(f"flow {name!r} was not swept yet: koppel sweep {name}")
