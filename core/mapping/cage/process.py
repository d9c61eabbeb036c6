"""Koppel's end of one caged process: ask, wait no longer than it may take, end it."""

from __future__ import annotations

import contextlib
import mmap
import os
import select
import signal
import socket
import time
from collections import OrderedDict
from typing import Any, TypeVar

from core.mapping.batch import Batch
from core.mapping.cage.bounds import BATCHES, FRAME, KEPT, NICENESS, PATIENCE, PLANS, YIELDING
from core.mapping.cage.frames import HEAD, Gone, Part, send

#: Bytes that are read when it is not known how many there will be.
_SOME = 1 << 12
#: Answers of so many bytes come in at the same place in memory, one after the other.
_ROOM = 1 << 20

K = TypeVar("K")


class Late(Exception):
    """It worked longer than it may."""


class Process:
    """A caged process that is alive, and what it has taken in so far."""

    def __init__(self, pid: int, end: socket.socket, handle: int, tray: mmap.mmap) -> None:
        self.pid = pid
        #: memory that is written here and read there
        self.tray = tray
        self.alive = True
        self._yields = False
        self._maker = os.getpid()
        self._end = end
        self._handle = handle
        self._poll = select.poll()
        self._poll.register(end, select.POLLIN)
        self._buffer, self._room = bytearray(), bytearray(_SOME)
        self._began = self._spent = 0.0
        self._plans: OrderedDict[bytes, None] = OrderedDict()
        self._batches: OrderedDict[int, int] = OrderedDict()

    def send(self, request: list[Part]) -> None:
        """Ask; Gone when it cannot be asked any more."""
        self._end.settimeout(PATIENCE)
        try:
            send(self._end, request)
        except OSError:
            raise Gone from None
        self.begin()

    def begin(self) -> None:
        """Count its time from now on."""
        self._began, self._spent = time.monotonic(), self.spent()

    def spent(self) -> float:
        """Seconds that the processor has worked for it; Gone when it is dead."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            raise Gone from None

    def frame(self, seconds: float) -> tuple[int, memoryview]:
        """The next that it says, and of which kind; Late when that takes longer, Gone when nothing comes.

        What it says lasts until the next.
        """
        some = bytearray(_SOME)
        while len(self._buffer) < HEAD.size:
            self._buffer += some[: self._received(some, seconds)]
        size, kind = HEAD.unpack_from(self._buffer)
        if size > FRAME:
            raise Gone  # it was told to say no more than half of that: it is not itself any more
        if len(self._room) < size <= _ROOM:
            self._room = bytearray(size)
        room = self._room if size <= len(self._room) else bytearray(size)
        body, found = memoryview(room)[:size], self._buffer[HEAD.size : HEAD.size + size]
        del self._buffer[: HEAD.size + size]
        body[: len(found)] = found
        left = body[len(found) :]
        while left:
            left = left[self._received(left, seconds) :]
        return kind, body

    def _received(self, into: bytearray | memoryview, seconds: float) -> int:
        """Read what there is, as soon as there is something: how many bytes."""
        while not self._readable(seconds):
            pass
        try:
            count = self._end.recv_into(into)
        except OSError:
            raise Gone from None
        if not count:
            raise Gone
        return count

    def _readable(self, seconds: float) -> bool:
        """Wait until there is something to read; Late when there was none in the time that it has.

        There is nothing in a cage that could be waited for: what stands still, somebody has stopped.
        """
        if self._poll.poll(0):
            return True
        left = seconds - (self.spent() - self._spent)
        on_the_clock = seconds * PATIENCE - (time.monotonic() - self._began)
        if left <= 0:
            raise Late
        if on_the_clock <= 0:
            raise Gone
        patient = YIELDING if not self._yields else left
        found = bool(self._poll.poll(max(1, min(left, on_the_clock, patient) * 1000)))
        if not found and not self._yields:
            self._yield()
        return found

    def _yield(self) -> None:
        """Let it go behind all that are quicker, so that a neighbour does not notice what takes long."""
        self._yields = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, NICENESS)

    # --- what it has taken in

    def needs(self, key: bytes) -> tuple[bool, tuple[bytes, ...]]:
        """Whether it has yet to be told a plan, and which others it is to forget for it."""
        new = key not in self._plans
        self._plans[key] = None
        self._plans.move_to_end(key)
        return new, tuple(_oldest(self._plans, PLANS))

    def takes(self, batches: dict[Batch, int]) -> tuple[list[Batch], tuple[int, ...]]:
        """Which of these batches it has yet to be given, and which others it is to forget for them."""
        new = [batch for batch in batches if batch.number not in self._batches]
        for batch, size in batches.items():
            self._batches[batch.number] = size
            self._batches.move_to_end(batch.number)
        gone = _oldest(self._batches, max(BATCHES, len(batches)))
        while sum(self._batches.values()) > KEPT and len(self._batches) > len(batches):
            gone.append(self._batches.popitem(last=False)[0])
        return new, tuple(gone)

    def end(self) -> None:
        """End it, whatever it is doing."""
        if self.alive:
            self.alive = False
            with contextlib.suppress(ProcessLookupError, PermissionError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            os.close(self._handle)
            self._end.close()
            self.tray.close()

    def __del__(self) -> None:
        if self._maker == os.getpid():  # not a copy of it in a process that was forked
            self.end()


def _oldest(known: OrderedDict[K, Any], most: int) -> list[K]:
    """Take out what was used longest ago, down to so many."""
    return [known.popitem(last=False)[0] for _ in range(len(known) - most)]
