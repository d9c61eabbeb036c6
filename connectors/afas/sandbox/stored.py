"""What stands in the books, by the connector's resources: rows as Profit keeps them, lines inside."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from connectors.afas.columns import own
from connectors.afas.sandbox.books import OWN, VIEWS, Books, Row

_LINES = {"sales_orders": ("orders", "order_lines"), "direct_invoices": ("invoices", "invoice_lines"),
          "delivery_notes": ("notes", "note_lines")}  # fmt: skip


def stored(books: Books, resource: str) -> list[Row]:
    """Show the rows of a resource; KeyError when there is no such resource."""
    path = {each.name: each.path for each in own(OWN)[0]}[resource]  # KeyError names what there is not
    if resource in _LINES:
        headers, lines = _LINES[resource]
        return [
            {
                **_shown(row),
                "lines": [_shown(books.tables[lines][key.casefold()]) for key in _keys(books, lines, row)],
            }
            for row in books.tables[headers].values()
        ]
    rows = [_shown(row) for row in books.rows(VIEWS[path.removeprefix("connectors/")])]
    if resource == "entries":
        return [{**same[0], "lines": same} for same in _grouped(rows)]
    if resource == "debtors":
        return [{**row, "address": _address(books, row["DebtorId"])} for row in rows]
    return rows


def _keys(books: Books, table: str, row: Row) -> list[str]:
    """Give the keys of a document's lines; one that was removed is left out."""
    return [key for key in row.get("Lines", ()) if books.row(table, key) is not None]


def _grouped(rows: list[Row]) -> list[list[Row]]:
    return [list(same) for _, same in groupby(rows, lambda row: (row["UnitId"], row["EntryNo"]))]


def _address(books: Books, debtor: str) -> Row | None:
    rows = books.tables["addresses"].values()
    return next((_shown(row) for row in rows if row.get("DebiteurID") == debtor), None)


def _shown(row: Row) -> Row:
    return {name: _plain(value) for name, value in row.items() if name != "Lines"}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
