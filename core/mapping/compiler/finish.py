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
from core.mapping.rules import Leaf
from core.mapping.values import empty

#: Types of fields that hold any text as it is.
_TEXT = (FieldType.TEXT, FieldType.ANY)
_INTEGER = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.ANY)
_DECIMAL = (FieldType.DECIMAL, FieldType.ANY)
#: Texts of dates, codes and numbers that are remembered with what they became.
_REMEMBERED = 4096
#: An exact number of fewer digits before and behind its point can be sent.
FAR = 300
#: Whole numbers of more bits are looked at one by one.
BITS = 63
LARGE = 2**BITS

_NOTHING = {Empty.OMIT: "UNSET", Empty.NULL: "None"}


class Unfinished(Exception):
    """An empty value where the rule says that there must be one."""


def write_finish(name: str, rule: Leaf, names: Names, lines: Lines, *, number: bool) -> None:
    """Write what makes a value ready to be sent, or UNSET where it is left out.

    `number` when the value is an exact number or null for certain.
    """
    finish, nothing = names.bind(finisher(rule.field, rule.empty), "finish"), _nothing(name, rule)
    other = f"{name} = {finish}({name}, marked)"
    field = rule.field.type if rule.field else FieldType.ANY
    if rule.gives == (str,) and field in _TEXT and not number:  # what has no isspace() raises
        with lines.inside(f"if not {name} or {name}.isspace():"):
            lines.add(f"if {name} is None or type({name}) is str: {nothing}")
            lines.add(f"else: {other}")
        return
    cases: list[tuple[type | None, str, str]] = [(None, f"{name} is None", nothing)]
    if field in _INTEGER:  # a shift tells small numbers from large ones quicker than to compare them
        large = f"{name} >> {BITS} and not {-LARGE} < {name} < {LARGE}"
        cases.insert(0, (int, "kind is int", f"if {large}: {other}"))
    if field in _DECIMAL:
        far = f"not -{FAR} < {name}.adjusted() < {FAR}" + ("" if number else f" or not {name}.is_finite()")
        cases.append((Decimal, "kind is Decimal", f"if {far}: {other}"))
    if not number:
        cases.insert(0, (str, "kind is str", text_finish(name, rule, names)))
    lines.add(f"kind = type({name})")
    expected: dict[type | None, int] = {kind: n for n, kind in enumerate(rule.gives)}
    cases.sort(key=lambda case: expected.get(case[0], len(expected)))
    for n, (_, condition, then) in enumerate(cases):
        with lines.inside(f"{'elif' if n else 'if'} {condition}:"):
            lines.add(then)
    lines.add(f"else: {other}")


def text_finish(name: str, rule: Leaf, names: Names) -> str:
    """The same for a value that is a text for certain, in one line."""
    if rule.field is None or rule.field.type in _TEXT:
        return f"if not {name} or {name}.isspace(): {_nothing(name, rule)}"
    return f"{name} = {names.bind(_of_text(rule.field, rule.empty), 'of_text')}({name})"


def _nothing(name: str, rule: Leaf) -> str:
    return f"{name} = {_NOTHING[rule.empty]}" if rule.empty in _NOTHING else "raise Unfinished"


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
