"""What generated functions call where a value is not of the ordinary kind: the interpreter's own ways."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jmespath.visitor import _Expression
from msgspec import UNSET, Raw

from core.mapping.careful import Careful, aligned, listed, marked
from core.mapping.compiler.finish import Unfinished
from core.mapping.compiler.ready import Remembered
from core.mapping.jmes_functions import FUNCTIONS, equal, ordered
from core.mapping.limits import ITEMS
from core.mapping.mapping import Mapping
from core.mapping.scope import Scope, field_of_mark


def field_of(value: Any, name: str) -> Any:
    """A field of anything."""
    return value.get(name) if isinstance(value, dict) else field_of_mark(value, name)


def fields_of(value: Any, names: tuple[str, ...]) -> list[Any]:
    """Fields of anything."""
    if isinstance(value, dict):
        return [value.get(name) for name in names]
    return [field_of_mark(value, name) for name in names]


def place_of(value: Any, index: int) -> Any:
    """The item at a place of anything."""
    return value[index] if isinstance(value, list) and -len(value) <= index < len(value) else None


def flat_of(value: Any) -> list[Any] | None:
    """A list whose lists are dissolved in it; null for anything else."""
    if not isinstance(value, list):
        return None
    merged: list[Any] = []
    for one in value:
        if isinstance(one, list):
            merged.extend(one)
        else:
            merged.append(one)
    return merged


@lru_cache(16_384)
def number_of_text(value: str) -> int | Decimal | None:
    """A text as a number: prices and quantities come again and again."""
    number: int | Decimal | None = FUNCTIONS._func_to_number(value)  # noqa: SLF001  - the function behind to_number()
    return number


def carefully(mapping: Mapping) -> Callable[[tuple[Any, ...]], Careful]:
    """How a record is begun to be rendered by the careful way, from what the function was given."""

    def begin(seen: tuple[Any, ...]) -> Careful:
        record, item, index, parent, checks, run = seen
        return Careful(mapping, Scope(record, checks, {}, run, item, index, parent))

    return begin


class Expression(_Expression):  # type: ignore[misc]  # jmespath.py has no types
    """An expression after `&`, as jmespath.py's functions take it (they go by the name of its class)."""

    def __init__(self, call: Any) -> None:
        super().__init__(None, None)
        self._call = call

    def visit(self, node: Any, value: Any) -> Any:  # noqa: ARG002  - the shape that functions call
        """Its value on an item."""
        return self._call(value)


Expression.__name__ = "_Expression"


RUNTIME: dict[str, Any] = {
    "EXACT": frozenset((int, Decimal)),
    "ITEMS": ITEMS,
    "NUMBERS": frozenset((int, Decimal, float)),
    "SIZED": frozenset((str, list, dict)),
    "ROWS": frozenset((str, list)),
    "UNSET": UNSET,
    "Decimal": Decimal,
    "Expression": Expression,
    "Raw": Raw,
    "Remembered": Remembered,
    "Unfinished": Unfinished,
    "aligned": aligned,
    "call": FUNCTIONS.call_function,
    "equal": equal,
    "field_of": field_of,
    "fields_of": fields_of,
    "flat_of": flat_of,
    "listed": listed,
    "marked_in": marked,
    "number_of_text": number_of_text,
    "ordered": ordered,
    "place_of": place_of,
}
