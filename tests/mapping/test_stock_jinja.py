"""Koppel's Jinja against the stock one, where both mean the same: texts, whole numbers, lists, statements.

Left out is what Koppel means otherwise: null, an empty text's first letter, blanks under `default`, true and
false and lists as text, numbers with a fraction.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.mapping.compiler.alone import lowered
from core.mapping.template import template

TEMPLATES = int(os.environ.get("KOPPEL_FUZZ_TEMPLATES", "5000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))
STOCK = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
FAILED = object()

Texts = st.SearchStrategy[str]

_text = st.sampled_from(
    ("value", "record.text", "record['name']", "record.tags[0]", "'a-b'", "'x'", "record.no", "item")
)
_count = st.sampled_from(("record.count", "index", "0", "2", "7", "record.tags|length", "record.no", "item"))
_whole_numbers = st.sampled_from(("record.numbers", "[3, 1, 2]", "range(3)|list"))
_list = st.sampled_from(("record.tags", "record.numbers", "['b', 'a']", "[3, 1, 2]", "range(3)|list"))
#: functions that mean the same on a text that is one
_functions = st.sampled_from(
    (
        *(
            "trim",
            "upper",
            "lower",
            "capitalize",
            "trim('#')",
            "replace('a', 'b')",
            "replace('a', 'b', 1)",
            "string",
        ),
        *("default('x')", "list|join('.')", "reverse", "urlencode", "unique|join"),
    )
)
_methods = st.sampled_from(
    (
        *(
            ".strip()",
            ".upper()",
            ".title()",
            ".replace('a', 'b')",
            ".split('-')[0]",
            ".split()|join('+')",
            ".zfill(6)",
        ),
        *(
            ".removeprefix('#')",
            ".strip('#').upper()",
            "[1:]",
            "[:3]",
            "[::-1]",
            ".split('-')|last",
            ".casefold()",
        ),
    )
)
_asked = st.sampled_from(
    ("defined", "string", "in('abc')", "eq('a-b')", "number", "mapping", "upper", "none", "sequence")
)


def _texts(parts: Texts) -> Texts:
    asked = st.one_of(
        st.builds("({} ~ '') is {}".format, parts, _asked),  # stock Jinja also asks what is undefined
        st.builds("{} {} {}".format, parts, st.sampled_from(("==", "!=", "<", "in", "not in")), parts),
        st.builds("{} > {}".format, _numbers, _numbers),
        st.builds("not {}".format, parts),
    )
    return st.one_of(
        st.builds("({}|{})".format, parts, _functions),
        st.builds("({}|{}|{})".format, parts, _functions, _functions),
        st.builds("({}{})".format, parts, _methods),
        st.builds("({} {} {})".format, parts, st.sampled_from(("~", "+", "or", "and")), parts),
        st.builds("({} if {} else {})".format, parts, asked, parts),
        st.builds("({} ~ {})".format, parts, _numbers),
        st.builds(
            "({}|{})".format,
            _list,
            st.sampled_from(("join", "join('-')", "map('string')|join", "sort|join('.')")),
        ),
        st.builds("('%s/%s'|format({}, {}))".format, parts, _numbers),
    )


_numbers: Texts = st.recursive(
    _count,
    lambda parts: st.one_of(
        st.builds("({} {} {})".format, parts, st.sampled_from(("+", "-", "*", "//", "%")), parts),
        st.builds("({}|{})".format, parts, st.sampled_from(("abs", "int", "default(1)"))),
        st.builds("({}|{})".format, _list, st.sampled_from(("length", "count"))),
        st.builds("({}|{})".format, _whole_numbers, st.sampled_from(("first", "last", "max", "min"))),
        st.builds("(-{})".format, parts),
    ),
    max_leaves=3,
)
_shown = st.one_of(st.recursive(_text, _texts, max_leaves=4), _numbers)
_expressions = st.one_of(_shown, _shown, _list)
_bodies = st.sampled_from(
    (
        "{{ one }}",
        "{{ loop.index }}:{{ one }},",
        "{% if loop.last %}.{% endif %}",
        "{% if one == 'a' %}!{% endif %}",
    )
)
_whole = st.one_of(
    st.builds("Order {{{{ {} }}}}: {{{{ {} }}}}".format, _shown, _shown),
    st.builds("{{% if {} %}}{{{{ {} }}}}{{% else %}}-{{% endif %}}".format, _expressions, _shown),
    st.builds("{{% for one in {} %}}{}{{% else %}}none{{% endfor %}}".format, _list, _bodies),
    st.builds("{{% set made = {} %}}{{{{ made }}}}|{{{{ made }}}}".format, _shown),
)
_words = st.sampled_from(("a-b", "#1001", " x y ", "abc", "Koffie", "é", "7", ""))
_seen = st.builds(
    lambda value, text, count, tags, numbers: {
        "value": value,
        "record": {"text": text, "name": value, "count": count, "tags": tags, "numbers": numbers},
        "index": 1,
    },
    _words,
    _words,
    st.integers(-3, 1_000),
    st.lists(_words, min_size=1, max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
)


def outcome(call: Any) -> Any:
    """Give what a call gives, or FAILED."""
    try:
        return call()
    except Exception:  # noqa: BLE001  - that it fails is the outcome, however it does
        return FAILED


def agree(expression: str, whole: str, names: dict[str, Any], counted: Counter[str]) -> None:
    """Hold an expression and a whole template against stock Jinja, lowered and as they are."""
    pairs = (
        (f"{{{{ {expression} }}}}", STOCK.compile_expression(expression, undefined_to_none=False)),
        (whole, STOCK.from_string(whole).render),
    )
    for source, stock in pairs:
        expected = outcome(lambda stock=stock: _used(stock(**names)))
        ours = template(source)
        for made in (
            outcome(lambda ours=ours: ours.of(names, {})),
            outcome(lambda ours=ours: lowered(ours, {})(names)),
        ):
            counted["comparisons"] += 1
            counted["failures" if expected is FAILED else "values"] += 1
            assert (made, type(made)) == (expected, type(expected)), (source, names)


def _used(value: Any) -> Any:
    """Use a value: what is undefined fails."""
    if isinstance(value, StrictUndefined):
        str(value)
    return value


@given(_expressions, _whole, _seen)
@settings(max_examples=300, derandomize=True, database=None)
def test_what_both_mean_the_same_is_the_same(expression: str, whole: str, names: dict[str, Any]) -> None:
    """The same value of the same type, or both an error."""
    agree(expression, whole, names, Counter())


@pytest.mark.benchmark
def test_much_of_what_both_mean_the_same_is_the_same() -> None:
    """As many pairs of templates as KOPPEL_FUZZ_TEMPLATES says."""
    counted: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=TEMPLATES, database=None, suppress_health_check=list(HealthCheck))
    @given(_expressions, _whole, _seen)
    def held(expression: str, whole: str, names: dict[str, Any]) -> None:
        counted["templates"] += 2
        agree(expression, whole, names, counted)

    held()
    print(f"\nstock Jinja: {dict(counted)}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
