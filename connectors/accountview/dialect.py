"""How AccountView writes: tables side by side, values by their position, and filters as FoxPro has them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from core.api.connector import Dialect, Resource
from core.errors import Misconfigured, Refused
from core.fields import Field, FieldType
from core.records import JsonObject

PATH = "accountviewdata"
#: By which columns a line names its header. How the lines of an order do is not known: they are read one
#: order at a time, so that all lines of an answer are its own.
JOINED = {"DJ_LINE": ("DJ_CODE", "PAGE_NR"), "SO_LINE": ()}
#: The field by which we name a page of a journal: AccountView knows it by two.
KEY = "KEY"
#: The rate of a VAT code as a fraction, worked out here.
RATE = "RATE"
#: Fields that are compared without case.
CASE_BLIND = ("MAIL_BUS",)

_TIMES = {FieldType.DATE, FieldType.DATETIME}
_LETTERS = {
    FieldType.TEXT: "C",
    FieldType.INTEGER: "N",
    FieldType.DECIMAL: "N",
    FieldType.BOOLEAN: "L",
    FieldType.DATE: "T",
    FieldType.DATETIME: "T",
}
#: What ends the name of a column that only says the row's place in the answer.
_PLACE = "_Id"
_QUOTES = (("'", "'"), ('"', '"'), ("[", "]"))


def lines_of(resource: Resource) -> Field | None:
    """Give the field that holds a resource's lines, named as their table."""
    return next((field for field in resource.fields if field.type is FieldType.LIST), None)


def rows(resource: Resource, body: Any) -> list[JsonObject]:
    """Find the header table's rows in an answer, each with its lines; a lone row may come as an object."""
    if isinstance(body, list):
        return body
    heads, lines = _table(body, resource.records), lines_of(resource)
    if lines is None:
        return heads
    details, columns = _table({lines.name: [], **body}, lines.name), JOINED[lines.name]
    by_head: dict[tuple[Any, ...], list[JsonObject]] = {}
    for row in details:
        by_head.setdefault(tuple(_trimmed(row.get(name)) for name in columns), []).append(row)
    return [
        {**head, lines.name: by_head.get(tuple(_trimmed(head.get(name)) for name in columns), [])}
        for head in heads
    ]


