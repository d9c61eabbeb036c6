"""Carrying records: runs, their retries, what became of them, and the schedules that start them."""

from __future__ import annotations

from datetime import datetime

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow
from core.records import RunState, Verdict
from core.store import Run, RunRecord
from core.workspace.access import needs
from core.workspace.states import Parked
from core.workspace.working import Progress, Working


class Carrying(Working):
    """Runs of flows, here and now or by a worker."""

    @needs(Action.RUN)
    def run(
        self,
        flow: Flow,
        *,
        limit: int | None = None,
        since: datetime | None = None,
        progress: Progress | None = None,
    ) -> Run:
        """Run a flow here and now; an interrupted run of it is finished first.

        With `since` it reads what was modified from then on, wherever the flow's bookmark is.
        """
        self._finish_first(flow, progress)
        return self._here(self._ask(flow, "command", limit=limit, since=since), flow, progress)

    @needs(Action.RUN)
    def start(self, name: str, *, limit: int | None = None, since: datetime | None = None) -> Run:
        """Ask for a run, of what was modified from `since` on; a worker carries it."""
        return self._ask_saved(name, "hand", limit=limit, since=since)

    @needs(Action.RUN)
    def retry(self, flow: Flow, *, progress: Progress | None = None) -> Run:
        """Carry the parked records again, here and now, with the flow as it is."""
        self._finish_first(flow, progress)
        return self._here(self._ask(flow, "retry"), flow, progress)

    @needs(Action.RUN)
    def start_retry(self, name: str) -> Run:
        """Ask for a retry of the parked records; a worker carries it."""
        return self._ask_saved(name, "retry")

    @needs(Action.READ)
    def runs(self, flow: str | None = None, limit: int = 100) -> list[Run]:
        """The runs, newest first."""
        return self._store.runs.all(flow, limit)

    @needs(Action.READ)
    def run_of(self, run_id: str) -> Run:
        """One run."""
        found = self._store.runs.get(run_id)
        if found is None:
            raise Misconfigured(f"there is no run {run_id!r}")
        return found

    @needs(Action.SEE)
    def records(
        self, run_id: str, verdict: Verdict | None = None, limit: int | None = None, offset: int = 0
    ) -> list[RunRecord]:
        """The records of a run that were not filtered, with their verdicts and reasons."""
        return self._store.runs.records(run_id, verdict, limit, offset)

    @needs(Action.SEE)
    def parked(self, flow: str | None = None) -> list[Parked]:
        """The records that wait for a person now."""
        names = [flow] if flow is not None else self._store.remembered()
        return [
            Parked(name, entry.key, entry.match, entry.why, entry.at, entry.state.value)
            for name, entry in self._store.glance.parked(names)
        ]

    @needs(Action.READ)
    def bookmark(self, name: str) -> datetime | None:
        """How far a flow has come in its source."""
        return self._store.ledger(name).bookmark()

    @needs(Action.RUN)
    def start_over(self, name: str) -> None:
        """Forget what a flow has carried: the next run reads from the start.

        What the target has already is still found there by its natural key, and not made again: a flow whose
        target cannot be asked does not start over.
        """
        self._may_forget(name)
        for run in self._idle(name):
            self._store.runs.finish(run.id, RunState.CANCELLED, "the flow started over")
        self._store.ledger(name).forget()

    @needs(Action.RUN)
    def set_bookmark(self, name: str, at: datetime | None) -> None:
        """Read again from a time, or from the flow's start."""
        self._idle(name)  # a run under way would put it forward again
        self._store.ledger(name).set_bookmark(at)

    def _idle(self, name: str) -> list[Run]:
        """The flow's runs that are not at their end; Misconfigured where one of them is under way."""
        living = {worker.name for worker in self.workers()}
        left = [run for run in self._store.runs.active() if run.flow == name]
        if any(run.state is RunState.RUNNING and run.worker in living for run in left):
            raise Misconfigured(f"flow {name!r} is being run: cancel that run, or wait for it")
        return left

    def _may_forget(self, name: str) -> None:
        """Misconfigured where nothing but the ledger keeps records from being made twice."""
        flow = self.flow(name)
        resource = self._reach.resources(flow.target.connection).get(flow.target.resource)
        if resource is not None and resource.find is None:
            raise Misconfigured(
                f"flow {name!r} does not start over: {resource.title} cannot be looked up in the target, so "
                "everything would be made there a second time"
            )
