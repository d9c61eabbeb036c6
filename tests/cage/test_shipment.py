"""Questions on their way to a caged process: what they share travels once, and nothing gets lost."""

from __future__ import annotations

from typing import Any

from core.mapping import Batch, Mapping, Rule, Scope, compile  # noqa: A004  - it is what it does
from core.mapping.cage.shipment import shipment

RECORDS = [{"id": n, "lines": [{"sku": f"{n}-{m}"} for m in range(3)]} for n in range(5)]
BATCH = Batch(RECORDS)
RUN = {"flow": "orders"}
SEEN = Mapping(
    rules=(
        Rule(to="Id", select="$record.id"),
        Rule(to="Sku", select="sku"),
        Rule(to="Place", select="$index"),
        Rule(to="Of", select="$parent.id"),
        Rule(to="Customer", select="$customer"),
        Rule(to="Flow", select="$run.flow"),
    ),
    checks=("customer",),
)


def places(scopes: list[Scope]) -> list[list[int]]:
    """The places of the records that travel together."""
    return [one.places for one in shipment(scopes).questions]


def payloads(scopes: list[Scope]) -> list[Any]:
    """What a mapping in the cage makes of them."""
    return [one.payload for one in compile(SEEN, owner="a shipment").render(scopes)]


def test_scopes_that_differ_by_their_record_alone_travel_together() -> None:
    """In their order, whatever that is; a record may come twice."""
    scopes = [Scope(RECORDS[n], run=RUN, batch=BATCH) for n in (3, 0, 0, 4)]
    assert places(scopes) == [[3, 0, 0, 4]]
    assert len(shipment(scopes)) == len(scopes)
    assert payloads(scopes) == [{"Id": n, "Flow": "orders"} for n in (3, 0, 0, 4)]


def test_what_else_differs_is_kept_apart() -> None:
    """A check that found something, an item, its place, another run or another batch."""
    row = RECORDS[1]["lines"][0]  # type: ignore[index]  # a list, as above
    scopes = [
        Scope(RECORDS[0], {"customer": "C"}, run=RUN, batch=BATCH),
        Scope(RECORDS[1], run=RUN, batch=BATCH),
        Scope(RECORDS[1], run=RUN, item=row, index=0, parent=RECORDS[1], batch=BATCH),
        Scope(RECORDS[1], run=RUN, item=row, index=1, parent=RECORDS[1], batch=BATCH),
        Scope(RECORDS[1], run={"flow": "others"}, batch=BATCH),
        Scope(RECORDS[2], run=RUN),
        Scope(RECORDS[3], run=RUN),
        Scope(RECORDS[4], run=RUN, batch=BATCH),
    ]
    assert places(scopes) == [[0], [1], [1], [1], [1], [0, 1], [4]]
    assert payloads(scopes) == [
        {"Id": 0, "Customer": "C", "Flow": "orders"},
        {"Id": 1, "Flow": "orders"},
        {"Id": 1, "Sku": "1-0", "Place": 0, "Of": 1, "Flow": "orders"},
        {"Id": 1, "Sku": "1-0", "Place": 1, "Of": 1, "Flow": "orders"},
        {"Id": 1, "Flow": "others"},
        {"Id": 2, "Flow": "orders"},
        {"Id": 3, "Flow": "orders"},
        {"Id": 4, "Flow": "orders"},
    ]


def test_settings_that_only_look_the_same_are_kept_apart() -> None:
    """1 and true are equal to Python, and not the same."""
    scopes = [Scope(RECORDS[0], settings={"rate": one}, batch=BATCH) for one in (1, True)]
    assert places(scopes) == [[0], [0]]


def test_an_edited_mapping_gives_in_the_cage_what_it_gives_afresh() -> None:
    """Edit after edit in the same process, as in a process of its own."""
    scopes = [Scope(record, {"customer": "C"}, run=RUN, batch=BATCH) for record in RECORDS]
    for n, select in enumerate(("lines[0].sku", "sum(lines[].sku)", "lines[*].sku | join(', ', @)")):
        rules = (*SEEN.rules, Rule(to="More", select=select), Rule(to="More2", transform=f"{{{{ {n} }}}}"))
        mapping = SEEN.model_copy(update={"rules": rules})
        edited = compile(mapping, owner="a shipment").render(scopes)
        assert edited == compile(mapping, owner=f"afresh {n}").render(scopes)


def test_the_function_of_a_mapping_is_shown_when_it_is_asked_for() -> None:
    """As a person can read it: every rule as it was written."""
    shown = compile(SEEN, owner="a shipment").source
    assert "# Of ← $parent.id" in shown
    assert shown.startswith(("#", "def render(seen"))
