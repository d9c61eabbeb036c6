"""Mapping by example: a person says what is wanted for two or three records, the rule is found."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from mapping_tasks import TASKS

from core.fields import Field, FieldType
from core.flow import Flow
from core.mapping import Scope, Table
from core.suggestions import Example, Guesses, Surroundings, by_example
from core.workspace import Workspace

Samples = dict[str, list[dict[str, Any]]]


def guessed(
    wishes: list[Any], records: list[dict[str, Any]], field: Field | None = None, **more: Any
) -> Guesses:
    """What is guessed when the first records are to give these."""
    examples = [Example(n, wish) for n, wish in enumerate(wishes)]
    return by_example(
        field or Field("value", FieldType.ANY), [Scope(one) for one in records], examples, **more
    )


def best(wishes: list[Any], records: list[dict[str, Any]], field: Field | None = None) -> tuple[Any, ...]:
    """What the best guess gives for all records."""
    return guessed(wishes, records, field).guesses[0].values


def test_nine_of_ten_tasks_are_right_at_once(samples: Samples) -> None:
    """From three examples, the first guess is right for every record that was not an example."""
    wrong = []
    for task in TASKS:
        found, given = task.guessed(samples)
        if not found.guesses or not task.right(found.guesses[0].values, samples, given):
            wrong.append(f"{task.of}.{task.name}")
    assert len(TASKS) >= 50
    assert len(wrong) <= len(TASKS) // 10, wrong


def test_it_is_the_same_every_time(samples: Samples) -> None:
    """Who asks again is not told something else."""
    tasks = [task for task in TASKS if task.name in ("Description", "AmountExcl", "InvoiceName")]
    assert [task.guessed(samples) for task in tasks] == [task.guessed(samples) for task in tasks]


LINES = [
    {"id": 1, "first": "Ann", "last": "Bo", "total": "10.00", "when": "2026-07-01T22:30:00Z", "at": "EUR"},
    {"id": 2, "first": "Cy", "last": "De", "total": "12.50", "when": "2026-08-01T10:00:00Z", "at": "EUR"},
    {"id": 3, "first": "Ed", "last": "Fu", "total": "7.25", "when": "2026-12-31T23:30:00Z", "at": "USD"},
]


@pytest.mark.parametrize(
    ("wishes", "third"),
    [
        (["Ann Bo", "Cy De"], "Ed Fu"),
        (["Bo, A.", "De, C."], "Fu, E."),
        (["WEB-00001", "WEB-00002"], "WEB-00003"),
        (["10,00", "12,50"], "7,25"),
        (["02-07-2026", "01-08-2026"], "01-01-2027"),
        (["2026/1", "2026/2"], "2026/3"),
        (["annbo", "cyde"], None),
    ],
)
def test_texts(wishes: list[str], third: str | None) -> None:
    """Parts are put together, cut, filled up and written as days and amounts."""
    if third is None:
        assert guessed(wishes, LINES).guesses[:1] == () or best(wishes, LINES)[2] == "edfu"
    else:
        assert best(wishes, LINES)[2] == third


@pytest.mark.parametrize(
    ("wishes", "third"),
    [
        ([1000, 1250], 725),
        ([Decimal("12.10"), Decimal("15.13")], Decimal("8.77")),
        ([Decimal("8.26"), Decimal("10.33")], Decimal("5.99")),
        ([Decimal("-10.00"), Decimal("-12.50")], Decimal("-7.25")),
        ([11, Decimal("14.5")], Decimal("10.25")),
        ([10, 25], Decimal("21.75")),
        ([2, 3], 4),
    ],
)
def test_numbers(wishes: list[Any], third: Any) -> None:
    """Cents, VAT in and out, sums and products."""
    made = best(wishes, LINES, Field("amount", FieldType.DECIMAL))
    assert made[2] == third


def test_a_row_of_a_kind_is_found() -> None:
    """The price of the row that is for shipping, wherever it stands."""
    records = [
        {"rows": [{"type": "item", "price": "5.00"}, {"type": "shipping", "price": "4.95"}]},
        {"rows": [{"type": "shipping", "price": "6.50"}, {"type": "item", "price": "5.00"}]},
        {
            "rows": [
                {"type": "item", "price": "9.00"},
                {"type": "item", "price": "1"},
                {"type": "shipping", "price": "3"},
            ]
        },
    ]
    found = guessed([Decimal("4.95"), Decimal("6.50")], records, Field("freight", FieldType.DECIMAL))
    assert found.guesses[0].rule.select == "rows[?type == 'shipping'].price | [0]"
    assert found.guesses[0].values[2] == 3


def test_one_or_else_another() -> None:
    """The company, and for a person the name."""
    records = [
        {"company": "Jansen BV", "name": "Jan"},
        {"company": None, "name": "Piet"},
        {"company": "", "name": "Kees"},
    ]
    assert best(["Jansen BV", "Piet"], records) == ("Jansen BV", "Piet", "Kees")


def test_a_table_is_offered_with_the_rows_that_are_known() -> None:
    """Few values here, few there: a table; the values that no example tells are named."""
    kinds = ["ideal", "paypal", "ideal", "card", "paypal", "ideal"]
    records = [{"id": n, "paid_by": kind, "note": f"n{n}"} for n, kind in enumerate(kinds)]
    guess = guessed(["70", "80", "70"], records, Field("Journal")).guesses[0]
    assert guess.rule.transform == "{{ value | lookup('journal_by_paid_by') }}"
    assert guess.tables == {"journal_by_paid_by": Table(rows={"ideal": "70", "paypal": "80"})}
    assert guess.missing == ("card",)
    assert guess.values == ("70", "80", "70", None, "80", "70")


def test_a_table_of_the_flow_is_found() -> None:
    """What the flow can look up already needs no new table."""
    records = [{"country": "NL"}, {"country": "DE"}, {"country": "BE"}]
    known = Surroundings(tables={"vat": Table(rows={"NL": "2", "DE": "16"}, default="0")})
    guess = guessed(["2", "16"], records, Field("VATCode"), known=known).guesses[0]
    assert guess.rule.transform == "{{ value | lookup('vat') }}"
    assert (guess.values, guess.tables) == (("2", "16", "0"), {})


def test_truths_become_words_and_words_truths() -> None:
    """Yes and no in the target's words, and whether something is so."""
    records = [
        {"taxed": True, "state": "paid"},
        {"taxed": False, "state": "open"},
        {"taxed": True, "state": "open"},
    ]
    assert best(["Ja", "Nee"], records, Field("VATLiable"))[2] == "Ja"
    assert best([True, False], records, Field("IsPaid", FieldType.BOOLEAN))[2] is False


