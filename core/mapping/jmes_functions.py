"""The official functions of JMESPath, exact: Decimal counts as a number everywhere."""

# jmespath.py has no types, and so neither has its decorator.
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from jmespath import functions

from core.mapping.limits import charge, steps
from core.mapping.values import named, number, text

signature = functions.signature

_TYPES: dict[str, str] = {**functions.TYPES_MAP, "Decimal": "number", "Placeholder": "object"}
_PYTHON_TYPES = {
    **functions.REVERSE_TYPES_MAP,
    "number": ("float", "int", "Decimal"),
    "object": ("dict", "Placeholder"),
}
_ALLOWED: dict[tuple[str, ...], tuple[list[str], list[tuple[str, ...]]]] = {}


def exact(value: Any) -> Any:
    """A float as the Decimal that was meant; anything else as it is."""
    return Decimal(repr(value)) if type(value) is float else value


class Functions(functions.Functions):  # type: ignore[misc]  # jmespath.py has no types
    """jmespath.py's functions, those about numbers and texts replaced by exact and bounded ones."""

    def _get_allowed_pytypes(self, types: list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
        key = tuple(types)
        if key not in _ALLOWED:
            heads = [name.split("-", 1) for name in types]
            allowed = [python for head in heads for python in _PYTHON_TYPES[head[0]]]
            _ALLOWED[key] = allowed, [_PYTHON_TYPES[head[1]] for head in heads if len(head) > 1]
        return _ALLOWED[key]

    def _convert_to_jmespath_type(self, pyobject: str) -> str:
        return _TYPES.get(pyobject, "unknown")

    @signature({"types": ["number"]})
    def _func_abs(self, arg: Any) -> Any:
        return arg.copy_abs() if isinstance(arg, Decimal) else abs(arg)

    @signature({"types": ["array-number"]})
    def _func_avg(self, arg: list[Any]) -> Any:
        if not arg:
            return None
        total = Decimal(self._func_sum(arg))
        mean = total / len(arg)
        return int(mean) if total == mean.to_integral_value() * len(arg) else mean

    @signature({"types": ["array-number"]})
    def _func_sum(self, arg: list[Any]) -> Any:
        return sum(exact(value) for value in arg)

    @signature({"types": ["number"]})
    def _func_ceil(self, arg: Any) -> int:
        return math.ceil(number(arg))

    @signature({"types": ["number"]})
    def _func_floor(self, arg: Any) -> int:
        return math.floor(number(arg))

    @signature({"types": []})
    def _func_to_number(self, arg: Any) -> Any:
        if isinstance(arg, bool) or not isinstance(arg, str | int | Decimal | float):
            return None
        try:
            return number(arg)
        except ValueError:
            return None

    @signature({"types": []})
    def _func_to_string(self, arg: Any) -> str:
        if arg is None:
            return "null"
        made = text(arg)
        charge(len(made))
        return made

    @signature({"types": []})
    def _func_type(self, arg: Any) -> str:
        return self._convert_to_jmespath_type(type(arg).__name__)

    @signature({"types": ["array", "string"]}, {"types": []})
    def _func_contains(self, subject: Any, search: Any) -> bool:
        if isinstance(subject, str):
            return isinstance(search, str) and search in subject
        return any(equal(search, value) for value in subject)

    @signature({"types": ["string"]}, {"types": ["array-string"]})
    def _func_join(self, separator: str, array: list[str]) -> str:
        charge(sum(map(len, array)) + len(separator) * len(array))
        return separator.join(array)

    @signature({"types": ["expref"]}, {"types": ["array"]})
    def _func_map(self, expref: Any, arg: list[Any]) -> list[Any]:
        return [expref.visit(expref.expression, value) for value in steps(arg)]

    @signature({"types": ["array-string", "array-number"]})
    def _func_sort(self, arg: list[Any]) -> list[Any]:
        return sorted(arg, key=exact)


def equal(left: Any, right: Any) -> bool:
    """JMESPath's equality: numbers by value, and 0 and 1 are not false and true."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    return bool(exact(left) == exact(right))


_OPERATORS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def ordered(operator: str, left: Any, right: Any) -> bool | None:
    """Compare by size: numbers with numbers, texts with texts; null where either is neither."""
    if not (_comparable(left) and _comparable(right)):
        return None
    if isinstance(left, str) != isinstance(right, str):
        sign = _OPERATORS[operator]
        raise ValueError(
            f"`{sign}` cannot compare {named(left)} with {named(right)}; use to_number() or to_string()"
        )
    left, right = exact(left), exact(right)
    if operator == "lt":
        return bool(left < right)
    if operator == "lte":
        return bool(left <= right)
    return bool(left > right) if operator == "gt" else bool(left >= right)


def _comparable(value: Any) -> bool:
    return isinstance(value, str | int | Decimal | float) and not isinstance(value, bool)


FUNCTIONS = Functions()
