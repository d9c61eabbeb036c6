"""What Exact allows: calls a minute and a day in each administration, and a block after too many errors."""

from __future__ import annotations

from collections import deque

from starlette.responses import Response

from core.sandbox.rates import Rates

MINUTE, DAY, HOUR = 60, 86400, 3600
PER_MINUTE, PER_DAY, ERRORS = 60, 5000, 10
_ERRORS = {400, 401, 403, 404}


class Window:
    """One limit: so many calls until the next whole minute, or day."""

    def __init__(self, name: str, seconds: int, limit: int) -> None:
        self._name, self._seconds, self._limit = name, seconds, limit
        self._until = self._used = 0

    def take(self, now: float) -> bool:
        """Count a call; whether it is still allowed."""
        if now >= self._until:
            self._until, self._used = (int(now) // self._seconds + 1) * self._seconds, 0
        allowed = self._used < self._limit
        self._used += allowed
        return allowed

    def headers(self) -> dict[str, str]:
        """Say what is left; the reset is in milliseconds."""
        return {
            f"X-RateLimit-{self._name}Limit": str(self._limit),
            f"X-RateLimit-{self._name}Remaining": str(self._limit - self._used),
            f"X-RateLimit-{self._name}Reset": str(self._until * 1000),
        }


class Limits:
    """The limits of the app in one administration."""

    def __init__(self, rates: Rates) -> None:
        self._clock = rates.clock
        self._day = Window("", DAY, rates.of(PER_DAY))
        self._minute = Window("Minutely-", MINUTE, rates.of(PER_MINUTE))
        self._errors: deque[float] = deque(maxlen=ERRORS + 1)

    def refusal(self) -> Response | None:
        """Count a call, and refuse it with an empty body when a limit is met; only that limit is named."""
        now = self._clock.now().timestamp()
        for window in (self._minute, self._day):
            if not window.take(now):
                return Response(status_code=429, headers=window.headers())
        return None

    def headers(self) -> dict[str, str]:
        """Say on every answer what is left of both."""
        return self._day.headers() | self._minute.headers()

    def exhausted(self) -> Response:
        """Answer as when the calls of this minute are used up."""
        now = self._clock.now().timestamp()
        until = (int(now) // MINUTE + 1) * MINUTE * 1000
        names = {"Limit": PER_MINUTE, "Remaining": 0, "Reset": until}
        return Response(
            status_code=429, headers={f"X-RateLimit-Minutely-{name}": str(n) for name, n in names.items()}
        )

    def note(self, status: int) -> None:
        """Remember an error answer."""
        if status in _ERRORS:
            self._errors.append(self._clock.now().timestamp())

    def blocked(self) -> bool:
        """Whether more errors than Exact puts up with came within the hour."""
        full = len(self._errors) > ERRORS
        return full and self._clock.now().timestamp() - self._errors[0] < HOUR