def test_nothing_wanted_is_an_example_too() -> None:
    """Where nothing is wanted, the rule must give nothing."""
    records = [{"a": "x", "b": "x"}, {"a": None, "b": "y"}, {"a": "z", "b": "z"}]
    found = guessed(["x", None], records)
    assert [guess.rule.select for guess in found.guesses] == ["a"]


def test_a_sample_that_would_tell_is_named() -> None:
    """Two rules agree on the examples and differ elsewhere: one more wish decides."""
    records = [
        {"price": "12.00", "net": "12.00"},
        {"price": "8.00", "net": "8.00"},
        {"price": "12.50", "net": "9.00"},
    ]
    field = Field("amount", FieldType.DECIMAL)
    found = guessed([12, 8], records, field, labels=["#1005", "#1006", "#1007"])
    assert found.tell == 2
    assert found.question in ("#1007 would tell: 9 or 12.5", "#1007 would tell: 12.5 or 9")
    told = by_example(field, [Scope(one) for one in records], [Example(0, 12), Example(2, 9)])
    assert (told.tell, told.guesses[0].rule.select) == (None, "net")


def test_the_same_for_all_is_a_constant_at_last() -> None:
    """A constant is guessed where nothing in the record says it."""
    records = [{"id": n} for n in range(3)]
    assert guessed(["C", "C"], records).guesses[0].rule.select == "'C'"


def test_a_name_decides_between_paths_with_the_same_values() -> None:
    """Billing and shipping address are mostly the same; the field says which is meant."""
    address = {"city": "Delft"}
    records = [
        {"shipping": address, "billing": address},
        {"shipping": {"city": "Ede"}, "billing": {"city": "Ede"}},
    ]
    found = guessed(["Delft", "Ede"], records, Field("InvoiceCity"))
    assert found.guesses[0].rule.select == "billing.city"


def test_what_cannot_be_is_not_guessed() -> None:
    """No rule gives it, so none is shown."""
    assert guessed(["Quux", "Xyzzy"], LINES).guesses == ()
    assert guessed([None, ""], LINES) == Guesses()
    assert by_example(Field("a"), [Scope(LINES[0])], [Example(7, "x")]) == Guesses()


def test_text_that_looks_like_an_expression_is_only_text() -> None:
    """A wish or a key with quotes, braces or backslashes makes no other rule than it says."""
    records = [{"it's": "{{ 7 }}", 'a"b\\': "x"}, {"it's": "{% y %}", 'a"b\\': "'z'"}]
    assert best(["{{ 7 }}", "{% y %}"], records) == ("{{ 7 }}", "{% y %}")
    assert best(["x", "'z'"], records) == ("x", "'z'")
    assert best(["it's \\ {{ 1 }}", "it's \\ {{ 1 }}"], records) == ("it's \\ {{ 1 }}",) * 2


def test_a_flow_is_asked_through_the_workspace(desk: Workspace, flow: Flow, samples: Samples) -> None:
    """For a field of the order, and for one of its rows."""
    orders = samples["orders"]
    wishes = [Example(n, f"Webshop {orders[n]['name']}") for n in (0, 1)]
    found = desk.by_example(flow, orders, "Description", wishes, labels=[one["name"] for one in orders])
    assert found.guesses[0].values[2] == f"Webshop {orders[2]['name']}"
    lines = [line for order in orders for line in order["line_items"]]
    amounts = [Example(n, Decimal(lines[n]["price"]) * lines[n]["quantity"]) for n in (0, 1, 2)]
    block = {"inside": ["SalesOrderLines"], "lists": ["line_items[]"]}
    made = desk.by_example(flow, orders, "AmountFC", amounts, **block).guesses[0].values
    assert made == tuple(Decimal(line["price"]) * line["quantity"] for line in lines)
