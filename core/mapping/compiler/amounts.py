"""Amounts in texts: `%.2f` and its like, and texts that are amounts already."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from core.mapping.compiler.finish import ordinary
from core.mapping.compiler.pieces import SHORT
from core.mapping.jinja import SANDBOX

Call = Callable[..., Any]

#: As many decimals are quick to round to.
DECIMALS = 20
_AMOUNT = re.compile(r"([^%]*)%\.(\d\d?)f([^%]*)")


@lru_cache(64)
def amounts(decimals: int) -> Call:
    """Tells texts that are amounts with so many decimals, written as we would write them."""
    return re.compile(rf"(?:0|[1-9][0-9]{{0,14}})\.[0-9]{{{decimals}}}").fullmatch


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
