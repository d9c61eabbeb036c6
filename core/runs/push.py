"""One write to the target, carried out once: intended in the ledger, sent, delivered in the ledger.

What was sent and not clearly answered is looked up, more than once, before it is sent again; a system that
tells a repetition by its name is sent the same once more.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from core.api.client import Client
from core.documents import digest
from core.errors import Elsewhere, FatalError, RecordError, Refused, TransientError, Unclear
from core.records import JsonObject, Receipt
from core.runs.case import plain
from core.runs.difference import differences
from core.runs.line import Line
from core.runs.memory import Memory
from core.runs.target import LOOKS
from core.store import Entry, EntryState, Ledger, Looked, Rival

#: How a write is known in the ledger: its kind and its key.
Name = tuple[str, str]
#: The longest that a worker waits without asking whether it may go on, in seconds.
_NAP = 0.5


@dataclass(frozen=True, slots=True)
class Sending:
    """One write on its way: what the ledger is told of it, and what is sent where.

    `sent` are the fingerprints to be remembered once it has arrived, `before` is what the ledger had of it.
    """

    entry: Entry
    resource: str
    payload: JsonObject
    memory: Memory
    sent: JsonObject
    before: Entry | None = None

    @property
    def name(self) -> Name:
        """How it is known in the ledger."""
        return name_of(self.entry)


class Push:
    """Sends to one target; `may_go_on` raises when the run must stop before a write.

    `left` is what the ledger has open when the run begins.
    """

    def __init__(
        self,
        line: Line,
        client: Client,
        ledger: Ledger,
        may_go_on: Callable[[], None],
        left: Iterable[Entry],
    ) -> None:
        self._line, self._client, self._ledger, self._may_go_on = line, client, ledger, may_go_on
        self._arrived: list[Entry] = []
        #: what was sent, by an earlier run or this one, and whose arrival is not known
        self._left = {name_of(entry): entry for entry in left if entry.unsettled}
        #: of these, what this run sent: when, and how many looks of the page had been by then
        self._unclear: dict[Name, tuple[float, int]] = {}
        self._looks = 0
        self._intended: dict[Name, Entry] = {}
        self._sent: set[Name] = set()
        #: names of writes, from a random one on: to ask for chance each time lets other threads go first
        self._names = count(uuid.uuid4().int)
        #: claims of what other flows make at this moment, and which flow
        self._elsewhere: dict[str, Rival] = {}
        #: of these, what had been made when a record yielded to it: that is looked up again since
        self._made: set[tuple[str, Rival]] = set()
        self._seen = line.began

    # --- what the ledger is told

    def intend(self, entries: Sequence[Entry], seen: datetime) -> None:
        """Write down a page's intents in one commit; before that, all that has arrived.

        `seen` is since when the target has been looked at for what is to be made.
        """
        self._intended = {name_of(entry): entry for entry in entries}
        self._looks, self._seen, self._elsewhere = 0, seen, {}
        self._unclear = {name: (at, 0) for name, (at, _) in self._unclear.items()}
        self._sent.clear()
        self._tell(entries)

    def intend_also(self, entries: Iterable[Entry]) -> None:
        """Write down what more is to be made for a page, where that was not known before; in one commit."""
        new = {name_of(entry): entry for entry in entries if name_of(entry) not in self._intended}
        if new:
            self._tell(list(new.values()))
            self._intended |= new

    def flush(self) -> None:
        """Write down how the writes of a page stand that is not carried on."""
        self._ledger.keep(self.turned())

    def turned(self) -> list[Entry]:
        """Hand over how the writes of a page stand at its end: what was delivered, and what did not leave.

        What was sent earlier and not this time may still arrive, and keeps its name.
        """
        unsent = [
            self._left.get(name) or entry.unsent
            for name, entry in self._intended.items()
            if name not in self._sent
        ]
        self._intended = {}
        return [*self.arrived(), *unsent]

    def _tell(self, entries: Sequence[Entry]) -> None:
        """Write intents down, and note which of them are made by other flows."""
        settle = timedelta(seconds=LOOKS[-1] * self._line.target.settle)
        looked = Looked(self._seen, settle, frozenset(self._made))
        self._elsewhere |= self._ledger.intend([*self.arrived(), *entries], looked)

    def arrived(self) -> list[Entry]:
        """Hand over what was delivered and is not in the ledger yet.

        It goes there with the next commit, at the latest with the page's. What a crash leaves `intended` is
        looked up in the target before anything is sent again.
        """
        entries, self._arrived = self._arrived, []
        return entries

    def once(self, kind: str, key: str) -> str:
        """Name a write: as it was named when it was intended or sent before, else by a name of its own."""
        known = self._left.get((kind, key)) or self._intended.get((kind, key))
        return known.once if known is not None and known.once else f"{next(self._names):032x}"

    @property
    def in_doubt(self) -> bool:
        """Whether there is anything that was sent, and may or may not have arrived."""
        return bool(self._left)

    def left(self, kind: str, key: str) -> Entry | None:
        """What was sent under this key, and may or may not have arrived."""
        return self._left.get((kind, key))

    def close(self, entry: Entry, receipt: Receipt, sent: JsonObject | None = None) -> None:
        """Note that a write has arrived."""
        self._forget(name_of(entry))
        arrived = replace(entry, state=EntryState.DELIVERED, target_key=receipt.key, at=None, why="")
        self._arrived.append(arrived if sent is None else replace(arrived, sent=sent))

    # --- sending

    def deliver(self, sending: Sending) -> Receipt:
        """Send once; what may have arrived already is looked for first."""
        if (there := self.sought(sending)) is not None:
            return there
        receipt = self._send(sending)
        self.close(sending.entry, receipt, sending.sent)
        return receipt

    def sought(self, sending: Sending) -> Receipt | None:
        """Look for what may have arrived; None when it is to be sent, Unclear when it is too early."""
        left = self._left.get(sending.name)
        receipt = self._found(sending) if left is not None and sending.memory.asks else None
        if receipt is None:
            self._wait_on(left, sending.resource)
        else:
            self.close(sending.entry, receipt, sending.sent)
        return receipt

    def deliver_together(self, sendings: Sequence[Sending]) -> list[Receipt]:
        """Change several records of a resource by one request; Refused and Unclear are said of all."""
        entries = [sending.entry for sending in sendings]
        self._announce(sendings)
        self._sent |= {sending.name for sending in sendings}
        changes = [(sending.entry.target_key or "", sending.payload) for sending in sendings]
        once = digest([entry.once for entry in entries])
        try:
            receipts = self._client.update_together(sendings[0].resource, changes, once=once)
        except Unclear as error:
            self._leave(sendings, error)
            raise
        except Refused:
            for sending in sendings:
                sending.memory.forget(sending.entry.match)
            raise
        for sending, receipt in zip(sendings, receipts, strict=True):
            self.close(sending.entry, receipt, sending.sent)
        return receipts

    def _send(self, sending: Sending) -> Receipt:
        entry, again = sending.entry, sending.name in self._left
        self._announce([sending])
        self._sent.add(sending.name)
        try:
            if entry.target_key is None:
                return self._client.create(sending.resource, sending.payload, once=entry.once)
            return self._client.update(sending.resource, entry.target_key, sending.payload, once=entry.once)
        except Unclear as error:
            self._leave([sending], error)
            raise
        except Refused as error:
            sending.memory.forget(entry.match)
            if again and (receipt := self._found(sending)) is not None:
                return receipt
            self._forget(sending.name)
            self._ledger.keep([replace(entry, state=EntryState.PARKED, why=str(error))])
            raise
        except (TransientError, FatalError):
            self._not_sent(sending, again=again)
            raise

    def _not_sent(self, sending: Sending, *, again: bool) -> None:
        """Note that a request did not leave, or was turned away unread."""
        if again:
            return
        self._sent.discard(sending.name)
        if sending.name not in self._intended:
            self._ledger.take_back(sending.entry, sending.before)

    def _announce(self, sendings: Sequence[Sending]) -> None:
        """Write intents down, unless the page's commit has done so; what is sent again is intended anew.

        Elsewhere for what another flow makes at this moment.
        """
        entries = [sending.entry for sending in sendings]
        if new := [e for e in entries if name_of(e) in self._left or name_of(e) not in self._intended]:
            self._tell(new)
        for sending in sendings:
            claim = sending.entry.claim or ""
            if rival := self._elsewhere.get(claim):
                flow = rival.flow
                if rival.made:
                    self._made.add((claim, rival))
                raise Elsewhere(
                    f"flow {flow!r} makes {plain(sending.entry.match)} in the target at this moment: "
                    "run or retry this flow once that one has ended"
                )

    def _forget(self, name: Name) -> None:
        self._left.pop(name, None)
        self._unclear.pop(name, None)
        self._intended.pop(name, None)

    # --- what is not clear

    def _leave(self, sendings: Sequence[Sending], error: Unclear) -> None:
        """Note that it is not known whether these arrived."""
        now = datetime.now(UTC)
        for sending in sendings:
            first = self._left.get(sending.name)
            # A system remembers the name of a write from when it heard of it first.
            at = first.at if first is not None and first.at and not sending.memory.asks else now
            self._left[sending.name] = replace(
                sending.entry, state=EntryState.AMBIGUOUS, why=str(error), at=at
            )
            self._unclear[sending.name] = time.monotonic(), self._looks
            sending.memory.forget(sending.entry.match)
        self._ledger.keep([self._left[sending.name] for sending in sendings])

    @staticmethod
    def _found(sending: Sending) -> Receipt | None:
        """Look in the target for what may have arrived there; None when it has not."""
        entry, memory = sending.entry, sending.memory
        memory.look_up([entry.match])
        found = memory.get(entry.match)
        if len(found) > 1:
            keys = ", ".join(record.key for record in found)
            raise RecordError(
                f"{len(found)} have {plain(entry.match)} ({keys}): make it unique in the target"
            )
        if not found or (entry.target_key is not None and differences(sending.payload, found[0].data)):
            return None
        return Receipt(found[0].key, found[0].data)

    def may_look(self, left: Entry) -> None:
        """Wait until a look-up tells the truth about what was left open; Unclear when that is not now."""
        if name_of(left) not in self._unclear:
            self._line.target.let_settle([left], self._line.began)
        elif not self._looked(left):
            raise Unclear(left.why)

    def _wait_on(self, left: Entry | None, resource: str) -> None:
        """Raise Unclear as long as what was sent in this run may still arrive."""
        if left is None or name_of(left) not in self._unclear:
            return
        declared = self._line.target.resources.get(resource)
        keyed = declared is not None and declared.write is not None and bool(declared.write.idempotency)
        if self._looked(left) < (1 if keyed else len(LOOKS)):
            raise Unclear(left.why)

    def _looked(self, left: Entry) -> int:
        """How often what this run sent was looked for since: what was sent again is looked for anew."""
        return self._looks - self._unclear[name_of(left)][1]

    def wait(self, look: int) -> None:
        """Wait until the target may be looked at for the so-manieth time, from 0."""
        self._looks = look + 1
        last = max((at for at, _ in self._unclear.values()), default=0.0)
        ends = last + LOOKS[look] * self._line.target.settle
        while (rest := ends - time.monotonic()) > 0:
            self._may_go_on()
            time.sleep(min(rest, _NAP))


def name_of(entry: Entry) -> Name:
    """How a write is known in the ledger."""
    return entry.kind, entry.key
