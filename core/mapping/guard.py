"""How a function becomes a filter."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from core.mapping.limits import charge, sized
from core.mapping.undefined import Unknown


def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    """A function as a filter: null passes by, what is undefined is refused, sizes are counted."""

    @wraps(call, assigned=())
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        if value is None:
            return None
        for one in (value, *args, *kwargs.values()):
            if isinstance(one, Unknown):
                one.refuse()
        if isinstance(value, str):
            charge(len(value))
        return sized(call(value, *args, **kwargs))

    return filtered
