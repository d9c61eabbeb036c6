"""Records that hold anything, anywhere: each is carried or parked with its reason, and no other minds."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from postgresql_server import on_both
from unclear_books import CUSTOMERS, Books, orders, pushing

from core.records import RunState
from core.store import Store

NOTE = "  - {to: note, select: note}"
TEXTS = (
    *("", " ", "\t", "x" * 200_000, "é" * 50, "😀", "ß", "İ", "ﬁ", "\ufeffx", "r\u200b", "\u202e", "\u2028"),
    *(
        "'",
        '"',
        "a'b,c",
        "%2e",
        "../..",
        "a/b?c#d",
        "<b>",
        "*",
        "x\r\ny: z",
        "\x01\x1f",
        "$record",
        "{{ 7*7 }}",
    ),
    *("null", "nan", "Infinity", "0x1", "0000-00-00", "2026-13-45T99:99:99Z", r"\u0000", r"\ud83d"),
)
NUMBERS = (0, -1, 10**30, 10**400, Decimal("1E+50"), Decimal("-0.0"), Decimal("0.1") ** 40, True, False, None)
NESTED: tuple[Any, ...] = (
    *([], {}, [[]], [None], {"a": None}, {"": 1}, {"a.b": {"c": [1, {"d": None}]}}),
    *([1] * 5000, {str(n): n for n in range(1000)}),
    *(reduce(lambda inner, _: [inner], range(depth), 1) for depth in (40, 150)),
)
ODD = (*TEXTS, *NUMBERS, *NESTED)


@pytest.mark.usefixtures("database")
@on_both
@pytest.mark.parametrize("field", ["ref", "email", "name", "note", "total", "left alone"])
def test_odd_values_stop_nothing(store: Store, field: str) -> None:
    """All others are booked once, whatever is parked says why, and nothing is booked without its number."""
    books = Books(orders(2 * len(ODD)))
    for order, odd in zip(books.orders[1::2], ODD, strict=True):
        order[field] = odd
    with pushing(books, store, "asked", checks=CUSTOMERS, rules=NOTE) as pushes:
        run, again = pushes.run(), pushes.run()
    assert (run.state, again.state) == (RunState.DONE, RunState.DONE), (run.error, again.error)
    assert run.counts.balanced
    assert (again.counts.created, again.counts.updated) == (0, 0)
    booked = Counter(row["ref"] for row in books.kept["asked"])
    assert {order["ref"]: booked[order["ref"]] for order in books.orders[::2]} == {
        order["ref"]: 1 for order in books.orders[::2]
    }
    assert set(booked.values()) == {1}
    assert all(str(ref).strip() for ref in booked)
    assert all(entry.why for entry in store.ledger("pushes").parked())


@pytest.mark.parametrize("way", ["asked", "keyed", "blind"])
@pytest.mark.parametrize(
    "number",
    [[], {}, ["A", "B"], {"is": "A"}, "A" * 501],
    ids=["none", "nothing", "two", "an object", "endless"],
)
def test_an_order_by_whose_number_nothing_can_be_found_is_parked(store: Store, way: str, number: Any) -> None:
    """A `match` that gives a list, an object or an endless text could be booked twice, and is not booked."""
    books = Books(orders(3))
    books.orders[1]["ref"] = number
    with pushing(books, store, way, rules="  - {to: tag, select: ref}") as pushes:
        assert pushes.counted() == {"created": 2, "parked": 1}
    (parked,) = store.ledger("pushes").parked()
    assert "could be booked twice" in parked.why


@pytest.mark.parametrize("key", [None, "", [1], {"a": 1}], ids=["none", "empty", "a list", "an object"])
def test_an_order_without_a_key_of_its_own_is_parked_alone(store: Store, key: Any) -> None:
    """As a draft that has no number yet; nothing is made of it, and a retry says the same of it."""
    books = Books(orders(5))
    books.orders[2]["id"] = key
    with pushing(books, store, "asked") as pushes:
        assert pushes.counted() == {"created": 4, "parked": 1}
        (parked,) = store.ledger("pushes").parked()
        assert parked.why == "it came without its key 'id': give it one in the source"
        assert pushes.counted("retry") == {"parked": 1}
        (again,) = store.ledger("pushes").parked()
        assert again.why == parked.why
        books.orders[2]["id"] = 3
        assert pushes.counted() == {"created": 1, "skipped": 4}


@pytest.mark.parametrize("came", [None, "R00003", [1, 2], 7], ids=["nothing", "a text", "a list", "a number"])
def test_what_is_no_order_at_all_is_parked_alone(store: Store, came: Any) -> None:
    """Also where the flow leaves records out: of this one nobody can tell whether it is wanted."""
    books = Books(orders(5))
    books.orders[2] = came
    with pushing(books, store, "asked", since='none, where: "total > `0`"') as pushes:
        assert pushes.counted() == {"created": 4, "parked": 1}
        (parked,) = store.ledger("pushes").parked()
        assert parked.why == "it came in an unknown shape (no object): look at it in the source"
        assert pushes.counted("retry") == {"parked": 1}


def test_a_source_whose_records_all_lack_their_key_is_not_carried(store: Store) -> None:
    """That is no matter of one record: the connection names another field, or the source has changed."""
    books = Books([{**order, "id": None} for order in orders(5)])
    with pushing(books, store, "asked") as pushes:
        run = pushes.run()
    assert (run.state, run.counts.read) == (RunState.FAILED, 0)
    assert "without its key 'id'" in run.error
