"""Rendering: from a record and what the checks found to a payload, with every fault at once."""

# ruff: noqa: RUF001  - marks are written as they are shown

from __future__ import annotations

import gc
import weakref
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Misconfigured
from core.fields import Field, FieldType
from core.mapping import Mapping, Placeholder, Rule, Scope, Table
from core.mapping.renderer import compile  # noqa: A004  - its name
from core.records import Fault, Rendering

FIELDS = (
    Field("Description", max_length=60),
    Field("OrderDate", FieldType.DATE),
    Field("Amount", FieldType.DECIMAL),
    Field("Address", FieldType.OBJECT, fields=(Field("City"), Field("No.1"))),
    Field(
        "Lines",
        FieldType.LIST,
        fields=(
            Field("Item"),
            Field("Quantity", FieldType.DECIMAL),
            Field("Text"),
            Field("Sub", FieldType.LIST),
        ),
    ),
)


def render(
    *rules: dict[str, Any], record: dict[str, Any], fields: tuple[Field, ...] = (), **mapping: Any
) -> Rendering:
    """Render one record; what is not the mapping's goes to the scope."""
    scope = {
        name: mapping.pop(name) for name in ("item", "index", "parent", "run", "found") if name in mapping
    }
    made = Mapping.model_validate({"rules": rules, **mapping})
    found = scope.pop("found", {})
    return compile(made, fields).render([Scope(record, checks=found, **scope)])[0]


