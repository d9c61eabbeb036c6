"""What Visma allows: so many calls a minute of each client to each endpoint, and no header that counts."""

from __future__ import annotations

from connectors.eaccounting.sandbox.refusal import TOO_MANY, Refusal
from core.sandbox.rates import Rates

MINUTE, PER_MINUTE = 60, 600


class Limits:
    """The calls of this minute, endpoint by endpoint."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._allowed = rates.of(PER_MINUTE)
        self._minute, self._used = 0, dict[str, int]()

    def take(self, endpoint: str) -> None:
        """Count a call; Refusal when there were too many."""
        minute = int(self._rates.clock.now().timestamp()) // MINUTE
        if minute != self._minute:
            self._minute, self._used = minute, {}
        used = self._used.get(endpoint, 0)
        if used >= self._allowed:
            raise self.exhausted()
        self._used[endpoint] = used + 1

    def exhausted(self) -> Refusal:
        """Say how long to wait, in words only."""
        left = MINUTE - int(self._rates.clock.now().timestamp()) % MINUTE
        exceeded = f"API calls quota exceeded! maximum admitted {PER_MINUTE} per Minute."
        return Refusal(TOO_MANY, f"{exceeded} Try again in {left} seconds.", status=429)
