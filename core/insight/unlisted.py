"""Source values that a value table does not list: which, how often, where, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.flow import Flow, Rule
from core.insight.place import Rendered, places
from core.insight.probe import Render, asking
from core.mapping import Table, missing_row, template_reads

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Unlisted:
    """One value that a table has no row for: which rules met it, in how many records, some of them by number.

    With `has_default` the value becomes `default`; else the records are parked.
    """

    table: str
    value: str
    rules: tuple[str, ...]
    records: int
    examples: tuple[int, ...]
    has_default: bool = False
    default: Any = None


@dataclass(slots=True)
class _Met:
    rules: dict[str, None] = field(default_factory=dict)
    records: dict[int, None] = field(default_factory=dict)


def unlisted(flow: Flow, rendered: Sequence[Rendered] | None, render: Render) -> tuple[Unlisted, ...]:
    """The values that the flow's tables lack, the most frequent of each table first.

    Where a table with a default is asked, or nothing is rendered yet, the rules that look something up are
    rendered with tables that have no default: what would then be a fault is what falls to it.
    """
    asked = {
        table
        for place in places(flow.map)
        if place.rule.transform
        for table in template_reads(place.rule.transform).tables
    }
    tables = {name: flow.tables[name] for name in flow.tables if name in asked}
    if not tables:
        return ()
    if rendered is None or any(table.has_default for table in tables.values()):
        strict = {name: Table(rows=table.rows) for name, table in flow.tables.items()}
        rendered = render(asking(flow, list(_looking(flow.map)), strict))
    found: dict[tuple[str, str], _Met] = {}
    for n, each in enumerate(rendered):
        for fault in each.faults:
            row = missing_row(fault.why)
            if row is not None:
                met = found.setdefault(row, _Met())
                met.rules[_bare(fault.to)] = None
                met.records[n] = None
    rows = [
        _unlisted(tables[table], table, value, met)
        for (table, value), met in found.items()
        if table in tables
    ]
    return tuple(sorted(rows, key=lambda row: (row.table, -row.records)))


def _unlisted(table: Table, name: str, value: str, met: _Met) -> Unlisted:
    examples = tuple(met.records)[:_EXAMPLES]
    return Unlisted(
        name, value, tuple(met.rules), len(met.records), examples, table.has_default, table.default
    )


def _looking(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The rules that ask a table, inside the lists where they stand."""
    for rule in rules:
        if rule.map:
            inner = tuple(_looking(rule.map))
            if inner:
                yield rule.model_copy(update={"map": inner})
        elif rule.transform and template_reads(rule.transform).tables:
            yield rule


def _bare(to: str) -> str:
    return "".join(part.partition("]")[2] if n else part for n, part in enumerate(to.split("[")))
