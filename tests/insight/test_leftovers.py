"""What samples hold and the flow lets lie: fields that nothing reads, values that a table does not list."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from insight_desk import Desk, Shop

from core.records import JsonObject
from core.workspace import read_records

REF = {"to": "Ref", "select": "name"}
_REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")


def unread(desk: Desk, record: JsonObject, *rules: JsonObject, **parts: Any) -> list[str]:
    """The paths of a record that nothing reads."""
    return [each.path for each in desk.look([record], REF, *rules, **parts).unused]


ORDER = {
    "name": "1",
    "status": "paid",
    "empty": None,
    "to": {"city": "Gent", "zip": "9000"},
    "lines": [{"sku": "A", "price": 1, "tax": [{"rate": 21, "code": "H"}]}],
    "a b": 1,
}


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ({"select": "to.city"}, {"status", "to.zip", "lines[].sku", "lines[].price", '"a b"'}),
        ({"select": "to"}, {"status", "lines[].sku", '"a b"'}),
        ({"select": "to && status"}, {"to.city", "to.zip"}),
        ({"select": "lines[?sku == 'A'].price | [0]"}, {"status", "lines[].tax[].rate"}),
        ({"transform": "{{ record.to.zip ~ record['a b'] }}"}, {"to.city", "status"}),
        ({"transform": "{% for line in record.lines %}{{ line.sku }}{% endfor %}"}, {"lines[].price"}),
        ({"select": "sum(lines[].tax[].rate)"}, {"lines[].tax[].code", "lines[].sku"}),
    ],
)
def test_what_no_rule_reads_is_left_over(desk: Desk, rule: JsonObject, left: set[str]) -> None:
    """A path that is read, tested or taken along in a whole is used; one without data is no matter."""
    found = set(unread(desk, ORDER, {"to": "Field", **rule}))
    assert left <= found
    assert "empty" not in found
    assert "name" not in found


def test_rules_of_rows_read_the_fields_of_the_rows(desk: Desk) -> None:
    """Inside an `each`, and inside one in it, with the record reached by `$record`."""
    rule = {
        "to": "Lines",
        "each": "lines[]",
        "map": [
            {"to": "Item", "select": "sku"},
            {"to": "City", "select": "$record.to.city"},
            {
                "to": "Tax",
                "each": "tax[]",
                "map": [{"to": "Rate", "select": "rate"}, {"to": "Of", "select": "$parent.price"}],
            },
        ],
    }
    assert unread(desk, ORDER, rule) == ["status", "to.zip", "lines[].tax[].code", '"a b"']


def test_checks_conditions_and_matches_read_too(desk: Desk) -> None:
    """What decides whether and where a record goes is not left over."""
    check = {
        "name": "items",
        "resource": "items",
        "each": "lines[]",
        "match": {"Code": "sku"},
        "unless": "to.zip",
    }
    source = {"connection": "nowhere", "resource": "orders", "where": "status == 'paid'"}
    left = unread(desk, ORDER, checks=[check], source=source)
    assert left == ["to.city", "lines[].price", "lines[].tax[].rate", "lines[].tax[].code", '"a b"']


def test_a_rule_that_takes_the_whole_record_leaves_nothing(desk: Desk) -> None:
    """The record as it is, kept in a field."""
    assert unread(desk, ORDER, {"to": "Raw", "select": "@"}) == []


def test_the_demo_leaves_what_the_books_have_no_use_for(shop: Shop) -> None:
    """The locale and the gateway are not read; names, prices and what the bookmark goes by are."""
    left = {each.path for each in shop.workspace.insight(shop.flow, shop.orders).unused}
    assert {"customer_locale", "payment_gateway_names", "po_number"} <= left
    assert not left & {"name", "line_items[].price", "line_items[].tax_lines[].rate", "updated_at", "id"}


@pytest.mark.skipif(not _REFERENCE, reason="KOPPEL_REFERENCE names no folder")
def test_orders_as_the_vendor_publishes_them_are_understood(desk: Desk) -> None:
    """Recorded answers: what a small mapping leaves is found, and every empty field has a reason."""
    folder = Path(_REFERENCE, "real_samples", "shopify_rest")
    records = read_records((folder / "order.json").read_text(), "order.json")
    rule = {
        "to": "Lines",
        "each": "line_items[]",
        "map": [{"to": "Item", "select": "sku"}, {"to": "VAT", "select": "tax_line[0].rate"}],
    }
    insight = desk.look(
        records, REF, {"to": "Note", "select": "note"}, {"to": "City", "select": "billing_adress.city"}, rule
    )
    left = {each.path for each in insight.unused}
    assert {"line_items[].title", "billing_address.city", "total_price"} <= left
    assert "line_items[].sku" not in left
    reasons = {each.to: each.why for each in insight.reasons[0]}
    assert "did you mean `billing_address.city`?" in reasons["City"]
    assert "did you mean `$record.tax_lines[].rate`?" in reasons["Lines[0].VAT"]


VAT = {"to": "VAT", "select": "country", "transform": "{{ value | lookup('vat') }}"}
ORDERS: list[JsonObject] = [
    {"name": str(n), "country": c} for n, c in enumerate(["NL", "BE", "DE", "BE", "BE"])
]


def test_values_without_a_row_are_counted_with_examples(desk: Desk) -> None:
    """Belgium three times, Germany once; the records that have them are numbered."""
    found = desk.look(ORDERS, REF, VAT, tables={"vat": {"rows": {"NL": "1"}}}).unlisted
    assert [(each.table, each.value, each.records, each.examples) for each in found] == [
        ("vat", "BE", 3, (1, 3, 4)),
        ("vat", "DE", 1, (2,)),
    ]
    assert not found[0].has_default


def test_values_that_fall_to_the_default_are_counted_as_well(desk: Desk) -> None:
    """Nothing is at fault, and still somebody should know."""
    insight = desk.look(ORDERS, REF, VAT, tables={"vat": {"rows": {"NL": "1"}, "default": "0"}})
    found = insight.unlisted
    assert [(each.value, each.records, each.has_default, each.default) for each in found] == [
        ("BE", 3, True, "0"),
        ("DE", 1, True, "0"),
    ]


def test_every_rule_that_uses_the_table_is_named_in_lists_too(desk: Desk) -> None:
    """The header's country and the lines' unit; a table that nobody asks is no matter."""
    records = [{"name": "1", "country": "BE", "lines": [{"unit": "box"}, {"unit": "BE"}]}]
    lines = {
        "to": "Lines",
        "each": "lines[]",
        "map": [
            {"to": "Unit", "transform": "{{ item.unit | lookup('vat') }}"},
            {"to": "N", "select": "$index"},
        ],
    }
    tables = {"vat": {"rows": {"NL": "1"}}, "other": {"rows": {}}}
    found = {each.value: each for each in desk.look(records, REF, VAT, lines, tables=tables).unlisted}
    assert found["BE"].rules == ("VAT", "Lines.Unit")
    assert found["box"].rules == ("Lines.Unit",)
    assert found["BE"].records == 1


def test_the_demo_lists_every_rate_of_its_orders_but_not_one_that_is_taken_out(shop: Shop) -> None:
    """Without the row for books and food, its orders are found; ways to pay and send have a default."""
    listed = shop.workspace.insight(shop.flow, shop.orders).unlisted
    known = {("payment_conditions", True), ("shipping_methods", True)}
    assert {(each.table, each.has_default) for each in listed} == known
    table = shop.flow.tables["vat_codes"]
    rows = {name: code for name, code in table.rows.items() if name != "NL 9"}
    tables = {**shop.flow.tables, "vat_codes": table.model_copy(update={"rows": rows})}
    poorer = shop.workspace.insight(shop.flow.model_copy(update={"tables": tables}), shop.orders).unlisted
    (found,) = [each for each in poorer if each.table == "vat_codes"]
    assert (found.value, found.rules) == ("NL 9", ("SalesOrderLines.VATCode",))
    assert found.records > 5
