"""What a version of a flow makes otherwise than the one before: record by record, and field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.insight.place import Rendered
from core.records import Difference

_INDEX = re.compile(r"\[\d+\]")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One record, by its number, that becomes something else: the fields that differ, and its faults."""

    n: int
    differences: tuple[Difference, ...]
    faulty_before: bool
    faulty: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, `Lines[].Quantity` for that of each row: in how many records it differs, with examples."""

    field: str
    records: int
    examples: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two versions of a flow over the same records."""

    records: int
    changed: tuple[Change, ...]
    fields: tuple[FieldChange, ...]
    #: numbers of the records that have a fault only now, and of those that have none any more
    worse: tuple[int, ...]
    cured: tuple[int, ...]

    def __str__(self) -> str:
        n, of = sum(bool(each.differences) for each in self.changed), self.records
        parts = [f"{n} of {of} outputs changed" if of != 1 else f"{n} of 1 output changed"]
        if worse := len(self.worse):
            parts.append(f"{worse} records became faulty" if worse != 1 else "1 record became faulty")
        if cured := len(self.cured):
            parts.append(f"{cured} records cured" if cured != 1 else "1 record cured")
        return ", ".join(parts)


@dataclass(slots=True)
class _Met:
    records: int = 0
    examples: list[Difference] = field(default_factory=list)


def changes(before: Sequence[Rendered], after: Sequence[Rendered]) -> Changes:
    """Hold what two versions make of the same records against each other."""
    changed = []
    for n, (old, new) in enumerate(zip(before, after, strict=True)):
        differences = tuple(_compare(old.payload, new.payload, "")) if old.payload != new.payload else ()
        if differences or bool(old.faults) != bool(new.faults):
            changed.append(Change(n, differences, bool(old.faults), bool(new.faults)))
    return Changes(
        records=len(after),
        changed=tuple(changed),
        fields=tuple(_fields(changed)),
        worse=tuple(each.n for each in changed if each.faulty and not each.faulty_before),
        cured=tuple(each.n for each in changed if each.faulty_before and not each.faulty),
    )


def _fields(changed: Sequence[Change]) -> Iterator[FieldChange]:
    """The fields by the number of records in which they differ."""
    met: dict[str, _Met] = {}
    for change in changed:
        for name, differences in _by_field(change.differences).items():
            one = met.setdefault(name, _Met())
            one.records += 1
            one.examples += differences[: _EXAMPLES - len(one.examples)]
    for name, one in sorted(met.items(), key=lambda pair: -pair[1].records):
        yield FieldChange(name, one.records, tuple(one.examples))


def _by_field(differences: Sequence[Difference]) -> dict[str, list[Difference]]:
    found: dict[str, list[Difference]] = {}
    for difference in differences:
        found.setdefault(_INDEX.sub("[]", difference.field), []).append(difference)
    return found


def _compare(before: Any, after: Any, path: str) -> Iterator[Difference]:
    """Every field that one has otherwise than the other, or has alone; rows by their number."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            yield from _compare(before.get(name), after.get(name), f"{path}.{name}" if path else name)
    elif isinstance(before, list) and isinstance(after, list) and _is_rows(before) and _is_rows(after):
        for n in range(max(len(before), len(after))):
            old, new = (rows[n] if n < len(rows) else None for rows in (before, after))
            yield from _compare(old, new, f"{path}[{n}]")
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield Difference(path, before, after)


def _is_rows(value: list[Any]) -> bool:
    return all(isinstance(row, dict) for row in value)
