"""Tables: a header line and rows become records, and records become rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.records import JsonObject

MOST_ROWS = 250_000
MOST_COLUMNS = 2_000


def header(cells: Sequence[Any]) -> list[str]:
    """Read the names of the columns; those without a name at the end are left out."""
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise ValueError("line 1: there are no columns; the first line must hold their names")
    if len(names) > MOST_COLUMNS:
        raise ValueError(f"line 1: there are more than {MOST_COLUMNS} columns")
    wrong = "a column has no name" if "" in names else ""
    wrong = wrong or next(
        (f"the column {name!r} stands twice" for name in names if names.count(name) > 1), ""
    )
    if wrong:
        raise ValueError(f"line 1: {wrong}; every column needs a name of its own")
    return names


def record(names: Sequence[str], cells: Sequence[Any], line: int) -> JsonObject:
    """Make a record of a row; an empty cell is no value."""
    if any(cell not in (None, "") for cell in cells[len(names) :]):
        raise ValueError(f"line {line}: {len(cells)} values for {len(names)} columns")
    values = [*cells[: len(names)], *[None] * (len(names) - len(cells))]
    return {name: value if value != "" else None for name, value in zip(names, values, strict=True)}


def gathered(rows: Iterable[JsonObject], settings: Mapping[str, str]) -> list[JsonObject]:
    """Make one record of rows with the same key: the first row, with all of them in `lines`.

    Without key fields, and where one of them is empty, a row is a record. Rows of a kind stay as they are.
    """
    named = "" if settings.get("of") else settings.get("key", "")
    keys = [name.strip() for name in named.split(",") if name.strip()]
    found: list[JsonObject] = []
    known: dict[tuple[str, ...], JsonObject] = {}
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise ValueError(f"there are more than {MOST_ROWS} rows; split the file")
        key = tuple(str(row.get(name) or "").strip() for name in keys)
        if keys and "lines" in row:
            raise ValueError("line 1: the column 'lines' must have another name, for rows are gathered there")
        if not keys or not all(key):
            found.append({**row, "lines": [row]} if keys else row)
        elif key in known:
            known[key]["lines"].append(row)
        else:
            known[key] = {**row, "lines": [row]}
            found.append(known[key])
    return found


def columns(rows: Sequence[JsonObject], settings: Mapping[str, str]) -> list[str]:
    """Name the columns of a table that is written: those of the connection, else all that the rows have."""
    named = [text.partition(":")[0].strip() for text in settings.get("columns", "").split(",")]
    return [name for name in named if name] or list(dict.fromkeys(name for row in rows for name in row))


def flat(name: str, value: Any) -> bool | int | Decimal | str | None:
    """Hold that a value fits into a cell; ValueError when it is a list or an object."""
    if value is None or isinstance(value, bool | int | Decimal | str):
        return value
    kind = "a list" if isinstance(value, list) else "an object"
    raise ValueError(f"{name} is {kind}, which fits into no cell; map its fields, or write JSON or XML")
