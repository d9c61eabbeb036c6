"""What a specification is written from: a flow, its systems, and what records with made-up people became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.fields import Field
from core.flow import Edit, Flow, Rule
from core.flow.sign_off import SignOff
from core.insight import Coverage, Outcome, Seen, Unlisted
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class End:
    """One end of a flow: the connection, and the titles of its system and of the kind of record there."""

    connection: str
    system: str
    resource: str


@dataclass(frozen=True, slots=True)
class Block:
    """The rules of the flow, or of one of its checks, and what they gave.

    `each` is the list that a check is made for. `outcomes` are those of the records with made-up people, by
    the rule's place; `coverage` counts what the real ones gave.
    """

    rules: tuple[Rule, ...]
    fields: Sequence[Field]
    outcomes: Mapping[tuple[int, ...], Outcome]
    coverage: tuple[Coverage, ...]
    each: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A value without a row in its table; one that masking changes names a person and is not shown."""

    found: Unlisted
    personal: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since the last sign-off; None where that version is not kept any more."""

    signed: SignOff
    edits: tuple[Edit, ...] | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow as it stands, beside everything that is said about it.

    `version` is the newest one, from which a `draft` differs. `records` have made-up people, as has `unused`,
    the source's fields with data that nothing reads.
    """

    flow: Flow
    version: int
    draft: bool
    made: datetime
    source: End
    target: End
    #: the titles of the target's kinds of record, by name
    kinds: Mapping[str, str]
    records: Sequence[JsonObject]
    rules: Block
    checks: Mapping[str, Block]
    gaps: tuple[Gap, ...]
    unused: tuple[Seen, ...]
    signed: tuple[SignOff, ...] = ()
    since: Since | None = None
