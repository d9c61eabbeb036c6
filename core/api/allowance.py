"""What a connection may still ask, for all that use it: known to every worker, wherever it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Allowance:
    """Moments are seconds since 1970.

    `granted` are the requests of the last minute, in batches: when and how many. Nothing leaves before
    `pause_until`. `refused` are the moments of the last hour at which the system refused a request.
    """

    granted: tuple[tuple[float, int], ...] = ()
    pause_until: float = 0.0
    refused: tuple[float, ...] = ()


class AllowanceStore(Protocol):
    """Keeps one connection's allowance, for all processes that use the connection."""

    def read(self) -> Allowance:
        """Give the allowance as it is now."""

    def change(self, change: Callable[[Allowance], Allowance]) -> Allowance:
        """Change it under a lock that spans processes, and give what it is afterwards."""


class MemoryAllowance:
    """An allowance of one process, for probes and for connections that nobody else uses."""

    def __init__(self) -> None:
        self._allowance = Allowance()
        self._lock = threading.Lock()

    def read(self) -> Allowance:
        """Give the allowance as it is now."""
        return self._allowance

    def change(self, change: Callable[[Allowance], Allowance]) -> Allowance:
        """Change it; other threads wait and then see the new one."""
        with self._lock:
            self._allowance = change(self._allowance)
            return self._allowance
