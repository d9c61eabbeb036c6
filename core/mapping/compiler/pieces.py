"""Parts of an expression as they are put together: source, and what is known of the value without data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from keyword import iskeyword
from typing import Any

#: Texts up to this long are worked on without being counted; one transform makes few of them.
SHORT = 1_000
#: The types of values that are JSON as they are.
SCALARS = frozenset((str, int, bool, Decimal, type(None)))

Bind = Callable[[object], str]
Fresh = Callable[[], str]


class Sure(IntEnum):
    """What is certain of a value; each includes those before."""

    #: it may be undefined
    NOTHING = 0
    DEFINED = 1
    #: it is JSON as it is: a text, a number, true, false or null
    SCALAR = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression; its source binds as tightly as brackets."""

    source: str
    sure: Sure = Sure.NOTHING
    #: for a short text: the condition that it is one, and the text that becomes of it
    quick: tuple[str, str] | None = None

    def held(self, fresh: Fresh) -> tuple[str, str]:
        """The source where it is read first, and the name by which it is read again."""
        if self.source.isidentifier() and not iskeyword(self.source):
            return self.source, self.source
        name = fresh()
        return f"({name} := {self.source})", name


def literal(value: Any, bind: Bind) -> str:
    """A constant in the source: written out where it is short, else bound."""
    if value is None or type(value) is bool:
        return repr(value)
    if type(value) is str and len(value) <= 100:  # noqa: PLR2004  - a line stays readable
        return repr(value)
    if type(value) is int and abs(value) < 2**63:
        return repr(value) if value >= 0 else f"({value})"
    return bind(value)


def has(first: str, again: str, key: str | int, bind: Bind) -> str:
    """A test whether an object has a key, or a list a place: true only for the ordinary kinds of both."""
    if isinstance(key, int):
        return f"type({first}) is list and len({again}) {f'> {key}' if key >= 0 else f'>= {-key}'}"
    return f"type({first}) is dict and {literal(key, bind)} in {again}"
