"""The end of a rule: its value as it is sent. Ordinary values pass in a line, all others by `finished`."""

from __future__ import annotations

from collections.abc import Callable
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

_BLANK = "not {0} or {0}.isspace()"
_NO_DECIMAL = "type({0}) is not Decimal or not {0}.is_finite() or not -300 < {0}.adjusted() < 300"
_NOTHING = {Empty.OMIT: "UNSET", Empty.NULL: "None"}


class Unfinished(Exception):
    """An empty value where the rule says that there must be one."""


def write_finish(name: str, field: Field | None, policy: Empty, names: Names, lines: Lines) -> None:
    """Write what makes a value ready to be sent, or UNSET where it is left out."""
    kind = field.type if field else FieldType.ANY
    finish = names.bind(finisher(field, policy), "finish")
    nothing = f"{name} = {_NOTHING[policy]}" if policy in _NOTHING else "raise Unfinished"
    with lines.inside(f"if type({name}) is str:"):
        if kind in _TEXT:
            lines.add(f"if {_BLANK.format(name)}: {nothing}")
        else:
            remembered = names.bind(_of_text(field, policy), "of_text")
            lines.add(f"{name} = {remembered}({name})")
    lines.add(f"elif {name} is None: {nothing}")
    ordinary = [f"type({name}) is not int or not -LARGE < {name} < LARGE"] if kind in _INTEGER else []
    ordinary += [_NO_DECIMAL.format(name)] if kind in _DECIMAL else []
    condition = "".join(f" and ({one})" for one in ordinary).removeprefix(" and ")
    lines.add(f"elif {condition}: {name} = {finish}({name}, marked)" if condition else "else:")
    if not condition:
        lines.add(f"    {name} = {finish}({name}, marked)")


def finisher(field: Field | None, policy: Empty) -> Callable[[Any, bool], Any]:
    """The same as a function, for values of any kind."""

    def finish(value: Any, marked: bool = False) -> Any:  # noqa: FBT001, FBT002  - generated code passes it by place
        made = finished(value, field, marked=marked)
        if not empty(made):
            return made
        if policy is Empty.FAIL:
            raise Unfinished
        return None if policy is Empty.NULL else UNSET

    return finish


def _of_text(field: Field | None, policy: Empty) -> Callable[[str], Any]:
    finish = finisher(field, policy)

    @lru_cache(_REMEMBERED)
    def of_text(value: str) -> Any:
        # A mark is not converted; where it stands for a number or a date, conversion fails and the careful way tells.
        return finish(value)

    return of_text
