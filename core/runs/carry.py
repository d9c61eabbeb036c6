"""Carry a run: pull, judge, deliver, and turn the page only when every record on it is settled or parked."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial

from core.api.client import Client
from core.api.connector import Resource
from core.errors import KoppelError, Misconfigured, RateLimited, Stopped, Taken
from core.flow import Flow
from core.records import Counts, Page, Record, RunState, Verdict
from core.runs.alerts import blamed
from core.runs.approved import Approved
from core.runs.case import Case
from core.runs.delivery import Delivery, cut_off
from core.runs.drift import drifts
from core.runs.gauge import Gauge
from core.runs.keeper import Keeper
from core.runs.line import Line
from core.runs.origin import Origin
from core.runs.pull import GONE, NOWHERE, Place, Pull
from core.runs.pulse import Interrupted, Paused, Pulse
from core.runs.push import Push, name_of
from core.runs.settled import entry_of, row_of
from core.runs.target import Target
from core.runs.waiting import waiting
from core.spans import span
from core.store import MISSING, NOTICE, Entry, Run, Store

#: So many objects more are made until the interpreter looks for circles among them: a page makes many that
#: all go with it, and to look every 700 took a tenth of a run's time.
_OBJECTS = 50_000
#: So many seconds a run waits, at its end, for other flows that make the same as it, and looks every so many.
YIELDS, _MEANWHILE = 60.0, 1.0
#: A worker waits no longer for a system, in seconds: it lets go of the run, and whoever is free goes on.
PATIENCE = 5.0


class Carrier:
    """Carries one run of one flow from `source` to `target`, both of them already connected.

    `alive` tells whether the worker that took the run still is one; `leave` asks to stop at the next request,
    `spent` how many seconds it has been reading.
    """

    def __init__(
        self,
        run: Run,
        flow: Flow,
        source: tuple[Client, Resource],
        target: Target,
        store: Store,
        *,
        alive: Callable[[str], bool],
        progress: Callable[[Run], None] | None = None,
        leave: threading.Event | None = None,
        spent: Callable[[], float] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._run = run
        self._flow = flow
        self._source, self._resource = source
        self._target = target
        self._store = store
        self._alive, self._patience = alive, patience
        self._progress = progress
        self._leave = leave or threading.Event()
        self._ledger = store.ledger(flow.name, run)
        self._approved = Approved(run, flow, store) if run.plan else None
        plan = self._approved.plan if self._approved else None
        named, replay = (plan.id, plan.replay) if plan else ("", False)
        origin = Origin(source, flow.source.params)
        self._line = Line(flow, target, self._ledger, run.id, named=named, replay=replay, origin=origin)
        self._began = plan.at if plan else run.started or datetime.now(UTC)
        self._keeper = Keeper(run, store)
        self._pull = Pull(run, flow, source, self._ledger, spent)
        # A run that rested has carried a part of what it was asked for.
        self._taken = run.counts.read - run.counts.filtered
        # What is carried a second time is no sample of what the source sends.
        again = replay or run.key is not None or run.trigger in ("retry", MISSING)
        self._gauge = None if again else Gauge(flow)
        #: records that another flow makes, or what they need
        self._yielded: list[Record] = []

    def carry(self) -> Run:
        """Carry the run to an end and say which; a crash or signal leaves it to be finished later."""
        gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
        deadline = self._minutes() * 60
        try:
            with Pulse(self._store, self._run, deadline, self._leave, self._alive) as pulse:
                self._heed(pulse)
                self._pages(pulse)
                if self._target.client is not None:
                    self._target.client.conclude()
            self._compare()
        except Taken:
            return self._now()
        except RateLimited as error:
            return self._later(error)
        except KoppelError as error:
            ending = self._ending(error)
            if ending is RunState.FAILED:  # what was read may tell why
                with suppress(KoppelError):
                    self._compare()
            return self._finish(ending, str(error), blamed(error, self._run))
        except KeyboardInterrupt:
            self._finish(
                RunState.INTERRUPTED, "the run was interrupted; it is finished before the flow's next run"
            )
            raise
        return self._finish(RunState.DONE)

    def _ending(self, error: KoppelError) -> RunState:
        """How a run ends that this error stopped."""
        if isinstance(error, Interrupted):
            return RunState.INTERRUPTED
        if isinstance(error, Paused):
            return RunState.PAUSED
        cancelled = isinstance(error, Stopped) and self._now().cancel
        return RunState.CANCELLED if cancelled else RunState.FAILED

    def _minutes(self) -> int:
        """How long the run may take."""
        return self._flow.limits.deadline_minutes

    def _now(self) -> Run:
        return self._store.runs.get(self._run.id) or self._run

    def _tell(self, now: Run | None = None) -> None:
        """Tell whoever looks on how the run stands."""
        if self._progress is not None:
            self._progress(now or self._now())

    def _finish(self, state: RunState, error: str = "", blames: str = "") -> Run:
        ended = self._store.runs.finish(self._run.id, state, error, worker=self._run.worker, blames=blames)
        self._tell(ended)
        return ended

    def _later(self, error: RateLimited) -> Run:
        """Let go of a run that must wait for a system: whoever is free then goes on with it."""
        waiting = self._store.queue.put_back(self._run.id, self._run.worker, error.wait, str(error))
        now = waiting or self._now()
        self._tell(now)
        return now

    def _heed(self, pulse: Pulse) -> None:
        """Ask before every request whether the run may go on: nobody writes who was taken for dead."""
        self._source.heed(pulse.may_go_on, self._patience)
        if self._target.client is not None:
            self._target.client.heed(pulse.may_go_on, self._patience)
            self._target.client.meanwhile(self._keeper.go_on)

    def _pages(self, pulse: Pulse) -> None:
        if self._target.client is None:
            raise Misconfigured(f"flow {self._flow.name!r}: the target connection is not known here")
        left, may_go_on = self._ledger.open(), pulse.may_go_on
        push = Push(self._line, self._target.client, self._ledger, may_go_on, left)
        delivery = Delivery(self._line, self._target.client, push, may_go_on)
        with closing(self._read(left)) as pages:
            for page in pages if self._wants() else ():
                with span("page", read=len(page.records)):
                    self._page(page, delivery, pulse)
                if not self._wants():
                    break
            self._after_others(delivery, pulse)
            if not self._wants():
                return
        self._turn([], delivery, self._pull.end())

    def _wants(self) -> bool:
        """Whether the run may carry more."""
        return self._run.limit is None or self._taken < self._run.limit

    def _page(self, page: Page, delivery: Delivery, pulse: Pulse) -> None:
        pulse.may_go_on()
        if not page.records:  # most runs find nothing new
            self._stop_when_too_much_is_parked()
            return
        cases = self._within_limit(self._line.judge(page.records, self._began))
        self._deliver(cases, delivery, self._line.began, page)

    def _after_others(self, delivery: Delivery, pulse: Pulse) -> None:
        """Carry what yielded to other flows once they are done with it; at last it waits for the next run."""
        ends = time.monotonic() + YIELDS
        while self._yielded:
            pulse.may_go_on()
            records, self._yielded, seen = self._yielded, [], datetime.now(UTC)
            last = time.monotonic() >= ends
            self._deliver(self._line.judge(records, self._began), delivery, seen, last=last)
            if self._yielded:
                self._leave.wait(_MEANWHILE)

    def _deliver(
        self,
        cases: list[Case],
        delivery: Delivery,
        seen: datetime,
        page: Page | None = None,
        *,
        last: bool = False,
    ) -> None:
        """Carry judged records, and turn their page; unless it is the `last` time, those that yield wait."""
        if self._approved is not None:
            self._approved.hold(cases)
        carried: list[Case] = []
        delivery.intend(cases, seen)
        try:
            for case in delivery.carry(cases):
                carried.append(case)  # what was carried before an error counts
                if self._approved is None and (last or not case.yields):
                    self._keeper.begin(case)  # what is read back is told of a record as well
        except (Taken, Interrupted, Paused, RateLimited, KeyboardInterrupt):
            delivery.flush()
            raise
        except Exception:
            delivery.flush()
            self._turn([*carried, *cut_off(cases, carried)], delivery, NOWHERE)
            raise
        place = self._pull.place(page, [case.record for case in carried]) if page else NOWHERE
        later = [case for case in carried if case.yields and not last]
        self._yielded += [case.record for case in later]
        settled = [case for case in carried if last or not case.yields]
        if self._approved is not None:
            self._approved.read_back(settled, self._line)
        self._turn(settled, delivery, place, later)
        self._stop_when_too_much_is_parked()

    def _within_limit(self, cases: list[Case]) -> list[Case]:
        for number, case in enumerate(cases, 1):
            self._taken += case.verdict is not Verdict.FILTERED
            if not self._wants():
                return cases[:number]
        return cases

    def _turn(self, cases: list[Case], delivery: Delivery, place: Place, later: Sequence[Case] = ()) -> None:
        """Write down what became of a page's records; `later` come again in this run."""
        at = datetime.now(UTC)
        counts = Counts.of([case.verdict or Verdict.PARKED for case in cases])
        # A record that came twice on one page is remembered by what was written of it.
        written = {case.record.key for case in cases if case.verdict in (Verdict.CREATE, Verdict.UPDATE)}
        rest = (c for c in cases if c.arrived or c.record.key not in written)
        settled = (entry_of(case, self._run.id) for case in rest)
        told = [*delivery.turned(later), *(entry for entry in settled if entry is not None)]
        entries = list({name_of(entry): entry for entry in told}.values())  # what became of it is said last
        if not cases and not entries and place == NOWHERE:
            return
        rows, payloads = [row_of(case, at) for case in cases], self._keeper.kept(cases, at)
        places = {"again": place.again, "reached": place.reached}
        # Only what the rules were held against counts, not what was read again or left out.
        wanted = [case.record.data for case in cases if case.payload is not None]
        tally = self._gauge.read(wanted) if self._gauge and wanted else None
        self._ledger.turn(
            self._run.id, counts, rows, entries, place.bookmark, **places, kept=payloads, tally=tally
        )
        self._tell()

    def _compare(self) -> None:
        """See whether the source's fields are filled as they were before."""
        if self._gauge is not None and (self._gauge.records or self._run.counts.read):
            self._ledger.compare(partial(drifts, self._gauge.rules))

    def _stop_when_too_much_is_parked(self) -> None:
        if self._run.trigger == "retry":
            return
        parked, most = self._now().counts.parked, self._flow.limits.park_at_most
        if parked > most:
            raise Stopped(
                f"{parked} records are parked, more than the flow's limit of {most}: "
                "look at their reasons, mend the flow or the target, then run again"
            )

    def _read(self, left: Sequence[Entry]) -> Generator[Page]:
        """Read what this run is to carry; `left` is what the ledger has open."""
        if self._approved is not None:
            return self._pull.again(self._approved.waiting())
        if self._run.spent:  # it goes on where somebody left it
            left = [*left, *self._ledger.uncounted(self._run.id)]
        named = waiting(self._run, self._store, self._ledger, left)
        if named is None:
            return self._pull.changed(left, self._line.foresee)
        return self._pull.again(named, known=GONE if self._run.trigger == NOTICE else "")
