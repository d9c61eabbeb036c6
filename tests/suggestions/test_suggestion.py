"""Suggestions for unmapped fields: how often they are right, whether they are complete, when none is made."""

from __future__ import annotations

from typing import Any

import pytest
from suggestion_pairs import Pair, hand_made, of_recipes, score

from core.fields import Field, FieldType
from core.flow import Flow
from core.mapping import Mapping, Rule, Scope, Table, check_rules
from core.suggestions import Surroundings, rows, suggest
from core.workspace import Workspace

Samples = dict[str, list[dict[str, Any]]]
ORDER = {
    "number": "1001",
    "billing_address": {"zip": "1016 DW", "city": "Amsterdam", "country": "Netherlands"},
    "shipping_address": {"zip": "3011 AA", "city": "Rotterdam", "country": "Netherlands"},
    "positions": [{"sku": "A", "qty": 2, "price": "1.50"}, {"sku": "B", "qty": 1, "price": "9.00"}],
    "messages": [{"at": "2026-07-01T10:00:00Z", "text": "please hurry"}],
}


def first(field: Field, record: dict[str, Any], **known: Any) -> Rule | None:
    """The likeliest rule for one field of one record."""
    found = suggest([field], [Scope(record)], Surroundings(**known))
    return found[field.name][0].rule if field.name in found else None


@pytest.fixture(scope="module")
def pairs(samples: Samples) -> list[Pair]:
    """The hand-made pairs of systems."""
    return hand_made(samples)


def test_what_recipes_map_is_mostly_suggested(samples: Samples) -> None:
    """The recipes are what people who know both systems take; some fields are called RPL_DEL."""
    found = score(of_recipes(samples))
    assert found.first >= 0.6 * found.asked, found.line
    assert found.three >= 0.7 * found.asked, found.line
    assert found.right >= 0.8 * found.shown, found.line


def test_pairs_of_systems_in_six_languages(pairs: list[Pair]) -> None:
    """German, Dutch, French, Spanish, Swedish and English field lists are brought together."""
    found = score(pairs)
    assert found.first >= 0.9 * found.asked, found.line
    assert found.right >= 0.9 * found.shown, found.line


def test_pairs_that_nothing_was_adjusted_to(samples: Samples) -> None:
    """The words carry over to field lists that were not looked at when they were written."""
    found = score(hand_made(samples, "unseen_pairs.yaml"))
    assert found.first >= 0.8 * found.asked, found.line
    assert found.right >= 0.9 * found.shown, found.line


def test_the_transform_comes_with_it(pairs: list[Pair]) -> None:
    """Dates, countries and numbers are brought into the form that the field holds."""
    for pair in pairs:
        found = pair.found()
        for path, transform in pair.transforms.items():
            assert found[path][0].rule.transform == transform, path


def test_every_suggestion_is_a_rule_that_can_be_used(pairs: list[Pair]) -> None:
    """What is taken over with one click must compile, and against the target's own fields."""
    for pair in pairs:
        rules = [one.rule for found in pair.found().values() for one in found[:1]]
        assert check_rules(Mapping(rules=tuple(rules)), pair.fields) == [], pair.name


def test_an_address_is_taken_from_the_same_address() -> None:
    """A field of the billing address prefers the paths of the billing address."""
    address = (Field("City"), Field("PostalCode"))
    fields = [
        Field("BillingAddress", FieldType.OBJECT, fields=address),
        Field("DeliveryAddress", FieldType.OBJECT, fields=address),
    ]
    found = suggest(fields, [Scope(ORDER)])
    assert found["BillingAddress.City"][0].rule.select == "billing_address.city"
    assert found["DeliveryAddress.City"][0].rule.select == "shipping_address.city"
    assert found["DeliveryAddress.PostalCode"][0].rule.select == "shipping_address.zip"


def test_a_list_of_rows_comes_as_a_whole_block() -> None:
    """The list that has the rows' fields feeds it, with the rules of its rows."""
    inner = (Field("ItemCode"), Field("Quantity", FieldType.DECIMAL), Field("UnitPrice", FieldType.DECIMAL))
    found = suggest([Field("Lines", FieldType.LIST, fields=inner)], [Scope(ORDER)])
    best = found["Lines"][0]
    assert best.rule.each == "positions[]"
    assert {rule.to: rule.select for rule in best.rule.map} == {
        "ItemCode": "sku",
        "Quantity": "qty",
        "UnitPrice": "price",
    }


def test_in_rows_the_row_comes_first() -> None:
    """What the row itself has is meant before what stands on the record around it."""
    record = {"note": "for all", "lines": [{"note": "for one", "sku": "A"}]}
    found = suggest([Field("Notes"), Field("YourReference")], rows("lines[]", [Scope(record)]))
    assert found["Notes"][0].rule.select == "note"


