"""So many records of which one thing became, each in the words that its number asks for."""

from __future__ import annotations

from core.language import n_, whole
from core.records import COUNTED, Counts

_MANY = 2


def tally(name: str, number: int, shown: str = "") -> str:
    """A count by its name in `Counts`: `2 parked`; `shown` is the number as it is to stand there."""
    n = shown or whole(number)
    return {
        "read": n_("{n} read", "{n} read", number, n=n),
        "created": n_("{n} created", "{n} created", number, n=n),
        "updated": n_("{n} updated", "{n} updated", number, n=n),
        "unchanged": n_("{n} unchanged", "{n} unchanged", number, n=n),
        "skipped": n_("{n} skipped", "{n} skipped", number, n=n),
        "filtered": n_("{n} filtered", "{n} filtered", number, n=n),
        "parked": n_("{n} parked", "{n} parked", number, n=n),
        "ambiguous": n_("{n} ambiguous", "{n} ambiguous", number, n=n),
    }[name]


def heading(name: str) -> str:
    """What a column of such counts is called: the word for many of them."""
    word = tally(name, _MANY, " ").strip()
    return word[:1].upper() + word[1:]


def tallies(counts: Counts) -> list[str]:
    """All that became of the records of a run, in words."""
    numbers = counts.as_dict()
    return [tally(name, numbers[name]) for name in COUNTED.values() if numbers[name]]
