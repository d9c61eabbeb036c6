"""The lines between two trees: which fields a rule reads, from its syntax alone."""

from __future__ import annotations

import pytest

from core.flow import Rule
from core.insight import RECORD, bases, sources

ROWS = (RECORD, ("line_items[]",))


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        ({"select": "customer.email"}, ["customer.email"]),
        ({"select": "a || b"}, ["a", "b"]),
        ({"select": "line_items[?sku=='A'].price | [0]"}, ["line_items[].sku", "line_items[].price"]),
        ({"select": "line_items[0].sku"}, ["line_items[].sku"]),
        ({"select": "name", "transform": "{{ value ~ record.note ~ checks.customer.ID }}"}, None),
        ({"select": "$settings.journal"}, ["$settings.journal"]),
        ({"select": "join(', ', tags)"}, ["tags"]),
        ({"select": "customer.("}, []),
        ({"transform": "fixed"}, []),
    ],
)
def test_what_a_rule_reads(rule: dict[str, str], read: list[str] | None) -> None:
    """Paths as a survey names them; settings and checks by their own names."""
    found = sources(Rule(to="A", **rule))
    assert set(found) == set(read if read is not None else ["name", "note", "$customer.ID"])


def test_a_row_s_rule_reads_from_its_row() -> None:
    """What it writes short stands in the list; the record and the row around have their own names."""
    assert sources(Rule(to="A", select="sku"), ROWS) == ("line_items[].sku",)
    assert sources(Rule(to="A", select="$record.name"), ROWS) == ("name",)
    inner = (*ROWS, ("line_items[].tax_lines[]",))
    assert sources(Rule(to="A", select="[rate, $parent.sku]"), inner) == (
        "line_items[].tax_lines[].rate",
        "line_items[].sku",
    )


def test_where_the_rows_of_a_list_stand() -> None:
    """One place, or several where lists are joined; a condition is no place."""
    assert bases("line_items[]") == ("line_items[]",)
    assert bases("[a, b[?c > `1`]][]") == ("a[]", "b[]")
    assert bases("tax_lines[]", ("line_items[]",)) == ("line_items[].tax_lines[]",)
