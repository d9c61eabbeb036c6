"""Which fields are written: at any depth, by what is there and by what was sent last."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from unclear_books import Books, orders, pushing

from core.documents import digest
from core.mapping import Mapping, Rule, Scope
from core.records import Counts, JsonObject
from core.runs.shape import Shape
from core.store import Store


@pytest.fixture
def store(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Store(tmp_path / "home")


def written(
    rules: list[JsonObject], record: JsonObject, live: JsonObject | None, last: JsonObject | None = None
) -> Any:
    """What is sent of a record to a target that has `live`."""
    shape = Shape(Mapping(rules=tuple(Rule(**rule) for rule in rules)), {}, None, owner="test")
    (made,) = shape.render([Scope(record)])
    assert not made.faults
    return shape.sent(made.payload, live, last or {}, digest)


NOTE = {"to": "Note", "select": "note"}
RECORD = {"note": "from the shop", "address": {"city": "Delft"}}


@pytest.mark.parametrize(
    ("write", "new", "empty", "filled"),
    [
        ("always", True, True, True),
        ("create", True, False, False),
        ("update", False, True, True),
        ("if_empty", True, True, False),
        ("if_changed", True, True, True),
    ],
)
def test_each_policy(write: str, *, new: bool, empty: bool, filled: bool) -> None:
    """A field of a new record, one that is empty in the target, one that somebody has filled there."""
    rules = [{**NOTE, "write": write}, {"to": "Id", "select": "`1`"}]
    for live, sent in ((None, new), ({"Note": "  "}, empty), ({"Note": "enriched"}, filled)):
        assert ("Note" in written(rules, RECORD, live)) is sent, (write, live)


@pytest.mark.parametrize(
    ("there", "sent"),
    [(None, True), ("", True), ([], True), (0, False), (Decimal(0), False), (False, False), ("0", False)],
)
def test_a_zero_is_a_value_and_nothing_is_not(there: object, *, sent: bool) -> None:
    """Only where the target says nothing at all, a field that is to be filled if empty is sent."""
    rules = [{**NOTE, "write": "if_empty"}, {"to": "Id", "select": "`1`"}]
    assert ("Note" in written(rules, RECORD, {"Note": there})) is sent


@pytest.mark.parametrize("there", [None, "", 0, "enriched"])
def test_what_was_sent_before_is_not_sent_again_whatever_the_target_made_of_it(there: object) -> None:
    """`if_changed` goes by what the flow sent last, and by that alone."""
    rules = [{**NOTE, "write": "if_changed"}, {"to": "Id", "select": "`1`"}]
    last = {"Note": digest(RECORD["note"])}
    assert written(rules, RECORD, {"Note": there}, last) == {"Id": 1}
    for value in ("", 0, False):  # nothing sent, and something said that looks like nothing
        changed = written([{**NOTE, "write": "if_changed"}], {"note": value}, {"Note": there}, last)
        assert changed == ({"Note": value} if value != "" else {})


def test_a_field_inside_an_object_has_a_policy_of_its_own() -> None:
    """The city is kept as it is there, its neighbours are written."""
    rules = [
        {"to": "Address.City", "select": "address.city", "write": "if_empty"},
        {"to": "Address.Country", "select": "'NL'"},
    ]
    assert written(rules, RECORD, {"Address": {"City": "Delft-Zuid"}}) == {"Address": {"Country": "NL"}}
    assert written(rules, RECORD, {"Address": {"City": ""}}) == {
        "Address": {"Country": "NL", "City": "Delft"}
    }


def test_a_null_that_is_only_sent_at_first_clears_nothing_later() -> None:
    """`empty: null` with `write: create`: what somebody wrote there stays."""
    rules = [
        {"to": "Note", "select": "nothing", "empty": "null", "write": "create"},
        {"to": "Id", "select": "`1`"},
    ]
    assert written(rules, RECORD, None) == {"Note": None, "Id": 1}
    assert written(rules, RECORD, {"Note": "enriched"}) == {"Id": 1}


LINES = {
    "to": "Lines",
    "each": "lines",
    "map": [
        {"to": "Item", "select": "sku"},
        {"to": "Quantity", "select": "quantity"},
        {"to": "Text", "select": "text", "write": "create"},
        {"to": "Place", "select": "place", "write": "if_empty"},
    ],
}


def test_a_row_that_is_there_keeps_what_people_wrote_in_it() -> None:
    """The rows stand in another order there, and one of them has changed: each is known by what it says."""
    record = {
        "lines": [
            {"sku": "A", "quantity": 2, "text": "apple", "place": "1"},
            {"sku": "B", "quantity": 7, "text": "bread", "place": "2"},
            {"sku": "C", "quantity": 1, "text": "cheese", "place": "3"},
        ]
    }
    live = {
        "Lines": [
            {"Item": "B", "Quantity": 3, "Text": "our bread", "Place": "shelf"},
            {"Item": "A", "Quantity": 2, "Text": "our apple", "Place": ""},
        ]
    }
    assert written([LINES], record, live)["Lines"] == [
        {"Item": "A", "Quantity": 2, "Text": "our apple", "Place": "1"},
        {"Item": "B", "Quantity": 7, "Text": "our bread", "Place": "shelf"},
        {"Item": "C", "Quantity": 1, "Text": "cheese", "Place": "3"},
    ]


def test_rows_of_a_new_record_are_written_whole() -> None:
    """Nothing is there that could be kept."""
    record = {"lines": [{"sku": "A", "quantity": 2, "text": "apple", "place": "1"}]}
    assert written([LINES], record, None)["Lines"] == [
        {"Item": "A", "Quantity": 2, "Text": "apple", "Place": "1"}
    ]


def test_a_field_is_sent_again_only_when_it_changed() -> None:
    """By its fingerprint; a row's field by its place in the list."""
    rules = [
        {**NOTE, "write": "if_changed"},
        {
            "to": "L",
            "each": "lines",
            "map": [{"to": "N", "select": "n"}, {"to": "T", "select": "t", "write": "if_changed"}],
        },
    ]
    record = {"note": "a", "lines": [{"n": 1, "t": "x"}, {"n": 2, "t": "y"}]}
    mapping = Mapping(rules=tuple(Rule(**rule) for rule in rules))
    shape = Shape(mapping, {}, None, owner="test")
    last = shape.fingerprints(shape.render([Scope(record)])[0].payload, {}, digest)
    assert set(last) == {"Note", "L[0].T", "L[1].T"}
    live = {"Note": "enriched", "L": [{"N": 1, "T": "ours"}, {"N": 2, "T": "ours too"}]}
    changed = {"note": "a", "lines": [{"n": 1, "t": "x"}, {"n": 2, "t": "z"}]}
    assert written(rules, changed, live, last) == {"L": [{"N": 1, "T": "ours"}, {"N": 2, "T": "z"}]}


