"""Carrying runs, here and now or as a worker: whose turn it is, what is due, and what must wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from core.access import Action
from core.api.collector import collecting
from core.errors import KoppelError, Stopped
from core.flow import Flow, FlowProblems
from core.log import unforeseen
from core.records import RunState
from core.runs.alerts import blamed
from core.runs.carry import PATIENCE, Carrier
from core.runs.heart import BEAT, DEAD_AFTER
from core.runs.occurrence import firing
from core.runs.worker_name import is_here
from core.spans import span
from core.store import Run, SavedConnection, SavedFlow, SavedWorker
from core.workspace.access import anyone, needs
from core.workspace.beginning import BeginningFlows
from core.workspace.glance import read_again

Progress = Callable[[Run], None]
#: A pause of a system that is not longer is waited out by a command; after a longer one it leaves the run.
_A_PERSON = 120.0


class Working(BeginningFlows):
    """What a process does that carries runs."""

    _patience = _A_PERSON

    @needs(Action.READ)
    def workers(self) -> list[SavedWorker]:
        """Who carries runs now, the longest there first; those that are gone are no longer told."""
        self._heart.watch()
        return self._store.workers.all()

    @needs(Action.READ)
    def well(self) -> bool:
        """Tell whether a worker of this machine, or of this container, was heard of just now."""
        now = datetime.now(UTC)
        beats = [worker.beat for worker in self.workers() if is_here(worker.name)]
        return any((now - beat).total_seconds() < DEAD_AFTER for beat in beats)

    @needs(Action.CARRY)
    def fire(self, now: datetime | None = None) -> list[Run]:
        """Ask for the runs that are due by the schedules of active flows."""
        now = now or datetime.now(UTC)
        return self._store.schedules.fire(now, lambda timed: firing(timed, now))

    @needs(Action.CARRY)
    def next_run(self) -> Run | None:
        """Take the run whose turn it is, those first that a dead worker left."""
        self._endings.make_up()
        self._patience = PATIENCE  # whoever carries others' runs waits long with none of them
        return self._store.queue.next(self._heart.join())

    @needs(Action.CARRY)
    def carry(self, run: Run) -> Run:
        """Carry a run that this process has taken, of the flow as it was saved."""
        return self._carry(run, None, None)

    @anyone  # whoever is told to end may end well; it is asked in the middle of a run, by a signal
    def interrupt(self) -> None:
        """Leave the runs that this process carries, at their next request, to be finished later."""
        self._leave.set()

    # --- what a person wants of a run or a flow

    @needs(Action.RUN)
    def cancel(self, run_id: str) -> Run:
        """Stop a run at its next request."""
        return self._store.runs.cancel(run_id)

    @needs(Action.RUN)
    def pause_run(self, run_id: str) -> Run:
        """Let a run rest from its next request on, and the flow's other runs wait, until it is resumed."""
        return self._store.runs.pause(run_id)

    @needs(Action.RUN)
    def resume_run(self, run_id: str) -> Run:
        """Let a paused run go on where it was."""
        return self._store.runs.resume(run_id)

    @needs(Action.RUN)
    def pause(self, name: str) -> None:
        """Let no run of a flow begin, by schedule or by hand; one under way stops at its next request."""
        self.saved(name)
        self._store.flows.hold(name, True)

    @needs(Action.RUN)
    def resume(self, name: str) -> None:
        """Let a flow's runs begin again; the schedule makes up for what it missed as its `catch_up` says."""
        self.saved(name)
        self._store.flows.hold(name, False)

    @needs(Action.CONNECT)
    def limit(self, name: str, runs: int | None = None, per_minute: int | None = None) -> SavedConnection:
        """Say how many runs use a connection at once and how many requests leave a minute, over all workers.

        None leaves a limit as it is, 0 lifts it. Gives the connection as it then is.
        """
        saved = self._reach.named(name)
        if runs is not None or per_minute is not None:
            at_once = saved.at_once if runs is None else runs or None
            often = saved.per_minute if per_minute is None else per_minute or None
            self._store.connections.limit(name, at_once, often)
        return self._reach.named(name)

    # --- asking and taking

    def _ask(self, flow: Flow, trigger: str, **more: Any) -> Run:
        """Ask for a run of a flow, saved here or not."""
        ends = flow.source.connection, flow.target.connection
        return self._store.runs.ask(flow.name, self._version(flow), trigger, ends=ends, **more)

    def _ask_saved(self, name: str, trigger: str, **more: Any) -> Run:
        """Ask for a run of the newest version of a flow."""
        saved = self.saved(name)
        return self._store.runs.ask(name, saved.version, trigger, ends=_ends(saved), **more)

    def _here(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        """Carry a run in this process, and wait with it as long as a person would."""
        taken = self._begin(run, flow)
        if taken is None:
            self._store.runs.withdraw(run.id, why := self._why_not(run, flow))
            raise Stopped(why)
        return self._through(self._carry(taken, flow, progress), flow, progress)

    def _through(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        """Go on with a run each time that the pause of a system is over."""
        while run.state is RunState.WAITING and run.not_before is not None:
            wait = (run.not_before - datetime.now(UTC)).total_seconds()
            if wait > _A_PERSON or self._leave.wait(max(0.0, wait)):
                break
            again = self._store.queue.begin(run.id, self._heart.join())
            if again is None:
                break
            run = self._carry(again, flow, progress)
        return run

    def _finish_first(self, flow: Flow, progress: Progress | None) -> None:
        """Finish the flow's run that was cut short, if there is one; Stopped when it is cut short again."""
        worker = self._heart.join()
        self._heart.watch()
        left = self._store.queue.unfinished(flow.name)
        taken = self._store.queue.begin(left.id, worker) if left is not None else None
        if taken is not None:
            ended = self._through(self._carry(taken, flow, progress), flow, progress)
            if ended.state is RunState.INTERRUPTED:
                raise Stopped(ended.error)

    def _begin(self, run: Run, flow: Flow) -> Run | None:
        """Take a run; while somebody silent carries the one under way, see first whether they are dead."""
        until = time.monotonic() + DEAD_AFTER + 2 * BEAT
        taken = self._store.queue.begin(run.id, self._heart.join())
        while taken is None and self._silent(flow) and time.monotonic() < until:
            time.sleep(BEAT / 4)
            self._finish_first(flow, None)
            taken = self._store.queue.begin(run.id, self._heart.join())
        return taken

    def _silent(self, flow: Flow) -> bool:
        """Tell whether the flow's run under way has a worker that was not heard of for a while."""
        beats, now = self._store.workers.beats(), datetime.now(UTC)
        carry = [run.worker for run in self._store.runs.active() if run.flow == flow.name]
        return any((now - beats[name]).total_seconds() > DEAD_AFTER for name in carry if name in beats)

    def _why_not(self, run: Run, flow: Flow) -> str:
        """Say why a run cannot begin now, and what to do: it may itself be carried by somebody else."""
        saved = self._store.flows.get(flow.name)
        active = (each for each in self._store.runs.active() if each.flow == flow.name)
        others = [each for each in active if each.id != run.id or each.started]
        states = {other.state for other in others}
        if saved is not None and saved.held:
            return f"flow {flow.name!r} is paused: resume it first"
        if RunState.PAUSED in states:
            return f"a run of flow {flow.name!r} is paused: resume that run, or cancel it"
        if RunState.RUNNING in states or any(other.not_before for other in others):
            return f"flow {flow.name!r} is being run already: wait for that run, or cancel it"
        return (
            f"the connections of flow {flow.name!r} are used by as many runs as they allow at once: "
            "try again when one of those has ended"
        )

    def _carry(self, run: Run, flow: Flow | None, progress: Progress | None) -> Run:
        """Carry a run to an end, whatever happens; the log and the collector are told how it went."""
        collecting()
        began = time.monotonic()
        self._noted(run, "run begins")
        with span("run", of=run.id, **run.told) as here:
            ended = self._whatever(run, flow, progress)
            counts = ended.counts.as_dict()
            here.end(ended.state.value, failed=ended.state is RunState.FAILED, **counts)
        self._noted(ended, "run ends", seconds=round(time.monotonic() - began, 3), **counts)
        return ended

    def _noted(self, run: Run, event: str, **more: Any) -> None:
        with suppress(OSError):  # a full disk is told by what cannot be kept, not by the log
            self._log.note(event, **run.told, state=run.state.value, **more)

    def _whatever(self, run: Run, flow: Flow | None, progress: Progress | None) -> Run:
        try:
            return self._carried(run, flow or self._flow_of(run), progress)
        except KoppelError as error:
            why, blames = str(error), blamed(error, run)
        except Exception as error:  # noqa: BLE001  the last net: a run that only stopped would be taken up for ever
            why, blames = unforeseen(self.home, error), ""
        return self._endings.failed(run, why, blames)

    def _carried(self, run: Run, flow: Flow, progress: Progress | None) -> Run:
        source, connector = self._reach.client(flow.source.connection, turns=True)
        with source, self._reach.target(flow.target.connection, writes=True) as target:
            there = {resource.name: resource for resource in connector.resources}
            known = {flow.source.connection: there, flow.target.connection: target.resources}
            self._check(flow, known.__getitem__)
            ends = (source, self._resource(connector, flow)), target
            return Carrier(
                run,
                flow,
                *ends,
                self._store,
                alive=self._heart.beats,
                progress=progress,
                leave=self._leave,
                patience=self._patience,
            ).carry()

    def _flow_of(self, run: Run) -> Flow:
        """The flow as it was when the run was asked for; a retry takes it as it is now."""
        return self.flow(run.flow, None if run.trigger == "retry" else run.version)

    def _version(self, flow: Flow) -> int:
        """The version of a flow that is saved here; 0 for any other, even of the same name."""
        saved = self._store.flows.get(flow.name)
        return saved.version if saved is not None and read_again(saved.text) == flow else 0


def _ends(saved: SavedFlow) -> tuple[str, str]:
    """The connections of a saved flow, as far as it can be read: its run says what is wrong with it."""
    try:
        flow = read_again(saved.text)
    except FlowProblems:
        return "", ""
    return flow.source.connection, flow.target.connection
