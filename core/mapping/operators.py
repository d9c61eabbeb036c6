"""What `+ - * / // % **` do in a transform: numbers are exact, texts and lists stay within bounds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, DecimalException
from operator import add, floordiv, mod, mul, sub
from typing import Any

from core.mapping.functions.numbers import format_
from core.mapping.limits import CHARACTERS, ITEMS, Exceeded, charge, sized
from core.mapping.values import Unfit, named, number

_BITS = 1100
_DIGITS = 400


def binary(operator: str, left: Any, right: Any) -> Any:
    """Reckon with numbers exactly, put texts and lists together, all within bounds."""
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        charge(len(left) + len(right))
        return left + right
    if operator == "+" and isinstance(left, list) and isinstance(right, list):
        return sized([*left, *right])
    if operator == "*" and isinstance(left, str | list) and type(right) is int:
        return _repeated(left, right)
    if operator == "%" and isinstance(left, str):
        return format_(left, *right) if isinstance(right, tuple | list) else format_(left, right)
    return _reckoned(operator, numeral(operator, left), numeral(operator, right))


def numeral(operator: str, value: Any) -> int | Decimal:
    """A number that an operator can use."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        hint = "; use |number or |string first" if isinstance(value, str) else ""
        raise Unfit(f"`{operator}` needs numbers, not {named(value)}{hint}")
    return number(value)


def _repeated(value: str | list[Any], times: int) -> Any:
    most = CHARACTERS if isinstance(value, str) else ITEMS
    if len(value) * max(times, 0) > most:
        raise Exceeded(f"a repetition would be {len(value) * times} long, at most {most} is possible")
    return sized(value * times)


def _reckoned(operator: str, left: int | Decimal, right: int | Decimal) -> int | Decimal:
    if isinstance(left, int) and isinstance(right, int) and operator in ("*", "**"):
        bits = (
            left.bit_length() + right.bit_length() if operator == "*" else left.bit_length() * max(right, 1)
        )
        if bits > _BITS:
            raise Exceeded("the number would be too large")
    if operator in ("/", "//", "%") and right == 0:
        raise ValueError("a number cannot be divided by 0")
    if operator == "/" or (operator == "**" and right < 0):
        left = Decimal(left)
    if isinstance(left, int) and isinstance(right, int):
        return number(_WHOLE[operator](left, right))
    try:
        return number(_EXACT[operator](left, right))
    except DecimalException:
        raise Exceeded("the number would be too large") from None


#: What operators reckon in, exactly.
CONTEXT = Context(prec=40, Emax=_DIGITS, Emin=-_DIGITS)
_EXACT: dict[str, Callable[[Any, Any], Any]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "//": CONTEXT.divide_int,
    "%": CONTEXT.remainder,
    "**": CONTEXT.power,
}
_WHOLE: dict[str, Callable[[int, int], int]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "//": floordiv,
    "%": mod,
    "**": pow,
}
