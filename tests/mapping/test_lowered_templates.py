"""Transforms lowered to Python give what Jinja gives, or raise where it does."""

from __future__ import annotations

import copy
import os
import warnings
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from random_templates import TABLES, seen, templates

from core.mapping.compiler.alone import function
from core.mapping.compiler.source import NotCompiled
from core.mapping.limits import Wrong
from core.mapping.template import template

TEMPLATES = int(os.environ.get("KOPPEL_FUZZ_TEMPLATES", "5000"))
SEED = int(os.environ.get("KOPPEL_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))
FAILED = object()


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
        expected = outcome(lambda names=names: whole.of(copy.deepcopy(names), TABLES))
        made = outcome(lambda names=names: quick(names))
        counted["comparisons"] += 1
        counted["values" if expected is not FAILED else "failures"] += 1
        assert (made is FAILED) == (expected is FAILED), (source, names, expected, made)
        assert expected is FAILED or same(made, expected), (source, names, expected, made)


@given(templates, st.lists(seen, min_size=4, max_size=4))
@settings(max_examples=400, derandomize=True, deadline=None, database=None)
def test_a_lowered_template_gives_what_jinja_gives(source: str, documents: list[dict[str, Any]]) -> None:
    """Value, type and order are the same; where the one fails, the other does."""
    compare(source, documents, Counter())


@pytest.mark.benchmark
def test_many_lowered_templates_give_what_jinja_gives() -> None:
    """As many templates as KOPPEL_FUZZ_TEMPLATES says."""
    counted: Counter[str] = Counter()

    @seed(SEED)
    @settings(max_examples=TEMPLATES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(templates, st.lists(seen, min_size=4, max_size=4))
    def held(source: str, documents: list[dict[str, Any]]) -> None:
        compare(source, documents, counted)

    held()
    share = counted["lowered"] / counted["templates"]
    print(f"\n{dict(counted)}, lowered {share:.0%}; 0 differences (KOPPEL_FUZZ_SEED={SEED})")  # noqa: T201  - a benchmark prints
