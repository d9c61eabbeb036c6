"""A way through one record, walked until it ends: at a value, or where there is nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from core.insight.wording import kind_of
from core.mapping import Kind, Read, Step


class Cause(StrEnum):
    """Why there is no value."""

    #: an object has no field of that name
    MISSING = "missing"
    #: what is there is null
    NULL = "null"
    #: it is text of nothing but blanks
    BLANK = "blank"
    #: it is a list or an object without anything in it
    EMPTY = "empty"
    #: a list stands where one thing is expected
    LIST = "list"
    #: a single value stands where an object or a list is expected
    VALUE = "value"
    #: a list has no item with that number
    SHORT = "short"
    #: a filter matches no item
    FILTER = "filter"
    #: a check found or made nothing for the record
    CHECK = "check"
    #: a setting of the flow has no value
    SETTING = "setting"
    #: a value table has no row for the value
    TABLE = "table"
    #: the transform makes nothing of what was selected
    TRANSFORM = "transform"
    #: all that the expression reads is there, and still it gives nothing
    EXPRESSION = "expression"
    #: no rule gives the field
    UNMAPPED = "unmapped"


class Stop(NamedTuple):
    """Where a way ends without a value: at which step, why, what is found there, how many items there are."""

    step: int
    cause: Cause
    found: str = ""
    items: int = 0


def trace(read: Read, start: Any) -> Stop | None:
    """Walk a way from its start; None when it ends at a value."""
    return _walk(read.steps, 0, start)


def _walk(steps: tuple[Step, ...], at: int, value: Any) -> Stop | None:  # noqa: PLR0911  - one per end
    while at < len(steps):
        step = steps[at]
        if value is None:
            return Stop(at, Cause.NULL)
        if step.kind is Kind.FIELD:
            if value.__class__ is not dict:
                return _no_object(at, value)
            if step.name not in value:
                return Stop(at, Cause.MISSING)
            value = value[step.name]
        elif step.kind is Kind.INDEX:
            if not isinstance(value, list):
                return Stop(at, Cause.VALUE, kind_of(value))
            n = int(step.name)
            if not -len(value) <= n < len(value):
                return Stop(at, Cause.SHORT, kind_of(value), len(value))
            value = value[n]
        else:
            return _rows(steps, at, value)
        at += 1
    return _end(at, value)


def _no_object(at: int, value: Any) -> Stop:
    if isinstance(value, list):
        return Stop(at, Cause.LIST, kind_of(value), len(value))
    return Stop(at, Cause.VALUE, kind_of(value))


def _rows(steps: tuple[Step, ...], at: int, value: Any) -> Stop | None:
    """All items: one with a value is enough; else the first one says why."""
    kind = steps[at].kind
    if kind is Kind.VALUES and isinstance(value, dict):
        value = list(value.values())
    elif kind is Kind.FLAT and not isinstance(value, list):
        return _walk(steps, at + 1, value)
    if not isinstance(value, list):
        return Stop(at, Cause.VALUE, kind_of(value))
    if not value:
        return Stop(at, Cause.EMPTY, kind_of(value))
    stops = []
    for row in value:
        stop = _walk(steps, at + 1, row)
        if stop is None:
            return None
        stops.append(stop)
    return max(stops, key=lambda stop: stop.step)._replace(items=len(value))


def _end(at: int, value: Any) -> Stop | None:
    if value is None:
        return Stop(at, Cause.NULL)
    if isinstance(value, str):
        return Stop(at, Cause.BLANK) if not value.strip() else None
    if isinstance(value, list | dict) and not value:
        return Stop(at, Cause.EMPTY, kind_of(value))
    return None


def reached(read: Read, start: Any, end: int) -> Any:
    """What stands before a step, where fields and numbered items lead there; else None."""
    for step in read.steps[:end]:
        if step.kind is Kind.FIELD and isinstance(start, dict):
            start = start.get(step.name)
        elif step.kind is Kind.INDEX and isinstance(start, list) and abs(int(step.name)) < len(start):
            start = start[int(step.name)]
        else:
            return None
    return start
