"""The line: a page of records goes in, a decision on each comes out. Nothing is written here.

Where, checks, render, validate, decide: preview, plan and run all go through this one line; they differ only
in where they stop.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.api.client import Client
from core.api.connector import Resource
from core.api.lookup import Mark
from core.documents import digest
from core.flow import Flow, Policy
from core.mapping import Batch, Scope, holds, select
from core.records import JsonObject, Record, Verdict
from core.runs.case import Case, empty_of, plain
from core.runs.checks import CheckLine
from core.runs.difference import differences
from core.runs.holders import Holders
from core.runs.memory import Memory
from core.runs.origin import Origin
from core.runs.shape import Shape, clear
from core.store import Entry, EntryState, Ledger


@dataclass(frozen=True, slots=True)
class Target:
    """Where a flow writes: the client (None: not to be asked), and its resources by name as far as known."""

    client: Client | None
    resources: dict[str, Resource]
    #: seconds after an unclear answer before a look-up tells the truth
    settle: float = 2.0


#: After so many times a target's settle time it is looked at for what may have arrived. Only when it is not
#: there at the last look either, it is sent again: a system that fails may be slower than it should.
LOOKS = (1.0, 3.0)


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
        #: whether the target can be asked for a record by its natural key
        self.asks = self.resource is not None and self.resource.find is not None
        #: how long the target knows a write by its name, and carries it out once however often it is sent
        self.keyed = timedelta(hours=write.remembers) if write is not None and write.idempotency else None
        self._began = datetime.now(UTC)
        #: makes fingerprints of what is sent
        self.mark = ledger.mark if ledger is not None else digest
        # Only the ledger knows what is in a target that cannot be asked: there it always holds.
        self._replay = replay and self.asks
        creating = flow.target.policy is not Policy.UPDATE
        self.shape = Shape(
            flow.mapping(), flow.target.match, self.resource, owner=flow.name, creating=creating
        )
        self.checks = [
            CheckLine(check, flow, target.client, target.resources.get(check.resource), ledger)
            for check in flow.checks
        ]
        self.memory = Memory(target.client, self.resource)
        #: whether a record that is there is written again: then no other may write it too
        self._writes_again = flow.target.policy is not Policy.CREATE
        self.holders = Holders(ledger, origin, self._named_as)

    def judge(self, records: Sequence[Record], at: datetime) -> list[Case]:
        """Reach a verdict on each record of a page; `at` is when the run began."""
        about = {"id": self._named, "flow": self.flow.name, "at": at.isoformat()}
        known = self.ledger.entries("record", [r.key for r in records]) if self.ledger else {}
        batch = Batch([record.data for record in records])
        cases = [Case(record, about, known.get(record.key), batch=batch) for record in records]
        for case in cases:  # what a record has in the target it keeps, whatever becomes of it now
            case.target_key = case.entry.target_key if case.entry is not None else None
        self._filter([case for case in cases if not self._in_doubt(case.entry)])
        self._recall([case for case in cases if not case.decided])
        wanted = [case for case in cases if not case.decided]
        self.prepare(wanted)
        for check in self.checks:
            check.render_pending(wanted)
        for case in wanted:
            self._park(case)
        self._decide([case for case in wanted if not case.decided])
        self.holders.trim()
        for memory in (self.memory, *(check.memory for check in self.checks)):
            memory.trim()
        return cases

    def sift(self, records: Sequence[Record]) -> list[Case]:
        """Tell which records the flow leaves out, and by what the others are found in the target; no more."""
        known = self.ledger.entries("record", [r.key for r in records]) if self.ledger else {}
        batch = Batch([record.data for record in records])
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
        self._leave_out(cases)
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
            elif self._kept(entry) and self.flow.target.policy is Policy.CREATE:
                case.match = entry.match
                case.settle(Verdict.SKIP, "ledger", f"carried before, as {entry.target_key}")

    def _kept(self, entry: Entry) -> bool:
        """Whether only the ledger tells that the target has a record, and it does, whatever came since."""
        return entry.target_key is not None and not self.asks

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
        lacking = empty_of(case.match)
        if lacking:
            bad.append(f"{' and '.join(lacking)} is empty: without it the record could be booked twice")
        if bad:
            case.verdict = Verdict.PARKED
            noted = {step.why for step in case.steps}
            for why in bad:
                if why not in noted:
                    case.note("fields", why, ok=False)

    def _decide(self, cases: Sequence[Case]) -> None:
        if self.asks:
            self.let_settle(case.entry for case in cases if case.entry is not None)
            self.memory.look_up(case.match for case in cases)
        if self._writes_again:
            met = ((case, self.memory.get(case.match)) for case in cases)
            self.holders.look_up((case, found[0].key) for case, found in met if len(found) == 1)
        first: dict[Mark, str] = {}
        for case in cases:
            self._reach(case, first)
            for check in self.checks if case.verdict is Verdict.UPDATE else ():
                check.spare(case)

    def let_settle(self, entries: Iterable[Entry]) -> None:
        """Wait until a look-up tells the truth about writes left open.

        Whoever left an intent open may have sent it until we began; of what was ambiguous the time is known.
        """
        settle, ends = self.target.settle, 0.0
        for entry in entries:
            if entry.at is not None and entry.unsettled:
                intended = entry.state is EntryState.INTENDED
                since = max(entry.at, self._began) if intended else entry.at
                least = settle if intended else LOOKS[-1] * settle
                rest = (since - datetime.now(UTC)).total_seconds() + least
                ends = max(ends, min(rest, least))
        if self.target.client is not None and ends > 0:
            time.sleep(ends)

    def _reach(self, case: Case, first: dict[Mark, str]) -> None:
        found = self.memory.get(case.match)
        case.digest = self.mark(case.payload)
        name, mark = self.flow.target.resource, self.memory.name(case.match)
        there = found[0].key if found else None
        holder = self.holders.of(case, mark, there) if self._writes_again else None
        if len(found) > 1:
            keys = ", ".join(record.key for record in found)
            why = f"{len(found)} {name} have {plain(case.match)} ({keys}): make it unique in the target"
            case.settle(Verdict.PARKED, "exists", why, ok=False)
        elif holder:
            self._give_way(case, holder)
        elif found:
            self._reach_existing(case, found[0])
        elif case.entry is not None and self._kept(case.entry):
            self._reach_unseen(case, case.entry)
        elif twin := first.get(mark):
            case.settle(
                Verdict.SKIP, "exists", f"{plain(case.match)} is made by record {twin} of the same page"
            )
        elif self.flow.target.policy is Policy.UPDATE:
            why = f"no {name} with {plain(case.match)}: the flow only updates"
            case.settle(Verdict.PARKED, "exists", why, ok=False)
        else:
            first[mark] = case.record.key
            case.target_key = None  # where the target lost what was written, it is made anew
            case.payload = self.sent(case, case.payload or {})
            case.settle(Verdict.CREATE, "exists", f"no {name} with {plain(case.match)} yet")
        if case.verdict is not Verdict.PARKED:
            self.holders.take(case, mark)

    @staticmethod
    def _give_way(case: Case, holder: str) -> None:
        """Park what would overwrite another record of the flow, and be overwritten by it in turn."""
        both = f"records {holder} and {case.record.key} both have {plain(case.match)}"
        why = f"{both}: only the first is carried until one of them is changed or removed in the source"
        case.settle(Verdict.PARKED, "exists", why, ok=False)

    def _reach_existing(self, case: Case, there: Record) -> None:
        entry = case.entry
        open_ = entry.verdict if entry is not None and entry.unsettled else None
        creates = self.flow.target.policy is Policy.CREATE
        case.target_key, case.live = there.key, there.data
        told = f"{plain(case.match)} is there as {there.key}"
        if open_ is Verdict.CREATE and creates:
            self._arrived(case, open_, told)
        elif creates:
            case.settle(Verdict.SKIP, "exists", told)
        elif self._known(entry, case.digest):
            case.settle(Verdict.UNCHANGED, "exists", f"{told}, and nothing has changed since it was written")
        else:
            case.payload = self.sent(case, case.payload or {})
            case.differences = differences(case.payload, there.data)
            changed = ", ".join(difference.field for difference in case.differences)
            if case.differences:
                case.settle(Verdict.UPDATE, "exists", f"{told}; to be changed: {changed}")
            elif open_ is not None:
                self._arrived(case, open_, told)
            else:
                case.settle(Verdict.UNCHANGED, "exists", f"{told}, exactly so")

    def _known(self, entry: Entry | None, payload: str) -> bool:
        """Whether exactly this was written before; who replays wants to see what became of it."""
        delivered = entry is not None and entry.state is EntryState.DELIVERED and entry.digest == payload
        return delivered and not self._replay

    def _reach_unseen(self, case: Case, entry: Entry) -> None:
        """Decide on what the flow has written and the target does not show: by what was sent."""
        case.target_key = entry.target_key
        told = f"carried before, as {entry.target_key}"
        if entry.digest == case.digest and entry.state is EntryState.DELIVERED:
            case.settle(Verdict.UNCHANGED, "ledger", f"{told}, and nothing has changed since")
        else:
            case.payload = self.shape.sent(case.payload or {}, {}, entry.sent, self.mark)
            case.settle(Verdict.UPDATE, "ledger", f"{told}; it has changed since")

    @staticmethod
    def _arrived(case: Case, verdict: Verdict, told: str) -> None:
        case.arrived = True
        case.settle(verdict, "ledger", f"an earlier write did arrive: {told}")

    def sent(self, case: Case, payload: JsonObject) -> JsonObject:
        """Give what of a payload is written, by the policies of the rules."""
        last = case.entry.sent if case.entry is not None else {}
        return self.shape.sent(payload, case.live, last, self.mark)
