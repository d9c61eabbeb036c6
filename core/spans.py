"""Spans: what a run spends its time on, step by step; they go nowhere until somebody collects them.

A span has a name and a few facts, as the lines of the log have, and nothing of a record, a payload or a
secret. What belongs to one run is one trace, whichever worker carried which part of it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Span:
    """One step: of which trace, within which other span, from when until when (nanoseconds since 1970).

    `facts` are what is known of it by name; `error` is a word for how it failed, if it did.
    """

    name: str
    trace: str
    parent: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    began: int = field(default_factory=time.time_ns)
    ended: int = 0

    def end(self, state: str, *, failed: bool, **facts: Any) -> None:
        """Say how it ended, and whether that is a failure."""
        self.facts |= {"state": state, **facts}
        self.error = state if failed else ""


#: Takes a span that has ended; it must be quick, and raise nothing.
Take = Callable[[Span], None]

_HERE: ContextVar[Span | None] = ContextVar("span", default=None)
_TAKEN_BY: list[Take] = []


def collect(take: Take) -> None:
    """Hand every span that ends from now on to `take`."""
    _TAKEN_BY.append(take)


def collect_no_more(take: Take) -> None:
    """Hand no more spans to `take`."""
    _TAKEN_BY.remove(take)


@contextmanager
def span(name: str, *, of: str = "", **facts: Any) -> Iterator[Span]:
    """Measure what is done inside; `of` names what the trace is of, where it begins."""
    around = _HERE.get()
    here = _within(around, name, facts, of)
    before = _HERE.set(here)
    try:
        yield here
    except BaseException as error:
        here.error = type(error).__name__
        raise
    finally:
        _HERE.reset(before)
        _hand_over(here)


def passed(name: str, seconds: float, **facts: Any) -> None:
    """Tell of something that has just ended, after so many seconds."""
    if _TAKEN_BY:
        here = _within(_HERE.get(), name, facts, "")
        here.began -= int(seconds * 1e9)
        _hand_over(here)


def _within(around: Span | None, name: str, facts: dict[str, Any], of: str) -> Span:
    if around is not None and not of:
        return Span(name, around.trace, around.id, facts)
    trace = hashlib.sha256(of.encode()).hexdigest()[:32] if of else secrets.token_hex(16)
    return Span(name, trace, facts=facts)


def _hand_over(here: Span) -> None:
    here.ended = time.time_ns()
    for take in _TAKEN_BY:
        take(here)
