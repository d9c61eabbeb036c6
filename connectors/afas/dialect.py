"""How Profit's wire differs: the customer's own names, local times marked Z, keys made of several columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from connectors.afas.asking import ANYTHING, BEHIND, EMPTY, EQUAL, FILLED, Condition, asked, equal
from connectors.afas.columns import Columns, composite, own
from connectors.afas.resources import DAYS
from connectors.afas.writing import receipt, write
from core.api.connector import Connector, Dialect, Resource
from core.documents import write_json
from core.errors import Misconfigured, RateLimited
from core.fields import FieldType
from core.records import JsonObject

_ZONE = ZoneInfo("Europe/Amsterdam")
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL}
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
#: Between the columns of a composite key.
_BETWEEN = "|"

#: Profit's number for what it did not expect itself: nobody knows what came of the request.
UNEXPECTED = -2147180999
#: Its number for a connector that the token may not use.
NOT_ALLOWED = -2147180996
_NO_RIGHT = ("niet ondersteund", "niet geautoriseerd", "not supported", "not authorised", "not authorized")
_NO_COLUMN = ("connector-veld", "connector field")
_EXISTS = ("bestaat al", "bestaat reeds", "already exists")


def rows(columns: Columns, resource: Resource, body: Any) -> list[Any]:
    """Find the rows of an answer, each with what the next page is to be asked for behind."""
    order = [columns.name(resource.name, ours) for ours in resource.params["orderbyfieldids"].split(",")]
    return [_placed(row, order) for row in body["rows"]]


def _placed(row: Any, order: list[str]) -> Any:
    """Tell of a row where it stands in the order, if it is one that can be told of."""
    stands = [row.get(column) for column in order] if isinstance(row, dict) else [[]]
    return row if any(isinstance(each, list | dict) for each in stands) else {**row, BEHIND: stands}


def record(columns: Columns, resource: Resource, wire: Any) -> JsonObject:
    """Make a record of a row: our names, days as days, local times with their offset, and its key."""
    ours, days = columns.names(resource.name), DAYS[resource.name]
    data = {ours.get(name, name): value for name, value in wire.items() if name != BEHIND}
    for name, value in data.items():
        if isinstance(value, str) and _TIME.fullmatch(value):
            data[name] = value[:10] if name in days else _local(value)
    if isinstance(percent := data.get("VATPercentage"), int | Decimal):
        data["VATRate"] = Decimal(percent) / 100
    if resource.name == "organisations":
        data["Person"] = str(data.get("Type") or "").upper().startswith("P")
    for kind in ("Key", "EntryKey"):
        if parts := composite(resource, kind):
            data[kind] = _BETWEEN.join(_part(data.get(part)) for part in parts)
    return data


def _local(text: str) -> str:
    """Give a local time its offset; the Z says nothing, and of an hour that comes twice it is the first."""
    return datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=_ZONE).isoformat()


def _part(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)


def params(columns: Columns, resource: Resource, given: JsonObject) -> JsonObject:
    """Write a read's parameters; Misconfigured where there is nothing to ask."""
    if resource.path == "connectors/":
        raise Misconfigured(
            f"Profit has no GetConnector of its own for {resource.title.lower()}: make one there, and name it"
            " in the connection's setting for GetConnectors of your own."
        )

    def spread(condition: Condition) -> list[Condition]:
        name, operator, value = condition
        parts = composite(resource, name) if operator == EQUAL else ()
        names, values = (parts, value.split(_BETWEEN)) if parts else ((name,), [value])
        theirs = [columns.name(resource.name, each) for each in names]
        if operator != EQUAL:
            return [(theirs[0], operator, value)]
        if len(values) != len(names) or not all(map(fits, names, values)):
            return [(theirs[0], EMPTY, ANYTHING), (theirs[0], FILLED, ANYTHING)]  # no row is both
        return [equal(column, each) for column, each in zip(theirs, values, strict=True)]

    def fits(name: str, value: str) -> bool:
        """Tell whether a column can hold a value: Profit does not expect a number that is none."""
        kinds = {field.name: field.type for field in resource.fields}
        return kinds.get(name) not in _NUMBERS or not value or _NUMBER.fullmatch(value) is not None

    order = [columns.name(resource.name, name) for name in resource.params["orderbyfieldids"].split(",")]
    return asked(given, order, spread)