def payload(*rules: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Render one record that has no fault."""
    made = render(*rules, **given)
    assert made.faults == ()
    return made.payload


def test_rules_build_nested_objects_in_their_order() -> None:
    """A dotted `to` makes objects, a quoted segment keeps its dot, and the order of the rules is kept."""
    made = payload(
        {"to": "Z", "select": "z"},
        {"to": "Address.City", "select": "city"},
        {"to": 'Address."No.1"', "select": "no"},
        {"to": "A", "select": "z"},
        record={"z": 1, "city": "Gent", "no": "12"},
    )
    assert list(made.items()) == [("Z", 1), ("Address", {"City": "Gent", "No.1": "12"}), ("A", 1)]


def test_rows_see_their_item_the_index_the_parent_and_the_record() -> None:
    """Inside `each` the row is the node, and $index, $parent and $record are one step and all the way up."""
    made = payload(
        {
            "to": "Lines",
            "each": "lines[]",
            "map": [
                {"to": "Item", "select": "sku"},
                {"to": "N", "select": "$index"},
                {"to": "Of", "select": "$parent.name"},
                {"to": "Jinja", "transform": "{{ item.sku ~ index ~ parent.name ~ record.name }}"},
                {
                    "to": "Sub",
                    "each": "tax[]",
                    "map": [
                        {"to": "Rate", "select": "rate"},
                        {"to": "Sku", "select": "$parent.sku"},
                        {"to": "Order", "select": "$record.name"},
                    ],
                },
            ],
        },
        record={"name": "#1", "lines": [{"sku": "A", "tax": [{"rate": 21}]}, {"sku": "B"}]},
    )
    assert made == {
        "Lines": [
            {
                "Item": "A",
                "N": 0,
                "Of": "#1",
                "Jinja": "A0#1#1",
                "Sub": [{"Rate": 21, "Sku": "A", "Order": "#1"}],
            },
            {"Item": "B", "N": 1, "Of": "#1", "Jinja": "B1#1#1"},
        ]
    }


def test_a_check_listed_with_the_same_list_is_the_one_for_the_row() -> None:
    """`$items` inside the `each` of its own list is what was found for that row, blanks aside."""
    rules = (
        {"to": "Lines", "each": "lines []", "map": [{"to": "Item", "select": "$items.ID"}]},
        {"to": "Others", "each": "others[]", "map": [{"to": "First", "select": "$items[0].ID"}]},
        {"to": "Jinja", "each": "lines[]", "map": [{"to": "Item", "transform": "{{ checks.items.ID }}"}]},
    )
    made = payload(
        *rules,
        record={"lines": [{}, {}], "others": [{}]},
        checks=("items",),
        listed={"items": "lines[]"},
        found={"items": [{"ID": "a"}, {"ID": "b"}]},
    )
    items = [{"Item": "a"}, {"Item": "b"}]
    assert made == {"Lines": items, "Others": [{"First": "a"}], "Jinja": items}


def test_the_rules_of_a_check_look_from_its_item() -> None:
    """A mapping rendered for one item of a list has the item as its node."""
    made = payload(
        {"to": "Code", "select": "sku"},
        {"to": "N", "select": "$index"},
        record={"x": 1},
        item={"sku": "A"},
        index=3,
    )
    assert made == {"Code": "A", "N": 3}


@pytest.mark.parametrize("value", [None, "", " \t\n", [], {}])
def test_an_empty_value_is_left_out_sent_as_null_or_a_fault(value: Any) -> None:
    """`empty` says what becomes of null, blank text, and empty lists and objects; 0 and false are not."""
    rules = [{"to": name, "select": "v", "empty": name} for name in ("omit", "null", "fail")]
    made = render(
        *rules,
        {"to": "zero", "select": "zero"},
        {"to": "no", "select": "no"},
        record={"v": value, "zero": 0, "no": False},
    )
    assert made.payload == {"null": None, "zero": 0, "no": False}
    assert [(fault.to, fault.expression, fault.value) for fault in made.faults] == [("fail", "v", value)]


def test_the_target_field_gives_the_value_its_type() -> None:
    """Text for a number becomes a number, a time for a date its date, a number for text its digits."""
    made = payload(
        {"to": "Description", "select": "id"},
        {"to": "OrderDate", "select": "at"},
        {"to": "Amount", "select": "total"},
        {"to": "Lines", "each": "lines", "map": [{"to": "Quantity", "select": "q"}]},
        record={
            "id": Decimal("10.10"),
            "at": "2026-01-31T10:00:00Z",
            "total": "12.50",
            "lines": [{"q": "0.5"}],
        },
        fields=FIELDS,
    )
    assert made == {
        "Description": "10.10",
        "OrderDate": "2026-01-31",
        "Amount": Decimal("12.50"),
        "Lines": [{"Quantity": Decimal("0.5")}],
    }


def test_all_faults_of_a_record_come_at_once() -> None:
    """Each fault names field, expression, value and reason; the other fields are made all the same."""
    made = render(
        {"to": "Amount", "select": "total"},
        {"to": "OrderDate", "select": "at", "transform": "{{ value|date }}"},
        {"to": "Description", "transform": "{{ record.nmae }}"},
        {
            "to": "Lines",
            "each": "lines[]",
            "map": [{"to": "Quantity", "select": "q"}, {"to": "Text", "select": "sum(q)"}],
        },
        record={"name": "#1", "total": "1.234,56", "at": "31-01-2026", "lines": [{"q": 1}, {"q": "x"}]},
        fields=FIELDS,
    )
    assert made.faults == (
        Fault("Amount", "total", "1.234,56", "the text '1.234,56' is not a number"),
        Fault(
            "OrderDate",
            "{{ value|date }}",
            "31-01-2026",
            "the text '31-01-2026' is not a date or time as 2026-01-31T12:00:00+01:00",
        ),
        Fault(
            "Description",
            "{{ record.nmae }}",
            {"name": "#1", "total": "1.234,56", "at": "31-01-2026", "lines": [{"q": 1}, {"q": "x"}]},
            "'nmae' is undefined; did you mean 'name'?",
        ),
        Fault("Lines[0].Text", "sum(q)", None, "sum() needs an array of number, but q is the number 1"),
        Fault("Lines[1].Quantity", "q", "x", "the text 'x' is not a number"),
        Fault("Lines[1].Text", "sum(q)", None, "sum() needs an array of number, but q is the text 'x'"),
    )
    assert made.payload == {"Lines": [{"Quantity": 1}, {}]}


def test_a_fault_keeps_neither_the_record_nor_an_exception() -> None:
    """Faults of many records do not hold the records in memory: large values are cut to a short text."""

    class Watched(dict[str, Any]):
        __slots__ = ("__weakref__",)

    record = Watched(v=Watched(long="x" * 1000))
    watch = weakref.ref(record["v"])
    faults = render({"to": "A", "select": "v", "transform": "{{ value.no }}"}, record=record).faults
    assert len(faults[0].value) < 250
    del record
    gc.collect()
    assert watch() is None


def test_each_over_something_that_is_no_list_is_a_fault() -> None:
    """A list that is missing gives no rows; an object in its place is a fault."""
    rule = {"to": "Lines", "each": "lines", "map": [{"to": "Item", "select": "sku"}]}
    assert render(rule, record={}) == Rendering({})
    assert render(rule, record={"lines": {}}).faults[0].why == "`each` needs a list, but it gives an object"
    assert render({**rule, "empty": "fail"}, record={}).faults[0].to == "Lines"


def test_null_passes_by_a_transform_that_does_not_handle_it() -> None:
    """A missing value never becomes the text None; a transform that handles null is asked."""
    made = payload(
        {"to": "A", "select": "no", "transform": "{{ value|upper }}"},
        {"to": "B", "select": "no", "transform": "Dear {{ value }}"},
        {"to": "C", "select": "no", "transform": "{{ value|default('none') }}"},
        {"to": "D", "select": "no", "transform": "{{ 'x' if value is none else value }}"},
        {"to": "E", "select": "no", "transform": "{{ value or 'empty' }}"},
        {"to": "F", "select": "no", "transform": "{{ record.name }}"},
        record={"name": "#1"},
    )
    assert made == {"C": "none", "D": "x", "E": "empty", "F": "#1"}
    mapping = Mapping(
        rules=(Rule(to="A", select="a", transform="{{ value|trim }}"), Rule(to="B", select="b"))
    )
    assert [rule.skips_null for rule in compile(mapping).rules] == [True, False]


def test_what_a_check_would_make_is_a_mark_that_stays_readable() -> None:
    """Before a customer is made, its fields are marks; neither types nor functions fail on them."""
    customer = Placeholder("customer")
    made = payload(
        {"to": "Description", "select": "$settings.debtor || $customer.ID"},
        {"to": "Amount", "select": "$customer.Number"},
        {"to": "OrderDate", "select": "$customer.Since", "transform": "{{ value|date }}"},
        {"to": "Address.City", "transform": "{{ checks.customer.Address.City|country_code }}"},
        {"to": "Lines", "each": "lines[]", "map": [{"to": "Quantity", "select": "abs($customer.Discount)"}]},
        record={"lines": [{}]},
        fields=FIELDS,
        checks=("customer",),
        settings={"debtor": None},
        found={"customer": customer},
    )
    assert made == {
        "Description": "‹customer.ID›",
        "Amount": "‹customer.Number›",
        "OrderDate": "‹customer.Since›",
        "Address": {"City": "‹customer.*›"},
        "Lines": [{"Quantity": "‹customer.*›"}],
    }
    assert all(Placeholder.in_(value) for value in made.values())
    assert not Placeholder.in_(["‹Bonjour› dit-il", {"a": 1}])


def test_a_check_that_was_not_made_is_null() -> None:
    """Under `unless`, nothing was found: the choice before it decides."""
    made = payload(
        {"to": "A", "select": "$settings.debtor || $customer.ID"},
        record={},
        checks=("customer",),
        settings={"debtor": "0042"},
    )
    assert made == {"A": "0042"}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("A\0B", "the text holds a NUL character, which no system can store"),
        ("\ud800", "the text holds half a character (a lone surrogate)"),
        ("A" * 2_800_001, "the text has 2800001 characters, at most 2800000 are possible"),
        (Decimal("1e999999999"), "the number is too large or too small to be sent"),
        (Decimal("NaN"), "NaN is not a number that can be sent"),
        (float("inf"), "Infinity is not a number that can be sent"),
    ],
)
def test_values_that_no_system_can_hold_are_faults(value: Any, why: str) -> None:
    """Such a value never leaves, alone or within a list."""
    made = render({"to": "A", "select": "v"}, {"to": "B", "select": "[v]"}, record={"v": value})
    assert made.payload == {}
    assert [fault.why.lower() for fault in made.faults] == [why.lower()] * 2


@pytest.mark.parametrize(
    "value",
    [
        "' OR 1=1 --",
        "\u202eexe.fdp",
        "Straße / İstanbul",
        "true",
        "0",
        "12345678901234567890",
        "1e5",
        "None",
        "0x10",
        "012",
    ],
)
def test_text_is_copied_as_it_is(value: str) -> None:
    """Text that looks like something else stays text, through a transform too."""
    made = payload(
        {"to": "A", "select": "v"},
        {"to": "B", "select": "v", "transform": "{{ value }}"},
        record={"v": value},
    )
    assert made == {"A": value, "B": value}


def test_numbers_too_long_for_a_number_field_are_faults_at_once() -> None:
    """A text like 1e999999999 is not worked out for a number field."""
    field = Field("A", FieldType.INTEGER)
    made = render({"to": "A", "select": "v"}, record={"v": "1e999999999"}, fields=(field,))
    assert made.faults[0].why == "the number is too large or too small to be sent"


def test_tables_translate_and_name_what_they_do_not_know() -> None:
    """A value is looked up as text; an unknown one without a default is a fault that names both."""
    rules = [
        {"to": name, "select": "v", "transform": f"{{{{ value|lookup('{name}') }}}}"}
        for name in ("strict", "lax", "nil")
    ]
    tables = {
        "strict": Table(rows={"21": "2", "true": 1}),
        "lax": Table(rows={}, default="0"),
        "nil": Table.model_validate({"default": None}),
    }
    assert payload(*rules, record={"v": 21}, tables=tables) == {"strict": "2", "lax": "0"}
    assert payload(rules[0], record={"v": Decimal("21.00")}, tables=tables) == {"strict": "2"}
    assert payload(rules[0], record={"v": True}, tables=tables) == {"strict": 1}
    made = render(*rules, record={"v": "BE"}, tables=tables)
    assert [fault.why for fault in made.faults] == ["the table 'strict' has no row for 'BE'"]


def test_a_mapping_that_is_wrong_names_every_wrong_rule() -> None:
    """Compiling refuses with all that is wrong, not with the first."""
    mapping = Mapping(rules=(Rule(to="A", select="foo("), Rule(to="B", transform="{{ value|uper }}")))
    with pytest.raises(Misconfigured) as caught:
        compile(mapping)
    assert "rule A, select 'foo('" in str(caught.value)
    assert "did you mean 'upper'?" in str(caught.value)
