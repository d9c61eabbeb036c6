"""Carrying records: runs, their retries, what became of them, and the schedules that start them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from core.errors import KoppelError, Misconfigured
from core.flow import Flow, FlowProblems, Schedule, read_flow
from core.log import unforeseen
from core.records import RunState, Verdict
from core.runs.carry import Carrier
from core.runs.occurrence import due
from core.runs.worker_name import is_gone
from core.store import EntryState, Run, RunRecord, SavedFlow
from core.workspace.beginning import BeginningFlows
from core.workspace.states import Parked

Progress = Callable[[Run], None]


class Carrying(BeginningFlows):
    """Runs of flows, here and now or by a worker."""

    def run(self, flow: Flow, *, limit: int | None = None, progress: Progress | None = None) -> Run:
        """Run a flow here and now; an interrupted run of it is finished first."""
        self._finish_first(flow, progress)
        run = self._store.runs.ask(flow.name, self._version(flow), "command", limit=limit)
        return self._here(run, flow, progress)

    def start(self, name: str, *, limit: int | None = None) -> Run:
        """Ask for a run; a worker carries it."""
        saved = self.saved(name)
        return self._store.runs.ask(name, saved.version, "hand", limit=limit)

    def retry(self, flow: Flow, *, progress: Progress | None = None) -> Run:
        """Carry the parked records again, here and now, with the flow as it is."""
        self._finish_first(flow, progress)
        run = self._store.runs.ask(flow.name, self._version(flow), "retry")
        return self._here(run, flow, progress)

    def start_retry(self, name: str) -> Run:
        """Ask for a retry of the parked records; a worker carries it."""
        return self._store.runs.ask(name, self.saved(name).version, "retry")

    def cancel(self, run_id: str) -> Run:
        """Stop a run at its next record."""
        self.run_of(run_id)
        return self._store.runs.cancel(run_id)

    def runs(self, flow: str | None = None, limit: int = 100) -> list[Run]:
        """The runs, newest first."""
        return self._store.runs.all(flow, limit)

    def run_of(self, run_id: str) -> Run:
        """One run."""
        found = self._store.runs.get(run_id)
        if found is None:
            raise Misconfigured(f"there is no run {run_id!r}")
        return found

    def records(
        self, run_id: str, verdict: Verdict | None = None, limit: int | None = None, offset: int = 0
    ) -> list[RunRecord]:
        """The records of a run that were not filtered, with their verdicts and reasons."""
        return self._store.runs.records(run_id, verdict, limit, offset)

    def parked(self, flow: str | None = None) -> list[Parked]:
        """The records that wait for a person now."""
        names = [flow] if flow is not None else self._store.remembered()
        return [
            Parked(name, entry.key, entry.match, entry.why, entry.at, entry.state.value)
            for name in names
            for ledger in [self._store.ledger(name)]
            for entry in [*ledger.parked(), *ledger.open()]
            if entry.kind == "record" and entry.state is not EntryState.INTENDED
        ]

    def bookmark(self, name: str) -> datetime | None:
        """How far a flow has come in its source."""
        return self._store.ledger(name).bookmark()

    def start_over(self, name: str) -> None:
        """Forget what a flow has carried: the next run reads from the start.

        What the target has already is still found there by its natural key, and not made again.
        """
        left = [run for run in self._store.runs.active() if run.flow == name]
        if any(run.state is RunState.RUNNING and not is_gone(run.worker) for run in left):
            raise Misconfigured(f"flow {name!r} is being run: cancel that run, or wait for it")
        for run in left:
            self._store.runs.finish(run.id, RunState.CANCELLED, "the flow started over")
        self._store.ledger(name).forget()

    def set_bookmark(self, name: str, at: datetime | None) -> None:
        """Read again from a time, or from the flow's start."""
        self._store.ledger(name).set_bookmark(at)

    def fire(self, now: datetime | None = None) -> list[Run]:
        """Ask for the runs that are due by the schedules of active flows."""
        now = now or datetime.now(UTC)
        asked = []
        for saved in self._store.flows.all():
            fired = self._store.flows.fired(saved.name)
            schedule = self._schedule(saved) if saved.active else None
            if schedule is None or fired is None:
                continue
            for wall in due(schedule, datetime.fromisoformat(fired), now):
                planned = wall.isoformat()
                run_id = f"{saved.name}:{planned}"
                asked.append(
                    self._store.runs.ask(saved.name, saved.version, "schedule", planned=planned, id=run_id)
                )
                self._store.flows.set_fired(saved.name, planned)
        return asked

    def next_run(self) -> Run | None:
        """Take the next run that waits, or that a dead worker left."""
        for run in self._store.runs.active():
            if run.version and is_gone(run.worker) and (taken := self._take_over(run)):
                return taken
        return self._store.runs.next(self._worker)

    def interrupt(self) -> None:
        """Leave the runs that this process carries, at their next record, to be finished later."""
        self._leave.set()

    def carry(self, run: Run) -> Run:
        """Carry a run that this process has taken, of the flow as it was saved."""
        return self._carry(run, None, None)

    def _here(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        taken = self._store.runs.begin(run.id, self._worker)
        if taken is None:
            self._store.runs.finish(run.id, RunState.SKIPPED, "another run of this flow is under way")
            raise Misconfigured(f"flow {flow.name!r} is being run already: wait for that run, or cancel it")
        return self._carry(taken, flow, progress)

    def _carry(self, run: Run, flow: Flow | None, progress: Progress | None) -> Run:
        """Carry a run to an end, whatever happens."""
        try:
            return self._carried(run, flow or self._flow_of(run), progress)
        except KoppelError as error:
            why = str(error)
        except Exception as error:  # noqa: BLE001  the last net: a run that only stopped would be taken up for ever
            why = unforeseen(self.home, error)
        return self._store.runs.finish(run.id, RunState.FAILED, why, worker=run.worker)

    def _carried(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        self._check(flow)
        source, connector = self._reach.client(flow.source.connection, turns=True)
        with source, self._reach.target(flow.target.connection, writes=True) as target:
            ends = (source, self._resource(connector, flow)), target
            return Carrier(run, flow, *ends, self._store, progress=progress, leave=self._leave).carry()

    def _flow_of(self, run: Run) -> Flow:
        """The flow as it was when the run was asked for; a retry takes it as it is now."""
        return self.flow(run.flow, None if run.trigger == "retry" else run.version)

    def _finish_first(self, flow: Flow, progress: Progress | None) -> None:
        left = [run for run in self._store.runs.active() if run.flow == flow.name and is_gone(run.worker)]
        unfinished = left[0] if left else self._store.runs.unfinished(flow.name)
        taken = self._take_over(unfinished) if unfinished is not None else None
        if taken is not None:
            self._carry(taken, flow, progress)

    def _take_over(self, run: Run) -> Run | None:
        """Take a run whose process is known to be gone at once, any other when its beat is old."""
        patience = {"dead_after": 0.0} if is_gone(run.worker) else {}
        return self._store.runs.begin(run.id, self._worker, **patience)

    def _version(self, flow: Flow) -> int:
        """The version of a flow that is saved here; 0 for any other, even of the same name."""
        saved = self._store.flows.get(flow.name)
        return saved.version if saved is not None and read_flow(saved.text) == flow else 0

    def _schedule(self, saved: SavedFlow) -> Schedule | None:
        try:
            return read_flow(saved.text).schedule
        except FlowProblems:
            return None
