"""What is pulled from a source that changes while it is read: all of it, and nothing is written twice."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from moving_pulls import Pulls, pulling
from moving_shop import OVERLAP, WAYS

from core.records import RunState
from core.store.tables import RunRow

ORDERS, PULLS, SIZE = 120, 4, 20


@pytest.fixture
def seed() -> int:
    """A seed that a failure can be made again with."""
    chosen = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={chosen}\n")
    return chosen


@pytest.fixture
def pulls(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulls]:
    """A shop that is read in the order of change."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pulling(seed, tmp_path / "home", "keyset", orders=ORDERS, size=SIZE, busy=1.0) as made:
        yield made


@pytest.mark.parametrize("way", list(WAYS))
def test_everything_that_changes_arrives_once(
    tmp_path: Path, seed: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orders are made, changed and removed between the pages, late and by clocks that differ."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pulling(seed, tmp_path / "home", way, orders=ORDERS, size=SIZE, busy=1.0) as pulls:
        for _ in range(PULLS):
            ended = pulls.run()
            assert ended.state is RunState.DONE, ended.error
            assert ended.counts.balanced
            pulls.shop.pass_time(40)
        pulls.settle()
        assert pulls.shop.lost() == []
        assert pulls.shop.twice() == []


def test_a_run_that_is_cut_short_goes_on_where_it_was(pulls: Pulls) -> None:
    """It is stopped five times, each after a page; what came late meanwhile is read by the next."""
    pulls.shop.busy = 0.3
    run = pulls.run(stop_after=1)
    for _ in range(4):
        assert run.state is RunState.INTERRUPTED
        pulls.shop.pass_time(10)
        run = pulls.carry(run.id, stop_after=1)
    run = pulls.carry(run.id)
    assert run.state is RunState.DONE, run.error
    assert run.counts.balanced
    pulls.settle()
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []


def test_a_run_with_a_limit_leaves_the_rest_to_the_next(pulls: Pulls) -> None:
    """Seven at a time, none is left out."""
    for _ in range(3):
        assert pulls.run(limit=7).counts.read == 7
    pulls.settle()
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []


def test_a_limit_counts_what_the_run_carried_before_it_rested(pulls: Pulls) -> None:
    """Stopped within its limit, and at it: gone on with, a run carries no more than it was asked for."""
    run = pulls.run(limit=30, stop_after=1)
    assert (run.state, 0 < run.counts.read < 30) == (RunState.INTERRUPTED, True)
    run = pulls.carry(run.id)
    assert (run.state, run.counts.read) == (RunState.DONE, 30)
    full = pulls.store.runs.ask("moving", 0, "command", limit=7)
    carried = pulls.carry(full.id)
    with pulls.store._database.writing("turns") as session:  # as by a worker that died before it said so
        row = session.get_one(RunRow, full.id)
        row.state, row.ended = RunState.INTERRUPTED, None
    again = pulls.carry(full.id)
    assert (again.state, again.counts.read) == (RunState.DONE, carried.counts.read)
    pulls.settle()
    assert (pulls.shop.lost(), pulls.shop.twice()) == ([], [])


def test_a_time_far_ahead_does_not_carry_the_bookmark_away(pulls: Pulls) -> None:
    """An order that says it was changed in thirty years arrives, and all that follow it too."""
    ahead = pulls.shop.make(datetime.now(UTC).timestamp() + 10**9)
    busy, pulls.shop.busy = pulls.shop.busy, 0  # it is not removed again before it is read
    pulls.run()
    pulls.shop.busy = busy
    bookmark = pulls.store.ledger("moving").bookmark()
    assert bookmark is not None
    assert bookmark < datetime.now(UTC) + timedelta(days=1)
    assert ahead in pulls.shop.books
    pulls.shop.pass_time(60)
    pulls.settle()
    assert pulls.shop.lost() == []


def test_the_next_run_reads_again_as_far_as_the_source_may_be_late(pulls: Pulls) -> None:
    """By the declared overlap, and by as long as the run before was reading."""
    began = pulls.shop.now
    pulls.run()
    ledger = pulls.store.ledger("moving")
    bookmark, again = ledger.bookmark(), ledger.again()
    assert bookmark is not None
    assert again is not None
    took = pulls.shop.now - began
    assert OVERLAP < (bookmark - again).total_seconds() <= OVERLAP + took + 0.001


def test_a_backfill_reads_from_its_date_and_leaves_the_bookmark(pulls: Pulls) -> None:
    """What is in the books already is not written again; what slipped through is."""
    pulls.settle()
    ledger = pulls.store.ledger("moving")
    bookmark = ledger.bookmark()
    late = pulls.shop.make(pulls.shop.now - 80_000)
    assert pulls.run().counts.created == 0
    written = len(pulls.shop.written)
    day_ago = datetime.fromtimestamp(pulls.shop.now - 86_400, UTC)
    backfill = pulls.run(since=day_ago)
    assert (backfill.state, backfill.counts.created) == (RunState.DONE, 1)
    assert backfill.counts.read > 1
    assert late in pulls.shop.books
    assert len(pulls.shop.written) == written + 1
    assert ledger.bookmark() == bookmark
    assert pulls.shop.twice() == []


def test_a_backfill_of_a_new_flow_does_not_let_it_skip_what_is_older(pulls: Pulls) -> None:
    """Nothing was ever read: the first run still begins at the flow's own start."""
    pulls.shop.busy = 0
    hours_ago = datetime.fromtimestamp(pulls.shop.now - 7_200, UTC)
    some = pulls.run(since=hours_ago).counts.read
    assert 0 < some < ORDERS
    assert pulls.store.ledger("moving").bookmark() is None
    pulls.settle()
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []


def test_a_backfill_that_is_cut_short_goes_on_where_it_was(pulls: Pulls) -> None:
    """Its place is its own, not the flow's."""
    pulls.settle()
    day_ago = datetime.fromtimestamp(pulls.shop.now - 100_000, UTC)
    stopped = pulls.run(since=day_ago, stop_after=2)
    assert stopped.state is RunState.INTERRUPTED
    ended = pulls.carry(stopped.id)
    assert ended.state is RunState.DONE
    assert ended.counts.read < 2 * ORDERS
    assert ended.counts.created == ended.counts.updated == 0
    assert pulls.shop.twice() == []


def test_pages_that_go_round_fail_the_run_and_the_bookmark_holds(pulls: Pulls) -> None:
    """The next run, of a source that is well again, carries everything."""
    well = pulls.shop.answer

    def round_and_round(method: str, path: str, query: dict[str, str], body: Any) -> Any:
        return well(method, path, {n: v for n, v in query.items() if n != "after"}, body)

    pulls.shop.busy = 0
    pulls.shop.answer = round_and_round  # type: ignore[method-assign]
    run = pulls.run()
    assert run.state is RunState.FAILED
    assert "the pages go round" in run.error
    pulls.shop.answer = well  # type: ignore[method-assign]
    pulls.settle()
    assert pulls.shop.lost() == []
    assert pulls.shop.twice() == []
