"""The flow: the one document that says what is pulled, how it is shaped, where it goes and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, model_validator

from core.flow.schedule import Schedule
from core.mapping.mapping import Mapping, Rule, Strict, Table

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A value table that an expression names.
_TABLED = re.compile(r"\$settings\.tables\.([A-Za-z_][A-Za-z0-9_]*)")


def _start(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("must be a day (2026-01-01) or a time (2026-01-01T08:00:00+01:00)")  # noqa: TRY004 - pydantic's
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is neither a day (2026-01-01) nor a time (2026-01-01T08:00:00+01:00)"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; add one at its end, as in 2026-01-01T08:00:00+01:00")
    return moment


def _text_of(start: date) -> str:
    return start.isoformat()


FlowName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,79}$")]
Expression = Annotated[str, StringConstraints(min_length=1)]
Start = Annotated[
    datetime | date, BeforeValidator(_start, json_schema_input_type=str), PlainSerializer(_text_of)
]
Match = Annotated[dict[str, Expression], Field(min_length=1)]


class Words(Strict):
    """A part of the flow file; the text under each field is its description in the schema."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Policy(StrEnum):
    """What happens to a record that the target has already, or has not."""

    #: missing: made; there: left as it is
    CREATE = "create"
    #: missing: made; there: changed where it differs
    UPSERT = "upsert"
    #: missing: parked; there: changed where it differs
    UPDATE = "update"


class CheckPolicy(StrEnum):
    """What a check does about what it looks for."""

    #: missing: made; there: used as it is
    CREATE = "create"
    #: missing: made; there: changed where it differs
    UPSERT = "upsert"
    #: missing: the record is parked
    REQUIRE = "require"


class Source(Words):
    """Where records are pulled from, and which of them."""

    connection: Name
    """The connection that is read."""
    resource: Word
    """Which kind of record it gives."""
    params: dict[str, Any] = {}
    """The vendor's own filter, sent with every read."""
    where: Expression | None = None
    """JMESPath on the record; records for which it is not true are `filtered`."""
    since: Expression | None = None
    """The field by which changes are asked for; left out: the resource's own; `none`: everything is read."""
    start: Start | None = None
    """The first bookmark: a day, or a time with its zone."""


class Target(Words):
    """Where records go, and how they are known there."""

    connection: Name
    """The connection that is written to."""
    resource: Word
    """Which kind of record is made there."""
    match: Match
    """The natural key: target field to JMESPath on the source record."""
    policy: Policy = Policy.CREATE
    """What happens to a record that the target has already, or has not."""


class Check(Words):
    """What must be true, or be made true, in the target before a record is written."""

    name: Word
    """Its name; rules see what it found as `$name`."""
    resource: Word
    """The target's kind of record that it looks for."""
    match: Match
    """By which fields: target field to JMESPath on the record, or on the row of `each`."""
    policy: CheckPolicy = CheckPolicy.REQUIRE
    """What is done when it is missing or differs."""
    unless: Expression | None = None
    """JMESPath; where it is true the check is not made."""
    each: Expression | None = None
    """JMESPath for a list; the check is made for each of its rows."""
    map: tuple[Rule, ...] = ()
    """How what is missing is made."""

    @model_validator(mode="after")
    def _able(self) -> Self:
        if self.policy is not CheckPolicy.REQUIRE and not self.map:
            raise ValueError(
                f"the policy {self.policy.value} needs a `map` that says how to make what is missing"
            )
        if self.policy is CheckPolicy.REQUIRE and self.map:
            raise ValueError("the policy require makes nothing, so it has no `map`")
        return self

    def mapping(self, flow: Flow) -> Mapping:
        """The check's own rules, with the flow's tables and settings and the checks made before it."""
        earlier = flow.checks[: [check.name for check in flow.checks].index(self.name)]
        return _mapping(self.map, flow, earlier)


class Limits(Words):
    """When a run stops by itself."""

    park_at_most: Annotated[int, Field(ge=0, strict=True)] = 100
    """A run that has parked more records than this stops: something general is wrong."""
    deadline_minutes: Annotated[int, Field(ge=1, le=10_080, strict=True)] = 60
    """A run that takes longer than this stops."""


class Sample(Words):
    """A record kept with the flow to map against; with `expect`, a test."""

    name: Annotated[str, Field(min_length=1)]
    """What it is an example of."""
    record: dict[str, Any]
    """The record as the source gave it."""
    expect: dict[str, Any] | None = None
    """The payload that the mapping must make of it."""


class Flow(Words):
    """One flow of records from a source to a target."""

    koppel: Literal[1]
    """The version of this format."""
    name: FlowName
    """Its name: small letters, digits and hyphens."""
    title: Annotated[str, Field(min_length=1)]
    """What it does, for people."""
    source: Source
    target: Target
    settings: dict[Word, Any] = {}
    """Constants, asked once; rules see them as `$settings.name`. Never a secret."""
    tables: dict[Word, Table] = {}
    """Value tables: source value to target value; expressions see their rows as `$settings.tables.name`."""
    checks: tuple[Check, ...] = ()
    map: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """One rule for each target field."""
    schedule: Schedule | None = None
    limits: Limits = Limits()
    samples: tuple[Sample, ...] = ()

    @property
    def constants(self) -> dict[str, Any]:
        """What expressions see as `$settings`: the settings, and under `tables` those tables that they name.

        A table is a list of its rows, `{source, target}`, for a natural key and a check are found by JMESPath
        alone, which has no `lookup`.
        """
        named = _TABLED.findall("\n".join(self._expressions())) if self.tables else ()
        rows = {
            name: [{"source": source, "target": target} for source, target in table.rows.items()]
            for name, table in self.tables.items()
            if name in named
        }
        return {"tables": rows, **self.settings} if rows else self.settings

    def _expressions(self) -> Iterator[str]:
        yield from (self.source.where or "", *self.target.match.values())
        for check in self.checks:
            yield from (check.unless or "", check.each or "", *check.match.values())
            yield from _selected(check.map)
        yield from _selected(self.map)

    def mapping(self) -> Mapping:
        """Everything that shapes a record into the target's payload."""
        return _mapping(self.map, self, self.checks)


def _selected(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield from (rule.select or "", rule.each or "")
        yield from _selected(rule.map)


def _mapping(rules: tuple[Rule, ...], flow: Flow, checks: tuple[Check, ...]) -> Mapping:
    return Mapping(
        rules=rules,
        tables=flow.tables,
        settings=flow.constants,
        checks=tuple(check.name for check in checks),
        listed={check.name: check.each for check in checks if check.each},
    )
