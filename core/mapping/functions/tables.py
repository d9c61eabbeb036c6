"""Value tables: what the source calls it, what the target calls it."""

from __future__ import annotations

import re
from ast import literal_eval
from decimal import Decimal
from typing import Any

from jinja2.runtime import Context

from core.mapping.functions.registry import function
from core.mapping.limits import listed, nearest
from core.mapping.mapping import Table
from core.mapping.values import text

#: The name under which a template finds the mapping's value tables; no template can write it.
TABLES = " tables"

#: The table of the examples.
EXAMPLE = {"vat_codes": Table(rows={"NL": "2", "DE": "16"})}


@function("'NL'|lookup('vat_codes')", "2", context=True, library="Koppel")
def lookup(context: Context, value: Any, table: str) -> Any:
    """The target's value for a source value, from a value table of the flow."""
    tables: dict[str, Table] = context.parent[TABLES]
    if table not in tables:
        raise ValueError(f"there is no table {table!r}{nearest(table, tables)}; there are: {listed(tables)}")
    rows, key = tables[table].rows, text(value)
    if key in rows:
        return rows[key]
    if isinstance(value, Decimal) and (short := format(value.normalize(), "f")) in rows:
        return rows[short]
    if tables[table].has_default:
        return tables[table].default
    raise ValueError(f"the table {table!r} has no row for {key!r}")


def missing_row(why: str) -> tuple[str, str] | None:
    """The table and the value that the reason of a fault names, where a table had no row; else None."""
    found = _NO_ROW.fullmatch(why)
    try:
        return (str(literal_eval(found[1])), str(literal_eval(found[2]))) if found else None
    except (SyntaxError, ValueError):
        return None


def missing_rows(why: str) -> dict[str, tuple[str, ...]]:
    """The values by table that a text of several reasons names, where a table had no row."""
    found: dict[str, dict[str, None]] = {}
    for each in _NO_ROWS.finditer(why):
        if row := missing_row(each[0]):
            found.setdefault(row[0], {})[row[1]] = None
    return {table: tuple(values) for table, values in found.items()}


_NO_ROW = re.compile(r"the table ('[^']*') has no row for (['\"].*['\"])", re.DOTALL)
_NO_ROWS = re.compile(
    r"""the table '[^']*' has no row for ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL
)
