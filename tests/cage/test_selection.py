"""A selection that sees the record alone is evaluated once on each record of a batch."""

from __future__ import annotations

import pytest

from core.mapping import Batch, Scope, select
from core.mapping.cage.call import Asked

ORDERS = [{"name": "#1", "lines": [{"sku": "A"}, {"sku": "B"}]}, {"name": "#2", "lines": [{"sku": "C"}]}]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions went to the cage, call by call."""
    counts: list[int] = []
    plain = Asked.answers

    def counted(self: Asked, questions: list[Scope]) -> list[object]:
        counts.append(len(questions))
        return plain(self, questions)

    monkeypatch.setattr(Asked, "answers", counted)
    return counts


def test_the_same_is_not_evaluated_twice(asked: list[int]) -> None:
    """What a check found changes nothing that it could see; another row does."""
    batch, number, sku = Batch(ORDERS), select({"x": "name"}), select({"x": "sku"})
    asked.clear()
    first = number.of([Scope(order, batch=batch) for order in ORDERS])
    again = number.of([Scope(order, {"customer": {"ID": "7"}}, batch=batch) for order in ORDERS])
    assert [one.values for one in again] == [one.values for one in first] == [{"x": "#1"}, {"x": "#2"}]
    assert asked == [2, 0]
    rows = [Scope(ORDERS[0], item=row, index=at, batch=batch) for at, row in enumerate(ORDERS[0]["lines"])]
    assert [one.values["x"] for one in sku.of(rows)] == ["A", "B"]
    assert asked == [2, 0, 2]


@pytest.mark.parametrize("text", ["$customer.ID", "[$run.id, name]", "name && $customer.ID || name"])
def test_what_a_check_found_is_seen_each_time(text: str) -> None:
    """An expression that names more than the record and its settings is evaluated again."""
    batch, one = Batch(ORDERS), select({"x": text})
    seen = [
        one.of([Scope(ORDERS[0], {"customer": {"ID": number}}, {}, {"id": number}, batch=batch)])[0].values
        for number in "12"
    ]
    assert seen[0] != seen[1]


def test_what_stands_beside_a_batch_is_evaluated_each_time() -> None:
    """A record that is changed in no batch is seen as it is."""
    order, one = {"name": "#1"}, select({"x": "name"})
    assert one.of([Scope(order)])[0].values == {"x": "#1"}
    order["name"] = "#2"
    assert one.of([Scope(order)])[0].values == {"x": "#2"}


def test_what_nobody_asks_any_more_is_forgotten() -> None:
    """The samples of a notebook stay while its expressions are edited; what former ones gave does not."""
    batch = Batch(ORDERS)
    for name in ("name", "lines", "name"):
        one = select({"x": name})
        one.of([Scope(order, batch=batch) for order in ORDERS])
    assert len(batch.answers) == 1
    del one
    assert not batch.answers


def test_a_fault_is_remembered_as_well(asked: list[int]) -> None:
    """What cannot be evaluated on a record is not tried on it again."""
    batch, one = Batch(ORDERS), select({"x": "abs(name)"})
    asked.clear()
    faults = [one.of([Scope(ORDERS[0], batch=batch)])[0].fault for _ in range(2)]
    assert faults[0] == faults[1] is not None
    assert asked == [1, 0]
