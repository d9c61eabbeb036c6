"""A record that was carried, and is found by another value now: it goes on in its place, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from unclear_books import SETTLE, Books, connector, orders, pushing, settled

from core.api.connector import Write
from core.records import RunState, Verdict
from core.runs.line import Line
from core.runs.origin import Origin
from core.runs.target import Target
from core.store import Store, Swept

pytestmark = pytest.mark.usefixtures("database")


def kept(books: Books) -> dict[int, str]:
    """The reference of each record in the books, by its key there."""
    assert books.doubled("asked") == []
    return {row["id"]: row["ref"] for row in books.kept["asked"]}


def test_another_reference_is_written_to_the_record_that_is_there(store: Store) -> None:
    """A customer has another e-mail address: the target has the same customer with it, not a second."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        before = kept(books)
        books.orders[1]["ref"] = "another"
        assert pushes.counted() == {"updated": 1, "unchanged": 2}
        assert pushes.counted() == {"unchanged": 3}
    assert kept(books) == {**before, 2: "another"}


@pytest.mark.parametrize("when", ["before", "after", "late"])
def test_an_answer_that_is_lost_on_the_way_changes_nothing(store: Store, when: str) -> None:
    """The change of the reference is not answered, or not made: it is there once in the end."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        books.orders[1]["ref"], books.plans = "another", {"another": [("timeout", when), ("reset", when)]}
        settled(pushes)
        books.quiet()
        assert pushes.counted() == {"unchanged": 3}
    assert kept(books) == {1: "R00001", 2: "another", 3: "R00003"}


@pytest.mark.parametrize("place", [0, 3])
def test_who_gets_the_old_reference_gets_a_record_of_its_own(store: Store, place: int) -> None:
    """One is renumbered, and a new one has its old number: each is there once, in any order."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        new = {**books.orders[1], "id": 9, "total": 7}
        books.orders[1]["ref"] = "another"
        books.orders.insert(place, new)
        assert pushes.counted() == {"created": 1, "updated": 1, "unchanged": 2}
        assert pushes.counted() == {"unchanged": 4}
    assert sorted(kept(books).values()) == ["R00001", "R00002", "R00003", "another"]


def test_what_is_gone_in_the_target_is_made_anew(store: Store) -> None:
    """Somebody removed it there, and it has another reference since: it is made, once."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        books.orders[1]["ref"] = "another"
        books.kept["asked"] = [row for row in books.kept["asked"] if row["id"] != 2]
        books.kept["other"] = [{"id": 0}]  # numbers are not given twice
        assert pushes.counted() == {"created": 1, "unchanged": 2}
    assert sorted(kept(books).values()) == ["R00001", "R00003", "another"]


def test_a_sweep_does_not_call_it_gone(store: Store) -> None:
    """It is found by another value than before, in the source or in the target: nobody removed it."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        books.orders[1]["ref"], books.kept["asked"][2]["ref"] = "another", "by hand"
        assert pushes.run("sweep").state is RunState.DONE
        sweep = store.sweeps.last("pushes")
    assert sweep is not None
    assert sweep.counts == {**dict.fromkeys(Swept, 0), Swept.THERE: 3}


def test_who_took_over_a_record_keeps_it(store: Store) -> None:
    """What one had, another has since: the first comes back with another reference, and is made anew."""
    books = Books(orders(3))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        first = books.orders.pop(1)
        books.orders.append({**first, "id": 9, "total": 7})
        assert pushes.counted() == {"updated": 1, "unchanged": 2}
        books.orders.append({**first, "ref": "another"})
        assert pushes.counted() == {"created": 1, "unchanged": 3}
        assert pushes.counted() == {"unchanged": 4}
    assert kept(books)[2] == first["ref"]


def test_a_record_that_only_found_another_of_its_number_is_not_taken_for_it(store: Store) -> None:
    """The second of two orders with one number was skipped; with one of its own it is made: none is lost."""
    books = Books(orders(3))
    books.orders[2]["ref"] = books.orders[1]["ref"]
    with pushing(books, store, "asked") as pushes:
        assert pushes.counted() == {"created": 2, "skipped": 1}
        assert pushes.counted() == {"skipped": 3}
        books.orders[2]["ref"] = "its own"
        assert pushes.counted() == {"created": 1, "skipped": 2}
        assert pushes.counted() == {"skipped": 3}
    assert sorted(kept(books).values()) == ["R00001", "R00002", "its own"]


@pytest.mark.parametrize("changes", [True, False])
def test_who_replays_an_order_with_another_number_makes_none_beside_it(store: Store, changes: bool) -> None:  # noqa: FBT001  - a case
    """It was carried before, and is there: also where the target can make orders and change none."""
    books = Books(orders(1))
    with pushing(books, store, "asked") as pushes:
        pushes.run()
        books.orders[0]["ref"] = "another"
        (into,) = (each for each in connector().resources if each.name == "asked")
        if not changes:
            into = replace(into, write=replace(into.write or Write(), update=""))
        with pushes.client() as client:
            origin = Origin((client, connector().resource("orders")), {})
            target, ledger = Target(client, {"asked": into}, SETTLE), store.ledger("pushes")
            line = Line(pushes.flow, target, ledger, replay=True, origin=origin)
            (page,) = client.pull("orders")
            (case,) = line.judge(page.records, datetime.now(UTC))
    assert (case.verdict, case.target_key) == (Verdict.SKIP, "1")
