"""What the checks make in the target before a record is written: the customer of an order, its articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    def ready(self, check: CheckLine, cases: Sequence[Case]) -> list[Case]:
        """Give the records for which this check has something to make or to change, and ready it.

        What the checks before it made is seen by now: by what its things are found, and what is written.
        """
        wanting = [case for case in cases if _pending(case, check)]
        pairs = [(case, need) for case in wanting for need in _pending(case, check)]
        for case, need in pairs:
            need.scope = replace(need.scope, checks=case.checks)
        if check.sees_others:
            found = check.matches([need.scope for _, need in pairs])
            for (case, need), selected in zip(pairs, found, strict=True):
                need.match = selected.values
                if selected.fault is not None:
                    case.settle(Verdict.PARKED, "push", selected.fault, ok=False)
        needs = [need for case, need in pairs if case.verdict is not Verdict.PARKED]
        check.memory.look_up(need.match for need in needs)
        check.render_all(needs)
        if check.sees_others:  # only now it is known by what they will be found
            lacking = (n for n in needs if not (check.memory.get(n.match) or check.render(n).faults))
            self._push.intend_also(self._intents(check, lacking))
        return [case for case in wanting if case.verdict is not Verdict.PARKED]

    def make(self, check: CheckLine, case: Case) -> None:
        """Make what a record needs of a check; Unclear when nobody knows if it is made."""
        for need in _pending(case, check):
            self._make(case, check, need)
        check.bind(case)

    def render_again(self, cases: Sequence[Case]) -> None:
        """Render these with what was made in place of its marks."""
        renderings = self._line.shape.render([case.scope() for case in cases])
        for case, rendering in zip(cases, renderings, strict=True):
            if rendering.faults:
                case.settle(Verdict.PARKED, "push", str(MappingFault(rendering.faults)), ok=False)
            else:
                case.digest = self._line.mark(rendering.payload)
                case.payload = self._line.verdicts.sent(case, rendering.payload)

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
            known = [need for need in _pending(case, check) if not Placeholder.in_(need.match)]
            yield from self._intents(check, known)

    def _intents(self, check: CheckLine, needs: Iterable[Need]) -> Iterator[Entry]:
        """What is to be made for these, where the target can tell afterwards what arrived."""
        for need in needs if check.memory.asks else ():
            yield self._intent(check, need, check.render(need).payload)

    def _intent(self, check: CheckLine, need: Need, payload: JsonObject) -> Entry:
        key = check.ledger_key(need.match)
        made = need.found is None and check.memory.asks
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
            claim=self._line.claim(check.memory, need.match) if made else None,
        )

    def _make(self, case: Case, check: CheckLine, need: Need) -> None:
        """Make or change one thing that the record needs; another record may have made it by now."""
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
