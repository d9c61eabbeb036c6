"""What an expression reads, told without data; and a tree written as text again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from core.mapping.jmes import parse
from core.mapping.limits import Wrong
from core.mapping.reading import reads
from core.mapping.template_reading import template_reads
from core.mapping.writing import written

_REFERENCE = os.environ.get("KOPPEL_REFERENCE", "")


@pytest.mark.parametrize(
    ("select", "given", "asked"),
    [
        ("customer.email || email", ["customer.email", "email"], []),
        (
            "note_attributes[?name == 'VAT number'].value | [0]",
            ["note_attributes[?name == 'VAT number'].value"],
            ["note_attributes[].name"],
        ),
        ("billing_address && phone", ["phone"], ["billing_address"]),
        ("financial_status == 'paid'", [], ["financial_status"]),
        ("[line_items, shipping_lines][]", ["line_items[]", "shipping_lines[]"], []),
        ("tax_lines[0].rate", ["tax_lines[0].rate"], []),
        ("sum(line_items[].to_number(price))", ["line_items[].price"], []),
        ("map(&sku, line_items)", ["line_items[].sku"], []),
        ("$settings.debtor || $customer.ID", ["$settings.debtor", "$customer.ID"], []),
        ("let $a = billing_address in [$a.city, $record.name]", ["billing_address.city", "$record.name"], []),
        ("@", ["@"], []),
        ("not an expression", [], []),
    ],
)
def test_an_expression_tells_what_it_gives_and_what_it_only_asks(
    select: str, given: list[str], asked: list[str]
) -> None:
    """A field that is compared or tested is no part of the value; a filter stands in the way as written."""
    read = reads(select)
    assert [each.text() for each in read if not each.asked] == given
    assert [each.text() for each in read if each.asked] == asked


@pytest.mark.parametrize(
    ("transform", "read", "tables"),
    [
        ("{{ value | truncate(60) }}", ["$value"], ()),
        (
            "{{ record.shipping_address.country_code | lookup('vat') }}",
            ["$record.shipping_address.country_code"],
            ("vat",),
        ),
        (
            "Order {{ record.name }}, {{ item.sku | default(parent.id) }}",
            ["$record.name", "sku", "$parent.id"],
            (),
        ),
        (
            "{% for line in record.lines %}{{ line.sku }}{{ loop.index }}{% endfor %}",
            ["$record.lines[].sku"],
            (),
        ),
        ("{{ record.lines | map(attribute='tax.rate') | sum }}", ["$record.lines[].tax.rate"], ()),
        ("{% set note = record.note %}{{ note }}", ["$record.note"], ()),
        ("{{ checks.customer.ID ~ settings.journal }}", ["$customer.ID", "$settings.journal"], ()),
        ("{{ value | map('lookup', 'units') | list }}", ["$value"], ("units",)),
        ("{{ value.strip() }}", ["$value"], ()),
        ("{{ broken", [], ()),
    ],
)
def test_a_transform_tells_what_it_reads_and_which_tables_it_asks(
    transform: str, read: list[str], tables: tuple[str, ...]
) -> None:
    """The names of Jinja and those of JMESPath are the same ways."""
    found = template_reads(transform)
    assert [each.text() for each in found.reads if not each.asked] == read
    assert found.tables == tables


@pytest.mark.parametrize(
    "text",
    [
        "a[?b == 'c' && !(d || e)].f | [0]",
        "sort_by(a, &b.c)[1:3].[d, {e: f}]",
        "*.a",
        "a.*[]",
        '"x y".z[-1]',
        "let $x = a, $y = b in $x.c || $y",
        '`{"a": [1, 2]}`.a',
        '`"it\'s"`',
        "a[*][0].b",
    ],
)
def test_a_tree_is_written_as_text_that_parses_to_it(text: str) -> None:
    """What is shown of an expression is that expression."""
    assert parse(written(parse(text).node)).node == parse(text).node


@pytest.mark.skipif(not _REFERENCE, reason="KOPPEL_REFERENCE names no folder")
def test_every_expression_of_the_official_suite_is_written_again() -> None:
    """No shape of expression is lost in writing."""
    seen = 0
    for file in sorted(Path(_REFERENCE, "jmespath_compliance").glob("*.json")):
        for suite in json.loads(file.read_text()):
            for text in (case["expression"] for case in suite["cases"]):
                try:
                    node = parse(text).node
                except Wrong:
                    continue
                assert parse(written(node)).node == node, text
                seen += 1
    assert seen > 700
