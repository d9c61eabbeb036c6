"""A connection's limits hold over all workers, and a long wait is nobody's sleep."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import on_both

from core.api.connector import Limits
from core.api.limits import Pace
from core.errors import RateLimited
from core.records import RunState
from core.store import Store
from core.worker import Worker


class Clock:
    """A time that only sleeping moves."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.now += seconds


@pytest.fixture
def stores(tmp_path: Path, database: str) -> Iterator[list[Store]]:
    """The stores of two workers of one home."""
    del database
    made = [Store(tmp_path / "home") for _ in range(2)]
    yield made
    for store in made:
        store.close()


def paces(stores: list[Store], limits: Limits, clock: Clock) -> list[Pace]:
    """The paces that two workers keep with one connection."""
    return [Pace(limits, "Acme", clock, clock.sleep, store.connections.allowance("acme")) for store in stores]


@on_both
@pytest.mark.parametrize("allowed", [20, 600])
def test_two_workers_together_ask_no_more_than_one_may(stores: list[Store], allowed: int) -> None:
    """Whoever asks, and in whatever order, no minute has more requests than are allowed, and few less."""
    clock = Clock()
    both, sent = paces(stores, Limits(per_minute=allowed), clock), []
    for number in range(2 * allowed):
        both[number % 7 % 2].wait()
        sent.append(clock.now)
        clock.now += 0.01
    for at in sent:
        assert sum(at <= other < at + 60 for other in sent) <= allowed
    assert sent[-1] - sent[0] < 2.2 * 60


def test_a_pause_that_one_worker_was_told_is_kept_by_the_others(stores: list[Store]) -> None:
    """Retry-After, in seconds, as a date, of a day, or none that can be read: nobody asks before its end."""
    for told, pause in (("7", 7), ("86400", 86_400), ("Fri, 15 Jan 2027 08:00:30 GMT", 30), ("soon", 1)):
        clock = Clock()
        first, second = paces(stores, Limits(), clock)
        second.wait()
        first.throttled({"retry-after": told})
        clock.now += 0.3
        with pytest.raises(RateLimited) as limited:
            second.wait(0)
        assert pause - 1 <= limited.value.wait <= pause + 1
        clock.now += pause + 1
        second.wait(0)
        stores[0].connections.allowance("acme").change(lambda before: type(before)())


def test_refusals_are_counted_over_all_workers(stores: list[Store]) -> None:
    """A system that blocks the key after ten refusals within an hour is left alone after nine of two."""
    clock = Clock()
    both = paces(stores, Limits(errors_per_hour=9), clock)
    for number in range(9):
        both[number % 2].wait()
        both[number % 2].heard(400, {})
        clock.now += 1
    for pace in both:
        with pytest.raises(RateLimited, match="left alone"):
            pace.wait()
    clock.now += 3600
    for pace in both:
        pace.wait()


def test_a_clock_that_was_set_back_blocks_nobody(stores: list[Store]) -> None:
    """What was granted in an hour that is yet to come does not count."""
    clock = Clock()
    pace, _ = paces(stores, Limits(per_minute=5), clock)
    for _ in range(5):
        pace.wait()
    clock.now -= 3600
    pace.wait(0)


def test_a_worker_lets_go_of_a_run_that_must_wait_long(trade: Any) -> None:
    """Asked for a pause of an hour, it does not sleep: the run waits, and goes on then."""
    trade.break_it(
        connector="exact_online", match={"method": "GET"}, status=429, headers={"Retry-After": "3600"}
    )
    run = trade.workspace.start(trade.flow.name)
    worker = Worker(trade.workspace)
    thread = threading.Thread(target=worker.work, daemon=True)
    thread.start()
    soon(lambda: trade.workspace.run_of(run.id).not_before)
    now = trade.workspace.run_of(run.id)
    assert (now.state, now.worker) == (RunState.WAITING, "")
    assert now.not_before is not None
    assert 3500 < (now.not_before - datetime.now(UTC)).total_seconds() <= 3600
    assert "pause" in now.error
    trade.mend()
    store = trade.workspace._store
    store.connections.allowance("demo-exact").change(lambda before: type(before)())
    store.runs.pause(run.id)
    with store._database.writing("turns") as session:
        from core.store.tables import RunRow  # noqa: PLC0415 - only here is the time turned on

        session.get_one(RunRow, run.id).not_before = None
    store.runs.resume(run.id)
    soon(lambda: trade.workspace.run_of(run.id).ended)
    worker.stop()
    thread.join(20)
    assert trade.workspace.run_of(run.id).state is RunState.DONE
    assert trade.booked() == trade.paid()
    assert trade.twice() == []


def test_a_connection_allows_so_many_runs(trade: Any) -> None:
    """Of two flows on one connection that allows one run at once, the second waits for the first."""
    text = trade.workspace.saved(trade.flow.name).text
    for name in ("first", "second"):
        trade.workspace.save(text.replace(f"name: {trade.flow.name}", f"name: {name}"))
    trade.workspace.limit("demo-exact", runs=1)
    first, second = trade.workspace.start("first"), trade.workspace.start("second")
    taken = trade.workspace.next_run()
    assert taken is not None
    assert taken.id == first.id
    assert trade.workspace.next_run() is None
    trade.workspace.carry(taken)
    taken = trade.workspace.next_run()
    assert taken is not None
    assert taken.id == second.id
    trade.workspace.limit("demo-exact", runs=0)
    assert trade.workspace.limit("demo-exact").at_once is None


def soon(asked: Callable[[], Any], seconds: float = 60) -> None:
    """Wait for what is to come."""
    end = time.monotonic() + seconds
    while not asked():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
