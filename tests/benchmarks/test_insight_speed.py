"""What it costs to say what samples tell, beside rendering them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest

from core.flow import Flow
from core.insight import changes, choose, coverage, explain, outcomes, survey, unlisted, unused
from core.records import JsonObject
from core.workspace import Preview, Workspace

pytestmark = pytest.mark.benchmark

_FIELDS, _ROUNDS = 60, 15
_COUNTRIES = ("NL", "BE", "DE", "FR")


def _record(dice: random.Random, number: int, paths: int) -> JsonObject:
    """An order with so many paths: a third in groups, some left empty, lines with fields of their own."""
    groups: JsonObject = {}
    for n in range(paths - 20):
        holder = groups if n % 3 else groups.setdefault(f"group{n // 30}", {})
        value = None if dice.random() < 0.2 else f"v{dice.randrange(4 if n % 4 else 100_000)}"
        if dice.random() < 0.9:  # one in ten leaves the key out
            holder[f"field{n}"] = value
    lines = [{f"l{k}": dice.randrange(50) for k in range(15)} for _ in range(dice.randrange(4))]
    return {"name": f"#{number}", "country": dice.choice(_COUNTRIES), "lines": lines, **groups}


def _flow() -> Flow:
    rules = [
        {"to": f"F{n}", "select": f"group{n // 30}.field{n}" if n % 3 == 0 else f"field{n}"}
        for n in range(_FIELDS - 6)
    ]
    rows = {"to": "Lines", "each": "lines[]", "map": [{"to": f"L{k}", "select": f"l{k}"} for k in range(5)]}
    vat = {"to": "VAT", "select": "country", "transform": "{{ value | lookup('vat') }}"}
    known = {"connection": "nowhere", "resource": "orders"}
    tables = {"vat": {"rows": {"NL": "1", "BE": "2"}, "default": "0"}}
    return Flow.model_validate(
        {
            "koppel": 1,
            "name": "flow",
            "title": "Flow",
            "source": known,
            "target": {**known, "match": {"Ref": "name"}},
            "tables": tables,
            "map": [*rules, rows, vat],
        }
    )


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a workspace that knows no system."""
    made = Workspace(tmp_path_factory.mktemp("nothing known"))
    yield made
    made.close()


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return min(taken)


def test_a_hundred_records_of_sixty_fields(workspace: Workspace) -> None:
    """Each part beside the rendering of the same records."""
    dice = random.Random(1)
    records = [_record(dice, n, 150) for n in range(100)]
    flow = _flow()
    made = list(workspace.preview(flow, records))
    seen = survey(records)
    # Further renderings are remembered, so that only what is done beside them is measured.
    asked: dict[str, list[Preview]] = {}

    def render(other: Flow) -> list[Preview]:
        key = repr((other.map, other.tables))
        if key not in asked:
            asked[key] = list(workspace.preview(other, records))
        return asked[key]

    parts: dict[str, Callable[[], object]] = {
        "rendering": lambda: list(workspace.preview(flow, records)),
        "survey of the source": lambda: survey(records),
        "outcomes": lambda: outcomes(flow.map, made),
        "coverage": lambda: coverage(flow, (), made),
        "unused": lambda: unused(flow, seen),
        "unlisted": lambda: unlisted(flow, made, render),
        "changes": lambda: changes(made, made),
        "reasons": lambda: explain(flow, records, made, render, seen),
    }
    print()
    for name, work in parts.items():
        print(f"100 records of {_FIELDS} fields, {name}: {_milliseconds(work):.2f} ms")


def test_five_thousand_records() -> None:
    """The choice of twenty."""
    dice = random.Random(2)
    records = [_record(dice, n, 150) for n in range(5_000)]
    began = time.perf_counter()
    chosen = choose(records, 20)
    took = time.perf_counter() - began
    paths = len(survey(records[:200]))
    print(f"\nchoice of {len(chosen)} of 5,000 records of {paths} paths: {took:.2f} s")
