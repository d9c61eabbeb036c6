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

#: Types of values in an object that can be sent as they are.
_AS_THEY_ARE = (str, bool)
_NOTHING = {Empty.OMIT: "UNSET", Empty.NULL: "None"}


class Unfinished(Exception):
    """An empty value where the rule says that there must be one."""


def write_finish(name: str, made: str, rule: Leaf, names: Names, lines: Lines) -> None:
    """Write what makes of an expression a value that is ready to be sent, or UNSET where it is left out.

    Of a rule of which nothing is known yet, that is a call; values of the types that it is known to give are
    looked at on the spot.
    """
    finish = names.bind(finisher(rule.field, rule.empty), "finish")
    if not rule.gives:
        lines.add(f"{name} = {finish}({made}, marked)")
        return
    lines.add(f"{name} = {made}")
    other, nothing = f"{name} = {finish}({name}, marked)", _nothing(name, rule)
    field = rule.field.type if rule.field else FieldType.ANY
    if rule.gives == (str,) and field in _TEXT:  # what has no isspace() raises
        with lines.inside(f"if not {name} or {name}.isspace():"):
            lines.add(f"if {name} is None or type({name}) is str: {nothing}")
            lines.add(f"else: {other}")
        return
    lines.add(f"kind = type({name})")
    cases = [(f"kind is {kind.__name__}", _ready(kind, name, rule, names, other)) for kind in rule.gives]
    ready = [(condition, then) for condition, then in cases if then]
    for n, (condition, then) in enumerate([*ready, (f"{name} is None", nothing)]):
        with lines.inside(f"{'elif' if n else 'if'} {condition}:"):
            lines.add(then)
    lines.add(f"else: {other}")


def _ready(kind: type, name: str, rule: Leaf, names: Names, other: str) -> str:
    """What is to be done with values of a type that are ready but for rare ones; nothing where none are."""
    field = rule.field.type if rule.field else FieldType.ANY
    if kind is str:
        return text_finish(name, rule, names)
    if (
        kind is int and field in _INTEGER
    ):  # a shift tells small numbers from large ones quicker than to compare
        return f"if {name} >> {BITS} and not {-LARGE} < {name} < {LARGE}: {other}"
    if kind is Decimal and field in _DECIMAL:
        far = f"not -{FAR} < (digits := {name}.adjusted()) < {FAR}"  # 0 where it is not finite
        return f"if {far} or not digits and not {name}.is_finite(): {other}"
    return ""


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
    kind = field.type if field else FieldType.ANY
    numbers = {int} if kind is FieldType.INTEGER else {int, Decimal} if kind in _DECIMAL else set()
    of_text, full = None if kind in _TEXT else _of_text(field, policy), _full(field, policy)

    def finish(value: Any, marked: bool) -> Any:  # noqa: FBT001  - generated code passes it by place
        kind = type(value)
        if kind is str:
            if of_text is not None:
                return of_text(value)
            ready = value and not value.isspace()
        elif kind is dict:
            ready = field is None and _is_row(value)
        else:
            ready = kind in numbers and ordinary(value)
        return value if ready else full(value, marked)

    return finish


def _full(field: Field | None, policy: Empty) -> Callable[[Any, bool], Any]:
    def finish(value: Any, marked: bool) -> Any:  # noqa: FBT001  - as above
        made = None if value is None else finished(value, field, marked=marked)
        if not empty(made):
            return made
        if policy is Empty.FAIL:
            raise Unfinished
        return None if policy is Empty.NULL else UNSET

    return finish


def _is_row(value: dict[Any, Any]) -> bool:
    """Whether an object has ordinary values alone, and can be sent as it is."""
    for key, one in value.items():
        if type(key) is not str or not (one is None or type(one) in _AS_THEY_ARE or ordinary(one)):
            return False
    return bool(value)


def ordinary(value: Any) -> bool:
    """Whether a value is a number that is far from every bound."""
    if type(value) is Decimal:
        return -FAR < value.adjusted() < FAR and value.is_finite()
    return type(value) is int and -LARGE < value < LARGE


@lru_cache(4096)
def _of_text(field: Field | None, policy: Empty) -> Callable[[str], Any]:
    finish = _full(field, policy)

    @lru_cache(_REMEMBERED)
    def of_text(value: str) -> Any:
        # A mark cannot be converted: that is told, and the careful way passes it on.
        return finish(value, False)

    return of_text
