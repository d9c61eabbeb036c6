"""What the company keeps: the rows of each kind as they are read, the numbers it gives, and its clock."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from connectors.visma_net.sandbox.kinds import BY_NAME
from core.api.places import at
from core.sandbox.rates import Clock

Row = dict[str, Any]
#: Where the company is: its times may be told as they are there.
HOME = ZoneInfo("Europe/Oslo")


class Books:
    """The tables of one company."""

    def __init__(self, clock: Clock, switches: Mapping[str, bool]) -> None:
        self._clock, self._switches = clock, switches
        self.tables: dict[str, dict[str, Row]] = {name: {} for name in BY_NAME}
        self.versions: dict[tuple[str, str], str] = {}
        self._stamps, self._numbers = count(1), count(1)
        self._keys: dict[str, count[int]] = {}

    def moment(self) -> datetime:
        """Tell the time, in UTC."""
        return self._clock.now().astimezone(UTC)

    def written(self, moment: datetime) -> str:
        """Write a time as the system does: without a zone, to the millisecond."""
        zone = HOME if self._switches["local_times"] else UTC
        return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="milliseconds")

    def number(self, first: int, name: str) -> int:
        """Give the next number of a series."""
        return next(self._keys.setdefault(name, count(first)))

    def next_id(self) -> int:
        """Give a number by which the system itself knows something."""
        return next(self._numbers)

    def store(self, name: str, row: Row) -> Row:
        """Keep a row, with its times and its version."""
        kind, now = BY_NAME[name], self.written(self.moment())
        key = str(row[kind.key])
        stamp = base64.b64encode(next(self._stamps).to_bytes(8, "big")).decode()
        row = {**row, **({"lastModifiedDateTime": now} if kind.timed else {})}
        if kind.version:
            row[kind.version] = stamp
        self.versions[name, key] = stamp
        self.tables[name][key] = row
        return row

    def row(self, name: str, key: Any) -> Row | None:
        """Find a row by its key, whose case does not matter."""
        table = self.tables[name]
        found = table.get(str(key))
        if found is None:
            wanted = str(key).casefold()
            found = next((row for known, row in table.items() if known.casefold() == wanted), None)
        return found


def looked_at(row: Row, place: str) -> list[str]:
    """Give the values at a place as text; `rows.*.field` looks into every row."""
    head, _, rest = place.partition(".*.")
    found = at(row, head)
    values = [at(one, rest) for one in found or ()] if rest else [found]
    return [
        str(value).lower() if isinstance(value, bool) else str(value) for value in values if value is not None
    ]
