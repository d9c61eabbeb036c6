"""What waits in a large ledger is found by its state: nobody goes through all records of a flow for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from core.store import EntryState, Store

ASKED: dict[str, Callable[[Store], Any]] = {
    "all that waits": lambda store: store.glance.parked(["f", "g"]),
    "how much waits": lambda store: store.glance.waiting(["f", "g"]),
    "the parked of a flow": lambda store: store.ledger("f").parked(),
    "their number": lambda store: store.ledger("f").count(EntryState.PARKED),
    "who holds a record of the target": lambda store: store.ledger("f").holding(["t1"]),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", ASKED)
def test_what_waits_is_found_by_its_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, database: str
) -> None:
    """SQLite says by which index it goes: that of the states or of the target, never by the key."""
    assert database == "sqlite"
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(tmp_path / "koppel.key"))
    store, said = Store(tmp_path / "home"), list[tuple[str, Any]]()

    def heard(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
        said.append((statement, given))

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        ASKED[what](store)
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
        store.close()
    asked = [each for each in said if "FROM entry" in each[0]]
    assert asked
    with sqlite3.connect(tmp_path / "home" / "koppel.db") as file:
        for statement, given in asked:
            (ways,) = zip(
                *(row[3:] for row in file.execute(f"EXPLAIN QUERY PLAN {statement}", given)), strict=True
            )
            assert all("ix_entry_flow" in way for way in ways if "entry" in way), ways
