"""One record on its way through the line: what it needs, what was found, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.mapping import Batch, Scope
from core.records import Decision, Difference, Exchange, Fault, JsonObject, Record, Rendering, Step, Verdict
from core.store import Entry

#: Characters of a text by which something can be looked up: it stands in an address, which holds few more.
LONGEST = 500


@dataclass(slots=True)
class Need:
    """One thing that a record needs in the target: by which match, and whether it is there."""

    check: str
    scope: Scope
    match: JsonObject
    found: Record | None = None
    #: it is to be made, or changed, before the record is written
    pending: bool = False
    #: what would be written, as far as it is known
    rendering: Rendering | None = None
    #: fingerprints of what was sent of it last
    last: JsonObject = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """One record, and all that is known about it so far."""

    record: Record
    run: JsonObject
    #: what the ledger knows of it from before
    entry: Entry | None = None
    needs: dict[str, list[Need]] = field(default_factory=dict)
    #: what each check found or made, as the expressions see it
    checks: JsonObject = field(default_factory=dict)
    match: JsonObject = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    faults: tuple[Fault, ...] = ()
    differences: tuple[Difference, ...] = ()
    payload: JsonObject | None = None
    verdict: Verdict | None = None
    #: what was to happen when it was sent, and no clear answer came
    intended: Verdict | None = None
    target_key: str | None = None
    #: fingerprint of the payload as rendered
    digest: str = ""
    #: the target's record as it is now
    live: JsonObject | None = None
    #: an earlier write of it, whose answer never came, is in the target
    arrived: bool = False
    #: another flow makes it, or what it needs, at this moment
    yields: bool = False
    #: no earlier write of it can be in the target: it was looked for there, or refused
    held: bool = False
    #: the records that are judged together with it
    batch: Batch | None = None
    #: what was said to the target while it was written, and what came back
    exchanges: list[Exchange] = field(default_factory=list)

    def scope(self, item: Any = None, index: int | None = None, settings: JsonObject | None = None) -> Scope:
        """What an expression of this record can see, inside a list's row or outside."""
        return Scope(self.record.data, self.checks, settings or {}, self.run, item, index, batch=self.batch)

    def note(self, name: str, why: str, *, ok: bool = True, found: Any = None) -> None:
        """Add a line to the decision trace."""
        self.steps.append(Step(name, ok, why, found))

    def settle(self, verdict: Verdict, name: str, why: str, *, ok: bool = True) -> None:
        """Reach a verdict, and say why."""
        self.verdict = verdict
        self.note(name, why, ok=ok)

    @property
    def decided(self) -> bool:
        """Whether there is nothing left to find out."""
        return self.verdict is not None

    def decision(self) -> Decision:
        """The verdict as it travels."""
        return Decision(
            key=self.record.key,
            verdict=self.verdict or Verdict.PARKED,
            match=self.match,
            steps=tuple(self.steps),
            differences=self.differences,
            payload=self.payload,
            target_key=self.target_key,
            faults=self.faults,
        )


def plain(match: JsonObject) -> str:
    """A match in words: `Email = a@b.nl`."""
    return " and ".join(f"{name} = {value}" for name, value in match.items())


def askable(match: JsonObject) -> bool:
    """Whether something can be looked up by a match."""
    return not (empty_of(match) or odd_of(match))


def empty_of(match: JsonObject) -> Sequence[str]:
    """The fields of a match that have no value to look up."""
    return [
        name
        for name, value in match.items()
        if value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())
    ]


def odd_of(match: JsonObject) -> Sequence[str]:
    """The fields of a match with more than one value, or an endless one: no question can hold it."""
    return [
        name
        for name, value in match.items()
        if isinstance(value, list | dict) or (isinstance(value, str) and len(value) > LONGEST)
    ]
