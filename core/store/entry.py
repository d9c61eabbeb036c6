"""What the ledger knows of one record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.records import JsonObject, Step, Verdict


class EntryState(StrEnum):
    """How far the write of a record has come."""

    #: written down before the request leaves; found again after a crash, it may or may not have arrived
    INTENDED = "intended"
    #: the target has it, under `target_key`
    DELIVERED = "delivered"
    #: a person must look; `why` says at what
    PARKED = "parked"
    #: it was sent and the answer was unclear
    AMBIGUOUS = "ambiguous"
    #: settled without a write
    SKIPPED = "skipped"
    #: a person said that it is never to be carried
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one record, or of what a check made (`kind` is then the check's name).

    `sent` are fingerprints of the fields that are sent only when they changed; no payload is kept. `once`
    names the write for ever: a system that is told it twice carries it out once. `claim` says to other flows
    what is to be made, where it can be looked up in the target.
    """

    kind: str
    key: str
    state: EntryState
    run: str
    verdict: Verdict | None = None
    match: JsonObject = field(default_factory=dict)
    digest: str = ""
    target_key: str | None = None
    why: str = ""
    at: datetime | None = None
    steps: tuple[Step, ...] = ()
    sent: JsonObject = field(default_factory=dict)
    once: str = ""
    claim: str | None = None

    @property
    def unsettled(self) -> bool:
        """Whether it was sent, or may have been, and is not known to have arrived."""
        left = self.state is EntryState.INTENDED and bool(self.once)
        return left or self.state is EntryState.AMBIGUOUS

    @property
    def unsent(self) -> Entry:
        """The same intent when nothing of it has left: it is to be carried, and stands in no flow's way."""
        return replace(self, once="", claim=None)


def row_of(entry: Entry) -> JsonObject:
    """Give the row in which an entry is kept."""
    return {name: getattr(entry, name) for name in Entry.__slots__}


def entry_of(row: JsonObject) -> Entry:
    """Give the entry that a row holds."""
    row["state"] = EntryState(row["state"])
    row["verdict"] = row["verdict"] and Verdict(row["verdict"])
    row["steps"] = tuple(Step(**step) for step in row["steps"])
    return Entry(**row)
