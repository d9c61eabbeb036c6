# ruff: noqa: T201  - a benchmark prints its figures
"""The figures of suggestions: how often they are right, and how long they take."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Any

import pytest
from mapping_tasks import TASKS
from suggestion_pairs import hand_made, of_recipes, score

from core.catalog import Catalog
from core.fields import FieldType
from core.mapping import Scope
from core.suggestions import suggest
from core.suggestions.seen import look

Samples = dict[str, list[dict[str, Any]]]


@pytest.mark.benchmark
def test_suggestions_are_right(samples: Samples) -> None:
    """Print hit rates, and how much of what is shown is right."""
    sets = {
        "recipes": of_recipes(samples),
        "pairs": hand_made(samples),
        "pairs that nothing was adjusted to": hand_made(samples, "unseen_pairs.yaml"),
    }
    for name, pairs in sets.items():
        found = score(pairs)
        print(f"\n{name}: {found.line}", end="")
        assert found.first <= found.three <= found.asked


@pytest.mark.benchmark
def test_suggestions_are_quick(samples: Samples) -> None:
    """Print the time for all fields of both systems on orders of the shop."""
    resources = [one for connector in Catalog().connectors() for one in connector.resources]
    known = [field for one in resources for field in one.fields if field.type is not FieldType.LIST]
    fields = known[:300]
    scopes = [Scope(record) for record in samples["orders"]]
    suggest(fields, scopes)
    times = []
    for _ in range(9):
        start = perf_counter()
        suggest(fields, scopes)
        times.append(perf_counter() - start)
    print(f"\n{len(look(scopes))} paths x {len(fields)} fields: {median(times) * 1000:.0f} ms (median)")
    assert len(fields) == 300


@pytest.mark.benchmark
def test_guesses_are_right_and_quick(samples: Samples) -> None:
    """Print how many tasks are right at the first guess, and the time that each takes."""
    right, times = 0, []
    TASKS[0].guessed(samples)
    for task in TASKS:
        start = perf_counter()
        found, given = task.guessed(samples)
        times.append(perf_counter() - start)
        right += bool(found.guesses) and task.right(found.guesses[0].values, samples, given)
    print(f"\n{right} of {len(TASKS)} tasks right at rank 1 from 3 examples; 25 samples of", end=" ")
    print(f"{len(look([Scope(one) for one in samples['orders']]))} paths:", end=" ")
    print(f"{median(times) * 1000:.0f} ms (median), {max(times) * 1000:.0f} ms (slowest)")
    assert right
