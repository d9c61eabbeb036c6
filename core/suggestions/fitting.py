"""What a value still needs to fit a target field: the transform that the types call for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.fields import Field, FieldType
from core.mapping import Table
from core.suggestions.concepts import meaning
from core.suggestions.likeness import Asked
from core.suggestions.seen import Seen

#: Texts that people write without a thought for their length are cut where the field ends.
_FREE = ("text", "html", "other")
_TRUE = {"ja", "oui", "sí", "si", "wahr", "on", "y", "j", "yes", "true", "1"}
#: Names of fields that take HTML as it is.
_HTML = "html"


def transform(one: Asked, seen: Seen, tables: Mapping[str, Table], zone: str | None) -> str | None:
    """The transform that turns such values into what the field holds; None when they fit as they are."""
    steps = _table(one, seen, tables) or _steps(one.field, seen, one.kinds, zone)
    return f"{{{{ value | {' | '.join(steps)} }}}}" if steps else None


def _steps(field: Field, seen: Seen, kinds: frozenset[str], zone: str | None) -> list[str]:
    kind = seen.kind
    match field.type:
        case FieldType.DATE:
            return _day(seen, zone)
        case FieldType.DATETIME:
            return _day(seen, None) if kind == "other_date" else []
        case FieldType.DECIMAL | FieldType.INTEGER:
            return _number(field, seen)
        case FieldType.BOOLEAN if kind == "text":
            return _truth(seen)
        case FieldType.TEXT | FieldType.ANY:
            return _text(field, seen, kinds)
        case _:
            return []


def _day(seen: Seen, zone: str | None) -> list[str]:
    if seen.kind == "other_date":
        return [f"parse_date('{form}')"] if (form := _form(seen.filled)) else []
    if seen.kind != "time":
        return []
    return [f"date('%Y-%m-%d', tz='{zone}')" if zone else "date"]


def _form(values: list[Any]) -> str:
    """The form of dates that are not ISO 8601: the day first, unless a number there is too large for it."""
    first = str(values[0]).strip()
    if first.isdigit():
        return "%Y%m%d"
    mark = first[-5]
    days_second = any(int(str(value).strip().split(mark)[1]) > 12 for value in values)  # noqa: PLR2004  - months
    return f"%m{mark}%d{mark}%Y" if days_second else f"%d{mark}%m{mark}%Y"


def _number(field: Field, seen: Seen) -> list[str]:
    steps = []
    if seen.kind == "comma_number":
        dotted = any("." in str(value) for value in seen.filled)
        steps.append("number(decimal=','" + (", thousands='.')" if dotted else ")"))
    longest = max((_decimals(value) for value in seen.filled), default=0)
    if field.type is FieldType.INTEGER and longest:
        steps.append("round")
    elif field.decimals is not None and longest > field.decimals:
        steps.append("money" if field.decimals == 2 else f"round({field.decimals})")  # noqa: PLR2004  - cents
    return steps


def _decimals(value: Any) -> int:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return len(text.replace(",", ".").rpartition(".")[2].rstrip("0")) if "." in text or "," in text else 0


def _truth(seen: Seen) -> list[str]:
    words = {str(value).strip().lower() for value in seen.filled}
    yes = sorted(words & _TRUE)
    return [f"lower == '{yes[0]}'"] if len(yes) == 1 and len(words) <= 2 else []  # noqa: PLR2004  - yes and no


def _text(field: Field, seen: Seen, kinds: frozenset[str]) -> list[str]:
    steps = []
    if "country" in kinds and seen.kind == "country_name" and field.max_length == 2:  # noqa: PLR2004  - ISO 3166
        return ["country_code"]
    if seen.kind == "html" and _HTML not in field.name.lower():
        steps.append("html_to_text")
    longest = max((len(str(value)) for value in seen.filled), default=0)
    if field.max_length and (seen.kind in _FREE or longest > field.max_length):
        steps.append(f"truncate({field.max_length})")
    return steps


def _table(one: Asked, seen: Seen, tables: Mapping[str, Table]) -> list[str]:
    """The value table that is about this field and knows these values."""
    values = {str(value) for value in seen.filled}
    for name, table in tables.items():
        about = meaning(name).keys() & one.sense.own.keys()
        if (
            about
            and values
            and (values <= table.rows.keys() or (table.has_default and values & table.rows.keys()))
        ):
            return [f"lookup('{name}')"]
    return []