@pytest.mark.parametrize(
    ("field", "value", "transform"),
    [
        (Field("OrderDate", FieldType.DATE), "2026-07-01T23:30:00Z", "{{ value | date }}"),
        (Field("OrderDate", FieldType.DATE), "31.12.2026", "{{ value | parse_date('%d.%m.%Y') }}"),
        (Field("OrderDate", FieldType.DATE), "2026-07-01", None),
        (Field("Total", FieldType.DECIMAL), "1.234,50", "{{ value | number(decimal=',', thousands='.') }}"),
        (Field("Total", FieldType.DECIMAL, decimals=2), "12.3456", "{{ value | money }}"),
        (Field("Quantity", FieldType.INTEGER), "2.00", None),
        (Field("Quantity", FieldType.INTEGER), "2.50", "{{ value | round }}"),
        (Field("Description", max_length=10), "A rather long text", "{{ value | truncate(10) }}"),
        (Field("Notes"), "<p>Nice</p>", "{{ value | html_to_text }}"),
        (Field("Country", max_length=2), "Duitsland", "{{ value | country_code }}"),
    ],
)
def test_types_call_for_a_transform(field: Field, value: str, transform: str | None) -> None:
    """A rule is suggested as it must be, not only where its value is."""
    rule = first(field, {field.name.lower(): value})
    assert rule is not None
    assert rule.transform == transform


def test_a_table_of_the_flow_is_used() -> None:
    """Where a table is about the field and knows the values, the rule looks them up."""
    tables = {"payment_terms": Table(rows={"net30": "30", "net14": "14"})}
    rule = first(Field("PaymentCondition"), {"payment_terms": "net30"}, tables=tables)
    assert rule is not None
    assert rule.transform == "{{ value | lookup('payment_terms') }}"


def test_a_day_is_told_in_the_zone_of_the_flow() -> None:
    """Late in the evening it is already tomorrow."""
    rule = first(
        Field("OrderDate", FieldType.DATE), {"ordered_at": "2026-07-01T23:30:00Z"}, zone="Europe/Berlin"
    )
    assert rule is not None
    assert rule.transform == "{{ value | date('%Y-%m-%d', tz='Europe/Berlin') }}"


@pytest.mark.parametrize(
    ("field", "record"),
    [
        (Field("PhoneExtension"), {"phone": "+31 6 12345678"}),
        (Field("EndDate", FieldType.DATE), {"start_date": "2026-07-01"}),
        (Field("DeliveryCity"), {"billing_city": "Amsterdam"}),
        (Field("Debit", FieldType.DECIMAL), {"credit": 12}),
        (Field("NetWeightUnit"), {"net_weight": 12}),
        (Field("Email"), {"mail": "by post"}),
        (Field("DueDate", FieldType.DATE), {"updated_at": "2026-07-01"}),
        (Field("CustomerID", help="The customer (GUID)"), {"customer_id": "C100"}),
    ],
)
def test_false_friends_are_not_suggested(field: Field, record: dict[str, Any]) -> None:
    """No suggestion is better than a wrong one."""
    assert first(field, record) is None


def test_why_is_said_in_words() -> None:
    """A person decides, and needs the reason."""
    record = {"e-mail": "a@b.example", "postcode": "1016 DW", "comment": None}
    found = suggest([Field("EmailAddress"), Field("Postcode"), Field("Comment")], [Scope(record)])
    assert found["EmailAddress"][0].why == "email: names and values fit"
    assert found["Postcode"][0].why == "same name, and the values fit"
    assert found["Comment"][0].why == "same name; no record at hand has a value there"
    assert found["Postcode"][0].example == "1016 DW"


def test_a_flow_is_asked_through_the_workspace(desk: Workspace, flow: Flow, samples: Samples) -> None:
    """Fields, tables and checks are those of the flow; a key of the target is what a check finds."""
    found = desk.suggestions(flow, samples["orders"])
    assert found["OrderedBy"][0].rule.select == "$customer.ID"
    assert found["SalesOrderLines"][0].rule.each == "line_items[]"
    assert "OrderID" not in found
    inside = desk.suggestions(flow, samples["orders"], inside=["SalesOrderLines"], lists=["line_items[]"])
    assert inside["Quantity"][0].rule.select == "quantity"
    assert inside["Item"][0].rule.select == "$items.ID"
    person = desk.suggestions(flow, samples["orders"], check="customer")
    assert person["Postcode"][0].rule.select == "billing_address.zip"
    assert all("$customer" not in (one[0].rule.select or "") for one in person.values())
