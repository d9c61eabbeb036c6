"""The heart of a process that carries runs: it beats, and sees whose heart has stopped.

Clocks are not compared: a worker is dead when its beat has not changed for `DEAD_AFTER` seconds by the
watcher's own count, so that a clock that jumps, or differs, buries nobody.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import datetime

from core.errors import KoppelError
from core.runs.worker_name import is_gone, worker_name
from core.store import Workers

#: Seconds from beat to beat.
BEAT = 2.0
#: A worker that has not been heard of for so many seconds carries nothing any more.
DEAD_AFTER = 8.0


class Heart:
    """One process among the workers, from its first `join` to its `leave`."""

    def __init__(self, workers: Workers, every: float = BEAT) -> None:
        self._workers, self._every = workers, every
        self._lock = threading.RLock()
        self._name = ""
        self._last = 0.0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._heard: dict[str, tuple[datetime, float]] = {}

    def join(self) -> str:
        """Give the name under which this process works now, and beat for it from here on."""
        with self._lock:
            if not self._name:
                name = worker_name()
                self._workers.join(name)
                self._name, self._last = name, time.monotonic()
            if self._thread is None:
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._go_on, args=(self._stop,), daemon=True, name="heart"
                )
                self._thread.start()
            return self._name

    def beats(self, name: str) -> bool:
        """Tell whether the worker of that name still lives; one that fell behind asks before it says so."""
        with self._lock:
            if name == self._name and time.monotonic() - self._last > 2 * self._every:
                self._beat()
            return name == self._name

    def leave(self) -> None:
        """Work no more: what this process has not given back is left for others, at once."""
        self._stop.set()
        with self._lock:
            name, self._name, self._thread = self._name, "", None
            if name:
                with suppress(KoppelError):
                    self._workers.bury(name)

    def watch(self) -> None:
        """Bury the workers that are known to be gone, and those of whom nothing new is heard."""
        now = time.monotonic()
        found = self._workers.beats()
        heard = {name: self._heard.get(name, (beat, now)) for name, beat in found.items()}
        self._heard = {
            name: known if known[0] == found[name] else (found[name], now) for name, known in heard.items()
        }
        for name, (beat, since) in self._heard.items():
            if name == self._name:
                continue
            if is_gone(name):
                self._workers.bury(name)
            elif now - since >= DEAD_AFTER:
                self._workers.bury(name, beat)

    def _go_on(self, stop: threading.Event) -> None:
        while not stop.wait(self._every):
            # A beat that can't be written now is tried again; a run asks for one before its next request.
            with suppress(KoppelError):
                with self._lock:
                    self._beat()
                self.watch()

    def _beat(self) -> None:
        if not self._name:
            return
        if time.monotonic() - self._last > 2 * self._every:
            self._heard = {}  # who slept has not been listening
        if not self._workers.beat(self._name):
            self._name = ""
        self._last = time.monotonic()
