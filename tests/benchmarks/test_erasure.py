"""How long it takes to erase a person from a large ledger, and to verify a long trail.

KOPPEL_ERASURE_ROWS says how many records were carried; a million is the full size.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.records import Counts, Step, Verdict
from core.store import Entry, EntryState, RunRecord, Store, Subject

ROWS = int(os.environ.get("KOPPEL_ERASURE_ROWS", "50000"))
PAGE = 1_000
NOW = datetime(2026, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.benchmark


def carry(store: Store) -> None:
    """Fill a ledger and the records of its run, two customers' addresses in each."""
    ledger = store.ledger("orders")
    run = store.runs.ask("orders", 1, "hand").id
    steps = (Step("customer", ok=True, why="found Email as 4711"), Step("exists", ok=True, why="none yet"))
    for start in range(0, ROWS, PAGE):
        numbers = range(start, min(start + PAGE, ROWS))
        entries = [
            Entry(
                "record",
                str(n),
                EntryState.DELIVERED,
                run,
                match={"YourRef": f"#{n}", "Email": f"person{n}@example.nl"},
                steps=steps,
                target_key=str(n),
                at=NOW,
            )
            for n in numbers
        ]
        records = [
            RunRecord(e.key, Verdict.CREATE, e.match, "made", e.target_key, steps, at=NOW) for e in entries
        ]
        counts = Counts(read=len(entries), created=len(entries))
        ledger.turn(run, counts, records, entries, None)


def test_a_person_is_erased_within_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person among all; the time grows with the rows, and is under a minute for a million."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    store = Store(tmp_path / "home")
    carry(store)
    began, busy = time.perf_counter(), time.process_time()
    counts = store.erasure.erase(f"person{ROWS // 2}@example.nl", "anna")
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(
        f"\n{ROWS} ledger rows, as many records of runs: one person erased in {took:.2f} s, {busy:.2f} s busy"
    )
    assert counts == {"entry": 1, "run_record": 1}
    assert store.erasure.traces(f"person{ROWS // 2}@example.nl") == []
    assert len(store.erasure.traces(f"person{ROWS // 3}@example.nl")) == 2
    assert took / ROWS * 1_000_000 < 60
    store.close()


def test_a_long_trail_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one deed costs with its entry and without, and how long a look at the whole trail takes."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    store = Store(tmp_path / "home")
    deeds = max(ROWS // 100, 100)
    times = {}
    for told in (False, True):
        began = time.perf_counter()
        for n in range(deeds):
            if told:
                with store.audit.deed("anna", "keep_days", Subject("flow", "orders")):
                    store.payloads.set_days("orders", n)
            else:
                store.payloads.set_days("orders", n)
        times[told] = time.perf_counter() - began
    began = time.perf_counter()
    found = store.audit.verify()
    took = time.perf_counter() - began
    print(
        f"\n{deeds} deeds: {times[True] / times[False]:.2f} times as long with their entries; "
        f"{found.entries} entries verified in {took:.2f} s"
    )
    assert (found.entries, found.wrong) == (deeds, "")
    store.close()
