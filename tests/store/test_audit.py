"""The audit trail: who did what, told with the deed itself; what was changed or cut in it is found."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from core.errors import Misconfigured
from core.store import EntryState, Store, Subject
from core.store.entry import Entry

ORDERS = Subject("flow", "orders")
Ask = Callable[..., list[tuple[Any, ...]]]


def do(store: Store, times: int = 1) -> None:
    """Say so many times that a flow reads from another day."""
    for n in range(times):
        with store.audit.deed("anna", "set_bookmark", ORDERS):
            store.ledger("orders").set_bookmark(datetime(2026, 11, 1 + n % 20, tzinfo=UTC))


def without_guard(ask: Ask) -> None:
    """Take the triggers away, as whoever owns the database can."""
    if os.environ.get("KOPPEL_DATABASE_URL"):
        ask("DROP TRIGGER audit_no_change ON audit")
        return
    for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"):
        ask(f"DROP TRIGGER {name}")


def test_a_deed_leaves_who_what_and_how_it_was_before_and_after(store: Store) -> None:
    """The entry says what changed in the thing that it is about, and the trail is whole."""
    do(store, 2)
    second, first = store.audit.entries()
    assert (first.by, first.what, first.about, first.outcome) == (
        "anna",
        "set_bookmark",
        "flow orders",
        "done",
    )
    assert first.change == {"bookmark.at": [None, "2026-11-01T00:00:00+00:00"]}
    assert second.change == {"bookmark.at": ["2026-11-01T00:00:00+00:00", "2026-11-02T00:00:00+00:00"]}
    found = store.audit.verify()
    assert (found.entries, found.wrong) == (2, "")


def test_neither_secrets_nor_values_nor_keys_stand_in_the_trail(store: Store, ask: Ask) -> None:
    """Of a connection's settings and secrets it is told that they changed, of a record no key."""
    with store.audit.deed("anna", "connect", Subject("connection", "shop")):
        store.connections.put("shop", "shopify", {"shop": "canary-shop"}, {"token": "canary-secret"})
    with store.audit.deed("anna", "skip", Subject("flow", "orders", "canary@person.example")):
        pass
    skipped, connected = store.audit.entries()
    assert {"connection.settings.shop", "secret token.sealed"} <= connected.change.keys()
    assert connected.change["connection.connector"] == [None, "shopify"]
    assert skipped.about.startswith("flow orders, record ")
    assert "canary" not in str(ask("SELECT * FROM audit"))


def test_what_is_taken_back_is_not_told(store: Store) -> None:
    """A transaction that fails takes its entry with it; that the deed failed is told after it."""
    with (
        pytest.raises(Misconfigured),
        store.audit.deed("anna", "activate", Subject("flow", "unknown")),
    ):
        store.flows.activate("unknown", True)
    (entry,) = store.audit.entries()
    assert (entry.outcome, entry.change) == ("failed", {})


def test_what_goes_on_by_itself_is_no_deed(store: Store) -> None:
    """Who only looks, and what a worker writes while it carries, leave nothing in the trail."""
    store.workers.join("worker")
    store.ledger("orders").keep([Entry("record", "1", EntryState.PARKED, "run")])
    with store.audit.deed("anna", "check", ORDERS, always=False):
        store.workers.beat("worker")
    assert store.audit.entries() == []


def test_nobody_changes_an_entry(store: Store, ask: Ask) -> None:
    """The database itself refuses to change, to delete and to replace."""
    do(store)
    refused = (sqlite3.IntegrityError, psycopg.errors.RaiseException, psycopg.errors.UniqueViolation)
    for said in (
        "UPDATE audit SET by = 'eve'",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT * FROM audit",
        *(
            ["TRUNCATE audit"]
            if os.environ.get("KOPPEL_DATABASE_URL")
            else ["REPLACE INTO audit SELECT * FROM audit"]
        ),
    ):
        with pytest.raises(refused):
            ask(said)
    assert store.audit.verify().wrong == ""


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit SET by = 'eve' WHERE n = 3", "entry 3 was changed"),
        ("UPDATE audit SET change = '{}' WHERE n = 1", "entry 1 was changed"),
        ("DELETE FROM audit WHERE n = 2", "entry 2 is missing"),
        ("DELETE FROM audit WHERE n > 3", "last 2 entries are missing"),
        ("DELETE FROM audit", "last 5 entries are missing"),
        ("DELETE FROM audit_head", "its head is missing"),
    ],
)
def test_what_was_changed_or_cut_past_the_database_is_found(
    store: Store, ask: Ask, tampering: str, found: str
) -> None:
    """Whoever owns the database but not the key is found out, and where."""
    do(store, 5)
    without_guard(ask)
    ask(tampering)
    assert found in store.audit.verify().wrong


def test_a_trail_whose_head_was_cut_with_it_is_found(store: Store, ask: Ask) -> None:
    """The head of a shorter trail cannot be made without the key; an older one that was noted down tells."""
    do(store, 5)
    noted = store.audit.verify().head
    without_guard(ask)
    ask("DELETE FROM audit WHERE n > 3")
    ask("UPDATE audit_head SET n = 3, seal = (SELECT seal FROM audit WHERE n = 3)")
    assert "not what its head says" in store.audit.verify().wrong
    assert "was cut" in store.audit.verify(noted).wrong


@pytest.mark.parametrize(
    "tampering",
    [
        ("DELETE FROM audit WHERE n > 3",),
        ("DELETE FROM audit WHERE n > 3", "UPDATE audit_head SET n = 3"),
        ("DELETE FROM audit WHERE n > 3", "DELETE FROM audit_head"),
        ("DELETE FROM audit",),
    ],
)
def test_a_trail_that_was_cut_is_not_healed_by_what_is_done_next(
    store: Store, ask: Ask, tampering: tuple[str, ...]
) -> None:
    """The next deeds do not take the place of those that were cut: a gap stays for good."""
    do(store, 5)
    without_guard(ask)
    for each in tampering:
        ask(each)
    do(store, 4)
    assert "is missing" in store.audit.verify().wrong
    assert len(store.audit.entries()) in {4, 7}


def test_a_noted_head_is_found_in_a_longer_trail(store: Store) -> None:
    """What was noted down once is in every trail that only grew."""
    do(store, 3)
    noted = store.audit.verify().head
    do(store, 2)
    assert store.audit.verify(noted).wrong == ""


def test_many_write_one_trail(store: Store, home: Path) -> None:
    """Two programs with four threads that do things at the same time make one whole chain."""
    other = Store(home)
    threads = [threading.Thread(target=do, args=(each, 10)) for each in (store, store, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = store.audit.verify()
    assert (found.entries, found.wrong) == (40, "")
    other.close()
