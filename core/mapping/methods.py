"""The methods that texts, lists and objects have in a transform, and what loops, slices and `~` do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from core.mapping.functions.texts import join, replace
from core.mapping.guard import guarded
from core.mapping.limits import charge, items, steps
from core.mapping.undefined import Unknown
from core.mapping.values import Unfit, named, number


def _zfill(value: str, width: int) -> str:
    charge(width)
    return value.zfill(width)


def method(name: str, kind: type, call: Callable[..., Any]) -> Callable[..., Any]:
    """A method as a filter: only on its own kind of value."""

    def called(value: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(value, kind):
            raise Unfit(f"{named(value)} has no .{name}()")
        return call(value, *args, **kwargs)

    filtered = guarded(called)
    return lambda value, *args, **kwargs: (called if value is None else filtered)(value, *args, **kwargs)


def loop(value: Any) -> Iterable[Any]:
    """What a `for` goes through, counting the turns."""
    if isinstance(value, Unknown):
        value.refuse()
    if isinstance(value, list | tuple | dict | str):
        return steps(value)
    raise Unfit(f"{named(value)} is not a list to go through")


def range_(start: Any, *more: Any) -> list[int]:
    """`range(3)`: whole numbers in a row."""
    numbers = range(*(int(number(one)) for one in (start, *more)))
    items(len(numbers))
    return list(numbers)


def slice_(value: Any, start: Any, stop: Any, step: Any) -> Any:
    """`value[1:3]`: a part of a text or a list."""
    if not isinstance(value, str | list | tuple):
        raise Unfit(f"{named(value)} has no parts to cut out")
    if step == 0:
        raise ValueError("the step of a slice cannot be 0")
    return value[start:stop:step]


def joined(parts: list[Any]) -> str:
    """`a ~ b`: both as text."""
    for one in parts:
        if isinstance(one, Unknown):
            one.refuse()
    return join(parts)


_OF_TEXT = (
    *("strip", "lstrip", "rstrip", "upper", "lower", "title", "capitalize", "swapcase", "casefold"),
    *("startswith", "endswith", "find", "rfind", "count", "split", "rsplit", "splitlines"),
    *("removeprefix", "removesuffix", "isdigit", "isalpha", "isnumeric", "isalnum", "isspace"),
)

#: The methods that texts and objects have; each is a function of its own, no attribute of Python's.
METHODS: dict[str, tuple[type, Callable[..., Any]]] = {
    **{name: (str, getattr(str, name)) for name in _OF_TEXT},
    "zfill": (str, _zfill),
    "replace": (str, replace),
    "join": (str, lambda value, parts: join(parts, value)),
    "get": (dict, lambda value, key, default=None: value.get(key, default)),
    "keys": (dict, list),
    "values": (dict, lambda value: list(value.values())),
    "items": (dict, lambda value: [[key, inner] for key, inner in value.items()]),
    "index": (list, list.index),
}
