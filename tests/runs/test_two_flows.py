"""Two flows that make the same in one target at the same time: a new customer and its first order."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from postgresql_server import on_both
from unclear_books import Books, Other, orders, pushing

from core.records import RunState
from core.store import EntryState, Run, Store
from core.workspace import Workspace


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nobody's clock differs from another's."""
    monkeypatch.setattr("core.store.claims._CLOCKS", timedelta())


@on_both
def test_a_new_customer_and_its_first_order_come_at_the_same_minute(trade: Any) -> None:
    """Both flows need the customer, neither finds it, and it is made once."""
    both = [trade.flow.name, "customers"]
    trade.workspace.save(trade.workspace.new("customers", "customer", "demo-shop", "demo-exact"))
    trade.break_it(connector="exact_online", match={"method": "POST"}, delay=0.02, times=None)

    def carried(name: str) -> Run:
        own = Workspace(trade.workspace.home)
        try:
            return own.run(own.flow(name))
        finally:
            own.close()

    with ThreadPoolExecutor(2) as hands:
        runs = list(hands.map(carried, both))
    emails = Counter(
        (row["Email"] or "").casefold() for row in trade.stored("exact_online", "accounts") if row["Email"]
    )
    assert [email for email, times in emails.items() if times > 1] == []
    assert [run.state for run in runs] == [RunState.DONE] * 2, runs
    assert [(run.counts.ambiguous, run.counts.balanced) for run in runs] == [(0, True)] * 2
    assert trade.booked() == trade.paid()
    again = [carried(name).counts for name in both]
    assert [(counts.created, counts.updated) for counts in again] == [(0, 0)] * 2


def test_what_another_flow_is_making_is_waited_for(store: Store) -> None:
    """Its order arrives while this run looks on: here it is passed over, as one that is there."""
    books = Books(orders(3))
    with pushing(books, store, "asked") as pushes:
        other = Other(store, "asked", {"ref": "R00002"})

        def makes() -> None:
            time.sleep(1)
            with books.lock:
                books.kept.setdefault("asked", []).append({"id": 900, "ref": "R00002", "total": 1})
            other.end(EntryState.DELIVERED)

        hand = threading.Thread(target=makes)
        hand.start()
        assert pushes.counted() == {"created": 2, "skipped": 1}
        hand.join()
    assert books.refs("asked") == ["R00001", "R00002", "R00003"]
    assert store.ledger("pushes").open() == []


def test_what_another_flow_could_not_make_is_made_here(store: Store) -> None:
    """It was refused there: here it is sent."""
    books = Books(orders(2))
    with pushing(books, store, "asked") as pushes:
        other = Other(store, "asked", {"ref": "R00002"})
        hand = threading.Timer(1, other.end, [EntryState.PARKED])
        hand.start()
        assert pushes.counted() == {"created": 2}
        hand.join()
    assert books.refs("asked") == ["R00001", "R00002"]


def test_who_waits_in_vain_leaves_it_to_the_next_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other flow's run takes long: the record is in doubt, says why, and comes with the next run."""
    monkeypatch.setattr("core.runs.carry.YIELDS", 0.5)
    books = Books(orders(2))
    with pushing(books, store, "asked") as pushes:
        other = Other(store, "asked", {"ref": "R00002"})
        assert pushes.counted() == {"created": 1, "ambiguous": 1}
        (left,) = store.ledger("pushes").open()
        assert "flow 'other' makes ref = R00002 in the target at this moment" in left.why
        other.end(EntryState.PARKED)
        run = pushes.run()
    assert (run.state, run.counts.created, run.counts.balanced) == (RunState.DONE, 1, True)
    assert books.refs("asked") == ["R00001", "R00002"]
    assert store.ledger("pushes").open() == []


def test_what_a_flow_left_in_the_middle_is_looked_for_before_another_makes_it(store: Store) -> None:
    """Its run ended between the request and its answer: once that has settled, the target tells."""
    books = Books(orders(2))
    with pushing(books, store, "asked") as pushes:
        other = Other(store, "asked", {"ref": "R00002"})
        other.end(EntryState.INTENDED)
        books.late = [(time.monotonic() + 0.4, "asked", {"ref": "R00002", "total": 1}, "its own name")]
        assert pushes.counted() == {"created": 1, "skipped": 1}
    assert books.refs("asked") == ["R00001", "R00002"]


def test_what_waits_for_another_flow_outlives_the_run(store: Store) -> None:
    """The run is left while it waits: the record is open in the ledger, and whoever goes on carries it."""
    books, leave = Books(orders(2)), threading.Event()
    with pushing(books, store, "asked") as pushes:
        other = Other(store, "asked", {"ref": "R00002"})
        threading.Timer(1, leave.set).start()
        asked = store.runs.ask("pushes", 0, "command").id
        assert pushes.carry(asked, leave).state is RunState.INTERRUPTED
        (left,) = store.ledger("pushes").open()
        assert (left.key, left.once, left.claim) == ("2", "", None)
        other.end(EntryState.PARKED)
        run = pushes.carry(asked)
    assert (run.state, run.counts.created, run.counts.balanced) == (RunState.DONE, 2, True)
    assert books.refs("asked") == ["R00001", "R00002"]
    assert store.ledger("pushes").open() == []
