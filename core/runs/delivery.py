"""Writing to the target, once: intended in the ledger, sent, delivered in the ledger.

An unclear answer is waited out and looked up before anything is sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from core.api.client import Client
from core.documents import digest
from core.errors import MappingFault, RecordError, Refused, Unclear
from core.mapping import Placeholder
from core.records import JsonObject, Receipt, Record, Verdict
from core.runs.case import Case, Need, plain
from core.runs.checks import CheckLine
from core.runs.difference import differences
from core.runs.line import Line
from core.runs.memory import Memory
from core.store import Entry, EntryState, Ledger


class Delivery:
    """Carries decided cases to the target; `may_go_on` raises when the run must stop before a write."""

    def __init__(self, line: Line, client: Client, ledger: Ledger, may_go_on: Callable[[], None]) -> None:
        self._line = line
        self._client = client
        self._ledger = ledger
        self._may_go_on = may_go_on
        self._arrived: list[Entry] = []
        #: what checks had sent when an earlier run, or this one, was left without an answer
        self._open = {(entry.kind, entry.key): entry for entry in ledger.open() if entry.kind != "record"}
        self._intended: set[tuple[str, str]] = set()

    def intend(self, cases: Sequence[Case]) -> None:
        """Write down a page's intents in one commit, where the target can tell afterwards what arrived.

        A target that can't be asked gets each intent just before its write: after a crash, only that one
        record is in doubt.
        """
        writing = [case for case in cases if _writes(case)] if self._line.memory.asks else []
        entries = [entry for case in writing for entry in (*self._first(case), self._intent(case))]
        self._ledger.keep([*self.arrived(), *entries])
        self._intended = {(entry.kind, entry.key) for entry in entries}

    def arrived(self) -> list[Entry]:
        """Hand over what was delivered and is not in the ledger yet.

        It goes there with the next commit, at the latest with the page's. What a crash leaves `intended` is
        looked up in the target before anything is sent again.
        """
        entries, self._arrived = self._arrived, []
        return entries

    def flush(self) -> None:
        """Write down what was delivered, when no page will be turned."""
        self._ledger.keep(self.arrived())

    def carry(self, case: Case) -> None:
        """Write one record and what its checks must make first; afterwards its verdict is what happened."""
        if not _writes(case):
            return
        self._may_go_on()
        try:
            made = [
                self._make(case, check, need)
                for check in self._line.checks
                for need in self._pending(case, check)
            ]
            if any(made):
                self._render_again(case)
            self._write(case)
        except Unclear as error:
            case.intended = case.verdict
            case.settle(Verdict.AMBIGUOUS, "push", str(error), ok=False)
        except RecordError as error:
            case.settle(Verdict.PARKED, "push", str(error), ok=False)

    def _first(self, case: Case) -> Iterator[Entry]:
        """What is to be made before the record, as far as it is known by which values it will be found."""
        for check in self._line.checks:
            for need in self._pending(case, check):
                if check.memory.asks and not Placeholder.in_(need.match):
                    yield self._need_intent(check, need)

    def _need_intent(self, check: CheckLine, need: Need) -> Entry:
        return Entry(
            kind=check.check.name,
            key=digest(check.memory.name(need.match)),
            state=EntryState.INTENDED,
            run=self._line.run,
            verdict=Verdict.UPDATE if need.found else Verdict.CREATE,
            match=need.match,
            digest=digest(check.render(need).payload),
            target_key=need.found.key if need.found else None,
        )

    @staticmethod
    def _pending(case: Case, check: CheckLine) -> list[Need]:
        return [need for need in case.needs.get(check.check.name, ()) if need.pending]

    def _make(self, case: Case, check: CheckLine, need: Need) -> bool:
        """Make or change one thing that the record needs; another record may have made it by now."""
        need.scope = replace(need.scope, checks=case.checks)
        need.match = check.match(need.scope)
        there = self._there(check, need.match)
        rendering = check.render(need)
        if rendering.faults:
            raise MappingFault(rendering.faults)
        payload = check.sent(rendering.payload, there.data if there else None)
        need.found = there
        if there is None or (check.upserts and differences(payload, there.data)):
            entry = self._need_intent(check, need)
            self._announce(entry)
            receipt = self._deliver(entry, check.check.resource, payload, check.memory)
            need.found = _after(check, receipt, payload, there)
            check.memory.keep(need.match, need.found)
            told = f"{plain(need.match)} {_told(entry.verdict)} as {receipt.key}"
            case.note(check.check.name, told, found=receipt.key)
        check.bind(case)
        return True

    def _there(self, check: CheckLine, match: JsonObject) -> Record | None:
        """Find what the record needs as it is now: made by another record, or by a write left open."""
        known = check.memory.get(match)
        left = self._open.get((check.check.name, digest(check.memory.name(match))))
        if not known and left is not None:
            self._line.let_settle([left])
            known = check.memory.ask_again(match)
        elif not known:
            check.memory.look_up([match])
            known = check.memory.get(match)
        return known[0] if known else None

    def _render_again(self, case: Case) -> None:
        """Render with what was made in place of its marks."""
        rendering = self._line.shape.render([case.scope()])[0]
        if rendering.faults:
            raise MappingFault(rendering.faults)
        case.digest = digest(rendering.payload)
        case.payload = self._line.shape.sent(rendering.payload, case.live, {})

    def _write(self, case: Case) -> None:
        payload, entry = case.payload or {}, self._intent(case)
        self._announce(entry)
        receipt = self._deliver(entry, self._line.flow.target.resource, payload, self._line.memory)
        case.target_key = receipt.key
        case.note("push", f"{_told(case.verdict)} as {receipt.key}", found=receipt.key)
        self._line.memory.keep(case.match, Record(receipt.key, {**(case.live or {}), **payload}))

    def _announce(self, entry: Entry) -> None:
        """Write an intent down, unless the page's commit has done so."""
        if (entry.kind, entry.key) not in self._intended:
            self._ledger.keep([*self.arrived(), entry])

    def _intent(self, case: Case) -> Entry:
        return Entry(
            kind="record",
            key=case.record.key,
            state=EntryState.INTENDED,
            run=self._line.run,
            verdict=case.verdict,
            match=case.match,
            digest=case.digest,
            target_key=case.target_key,
            sent=self._line.shape.fingerprints(case.payload or {}),
        )

    def _deliver(self, entry: Entry, resource: str, payload: JsonObject, memory: Memory) -> Receipt:
        """Send once; an unclear answer is settled by a look-up, and only then sent again, once."""
        try:
            try:
                receipt = self._send(entry, resource, payload)
            except Unclear as error:
                receipt = self._settle(entry, resource, payload, memory, error)
        except Refused as error:
            self._ledger.keep([replace(entry, state=EntryState.PARKED, why=str(error))])
            raise
        self._arrived.append(replace(entry, state=EntryState.DELIVERED, target_key=receipt.key))
        return receipt

    def _send(self, entry: Entry, resource: str, payload: JsonObject) -> Receipt:
        once = digest([self._line.flow.name, entry.kind, entry.key, entry.digest])
        if entry.target_key is None:
            return self._client.create(resource, payload, once=once)
        return self._client.update(resource, entry.target_key, payload, once=once)

    def _settle(
        self, entry: Entry, resource: str, payload: JsonObject, memory: Memory, error: Unclear
    ) -> Receipt:
        left = replace(entry, state=EntryState.AMBIGUOUS, why=str(error), at=datetime.now(UTC))
        self._ledger.keep([left])
        self._open[left.kind, left.key] = left
        if not memory.asks:
            raise error
        time.sleep(self._line.target.settle)
        if entry.target_key is None:
            there = memory.ask_again(entry.match)
            if there:
                return Receipt(there[0].key, there[0].data)
        memory.forget(entry.match)
        self._may_go_on()
        return self._send(entry, resource, payload)


def _writes(case: Case) -> bool:
    return not case.arrived and case.verdict in (Verdict.CREATE, Verdict.UPDATE)


def _told(verdict: Verdict | None) -> str:
    return "changed" if verdict is Verdict.UPDATE else "made"


def _after(check: CheckLine, receipt: Receipt, payload: JsonObject, before: Record | None) -> Record:
    """The target's record as it is after the write, as far as is known without reading it back."""
    answered = {name: value for name, value in receipt.answer.items() if value is not None}
    key = {check.resource.key: receipt.key} if check.resource else {}
    return Record(receipt.key, {**(before.data if before else {}), **payload, **answered, **key})
