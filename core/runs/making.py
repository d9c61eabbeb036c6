"""What the checks make in the target before a record is written: the customer of an order, its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from core.errors import MappingFault
from core.mapping import Placeholder
from core.records import JsonObject, Receipt, Record, Verdict
from core.runs.case import Case, Need, plain
from core.runs.checks import CheckLine
from core.runs.difference import differences
from core.runs.line import Line
from core.runs.push import Push, Sending
from core.store import Entry, EntryState


class Making:
    """Makes what records need, each thing once, by the same way as the records themselves."""

    def __init__(self, line: Line, push: Push) -> None:
        self._line, self._push = line, push

    def wants(self, case: Case) -> bool:
        """Whether something is to be made before the record."""
        return any(_pending(case, check) for check in self._line.checks)

    def make(self, case: Case) -> None:
        """Make what the record needs, and render it with that; Unclear when nobody knows if it is made."""
        pairs = ((check, need) for check in self._line.checks for need in _pending(case, check))
        made = [self._make(case, check, need) for check, need in pairs]
        if any(made):
            self._render_again(case)

    def settle(self, cases: Sequence[Case]) -> None:
        """Note that what was sent of what these need has arrived, where the target has it by now."""
        checks = self._line.checks if self._push.in_doubt else ()
        for check, case in product(checks, cases):
            for need in case.needs.get(check.check.name, ()):
                if need.found is None or need.pending:
                    continue
                if left := self._push.left(check.check.name, check.ledger_key(need.match)):
                    self._push.close(left, Receipt(need.found.key))

    def intents(self, case: Case) -> Iterator[Entry]:
        """What is to be made before the record, as far as it is known by which values it will be found."""
        for check in self._line.checks:
            for need in _pending(case, check):
                if check.memory.asks and not Placeholder.in_(need.match):
                    yield self._intent(check, need, check.render(need).payload)

    def _intent(self, check: CheckLine, need: Need, payload: JsonObject) -> Entry:
        key = check.ledger_key(need.match)
        return Entry(
            kind=check.check.name,
            key=key,
            state=EntryState.INTENDED,
            run=self._line.run,
            verdict=Verdict.UPDATE if need.found else Verdict.CREATE,
            match=need.match,
            digest=self._line.mark(payload),
            target_key=need.found.key if need.found else None,
            sent=need.last,
            once=self._push.once(check.check.name, key),
        )

    def _make(self, case: Case, check: CheckLine, need: Need) -> bool:
        """Make or change one thing that the record needs; another record may have made it by now."""
        need.scope = replace(need.scope, checks=case.checks)
        if check.sees_others:
            need.match = check.match(need.scope)
        need.found = there = self._there(check, need.match)
        rendering = check.render(need)
        if rendering.faults:
            raise MappingFault(rendering.faults)
        payload = check.sent(rendering.payload, there.data if there else None, need)
        if there is None or (check.upserts and differences(payload, there.data)):
            entry = self._intent(check, need, payload)
            sent = check.fingerprints(payload, need)
            sending = Sending(entry, check.check.resource, payload, check.memory, sent)
            receipt = self._push.deliver(sending)
            need.found = _after(check, receipt, payload, there)
            check.memory.keep(need.match, need.found)
            told = ": ".join((done(entry.verdict, receipt.key), plain(need.match)))
            case.note(check.check.name, told, found=receipt.key)
        check.bind(case)
        return True

    def _there(self, check: CheckLine, match: JsonObject) -> Record | None:
        """Find what the record needs as it is now: made by another record, or by a write left open."""
        left = self._push.left(check.check.name, check.ledger_key(match))
        if not check.memory.get(match) and left is not None:
            self._push.may_look(left)
            check.memory.ask_again(match)
        check.memory.look_up([match])
        known = check.memory.get(match)
        if known and left is not None:
            self._push.close(left, Receipt(known[0].key))
        return known[0] if known else None

    def _render_again(self, case: Case) -> None:
        """Render with what was made in place of its marks."""
        rendering = self._line.shape.render([case.scope()])[0]
        if rendering.faults:
            raise MappingFault(rendering.faults)
        case.digest = self._line.mark(rendering.payload)
        case.payload = self._line.verdicts.sent(case, rendering.payload)


def _pending(case: Case, check: CheckLine) -> list[Need]:
    return [need for need in case.needs.get(check.check.name, ()) if need.pending]


def done(verdict: Verdict | None, key: str) -> str:
    """What was done, and by which key the target knows it."""
    changed = verdict is Verdict.UPDATE
    return f"changed in the target, as {key}" if changed else f"made in the target, as {key}"


def _after(check: CheckLine, receipt: Receipt, payload: JsonObject, before: Record | None) -> Record:
    """The target's record as it is after the write, as far as is known without reading it back."""
    answered = {name: value for name, value in receipt.answer.items() if value is not None}
    key = {check.resource.key: receipt.key} if check.resource else {}
    return Record(receipt.key, {**(before.data if before else {}), **payload, **answered, **key})
