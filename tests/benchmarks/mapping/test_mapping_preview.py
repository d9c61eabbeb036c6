"""From an edit to the preview of a hundred orders, in the cage: what somebody waits for at every key."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from order_by_koppel import decoded
from order_mapping import HEADER, MAPPING
from webshop_orders import orders

from core.mapping import Batch, Mapping, Rule, Scope, compile  # noqa: A004  - its name

SAMPLES, EDITS = 100, 60

pytestmark = pytest.mark.benchmark


def edited(rule: Rule, turn: int) -> Rule:
    """The rule with a text that nobody has compiled before."""
    if rule.transform is not None:
        return rule.model_copy(update={"transform": f"{rule.transform[:-2]}| default('{turn}') }}}}"})
    return rule.model_copy(update={"select": f"{rule.select} || '{turn}'"})


def milliseconds(work: Callable[[int, Rule], int]) -> float:
    """The median time of an edit, over all fields of the header."""
    took = []
    for turn in range(EDITS):
        began = time.perf_counter()
        assert work(turn, HEADER[turn % len(HEADER)]) == SAMPLES
        took.append(time.perf_counter() - began)
    return 1000 * median(took)


def test_an_edit_is_seen_at_once() -> None:
    """The edited column in less than 2 ms, the whole mapping in less than 10 ms."""
    records = decoded(list(orders(SAMPLES)))
    batch = Batch(records)
    scopes = [Scope(record, batch=batch) for record in records]

    def column(turn: int, rule: Rule) -> int:
        made = Mapping(rules=(edited(rule, turn),), tables=MAPPING.tables)
        return len(compile(made, owner="preview").render(scopes))

    def whole(turn: int, rule: Rule) -> int:
        rules = tuple(edited(one, -turn) if one is rule else one for one in MAPPING.rules)
        made = MAPPING.model_copy(update={"rules": rules})
        return len(compile(made, owner="preview").render(scopes))

    column(-1, HEADER[0])
    found = {
        "the edited column": (milliseconds(column), 2.0),
        "the whole mapping": (milliseconds(whole), 10.0),
    }
    print(f"\nfrom an edit to the preview of {SAMPLES} orders in the cage, median of {EDITS} edits:")
    for what, (took, goal) in found.items():
        print(f"  {what:20} {took:6.2f} ms   goal: less than {goal:g}" + ("" if took < goal else "  MISSED"))
    assert {what for what, (took, goal) in found.items() if took >= goal} == set()
