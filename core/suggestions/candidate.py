"""What a search by example works with: values at hand, what is wanted of them, and rules that may give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from core.mapping import Table

#: Digits of a number that is worth counting with.
_DIGITS = 18


@dataclass(frozen=True)
class Atom:
    """A value of the source at each example, by the expression that selects it; a dear one is far-fetched."""

    select: str
    values: tuple[Any, ...]
    cost: float
    names: tuple[str, ...] = ()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values as texts; nothing for what is empty."""
        return tuple(text(value) for value in self.values)

    @cached_property
    def numbers(self) -> tuple[Decimal, ...] | None:
        """The values as numbers; None when one of them is not."""
        return numbers(self.values)

    @property
    def call(self) -> str:
        """How a transform counts with the value: text is read as a number."""
        return "{v} | number" if any(isinstance(value, str) for value in self.values) else "{v}"


@dataclass(frozen=True)
class Wanted:
    """What a person wants at each example; nothing is wanted where it is empty."""

    values: tuple[Any, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The wanted values as texts."""
        return tuple(text(value) for value in self.values)

    @cached_property
    def numbers(self) -> tuple[Decimal, ...] | None:
        """The wanted values as numbers; None when one of them is not."""
        return numbers(self.values)

    @property
    def decimals(self) -> int:
        """The most decimals of the wanted numbers."""
        return max((_decimals(one) for one in self.numbers or ()), default=0)

    @property
    def written(self) -> bool:
        """Whether texts are wanted."""
        return all(isinstance(value, str) for value in self.values)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an atom's value: how a transform makes it of `{v}`, and what it gives."""

    atom: Atom
    call: str
    cost: float
    texts: tuple[str, ...]
    why: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is the value itself."""
        return self.call == "{v}"


#: What a value is at each example, and what is wanted of it.
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that gives what is wanted at the examples, as far as can be told without evaluating it."""

    cost: float
    select: str | None
    transform: str | None
    why: str
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def order(self) -> tuple[float, int, str, str]:
        """The simplest first; of the same cost the shortest, so that the order is always the same."""
        written = (self.select or "") + (self.transform or "")
        return (round(self.cost, 4), len(written), self.select or "", self.transform or "")


def text(value: Any) -> str:
    """A value as text, as a transform would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def number(value: Any) -> Decimal | None:
    """A value as a number, where it is one or is written as one."""
    if isinstance(value, bool) or value is None or len(str(value)) > _DIGITS:
        return None
    try:
        made = Decimal(str(value).strip()) if "_" not in str(value) else None
    except InvalidOperation:
        return None
    if made is None or not made.is_finite() or abs(made.adjusted()) > _DIGITS:
        return None
    return made


def numbers(values: tuple[Any, ...]) -> tuple[Decimal, ...] | None:
    """Values as numbers; None when one of them is not, or there are none."""
    made = [number(value) for value in values]
    return tuple(one for one in made if one is not None) if made and None not in made else None


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def quoted_text(value: str) -> str:
    """A text as Jinja writes it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def of(call: str, value: str = "value") -> str:
    """A transform that does this with the value."""
    return f"{{{{ {call.replace('{v}', value)} }}}}"
