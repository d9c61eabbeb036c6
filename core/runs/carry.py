"""Carry a run: pull, judge, deliver, and turn the page only when every record on it is settled or parked."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain

from core.api.client import Client
from core.api.connector import Resource
from core.errors import KoppelError, Misconfigured, Stopped
from core.flow import Flow
from core.records import Counts, Page, RunState, Verdict
from core.runs.case import Case
from core.runs.delivery import Delivery
from core.runs.line import Line, Target
from core.runs.pulse import Interrupted, Pulse, Taken
from core.store import Entry, EntryState, Run, RunRecord, Store

#: How many records are read again in one look-up.
READ_AT_ONCE = 50


class Carrier:
    """Carries one run of one flow from `source` to `target`, both of them already connected."""

    def __init__(
        self,
        run: Run,
        flow: Flow,
        source: tuple[Client, Resource],
        target: Target,
        store: Store,
        *,
        progress: Callable[[Run], None] | None = None,
        leave: threading.Event | None = None,
    ) -> None:
        self._run = run
        self._flow = flow
        self._source, self._resource = source
        self._target = target
        self._store = store
        self._progress = progress or (lambda _: None)
        self._leave = leave or threading.Event()
        self._ledger = store.ledger(flow.name)
        self._line = Line(flow, target, self._ledger, run.id)
        self._taken = 0
        self._newest: datetime | None = None

    def carry(self) -> Run:
        """Carry the run to an end and say which; a crash or signal leaves it to be finished later."""
        deadline = self._flow.limits.deadline_minutes * 60
        # What is loaded by now lives as long as the run: the collector need not look through it each time.
        gc.freeze()
        try:
            with Pulse(self._store.runs, self._run, deadline, self._leave) as pulse:
                self._pages(pulse)
                if self._target.client is not None:
                    self._target.client.conclude()
        except Taken:
            return self._now()
        except Interrupted as error:
            return self._finish(RunState.INTERRUPTED, str(error))
        except Stopped as error:
            cancelled = self._now().cancel
            return self._finish(RunState.CANCELLED if cancelled else RunState.FAILED, str(error))
        except KoppelError as error:
            return self._finish(RunState.FAILED, str(error))
        except KeyboardInterrupt:
            self._finish(
                RunState.INTERRUPTED, "the run was interrupted; it is finished before the flow's next run"
            )
            raise
        finally:
            gc.unfreeze()
        return self._finish(RunState.DONE)

    def _now(self) -> Run:
        return self._store.runs.get(self._run.id) or self._run

    def _finish(self, state: RunState, error: str = "") -> Run:
        ended = self._store.runs.finish(self._run.id, state, error, worker=self._run.worker)
        self._progress(ended)
        return ended

    def _pages(self, pulse: Pulse) -> None:
        if self._target.client is None:
            raise Misconfigured(f"flow {self._flow.name!r}: the target connection is not known here")
        delivery = Delivery(self._line, self._target.client, self._ledger, pulse.may_go_on)
        for page in self._pull():
            self._page(page, delivery, pulse)
            if self._run.limit is not None and self._taken >= self._run.limit:
                return
        if self._newest is not None:
            self._ledger.turn(self._run.id, Counts(), [], [], self._newest)

    def _page(self, page: Page, delivery: Delivery, pulse: Pulse) -> None:
        pulse.may_go_on()
        cases = self._within_limit(self._line.judge(page.records, self._run.started or datetime.now(UTC)))
        carried: list[Case] = []
        delivery.intend(cases)
        try:
            for case in cases:
                delivery.carry(case)
                carried.append(case)
        except (Taken, Interrupted, KeyboardInterrupt):
            delivery.flush()
            raise
        except Exception:
            self._turn(carried, delivery, None)
            raise
        self._turn(carried, delivery, self._bookmark(page, carried))
        self._stop_when_too_much_is_parked()

    def _within_limit(self, cases: list[Case]) -> list[Case]:
        if self._run.limit is None:
            return cases
        for number, case in enumerate(cases, 1):
            self._taken += case.verdict is not Verdict.FILTERED
            if self._taken >= self._run.limit:
                return cases[:number]
        return cases

    def _bookmark(self, page: Page, carried: list[Case]) -> datetime | None:
        """How far a page brings us: to its last record, when the source answers in order of time."""
        times = [case.record.modified for case in carried if case.record.modified is not None]
        if not times or self._flow.source.since == "none":
            return None
        if page.ordered:
            return max(times)
        self._newest = max([*times, *([self._newest] if self._newest else [])])
        return None

    def _turn(self, cases: list[Case], delivery: Delivery, bookmark: datetime | None) -> None:
        at = datetime.now(UTC)
        counts = Counts.of([case.verdict or Verdict.PARKED for case in cases])
        kept = [case for case in cases if case.verdict is not Verdict.FILTERED]
        # A record that came twice on one page is remembered by what was written of it.
        written = {case.record.key for case in cases if case.verdict in (Verdict.CREATE, Verdict.UPDATE)}
        rest = (c for c in cases if c.arrived or c.record.key not in written)
        settled = (entry_of(case, self._run.id) for case in rest)
        entries = [*delivery.arrived(), *(entry for entry in settled if entry is not None)]
        self._ledger.turn(self._run.id, counts, [_row(case, at) for case in kept], entries, bookmark)
        self._progress(self._now())

    def _stop_when_too_much_is_parked(self) -> None:
        parked, most = self._now().counts.parked, self._flow.limits.park_at_most
        if parked > most and self._run.trigger != "retry":
            raise Stopped(
                f"{parked} records are parked, more than the flow's limit of {most}: "
                "look at their reasons, mend the flow or the target, then run again"
            )

    # --- what to read

    def _pull(self) -> Iterator[Page]:
        if self._run.trigger == "retry":
            return self._again([*self._ledger.parked(), *self._ledger.open()])
        source = self._flow.source
        pages = self._source.pull(source.resource, since=self._since(), params=source.params)
        return chain(self._again(self._ledger.open()), pages)

    def _since(self) -> datetime | None:
        declared = self._resource.since
        if declared is None or self._flow.source.since == "none":
            return None
        bookmark = self._ledger.bookmark()
        if bookmark is None:
            return first_bookmark(self._flow)
        # What this run has turned already, it has turned for good; another run looks back a little, for
        # records that the source committed late.
        resumed = self._run.counts.read > 0
        return bookmark if resumed else bookmark - timedelta(seconds=declared.overlap)

    def _again(self, waiting: list[Entry]) -> Iterator[Page]:
        """Read records of the ledger again, as the source has them now."""
        records = [entry for entry in waiting if entry.kind == "record"]
        for start in range(0, len(records), READ_AT_ONCE):
            entries = records[start : start + READ_AT_ONCE]
            found = self._source.find(
                self._resource.name, [{self._resource.key: entry.key} for entry in entries]
            )
            gone = [entry for entry, records in zip(entries, found, strict=True) if not records]
            self._note_gone(gone)
            # Their times say nothing of how far the flow has come.
            yield Page(tuple(replace(record, modified=None) for records in found for record in records[:1]))

    def _note_gone(self, entries: list[Entry]) -> None:
        why = "the source no longer has this record"
        rows = [
            RunRecord(e.key, Verdict.PARKED, e.match, why, e.target_key, at=datetime.now(UTC))
            for e in entries
        ]
        kept = [replace(entry, why=why) for entry in entries]
        if rows:
            self._ledger.turn(self._run.id, Counts.of([Verdict.PARKED] * len(rows)), rows, kept, None)


def first_bookmark(flow: Flow) -> datetime | None:
    """Where a flow begins to read: the flow's `start`, a date being its first moment in UTC."""
    start = flow.source.start
    if start is None or isinstance(start, datetime):
        return start
    return datetime.combine(start, time.min, UTC)


