"""Amounts in texts: `%.2f` and its like, and texts that are amounts already."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from core.mapping.compiler.finish import ordinary
from core.mapping.compiler.pieces import SHORT
from core.mapping.jinja import SANDBOX

Call = Callable[..., Any]

#: As many decimals are quick to round to.
DECIMALS = 20
#: Digits before the point of an amount that is quick to tell.
_DIGITS = 15
_AMOUNT = re.compile(r"([^%]*)%\.(\d\d?)f([^%]*)")


def is_amount(value: str, decimals: int) -> str:
    """The test whether a value is a text that is an amount, with so many decimals, as we would write it."""
    point, most = decimals + 1, decimals + 1 + _DIGITS
    digits = f"type({value}) is str and {value}.strip('0123456789') == '.'"
    return f"{digits} and {point} < len({value}) <= {most} and {value}[-{point}] == '.' and {_no_zero(value)}"


def _no_zero(value: str) -> str:
    """That it has none before its digits, but for the one before the point."""
    return f"({value}[0] != '0' or {value}[1] == '.')"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with so many decimals within a text."""

    before: str
    decimals: int
    after: str
    #: the whole text, from a number
    of: Call


def formatted(pattern: str) -> Amount | None:
    """`format` of a text with one place, an amount: quick for ordinary numbers."""
    place, full = _AMOUNT.fullmatch(pattern), SANDBOX.filters["format"]
    if place is None or len(pattern) > SHORT or int(place[2]) > DECIMALS:
        return None
    before, after = place[1], place[3]
    unit, exact = Decimal(1).scaleb(-int(place[2])), Context(prec=700)

    def quick(value: Any) -> Any:
        if ordinary(value):
            made = str(Decimal(value).quantize(unit, ROUND_HALF_UP, exact))
            if "E" not in made:
                return before + made + after
        return full(pattern, value)

    return Amount(before, int(place[2]), after, quick)
