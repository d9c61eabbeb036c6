"""Operators of transforms: quick and exact for ordinary values, for all others as the sandbox has them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from core.mapping.compiler.finish import FAR, LARGE, ordinary
from core.mapping.compiler.pieces import SHORT
from core.mapping.jinja import SANDBOX
from core.mapping.operators import CONTEXT

Call = Callable[..., Any]


def _reckoning(sign: str, on_integers: Call, on_decimals: Call) -> Call:
    """An operator: exact for ordinary numbers, as the sandbox does it for all others."""

    def reckoned(left: Any, right: Any) -> Any:
        kind, other = type(left), type(right)
        if kind is int and other is int:
            if -LARGE < left < LARGE and -LARGE < right < LARGE:
                return on_integers(left, right)
        elif kind is str and other is str and sign == "+" and len(left) + len(right) <= SHORT:
            return left + right
        elif ordinary(left) and ordinary(right):
            made = on_decimals(left, right)
            if -FAR < made.adjusted() < FAR:
                return made
        return SANDBOX.call_binop(_NO_CONTEXT, sign, left, right)

    return reckoned


#: The sandbox's operators do not look at it.
_NO_CONTEXT: Any = None

OPERATORS: dict[str, Call] = {
    "+": _reckoning("+", operator.add, CONTEXT.add),
    "-": _reckoning("-", operator.sub, CONTEXT.subtract),
    "*": _reckoning("*", operator.mul, CONTEXT.multiply),
    "/": _reckoning("/", CONTEXT.divide, CONTEXT.divide),
}


@lru_cache(256)
def divided_by(by: int) -> Call:
    """Division by a constant other than 0: quick for whole numbers, such as cents and grams."""
    exact, full = Decimal(by), OPERATORS["/"]

    def divided(value: Any) -> Any:
        if type(value) is int and -LARGE < value < LARGE:
            return CONTEXT.divide(value, exact)
        return full(value, by)

    return divided
