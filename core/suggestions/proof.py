"""Candidates proved by rendering them: what they really give for every sample, and whether it is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from core.errors import Misconfigured
from core.fields import Field, FieldType, convert
from core.mapping import Empty, Rule, Scope, compile  # noqa: A004  - it is what it does
from core.mapping import Mapping as Rules
from core.suggestions.candidate import Candidate, number, text
from core.suggestions.suggestion import Surroundings


@dataclass(frozen=True, slots=True)
class Proved:
    """A candidate that gives what is wanted, with its value for each sample; None where it has none."""

    candidate: Candidate
    values: tuple[Any, ...]
    faults: int

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others: its values."""
        return tuple(
            text(value.normalize() if isinstance(value, Decimal) else value) for value in self.values
        )

    @property
    def empty(self) -> int:
        """For how many samples it gives nothing."""
        return sum(value in (None, "") for value in self.values) - self.faults


def prove(
    candidates: Sequence[Candidate],
    scopes: Sequence[Scope],
    wishes: Mapping[int, Any],
    field: Field,
    known: Surroundings,
) -> list[Proved]:
    """Those that give every wish, rendered all at once as rules of one mapping."""
    rules = [
        Rule(to=f"c{n}", select=one.select, transform=one.transform, empty=Empty.NULL)
        for n, one in enumerate(candidates)
    ]
    tables = {
        **(known.tables or {}),
        **{name: table for one in candidates for name, table in one.tables.items()},
    }
    fields = [replace(field, name=rule.to, required=False) for rule in rules]
    try:
        found = compile(Rules(rules=tuple(rules), tables=tables), fields, known.owner).render(scopes)
    except Misconfigured:
        half = len(candidates) // 2
        if not half:
            return []
        parts = (candidates[:half], candidates[half:])
        return [one for part in parts for one in prove(part, scopes, wishes, field, known)]
    faults = [sum(fault.to == rule.to for made in found for fault in made.faults) for rule in rules]
    proved = [
        Proved(one, tuple(made.payload.get(f"c{n}") for made in found), faults[n])
        for n, one in enumerate(candidates)
    ]
    return [
        one for one in proved if all(same(one.values[place], wish, field) for place, wish in wishes.items())
    ]


def same(value: Any, wish: Any, field: Field) -> bool:
    """Whether a value is what a person wants, once it is of the field's type."""
    if value in (None, "") or wish in (None, ""):
        return value in (None, "") and wish in (None, "")
    try:
        wish = convert(wish, field)
    except ValueError:
        return False
    if isinstance(value, bool) or isinstance(wish, bool):
        return value is wish
    if isinstance(value, str) and isinstance(wish, str):
        return value == wish
    if isinstance(value, int | Decimal | float) and isinstance(wish, int | Decimal | float):
        return number(value) == number(wish)
    return field.type is FieldType.ANY and text(value) == text(wish)
