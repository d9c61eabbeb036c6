"""Verdicts on records that can be written: what the target has of each, and what the ledger knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.api.connector import Resource
from core.api.lookup import Mark
from core.flow import Flow, Policy
from core.records import JsonObject, Record, Verdict
from core.runs.case import Case, askable, plain
from core.runs.checks import CheckLine
from core.runs.difference import differences
from core.runs.holders import Holders
from core.runs.memory import Memory
from core.runs.policies import Mark as Fingerprint
from core.runs.shape import Shape
from core.runs.target import Target
from core.store import Entry, EntryState


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Reaches them for one flow.

    `mark` makes fingerprints of what is sent; `replay`: what was carried before is carried again, held
    against what the target has now.
    """

    flow: Flow
    target: Target
    shape: Shape
    checks: Sequence[CheckLine]
    memory: Memory
    holders: Holders
    mark: Fingerprint
    began: datetime
    replay: bool = False

    @property
    def asks(self) -> bool:
        """Whether the target can be asked for a record by its natural key."""
        return self._into is not None and self._into.find is not None

    @property
    def writes_again(self) -> bool:
        """Whether a record that is there is written again: then no other may write it too."""
        return self.flow.target.policy is not Policy.CREATE

    @property
    def _into(self) -> Resource | None:
        return self.target.resources.get(self.flow.target.resource)

    @property
    def _follows(self) -> bool:
        """Whether a record may be found by another value than when it was carried, and still be the same.

        With several values it is another of the same thing: a price from another day on.
        """
        into, match = self._into, self.flow.target.match
        if into is None or into.write is None or into.key in match or len(match) > 1:
            return False
        return not self.writes_again or bool(into.write.update or into.write.update_query)

    def kept(self, entry: Entry) -> bool:
        """Whether only the ledger tells that the target has a record, and it does, whatever came since."""
        return entry.target_key is not None and not self.asks

    def reach(self, cases: Sequence[Case]) -> None:
        """Look the natural keys up in the target, and reach a verdict on each of these records."""
        self.look_up([case.entry for case in cases], [case.match for case in cases])
        met = [(case, self.memory.get(case.match)) for case in cases]
        former = [key for case, found in met if not found and (key := self._former(case))]
        self.memory.look_up_keys(former)
        if self.writes_again:
            self.holders.look_up(((case, found[0].key) for case, found in met if len(found) == 1), former)
        first: dict[Mark, str] = {}
        for case in cases:
            self._reach(case, first)
            for check in self.checks if case.verdict is Verdict.UPDATE else ():
                check.spare(case)

    def look_up(self, entries: Sequence[Entry | None], matches: Sequence[JsonObject]) -> None:
        """Look natural keys up, where the target can be asked; `entries` are what the ledger has of them."""
        if self.asks:
            self.target.let_settle((entry for entry in entries if entry is not None), self.began)
            self.memory.look_up(match for match in matches if askable(match))

    def _there(self, case: Case, mark: Mark) -> tuple[Record, ...]:
        """What the target has of a record: what is found by its match, else what it was carried as before.

        A customer with another e-mail address is the same customer, and no second one is made.
        """
        found = self.memory.get(case.match)
        if len(found) == 1 and self.holders.moved(case, mark, found[0].key):
            found = ()
        former = self._former(case)
        if found or former is None or not self.holders.keeps(case, former):
            return found
        return self.memory.at(former)

    def _former(self, case: Case) -> str | None:
        """By what key to ask for a record that was carried before, where its match finds nothing."""
        entry = case.entry
        carried = entry is not None and (self.writes_again or entry.state is EntryState.DELIVERED)
        return case.target_key if carried and self._follows else None

    def _reach(self, case: Case, first: dict[Mark, str]) -> None:
        case.digest, case.held = self.mark(case.payload), self.asks
        name, mark = self.flow.target.resource, self.memory.name(case.match)
        found = self._there(case, mark)
        there = found[0].key if found else None
        holder = self.holders.of(case, mark, there) if self.writes_again else None
        if len(found) > 1:
            keys = ", ".join(record.key for record in found)
            why = f"{len(found)} {name} have {plain(case.match)} ({keys}): make it unique in the target"
            case.settle(Verdict.PARKED, "exists", why, ok=False)
        elif holder:
            self._give_way(case, holder)
        elif found:
            self._reach_existing(case, found[0])
        elif case.entry is not None and self.kept(case.entry):
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
        if not self.memory.get(case.match):
            told = f"carried before, as {there.key}"
        if open_ is Verdict.CREATE and creates:
            self._arrived(case, open_, told)
        elif creates:
            case.settle(Verdict.SKIP, "exists", told)
        elif self._known(entry, case.digest):
            case.settle(Verdict.UNCHANGED, "exists", f"{told}, and nothing has changed since it was written")
        elif there.partial:
            case.settle(Verdict.PARKED, "exists", f"{told}: {there.fault}", ok=False)
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
        return delivered and not self.replay

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
