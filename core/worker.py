"""The worker: it carries the runs that wait, and asks for those that schedules make due."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType

from core.store import Run
from core.workspace import Workspace

#: How long it rests when there is nothing to carry, in seconds.
REST = 0.5


class Worker:
    """Carries up to `at_once` runs at a time, each flow one run at a time, until it is asked to stop."""

    def __init__(self, workspace: Workspace, at_once: int = 4) -> None:
        self._workspace = workspace
        self._at_once = at_once
        self._stop = threading.Event()
        self._busy: dict[str, threading.Thread] = {}

    def work(self) -> None:
        """Work until stopped; runs under way are left to be finished by the next worker."""
        while not self._stop.is_set():
            self._workspace.fire()
            self._busy = {run: thread for run, thread in self._busy.items() if thread.is_alive()}
            taken = self._workspace.next_run() if len(self._busy) < self._at_once else None
            if taken is None:
                self._stop.wait(REST)
            else:
                self._carry(taken)
        self._leave()

    def stop(self, number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:  # noqa: ARG002 - a handler
        """Ask the worker to stop, as a signal does."""
        self._stop.set()

    def _carry(self, run: Run) -> None:
        thread = threading.Thread(
            target=self._workspace.carry, args=(run,), daemon=True, name=f"run {run.id}"
        )
        self._busy[run.id] = thread
        thread.start()

    def _leave(self) -> None:
        """Stop the runs under way at their next record, and say that they are to be finished."""
        self._workspace.interrupt()
        until = time.monotonic() + 10
        for thread in self._busy.values():
            thread.join(max(0, until - time.monotonic()))
