"""How much an expression may ask for: its own size, the work it starts, the values it makes.

Sizes of expressions are checked when they are built. Work and values are counted while they run, per
expression and thread: `begin` opens the account, `charge` and `tick` draw on it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from time import thread_time
from typing import Any

#: characters of an expression
TEXT = 10_000
#: nodes of its tree, and levels of nesting
NODES, DEPTH = 2_000, 120
#: copies of its input that one expression may put into its result
COPIES = 1_000
#: characters of one text, items of one list
CHARACTERS, ITEMS = 1_000_000, 100_000
#: characters of one text that is sent as it came, such as the bytes of a picture in Base64
SENT = 2_800_000
#: characters that all texts made by one expression may have together
VOLUME = 10_000_000
#: turns of all loops of one expression together
STEPS = 200_000
#: seconds of work that one expression may take, however busy the machine is; what it calls is bounded, so
#: that this ends loops
SECONDS = 1.0
#: texts shorter than this take no time worth looking at the clock
_SMALL = 1_000
#: characters of an expression that a message repeats
_QUOTED = 120
#: a JSON number beyond this is infinite to most systems
_MAGNITUDE, _BITS = 308, 1024


class Wrong(ValueError):
    """An expression that cannot be built: why, and at which character where that is known."""

    def __init__(self, why: str, at: int | None = None) -> None:
        super().__init__(why if at is None else f"at character {at + 1}: {why}")


class Exceeded(ValueError):
    """An expression asked for more than it may have."""


class _Account(threading.local):
    volume = 0
    steps = 0
    #: when its time is over; 0 before anything was met that could take long
    until = 0.0


_account = _Account()


def begin() -> None:
    """Open the account of one expression."""
    _account.volume, _account.steps, _account.until = VOLUME, STEPS, 0.0


def tick(turns: int = 1) -> None:
    """Count turns of a loop; Exceeded when there were too many, or when they take too long."""
    _account.steps -= turns
    if _account.steps < 0:
        raise Exceeded(f"the expression takes more than {STEPS} steps")
    _look_at_the_clock()


def _look_at_the_clock() -> None:
    """Exceeded when the time is over, which begins when this is asked first: most expressions never ask."""
    now = thread_time()
    if not _account.until:
        _account.until = now + SECONDS
    elif now > _account.until:
        raise Exceeded(f"the expression takes more than {SECONDS:g} second")


def charge(size: int) -> None:
    """Count the characters of a text that was met or is about to be made."""
    if size > CHARACTERS:
        raise Exceeded(f"a text would have {size} characters, at most {CHARACTERS} are possible")
    _account.volume -= size
    if _account.volume < 0:
        raise Exceeded(f"the expression makes more than {VOLUME} characters of text")
    if size > _SMALL:
        _look_at_the_clock()


def items(size: int) -> None:
    """Refuse a list that is too long."""
    if size > ITEMS:
        raise Exceeded(f"a list would have {size} items, at most {ITEMS} are possible")


def steps(values: Iterable[Any]) -> Iterator[Any]:
    """Loop over values, counting the turns."""
    for value in values:
        tick()
        yield value


def sized(value: Any) -> Any:
    """Count a value that was just made; gives it back."""
    if isinstance(value, str):
        charge(len(value))
    elif isinstance(value, list | tuple | dict):
        items(len(value))
    return value


def check_text(text: str) -> None:
    """Refuse an expression by its text alone: nothing, too long, or nested too deeply."""
    if not text.strip():
        raise Wrong("the expression is empty")
    if len(text) > TEXT:
        raise Wrong(f"the expression has {len(text)} characters, at most {TEXT} are possible")
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth > DEPTH:
            raise Wrong(f"brackets are nested more than {DEPTH} deep", at)


def check_number(number: Decimal | int | float) -> Decimal | int:  # noqa: PYI041  - an int stays one
    """Refuse a number that JSON cannot carry: not finite, or beyond what systems can hold."""
    if isinstance(number, float):
        number = Decimal(repr(number))
    if not isinstance(number, int) and not number.is_finite():
        raise ValueError(f"{number} is not a number that can be sent")
    if number.bit_length() > _BITS if isinstance(number, int) else abs(number.adjusted()) > _MAGNITUDE:
        raise ValueError("the number is too large or too small to be sent")
    return number


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean …?` when one of the names is close, else nothing."""
    known = [str(other) for _, other in zip(range(1000), names, strict=False)]
    folded = {other.casefold(): other for other in known}
    close = get_close_matches(str(name)[:100].casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[close[0]]!r}?" if close else ""


def listed(names: Iterable[str]) -> str:
    """Names in one readable line."""
    return ", ".join(sorted(names)) or "none"


def shortened(text: str) -> str:
    """An expression in quotes, cut where it is too long for a sentence."""
    return repr(text) if len(text) <= _QUOTED else repr(text[:_QUOTED] + "…")
