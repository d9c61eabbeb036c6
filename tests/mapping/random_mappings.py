"""Whole mappings as nobody would write them: groups, lists in lists, tables, settings, checks, types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from random_expressions import expressions, objects, values

from core.fields import Field, FieldType
from core.mapping import Empty, Mapping, Placeholder, Rule, Scope, Table
from core.mapping.jmes import parse

#: an expression that is likely to find something
_LIKELY = (
    *("a", "b", "c", "a.b", "a.b.c", "a.c", "b.a", "items", "items[0].a", "items[].a", "items[*].b", "a[0]"),
    *("sum(items[].a)", "join(',', items[].b)", "items[?a=='foo'] | [0].b", "a[-1].b", "length(items)", "@"),
    *("items[].{x: a}", '"x y"', "to_number(a)", "max(items[].a)", "not_null(a.b, b.a)", "items[].b[].c"),
    *("sort_by(items, &a)[0]", "map(&a, items)", "items[?a > `1`].b", "{x: a, y: b}", "[a, b]", "type(a)"),
    *("$record.a", "$parent.a", "$index", "$settings.vat", "$settings.gone", "$run.id", "$customer.ID"),
    *(
        "$line.ID",
        "$customer",
        "let $x = a in items[?a == $x].b",
        "items[?a == $customer.ID]",
        "to_string(@)",
    ),
)
TEMPLATES = (
    *("{{ value | trim | upper }}", "{{ value | float | round(2) }}", "{{ '%.2f' | format(value | float) }}"),
    *(
        "{{ value[:2] }}",
        "{{ value.a }}",
        "{{ value['b'] | default('d') }}",
        "{{ value / 2 }}",
        "{{ value + 1 }}",
    ),
    *(
        "{{ value | lookup('codes') }}",
        "{{ value | lookup('kinds') }}",
        "{{ 'X' ~ value }}",
        "{{ value | length }}",
    ),
    *(
        "{{ value if value else none }}",
        "{{ value | default('', true) }}",
        "{{ value == 1 }}",
        "{{ [value, 1] }}",
    ),
    *(
        "{{ value.a.b }}",
        "{{ value | int + 1 }}",
        "{{ value | replace('a', 'b') }}",
        "{{ value | join('-') }}",
    ),
    *(
        "{{ settings.vat }}-{{ value }}",
        "{{ settings.vat * 2 }}",
        "{{ record.a }}",
        "{{ checks.customer.ID }}",
    ),
    *(
        "{{ item.a }}",
        "{{ index }}",
        "{{ parent.b }}",
        "{{ run.id }}",
        "A {{ value }} B",
        "{{ value | money }}",
    ),
    *(
        "{% if value %}yes{% else %}no{% endif %}",
        "{% for x in value %}{{ x }};{% endfor %}",
        "{{ {'k': value} }}",
    ),
    *(
        "{{ value is none }}",
        "{{ value in ['a', 1] }}",
        "{{ value and 'x' }}",
        "{{ not value }}",
        "{{ -value }}",
    ),
    *(
        "{{ value | date('%Y') }}",
        "{{ value.strip() }}",
        "{{ value | sum }}",
        "{{ value > 1 }}",
        "{{ value | first }}",
    ),
    *(
        "{% set x = value %}{{ x }}{{ x }}",
        "{{ checks.line.ID }}",
        "{{ value ~ index }}",
        "{{ value | string }}",
    ),
)
_LISTS = (
    "items",
    "items[]",
    "items[*]",
    "a[]",
    "items[?a]",
    "b.items[]",
    "items[].items[]",
    "a",
    "[a, b]",
    "$record.items",
)

_TYPES = st.sampled_from(FieldType)
_empty = st.sampled_from((Empty.OMIT, Empty.OMIT, Empty.OMIT, Empty.NULL, Empty.FAIL))


def _reads(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


_wild = expressions("record", "parent", "index", "settings", "customer", "line").filter(_reads)
_selects = st.one_of(st.sampled_from(_LIKELY), st.sampled_from(_LIKELY), _wild)
_transforms = st.one_of(st.none(), st.none(), st.sampled_from(TEMPLATES))


@dataclass(frozen=True)
class Made:
    """A mapping, the fields of its target, and what it is asked of."""

    mapping: Mapping
    fields: tuple[Field, ...]
    scopes: tuple[Scope, ...]


@st.composite
def _leaf(draw: st.DrawFn, to: str) -> Rule:
    select = draw(st.one_of(_selects, _selects, st.none()))
    transform = draw(_transforms) if select is not None else draw(st.sampled_from(TEMPLATES))
    return Rule(to=to, select=select, transform=transform, empty=draw(_empty))


@st.composite
def _rules(draw: st.DrawFn, depth: int = 0) -> tuple[Rule, ...]:
    """Some fields, every third in a group, and with luck lists of rows."""
    names = [f"f{n}" if n % 3 else f"g.h{n}" for n in range(draw(st.integers(1, 6 - 2 * depth)))]
    rules = [draw(_leaf(name)) for name in names]
    for n in range(draw(st.integers(0, 2 - depth))):
        each = draw(st.sampled_from(_LISTS))
        rules.insert(n, Rule(to=f"rows{n}", each=each, map=draw(_rules(depth + 1)), empty=draw(_empty)))
    return tuple(rules)


@st.composite
def _fields(draw: st.DrawFn, rules: tuple[Rule, ...]) -> tuple[Field, ...]:
    """The target's fields of some of the rules, each of any type."""
    made, group = [], []
    for rule in rules:
        if rule.map:
            made.append(Field(rule.to, FieldType.LIST, fields=draw(_fields(rule.map))))
        elif rule.to.startswith("g."):
            group.append(Field(rule.to[2:], draw(_TYPES)))
        elif draw(st.booleans()):
            made.append(Field(rule.to, draw(_TYPES)))
    return (*made, Field("g", FieldType.OBJECT, fields=tuple(group))) if group else tuple(made)


def _exact(value: Any) -> Any:
    return json.loads(json.dumps(value), parse_float=Decimal)


_rows = st.lists(st.one_of(objects, objects, values), max_size=4)
_records = st.builds(
    lambda top, items: {**top, "items": items}, objects, st.one_of(_rows, _rows, values)
).map(_exact)
_customers = st.one_of(
    st.none(), st.just({"ID": "c-1"}), st.just(Placeholder("customer")), objects.map(_exact)
)
_line = st.one_of(st.none(), st.just({"ID": "l-1"}), st.just(Placeholder("line")))


@st.composite
def _scopes(draw: st.DrawFn) -> Scope:
    checks = draw(
        st.one_of(
            st.just({}), st.fixed_dictionaries({"customer": _customers, "line": st.lists(_line, max_size=4)})
        )
    )
    return Scope(draw(_records), checks=checks, run={"id": "r-7"})


@st.composite
def mappings(draw: st.DrawFn) -> Made:
    """A mapping with what goes through it."""
    rules = draw(_rules())
    made = Mapping(
        rules=rules,
        tables={
            "codes": Table(rows={"a": "A", "1": 1, "2.5": None, "foo": Decimal("0.10")}),
            "kinds": Table(rows={"x y": True}, default="other"),
        },
        settings={"vat": draw(st.sampled_from((21, Decimal("0.21"), "21", None, [21])))},
        checks=("customer", "line"),
        listed={"line": "items"},
    )
    fields = draw(st.one_of(st.just(()), _fields(rules)))
    return Made(made, fields, tuple(draw(st.lists(_scopes(), min_size=3, max_size=3))))
