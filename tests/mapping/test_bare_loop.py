"""Random mappings beside a bare loop over jmespath.py and stock Jinja: the same payloads and fields at fault.

The loop knows of Koppel only what a rule means: null skips a transform that does not ask for it, and what is
empty is left out. Templates are those that both mean alike, on texts; a field that gives one anything else is
not compared.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jmespath_reference import found, parses, refused, same
from random_expressions import expressions, objects

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.mapping import Mapping, Rule, Scope
from core.mapping.renderer import Compiled, compile  # noqa: A004  - its name

MAPPINGS = int(os.environ.get("KOPPEL_FUZZ_MAPPINGS", "2000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))
STOCK = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
_HEALTH = list(HealthCheck)

#: what stock Jinja makes of a text as Koppel does, with the type of its value
_SINGLE = (
    *("value | trim | upper", "value | replace('a', 'b')", "value[:2]", "'A-' ~ value", "value ~ value"),
    *("value | length", "value.split('-')[0]", "value.strip().title()", "value | lower | capitalize"),
    *("value == 'foo'", "value if value == 'a' else 'other'", "value[5]", "value.removeprefix('f')"),
)
_TEXTS = (
    "{% if value == 'foo' %}yes{% else %}no{% endif %}",
    "{% for one in value %}{{ one }}.{% endfor %}",
    "{% set twice = value ~ value %}({{ twice }})",
    "<{{ value }}>",
)
_LIKELY = ("a", "b", "a.b", "items[0].a", "items[].a", "join(',', items[].b)", "items[?a=='foo'] | [0].b")
_LIKELY += ("sum(items[].a)", "length(items)", "not_null(a.b, b.a)", "{x: a, y: b.a}", "max_by(items, &a).b")


def _plain(expression: str) -> bool:
    """Whether both read it, and an average shows in no text: binary there, exact here."""
    return parses(expression) and not refused(expression) and "avg(" not in expression


_selects = st.one_of(st.sampled_from(_LIKELY), expressions().filter(_plain))
_transforms = st.one_of(
    st.none(), st.sampled_from(_SINGLE).map("{{{{ {} }}}}".format), st.sampled_from(_TEXTS)
)
_leaves = st.lists(st.tuples(_selects, _transforms), min_size=1, max_size=5)
_rows = st.one_of(st.none(), st.tuples(st.sampled_from(("items", "items[]", "a[]", "items[?a]")), _leaves))
_rows_of = st.lists(st.one_of(objects, objects, st.none(), st.text(max_size=3)), max_size=3)
_records = st.builds(lambda top, items: {**top, "items": items}, objects, _rows_of)


@dataclass
class Told:
    """What the loop says of a record."""

    payload: dict[str, Any] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    #: fields that are not compared
    open: set[str] = field(default_factory=set)


def rules(leaves: Iterable[tuple[str, str | None]]) -> tuple[Rule, ...]:
    """A field for each."""
    return tuple(Rule(to=f"f{n}", select=one, transform=two) for n, (one, two) in enumerate(leaves))


def loop(mapped: tuple[Rule, ...], node: Any, prefix: str, told: Told) -> dict[str, Any]:
    """Rule after rule, each by the library that its expression is written for."""
    payload: dict[str, Any] = {}
    for rule in mapped:
        to = prefix + rule.to
        try:
            value = each(rule, node, to, told) if rule.each else one(rule, node)
        except NotImplementedError:
            told.open.add(to)
        except (ValueError, TypeError, AttributeError, LookupError, TemplateError):
            told.faults.add(to)
        else:
            blank = isinstance(value, str) and not value.strip()
            if value is not None and not blank and value not in ([], {}):
                payload[rule.to] = value
    return payload


def each(rule: Rule, node: Any, to: str, told: Told) -> list[Any]:
    """A row for each item of a list."""
    rows = found(rule.each or "", node)
    if rows is not None and not isinstance(rows, list):
        raise ValueError("no list")
    return [loop(rule.map, row, f"{to}[{n}].", told) for n, row in enumerate(rows or ())]


def one(rule: Rule, node: Any) -> Any:
    """One value; NotImplementedError where the two may mean different things."""
    value = found(rule.select or "", node)
    if rule.transform is None or (value is None and "if " not in rule.transform):
        return value
    if value is not None and (not isinstance(value, str) or not value or "\0" in value):
        raise NotImplementedError
    if rule.transform[3:-3] in _SINGLE:
        made = STOCK.compile_expression(rule.transform[3:-3], undefined_to_none=False)(value=value)
        if isinstance(made, Undefined):
            raise LookupError("nothing is there")
        return made
    return STOCK.from_string(rule.transform).render(value=value)


def hold_against_the_loop(compiled: Compiled, record: dict[str, Any], tally: Counter[str]) -> None:
    """As values and as bytes."""
    told = Told()
    told.payload = loop(compiled.mapping.rules, record, "", told)
    assume(_is_json(told.payload))
    text = write_json(record)
    exact = parse_json(text)
    [rendering] = compiled.render([Scope(exact)])
    payloads, faults, _ = compiled.lines([text.encode()])
    for payload, wrong in (
        (rendering.payload, rendering.faults),
        (parse_json(payloads.decode())[0], faults[0][1] if faults else ()),
    ):
        assert {fault.to for fault in wrong} - told.open == told.faults, (compiled.mapping, record)
        assert same(closed(payload, told.open), closed(told.payload, told.open)), (compiled.mapping, record)
    tally["renderings"] += 2
    tally["faults"] += len(told.faults)
    tally["fields not compared"] += len(told.open)


def closed(payload: dict[str, Any], left_out: set[str], prefix: str = "") -> dict[str, Any]:
    """A payload without the fields that are not compared, in the order of their names."""
    made = {}
    for name in sorted(payload):
        value, to = payload[name], prefix + name
        if to in left_out:
            continue
        if name == "rows":
            value = [closed(row, left_out, f"{to}[{n}].") for n, row in enumerate(value)]
        made[name] = value
    return made


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return not isinstance(value, str) or "\0" not in value


@st.composite
def _mappings(draw: st.DrawFn) -> Mapping:
    made, below = rules(draw(_leaves)), draw(_rows)
    if below is not None:
        made = (*made, Rule(to="rows", each=below[0], map=rules(below[1])))
    return Mapping(rules=made)


_asked = st.lists(_records, min_size=2, max_size=2)


def compared(mapping: Mapping, records: list[dict[str, Any]], tally: Counter[str]) -> None:
    """Fresh, and counting on what the first record gave."""
    try:
        compiled = compile(mapping)
    except Misconfigured:
        tally["refused before there is a record"] += 1
        assume(condition=False)
    for record in records:
        hold_against_the_loop(compiled, record, tally)
    compiled.count_on([Scope(parse_json(write_json(records[0])))])
    for record in records:
        hold_against_the_loop(compiled, record, tally)
    tally["mappings"] += 1


@settings(max_examples=120, derandomize=True, database=None, suppress_health_check=_HEALTH)
@given(_mappings(), _asked)
def test_mappings_give_what_a_bare_loop_over_both_libraries_gives(
    mapping: Mapping, records: list[dict[str, Any]]
) -> None:
    """Payloads and the fields at fault are the same."""
    compared(mapping, records, Counter())


@pytest.mark.benchmark
def test_very_many_mappings_give_what_a_bare_loop_over_both_libraries_gives() -> None:
    """The same on other mappings every time."""
    tally: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=MAPPINGS, database=None, suppress_health_check=_HEALTH)
    @given(_mappings(), _asked)
    def hold(mapping: Mapping, records: list[dict[str, Any]]) -> None:
        compared(mapping, records, tally)

    hold()
    counted = ", ".join(f"{count:,} {name}" for name, count in tally.items())
    print(f"\nWhole mappings beside a bare loop: {counted}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
