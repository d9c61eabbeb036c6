"""How Profit is asked: filters of all kinds in one `filterjson`, and pages asked for behind the last row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from json import JSONDecoder
from typing import Any

from core.documents import parse_json, write_json
from core.errors import Misconfigured
from core.records import JsonObject

#: Our own words for what becomes a filter: since when, which values, behind which row.
CHANGED, WANTED, BEHIND = "changed", "wanted", "behind"
#: What Profit calls its comparisons.
EQUAL, GREATER, EMPTY, FILLED = "1", "4", "8", "9"
#: A comparison with nothing still wants a value.
ANYTHING = "1"

#: Column, operator, value.
Condition = tuple[str, str, str]
#: Any of these, each of which is all of its conditions.
Filter = list[list[Condition]]
#: The column, or columns of a composite key, that a condition is about.
Spread = Callable[[Condition], list[Condition]]

_JSON = JSONDecoder()
_OWN = ("filterfieldids", "filtervalues", "operatortypes")


def asked(params: JsonObject, order: list[str], spread: Spread) -> JsonObject:
    """Write the parameters of a read as Profit takes them; what a flow filters by itself is kept."""
    given = dict(params)
    wanted = _both(_standing(given), _told(given.pop(CHANGED, ""), spread))
    wanted = _both(wanted, _told(given.pop(WANTED, ""), spread))
    wanted = _both(wanted, behind(order, given.pop(BEHIND, None)))
    given["orderbyfieldids"] = ",".join(order)
    if any(wanted):
        given["filterjson"] = write_json(_document(wanted))
    return given


def behind(order: list[str], last: list[Any] | None) -> Filter:
    """Ask for what comes after a row in the order of these columns; nothing comes before everything."""
    if last is None:
        return [[]]
    same = [_is(column, value) for column, value in zip(order, last, strict=True)]
    after = [_above(column, value) for column, value in zip(order, last, strict=True)]
    return [[*same[:n], after[n]] for n in range(len(order))]


def equal(column: str, value: str) -> Condition:
    """A column has a value, or none."""
    return (column, EQUAL, value) if value else (column, EMPTY, ANYTHING)


def _is(column: str, value: Any) -> Condition:
    return equal(column, plain(value))


def _above(column: str, value: Any) -> Condition:
    text = plain(value)
    return (column, GREATER, text) if text else (column, FILLED, ANYTHING)


def plain(value: Any) -> str:
    """Write a value of an answer as filters want it: times without their Z."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text[:-1] if text[-1:] == "Z" and text[4:5] == "-" else text


def _both(one: Filter, other: Filter) -> Filter:
    return [[*first, *second] for first in one for second in other]


def _told(text: str, spread: Spread) -> Filter:
    """Read a filter of ours: conditions as JSON lists, joined by `and` and `or`."""
    groups: Filter = [[]]
    for joined, condition in _conditions(text):
        if joined == "or":
            groups.append([])
        groups[-1] += spread(condition)
    return groups


def _conditions(text: str) -> Iterator[tuple[str, Condition]]:
    at = 0
    while (start := text.find("[", at)) >= 0:
        joined = text[at:start].strip(" ()")
        (column, operator, value), at = _JSON.raw_decode(text, start)
        yield joined, (column, operator, value)


def _standing(given: JsonObject) -> Filter:
    """Take the vendor's own filter out of a flow's parameters, in either of its two writings."""
    own = [str(given.pop(name, "") or "") for name in _OWN]
    document = given.pop("filterjson", None)
    filters = _groups(*own) if own[0] else [[]]
    return _both(filters, _from_document(document)) if document else filters


def _groups(columns: str, values: str, operators: str) -> Filter:
    parts = [[group.split(",") for group in text.split(";")] for text in (columns, values, operators)]
    if not operators:
        parts[2] = [[EQUAL] * len(group) for group in parts[0]]
    try:
        return [
            list(zip(names, operators_, values_, strict=True))
            for names, values_, operators_ in zip(*parts, strict=True)
        ]
    except ValueError:
        raise Misconfigured(
            "filterfieldids, filtervalues and operatortypes do not hold equally many entries; give each field"
            " its value and operator, with the same commas (and) and semicolons (or)."
        ) from None


def _from_document(document: Any) -> Filter:
    read = parse_json(document) if isinstance(document, str) else document
    return [
        [(each["@FieldId"], str(each["@OperatorType"]), str(each["#text"])) for each in _list(group["Field"])]
        for group in _list(read["Filters"]["Filter"])
    ]


def _document(wanted: Filter) -> JsonObject:
    return {
        "Filters": {
            "Filter": [
                {"Field": [{"@FieldId": c, "@OperatorType": o, "#text": v} for c, o, v in conditions]}
                for conditions in wanted
            ]
        }
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
