"""How AccountView is written to: tables whose values stand in the order of their definition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from connectors.accountview.sandbox.books import OBJECTS, Books, Object, Row, instant
from connectors.accountview.sandbox.refusal import Refusal
from connectors.accountview.sandbox.rules import COMPLETED, booked
from core.fields import Field, FieldType

_TYPES = set("CNILTDYBM")


def write(books: Books, content: Any, *, creating: bool, numbered: bool) -> tuple[Object, list[Row]]:
    """Make or change the rows of an envelope; `numbered`: debtors need a number of their own."""
    body = _folded(content)
    object_ = OBJECTS.get(str(body.get("businessobject", "")).upper())
    if object_ is None or ("P" if creating else "U") not in object_.verbs:
        raise Refusal(f"The business object '{body.get('businessobject', '')}' does not allow this.")
    year = book_year(books, str(body.get("bookdate") or ""))
    heads = _heads(object_, body)
    if creating:
        return object_, [_made(books, object_, head, year, numbered=numbered) for head in heads]
    return object_, [_changed(books, object_, head) for head in heads]


def book_year(books: Books, text: str) -> int:
    """Find the book year of a day; this year's without one."""
    now = books.now()
    try:
        year = instant(text).year if text else now.year
    except ValueError:
        raise Refusal(f"The book date '{text}' is not valid.") from None
    if abs(year - now.year) > 1:
        raise Refusal(f"There is no administration for the book date '{text}'.")
    return year


def _folded(content: Any) -> dict[str, Any]:
    """Read the members' names without case; what is inside the values stays."""
    if not isinstance(content, dict):
        raise Refusal("The request holds no data.")
    return {
        name.lower(): [_folded(each) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else _folded(value)
        if isinstance(value, dict)
        else value
        for name, value in content.items()
    }


def _heads(object_: Object, body: dict[str, Any]) -> list[Row]:
    """Give the header rows, each with its lines where the object has them."""
    try:
        table, data = body["table"], body["tabledata"]
        heads = _rows(object_, object_.resource.records, table["definition"], data["data"])
        details = zip(table.get("detaildefinitions", ()), data.get("detaildata", ()), strict=True)
        lines = [_rows(object_, str(each["name"]).upper(), each, rows) for each, rows in details]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refusal("The definition and the data of the tables do not fit together.") from None
    if not object_.lines:
        return heads
    if any(line["HEADERID"] not in {head["ROWID"] for head in heads} for rows in lines for line in rows):
        raise Refusal("A line names a header that is not there.")
    inside = {
        head["ROWID"]: [line for rows in lines for line in rows if line["HEADERID"] == head["ROWID"]]
        for head in heads
    }
    return [{**head, object_.lines.name: inside[head["ROWID"]]} for head in heads]


def _rows(object_: Object, table: str, definition: dict[str, Any], data: dict[str, Any]) -> list[Row]:
    if str(definition["name"]).upper() != table or table not in object_.tables:
        raise Refusal(f"Table '{definition['name']}' does not belong to {object_.code}.")
    ids = ("ROWID", "HEADERID") if table != object_.resource.records else ("ROWID",)
    names = [str(each["name"]).upper() for each in definition["fields"]]
    if tuple(names[: len(ids)]) != ids:
        raise Refusal(f"The fields of {table} must begin with {' and '.join(ids)}.")
    if unknown := [each["fieldtype"] for each in definition["fields"] if each["fieldtype"] not in _TYPES]:
        raise Refusal(f"The field type '{unknown[0]}' is not known.")
    columns = object_.tables[table]
    if unknown := [name for name in names[len(ids) :] if name not in columns]:
        raise Refusal(f"Field {unknown[0]} is not found in {table}.")
    made = []
    for row in data["rows"]:
        values = row["values"]
        if len(values) != len(names):
            raise Refusal(f"{table} has {len(names)} fields, but a row of it {len(values)} values.")
        pairs = zip(names[len(ids) :], values[len(ids) :], strict=True)
        own = {name: str(value) for name, value in zip(ids, values, strict=False)}
        made.append({**own, **{n: _read(v, columns[n]) for n, v in pairs if v is not None}})
    return made


def _read(value: Any, known: Field) -> Any:
    """Read a value as its column holds it; what does not fit is refused."""
    try:
        read = _READ.get(known.type, str)(value)
    except (ValueError, InvalidOperation, TypeError):
        raise Refusal(f"The value '{value}' is not valid for {known.name}.") from None
    if isinstance(read, str) and known.max_length and len(read) > known.max_length:
        raise Refusal(f"The value of {known.name} is longer than {known.max_length} characters.")
    return read


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in {"true", "false"}:
        return str(value).lower() == "true"
    raise ValueError


def _day(value: Any) -> date | None:
    return instant(str(value)).date() if value else None


_READ: dict[FieldType, Callable[[Any], Any]] = {
    FieldType.DECIMAL: lambda value: Decimal(str(value)),
    FieldType.INTEGER: lambda value: int(Decimal(str(value))),
    FieldType.BOOLEAN: _truth,
    FieldType.DATE: _day,
    FieldType.DATETIME: lambda value: instant(str(value)) if value else None,
}


def _made(books: Books, object_: Object, head: Row, year: int, *, numbered: bool) -> Row:
    name = object_.resource.name
    if numbered and name in {"customers", "suppliers"} and not head.get("SUB_NR"):
        raise Refusal("SUB_NR is mandatory.")
    row = COMPLETED[name](books, head, year) if name in COMPLETED else head
    for field in object_.resource.fields:
        if field.required and row.get(field.name) in (None, "", []):
            raise Refusal(f"{field.name} is mandatory.")
    if object_.resource.key in object_.columns and _taken(books, object_, row):
        raise Refusal(f"{object_.resource.key} {row[object_.resource.key]} is in use already.")
    made = books.store(name, row)
    if name == "entries":
        booked(books, made)
    return made


def _taken(books: Books, object_: Object, row: Row) -> bool:
    shared = {"customers": ("customers", "suppliers"), "suppliers": ("customers", "suppliers")}
    key = str(row.get(object_.resource.key, ""))
    names = shared.get(object_.resource.name, (object_.resource.name,))
    return any(key in books.tables[name] for name in names)


def _changed(books: Books, object_: Object, head: Row) -> Row:
    key = str(head.get(object_.resource.key, ""))
    there = books.tables[object_.resource.name].get(key)
    if there is None:
        raise Refusal(f"{object_.resource.key} {key} is not found.")
    return books.store(object_.resource.name, {**there, **head})
