"""Values as they stand in a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.documents import write_json

_SHOWN = 60


def shown(value: Any) -> str:
    """A value short enough for a sentence: texts in quotes, lists and objects as JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")
        case int() | Decimal() | float():
            return str(value)
        case _:
            written = write_json(value)
            return written if len(written) <= _SHOWN else written[:_SHOWN] + "…"


def kind_of(value: Any) -> str:
    """What a value is, in words: `a list of 3`, `an object`, `the text 'NL'`."""
    match value:
        case dict():
            return "an object"
        case list():
            return f"a list of {len(value)}"
        case str():
            return f"the text {shown(value)}"
        case None | bool():
            return shown(value)
        case _:
            return f"the number {value}"
