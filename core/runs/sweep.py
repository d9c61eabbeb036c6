"""Sweeping: every record of the source is held against the ledger and the target. Nothing is written.

It finds what no run would notice: records that change without a time, or that slipped through; what was
removed from the target; and what the source lost. That a record is lost is never concluded from a read that
was cut short: only a whole one counts, and each record is then asked for once more by its key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.errors import Misconfigured
from core.records import Record, Verdict
from core.runs.carry import Carrier
from core.runs.case import Case, askable
from core.runs.origin import file_of
from core.runs.pull import first_bookmark, next_from
from core.runs.pulse import Pulse
from core.store import EntryState, Swept, SweptKey
from core.store.erasure import is_instead

#: A sweep reads everything, and may take longer than a run of changes.
_HOURS = 12

_DOUBTFUL = (EntryState.PARKED, EntryState.AMBIGUOUS, EntryState.INTENDED)


class Sweeper(Carrier):
    """Carries the sweep of a flow: it takes its turn, beats and is gone on with as any other run."""

    def _minutes(self) -> int:
        return max(self._flow.limits.deadline_minutes, _HOURS * 60)

    def _pages(self, pulse: Pulse) -> None:
        if self._target.client is None:
            raise Misconfigured(f"flow {self._flow.name!r}: the target connection is not known here")
        sweeps, resource = self._store.sweeps, self._resource
        sweeps.begin(self._run.id, self._flow.name)
        self._horizon = next_from(self._flow, resource, self._ledger)
        self._first = first_bookmark(self._flow)
        untimed = 0
        for page in self._source.pull(resource.name, params=self._flow.source.params):
            pulse.may_go_on()
            untimed += sum(record.modified is None for record in page.records) if resource.since else 0
            done = sweeps.seen(self._run.id, [record.key for record in page.records])
            sweeps.keep(self._run.id, self._compared([r for r in page.records if r.key not in done]))
            self._line.memory.trim()
            self._tell()
        for some in sweeps.unseen(self._run.id, self._flow.name):
            pulse.may_go_on()
            sweeps.keep(self._run.id, self._lost(some))
        sweeps.end(self._run.id, untimed=untimed, asked=self._line.memory.asks)

    def _compared(self, records: Sequence[Record]) -> list[SweptKey]:
        cases = list({case.record.key: case for case in self._line.sift(records)}.values())
        matches = {case.record.key: self._match(case) for case in cases}
        open_ = [case for case in cases if self._standing(case) is None]
        memory = self._line.memory
        memory.look_up(matches[case.record.key] for case in open_ if matches[case.record.key])
        memory.look_up_keys(
            case.entry.target_key
            for case in open_
            if case.entry and case.entry.target_key and not memory.get(matches[case.record.key])
        )
        shared = self._shared(open_, matches)
        return [
            SweptKey(
                case.record.key,
                self._standing(case)
                or shared.get(case.record.key)
                or self._held(case, matches[case.record.key]),
                matches[case.record.key],
                case.entry.target_key if case.entry else None,
            )
            for case in cases
        ]

    def _shared(self, cases: Sequence[Case], matches: Mapping[str, dict[str, object]]) -> dict[str, Swept]:
        """Which of these were passed over for what the target has of another record of the source.

        In files that follow each other both may be the same: there a later word is no other record.
        """
        passed = {
            case.record.key: found[0].key
            for case in cases
            if case.entry is not None and case.entry.verdict is Verdict.SKIP
            if len(found := self._line.memory.get(matches[case.record.key])) == 1
        }
        made = [
            e for e in self._ledger.holding(sorted({*passed.values()})) if e.state is EntryState.DELIVERED
        ]
        there = self._pull.there([entry.key for entry in made])
        made_of = {entry.target_key: there[entry.key] for entry in made if entry.key in there}
        return {
            case.record.key: Swept.SHARED
            for case in cases
            if (other := made_of.get(passed.get(case.record.key))) is not None
            and other.key != case.record.key
            and file_of(other) == file_of(case.record)
        }

    def _standing(self, case: Case) -> Swept | None:
        """How a record stands for which the target need not be asked."""
        entry, modified = case.entry, case.record.modified
        if entry is not None and entry.state in _DOUBTFUL:
            return Swept.WAITING
        early = self._first is not None and modified is not None and modified < self._first
        if (
            case.decided
            or (entry is not None and entry.state is EntryState.LEFT)
            or (early and entry is None)
        ):
            return Swept.OUTSIDE
        return None

    def _held(self, case: Case, match: dict[str, object]) -> Swept:
        """Hold a record against the target."""
        memory, written = self._line.memory, case.entry.target_key if case.entry is not None else None
        asks = memory.asks and bool(match)
        if (asks and memory.get(match)) or (written and not asks):
            return Swept.THERE
        if written and memory.at(written):
            return Swept.THERE  # it is found by another value now, in the source or in the target
        if written:
            return Swept.GONE
        return Swept.DUE if self._due(case.record.modified) else Swept.MISSING

    def _due(self, modified: datetime | None) -> bool:
        """Whether the flow's next run reads it by itself: all of it where it cannot ask for changes."""
        return self._horizon is None or (modified is not None and modified >= self._horizon)

    def _match(self, case: Case) -> dict[str, object]:
        """By what a record is found in the target: nothing where a part of that is empty, or was erased."""
        if case.match and askable(case.match):
            return case.match
        known = case.entry.match if case.entry is not None else {}
        return {} if any(is_instead(str(value)) for value in known.values()) else known

    def _lost(self, unseen: Sequence[SweptKey]) -> list[SweptKey]:
        there = self._pull.there([each.key for each in unseen])
        return [
            SweptKey(
                each.key, Swept.OUTSIDE if each.key in there else Swept.LOST, each.match, each.target_key
            )
            for each in unseen
        ]