RULES = """
  - {to: note, select: note, write: if_changed}
  - {to: tag, select: tag, write: create}
"""


def test_what_people_wrote_in_the_target_stays(store: Store) -> None:
    """Over several runs: a change elsewhere in the record brings neither the note nor the tag back."""
    books = Books([{**order, "note": "as ordered", "tag": "new"} for order in orders(3)])
    with pushing(books, store, "asked", policy="upsert", rules=RULES) as pushes:
        pushes.run()
        for row in books.kept["asked"]:
            row |= {"note": "call first", "tag": "regular"}
        for _ in range(2):
            for order in books.orders:
                order["total"] += 1
            assert pushes.run().counts.updated == 3
        assert {(row["note"], row["tag"]) for row in books.kept["asked"]} == {("call first", "regular")}
        books.orders[0]["note"] = "leave at the door"
        assert pushes.run().counts.updated == 1
    assert [row["note"] for row in books.kept["asked"]] == ["leave at the door", "call first", "call first"]


def test_an_empty_value_wipes_nothing(store: Store) -> None:
    """The shop has lost the note, the name and the lines: the books keep theirs."""
    books = Books([{**order, "note": "as ordered", "tag": "new"} for order in orders(1)])
    rules = "\n  - {to: note, select: note}\n  - {to: tag, select: tag}\n"
    with pushing(books, store, "asked", policy="upsert", rules=rules) as pushes:
        pushes.run()
        books.orders[0] |= {"note": "", "tag": None, "total": books.orders[0]["total"] + 1}
        assert pushes.run().counts.updated == 1
    (row,) = books.kept["asked"]
    assert (row["note"], row["tag"], row["total"]) == ("as ordered", "new", books.orders[0]["total"])


def test_an_unchanged_record_is_not_sent_at_all(store: Store) -> None:
    """Nothing changed here, or the books have it so already, or a person changed it there."""
    books = Books(orders(5))
    with pushing(books, store, "asked", policy="upsert") as pushes:
        pushes.run()
        before = books.writes
        assert pushes.run().counts == Counts(read=5, unchanged=5)
        books.kept["asked"][0]["total"] += 1
        assert pushes.run().counts == Counts(read=5, unchanged=5)
        store.ledger("pushes").forget()
        books.kept["asked"][0]["total"] -= 1
        assert pushes.run().counts == Counts(read=5, unchanged=5)
    assert books.writes == before


def test_fingerprints_tell_nothing_to_who_has_only_the_database(store: Store) -> None:
    """A note of one word is not found by trying words: a key of the installation is in its fingerprint."""
    books = Books([{**order, "note": "yes", "tag": "new"} for order in orders(1)])
    with pushing(books, store, "asked", policy="upsert", rules=RULES) as pushes:
        pushes.run()
    ledger = store.ledger("pushes")
    entry = ledger.entries("record", ["1"])["1"]
    tried = {digest(value) for value in ("yes", ["pushes", "yes"], books.kept["asked"][0])}
    assert entry.sent == {"note": ledger.mark("yes")}
    assert not tried & {entry.sent["note"], entry.digest}
    assert store.ledger("another").mark("yes") != ledger.mark("yes")
