"""A hundred pulls of a shop of a thousand orders that changes while it is read."""

from __future__ import annotations

import os
import random
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from moving_pulls import pulling
from moving_shop import WAYS

from core.records import RunState
from core.store import Store

_PULLS = int(os.environ.get("KOPPEL_PULLS", "100"))
_ORDERS, _SIZE, _BUSY = 1_000, 100, 1.5

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize("way", list(WAYS))
def test_pulls_of_a_moving_shop(tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by keyset, cursor, offset and page number: nothing is lost, and nothing is sent twice."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    read, began = 0, time.perf_counter()
    with pulling(seed, tmp_path / "home", way, orders=_ORDERS, size=_SIZE, busy=_BUSY) as pulls:
        for _ in range(_PULLS // len(WAYS)):
            run = pulls.run()
            assert run.state is RunState.DONE, run.error
            read += run.counts.read
            pulls.shop.pass_time(40)
        pulls.settle()
        lost, twice = pulls.shop.lost(), pulls.shop.twice()
        print(
            f"{way:8} KOPPEL_SEED={seed} {_PULLS // len(WAYS)} pulls, {read:,} records read, "
            f"{len(pulls.shop.written):,} written: {len(lost)} lost, {len(twice)} sent twice, "
            f"{time.perf_counter() - began:.0f} s"
        )
        assert lost == []
        assert twice == []


_RUNS, _RECORDS, _ENTRIES = 100_000, 50, 5_000_000
_SECONDS = 1.0


def test_a_month_is_reconciled_beside_five_million_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The balance of 31 days of a flow with 100,000 runs, in a ledger of five million."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "key"))
    store = Store(tmp_path / "home")
    _fill(store)
    books = store.reconciliation("f", "Europe/Amsterdam")
    last = date(2026, 10, 31)
    took = {}
    for days in (31, 366):
        start, busy = time.perf_counter(), time.process_time()
        found = books.days(last - timedelta(days=days - 1), last)
        took[days], whole = time.process_time() - busy, time.perf_counter() - start
        assert all(day.balanced for day in found)
        runs = sum(day.runs for day in found)
        print(f"{days} days, {runs:,} runs: {took[days]:.2f} s of a core, {whole:.2f} s in all")
    assert took[31] < _SECONDS
    store.close()


def _fill(store: Store) -> None:
    """Three years of runs, one each quarter of an hour, and their records, in bare SQL."""
    began = datetime(2024, 1, 1, tzinfo=UTC)
    with store._database.keeping() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.executemany(
            "INSERT INTO run (id, flow, version, state, trigger, asked, error, worker, cancel, read,"
            " filtered, created, updated, unchanged, skipped, parked, ambiguous)"
            " VALUES (?, 'f', 1, 'done', 'schedule', ?, '', '', 0, ?, 0, ?, 0, 0, 0, 0, 0)",
            (
                (f"r{n}", f"{began + timedelta(minutes=15 * n):%Y-%m-%d %H:%M:%S}.000000", _RECORDS, _RECORDS)
                for n in range(_RUNS)
            ),
        )
        driver.executemany(
            "INSERT INTO entry (flow, kind, key, state, run, verdict, match, digest, why, at, steps, sent)"
            " VALUES ('f', 'record', ?, 'delivered', ?, 'create', '{}', '', '', '2026-01-01 00:00:00.000000',"
            " '[]', '{}')",
            ((str(n), f"r{n // _RECORDS}") for n in range(_ENTRIES)),
        )
        driver.execute(
            "INSERT INTO run_record (run, key, verdict, match, why, steps, differences, at)"
            " SELECT run, key, 'create', '{}', '', '[]', '[]', at FROM entry"
        )
