"""Transforms that work: types, numbers, text, null and the undefined."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.mapping.template import template

RECORD = {
    "name": "#1001",
    "items": [{"sku": "A", "qty": 2}, {"sku": "B", "qty": Decimal("0.5")}],
    "address": None,
    "price": Decimal("12.10"),
    "paid": True,
}


def render(source: str, value: Any = None) -> Any:
    """Render a transform with a value on the record."""
    return template(source).of(
        {"value": value, "record": RECORD, "index": 0, "checks": {"items": {"ID": "x"}}}, {}
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ record.items }}", RECORD["items"]),
        ("{{ record.price }}", Decimal("12.10")),
        ("{{ record.price * 2 }}", Decimal("24.20")),
        ("{{ record.price * 1.21 }}", Decimal("14.6410")),
        ("{{ 0.1 + 0.2 }}", Decimal("0.3")),
        ("{{ 10 / 4 }}", Decimal("2.5")),
        ("{{ 7 // 2 }}", 3),
        ("{{ -record.price }}", Decimal("-12.10")),
        ("{{ record.price > 12.05 }}", True),
        ("{{ record.paid }}", True),
        ("{{ none }}", None),
        ("{{ 'x' if index else none }}", None),
        ("{{ 'x' if index }}", None),
        ("{{ checks.items.ID }}", "x"),
        ("{{ record.items[-1].sku }}", "B"),
        ("{{ record.items[0:1] }}", [{"sku": "A", "qty": 2}]),
        ("{{ record.items|map(attribute='sku')|join('+') }}", "A+B"),
        ("{{ record.items|sum('qty') }}", Decimal("2.5")),
        ("{{ record.items|selectattr('qty', 'gt', 1)|map(attribute='sku') }}", ["A"]),
        ("{{ record.name.strip('#')|int + 1 }}", 1002),
        ("{{ record.name.strip('#').zfill(6)[1:].upper() }}", "01001"),
        ("{{ '%05d'|format(17) }}", "00017"),
        ("{{ '%.2f' % 2.675 }}", "2.68"),
        ("{{ (1, 2) }}", [1, 2]),
        ("{{ {'a': [1]} }}", {"a": [1]}),
        ("{{ 'b' in {'b': 1} }}", True),
        ("{{ 0 if record.items is mapping else 1 }}", 1),
    ],
)
def test_one_expression_keeps_its_type(source: str, expected: Any) -> None:
    """A template that is one expression gives its value, and numbers are exact."""
    assert render(source) == expected
    assert str(render(source)) == str(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ record.price }} EUR", "12.10 EUR"),
        ("{{ record.name }}{{ record.paid }}", "#1001true"),
        ("[{{ record.address }}]", "[]"),
        ("{{ record.name ~ record.price ~ record.address }}", "#100112.10"),
        ("{% for one in record['items'] if one.qty > 1 %}{{ loop.index }}:{{ one.sku }}{% endfor %}", "1:A"),
        ("{% for key, qty in {'a': 1}.items() %}{{ key }}={{ qty }}{% else %}none{% endfor %}", "a=1"),
        ("{% if record.paid %}paid{% else %}open{% endif %}", "paid"),
        ("{% set total = record.price * 2 %}{{ total }}", "24.20"),
        ("lines: {{ record['items'] }}", 'lines: [{"sku":"A","qty":2},{"sku":"B","qty":0.5}]'),
        ("just text", "just text"),
    ],
)
def test_any_other_template_gives_text(source: str, expected: str) -> None:
    """Text with values in it: numbers with all their digits, null as nothing, lists as JSON."""
    assert render(source) == expected


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{{ record.nmae }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.nmae }}!", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.nmae|upper }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.nmae.first }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.nmae == 'x' }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.nmae is none }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.name ~ record.nmae }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ [record.nmae, 1] }}", "'nmae' is undefined; did you mean 'name'?"),
        ("{{ record.address.city }}", "'city' is undefined: it is looked for in null"),
        ("{{ record.items[7] }}", "7 is undefined: there are only 2"),
        ("{{ 'a' * 1.5 }}", "`*` needs numbers, not the text 'a'; use |number or |string first"),
        ("{{ record.name < 5 }}", "'<' not supported between text and a number"),
        ("{{ record.address.strip() }}", "null has no .strip()"),
        ("{{ record.price.strip() }}", "the number 12.10 has no .strip()"),
        ("{% for x in record.address %}{% endfor %}", "null is not a list to go through"),
    ],
)
def test_the_undefined_and_the_unfit_are_errors_with_a_reason(source: str, sentence: str) -> None:
    """What is missing is named, with the nearest key; what does not fit is named as what it is."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  - the sentence is compared whole
        render(source)
    assert str(caught.value) == sentence


def test_default_and_is_defined_ask_for_what_may_be_missing() -> None:
    """Under `default` and `is defined` a missing key, however deep, is no error; null is missing there."""
    assert render("{{ record.a.b.c|default('x') }}") == "x"
    assert render("{{ record.address.city|d('x') }}") == "x"
    assert render("{{ record.address|default('x') }}") == "x"
    assert render("{{ ''|default('x') }}") == ""
    assert render("{{ '  '|default('x', true) }}") == "x"
    assert render("{{ record.a is defined }}") is False
    assert render("{{ record.a is undefined }}") is True


def test_null_passes_through_every_function() -> None:
    """A function gives null for null, so that a chain of them ends in `default`."""
    assert render("{{ value|trim|upper|truncate(3) }}") is None
    assert render("{{ value|date|default('no date') }}") == "no date"


@pytest.mark.parametrize(
    ("source", "handles"),
    [
        ("{{ value }}", False),
        ("{{ value|upper }}", False),
        ("{{ record.name }}", True),
        ("{{ value|default('') }}", True),
        ("{{ value|upper|d('') }}", True),
        ("{{ value is none }}", True),
        ("{{ value is not defined }}", True),
        ("{{ value or 'x' }}", True),
        ("{{ 'x' if value else 'y' }}", True),
        ("{% if value %}a{% endif %}", True),
        ("{{ record.x|default(value) }}", False),
        ("{{ value if record.x else 1 }}", False),
    ],
)
def test_whether_null_is_handled_is_known_when_it_is_built(source: str, handles: bool) -> None:  # noqa: FBT001
    """A template handles null when it asks about `value` or does not use it."""
    assert template(source).facts.handles_null is handles
