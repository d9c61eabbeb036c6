"""Expressions are formatted and read out without ever saying something else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from jinja2 import TemplateError
from random_expressions import expressions
from random_templates import templates

from core.mapping import plainly, tidy_select, tidy_transform
from core.mapping.jinja import SANDBOX
from core.mapping.jmes import parse
from core.mapping.limits import Wrong


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("a||b", "a || b"),
        ("  customer . email  ", "customer.email"),
        ("[a,b][?@]", "[a, b][?@]"),
        ("a[?b=='x  y'&&!c].{d:e,f:g}[1:2]", "a[?b == 'x  y' && !c].{d: e, f: g}[1:2]"),
        ("let $x=a in $x.b", "let $x = a in $x.b"),
        ("sort_by(rows,&qty)|[0]", "sort_by(rows, &qty) | [0]"),
        ("customer.(", "customer.("),
    ],
)
def test_jmespath_is_tidied(written: str, tidy: str) -> None:
    """One space where one belongs; what cannot be read stays."""
    assert tidy_select(written) == tidy
    assert tidy_select(tidy) == tidy


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("{{value|upper}}", "{{ value | upper }}"),
        ("Web  order {{value}} !", "Web  order {{ value }} !"),
        (
            "{{value|date('%Y-%m-%d',tz='Europe/Amsterdam')}}",
            "{{ value | date('%Y-%m-%d', tz='Europe/Amsterdam') }}",
        ),
        ("{{ value if value  else 'a  b' }}", "{{ value if value else 'a  b' }}"),
        ("{{ value", "{{ value"),
    ],
)
def test_jinja_is_tidied(written: str, tidy: str) -> None:
    """The text around expressions is not touched."""
    assert tidy_transform(written) == tidy
    assert tidy_transform(tidy) == tidy


@settings(max_examples=300)
@given(text=expressions(), template=templates)
def test_whatever_is_tidied_means_the_same(text: str, template: str) -> None:
    """Expressions over the whole grammar keep their trees, and none of them stops the reader."""
    try:
        node = parse(text).node
    except Wrong:
        assert tidy_select(text) == text
    else:
        assert parse(tidy_select(text)).node == node
    try:
        tree = SANDBOX.parse(template)
    except TemplateError:
        assert tidy_transform(template) == template
    else:
        assert SANDBOX.parse(tidy_transform(template)) == tree
    assert isinstance(plainly(text, template), str)


@pytest.mark.parametrize(
    ("select", "transform", "said"),
    [
        ("name", None, "Takes `name`."),
        ("a || $customer.ID", None, "Takes `a`, or where that is empty `$customer.ID`."),
        ("rows[?sku == 'A'].qty", None, "Takes `qty` of those of `rows` for which `sku` is the text 'A'."),
        ("code", "{{ value | lookup('vat') }}", "Takes `code`; looks it up in the table vat."),
        ("name", "Web order {{ value }}", "Takes `name`; puts it into a text with 'Web order'."),
        ("to_number(price)", None, "Takes `price` as a number."),
        ("customer.(", None, ""),
        ("name", "{{ value | ", ""),
        ("name", "{{ value | uper }}", ""),
    ],
)
def test_a_rule_is_read_out(select: str, transform: str | None, said: str) -> None:
    """In one sentence; nothing where the rule cannot be read."""
    assert plainly(select, transform) == said
