"""The words that everything shares: what travels from a source to a target, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

#: A JSON object.
JsonObject = dict[str, Any]


class Verdict(StrEnum):
    """What happens, or would happen, to a record."""

    #: the target does not have it: it is made
    CREATE = "create"
    #: the target has it and it differs: it is changed
    UPDATE = "update"
    #: the target has it exactly so: nothing is sent
    UNCHANGED = "unchanged"
    #: the target has it and the policy says to leave it
    SKIP = "skip"
    #: the flow's `where` leaves it out
    FILTERED = "filtered"
    #: a person must look; `why` says at what
    PARKED = "parked"
    #: it was sent and the answer was unclear
    AMBIGUOUS = "ambiguous"


class RunState(StrEnum):
    """Where a run stands; the last four are final."""

    #: asked for; a worker will carry it
    WAITING = "waiting"
    #: being carried
    RUNNING = "running"
    #: cut short by a crash or a signal; it is finished before the flow's next run
    INTERRUPTED = "interrupted"
    #: resting, until a person resumes it; the flow's other runs wait
    PAUSED = "paused"
    #: carried to the end; single records may be parked
    DONE = "done"
    #: stopped by an error that concerns all records
    FAILED = "failed"
    #: stopped by a person
    CANCELLED = "cancelled"
    #: not carried, for another run of the flow was under way
    SKIPPED = "skipped"


#: How a record begins that came without a key of its own: no system has one under such a name.
KEYLESS = "keyless-"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing pulled: its key in the source, its data (JSON; numbers with a fraction are Decimal).

    `fault` says in a sentence why it cannot be carried as it is: something of it could not be read. `partial`
    says that its data tells nothing then: it is not in shape, under an empty name, or lacks what was cut off.
    """

    key: str
    data: JsonObject
    modified: datetime | None = None
    fault: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a source: its records; `ordered` when they ascend by modified time, page after page."""

    records: tuple[Record, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One field that could not be made: target field, expression, the value met, and why in a sentence."""

    to: str
    expression: str
    value: Any
    why: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One record shaped: the payload as far as it could be made, and every fault."""

    payload: JsonObject
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The target's answer to a write: the key under which it now has the record, and what it sent back."""

    key: str
    answer: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One write as it left, and what came back: status 0 for no answer; never a header, never a secret."""

    method: str
    url: str
    body: Any
    status: int
    answer: Any
    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a decision trace: what was looked at, whether it was well, what was found, in words."""

    name: str
    ok: bool
    why: str
    found: Any = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a write would change: target field, the value there now, the value to be written."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one record: its trace, the differences against the target, and the payload."""

    key: str
    verdict: Verdict
    match: JsonObject = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    differences: tuple[Difference, ...] = ()
    payload: JsonObject | None = None
    target_key: str | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def why(self) -> str:
        """The reasons in one line: what was not well, or else the last thing looked at."""
        bad = [step.why for step in self.steps if not step.ok]
        return "; ".join(bad) if bad else (self.steps[-1].why if self.steps else "")


#: The column of the counts in which each verdict is counted once it has been carried out.
COUNTED = {
    Verdict.CREATE: "created",
    Verdict.UPDATE: "updated",
    Verdict.UNCHANGED: "unchanged",
    Verdict.SKIP: "skipped",
    Verdict.FILTERED: "filtered",
    Verdict.PARKED: "parked",
    Verdict.AMBIGUOUS: "ambiguous",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records met which verdict; `read` is the sum of the others."""

    read: int = 0
    filtered: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    parked: int = 0
    ambiguous: int = 0

    @classmethod
    def of(cls, verdicts: list[Verdict]) -> Counts:
        """Count a list of verdicts."""
        columns = dict.fromkeys(COUNTED.values(), 0)
        for verdict in verdicts:
            columns[COUNTED[verdict]] += 1
        return cls(read=len(verdicts), **columns)

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def balanced(self) -> bool:
        """Whether every record read is accounted for."""
        return self.read == sum(self.as_dict()[name] for name in COUNTED.values())

    def as_dict(self) -> dict[str, int]:
        """The counts by name, `read` first."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
