"""Where a flow writes, and when what was written can be seen there."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.api.client import Client
from core.api.connector import Resource
from core.store import Entry, EntryState

#: After so many times a target's settle time it is looked at for what may have arrived. Only when it is not
#: there at the last look either, it is sent again: a system that fails may be slower than it should.
LOOKS = (1.0, 3.0)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a flow writes: the client (None: not to be asked), and its resources by name as far as known."""

    client: Client | None
    resources: dict[str, Resource]
    #: seconds after an unclear answer before a look-up tells the truth
    settle: float = 2.0

    def let_settle(self, entries: Iterable[Entry], began: datetime) -> None:
        """Wait until a look-up tells the truth about writes left open.

        Whoever left an intent open may have sent it until we `began`; of what was ambiguous its time is told.
        """
        ends = 0.0
        for entry in entries:
            if entry.at is not None and entry.unsettled:
                intended = entry.state is EntryState.INTENDED
                since = max(entry.at, began) if intended else entry.at
                least = self.settle if intended else LOOKS[-1] * self.settle
                rest = (since - datetime.now(UTC)).total_seconds() + least
                ends = max(ends, min(rest, least))
        if self.client is not None and ends > 0:
            time.sleep(ends)
