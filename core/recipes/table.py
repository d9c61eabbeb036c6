"""The value tables of a recipe: those of the target, with what only the two systems can tell of them."""

from __future__ import annotations

from typing import Any

from core.mapping.mapping import Table
from core.recipes.profile import Part, Writing


def tables(given: Part, taken: Part, writing: Writing, rows: dict[str, dict[str, Any]]) -> dict[str, Table]:
    """The target's value tables, with `rows` that were looked up.

    `accounts` begins with what two charts call differently.
    """
    same = {given.chart[word]: number for word, number in taken.chart.items() if word in given.chart}
    charts = {"accounts": {number: own for number, own in same.items() if number != own}}
    first = {**charts, **rows}
    return {name: _plain(table, first.get(name, {})) for name, table in writing.tables.items()}


def _plain(table: Table, first: dict[str, Any]) -> Table:
    rows = {**first, **table.rows}
    return Table(rows=rows, default=table.default) if table.has_default else Table(rows=rows)
