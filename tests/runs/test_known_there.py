"""What the ledger knows to be in the target stays known, whatever becomes of the record afterwards."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from unclear_books import Books, orders, pushing

from core.flow import read_flow, write_flow
from core.records import RunState
from core.runs.doubt import Doubt
from core.store import EntryState, Store

#: A rule that cannot be applied to a record without a note.
SHAPED = "  - {to: note, select: 'length(note) && note'}"


@pytest.mark.parametrize("way", ["keyed", "asked", "blind"])
@pytest.mark.parametrize("policy", ["create", "upsert"])
def test_a_record_that_was_carried_and_then_parks_is_not_made_again(
    store: Store, way: str, policy: str
) -> None:
    """Its reference went missing in the shop for a while: once it is back, the books still have one order."""
    books = Books(orders(3))
    with pushing(books, store, way, policy=policy, rules=SHAPED) as p:
        for order in books.orders:
            order["note"] = "n"
        assert p.run().counts.created == 3
        note, books.orders[0]["note"] = books.orders[0]["note"], None
        p.run()
        books.orders[0]["note"] = note
        books.orders[0]["total"] += Decimal(1)
        for trigger in ("retry", "command"):
            assert p.run(trigger).state is RunState.DONE
    assert books.doubled(way) == []
    if policy == "upsert":
        assert books.total(way) == sum(order["total"] for order in books.orders)


@pytest.mark.parametrize("way", ["keyed", "asked", "blind"])
def test_a_condition_that_fails_for_a_while_makes_nothing_again(store: Store, way: str) -> None:
    """The flow's `where` could not be held against a record that was carried before."""
    books = Books(orders(3))
    with pushing(books, store, way) as p:
        whole = p.flow
        for order in books.orders:
            order["note"] = 5
        assert p.run().counts.created == 3
        source = whole.source.model_copy(update={"where": "starts_with(note, 'x') || `true`"})
        p.flow = read_flow(write_flow(whole.model_copy(update={"source": source})))
        assert p.run().counts.parked == 3
        p.flow = whole
        for trigger in ("retry", "command"):
            assert p.run(trigger).state is RunState.DONE
    assert books.doubled(way) == []


@pytest.mark.parametrize("way", ["keyed", "asked"])
def test_a_write_in_doubt_that_then_parks_keeps_its_name(store: Store, way: str) -> None:
    """Sent without an answer, then not to be shaped: when it is sent again, the books know it."""
    plans = {"R00001": [("502", "before"), ("502", "before"), ("502", "after")]}
    books = Books(orders(1), plans=plans)
    books.orders[0]["note"] = "n"
    with pushing(books, store, way, rules=SHAPED) as p:
        assert p.run().counts.ambiguous == 1
        books.orders[0]["note"] = None
        assert p.run().counts.parked
        books.orders[0]["note"] = "n"
        p.run("retry")
        p.run()
    assert books.refs(way) == ["R00001"]


def test_nothing_is_counted_as_made_that_was_looked_for_in_vain(store: Store) -> None:
    """The books say nothing clear of an order, and then nothing at all: it is in doubt, and told as that."""
    books = Books(orders(2), plans={"R00001": [("reset", "before")]})
    with pushing(books, store, "asked") as p:
        read, asked = books.read, [0]

        def fails(way: str, query: dict[str, str]) -> object:
            if way == "asked":
                asked[0] += 1
                if asked[0] > 1:
                    raise RuntimeError("the books are gone")
            return read(way, query)

        books.read = fails  # type: ignore[method-assign]
        failed = p.run()
        assert failed.state is RunState.FAILED
        assert (failed.counts.created, failed.counts.ambiguous) == (1, 1)
        assert store.ledger("pushes").open()[0].state is EntryState.AMBIGUOUS
        books.read = read  # type: ignore[method-assign]
        rest = p.run()
    assert (rest.state, rest.counts.created) == (RunState.DONE, 1)
    assert books.refs("asked") == ["R00001", "R00002"]


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_change_without_an_answer_is_never_sent_as_something_new(store: Store, fault: str) -> None:
    """Whether it arrived or not, the books are told the change once more by its name, and have one order."""
    books = Books(orders(2))
    with pushing(books, store, "keyed", policy="upsert") as p:
        p.run()
        books.orders[0]["total"] += 1
        books.plans = {"R00001": [("502", "before")] * 2 + [("502", fault)]}
        assert p.run().counts.ambiguous == 1
        assert p.run().state is RunState.DONE
    assert books.refs("keyed") == ["R00001", "R00002"]
    assert books.total("keyed") == sum(order["total"] for order in books.orders)


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_change_that_a_person_lets_be_sent_again_is_still_a_change(store: Store, fault: str) -> None:
    """The books cannot be asked; the order that they have is changed, and none is added."""
    books = Books(orders(2))
    with pushing(books, store, "blind", policy="upsert") as p:
        p.run()
        books.orders[0]["total"] += 1
        books.plans = {"R00001": [("reset", fault)]}
        assert p.run().counts.ambiguous == 1
        Doubt("pushes", store.ledger("pushes"), "Ada").send(["1"])
        assert p.run("retry").counts.updated == 1
    assert books.refs("blind") == ["R00001", "R00002"]
    assert books.total("blind") == sum(order["total"] for order in books.orders)


@pytest.mark.parametrize("way", ["keyed", "blind"])
def test_a_change_that_did_not_leave_is_still_a_change(store: Store, way: str) -> None:
    """The run ended before the order's change was sent; the next one changes it."""
    books = Books(orders(3))
    with pushing(books, store, way, policy="upsert") as p:
        p.run()
        for order in books.orders:
            order["total"] += 1
        gone = replace(p, target_url="http://127.0.0.1:9")
        assert gone.run().state is RunState.FAILED
        assert p.run().counts.updated == 3
    assert books.refs(way) == ["R00001", "R00002", "R00003"]
    assert books.total(way) == sum(order["total"] for order in books.orders)


@pytest.mark.parametrize("way", ["keyed", "blind"])
def test_an_order_left_out_for_a_while_is_not_made_again(store: Store, way: str) -> None:
    """It was parked, then the flow's `where` left it out, then wanted it again: the books have it once."""
    books = Books(orders(2))
    with pushing(books, store, way, policy="upsert", rules=SHAPED) as p:
        whole = p.flow
        for order in books.orders:
            order["note"] = "n"
        p.run()
        books.orders[0]["note"] = None
        assert p.run().counts.parked == 1
        source = whole.source.model_copy(update={"where": "note"})
        p.flow = whole.model_copy(update={"source": source})
        assert p.run("retry").counts.filtered == 1
        p.flow, books.orders[0]["note"] = whole, "m"
        assert p.run().counts.created == 0
    assert books.refs(way) == ["R00001", "R00002"]


def test_what_was_sent_before_a_crash_and_is_then_left_out_keeps_its_name(store: Store) -> None:
    """The flow's `where` left the order out for a while: it is in doubt, and then sent as before."""
    books = Books(orders(1))
    with pushing(books, store, "keyed") as p:
        whole = p.flow
        p.run()
        ledger, (name,) = store.ledger("pushes"), books.names
        (entry,) = ledger.entries("record", ["1"]).values()
        ledger.keep([replace(entry, state=EntryState.INTENDED, target_key=None, once=name, at=None)])
        source = whole.source.model_copy(update={"where": "note"})
        p.flow = whole.model_copy(update={"source": source})
        assert p.run().counts.ambiguous
        p.flow = whole
        assert p.run().state is RunState.DONE
    assert books.refs("keyed") == ["R00001"]
    assert ledger.open() == []
