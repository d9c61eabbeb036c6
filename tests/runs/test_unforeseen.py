"""A fault of Koppel's own ends the run in one sentence; a worker lives on through what it cannot write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from postgresql_server import on_files
from sqlalchemy import event

from core import worker
from core.records import RunState
from core.runs.delivery import Delivery
from core.worker import Worker


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for what another thread does; the bound only ends a test that has failed."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def stumble(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let a fault in the code stop the third write, with a buyer's address in its message."""
    write, seen = Delivery._alone, [0]

    def carried(delivery: Delivery, case: Any) -> None:
        seen[0] += 1
        if seen[0] > after:
            raise KeyError(case.record.data["email"])
        write(delivery, case)

    monkeypatch.setattr(Delivery, "_alone", carried)


def test_a_fault_of_our_own_ends_the_run_in_one_sentence(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run has failed and nobody takes it again; its detail is in the log, and nothing of a record."""
    stumble(monkeypatch, after=0)
    asked = trade.workspace.start(trade.flow.name)
    run = trade.workspace.carry(trade.workspace.next_run())
    assert (run.id, run.state) == (asked.id, RunState.FAILED)
    assert "unforeseen" in run.error
    assert "KeyError" in run.error
    assert "\n" not in run.error
    assert trade.workspace.next_run() is None
    told = (trade.workspace.home / "koppel.log").read_text()
    assert "KeyError" in told
    assert "test_unforeseen.py" in told
    mails = {order["email"] for order in trade.stored("shopify", "orders") if order["email"]}
    assert not [mail for mail in mails if mail in told + run.error]


def test_what_was_written_before_the_fault_is_counted_and_not_written_again(
    trade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orders that were booked before the fault stand in the run; the next run books the others, once."""
    with monkeypatch.context() as broken:
        stumble(broken, after=4)
        failed = trade.run()
    assert failed.state is RunState.FAILED
    assert failed.counts.created == len(trade.booked()) > 0
    rest = trade.run()
    assert rest.state is RunState.DONE
    assert failed.counts.created + rest.counts.created == len(trade.paid())
    assert trade.booked() == trade.paid()


def refuse_writes(connection: Any, _: Any) -> None:
    """Make a connection to the database refuse what a disk that can't be written refuses."""
    connection.execute("PRAGMA query_only = 1")


@on_files
def test_a_worker_that_cannot_write_says_so_once_and_goes_on_when_it_can(
    trade: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A disk that refuses is told in one sentence; when it has been mended, the run is carried."""
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    asked = trade.workspace.start(trade.flow.name)
    engine = trade.workspace._store._database._engine
    event.listen(engine, "connect", refuse_writes)
    engine.dispose()
    carrier = Worker(trade.workspace)
    tries: list[None] = []
    next_run = trade.workspace.next_run
    monkeypatch.setattr(trade.workspace, "next_run", lambda: (tries.append(None), next_run())[1])
    working = threading.Thread(target=carrier.work, daemon=True)
    working.start()
    try:
        assert until(lambda: len(tries) > 3 or not working.is_alive())
        assert working.is_alive()
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert "read-only" in caplog.text
        event.remove(engine, "connect", refuse_writes)
        engine.dispose()
        assert until(lambda: trade.workspace.run_of(asked.id).state is RunState.DONE)
    finally:
        carrier.stop()
        working.join(20)
    assert not working.is_alive()
    assert trade.booked() == trade.paid()


def test_a_flow_file_of_a_saved_name_runs_as_itself(trade: Any) -> None:
    """What was changed in a file is not taken for the saved version: a worker would finish it with that."""
    changed = trade.flow.model_copy(update={"title": "Another one"})
    assert trade.workspace.run(changed, limit=1).version == 0
    assert trade.workspace.run(trade.flow, limit=1).version == 1
