"""Pulling: what a run reads, from where on, and how far each page brings the flow.

Nothing may be lost between two runs. A source writes a time on a record before others can see it, its clocks
differ, and a run takes a while to read: so the next run reads again from before the bookmark, by the source's
overlap and by as long as this run has read. Times are the source's own; of ours, only durations count.
"""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from core.api.client import Client
from core.api.connector import Resource
from core.errors import Misconfigured
from core.flow import Flow
from core.records import KEYLESS, Counts, Page, Record, Verdict
from core.runs.ahead import ahead
from core.runs.origin import Origin
from core.store import Entry, EntryState, Ledger, Run, RunRecord

#: How many records are read again in one look-up.
READ_AT_ONCE = 50
#: A record that says it was modified later than this from now has a wrong time: no bookmark follows it.
_LATEST = timedelta(days=1)
GONE = "the source no longer has this record"


@dataclass(frozen=True, slots=True)
class Place:
    """How far a page brings a flow, in the source's times; None where it brings it nowhere.

    `again` is from where the flow's next run reads, `reached` where this run goes on if it is cut short.
    """

    bookmark: datetime | None = None
    again: datetime | None = None
    reached: datetime | None = None


NOWHERE = Place()


class Watch:
    """Tells how long it has been, also where the machine slept meanwhile or its clock was set back."""

    def __init__(self) -> None:
        self._wall, self._steady = clock.time(), clock.monotonic()

    def __call__(self) -> float:
        """Give the seconds since it was made."""
        return max(clock.time() - self._wall, clock.monotonic() - self._steady)


class Pull:
    """What one run reads from its source; `spent` tells how many seconds it has been reading."""

    def __init__(
        self,
        run: Run,
        flow: Flow,
        source: tuple[Client, Resource],
        ledger: Ledger,
        spent: Callable[[], float] | None = None,
    ) -> None:
        self._run, self._flow, self._ledger = run, flow, ledger
        self._source, self._resource = source
        self._origin = Origin(source, flow.source.params)
        self._spent = spent or Watch()
        self._newest: datetime | None = None
        #: what an earlier part of this run has left to be read again
        self._left: datetime | None = None
        self._since, self._moves = self._begin()

    def changed(self, left: Sequence[Entry], foresee: Callable[[Sequence[Record]], None]) -> Generator[Page]:
        """Read what was left open, and what has changed since the run's place.

        `foresee` is told of a page that has come while the one before it is carried.
        """
        yield from self.again(left, known=GONE)
        source = self._flow.source
        pages = self._source.pull(source.resource, since=self._since, params=source.params)
        yield from ahead(pages, foresee) if self._may_read_ahead else pages

    @property
    def _may_read_ahead(self) -> bool:
        """Whether to ask for a next page early does nothing but save time.

        A folder puts a file away when it is asked for the next, a run with a limit may need no more, and
        pages with pictures are large.
        """
        folder, pictures = self._source.connector.folder, self._resource.content
        return folder is None and pictures is None and self._run.limit is None

    def again(self, waiting: Sequence[Entry], known: str = "") -> Generator[Page]:
        """Read records of the ledger again, as the source has them now.

        Those that it no longer has are parked; the ones of which the ledger says `known` stay as they are.
        What came without a key cannot be asked for: it comes again once it has one.
        """
        records = [entry for entry in waiting if entry.kind == "record"]
        self._note([entry for entry in records if entry.key.startswith(KEYLESS)])
        records = [entry for entry in records if not entry.key.startswith(KEYLESS)]
        at_once = READ_AT_ONCE if self._origin.asks else len(records) or 1
        for start in range(0, len(records), at_once):
            entries = records[start : start + at_once]
            found = self._origin.found([entry.key for entry in entries])
            gone = [e for e in entries if e.key not in found and not (known and e.why == known)]
            self._note([replace(entry, state=_gone(entry.state), why=GONE) for entry in gone])
            # Their times say nothing of how far the flow has come.
            yield Page(tuple(replace(found[e.key], modified=None) for e in entries if e.key in found))

    def place(self, page: Page, settled: Sequence[Record]) -> Place:
        """How far a page brings the flow once these records of it are settled."""
        latest = datetime.now(UTC) + _LATEST
        times = [record.modified for record in settled if record.modified and record.modified < latest]
        if not times or self._flow.source.since == "none":
            return NOWHERE
        self._newest = max([*times, *([self._newest] if self._newest else [])])
        return self._at(self._newest) if page.ordered else NOWHERE

    def end(self) -> Place:
        """How far the whole pull brings the flow; it is only now that pages without an order tell."""
        return replace(self._at(self._newest), reached=None) if self._newest else NOWHERE

    def there(self, keys: Sequence[str]) -> dict[str, Record]:
        """Give those of these records that the source has, as far as it can be asked for one record."""
        return self._origin.found(keys) if keys and self._origin.asks else {}

    # --- from where

    def _begin(self) -> tuple[datetime | None, bool]:
        """From where the run reads (None: from the first record), and whether the bookmark moves with it."""
        declared = self._resource.since
        if declared is None or not declared.param:
            if self._run.since is not None:
                why = "reads all of it each time, and cannot begin at a date"
                raise Misconfigured(f"flow {self._flow.name!r}: {self._resource.title} {why}")
            return None, True
        usual = next_from(self._flow, self._resource, self._ledger)
        # What a run skips, the bookmark must not skip.
        moves = self._run.since is None or (usual is not None and self._run.since <= usual)
        if self._run.reached is not None:
            self._left = self._ledger.again()
            return self._run.reached, moves
        return self._run.since or usual, moves

    def _at(self, newest: datetime) -> Place:
        if not self._moves:
            return Place(reached=newest)
        again = newest - overlap(self._resource) - timedelta(seconds=self._spent())
        return Place(newest, min(again, self._left or again), newest)

    # --- one by one

    def _note(self, entries: Sequence[Entry]) -> None:
        """Note of records that they stay parked, and why."""
        at = datetime.now(UTC)
        rows = [RunRecord(e.key, Verdict.PARKED, e.match, e.why, e.target_key, at=at) for e in entries]
        if rows:
            self._ledger.turn(self._run.id, Counts.of([Verdict.PARKED] * len(rows)), rows, entries, None)


def _gone(state: EntryState) -> EntryState:
    """Where a record stands that the source lost: one that may have arrived stays in doubt."""
    return EntryState.AMBIGUOUS if state is EntryState.INTENDED else state


def next_from(flow: Flow, resource: Resource, ledger: Ledger) -> datetime | None:
    """From where the next run of a flow reads; None: from its first record."""
    if resource.since is None or not resource.since.param or flow.source.since == "none":
        return None
    bookmark = ledger.bookmark()
    return first_bookmark(flow) if bookmark is None else ledger.again() or bookmark - overlap(resource)


def overlap(resource: Resource) -> timedelta:
    """How late a record may come to be seen, by the time that it tells of itself."""
    return timedelta(seconds=resource.since.overlap if resource.since else 0)


def first_bookmark(flow: Flow) -> datetime | None:
    """Where a flow begins to read: the flow's `start`, a date being its first moment in UTC."""
    return None if flow.source.start is None else moment_of(flow.source.start)


def moment_of(day: date) -> datetime:
    """Give a time as it is, and of a day its first moment in UTC."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min, UTC)
