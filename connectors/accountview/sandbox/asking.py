"""How AccountView is asked: a business object, its fields, filters, order and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from connectors.accountview.sandbox.books import Books, Object, Row, padded, wire
from connectors.accountview.sandbox.foxpro import Unreadable, condition, moment
from connectors.accountview.sandbox.refusal import Refusal
from core.fields import Field

PAGE = 200
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equal": lambda left, right: left == right,
    "notequal": lambda left, right: left != right,
    "contains": lambda left, right: right in left,
    "dateonorafterdate": lambda left, right: bool(left and left >= right),
}


def answer(books: Books, object_: Object, asked: dict[str, str], year: int) -> dict[str, Any]:
    """Give the tables of an answer: the header's rows of one page, and their lines beside them."""
    table = object_.resource.records
    passes = _tests(object_, asked)
    found = [row for row in books.rows(object_, year) if passes(row)]
    found = _page(_sorted(found, object_, asked), object_, asked)
    wanted = _wanted(object_, asked)
    made: dict[str, Any] = {table: [wire(row, wanted[table], table, n) for n, row in enumerate(found)]}
    if object_.lines:
        name = object_.lines.name
        lines = [{**row, **line} for row in found for line in row[name]]
        made[name] = [wire(line, wanted[name], name, n) for n, line in enumerate(lines)]
    return {**made, **{name: [] for name in object_.beside}}


def _wanted(object_: Object, asked: dict[str, str]) -> dict[str, dict[str, Field]]:
    """Give the columns of each table that are asked for: `*`, or names with or without the table."""
    text = asked.get("fields", "*")
    if text == "*":
        return object_.tables
    names = [name.strip().upper().rpartition(".") for name in text.split(",")]
    found = {
        table: {each: known for each, known in columns.items() if (table, each) in _pairs(names, table)}
        for table, columns in object_.tables.items()
    }
    unknown = [name for table, _, name in names if not any(name in columns for columns in found.values())]
    if unknown:
        raise Refusal(f"Variable '{unknown[0]}' is not found.")
    return found


def _pairs(names: list[tuple[str, str, str]], table: str) -> set[tuple[str, str]]:
    return {(table, name) for given, _, name in names if given in {"", table}}


def _tests(object_: Object, asked: dict[str, str]) -> Callable[[Row], bool]:
    """Read the filters: an expression, and conditions of which all, or with MatchAnyFilter one, hold."""
    tables = {name: set(columns) for name, columns in object_.tables.items()}
    try:
        written = condition(asked["filter"], tables) if asked.get("filter") else None
        conditions = [
            _condition(object_, asked, n) for n in range(1, 10) if f"filtercontrolsource{n}" in asked
        ]
    except Unreadable as error:
        raise Refusal(str(error)) from None
    together = any if asked.get("matchanyfilter", "").lower() == "true" else all

    def passes(row: Row) -> bool:
        try:
            if written and not written(padded(row, object_.columns)):
                return False
        except Unreadable as error:
            raise Refusal(str(error)) from None
        return together(test(row) for test in conditions) if conditions else True

    return passes


def _condition(object_: Object, asked: dict[str, str], n: int) -> Callable[[Row], bool]:
    column = asked[f"filtercontrolsource{n}"].upper().rpartition(".")[2]
    compare = _OPERATORS.get(asked.get(f"filteroperator{n}", "Equal").lower())
    if column not in object_.columns or compare is None:
        raise Refusal(f"The filter on '{column}' cannot be read.")
    wanted = _typed(asked.get(f"filtervaluetype{n}", "C").upper(), asked.get(f"filtervalue{n}", ""))
    return lambda row: compare(_plain(row[column]), wanted)


def _typed(kind: str, text: str) -> Any:
    match kind:
        case "N":
            try:
                return Decimal(text)
            except InvalidOperation:
                raise Refusal(f"The value '{text}' is no number.") from None
        case "L":
            return text.strip(".").upper() in {"T", "TRUE"}
        case "T" | "D":
            return moment(text)
        case _:
            return text.strip()


def _plain(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (as AccountView keeps it)
    return value.strip() if isinstance(value, str) else value


def _sorted(rows: list[Row], object_: Object, asked: dict[str, str]) -> list[Row]:
    names = [
        name.strip().upper().rpartition(".")[2] for name in asked.get("sortfields", "").split(",") if name
    ]
    if unknown := [name for name in names if name not in object_.columns]:
        raise Refusal(f"Variable '{unknown[0]}' is not found.")
    down = asked.get("sortorder", "ascending").lower().startswith("desc")
    return sorted(rows, key=lambda row: [_rank(row[name]) for name in names], reverse=down) if names else rows


def _rank(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else "")


def _page(rows: list[Row], object_: Object, asked: dict[str, str]) -> list[Row]:
    size = _number(asked, "pagesize", PAGE)
    if "lastkey" in asked:
        after = asked["lastkey"].strip()
        return [row for row in rows if object_.key(row) > after][:size]
    first = (_number(asked, "pagenumber", 1) - 1) * size
    return rows[first : first + size]


def _number(asked: dict[str, str], name: str, default: int) -> int:
    text = asked.get(name, str(default))
    if not text.isdecimal() or int(text) == 0:
        raise Refusal(f"The value '{text}' is not valid for {name}.")
    return int(text)