def entry_of(case: Case, run: str) -> Entry | None:
    """What the ledger keeps of a case; None when it knows it already, or has nothing to remember."""
    before = case.entry
    delivered = before is not None and before.state is EntryState.DELIVERED
    entry = Entry(
        "record", case.record.key, EntryState.SKIPPED, run, match=case.match, target_key=case.target_key
    )
    match case.verdict:
        case Verdict.PARKED:
            why = case.decision().why
            return replace(entry, state=EntryState.PARKED, why=why, steps=tuple(case.steps))
        case Verdict.AMBIGUOUS:
            state, why = EntryState.AMBIGUOUS, case.decision().why
            return replace(entry, state=state, verdict=case.intended, why=why, digest=case.digest)
        case Verdict.CREATE if case.arrived and not delivered:
            return replace(entry, state=EntryState.DELIVERED, verdict=Verdict.CREATE, digest=case.digest)
        case Verdict.SKIP | Verdict.UNCHANGED if not delivered:
            return replace(entry, verdict=case.verdict, why=case.decision().why)
        case Verdict.FILTERED if before is not None and before.state in (
            EntryState.PARKED,
            EntryState.INTENDED,
        ):
            return replace(before, state=EntryState.SKIPPED, run=run, why="left out by the flow's `where`")
        case _:
            return None


def _row(case: Case, at: datetime) -> RunRecord:
    decision = case.decision()
    return RunRecord(
        key=decision.key,
        verdict=decision.verdict,
        match=decision.match,
        why=decision.why,
        target_key=decision.target_key,
        steps=decision.steps,
        differences=decision.differences,
        at=at,
    )
