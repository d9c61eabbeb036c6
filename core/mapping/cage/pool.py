"""The caged processes of this Koppel: each belongs to one owner, and works for one call at a time.

An owner is a flow. A process that has evaluated the expressions of one is never given to another, so that
nothing of a record can be met there; it is kept warm for a while, or ended. Who waits is served in order.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from core.mapping.cage.bounds import MOST, PER_OWNER, WARM
from core.mapping.cage.nursery import Nursery
from core.mapping.cage.process import Process


class Lease:
    """A process that works for one call, and another one when it had to be ended."""

    def __init__(self, nursery: Nursery, process: Process | None) -> None:
        self._nursery = nursery
        #: whether it has worked for an earlier call
        self.warm = process is not None
        self.process = process or nursery.process()

    def replace(self) -> None:
        """End the process, and go on with a new one."""
        self.process.end()
        self.warm = False
        self.process = self._nursery.process()


class Pool:
    """Lends processes, a bounded number at a time."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._changed = threading.Condition()
        self._busy: Counter[str] = Counter()
        self._waiting: OrderedDict[object, str] = OrderedDict()
        self._warm: list[tuple[str, Process]] = []

    @contextmanager
    def lend(self, owner: str) -> Iterator[Lease]:
        """A process of this owner's, as soon as it is its turn."""
        warm = self._turn(owner)
        lease: Lease | None = None
        try:
            lease = Lease(self._nursery, warm)
            yield lease
        except BaseException:
            # What it was doing is not known to be over, and its answer would be taken for another.
            if lease is not None:
                lease.process.end()
            raise
        finally:
            self._give_back(owner, lease)

    def start(self) -> None:
        """Have the first process come sooner."""
        self._nursery.start()

    def stop(self) -> None:
        """End every process; the next call starts afresh."""
        with self._changed:
            warm, self._warm = self._warm, []
        for _, process in warm:
            process.end()
        self._nursery.stop()

    def _turn(self, owner: str) -> Process | None:
        ticket = object()
        with self._changed:
            self._waiting[ticket] = owner
            try:
                self._changed.wait_for(lambda: self._next() is ticket)
            finally:
                del self._waiting[ticket]
            self._busy[owner] += 1
            self._changed.notify_all()
            for at in range(len(self._warm) - 1, -1, -1):
                if self._warm[at][0] == owner:
                    return self._warm.pop(at)[1]
        return None

    def _next(self) -> object | None:
        """Who is served next: the first that waits and whose owner does not have its share already."""
        if self._busy.total() >= MOST:
            return None
        return next((one for one, owner in self._waiting.items() if self._busy[owner] < PER_OWNER), None)

    def _give_back(self, owner: str, lease: Lease | None) -> None:
        left: list[Process] = []
        with self._changed:
            self._busy[owner] -= 1
            if not self._busy[owner]:
                del self._busy[owner]
            if lease is not None and lease.process.alive:
                self._warm.append((owner, lease.process))
                left = [process for _, process in self._warm[:-WARM]]
                del self._warm[:-WARM]
            self._changed.notify_all()
        for process in left:
            process.end()


_pools = [Pool(Nursery())]


def pool() -> Pool:
    """The pool of this process."""
    return _pools[-1]


def _afresh() -> None:
    """A copy of this process must not talk on the sockets of the original, nor end what works for it."""
    _pools.append(Pool(Nursery()))


os.register_at_fork(after_in_child=_afresh)
atexit.register(lambda: pool().stop())
