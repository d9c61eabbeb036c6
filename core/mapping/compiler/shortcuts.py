"""Functions of transforms: quick for ordinary values, and as they were for all others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache, partial
from operator import attrgetter, itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from core.mapping.compiler.amounts import DECIMALS
from core.mapping.compiler.finish import FAR, LARGE, ordinary
from core.mapping.compiler.pieces import SCALARS, SHORT
from core.mapping.functions import ENTRIES
from core.mapping.functions.numbers import abs_
from core.mapping.jinja import SANDBOX
from core.mapping.undefined import Unknown
from core.mapping.values import PLAIN, text

Call = Callable[..., Any]

#: Results that are remembered of one function in one transform.
_REMEMBERED = 1_024
#: Items of a list that is gone through without counting.
_FEW = 100
_ISO = "%Y-%m-%d"
#: The marks of a date that are figures: how each is shown, and what of the date.
_MARKS = {"Y": ("%04d", "year"), "m": ("%02d", "month"), "d": ("%02d", "day")}
_MARKS |= {"H": ("%02d", "hour"), "M": ("%02d", "minute"), "S": ("%02d", "second")}
_FIGURES = re.compile(r"(?:[ -$&-~]|%[YmdHMS])*")


def remembered(name: str, given: tuple[Any, ...]) -> Call:
    """A pure function with all its arguments but the first, a short text; what it gave is remembered."""
    call = ENTRIES[name].call
    return lru_cache(_REMEMBERED)(lambda value: call(value, *given))


def written(value: Any) -> str:
    """A value as text."""
    return str(value) if type(value) is int and -LARGE < value < LARGE else text(value)


def reached(value: Any, key: str | int) -> Any:
    """What is under a key or at a place; null for what is undefined."""
    found = None if value is None else SANDBOX.getitem(value, key)
    return None if isinstance(found, Unknown) else found


@dataclass(frozen=True, slots=True)
class _Use:
    """A function as a template uses it: its constant arguments, and the function itself for other values."""

    name: str
    given: tuple[Any, ...]
    full: Call


def _on_numbers(exact: Call, use: _Use) -> Call:
    full = use.full
    as_written = use.name != "number" or use.given == (".", "")

    def quick(value: Any) -> Any:
        kind = type(value)
        if kind is Decimal:
            if -FAR < value.adjusted() < FAR:
                return exact(value)
        elif kind is int:
            if -LARGE < value < LARGE:
                return exact(value)
        elif kind is str and as_written and (plain := PLAIN(value)) is not None:
            return exact(Decimal(value) if plain[1] else int(value))
        return full(value)

    return quick


def _rounded(use: _Use) -> Call | None:
    decimals, way = (*use.given, "common")[:2]
    if type(decimals) is not int or not 0 <= decimals <= DECIMALS or way != "common":
        return None
    unit, exact = Decimal(1).scaleb(-decimals), Context(prec=700)
    whole = use.name == "round" and decimals == 0

    def quantized(value: Any) -> Any:
        found = (value if type(value) is Decimal else Decimal(value)).quantize(unit, ROUND_HALF_UP, exact)
        return int(found) if whole else found

    return _on_numbers(quantized, use)


def _dated(use: _Use) -> Call | None:
    """Dates in forms of figures alone, which are put together here."""
    (form, tz), full = use.given, use.full
    if type(form) is not str or not _FIGURES.fullmatch(form):
        return None
    try:
        zone = None if tz is None else ZoneInfo(tz)
    except (KeyError, TypeError, ValueError, OSError):
        return None
    # the year stands first and is not shown, so that there are always several values
    figures = attrgetter("year", *(_MARKS[mark][1] for mark in re.findall("%(.)", form)))
    shown = "%.0s" + re.sub("%(.)", lambda mark: _MARKS[mark[1]][0], form)

    def quick(value: Any) -> Any:
        if type(value) is not str or len(value) > SHORT:
            return full(value)
        moment = datetime.fromisoformat(value.strip())
        if zone is not None:
            if moment.tzinfo is None:
                return full(value)
            moment = moment.astimezone(zone)
        return str(moment.date()) if form == _ISO else shown % figures(moment)

    return quick


def _joined(use: _Use) -> Call | None:
    (separator, attribute), full = use.given, use.full
    if type(separator) is not str or attribute is not None:
        return None

    def quick(value: Any) -> Any:
        if type(value) is list and len(value) <= _FEW:
            try:
                made = separator.join(value)
            except TypeError:  # not all of them are texts
                return full(value)
            if len(made) <= SHORT:
                return made
        return full(value)

    return quick


def _picked(kind: type, pick: Call, use: _Use) -> Call:
    """Something out of a list or an object, where it is a value of ordinary size."""
    full = use.full

    def quick(value: Any) -> Any:
        if type(value) is kind and value:
            found = pick(value)
            if type(found) in SCALARS and (type(found) is not str or len(found) <= SHORT):
                return found
        return full(value)

    return quick


def _got(use: _Use) -> Call | None:
    """`.get(key)` of an object."""
    given = use.given
    return _picked(dict, lambda value: value.get(*given), use) if 1 <= len(given) <= 2 else None  # noqa: PLR2004


def _plucked(use: _Use) -> Call | None:
    """`map(attribute='key')`: one key of each row."""
    (_, named), full = use.given, use.full
    if list(named) != ["attribute"] or not _is_key(named["attribute"]) or use.given[0]:
        return None
    key = named["attribute"]

    def quick(value: Any) -> Any:
        if type(value) is list and len(value) <= _FEW:
            try:
                return [row[key] for row in value]
            except (KeyError, TypeError):  # not all of them are objects with such a key
                return full(value)
        return full(value)

    return quick


def _summed(use: _Use) -> Call | None:
    """`sum` and `sum('key')` of ordinary numbers."""
    (key, start), full = use.given, use.full
    if type(start) is not int or start != 0 or not (key is None or type(key) is str):
        return None

    def quick(value: Any) -> Any:
        if type(value) is list and len(value) <= _FEW:
            try:
                found = [row[key] for row in value] if key else value
            except (KeyError, TypeError):  # not all of them are objects with such a key
                return full(value)
            if all(map(ordinary, found)):
                return sum(found)
        return full(value)

    return quick


def _is_key(name: Any) -> bool:
    """Whether it names one key, neither a place nor a path."""
    return type(name) is str and "." not in name and not name.isdigit()


def _string(use: _Use) -> Call:
    full = use.full
    return lambda value: str(value) if type(value) is int and ordinary(value) else full(value)


def _length(use: _Use) -> Call:
    full = use.full
    return lambda value: len(value) if type(value) is list or type(value) is dict else full(value)


_SHORTCUTS: dict[str, Callable[[_Use], Call | None]] = {
    "number": partial(_on_numbers, lambda value: value),
    "int": partial(_on_numbers, int),
    "float": partial(_on_numbers, Decimal),
    "abs": partial(_on_numbers, abs_),
    "money": _rounded,
    "round": _rounded,
    "date": _dated,
    "join": _joined,
    "first": partial(_picked, list, itemgetter(0)),
    "last": partial(_picked, list, itemgetter(-1)),
    ".get()": _got,
    "map": _plucked,
    "sum": _summed,
    "string": _string,
    "length": _length,
    "count": _length,
}


def shortcut(name: str, given: tuple[Any, ...], full: Call) -> Call | None:
    """A function with constant arguments, quick for ordinary values; `full` is the function for all others.

    Nothing where there is no quick way, or where the arguments make it fail.
    """
    build = _SHORTCUTS.get(name)
    return build(_Use(name, given, full)) if build else None
