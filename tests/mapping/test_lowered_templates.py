"""Transforms lowered to Python give what Jinja gives, or raise where it does."""

from __future__ import annotations

import os
import warnings
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from random_templates import (
    CALLS,
    CONSTANTS,
    HUGE,
    METHODS,
    PATHS,
    SIGNS,
    TABLES,
    TESTS,
    VALUES,
    about,
    seen,
    templates,
)

from core.mapping.compiler.alone import function, lowered
from core.mapping.compiler.source import NotCompiled
from core.mapping.limits import Wrong
from core.mapping.template import template

TEMPLATES = int(os.environ.get("KOPPEL_FUZZ_TEMPLATES", "5000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))
FAILED = object()
EACH = [about(value) for value in VALUES]
LARGE = [about(value) for value in HUGE]


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to the last digit: of one type, keys in the same order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return str(one) == str(other) if isinstance(one, Decimal) else bool(one == other)


def outcome(call: Any) -> Any:
    """Give what a call gives, or FAILED."""
    try:
        return call()
    except Exception:  # noqa: BLE001  - that it fails is the outcome, however it does
        return FAILED


def compare(source: str, documents: list[dict[str, Any]], counted: Counter[str]) -> None:
    """Hold a lowered template against Jinja on some documents."""
    try:
        whole = template(source)
    except Wrong:
        counted["not possible"] += 1
        return
    counted["templates"] += 1
    try:
        with warnings.catch_warnings(action="error"):
            quick = function(whole, TABLES)
    except NotCompiled:
        counted["left to Jinja"] += 1
        return
    counted["lowered"] += 1
    for names in documents:
        expected = outcome(lambda names=names: whole.of(names, TABLES))
        made = outcome(lambda names=names: quick(names))
        counted["comparisons"] += 1
        counted["values" if expected is not FAILED else "failures"] += 1
        assert (made is FAILED) == (expected is FAILED), (source, names, expected, made)
        assert expected is FAILED or same(made, expected), (source, names, expected, made)


def proved(source: str, documents: list[dict[str, Any]]) -> None:
    """Hold a template that must be lowered against Jinja."""
    counted: Counter[str] = Counter()
    compare(source, documents, counted)
    assert counted["lowered"], source


@pytest.mark.parametrize("call", CALLS)
def test_every_function_gives_what_jinja_gives(call: str) -> None:
    """On values of every kind: the same value or both an error."""
    proved(f"{{{{ value|{call} }}}}", EACH + LARGE)


@pytest.mark.parametrize(
    "pattern", ["%.2f", "EUR %.2f,-", "%.0f", "%.20f", "%.21f", "%d", "%05d", "%s", "%s%%", "%", "{}%.1f"]
)
@pytest.mark.parametrize(
    "given", ["value", "value|number", "value|float", "value|float(0)", "value|d(1)", "[value]"]
)
def test_every_form_of_format_gives_what_jinja_gives(pattern: str, given: str) -> None:
    """On values of every kind: the same value or both an error."""
    proved(f"{{{{ '{pattern}'|format({given}) }}}}", EACH)
    proved(f"{{{{ '{pattern}' % ({given}) }}}}", EACH)


@pytest.mark.parametrize("method", METHODS)
def test_methods_keys_places_and_slices_give_what_jinja_gives(method: str) -> None:
    """On values of every kind: the same value or both an error."""
    proved(f"{{{{ value{method} }}}}", EACH + LARGE)


@pytest.mark.parametrize("asked", TESTS)
def test_every_test_gives_what_jinja_gives(asked: str) -> None:
    """On values, on what is missing and on rows."""
    for path in ("value", "value.a", "value[0]", "record.no.more", "checks.customer.ID", "[record.no][0]"):
        proved(f"{{{{ {path} is {asked} }}}}", EACH)


@pytest.mark.parametrize("sign", SIGNS)
def test_every_operator_gives_what_jinja_gives(sign: str) -> None:
    """On all pairs of values."""
    pairs = [about(value, {"other": other}) for value in VALUES for other in VALUES[::3]]
    proved(f"{{{{ value {sign} record.other }}}}", pairs)
    proved(f"{{{{ (value {sign} record.other) is none }}}}", pairs)
    for constant in CONSTANTS:
        proved(f"{{{{ value {sign} {constant} }}}}", EACH[::3])


@pytest.mark.parametrize("path", [*PATHS, *CONSTANTS])
def test_what_is_named_gives_what_jinja_gives(path: str) -> None:
    """Alone, in a row, chosen by a condition, signed, in text and under `default`."""
    shapes = ("{}", "[{}, 1]", "('a', {})", "{{'a': {}}}", "{} if value else 'x'", "not {}", "-{}", "+{}")
    shapes += (
        "[{}][0]|default('x')",
        "({} if value)|d('x')",
        "{}|default((1, 2), true)",
        "value or ({}, 1)",
        "[{}] + [(1, 2)]",
        "{} or value",
        "{} and value",
        "{}|default('x')",
        "{}|default(value)",
        "{}|upper",
        "value ~ {}",
    )
    for shape in shapes:
        proved(f"{{{{ {shape.format(path)} }}}}", EACH)
    proved(f"Order {{{{ {path} }}}} of {{{{ value }}}}", EACH)


@pytest.mark.parametrize(
    "source",
    [
        "{% if value %}a{% endif %}",
        "{{ value / 1e999 }}",
        "{{ '1'|int(1e999)|string }}",
        "{% set x = value|upper %}{{ x }}",
        "{% for one in value %}{{ one }}{% endfor %}",
        "{{ value" + "|trim" * 40 + " }}",
        "{{ [" + "value|ascii, " * 60 + "] }}",
        "{{ value" + "|replace('a', 'aaaaa')" * 5 + " }}",
        "{{ '%(ﬁ)s'|format(ﬁ=value) }}",
    ],
)
def test_what_is_left_to_jinja_is_as_it_was(source: str) -> None:
    """Statements, deep nesting and what may grow beyond counting are not lowered, and give the same."""
    with pytest.raises(NotCompiled):
        function(template(source), TABLES)
    alone, whole = lowered(template(source), TABLES), template(source)
    for names in EACH:
        expected = outcome(lambda names=names: whole.of(names, TABLES))
        assert same(outcome(lambda names=names: alone(names)), expected)


def lowers(expression: str) -> bool:
    """Tell whether an expression is lowered."""
    made = outcome(lambda: function(template(f"{{{{ {expression} }}}}"), TABLES))
    return made is not FAILED


def test_the_deepest_that_is_lowered_is_read_by_python() -> None:
    """Brackets in brackets, as far as they go."""
    for shape in ("({}|d(record.no))", "[{}]", "({} ~ 'x')", "(not {})", "({}.a)", "({}|first)", "({} + 1)"):
        source, levels = "value", 0
        while lowers(shape.format(source)):
            source, levels = shape.format(source), levels + 1
        proved(f"{{{{ {source} }}}}", EACH[::7])
        assert levels > 12, shape


@pytest.mark.parametrize("size", [999_993, 999_994, 999_995, 1_000_001])
def test_text_is_as_long_as_it_may_be_and_no_longer(size: int) -> None:
    """The bound on a text holds for all of its parts together."""
    proved("Order {{ value }}", [about("x" * size)])
    proved("{{ value }}{{ value }}", [about("x" * (size // 2)), about("x" * size)])


def test_what_fails_says_why() -> None:
    """A transform alone gives the sentence that the template gives."""
    with pytest.raises(ValueError, match="'nmae' is undefined; did you mean 'name'"):
        lowered(template("{{ record.nmae|upper }}"), TABLES)({"value": 1, "record": {"name": "x"}})


def test_what_cannot_be_named_is_undefined() -> None:
    """Outside of a list there is no item, and `default` may say what then."""
    assert lowered(template("{{ item|default('none') }}"), TABLES)({"value": 1}) == "none"


@given(templates, st.lists(seen, min_size=4, max_size=4))
@settings(max_examples=300, derandomize=True, database=None)
def test_a_lowered_template_gives_what_jinja_gives(source: str, documents: list[dict[str, Any]]) -> None:
    """Value, type and order are the same; where the one fails, the other does."""
    compare(source, documents, Counter())


@pytest.mark.benchmark
def test_many_lowered_templates_give_what_jinja_gives() -> None:
    """As many templates as KOPPEL_FUZZ_TEMPLATES says."""
    counted: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=TEMPLATES, database=None, suppress_health_check=list(HealthCheck))
    @given(templates, st.lists(seen, min_size=4, max_size=4))
    def held(source: str, documents: list[dict[str, Any]]) -> None:
        compare(source, documents, counted)

    held()
    share = counted["lowered"] / counted["templates"]
    print(f"\n{dict(counted)}, lowered {share:.0%}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
