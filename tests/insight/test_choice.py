"""The choice of a few records that show what many hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from insight_desk import Shop

from core.commands.demo import prepared
from core.insight import FeatureKind, choose
from core.records import JsonObject
from core.sandbox.server import Served
from core.workspace import Workspace

_VALUE = st.one_of(st.none(), st.booleans(), st.sampled_from(["", "NL", "BE", "DE"]), st.integers(0, 3))
_ROW = st.dictionaries(st.sampled_from(["sku", "vat"]), _VALUE, max_size=2)
_RECORD = st.dictionaries(
    st.sampled_from(["id", "country", "paid", "address", "lines", "tags"]),
    st.one_of(_VALUE, _ROW, st.lists(_ROW, max_size=3), st.lists(st.sampled_from(["a", "b"]), max_size=2)),
    max_size=5,
)


def features(records: list[JsonObject]) -> set[tuple[str, str]]:
    """What records show, found the long way: of every path what stands there, an empty place as such."""
    return {
        (path, what) for record in records for path, value in _walked(record, "") for what in _what(value)
    }


def _walked(value: JsonObject, path: str) -> Iterator[tuple[str, Any]]:
    for name, inner in value.items():
        here = f"{path}.{name}"
        yield here, inner
        rows = inner if isinstance(inner, list) else [inner]
        for row in rows:
            if isinstance(row, dict):
                yield from _walked(row, here + "[]" if isinstance(inner, list) else here)


def _what(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield f"length {min(len(value), 2)}"
    if value is None or value in ("", {}):
        yield "empty"
    elif value != []:
        yield "filled"


def complete(records: list[JsonObject]) -> list[JsonObject]:
    """The records with null for every field that only others have, in objects and rows inside them too."""
    names: JsonObject = {name: None for record in records for name in record}
    made = [{**names, **record} for record in records]
    for name in names:
        holders = [each for each in made if isinstance(each[name], dict) and each[name]]
        for each, inner in zip(holders, complete([each[name] for each in holders]), strict=True):
            each[name] = inner
        _complete_rows([each for each in made if isinstance(each[name], list)], name)
    return made


def _complete_rows(records: list[JsonObject], name: str) -> None:
    """A field that none of a record's rows has is missing in that record, whatever others have."""
    rows = [[row for row in each[name] if isinstance(row, dict) and row] for each in records]
    known = dict.fromkeys(field for some in rows for row in some for field in row)
    for each, some in zip(records, rows, strict=True):
        lacking = {field: None for field in known if not any(field in row for row in some)}
        if some:
            each[name] = [{**row, **lacking} if row is some[0] else row for row in each[name]]


@settings(max_examples=200)
@given(st.lists(_RECORD, min_size=1, max_size=12))
@example([{"id": [{}, {"sku": None}]}, {"id": [{}, {"vat": None}]}])
def test_enough_records_show_everything_that_occurs(records: list[JsonObject]) -> None:
    """Whatever field, empty place or list length occurs, a record with a claim to it is chosen."""
    chosen = choose(records, len(records))
    telling = [records[each.n] for each in chosen if each.shows]
    assert features(complete([*telling, *records])[: len(telling)]) == features(complete(records))


@settings(max_examples=100)
@given(st.lists(_RECORD, max_size=12), st.integers(1, 5))
def test_the_choice_is_of_the_size_asked_for_and_always_the_same(records: list[JsonObject], n: int) -> None:
    """No record twice, no fewer than there are, and nothing left to chance."""
    chosen = choose(records, n)
    assert len(chosen) == len({each.n for each in chosen}) == min(n, len(records))
    assert chosen == choose(records, n)
    shown = [(feature.path, feature.kind, str(feature.value)) for each in chosen for feature in each.shows]
    assert len(shown) == len(set(shown))


def test_low_numbers_of_values_are_choices_and_codes_are_not() -> None:
    """Each status is shown; not each order number."""
    records = [{"number": n, "status": ("paid", "open", "void")[n % 7 // 3]} for n in range(100)]
    chosen = choose(records, 5)
    values = {feature.value for each in chosen for feature in each.shows if feature.kind is FeatureKind.VALUE}
    assert values == {"paid", "open", "void"}
    assert [bool(each.shows) for each in chosen] == [True, True, True, False, False]
    assert chosen[3].why == "one more: those before it show everything"


def test_a_field_that_some_records_leave_out_is_shown_filled_and_empty() -> None:
    """A key that is not there is as empty as null, where the object around it is there."""
    records: list[JsonObject] = [
        {"a": 1, "to": {"city": "Gent"}},
        {"a": 1, "to": {}},
        {"a": 1, "to": {"zip": 1}},
    ]
    shown = {str(feature) for each in choose(records, 3) for feature in each.shows}
    assert {"to.city filled", "to.city empty", "to.zip filled", "to.zip empty", "to empty"} <= shown


def test_twenty_orders_of_the_shop_show_every_state_and_shape(shop: Shop) -> None:
    """The first five of the shop do not; the chosen ones name what they are there for."""
    chosen = choose(shop.orders, 20)
    orders = [shop.orders[each.n] for each in chosen]
    for field in ("financial_status", "fulfillment_status", "cancel_reason", "source_name", "tax_exempt"):
        assert {order[field] for order in orders} == {order[field] for order in shop.orders}
        assert {order[field] for order in shop.orders[:5]} < {order[field] for order in shop.orders}
    assert {min(len(order["shipping_lines"]), 2) for order in orders} == {
        min(len(order["shipping_lines"]), 2) for order in shop.orders
    }
    assert all(each.why for each in chosen)


def test_samples_are_chosen_from_more_than_are_kept(shop: Shop, sandbox: Served, tmp_path: Path) -> None:
    """Eight of the first forty, each with what it is there for, and not simply the first eight."""
    workspace = Workspace(tmp_path)
    prepared(workspace, sandbox.url)
    first = [record.data["name"] for record in workspace.sample(shop.flow, 8)]
    chosen = workspace.choose(shop.flow, 8, of=40)
    workspace.close()
    best = choose(shop.orders, 8)
    assert first == [order["name"] for order in shop.orders[:8]]
    assert [(record.data["name"], why) for record, why in chosen] == [
        (shop.orders[each.n]["name"], each.why) for each in best
    ]
    assert first != [record.data["name"] for record, _ in chosen]