def quote(resource: Resource, name: str, value: Any) -> str:
    """Write a value as JSON text, as the filter holds it."""
    del resource, name
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    return write_json(_part(value))


def refusal(status: int, _headers: dict[str, str], body: Any) -> str:
    """Find Profit's own words: a 500 with words is a refusal like any other, but for one."""
    if status == 404 and not body:  # noqa: PLR2004 - HTTP's own number
        return "there is no such address, or the query has more than 2,049 characters"
    if not isinstance(body, dict) or status < 400:  # noqa: PLR2004 - HTTP's own number
        return ""
    if "retry_after" in body:
        raise RateLimited("AFAS is under maintenance.", float(body["retry_after"]))
    words, number = str(body.get("externalMessage") or ""), body.get("errorNumber")
    said = words.lower()
    if number == NOT_ALLOWED or any(known in said for known in _NO_RIGHT):
        raise Misconfigured(
            f"AFAS says: {words.strip()} Add the connector to the app connector in Profit, and its user to"
            " the group that may use it; names are written exactly as there."
        )
    if any(known in said for known in _NO_COLUMN):
        raise Misconfigured(
            f"AFAS says: {words.strip()} The GetConnector has no such column: add it in Profit, or name your"
            " own column in the connection's setting for GetConnectors of your own."
        )
    if number == UNEXPECTED:
        return ""
    if any(known in said for known in _EXISTS):
        return f"{words} (it already exists)"
    return words or str(body.get("message") or "")


def dialect(columns: Columns) -> Dialect:
    """Make the dialect of a connection whose columns have these names."""
    return Dialect(
        rows=partial(rows, columns),
        record=partial(record, columns),
        params=partial(params, columns),
        quote=quote,
        write=write,
        refusal=refusal,
        receipt=receipt,
    )


def fit(connector: Connector, settings: Mapping[str, str]) -> Connector:
    """Make the declaration one connection's own: with the GetConnectors and columns of the customer."""
    made, columns = own(settings.get("connectors", ""))
    return replace(connector, resources=made, dialect=dialect(columns))


def checked(connector: Connector, ask: Callable[[str], Any]) -> str:
    """Say which connectors, and which columns that were named, the token does not reach."""
    known = ask("metainfo")
    readable = {each["id"] for each in known.get("getConnectors") or ()}
    writable = {each["id"] for each in known.get("updateConnectors") or ()}
    lacking = [*_lacking(connector, readable, writable), *_unnamed(connector, readable, ask)]
    if not lacking:
        return "The app connector has all that Koppel can use."
    return f"The app connector lacks {'; '.join(lacking)}. Add what your flows need in Profit."


def _lacking(connector: Connector, readable: set[str], writable: set[str]) -> list[str]:
    wanted: dict[str, list[str]] = {}
    for each in connector.resources:
        name = each.path.removeprefix("connectors/")
        if name and name not in readable:
            wanted.setdefault(name, []).append(each.title.lower())
        update = (each.write.create or each.write.update).split("/")[1] if each.write else ""
        if update and update not in writable:
            wanted.setdefault(update, []).append(f"writing {each.title.lower()}")
    return [f"{name} ({', '.join(what)})" for name, what in wanted.items()]


def _unnamed(connector: Connector, readable: set[str], ask: Callable[[str], Any]) -> list[str]:
    """Hold the columns that were named, and those that a read is ordered by, against what there is."""
    plain = {each.name: each for each in own("")[0]}
    found = []
    for each in connector.resources:
        name = each.path.removeprefix("connectors/")
        if each.path == plain[each.name].path or name not in readable:
            continue
        there = {column["id"] for column in ask(f"metainfo/get/{name}").get("fields") or ()}
        asking = connector.dialect.params
        needed = asking(each, {})["orderbyfieldids"].split(",") if asking else []
        if missing := [column for column in needed if column not in there]:
            found.append(f"the column {', '.join(missing)} in {name}")
    return found
