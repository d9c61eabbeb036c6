"""Files of orders, customers, products, stock levels and invoices: what their columns are called and hold.

The columns are the words of the trade (`fields.json`), so that ready-made flows know them. A kind has a
folder of its own. In a table a record has a row for each of its `lines`, in columns that begin with `line_`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from core.fields import Field, FieldType, read_fields
from core.records import JsonObject

FIELDS = read_fields((resources.files(__package__) / "fields.json").read_text(encoding="utf-8"))
#: The kinds, by their folder: what records of each are known by.
KEYS = {
    "orders": "number",
    "customers": "number",
    "products": "sku",
    "stock": "sku",
    "invoices": "number",
}
LINES, LINE = "lines", "line_"
_TRUE, _FALSE = (
    {"true", "yes", "1", "ja", "oui", "wahr", "waar", "x"},
    {"false", "no", "0", "nee", "nein", "non"},
)
_RATES = {"vat_rate", "shipping_vat_rate"}


def held(kind: str) -> dict[str, str]:
    """Give the settings that hold for files of a kind, whatever the connection says of others."""
    plain = [field.name for field in FIELDS[kind] if field.name != LINES]
    rows = [f"{LINE}{field.name}" for field in _lines(kind)]
    return {"of": kind, "key": KEYS[kind], "columns": ",".join([*plain, *rows])}


def told(rows: list[JsonObject], settings: Mapping[str, str]) -> list[JsonObject]:
    """Read records of a kind: each value as its column's type; ValueError names the row that is wrong."""
    kind = settings.get("of", "")
    if not kind:
        return rows
    whole, found = bool(_lines(kind)), dict[str, JsonObject]()
    made: list[JsonObject] = []
    for number, row in enumerate(rows, 1):
        where = f"row {number}"
        record = _typed(_shared(row), FIELDS[kind], settings, where)
        lines = [_typed(line, _lines(kind), settings, where) for line in _told_lines(row)] if whole else []
        key = str(record.get(KEYS[kind]) or "")
        if key and key in found and (not whole or LINES in row):
            raise ValueError(f"{where}: {KEYS[kind]} {key!r} stands twice")
        if key in found:
            found[key][LINES] += lines
            continue
        made.append({**record, LINES: lines} if whole else record)
        found |= {key: made[-1]} if key else {}
    return made


def table(rows: list[JsonObject], settings: Mapping[str, str]) -> list[JsonObject]:
    """Make the rows of a table of records of a kind: one for each of a record's lines."""
    if not settings.get("of"):
        return rows
    return [row for record in rows for row in _written(record)]


def _written(record: JsonObject) -> Iterable[JsonObject]:
    shared = _shared(record)
    for line in record.get(LINES) or [{}]:
        yield {**shared, **{f"{LINE}{name}": value for name, value in line.items()}}


def _shared(row: JsonObject) -> JsonObject:
    return {name: value for name, value in row.items() if not name.startswith(LINE) and name != LINES}


def _told_lines(row: JsonObject) -> list[JsonObject]:
    """Give a record's lines: its list, which XML has in one element, or the columns of the one in the row."""
    if LINES not in row:
        line = {name.removeprefix(LINE): value for name, value in row.items() if name.startswith(LINE)}
        return [line] if any(value is not None for value in line.values()) else []
    value = row[LINES]
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    lines = value if isinstance(value, list) else [value]
    if any(not isinstance(line, dict) for line in lines):
        raise ValueError(f"{LINES} is no list of lines, each with the names of its values")
    return lines


def _typed(row: JsonObject, fields: Sequence[Field], settings: Mapping[str, str], where: str) -> JsonObject:
    kinds = {field.name: field.type for field in fields}
    made = dict(row)
    for name, value in row.items():
        read = _READ.get(kinds.get(name, FieldType.ANY))
        if read and value not in (None, ""):
            try:
                made[name] = read(value, settings)
            except (ValueError, InvalidOperation) as error:
                why = str(error) if isinstance(error, ValueError) else "is no number"
                raise ValueError(f"{where}: {name} {value!r} {why}") from None
            if name in _RATES and abs(made[name]) > 1:
                raise ValueError(f"{where}: {name} {value!r} is no fraction; 21 % is written 0.21")
    return made


def _amount(value: Any, settings: Mapping[str, str]) -> Decimal:
    if isinstance(value, str):
        sign = settings.get("decimal") or "."
        text = value.replace(" ", "").replace("\u00a0", "")
        if sign == ",":
            text = text.replace(".", "").replace(",", ".")
        elif "," in text:
            raise ValueError("has a comma; set the decimal sign of the connection")
        value = text
    if isinstance(value, bool) or not (number := Decimal(value)).is_finite():
        raise ValueError("is no number")
    return number


def _truth(value: Any, _settings: Mapping[str, str]) -> bool:
    said = str(value).strip().lower()
    if said not in _TRUE | _FALSE:
        raise ValueError("is neither true nor false")
    return said in _TRUE


def _text(value: Any, _settings: Mapping[str, str]) -> Any:
    """Give a text; a number, as spreadsheets have it of an order's number, is its digits."""
    if isinstance(value, bool | dict | list):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)


_READ: dict[FieldType, Callable[[Any, Mapping[str, str]], Any]] = {
    FieldType.DECIMAL: _amount,
    FieldType.BOOLEAN: _truth,
    FieldType.TEXT: _text,
}


def _lines(kind: str) -> tuple[Field, ...]:
    return next((field.fields for field in FIELDS[kind] if field.name == LINES), ())
