"""How well the target's fields are covered: who fills them, how often, with what, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from core.fields import Field, FieldType, convert, walk
from core.flow import Flow
from core.insight.place import Rendered, places
from core.insight.seen import Seen, survey
from core.records import Fault

_INDEX = re.compile(r"\[\d*\]")


@dataclass(frozen=True, slots=True)
class Coverage:
    """One target field over all samples.

    `filled` counts values, `of` the records or rows that could have one; `distinct` is None where there are
    over a thousand. `wrong_type` counts values that the field's type cannot hold, `wrong` all other faults.
    """

    to: str
    field: Field | None
    mapped: bool
    filled: int
    of: int
    distinct: int | None
    common: tuple[tuple[Any, int], ...]
    wrong_type: int
    wrong: int
    longest: int
    example: Any

    @property
    def required(self) -> bool:
        """Whether the target wants it on create."""
        return self.field is not None and self.field.required

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way of writing it: no fault, and a value wherever one is required."""
        return not self.wrong_type and not self.wrong and (not self.required or self.filled == self.of)


def coverage(flow: Flow, fields: Sequence[Field], rendered: Sequence[Rendered]) -> tuple[Coverage, ...]:
    """Hold what the records became against the target's fields: theirs first, then what else is written.

    Fields that cannot be written are left out; an object's own fields stand for it.
    """
    seen = {_INDEX.sub("", each.path): each for each in survey(each.payload for each in rendered)}
    rules = list(places(flow.map))
    mapped = dict.fromkeys([*(place.to for place in rules), *flow.target.match])
    whole = tuple(place.to + "." for place in rules if not place.rule.map)
    known = {to: field for to, field in walk(fields) if _is_written(to, field, mapped)}
    faults: dict[str, list[Fault]] = {}
    for fault in (fault for each in rendered for fault in each.faults):
        faults.setdefault(_INDEX.sub("", fault.to), []).append(fault)
    rows = {to: each.values for to, each in seen.items() if each.type == "list of objects"}
    return tuple(
        _covered(
            to,
            known.get(to),
            seen.get(to),
            mapped=to in mapped or to.startswith(whole),
            of=_of(to, rows, len(rendered)),
            faults=faults.get(to, ()),
        )
        for to in dict.fromkeys([*known, *mapped])
    )


def _is_written(to: str, field: Field, mapped: Collection[str]) -> bool:
    if field.fields and field.type is FieldType.OBJECT:
        return to in mapped
    return field.write or to in mapped


def _of(to: str, rows: dict[str, int], records: int) -> int:
    """How many places a field could be filled in: the rows of the list around it, else the records."""
    while "." in to:
        to = to.rpartition(".")[0]
        if to in rows:
            return rows[to]
    return records


def _covered(
    to: str, field: Field | None, seen: Seen | None, *, mapped: bool, of: int, faults: Sequence[Fault]
) -> Coverage:
    wrong_type = sum(field is not None and _is_of_type(fault, field) for fault in faults)
    return Coverage(
        to=to,
        field=field,
        mapped=mapped,
        filled=(seen.filled if seen.type == "list of objects" else seen.values) if seen else 0,
        of=of,
        distinct=seen.distinct if seen else 0,
        common=seen.common if seen else (),
        wrong_type=wrong_type,
        wrong=len(faults) - wrong_type,
        longest=seen.longest if seen else 0,
        example=seen.example if seen else None,
    )


def _is_of_type(fault: Fault, field: Field) -> bool:
    """Whether a fault says that a value cannot have the field's type, as converting it says again."""
    try:
        convert(fault.value, field)
    except ValueError as error:
        return fault.why == str(error) or fault.why.endswith("is not a number")
    return False
