"""The passport of a record: what it was, what was sent, what came back, each time that it was carried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.records import Decision, Difference, Exchange, JsonObject, Step, Verdict
from core.store import Act, Entry, Kept


@dataclass(frozen=True, slots=True)
class Passport:
    """One time that a record was carried or planned: `owner` is the run or plan, `version` the flow's."""

    flow: str
    key: str
    owner: str
    at: datetime
    version: int
    verdict: Verdict
    why: str
    match: JsonObject
    target_key: str | None
    record: JsonObject
    payload: JsonObject | None
    before: JsonObject | None
    steps: tuple[Step, ...]
    differences: tuple[Difference, ...]
    exchanges: tuple[Exchange, ...]

    @property
    def decision(self) -> Decision:
        """What was decided on it."""
        return Decision(
            self.key,
            self.verdict,
            self.match,
            self.steps,
            self.differences,
            self.payload,
            self.target_key,
        )

    @property
    def after(self) -> JsonObject | None:
        """The target's record as it must be after the write; nothing where nothing was written."""
        written = self.verdict in (Verdict.CREATE, Verdict.UPDATE)
        return {**(self.before or {}), **(self.payload or {})} if written else None


@dataclass(frozen=True, slots=True)
class Known:
    """A record that a word named, in one flow: how it stands in the ledger, and all that is kept of it."""

    flow: str
    key: str
    entry: Entry | None
    passports: tuple[Passport, ...]
    acts: tuple[Act, ...] = ()

    @property
    def match(self) -> JsonObject:
        """By which values it is known in the target."""
        if self.entry is not None and self.entry.match:
            return self.entry.match
        return self.passports[0].match if self.passports else {}


def passport_of(kept: Kept) -> Passport:
    """Read what was kept of a record."""
    told: dict[str, Any] = kept.content
    return Passport(
        flow=kept.flow,
        key=kept.key,
        owner=kept.owner,
        at=kept.at,
        version=told["version"],
        verdict=Verdict(told["verdict"]),
        why=told["why"],
        match=told["match"],
        target_key=told["target_key"],
        record=told["record"],
        payload=told["payload"],
        before=told["before"],
        steps=tuple(Step(**step) for step in told["steps"]),
        differences=tuple(Difference(**each) for each in told["differences"]),
        exchanges=tuple(
            Exchange(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in told["exchanges"]
        ),
    )