def _table(body: JsonObject, name: str) -> list[JsonObject]:
    """Give a table's rows: none where nothing was found, but never of an answer about something else."""
    if name not in body and any(body.values()):
        raise Misconfigured(f"the answer has no table {name}, where one is due.")
    found = body.get(name) or []
    return [found] if isinstance(found, dict) else found


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record of a row: no padding, days as days, and no date where it is blank."""
    data = _row(wire, {field.name: field for field in resource.fields})
    if resource.key == KEY and data.get("DJ_CODE") and data.get("PAGE_NR"):
        data[KEY] = f"{data['DJ_CODE']}/{data['PAGE_NR']}"
    if data.get("VAT_PCT") is not None:
        data[RATE] = Decimal(str(data["VAT_PCT"])) / 100
    return data


def _row(wire: JsonObject, fields: dict[str, Field]) -> JsonObject:
    return {name: _value(value, fields.get(name)) for name, value in wire.items() if name[-3:] != _PLACE}


def _value(value: Any, field: Field | None) -> Any:
    if isinstance(value, list):
        inner = {each.name: each for each in field.fields} if field else {}
        return [_row(row, inner) if isinstance(row, dict) else row for row in value]
    if field and field.type in _TIMES:
        return (value[:10] if field.type is FieldType.DATE else value) if value else None
    return _trimmed(value)


def _trimmed(value: Any) -> Any:
    return value.rstrip() if isinstance(value, str) else value


def quote(resource: Resource, name: str, value: Any) -> str:
    """Write a value as FoxPro has it; text goes between quotes that it does not hold, for none is escaped."""
    field = next((field for field in resource.fields if field.name == name), Field(name))
    text = str(value)
    if field.type in _TIMES:
        return "{^" + text.replace("T", " ")[:19] + "}"
    if field.type is FieldType.BOOLEAN:
        return ".T." if value in {True, "true"} else ".F."
    if field.type in {FieldType.INTEGER, FieldType.DECIMAL}:
        return text
    literal = "+".join(_quoted(part) for part in _parts(text))
    return f"UPPER({literal})" if name in CASE_BLIND else literal


def _parts(text: str) -> list[str]:
    """Divide a text so that each part leaves one kind of quotes free."""
    if _free(text):
        return [text]
    before, mark, after = text.partition("'")
    return [part for part in (before, mark, *_parts(after)) if part]


def _free(text: str) -> tuple[str, str] | None:
    return next((pair for pair in _QUOTES if not any(mark in text for mark in pair)), None)


def _quoted(text: str) -> str:
    left, right = _free(text) or _QUOTES[1]
    return left + text + right


def write(resource: Resource, data: JsonObject, key: str | None, once: str) -> tuple[str, str, JsonObject]:
    """Make the envelope of a write: the tables' definitions, and their values in that order."""
    del once
    lines = lines_of(resource)
    details = data.get(lines.name) if lines else None
    if key is None and not (resource.write and resource.write.create):
        raise Refused(f"{resource.title} are made with what they belong to; here they are only changed.")
    if key is not None:
        if not (resource.write and resource.write.update):
            raise Refused(f"AccountView does not change {resource.title.lower()}: they are made once.")
        if lines and lines.name in data:
            raise Refused(f"AccountView does not change {lines.name} later: give that rule `write: create`.")
        data = {resource.key: key, **data}
    head = {name: value for name, value in data.items() if not lines or name != lines.name}
    fields, values = _positions([head], resource.fields, [{"RowId": "1"}])
    table: JsonObject = {"Definition": {"Name": resource.records, "Fields": fields}}
    content: JsonObject = {"Data": {"Rows": values}}
    if lines and details:
        ids = [{"RowId": str(n + 1), "HeaderId": "1"} for n in range(len(details))]
        fields, values = _positions(details, lines.fields, ids)
        table["DetailDefinitions"] = [{"Name": lines.name, "Fields": fields}]
        content["DetailData"] = [{"Rows": values}]
    asked = {"BookDate": _instant(datetime.now(UTC)), "BusinessObject": resource.params["BusinessObject"]}
    return "POST" if key is None else "PUT", PATH, {**asked, "Table": table, "TableData": content}


def _positions(
    payloads: list[JsonObject], known: tuple[Field, ...], ids: list[JsonObject]
) -> tuple[list[JsonObject], list[JsonObject]]:
    """Give the columns that any of the rows has, and each row's values in their order."""
    names = list(dict.fromkeys(name for row in payloads for name in row))
    types = {field.name: field.type for field in known}
    columns = [{"Name": name, "FieldType": "C"} for name in ids[0]]
    columns += [{"Name": name, "FieldType": _letter(name, types, payloads)} for name in names]
    values = [
        {"Values": [*own.values(), *(_sent(row.get(name), types.get(name)) for name in names)]}
        for own, row in zip(ids, payloads, strict=True)
    ]
    return columns, values


def _letter(name: str, types: dict[str, FieldType], payloads: list[JsonObject]) -> str:
    """Give the type of a column; a field of the administration's own has that of its values."""
    if name in types:
        return _LETTERS.get(types[name], "C")
    value = next((row[name] for row in payloads if row.get(name) is not None), "")
    return "L" if isinstance(value, bool) else "C" if isinstance(value, str) else "N"


def _sent(value: Any, kind: FieldType | None) -> Any:
    """Write a time in full; AccountView takes no bare day."""
    if kind not in _TIMES or not value:
        return value
    text = str(value)
    if len(text) == len("2026-01-01"):
        return text + "T00:00:00.000Z"
    time = datetime.fromisoformat(text)
    return _instant(time.astimezone(UTC) if time.tzinfo else time)


def _instant(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def refusal(_status: int, _headers: dict[str, str], body: Any) -> str:
    """Find AccountView's words in an answer that says no; it may say so with a status of success."""
    return str(body.get("ErrorMessage") or body.get("ErrorType") or "") if isinstance(body, dict) else ""


def receipt(resource: Resource, body: Any) -> JsonObject:
    """Give the row that was made; what it lacks of its key is looked up."""
    return next((record(resource, row) for row in rows(resource, body)), {})


DIALECT = Dialect(rows=rows, record=record, quote=quote, write=write, refusal=refusal, receipt=receipt)
