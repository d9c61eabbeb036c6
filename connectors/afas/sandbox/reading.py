"""What a GetConnector answers: filters in their two writings, order, and the rows from skip to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any

from connectors.afas.sandbox.books import Books, Row, View
from connectors.afas.sandbox.refusal import no_column, unexpected
from core.documents import parse_json

TAKE = 100
Test = Callable[[Row], bool]


def page(
    books: Books, view: View, options: Mapping[str, str], switches: Mapping[str, bool], random: Random
) -> Row:
    """Answer with the rows that are asked for."""
    skip, take = _count(options.get("skip"), 0), _count(options.get("take"), TAKE)
    if (skip < 0) != (take < 0):
        raise unexpected()
    tests = [test for test in (_listed(view, options), _documented(view, options)) if test]
    found = [row for row in books.rows(view) if all(test(row) for test in tests)]
    found = _ordered(view, found, options.get("orderbyfieldids", ""), switches, random)
    if take >= 0:
        found = found[skip : skip + (take or 1)]
    if switches["debtor_accounts"] and "AccountNo" in view.columns:
        found = [{**row, "AccountNo": row["SubNo"]} for row in found]
    nulls = switches["nulls"]
    return {"skip": skip, "take": take, "rows": [view.wire(row, nulls=nulls) for row in found]}


def _count(text: str | None, usual: int) -> int:
    try:
        return usual if text is None else int(text)
    except ValueError:
        raise unexpected() from None


def _ordered(
    view: View, rows: list[Row], text: str, switches: Mapping[str, bool], random: Random
) -> list[Row]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names and switches["unstable_order"]:
        return random.sample(rows, len(rows))
    for name in reversed(names):
        column = name.removeprefix("-")
        kind = _kind(view, column)
        rows = sorted(rows, key=lambda row: _rank(view.value(row, column), kind), reverse=name != column)
    return rows


def _kind(view: View, column: str) -> str:
    if column not in view.columns:
        raise no_column(column)
    return view.columns[column][1]


def _listed(view: View, options: Mapping[str, str]) -> Test | None:
    """Read a filter that is given as three lists: commas mean and, semicolons or."""
    columns = options.get("filterfieldids", "")
    if not columns:
        return None
    texts = (columns, options.get("filtervalues", ""), options.get("operatortypes", ""))
    lists = [[group.split(",") for group in text.split(";")] for text in texts]
    if not texts[2]:
        lists[2] = [["1"] * len(group) for group in lists[0]]
    if len({tuple(map(len, groups)) for groups in lists}) != 1:
        raise unexpected()
    groups = [list(zip(names, ops, values, strict=True)) for names, values, ops in zip(*lists, strict=True)]
    return _any(view, groups)


def _documented(view: View, options: Mapping[str, str]) -> Test | None:
    """Read a filter that is given as JSON: the fields of one Filter mean and, several Filters or."""
    if "filterjson" not in options:
        return None
    try:
        filters = _list(parse_json(options["filterjson"])["Filters"]["Filter"])
        groups = [
            [
                (each["@FieldId"], str(each["@OperatorType"]), str(each["#text"]))
                for each in _list(one["Field"])
            ]
            for one in filters
        ]
    except (KeyError, TypeError, ValueError):
        raise unexpected() from None
    return _any(view, groups)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _any(view: View, groups: list[list[tuple[str, str, str]]]) -> Test:
    tests = [[_test(view, *condition) for condition in group] for group in groups]
    return lambda row: any(all(test(row) for test in group) for group in tests)


def _test(view: View, column: str, operator: str, text: str) -> Test:
    kind = _kind(view, column)
    source = view.columns[column][0]
    if operator not in _OPERATORS or text == "":
        raise unexpected()
    compare, textual = _OPERATORS[operator]
    if textual:
        wanted: Any = text.strip("%").casefold()
        return lambda row: compare(_plain(row.get(source)).casefold(), wanted)
    if operator in "89":
        return lambda row: compare(row.get(source) in (None, ""), None)
    bound = _rank(_read(text, kind), kind)
    return lambda row: compare(_rank(row.get(source), kind), bound)


#: Operator: its comparison, and whether it is one of texts.
_OPERATORS: dict[str, tuple[Callable[[Any, Any], bool], bool]] = {
    "1": (lambda one, two: one == two, False),
    "2": (lambda one, two: one >= two, False),
    "3": (lambda one, two: one <= two, False),
    "4": (lambda one, two: one > two, False),
    "5": (lambda one, two: one < two, False),
    "6": (lambda one, two: two in one, True),
    "7": (lambda one, two: one != two, False),
    "8": (lambda empty, _: empty, False),
    "9": (lambda empty, _: not empty, False),
    "10": (lambda one, two: one.startswith(two), True),
    "11": (lambda one, two: two not in one, True),
    "12": (lambda one, two: not one.startswith(two), True),
    "13": (lambda one, two: one.endswith(two), True),
    "14": (lambda one, two: not one.endswith(two), True),
    "15": (lambda one, two: two in one, True),
}


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _read(text: str, kind: str) -> Any:
    """Read a filter's value as its column keeps it; another kind of value is not expected."""
    try:
        match kind:
            case "i" | "n":
                return Decimal(text)
            case "b":
                return text.lower() in {"1", "true"}
            case "d":
                return datetime.fromisoformat(text.removesuffix("Z"))
            case _:
                return text
    except (ValueError, InvalidOperation):
        raise unexpected() from None


def _rank(value: Any, kind: str) -> tuple[bool, Any]:
    """Compare as the database does: the empty first, texts without case."""
    if kind == "b":
        return True, bool(value)
    if value is None or value == "":
        return False, 0
    return True, value.casefold() if isinstance(value, str) else value
