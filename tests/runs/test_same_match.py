"""Two records of a source that are found by the same value: the second waits, the first is kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from unclear_books import Books, orders, pushing

from core.records import Counts, Verdict
from core.store import EntryState, Store, Swept

pytestmark = pytest.mark.usefixtures("database")


def totals(books: Books) -> dict[str, Any]:
    """What the books say of each reference."""
    assert books.doubled("asked") == []
    return {row["ref"]: row["total"] for row in books.kept["asked"]}


@pytest.mark.parametrize("apart", [1, 70])
def test_the_second_record_of_one_reference_waits_and_both_are_named(store: Store, apart: int) -> None:
    """On one page and on two, run after run, in any order: the books keep what the first one said."""
    books = Books(orders(100))
    first, second = books.orders[3], books.orders[3 + apart]
    second["ref"] = first["ref"]
    with pushing(books, store, "asked", policy="upsert") as pushes:
        assert pushes.counted() == {"created": 99, "parked": 1}
        (parked,) = store.ledger("pushes").parked()
        assert parked.key == str(second["id"])
        told = f"records {first['id']} and {second['id']} both have ref = {first['ref']}"
        assert told in parked.why
        assert pushes.counted() == {"unchanged": 99, "parked": 1}
        books.orders.reverse()
        for order in (first, second):
            order["total"] += 1
        assert pushes.counted() == {"updated": 1, "unchanged": 98, "parked": 1}
        assert pushes.counted("retry") == {"parked": 1}
        assert totals(books)[first["ref"]] == first["total"]
        second["ref"] = "another"
        assert pushes.counted() == {"created": 1, "unchanged": 99}
    assert totals(books)["another"] == second["total"]
    assert store.ledger("pushes").parked() == []


def test_the_second_comes_in_a_later_run(store: Store) -> None:
    """A source that is asked for what has changed gives it alone; the first gives way when it changes."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert", since="changed") as pushes:
        pushes.run()
        late = {**books.orders[1], "id": 9, "changed": "2026-02-01T00:00:00", "total": 7}
        books.orders.append(late)
        assert pushes.counted()["parked"] == 1
        assert totals(books)["R00002"] == books.orders[1]["total"]
        books.orders[1] |= {"ref": "another", "changed": "2026-02-02T00:00:00"}
        assert pushes.counted() == {"created": 1, "updated": 1}
    assert totals(books)["R00002"] == 7


def test_a_record_that_was_renumbered_goes_on_in_the_place_of_the_old_one(store: Store) -> None:
    """The old number is gone from the source: nothing waits, nothing is made a second time."""
    books = Books(orders(60))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        for order in books.orders:
            order["id"] += 1000
            order["total"] += 1
        assert pushes.counted() == {"updated": 60}
        assert pushes.counted() == {"unchanged": 60}
    assert totals(books) == {order["ref"]: order["total"] for order in books.orders}


def test_two_records_change_places(store: Store) -> None:
    """Each has the other's reference now: neither has what the other has, so both are carried."""
    books = Books(orders(4))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        one, two = books.orders[:2]
        one["ref"], two["ref"] = two["ref"], one["ref"]
        assert pushes.counted() == {"updated": 2, "unchanged": 2}
        assert pushes.counted() == {"unchanged": 4}
    assert totals(books)[one["ref"]] == one["total"]


def test_a_record_that_the_flow_leaves_out_keeps_nobody_waiting(store: Store) -> None:
    """An inactive customer's address is free for the one who has it now."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        pushes.flow = pushes.flow.model_copy(
            update={"source": pushes.flow.source.model_copy(update={"where": "name != 'left'"})}
        )
        books.orders[0]["name"] = "left"
        books.orders.append({**books.orders[0], "id": 9, "name": "new", "total": 7})
        assert pushes.counted() == {"updated": 1, "unchanged": 2, "filtered": 1}


def test_what_is_only_made_is_left_as_it_is(store: Store) -> None:
    """An order that is there is skipped, as ever: nothing can be overwritten."""
    books = Books(orders(60))
    books.orders[2]["ref"] = books.orders[1]["ref"]
    books.orders[55]["ref"] = books.orders[1]["ref"]
    with pushing(books, store, "asked") as pushes:
        assert pushes.counted() == {"created": 58, "skipped": 2}
        assert pushes.counted() == {"skipped": 60}
        sweep = store.sweeps.of(pushes.run("sweep").id)
        assert sweep is not None
        assert [each.key for each in store.sweeps.found(sweep.run, Swept.SHARED)] == ["3", "56"]
        assert sweep.counts[Swept.THERE] == 58


def test_what_was_there_before_or_came_anew_is_shared_with_nobody(store: Store) -> None:
    """A sweep tells of two records that the source has, not of one that was made anew or booked by hand."""
    books = Books(orders(4))
    books.kept["asked"] = [{"id": 70, "ref": books.orders[0]["ref"], "total": Decimal(1)}]
    with pushing(books, store, "asked") as pushes:
        assert pushes.counted() == {"created": 3, "skipped": 1}
        books.orders[1]["id"] = 9
        assert pushes.counted() == {"skipped": 4}
        sweep = store.sweeps.of(pushes.run("sweep").id)
    assert sweep is not None
    assert (sweep.counts[Swept.SHARED], sweep.counts[Swept.LOST]) == (0, 1)


def test_who_waits_for_another_reason_keeps_its_place(store: Store) -> None:
    """The first is refused for a while: the second does not take its record meanwhile."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        first = books.orders[0]
        books.orders.append({**first, "id": 9, "total": 7})
        first["total"] += 1
        books.poison = {first["ref"]}
        for _ in range(2):
            run = pushes.run()
            assert run.counts == Counts.of(
                [Verdict.PARKED, Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.PARKED]
            )
        books.poison = set()
        assert pushes.counted() == {"updated": 1, "unchanged": 2, "parked": 1}
    assert totals(books)[first["ref"]] == first["total"]
    assert store.ledger("pushes").count(EntryState.PARKED) == 1


def test_two_that_overwrote_each_other_before_come_to_rest(store: Store) -> None:
    """An older Koppel carried both to one record: from now on one of them waits, the other is kept."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        ledger, first = store.ledger("pushes"), books.orders[0]
        books.orders.append({**first, "id": 9, "total": 7})
        ledger.keep([replace(ledger.entries("record", ["1"])["1"], key="9", digest="")])
        for _ in range(2):
            assert pushes.counted() == {"unchanged": 3, "parked": 1}
        first["total"] += 1
        books.orders.reverse()
        assert pushes.counted() == {"updated": 1, "unchanged": 2, "parked": 1}
    assert totals(books)[first["ref"]] == first["total"]


def test_what_nobody_can_look_up_is_known_also_after_it_waited(store: Store) -> None:
    """In a target that cannot be asked: it had a record of its own there, and goes on with that one."""
    books = Books(orders(2))
    one, two = books.orders
    with pushing(books, store, "keyed", policy="upsert") as pushes:
        assert pushes.counted() == {"created": 2}
        own, two["ref"] = two["ref"], one["ref"]
        assert pushes.counted() == {"unchanged": 1, "parked": 1}
        two["ref"], two["total"] = own, two["total"] + 1
        assert pushes.counted() == {"updated": 1, "unchanged": 1}
    assert books.doubled("keyed") == []
