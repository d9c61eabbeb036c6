"""A worker is up for months: what a run leaves in memory is let go while others go on."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from core.records import RunState


class _Circle:
    """What only the collector can let go."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_run_left_is_let_go_while_another_goes_on(trade: Any) -> None:
    """Otherwise a worker with a thousand flows due at one minute keeps two gigabytes of them."""
    held = [_Circle()]
    left = weakref.ref(held[0])

    def looked(_: Any) -> None:
        held.clear()  # another run of this process has ended
        gc.collect()
        seen.append(left())

    seen: list[object] = []
    run = trade.workspace.run(trade.flow, progress=looked)
    assert run.state is RunState.DONE
    assert seen
    assert seen[-1] is None
