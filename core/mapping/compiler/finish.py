"""The end of a rule: its value as it is sent. Ordinary values pass in a line, all others by `finished`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec import UNSET

from core.fields import Field, FieldType
from core.mapping.careful import finished
from core.mapping.compiler.source import Lines, Names
from core.mapping.mapping import Empty
from core.mapping.values import empty

#: Types of fields that hold any text as it is.
_TEXT = (FieldType.TEXT, FieldType.ANY)
_INTEGER = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.ANY)
_DECIMAL = (FieldType.DECIMAL, FieldType.ANY)
#: Texts of dates, codes and numbers that are remembered with what they became.
_REMEMBERED = 4096
#: An exact number of fewer digits before and behind its point can be sent.
FAR = 300
#: Whole numbers beyond this are looked at one by one.
LARGE = 2**63

_NOTHING = {Empty.OMIT: "UNSET", Empty.NULL: "None"}


class Unfinished(Exception):
    """An empty value where the rule says that there must be one."""


def write_finish(
    name: str, field: Field | None, policy: Empty, names: Names, lines: Lines, *, number: bool
) -> None:
    """Write what makes a value ready to be sent, or UNSET where it is left out.

    `number` when the value is an exact number or null for certain.
    """
    kind = field.type if field else FieldType.ANY
    finish = names.bind(finisher(field, policy), "finish")
    nothing = f"{name} = {_NOTHING[policy]}" if policy in _NOTHING else "raise Unfinished"
    lines.add(f"kind = type({name})")
    if not number:
        with lines.inside("if kind is str:"):
            if kind in _TEXT:
                lines.add(f"if not {name} or {name}.isspace(): {nothing}")
            else:
                lines.add(f"{name} = {names.bind(_of_text(field, policy), 'of_text')}({name})")
    first = "if" if number else "elif"
    if kind in _INTEGER:
        with lines.inside(f"{first} kind is int:"):
            lines.add(f"if not {-LARGE} < {name} < {LARGE}: {name} = {finish}({name}, marked)")
        first = "elif"
    lines.add(f"{first} {name} is None: {nothing}")
    if kind in _DECIMAL:
        far = f"not -{FAR} < {name}.adjusted() < {FAR}"
        unfit = far if number else f"{far} or not {name}.is_finite()"
        with lines.inside("elif kind is Decimal:"):
            lines.add(f"if {unfit}: {name} = {finish}({name}, marked)")
    lines.add(f"else: {name} = {finish}({name}, marked)")


@lru_cache(4096)
def finisher(field: Field | None, policy: Empty) -> Callable[[Any, bool], Any]:
    """The same as a function, for values of any kind."""

    def finish(value: Any, marked: bool) -> Any:  # noqa: FBT001  - generated code passes it by place
        if field is None and type(value) is dict and value and _is_row(value):
            return value
        made = finished(value, field, marked=marked)
        if not empty(made):
            return made
        if policy is Empty.FAIL:
            raise Unfinished
        return None if policy is Empty.NULL else UNSET

    return finish


def _is_row(value: dict[Any, Any]) -> bool:
    """Whether an object holds ordinary values alone, and can be sent as it is."""
    for key, one in value.items():
        if type(key) is not str or not (one is None or type(one) in (str, bool) or ordinary(one)):
            return False
    return True


def ordinary(value: Any) -> bool:
    """Whether a value is a number that is far from every bound."""
    if type(value) is Decimal:
        return -FAR < value.adjusted() < FAR and value.is_finite()
    return type(value) is int and -LARGE < value < LARGE


@lru_cache(4096)
def _of_text(field: Field | None, policy: Empty) -> Callable[[str], Any]:
    finish = finisher(field, policy)

    @lru_cache(_REMEMBERED)
    def of_text(value: str) -> Any:
        # A mark cannot be converted: that is told, and the careful way passes it on.
        return finish(value, False)

    return of_text
