"""How a run is left when a signal comes: at its next record, or at once when that takes too long."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from core.commands.command import interrupt, listen

#: How long a run may take to reach its next record, in seconds; a container is killed after ten.
PATIENCE = 8


@contextmanager
def leaving(ask: Callable[[], None]) -> Iterator[None]:
    """Until it ends, the first SIGINT or SIGTERM calls `ask`; a second one, or PATIENCE, cuts it short."""

    def first(_number: int, _frame: FrameType | None) -> None:
        listen()
        signal.alarm(PATIENCE)
        ask()

    waiting = signal.signal(signal.SIGALRM, interrupt)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, first)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, waiting)
        listen()
