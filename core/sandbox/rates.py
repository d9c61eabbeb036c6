"""The pace at which a simulator lives: how much it allows, and what time it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

#: How much wider the relaxed limits are than the vendor's own.
RELAXED = 1000


@dataclass(slots=True)
class Clock:
    """The time in a sandbox: the machine's, moved ahead by whoever tests what time does."""

    ahead: float = 0.0

    def now(self) -> datetime:
        """Tell the time, with its zone."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def advance(self, seconds: float) -> None:
        """Let time pass at once; it never goes back, for tokens would come from the future."""
        if seconds < 0:
            raise ValueError("time only goes forward: give seconds of 0 or more")
        self.ahead += seconds


@dataclass(frozen=True, slots=True)
class Rates:
    """How much a simulator allows: the vendor's `real` numbers, or `relaxed`; and its clock."""

    limits: Literal["real", "relaxed"] = "relaxed"
    clock: Clock = field(default_factory=Clock)

    def of(self, number: int) -> int:
        """Say how many requests are allowed here where the vendor allows `number`."""
        return number if self.limits == "real" else number * RELAXED
