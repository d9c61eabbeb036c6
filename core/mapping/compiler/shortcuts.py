"""The functions and operators of transforms, quick for the ordinary values and as they were for all others."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from core.mapping.compiler.pieces import SCALARS, SHORT
from core.mapping.functions import ENTRIES
from core.mapping.jinja import SANDBOX
from core.mapping.undefined import Unknown
from core.mapping.values import text

Call = Callable[..., Any]

#: Whole numbers up to this, and exponents of Decimals, are far from every bound.
_LARGE, _FAR = 2**63, 300
#: As many decimals are quick to round to.
_DECIMALS = 20
#: Results that are remembered of one function in one transform.
_REMEMBERED = 1_024
#: What operators reckon in; the same as `operators` makes for each of its results.
_EXACT = Context(prec=40, Emax=400, Emin=-400)
_MARKS = {"Y": "{0.year:04d}", "m": "{0.month:02d}", "d": "{0.day:02d}"}
_MARKS |= {"H": "{0.hour:02d}", "M": "{0.minute:02d}", "S": "{0.second:02d}"}


def remembered(name: str, given: tuple[Any, ...]) -> Call:
    """A pure function with all its arguments but the first, a short text; what it gave is remembered."""
    call = ENTRIES[name].call
    return lru_cache(_REMEMBERED)(lambda value: call(value, *given))


def ordinary(value: Any) -> bool:
    """Whether a value is a number that is far from every bound."""
    if type(value) is Decimal:
        return value.is_finite() and -_FAR < value.adjusted() < _FAR
    return type(value) is int and -_LARGE < value < _LARGE


def written(value: Any) -> str:
    """A value as text."""
    return str(value) if type(value) is int and -_LARGE < value < _LARGE else text(value)


def reached(value: Any, key: str | int) -> Any:
    """What is under a key or at a place; null for what is undefined."""
    found = None if value is None else SANDBOX.getitem(value, key)
    return None if isinstance(found, Unknown) else found


def reckoning(sign: str, on_integers: Call, on_decimals: Call) -> Call:
    """An operator: exact for ordinary numbers, as the sandbox does it for all others."""

    def reckoned(left: Any, right: Any) -> Any:
        kind, other = type(left), type(right)
        if kind is int and other is int:
            if -_LARGE < left < _LARGE and -_LARGE < right < _LARGE:
                return on_integers(left, right)
        elif kind is str and other is str and sign == "+" and len(left) + len(right) <= SHORT:
            return left + right
        elif ordinary(left) and ordinary(right):
            made = on_decimals(left, right)
            if -_FAR < made.adjusted() < _FAR:
                return made
        return SANDBOX.call_binop(_NO_CONTEXT, sign, left, right)

    return reckoned


_NO_CONTEXT: Any = None  # the sandbox's operators do not look at it

OPERATORS: dict[str, Call] = {
    "+": reckoning("+", operator.add, _EXACT.add),
    "-": reckoning("-", operator.sub, _EXACT.subtract),
    "*": reckoning("*", operator.mul, _EXACT.multiply),
    "/": reckoning("/", _EXACT.divide, _EXACT.divide),
}


def _on_numbers(name: str, given: tuple[Any, ...], full: Call, exact: Call) -> Call:
    of_text = remembered(name, given)

    def quick(value: Any) -> Any:
        if type(value) is str and len(value) <= SHORT:
            return of_text(value)
        return exact(value) if ordinary(value) else full(value, *given)

    return quick


def _rounding(decimals: int, *, whole: bool) -> Call:
    unit, exact = Decimal(1).scaleb(-decimals), Context(prec=700)

    def made(value: Any) -> Any:
        found = Decimal(value).quantize(unit, ROUND_HALF_UP, exact)
        return int(found) if whole else found

    return made


def _dated(given: tuple[Any, ...], full: Call) -> Call | None:
    """Dates in forms of figures alone, which are put together here."""
    form, tz = given
    parts = form.split("%")
    plain = form.isascii() and form.isprintable() and all(part[:1] in _MARKS for part in parts[1:])
    try:
        zone = None if tz is None else ZoneInfo(tz)
    except (KeyError, ValueError, OSError):
        return None
    if not plain or "{" in form or "}" in form:
        return None
    formed = (parts[0] + "".join(_MARKS[part[0]] + part[1:] for part in parts[1:])).format

    def quick(value: Any) -> Any:
        if type(value) is not str or len(value) > SHORT:
            return full(value, *given)
        moment = datetime.fromisoformat(value.strip())
        if zone is not None:
            if moment.tzinfo is None:
                return full(value, *given)
            moment = moment.astimezone(zone)
        return moment.isoformat()[:10] if form == "%Y-%m-%d" else formed(moment)

    return quick


def _joined(separator: str, full: Call) -> Call:
    def quick(value: Any) -> Any:
        if type(value) is list and len(value) <= SHORT:
            try:
                made = separator.join(value)
            except TypeError:  # not all of them are texts
                return full(value, separator)
            if len(made) <= SHORT:
                return made
        return full(value, separator)

    return quick


def _picked(pick: Call, kind: type, given: tuple[Any, ...], full: Call) -> Call:
    """Something out of a list or an object, where it is a value of ordinary size."""

    def quick(value: Any) -> Any:
        if type(value) is kind and value:
            found = pick(value)
            if type(found) in SCALARS and (type(found) is not str or len(found) <= SHORT):
                return found
        return full(value, *given)

    return quick


def _length(full: Call) -> Call:
    def quick(value: Any) -> Any:
        return len(value) if type(value) is list or type(value) is dict else full(value)

    return quick


def shortcut(name: str, given: tuple[Any, ...], full: Call) -> Call | None:  # noqa: PLR0911  - one per function
    """A function with all its arguments but the first, quick for ordinary values; `full` is for all others.

    Nothing where there is no quick way, or where the arguments make it fail.
    """
    match name, given:
        case "number", _:
            return _on_numbers(name, given, full, (lambda value: value))
        case "int", _:
            return _on_numbers(name, given, full, int)
        case "float", _:
            return _on_numbers(name, given, full, Decimal)
        case "abs", _:
            return _on_numbers(name, given, full, ENTRIES["abs"].call)
        case "money", (int(decimals),) if 0 <= decimals <= _DECIMALS:
            return _on_numbers(name, given, full, _rounding(decimals, whole=False))
        case "round", (int(decimals), "common") if 0 <= decimals <= _DECIMALS:
            return _on_numbers(name, given, full, _rounding(decimals, whole=decimals == 0))
        case "date", (str(), None | str()):
            return _dated(given, full)
        case "join", (str(separator), None):
            return _joined(separator, full)
        case "first", ():
            return _picked(operator.itemgetter(0), list, given, full)
        case "last", ():
            return _picked(operator.itemgetter(-1), list, given, full)
        case ".get()", (str(key), *rest) if len(rest) <= 1:
            return _picked(lambda value: value.get(key, *rest), dict, given, full)
        case "length" | "count", ():
            return _length(full)
        case _:
            return None
