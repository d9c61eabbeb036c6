"""A database that fails in the middle of a run: when it is there again, the run comes to its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from postgresql_server import on_both

from core import worker
from core.errors import TransientError
from core.records import RunState
from core.store.database import Database
from core.worker import Worker


def until(true: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait for what another thread does; the bound only ends a test that has failed."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


class Outage:
    """While it lasts, nothing can be written to the database."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.lasts, self.refused = False, 0
        for name in ("keeping", "writing"):
            patch.setattr(Database, name, self._broken(getattr(Database, name)))

    def _broken(self, real: Any) -> Any:
        @contextmanager
        def written(database: Database, about: str = "") -> Iterator[Any]:
            if self.lasts:
                self.refused += 1
                raise TransientError("the server does not answer")
            with real(database, about) as session:
                yield session

        return written


@on_both
def test_a_run_goes_on_after_its_database_was_away(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be written how the run stands, nor that it ended: later one worker alone finishes it."""
    monkeypatch.setattr(worker, "PAUSE", 0.05)
    outage = Outage(monkeypatch)
    asked = trade.workspace.start(trade.flow.name)
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.05, times=None)
    carrier = Worker(trade.workspace)
    working = threading.Thread(target=carrier.work, daemon=True)
    working.start()
    try:
        assert until(lambda: len(trade.writes()) > 3)
        outage.lasts = True
        assert until(lambda: not carrier._busy and outage.refused > 2)
        assert trade.workspace.run_of(asked.id).state is RunState.RUNNING
        outage.lasts = False
        assert until(lambda: trade.workspace.run_of(asked.id).state is RunState.DONE, 20)
    finally:
        carrier.stop()
        working.join(20)
    ended = trade.workspace.run_of(asked.id)
    assert (ended.error, ended.counts.balanced) == ("", True)
    assert trade.twice() == []
    assert trade.booked() == trade.paid()
