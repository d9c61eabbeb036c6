"""JSON values inside expressions: what they are called, how they read as text, whether they may leave."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from jinja2 import Undefined

from core.documents import write_json
from core.mapping.limits import SENT, charge, check_number, tick

#: Numbers as systems write them; they need no further look.
PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII).fullmatch
_DEEPEST = 60
_SHOWN = 200


class Unfit(ValueError):
    """A value that is not of the kind that is asked for."""


def named(value: Any) -> str:  # noqa: PLR0911  - one per kind of value
    """What a value is, for a sentence: `text`, `a number`, `null`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value!r}" if len(value) <= 60 else "a long text"  # noqa: PLR2004  - fits a line
    if isinstance(value, int | Decimal | float):
        return f"the number {value}"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return f"a {type(value).__name__}"


def text(value: Any) -> str:
    """A value as text: numbers with all their digits, null as nothing, lists and objects as JSON."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return in_full(check_number(value))
    made = write_json(plain(value))
    charge(len(made))
    return made


def in_full(number: int | Decimal) -> str:
    """A number with all its digits: no power of ten."""
    made = str(number)
    return format(number, "f") if "E" in made else made


def number(value: Any) -> int | Decimal:
    """A number from a number or from text in ASCII digits with a point; ValueError says why not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Unfit(f"{named(value)} is not a number")
    if not isinstance(value, str):
        return check_number(value)
    if (plain := PLAIN(value)) is not None:
        return Decimal(value) if plain[1] else int(value)
    stripped = value.strip()
    if not stripped.isascii() or "_" in stripped or len(stripped) > 320:  # noqa: PLR2004  - no number is longer
        raise ValueError(f"{named(value)} is not a number")
    try:
        made = Decimal(stripped)
        return check_number(int(made) if stripped.lstrip("+-").isdigit() else made)
    except InvalidOperation:
        raise ValueError(f"{named(value)} is not a number") from None


def plain(value: Any, depth: int = 0) -> Any:
    """A value as plain JSON, checked: it may leave; ValueError says why it may not."""
    if isinstance(value, str):
        return _text_that_can_be_sent(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return check_number(value)
    tick()
    if depth > _DEEPEST:
        raise ValueError(f"the value is nested more than {_DEEPEST} deep")
    if isinstance(value, dict):
        return {_key(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, Undefined):
        str(value)  # raises what is missing, as any use of it
    raise Unfit(f"{named(value)} is not a JSON value")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return _text_that_can_be_sent(key)
    raise ValueError(f"the key of an object is {named(key)}, but must be text")


def _text_that_can_be_sent(value: str) -> str:
    if len(value) > SENT:
        raise ValueError(f"the text has {len(value)} characters, at most {SENT} are possible")
    if "\0" in value:
        raise ValueError("the text holds a NUL character, which no system can store")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError("the text holds half a character (a lone surrogate)") from None
    return str(value)


def empty(value: Any) -> bool:
    """Whether a value is empty: null, no list or object to speak of, or text of nothing but blanks."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, list | dict) and not value)


def shown(value: Any) -> Any:
    """A value short enough to be kept with a fault: long texts are cut, large lists and objects too."""
    if isinstance(value, str):
        cut = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        return cut if cut.isascii() else cut.encode(errors="backslashreplace").decode()
    if value is None or isinstance(value, bool):
        return value
    try:
        if isinstance(value, int | float | Decimal):
            return check_number(value)
        written = write_json(value)
    except (ValueError, TypeError, RecursionError):
        return named(value)
    return value if len(written) <= _SHOWN else written[:_SHOWN] + "…"
