"""A page's writes: what the checks must make first, then the records, each once, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from core.api.client import Client
from core.errors import Elsewhere, RecordError, Refused, Unclear, Unreachable
from core.records import Receipt, Record, Verdict
from core.runs.case import Case
from core.runs.line import Line
from core.runs.making import Making, done
from core.runs.push import Push, Sending
from core.runs.target import LOOKS
from core.store import Entry, EntryState

#: When so many writes one after the other have no clear answer, the target is not written to any more.
_MANY = 10


class Delivery:
    """Carries decided cases to the target; `may_go_on` raises when the run must stop before a write."""

    def __init__(self, line: Line, client: Client, push: Push, may_go_on: Callable[[], None]) -> None:
        self._line = line
        self._client = client
        self._may_go_on = may_go_on
        self._push = push
        self._making = Making(line, self._push)
        #: sent, or waiting for what was sent, without a clear answer
        self._waiting: list[Case] = []
        self._in_a_row, self._last_why = 0, ""
        #: whether what has no clear answer can be settled without a person
        self._looks = line.asks or bool(line.keyed)
        write = line.resource.write if line.resource is not None else None
        self._at_once = write.at_once if write is not None and line.asks else 0

    def intend(self, cases: Sequence[Case], seen: datetime) -> None:
        """Write down a page's intents in one commit, where the target can tell afterwards what arrived.

        `seen` is since when it has been looked at for what is to be made. A target that can't be asked gets
        each intent just before its write: after a crash, only that one record is in doubt.
        """
        self._making.settle(cases)
        writing = [case for case in cases if _writes(case)] if self._looks else []
        first = self._making.intents
        intents = [entry for case in writing for entry in (*first(case), self._intent(case))]
        self._push.intend(intents, seen)

    def turned(self, yielding: Sequence[Case]) -> list[Entry]:
        """Hand over how a page's writes stand at its end; those that yield to another flow stay open."""
        return [*(self._intent(case).unsent for case in yielding), *self._push.turned()]

    def flush(self) -> None:
        """Write down how the writes of a page stand that is not carried on."""
        self._push.flush()

    def carry(self, cases: Sequence[Case]) -> Iterator[Case]:
        """Write the records of a page; each is given back with the verdict that is what happened.

        What was not clearly answered is settled at the end, all of it together.
        """
        self._waiting, self._in_a_row = [], 0
        yield from self._carried(cases)
        for look in range(len(LOOKS)):
            if self._waiting:
                self._in_a_row = 0
                self._look_again(look)
        self._give_up_on_silence()

    def _give_up_on_silence(self) -> None:
        """Stop the run where nothing is answered clearly any more: more of it helps nobody."""
        if self._in_a_row >= _MANY:
            raise Unreachable(
                f"{self._in_a_row} records one after the other were sent without a clear answer, so no more "
                f"are sent now; the next run looks what became of them. The last: {self._last_why}"
            )

    def _carried(self, cases: Sequence[Case]) -> Iterator[Case]:
        self._make(cases)
        for some in self._requests(cases):
            writing = [case for case in some if _writes(case)]
            if writing and not self._looks:
                self._give_up_on_silence()
            if len(writing) > 1:
                self._together(writing)
            elif writing:
                self._alone(writing[0])
            self._hear(writing)
            yield from some

    def _hear(self, cases: Sequence[Case]) -> None:
        """Keep what was said of each record; of one request for several, each has its own part."""
        heard = self._client.heard()
        for case in cases:
            told = heard if len(cases) == 1 else [replace(one, body=case.payload) for one in heard]
            case.exchanges = [*case.exchanges, *told]

    def _requests(self, cases: Sequence[Case]) -> Iterator[list[Case]]:
        """Cut a page into what is written by one request each."""
        held: list[Case] = []
        keys: set[str | None] = set()
        for case in cases:
            joins = self._joins(case)
            room = joins and case.target_key not in keys and len(keys) < self._at_once
            if held and not room and (_writes(case) or not keys):
                yield held
                held, keys = [], set()
            held.append(case)
            if joins:
                keys.add(case.target_key)
            elif _writes(case):
                yield held
                held = []
        if held:
            yield held

    def _joins(self, case: Case) -> bool:
        """Whether a change may be sent together with others."""
        return self._at_once > 1 and _writes(case) and case.verdict is not Verdict.CREATE

    def _make(self, cases: Sequence[Case]) -> None:
        """Make what the checks must make before these are written; what lacks something then is not."""
        made: dict[int, Case] = {}
        for check in self._line.checks:
            for case in self._making.ready(check, [case for case in cases if _writes(case)]):
                if not self._looks:
                    self._give_up_on_silence()
                self._attempt(case, partial(self._making.make, check), sent=False)
                self._hear([case])
                made[id(case)] = case
        self._making.render_again([case for case in made.values() if _writes(case)])

    # --- one record, or several

    def _alone(self, case: Case) -> None:
        """Write one record; afterwards its verdict is what happened."""
        self._attempt(case, self._write, sent=True)

    def _attempt(self, case: Case, act: Callable[[Case], None], *, sent: bool) -> None:
        """Do what asks the target for a record; `sent` is whether that sends itself, or what it needs."""
        self._may_go_on()
        try:
            act(case)
        except Unclear as error:
            self._not_clear(case, error, sent=sent)
        except Elsewhere as error:
            self._yield(case, error)
        except RecordError as error:
            case.held = case.held or self._push.left("record", case.record.key) is None
            case.settle(Verdict.PARKED, "push", str(error), ok=False)

    def _together(self, cases: list[Case]) -> None:
        """Change several records by one request; if it is refused, half of them, until one stands alone."""
        self._may_go_on()
        if not (cases := [case for case in cases if not self._sought(case)]):
            return
        try:
            receipts = self._push.deliver_together([self._sending(case) for case in cases])
        except Unclear as error:
            for case in cases:
                self._not_clear(case, error, sent=True)
        except Refused:
            if len(cases) == 1:
                self._alone(cases[0])
            else:
                self._together(cases[: len(cases) // 2])
                self._together(cases[len(cases) // 2 :])
        else:
            for case, receipt in zip(cases, receipts, strict=True):
                self._written(case, receipt)

    def _sought(self, case: Case) -> bool:
        """Whether nothing is to be sent now: what was sent before has arrived, or may still arrive."""
        try:
            receipt = self._push.sought(self._sending(case))
        except Unclear as error:
            self._not_clear(case, error, sent=True)
            return True
        except RecordError as error:
            case.settle(Verdict.PARKED, "push", str(error), ok=False)
            return True
        if receipt is not None:
            self._written(case, receipt)
        return receipt is not None

    def _write(self, case: Case) -> None:
        self._written(case, self._push.deliver(self._sending(case)))

    def _written(self, case: Case, receipt: Receipt) -> None:
        self._in_a_row = 0
        case.target_key = receipt.key
        case.note("push", done(case.verdict, receipt.key), found=receipt.key)
        kept = Record(receipt.key, {**(case.live or {}), **(case.payload or {})})
        self._line.memory.keep(case.match, kept)

    def _sending(self, case: Case) -> Sending:
        intent, resource = self._intent(case), self._line.flow.target.resource
        payload = case.payload or {}
        sent = self._line.shape.fingerprints(payload, intent.sent, self._line.mark)
        return Sending(intent, resource, payload, self._line.memory, sent, case.entry)

    def _intent(self, case: Case) -> Entry:
        made = case.target_key is None and self._line.asks
        return Entry(
            kind="record",
            key=case.record.key,
            state=EntryState.INTENDED,
            run=self._line.run,
            verdict=case.intended if case.yields else case.verdict,
            match=case.match,
            digest=case.digest,
            target_key=case.target_key,
            sent=case.entry.sent if case.entry is not None else {},
            once=self._push.once("record", case.record.key),
            claim=self._line.claim(self._line.memory, case.match) if made else None,
        )

    # --- what has no clear answer

    def _yield(self, case: Case, error: Elsewhere) -> None:
        """Leave a record that another flow makes, or what it needs, to be looked at again."""
        case.yields, case.intended = True, case.verdict
        self._line.memory.forget(case.match)
        for check in self._line.checks:
            for need in case.needs.get(check.check.name, ()):
                check.memory.forget(need.match)
        case.settle(Verdict.AMBIGUOUS if self._line.asks else Verdict.PARKED, "push", str(error), ok=False)

    def _not_clear(self, case: Case, error: Unclear, *, sent: bool) -> None:
        """Leave a record as ambiguous; `sent` is whether it was itself sent, or only what it needs."""
        case.intended = case.verdict
        case.settle(
            Verdict.AMBIGUOUS if sent or self._line.asks else Verdict.PARKED, "push", str(error), ok=False
        )
        if sent:
            case.held = False
            case.entry = self._push.left("record", case.record.key) or case.entry
        self._in_a_row, self._last_why = self._in_a_row + 1, str(error)
        if self._looks or not sent:
            self._waiting.append(case)

    def _look_again(self, look: int) -> None:
        """Wait, look the records up together, and go on with each of them as it then stands."""
        self._push.wait(look)
        cases, self._waiting = self._waiting, []
        for case in cases:
            self._line.memory.forget(case.match)
        self._line.memory.look_up(case.match for case in cases)
        unclear = [(case, case.steps.pop()) for case in cases]
        for case in cases:
            case.verdict = case.intended
        try:
            for _ in self._carried(cases):
                pass
        finally:  # what was not come to is as unclear as it was
            for case, told in unclear:
                if not case.steps or case.steps[-1].name != "push":
                    case.settle(Verdict.AMBIGUOUS, told.name, told.why, ok=False)


def _writes(case: Case) -> bool:
    return not case.arrived and case.verdict in (Verdict.CREATE, Verdict.UPDATE)


def cut_off(cases: Sequence[Case], carried: Sequence[Case]) -> list[Case]:
    """What of a request for several was settled before an error ended it, beside what was given back."""
    given = {id(case) for case in carried}
    return [case for case in cases if id(case) not in given and case.steps and case.steps[-1].name == "push"]
