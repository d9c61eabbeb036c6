"""Half a character: JSON can say it, systems that cut texts send it, and it stops no run."""

from __future__ import annotations

import pytest
from postgresql_server import on_both
from unclear_books import CUSTOMERS, Books, orders, pushing

from connectors.files.tree import from_json, from_lines
from core.documents import read_json
from core.records import Counts
from core.store import Store
from core.workspace.uploads import read_records

NOTE = "  - {to: note, select: note}"


@pytest.mark.usefixtures("database")
@on_both
@pytest.mark.parametrize("field", ["ref", "email", "note", "left alone"])
def test_an_order_with_it_is_carried(store: Store, field: str) -> None:
    """In its place stands the sign for what cannot be read; it is found by it, and not carried again."""
    books = Books(orders(5))
    odd = books.orders[2]
    odd[field] = r"R-2\ud83d"
    with pushing(books, store, "asked", since="changed", checks=CUSTOMERS, rules=NOTE) as pushes:
        run = pushes.run()
        assert run.counts == Counts(read=5, created=5), run.error
        assert pushes.counted() == {"skipped": 1}
    known = {**odd, field: "R-2\ufffd"}
    assert known["ref"] in books.refs("asked")
    assert known["email"] in [row["email"] for row in books.kept["customers"]]
    assert known.get("note") in [row.get("note") for row in books.kept["asked"]]
    assert [kept.key for kept in store.payloads.find(known["ref"])] == [str(odd["id"])]


@pytest.mark.usefixtures("database")
@on_both
@pytest.mark.parametrize("field", ["ref", "email", "note"])
def test_an_order_with_nul_in_what_is_sent_is_parked_alone(store: Store, field: str) -> None:
    """NUL is a character, and says something to who sends it; no system can store it."""
    books = Books(orders(5))
    books.orders[2][field] = r"R-2\u0000"
    with pushing(books, store, "asked", checks=CUSTOMERS, rules=NOTE) as pushes:
        run = pushes.run()
    assert run.counts == Counts(read=5, created=4, parked=1), run.error
    (parked,) = store.ledger("pushes").parked()
    assert "NUL" in parked.why


@pytest.mark.usefixtures("database")
@on_both
def test_the_target_may_say_it_too(store: Store) -> None:
    """What it has of a customer is compared, and what it says of an order is told."""
    books = Books(orders(5))
    customer, order = books.orders[0]["email"], books.orders[0]["ref"]
    books.kept["customers"] = [{"id": 99, "email": customer, "name": r"Anna \ud83d"}]
    books.poison = {order}
    books.says = r"not possible \udc00"
    with pushing(books, store, "asked", checks=CUSTOMERS, rules=NOTE) as pushes:
        run = pushes.run()
    assert run.counts == Counts(read=5, created=4, parked=1), run.error
    assert "not possible \ufffd" in store.ledger("pushes").parked()[0].why


def test_what_is_whole_stays_as_it_is() -> None:
    """A character that JSON says by two halves, and a name that differs from another."""
    assert read_json(r'{"a\ud83d": "\ud83d\ude00 \ud83d", "b": [null, 1]}') == {
        "a\ufffd": "😀 \ufffd",
        "b": [None, 1],
    }
    with pytest.raises(ValueError, match="twice"):
        read_json(r'{"a\ud83d": 1, "a\ud83e": 2}')


def test_files_may_hold_it() -> None:
    """One in a folder, and one that is given as a sample."""
    said, read = r'[{"note": "\ud83d"}]', [{"note": "\ufffd"}]
    assert from_json(said, {}) == from_lines(said[1:-1], {}) == read_records(said, "orders.json") == read
