"""What the ledger costs beside bare sqlite3, which writes the same rows with the same promise to last."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from core.documents import write_json
from core.records import Counts, Step, Verdict
from core.store import Entry, EntryState, RunRecord, Store

_ROUNDS, _PAGE = 20, 100

pytestmark = pytest.mark.benchmark


def _entries(page: int) -> list[Entry]:
    steps = (Step("match", True, "not in the target"), Step("customer", True, "found by e-mail", "7f3a"))
    return [
        Entry(
            "record",
            f"{page}-{n}",
            EntryState.DELIVERED,
            "run",
            Verdict.CREATE,
            {"YourRef": f"#{n}"},
            "d" * 64,
            "t",
            steps=steps,
        )
        for n in range(_PAGE)
    ]


class _Bare:
    """A ledger of plain statements."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute(
            "CREATE TABLE entry (kind, key, state, verdict, at, text, PRIMARY KEY (kind, key))"
        )
        self._file.execute("CREATE INDEX by_state ON entry (state)")

    def keep(self, entries: list[Entry]) -> None:
        """Write rows in one transaction."""
        rows = [(e.kind, e.key, e.state, e.verdict, "2026-11-01 12:00:00.000000", _text(e)) for e in entries]
        self._file.execute("BEGIN IMMEDIATE")
        self._file.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._file.execute("COMMIT")


def _text(entry: Entry) -> str:
    return write_json([entry.match, entry.digest, entry.target_key, entry.why, entry.steps, entry.sent])


def _singly(keep: Callable[[list[Entry]], None], entries: list[Entry]) -> None:
    for entry in entries:
        keep([entry])


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1_000


def test_the_ledger_beside_bare_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page kept at once, a page kept record by record, turned and looked up, in turn with bare."""
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "key"))
    store, bare = Store(tmp_path / "home"), _Bare(tmp_path / "bare.db")
    ledger = store.ledger("f")
    store.runs.ask("f", 1, "hand", id="run")
    took: dict[str, list[float]] = {}
    for page in range(_ROUNDS):
        entries = _entries(page)
        records = [RunRecord(e.key, Verdict.CREATE, e.match, e.why, e.target_key, e.steps) for e in entries]
        counts = Counts(read=_PAGE, created=_PAGE)
        measured: dict[str, Callable[[], object]] = {
            "bare: a page at once": partial(bare.keep, entries),
            "keep: a page at once": partial(ledger.keep, entries),
            "bare: record by record": partial(_singly, bare.keep, entries),
            "keep: record by record": partial(_singly, ledger.keep, entries),
            "turn: entries and records": partial(ledger.turn, "run", counts, records, entries, None),
            "entries: a page looked up": partial(ledger.entries, "record", [entry.key for entry in entries]),
        }
        for name, call in measured.items():
            took.setdefault(name, []).append(_timed(call))
    middle = {name: statistics.median(times) for name, times in took.items()}
    for name, milliseconds in middle.items():
        against = middle["bare: record by record" if "by record" in name else "bare: a page at once"]
        print(f"{name:28} {milliseconds / _PAGE:8.4f} ms a record   {milliseconds / against:5.2f} x bare")
    assert ledger.count(EntryState.DELIVERED) == _ROUNDS * _PAGE
    store.close()
