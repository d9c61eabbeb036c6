"""The line: a page of records goes in, a decision on each comes out. Nothing is written here.

Where, checks, render, validate, decide: preview, plan and run all go through this one line; they differ only
in where they stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime, timedelta

from core.api.lookup import Mark
from core.documents import digest
from core.flow import Flow, Policy
from core.mapping import Batch, Scope, holds, select
from core.records import JsonObject, Record, Verdict
from core.runs.case import LONGEST, Case, empty_of, odd_of
from core.runs.checks import CheckLine
from core.runs.holders import Holders
from core.runs.memory import Memory
from core.runs.origin import Origin
from core.runs.shape import Shape, clear
from core.runs.target import Target
from core.runs.verdicts import Verdicts
from core.store import Entry, EntryState, Ledger


class Line:
    """A flow made ready to judge records."""

    def __init__(
        self,
        flow: Flow,
        target: Target,
        ledger: Ledger | None = None,
        run: str = "",
        *,
        named: str = "",
        replay: bool = False,
        origin: Origin | None = None,
    ) -> None:
        """Make a flow ready; `named` is what its expressions see as `$run.id`, the run's own id otherwise.

        `replay`: what was carried before is carried again, held against what the target has now. `origin` is
        asked whether two records of the source are the same to the target.
        """
        self.flow = flow
        self._settings = flow.constants
        self.target = target
        self.ledger = ledger
        self.run = run
        self._named = named or run
        self.resource = target.resources.get(flow.target.resource)
        where = flow.source.where
        self._where = select({"where": where}, {"where": "source.where"}, flow.name) if where else None
        places = {to: f"target.match.{to}" for to in flow.target.match}
        self._match = select(flow.target.match, places, flow.name)
        write = self.resource.write if self.resource is not None else None
        #: how long the target knows a write by its name, and carries it out once however often it is sent
        self.keyed = timedelta(hours=write.remembers) if write is not None and write.idempotency else None
        self.began = datetime.now(UTC)
        #: makes fingerprints of what is sent
        self.mark = ledger.mark if ledger is not None else digest
        creating = flow.target.policy is not Policy.UPDATE
        self.shape = Shape(
            flow.mapping(), flow.target.match, self.resource, owner=flow.name, creating=creating
        )
        self.checks = [
            CheckLine(check, flow, target.client, target.resources.get(check.resource), ledger)
            for check in flow.checks
        ]
        self.memory = Memory(target.client, self.resource)
        self._holders = Holders(ledger, origin, self._named_as)
        self.verdicts = Verdicts(
            flow, target, self.shape, self.checks, self.memory, self._holders, self.mark, self.began, replay
        )
        #: whether the target can be asked for a record by its natural key
        self.asks = self.verdicts.asks
        #: records that were looked at before their turn, each with the page that it came on
        self._foreseen: dict[int, tuple[Record, Batch]] = {}
        # Only the ledger knows what is in a target that cannot be asked: there it always holds.
        self._replay = replay and self.asks

    def foresee(self, records: Sequence[Record]) -> None:
        """Evaluate what can be told of a page before its turn: what no other page and no look-up changes.

        It may be called while another page is judged or carried.
        """
        batch = _batch(records)
        cases = [Case(record, {}, batch=batch) for record in records]
        self._filter(cases)
        wanted = [case for case in cases if not case.decided]
        for check in self.checks:
            check.foresee(wanted)
        if self._match.steady:
            self._name(wanted)
        self._foreseen |= {id(record): (record, batch) for record in records}

    def judge(self, records: Sequence[Record], at: datetime) -> list[Case]:
        """Reach a verdict on each record of a page; `at` is when the run began."""
        about = {"id": self._named, "flow": self.flow.name, "at": at.isoformat()}
        known = self.ledger.entries("record", [r.key for r in records]) if self.ledger else {}
        batches = self._batches(records)
        cases = [
            Case(record, about, known.get(record.key), batch=batch)
            for record, batch in zip(records, batches, strict=True)
        ]
        for case in cases:  # what a record has in the target it keeps, whatever becomes of it now
            case.target_key = case.entry.target_key if case.entry is not None else None
        self._filter([case for case in cases if not self._in_doubt(case.entry)])
        self._recall([case for case in cases if not case.decided])
        wanted = [case for case in cases if not case.decided]
        with self._looking_up(wanted):
            self.prepare(wanted)
            for check in self.checks:
                check.render_pending(wanted)
            for case in wanted:
                self._park(case)
        self.verdicts.reach([case for case in wanted if not case.decided])
        self._holders.trim()
        for memory in (self.memory, *(check.memory for check in self.checks)):
            memory.trim()
        return cases

    def claim(self, memory: Memory, match: JsonObject) -> str | None:
        """By what other flows know what is made here, and is found again by this match."""
        if self.ledger is None:
            return None
        return self.ledger.claim(self.flow.target.connection, memory.resource, memory.name(match))

    @contextmanager
    def _looking_up(self, cases: Sequence[Case]) -> Iterator[None]:
        """Ask the target for records while their payloads are made, where that says nothing of their keys."""
        if not (cases and self.asks and self._match.steady):
            yield
            return
        entries, named = [case.entry for case in cases], self._match.of([self._whole(case) for case in cases])
        matches = [found.values for found in named if found.fault is None]
        with ThreadPoolExecutor(1, thread_name_prefix="look-up") as hand:
            soon = hand.submit(copy_context().run, self.verdicts.look_up, entries, matches)
            yield
            soon.result()

    def _batches(self, records: Sequence[Record]) -> list[Batch]:
        """Give for each record those that it is looked at with: foreseen, or now."""
        foreseen = [self._foreseen.pop(id(record), None) for record in records]
        now = _batch([record for record, known in zip(records, foreseen, strict=True) if known is None])
        return [known[1] if known is not None else now for known in foreseen]

    def sift(self, records: Sequence[Record]) -> list[Case]:
        """Tell which records the flow leaves out, and by what the others are found in the target; no more."""
        known = self.ledger.entries("record", [r.key for r in records]) if self.ledger else {}
        batch = _batch(records)
        cases = [Case(record, {}, known.get(record.key), batch=batch) for record in records]
        self._filter(cases)
        self._name([case for case in cases if not case.decided])
        return cases

    def _named_as(self, records: Sequence[Record]) -> dict[str, Mark | None]:
        """By what records of the source are found in the target, those that the flow leaves out not."""
        kept = [case for case in self.sift(records) if not case.decided]
        return {case.record.key: self.memory.name(case.match) if case.match else None for case in kept}

    def prepare(self, cases: Sequence[Case]) -> None:
        """Make the checks and render: all that a preview shows."""
        for check in self.checks:
            check.look_up(cases)
        for case, rendering in zip(cases, self.shape.render([case.scope() for case in cases]), strict=True):
            case.payload, case.faults = rendering.payload, rendering.faults
        self._name(cases)

    def _name(self, cases: Sequence[Case]) -> None:
        """Find the natural keys of records in the target."""
        found = self._match.of([self._whole(case) for case in cases])
        for case, selected in zip(cases, found, strict=True):
            if selected.fault is None:
                case.match = selected.values
            else:
                case.note("match", selected.fault, ok=False)

    def _filter(self, cases: Sequence[Case]) -> None:
        self._leave_out([case for case in cases if not case.record.partial])
        for case in cases:
            if case.record.fault and not case.decided:
                case.settle(Verdict.PARKED, "read", case.record.fault, ok=False)

    def _leave_out(self, cases: Sequence[Case]) -> None:
        if self._where is None:
            return
        for case, selected in zip(cases, self._where.of([self._whole(c) for c in cases]), strict=True):
            if selected.fault is not None:
                case.settle(Verdict.PARKED, "where", selected.fault, ok=False)
            elif holds(selected.values["where"]):
                continue
            elif case.entry is not None and case.entry.unsettled and not self.asks:
                why = "left out by the flow's `where`, and what was sent of it before may have arrived"
                case.settle(Verdict.AMBIGUOUS, "where", why, ok=False)
            else:
                case.settle(Verdict.FILTERED, "where", "left out by the flow's `where`")

    def _whole(self, case: Case) -> Scope:
        return case.scope(settings=self._settings)

    def _recall(self, cases: Sequence[Case]) -> None:
        """Settle what the ledger already knows: what a flow has made once, it does not make again."""
        delivered = {c.record.key for c in cases if c.entry and c.entry.state is EntryState.DELIVERED}
        counted = self.ledger.counted(self.run, sorted(delivered)) if self.ledger and delivered else set()
        for case in cases:
            entry = case.entry
            if entry is None:
                continue
            if self._in_doubt(entry):
                case.intended = entry.verdict
                why = entry.why or "it was sent and the answer never came; look whether the target has it"
                case.settle(Verdict.AMBIGUOUS, "ledger", why, ok=False)
            elif entry.state is EntryState.DELIVERED:
                case.target_key, case.match = entry.target_key, entry.match
                if entry.run == self.run and entry.verdict and case.record.key not in counted:
                    case.settle(entry.verdict, "ledger", f"written by this run as {entry.target_key}")
                    case.arrived = True
                elif self.flow.target.policy is Policy.CREATE and not self._replay:
                    case.settle(Verdict.SKIP, "ledger", f"carried before, as {entry.target_key}")
            elif entry.state is EntryState.LEFT and not self._replay:
                case.target_key, case.match = entry.target_key, entry.match
                case.settle(Verdict.SKIP, "ledger", entry.why)
            elif self.verdicts.kept(entry) and self.flow.target.policy is Policy.CREATE:
                case.match = entry.match
                case.settle(Verdict.SKIP, "ledger", f"carried before, as {entry.target_key}")

    def _in_doubt(self, entry: Entry | None) -> bool:
        """Whether only a person can find out if what was sent has arrived."""
        if entry is None or not entry.unsettled or self.asks:
            return False
        return not (self.keyed and entry.once and entry.at and datetime.now(UTC) - entry.at < self.keyed)

    def _park(self, case: Case) -> None:
        """Park what can't be written: something missing, a bad field, or no natural key to find it by."""
        bad = [step.why for step in case.steps if not step.ok]
        bad += [why for check in self.checks for why in check.faults(case)]
        if case.faults:
            bad.append(clear(case.faults))
        if lacking := empty_of(case.match):
            bad.append(f"{' and '.join(lacking)} is empty: without it the record could be booked twice")
        elif odd := odd_of(case.match):
            bad.append(
                f"{' and '.join(odd)} is no text or number of {LONGEST} characters at most: "
                "without one the record could be booked twice"
            )
        if bad:
            case.verdict = Verdict.PARKED
            noted = {step.why for step in case.steps}
            for why in bad:
                if why not in noted:
                    case.note("fields", why, ok=False)


def _batch(records: Sequence[Record]) -> Batch:
    return Batch([record.data for record in records])
