"""Every record that was read is accounted for, day by day, and a number that is not has its keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from core.records import Counts, Verdict
from core.store import Entry, EntryState, Reconciliation, RunRecord, Store

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A store of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Store(tmp_path / "home")
    yield made
    made.close()


def carried(store: Store, at: datetime, verdicts: list[Verdict], flow: str = "f") -> str:
    """Carry a run that was asked for at a time, with these verdicts."""
    run = store.runs.ask(flow, 1, "hand").id
    with store._database.keeping() as connection:
        told = text("UPDATE run SET asked = :at WHERE id = :run")
        connection.execute(told, {"at": at.strftime("%Y-%m-%d %H:%M:%S.%f"), "run": run})
    rows = [RunRecord(f"{run}-{n}", verdict, {}, "") for n, verdict in enumerate(verdicts)]
    entries = [Entry("record", row.key, EntryState.DELIVERED, run) for row in rows]
    store.ledger(flow).turn(run, Counts.of(verdicts), rows, entries, None)
    return run


def of(store: Store, zone: str = "Europe/Amsterdam") -> Reconciliation:
    """The books of the flow."""
    return store.reconciliation("f", zone)


def test_a_day_is_one_of_the_flows_own_zone(store: Store) -> None:
    """The night of the clock change has 25 hours; a run just before midnight belongs to the day before."""
    for hours in (-38.5, -14.5, -13.5, 0, 10.5, 11.5):
        carried(store, NOON + timedelta(hours=hours), [Verdict.CREATE])
    days = of(store).days(NOON.date() - timedelta(days=1), NOON.date())
    assert [(str(day.day), day.runs) for day in days] == [("2026-10-24", 1), ("2026-10-25", 3)]
    there = of(store, "America/New_York").days(NOON.date(), NOON.date())
    assert [day.runs for day in there] == [3]


def test_every_number_has_its_keys(store: Store) -> None:
    """Those that the flow left out are there too."""
    verdicts = [
        Verdict.CREATE,
        Verdict.CREATE,
        Verdict.UPDATE,
        Verdict.FILTERED,
        Verdict.PARKED,
        Verdict.SKIP,
    ]
    run = carried(store, NOON, verdicts)
    carried(store, NOON, [Verdict.CREATE], flow="another")
    (day,) = of(store).days(NOON.date(), NOON.date())
    assert day.balanced
    assert day.counts == Counts(read=6, created=2, updated=1, filtered=1, parked=1, skipped=1)
    for verdict in Verdict:
        keys = [key for _, _, key in of(store).keys(NOON.date(), verdict)]
        assert keys == [f"{run}-{n}" for n, each in enumerate(verdicts) if each is verdict]
    assert of(store).unaccounted(NOON.date()) == []


def test_what_is_not_accounted_for_is_named(store: Store) -> None:
    """A record whose row is gone: the number says two, one is written down, the ledger knows the other."""
    run = carried(store, NOON, [Verdict.CREATE, Verdict.CREATE, Verdict.SKIP])
    with store._database.keeping() as connection:
        connection.execute(text("DELETE FROM run_record WHERE key = :key"), {"key": f"{run}-1"})
    (day,) = of(store).days(NOON.date(), NOON.date())
    assert not day.balanced
    assert day.odd == ["read", "created"]
    assert of(store).unaccounted(NOON.date()) == [(run, f"{run}-1")]


def test_days_add_up(store: Store) -> None:
    """The sum over days is that of all runs."""
    for number in range(5):
        carried(store, NOON + timedelta(days=number), [Verdict.CREATE] * number + [Verdict.PARKED])
    days = of(store).days(NOON.date(), NOON.date() + timedelta(days=9))
    total = days[0]
    for day in days[1:]:
        total += day
    assert (total.runs, total.counts) == (5, Counts(read=15, created=10, parked=5))
    assert total.balanced
