"""A run's sign of life: it beats while it is carried, and says when it must stop."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from core.errors import KoppelError, Stopped
from core.store import Run, Runs


class Taken(Stopped):
    """Another worker has taken the run over: this one must not write any more."""


class Interrupted(Stopped):
    """The process is to end: the run is left to be finished later."""


class Pulse:
    """Beats every `every` seconds in a thread of its own, and at once before a write when it fell behind."""

    def __init__(
        self, runs: Runs, run: Run, deadline: float, leave: threading.Event, every: float = 3.0
    ) -> None:
        self._runs, self._run, self._worker = runs, run.id, run.worker
        self._leave = leave
        self._every = every
        self._ends = time.monotonic() + deadline
        self._minutes = round(deadline / 60)
        self._last = time.monotonic()
        self._ours = True
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, daemon=True, name=f"pulse {run.id}")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def may_go_on(self) -> None:
        """Raise Stopped when the run was cancelled or taken over, has reached its deadline, or must leave."""
        if self._leave.is_set():
            raise Interrupted("the run was interrupted; it is finished before the flow's next run")
        if time.monotonic() - self._last > 2 * self._every:
            self._beat()
        if not self._ours:
            self._why()
        if time.monotonic() > self._ends:
            raise Stopped(f"the run took longer than its deadline of {self._minutes} minutes")

    def _why(self) -> None:
        now = self._runs.get(self._run)
        if now is not None and now.cancel and now.worker == self._worker:
            raise Stopped("the run was cancelled")
        raise Taken("another worker has taken this run over")

    def _beat(self) -> None:
        self._ours = self._runs.beat(self._run, self._worker)
        self._last = time.monotonic()

    def _beat_on(self) -> None:
        while not self._done.wait(self._every):
            # A beat that can't be written now is tried again; the line asks for one before its next write.
            with suppress(KoppelError):
                self._beat()
