"""How often an app may ask for a company: so many requests until the hour is over."""

from __future__ import annotations

from starlette.responses import Response

from core.sandbox.rates import Rates

#: The vendor does not publish its number; this one is ours.
PER_HOUR = 5_000
HOUR = 3_600


class Hour:
    """The fixed window of one hour."""

    def __init__(self, rates: Rates) -> None:
        self._clock, self._limit = rates.clock, rates.of(PER_HOUR)
        self._until = self._used = 0

    def take(self) -> bool:
        """Count a request; whether it is still allowed."""
        now = int(self._clock.now().timestamp())
        if now >= self._until:
            self._until, self._used = (now // HOUR + 1) * HOUR, 0
        allowed = self._used < self._limit
        self._used += allowed
        return allowed

    def headers(self) -> dict[str, str]:
        """Say what is left, and in how many seconds it starts anew."""
        return {
            "X-RateLimit-Limit": str(self._limit),
            "X-RateLimit-Remaining": str(self._limit - self._used),
            "X-RateLimit-Reset": str(self._left()),
            "X-RateLimit-Policy": "4-fixed-window",
        }

    def _left(self) -> int:
        now = int(self._clock.now().timestamp())
        return max(self._until, (now // HOUR + 1) * HOUR) - now

    def exhausted(self) -> Response:
        """Answer as when the hour's requests are used up."""
        headers = {**self.headers(), "X-RateLimit-Remaining": "0", "Retry-After": str(self._left())}
        return Response(status_code=429, headers=headers)
