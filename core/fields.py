"""The fields of a resource: what a target wants to receive, and whether a payload is that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from core.documents import parse_json
from core.records import Fault, JsonObject

#: No trade counts in numbers of more digits or decimals; many systems cannot read them.
_DIGITS = 300
#: Characters of a value that a reason repeats.
_SHOWN = 60


class FieldType(StrEnum):
    """The type of a field, as JSON carries it; dates and times travel as ISO 8601 text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    OBJECT = "object"
    LIST = "list"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a resource, from its connector's `fields.json`.

    `required` and `write` concern creation; `fields` are those of an object, or of each row of a list.
    """

    name: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    write: bool = True
    max_length: int | None = None
    decimals: int | None = None
    allowed: tuple[Any, ...] = ()
    help: str = ""
    fields: tuple[Field, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The type in words, for people, one by one: `text`, `at most 60 characters`."""
        limits = [f"at most {self.max_length} characters"] if self.max_length else []
        limits += [f"{self.decimals} decimals"] if self.decimals is not None else []
        limits += [f"one of {', '.join(map(str, self.allowed))}"] if self.allowed else []
        return (self.type.value, *limits)


def read_fields(text: str) -> dict[str, tuple[Field, ...]]:
    """Read a `fields.json`: an object of resource name to a list of fields."""
    return {name: tuple(_field(row) for row in rows) for name, rows in parse_json(text).items()}


def _field(row: JsonObject) -> Field:
    known = dict(row)
    known["type"] = FieldType(known.get("type", "text"))
    known["allowed"] = tuple(known.get("allowed", ()))
    known["fields"] = tuple(_field(inner) for inner in known.get("fields", ()))
    return Field(**known)


def walk(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every field with its dotted path, parents first."""
    for field in fields:
        path = prefix + field.name
        yield path, field
        yield from walk(field.fields, path + ".")


def convert(value: Any, field: Field) -> Any:
    """Give a value the field's type; ValueError says why it cannot have it. Nothing and "" stay so."""
    return value if value is None or value == "" else _READ[field.type](value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        number = _decimal(value)
        return format(number, "f") if isinstance(value, Decimal) else str(value)
    raise ValueError(f"is {_named(value)}, but the field holds text")


def _decimal(value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(f"is {_named(value)}, but the field holds a number")  # noqa: TRY004 - what callers catch
    number = value if isinstance(value, int) else _read_number(str(value))
    _check_bounds(number)
    return number


def _read_number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip()) if "_" not in text else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise ValueError(f"{_quoted(text)} is not a number")
    return number


def _check_bounds(number: int | Decimal) -> None:
    """Refuse a number that takes for ever to write down in full, as `1e5000000` does."""
    first = Decimal(number).adjusted()
    if first >= _DIGITS:
        raise ValueError(f"is a number of more than {_DIGITS} digits")
    if first < -_DIGITS:
        raise ValueError(f"is a number of more than {_DIGITS} decimals")


def _integer(value: Any) -> int:
    number = _decimal(value)
    if number != int(number):
        raise ValueError(f"{_quoted(value)} has a fraction, but the field holds a whole number")
    return int(number)


_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0"}


def _boolean(value: Any) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise ValueError(f"{_quoted(value)} is neither true nor false")


def _date(value: Any) -> str:
    try:
        return date.fromisoformat(str(value).strip()[:10]).isoformat()
    except ValueError:
        raise ValueError(f"{_quoted(value)} is not a date as YYYY-MM-DD") from None


def _datetime(value: Any) -> str:
    try:
        datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"{_quoted(value)} is not a time as YYYY-MM-DDThh:mm:ss") from None
    return str(value).strip()


def _object(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise ValueError(f"is {_named(value)}, but the field holds an object")


def _list(value: Any) -> Any:
    if isinstance(value, list):
        return value
    raise ValueError(f"is {_named(value)}, but the field holds a list")


_READ: dict[FieldType, Callable[[Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
    FieldType.DATETIME: _datetime,
    FieldType.OBJECT: _object,
    FieldType.LIST: _list,
    FieldType.ANY: lambda value: value,
}


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(value: Any) -> str:
    text = str(value)
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"


def faults(payload: JsonObject, fields: Iterable[Field], *, creating: bool, prefix: str = "") -> list[Fault]:
    """Hold a payload against the fields: required on create, length, decimals, choices.

    Names that are not among the fields pass: a system has more fields than its connector lists.
    """
    found: list[Fault] = []
    for field in fields:
        name = field.name
        value = payload.get(name)
        if value is None or value in ("", [], {}):
            if field.required and creating:
                found.append(
                    Fault(prefix + name, "", value, "is required, but the record gives no value for it")
                )
        else:
            found += _value_faults(prefix + name, value, field, creating=creating)
    return found


def _value_faults(path: str, value: Any, field: Field, *, creating: bool) -> list[Fault]:
    if field.fields and isinstance(value, dict):
        return faults(value, field.fields, creating=creating, prefix=path + ".")
    if field.fields and isinstance(value, list):
        rows = [(f"{path}[{n}].", row) for n, row in enumerate(value) if isinstance(row, dict)]
        return [f for at, row in rows for f in faults(row, field.fields, creating=True, prefix=at)]
    why = _why_not(value, field)
    return [Fault(path, "", value, why)] if why else []


def _why_not(value: Any, field: Field) -> str:
    if field.max_length and isinstance(value, str) and len(value) > field.max_length:
        return f"has {len(value)} characters, the field holds at most {field.max_length}"
    if field.decimals is not None and isinstance(value, Decimal | float):
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > field.decimals:
            return f"has {-exponent} decimals, the field holds {field.decimals}"
    if field.allowed and value not in field.allowed:
        return "is none of " + ", ".join(map(str, field.allowed))
    return ""
