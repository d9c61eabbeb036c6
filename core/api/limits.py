"""Keep a system's limits: how long to wait before the next request, from what the system says."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from core.api.allowance import Allowance, AllowanceStore, MemoryAllowance
from core.api.connector import Limits
from core.api.places import at
from core.errors import Misconfigured, RateLimited

#: Longer pauses are not slept: they are told, so that the run can end and come back.
LONGEST_SLEEP = 120.0
_MINUTE, _HOUR = 60.0, 3600.0
#: How old what others have learned may be, in seconds, before a request asks for it again.
_LOOK = 0.25
#: A minute's requests are asked for in so many batches; one is used within so many seconds, or let go.
_BATCHES, _USE_WITHIN = 300, 2.0
#: Who may ask so rarely comes no further by asking again from the start: it waits for the next minute.
_RARELY = 20
_SCALE = {"epoch_ms": 0.001, "epoch_s": 1.0, "seconds": 1.0}
_CLOCKS_AGREE = 2.0
_TOO_MANY = 429
_COUNTED = frozenset({400, 401, 403, 404})


def retry_after(value: str, now: float) -> float | None:
    """Read a Retry-After header, in seconds or as a date; None when it is neither."""
    text = value.strip()
    try:
        seconds = float(text)
    except ValueError:
        moment = _date(text)
        return max(0.0, moment - now) if moment is not None else None
    return max(0.0, seconds) if isfinite(seconds) else None


@lru_cache(maxsize=16)
def _date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


class Pace:
    """One connection's pace: what it may ask is shared by all processes, through `allowance`."""

    def __init__(
        self,
        limits: Limits,
        where: str,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        allowance: AllowanceStore | None = None,
    ) -> None:
        self._limits, self._where, self._clock, self._sleep = limits, where, clock, sleep
        self._lock = threading.Lock()
        self._windows: dict[str, list[float]] = {}  # what is left, and until when
        self._shared = allowance or MemoryAllowance()
        self._known, self._looked = Allowance(), 0.0
        self._batch = max(1, limits.per_minute // _BATCHES)
        self._held, self._held_until = 0, 0.0
        self._strikes = 0

    def wait(self, longest: float = LONGEST_SLEEP) -> None:
        """Sleep until a request may leave; RateLimited when that is too long to sleep."""
        slept = 0.0
        if 0 < self._limits.per_minute < _RARELY:
            longest = max(longest, _MINUTE + 1)
        while (pause := self._claim()) > 0:
            slept += pause
            if slept > longest:
                raise RateLimited(f"{self._where} {self._why(pause)}.", pause)
            self._sleep(pause)

    def _why(self, pause: float) -> str:
        budget = self._limits.errors_per_hour
        if budget and len(self._known.refused) >= budget:
            return (
                f"refused {budget} requests within the hour, and is left alone lest it blocks the connection"
            )
        return f"asks for a pause of {round(pause)} seconds"

    def _claim(self) -> float:
        """Claim the right to send one request, or give the seconds until it is worth asking again."""
        with self._lock:
            now = self._clock()
            self._look(now)
            pause = max(self._known.pause_until - now, self._window_pause(now), self._error_pause(now))
            if pause <= 0:
                pause = self._minute_pause(now)
            if pause <= 0:
                for window in self._windows.values():
                    window[0] -= 1
            return pause

    def _look(self, now: float) -> None:
        if abs(now - self._looked) >= _LOOK:
            self._known, self._looked = self._shared.read(), now

    def _share(self, change: Callable[[Allowance], Allowance], now: float) -> None:
        self._known, self._looked = self._shared.change(change), now

    def _window_pause(self, now: float) -> float:
        return max((until - now for left, until in self._windows.values() if left <= 0), default=0.0)

    def _minute_pause(self, now: float) -> float:
        """Take one request of the batch that is held, or of the next; how long to wait when all are out."""
        allowed = self._limits.per_minute
        if not allowed or self._windows:
            return 0.0
        if not self._held or not 0 <= self._held_until - now <= _USE_WITHIN:
            self._held = 0
            self._share(lambda before: self._granted(before, allowed, now), now)
        if not self._held:
            return max(self._known.granted[0][0] + self._age - now, 0.001)
        self._held -= 1
        return 0.0

    @property
    def _age(self) -> float:
        """How long a batch counts: a minute from its last use, and one request is used at once."""
        return _MINUTE + (_USE_WITHIN if self._batch > 1 else 0.0)

    def _granted(self, before: Allowance, allowed: int, now: float) -> Allowance:
        # A batch from the future was taken by a clock that has been set back since.
        recent = tuple((at, n) for at, n in before.granted if now - self._age < at <= now + _CLOCKS_AGREE)
        self._held = min(self._batch, allowed - sum(n for _, n in recent))
        self._held_until = now + _USE_WITHIN
        if self._held <= 0:
            self._held = 0
            return replace(before, granted=recent)
        return replace(before, granted=(*recent, (now, self._held)))

    def _error_pause(self, now: float) -> float:
        refused = [at for at in self._known.refused if at > now - _HOUR]
        budget = self._limits.errors_per_hour
        return refused[-budget] + _HOUR - now if budget and len(refused) >= budget else 0.0

    def _refused(self, now: float) -> None:
        """Count a refusal, for all."""

        def counted(before: Allowance) -> Allowance:
            return replace(before, refused=(*(at for at in before.refused if at > now - _HOUR), now))

        self._share(counted, now)

    def _pause(self, now: float, seconds: float) -> None:
        """Let nobody ask for so many seconds."""
        until = now + seconds
        if until > max(self._known.pause_until, now):
            self._share(lambda before: replace(before, pause_until=max(before.pause_until, until)), now)

    def heard(self, status: int, headers: Mapping[str, str]) -> None:
        """Learn from an answer what is left, and count it when it is an error."""
        with self._lock:
            now = self._clock()
            skew = self._skew(headers, now)
            for remaining, reset in self._limits.remaining:
                window = self._window(headers.get(remaining.lower()), headers.get(reset.lower()), now, skew)
                if window:
                    self._windows[remaining] = window
            if status in _COUNTED and self._limits.errors_per_hour:
                self._refused(now)
            if status != _TOO_MANY:
                self._strikes = 0

    def _window(self, left: str | None, reset: str | None, now: float, skew: float) -> list[float] | None:
        try:
            count, moment = float(left or ""), float(reset or "") * _SCALE[self._limits.reset_unit]
        except ValueError:
            return None
        if not (isfinite(count) and isfinite(moment)):
            return None
        return [count, now + moment if self._limits.reset_unit == "seconds" else moment - skew]

    def throttled(self, headers: Mapping[str, str], asked: float | None = None) -> float:
        """Take a refusal for too many requests, and give the pause until the next one.

        The pause is what the system asked for, else the end of its window, else longer from time to time.
        """
        with self._lock:
            now = self._clock()
            skew = self._skew(headers, now)
            told = asked if asked is not None else retry_after(headers.get("retry-after", ""), now + skew)
            told = told if told is None or isfinite(told) else None
            pause = told if told is not None else self._window_pause(now)
            if told is None and pause <= 0:
                pause = min(60.0, 2.0**self._strikes) * random.uniform(1.0, 1.5)  # noqa: S311 - jitter
            self._strikes += 1
            self._pause(now, pause)
            return pause

    def spent(self, body: Any) -> bool:
        """Learn from a GraphQL answer what its query cost; true when it was refused for its cost."""
        cost = at(body, self._limits.cost) if self._limits.cost else None
        refused = bool(self._limits.cost) and "THROTTLED" in _codes(body)
        if rate := _number(at(cost, "throttleStatus.restoreRate")):
            left = _number(at(cost, "throttleStatus.currentlyAvailable"))
            short = _number(at(cost, "requestedQueryCost")) - left
            with self._lock:
                self._pause(self._clock(), short / rate)
        elif refused:
            self.throttled({})
        return refused

    def _skew(self, headers: Mapping[str, str], now: float) -> float:
        """Give how far the system's clock is ahead of ours, when that is more than a second's rounding."""
        theirs = _date(headers.get("date", ""))
        return theirs - now if theirs is not None and abs(theirs - now) > _CLOCKS_AGREE else 0.0


def _codes(body: Any) -> list[str]:
    errors = body.get("errors") if isinstance(body, dict) else None
    return [str(at(error, "extensions.code")) for error in errors] if isinstance(errors, list) else []


def _number(value: Any) -> float:
    try:
        number = float(value) if isinstance(value, int | Decimal) else 0.0
    except (OverflowError, ValueError):
        return 0.0
    return number if isfinite(number) else 0.0


def agreed(limits: Limits, per_minute: str, where: str) -> Limits:
    """Give the limits with the number of requests a minute that a connection's owner has agreed on."""
    if not per_minute:
        return limits
    if not per_minute.isdecimal():
        raise Misconfigured(f"{where}: the setting per_minute must be a whole number, not {per_minute!r}.")
    return replace(limits, per_minute=int(per_minute))


_PACES: dict[tuple[object, ...], Pace] = {}
_PACES_LOCK = threading.Lock()


def shared_pace(limits: Limits, where: str, origin: str, allowance: AllowanceStore | None = None) -> Pace:
    """Give the one pace that all clients of a connection keep in this process."""
    with _PACES_LOCK:
        made = Pace(limits, where, allowance=allowance)
        return _PACES.setdefault((where, origin, limits, allowance), made)
