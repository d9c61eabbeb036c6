"""A run's pulse: asked before every request, it says when the run must stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from core.errors import KoppelError, Stopped, Taken
from core.records import RunState
from core.store import Run, Store

#: How often a run looks whether a person wants something else of it, in seconds.
LOOK = 1.0
#: So many seconds after its deadline a run that hangs is ended from outside.
GRACE = 30.0


class Interrupted(Stopped):
    """The run is left, to be finished later."""

    state = RunState.INTERRUPTED


class Paused(Stopped):
    """A person lets the run rest."""

    state = RunState.PAUSED


class Pulse:
    """Whether one run may go on: `alive` tells whether its worker is still one of the living.

    While it is entered, a run that hangs where nobody asks is ended from outside, soon after its deadline.
    """

    def __init__(
        self, store: Store, run: Run, deadline: float, leave: threading.Event, alive: Callable[[str], bool]
    ) -> None:
        self._store, self._run, self._leave, self._alive = store, run, leave, alive
        left = max(0.0, deadline - run.spent)
        self._ends = time.monotonic() + left
        self._late = f"the run took longer than its deadline of {round(deadline / 60)} minutes"
        self._looked = 0.0
        self._end = threading.Timer(left + GRACE, self._end_it)
        self._end.daemon = True

    def __enter__(self) -> Self:
        self._end.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.cancel()

    def may_go_on(self) -> None:
        """Raise Stopped when the run was cancelled, paused or taken over, is too long, or must leave."""
        if not self._alive(self._run.worker):
            raise Taken("this worker was taken for dead: another one carries the run on")
        if self._leave.is_set():
            raise Interrupted("the run was interrupted; it is finished before the flow's next run")
        if time.monotonic() > self._ends:
            raise Stopped(self._late)
        if time.monotonic() - self._looked > LOOK:
            self._look()

    def _look(self) -> None:
        now = self._store.queue.standing(self._run.id, self._run.worker)
        if not now.ours:
            raise Taken("another worker has taken this run over, or it was ended")
        if now.cancel:
            raise Stopped("the run was cancelled")
        if now.pause:
            raise Paused("the run was paused; resume it to go on where it is")
        if now.held:
            raise Interrupted("the flow was paused; the run goes on when the flow is resumed")
        self._looked = time.monotonic()

    def _end_it(self) -> None:
        with suppress(KoppelError):
            why = f"{self._late}, and did not stop by itself"
            self._store.runs.finish(self._run.id, RunState.FAILED, why, worker=self._run.worker)
