"""The worker: it carries the runs that wait, and asks for those that schedules make due."""

from __future__ import annotations

import logging
import signal
import threading
import time
from contextlib import suppress
from types import FrameType

from core.errors import KoppelError
from core.store import Run
from core.workspace import Workspace

#: How long it rests when there is nothing to carry, in seconds.
REST = 0.5
#: How long it waits before it tries again what went wrong, in seconds.
PAUSE = 10.0
#: How often it forgets what has been kept long enough, in seconds.
TIDY = 600.0
#: How often it looks what is wrong, and tells people, in seconds.
WATCH = 10.0

_log = logging.getLogger(__name__)


class Worker:
    """Carries up to `at_once` runs at a time, each flow one run at a time, until it is asked to stop."""

    def __init__(self, workspace: Workspace, at_once: int = 4) -> None:
        self._workspace = workspace
        self._at_once = at_once
        self._stop, self._free = threading.Event(), threading.Event()
        self._busy: dict[str, threading.Thread] = {}
        self._tidied, self._fired = -TIDY, -REST
        self._watched, self._watching = -WATCH, threading.Thread()

    def work(self) -> None:
        """Work until stopped; runs under way are left to be finished by the next worker."""
        trouble = ""
        while not self._stop.is_set():
            try:
                rest, trouble = self._turn(), ""
            except KoppelError as error:
                if trouble != str(error):
                    _log.warning("%s", error)
                rest, trouble = PAUSE, str(error)
            self._free.wait(rest)
            self._free.clear()
        self._leave()

    def _turn(self) -> float:
        """Begin what is to be carried next; gives how long to rest after it."""
        self._fire()
        self._tidy()
        self._watch()
        taken = self._workspace.next_run() if len(self._busy) < self._at_once else None
        if taken is None:
            return REST
        self._begin(taken)
        return 0

    def _fire(self) -> None:
        """Ask for what is due, as often as a worker without work does: not again for each run of a rush."""
        if time.monotonic() - self._fired >= REST:
            self._fired = time.monotonic()
            self._workspace.fire()

    def _tidy(self) -> None:
        """Forget now and then what has been kept long enough, beside the work."""
        if time.monotonic() - self._tidied >= TIDY:
            self._tidied = time.monotonic()
            threading.Thread(target=self._forget, daemon=True, name="tidy").start()

    def _forget(self) -> None:
        with suppress(KoppelError):  # what cannot be written now is told by the work itself
            self._workspace.tidy()

    def _watch(self) -> None:
        """See now and then what is wrong, beside the work; only while schedules are looked at."""
        if time.monotonic() - self._watched >= WATCH and not self._watching.is_alive():
            self._watched = time.monotonic()
            self._watching = threading.Thread(target=self._look, daemon=True, name="watch")
            self._watching.start()

    def _look(self) -> None:
        with suppress(KoppelError):  # the same
            self._workspace.watch()

    def stop(self, number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:  # noqa: ARG002 - a handler
        """Ask the worker to stop, as a signal does."""
        self._stop.set()
        self._free.set()

    def _begin(self, run: Run) -> None:
        thread = threading.Thread(target=self._carry, args=(run,), daemon=True, name=f"run {run.id}")
        self._busy[run.id] = thread
        thread.start()

    def _carry(self, run: Run) -> None:
        """Carry a run; one whose end can't be written down is taken up again when this worker is no more."""
        try:
            self._workspace.carry(run)
        except KoppelError as error:
            _log.warning("run %s of %s: %s", run.id, run.flow, error)
        finally:
            del self._busy[run.id]
            self._free.set()

    def _leave(self) -> None:
        """Stop the runs under way at their next record, and say that they are to be finished."""
        self._workspace.interrupt()
        until = time.monotonic() + 10
        for thread in list(self._busy.values()):
            thread.join(max(0, until - time.monotonic()))
