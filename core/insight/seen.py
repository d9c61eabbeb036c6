"""What is seen in records: every path, how often it holds something, which values, how long its lists are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.mapping import quoted
from core.records import JsonObject

#: Paths beyond so many are left aside: they are data that stands where names should.
_PATHS_AT_MOST = 3_000
#: Different values of one path that are counted.
_VALUES_AT_MOST = 1_000
_DEEPEST = 60
#: Characters of a text that is counted as a value.
_SHOWN = 60

#: Of the marks that a record leaves for a path: filled, empty, a list with no, one or several items, an
#: object; the others are the first values that were met there.
FILLED, EMPTY, LENGTHS, OBJECT, VALUES, MARKS = 0, 1, (2, 3, 4), 5, 6, 32


@dataclass(frozen=True, slots=True)
class Seen:
    """One path of the records, as JMESPath; `line_items[].sku` is a field of the rows of a list.

    `filled` counts the records with a value there, `values` all values (a record's rows give several), `of`
    the objects that could have one. `distinct` counts different values, None where there are over a thousand.
    """

    path: str
    type: str
    filled: int
    values: int
    of: int
    distinct: int | None
    common: tuple[tuple[Any, int], ...]
    longest: int
    example: Any

    @property
    def holds(self) -> bool:
        """Whether it holds values, and not only further fields."""
        return self.type not in ("object", "list of objects")


@dataclass(slots=True)
class Spot:
    """One place in the tree of all paths, while records are walked."""

    id: int
    path: str
    above: Spot | None
    fields: dict[str, Spot] = field(default_factory=dict)
    rows: Spot | None = None
    #: the last record that had a value here, how many had, and how many values there were
    last: int = -1
    filled: int = 0
    values: int = 0
    kind: str = ""
    longest: int = 0
    example: Any = None
    #: how often each value was met; None when there are too many different ones
    counts: dict[Any, int] | None = field(default_factory=dict)
    #: the mark of each of the first values
    marks: dict[Any, int] = field(default_factory=dict)


class Survey:
    """The tree of all paths of some records; `found` are the marks of the last one."""

    def __init__(self) -> None:
        self.root = Spot(0, "", None)
        self.spots: list[Spot] = [self.root]
        self.records = 0
        self.found: list[int] = []

    def add(self, record: JsonObject) -> None:
        """Walk one record."""
        self.found = []
        self._object(record, self.root, 0)
        self.records += 1

    def _object(self, value: JsonObject, spot: Spot, depth: int) -> None:
        fields = spot.fields
        for name, inner in value.items():
            below = fields.get(name)
            if below is None:
                if len(self.spots) >= _PATHS_AT_MOST:
                    continue
                path = f"{spot.path}.{quoted(name)}" if spot.path else quoted(name)
                below = fields[name] = self._spot(path, spot)
            if inner is None or inner == "":
                self.found.append(below.id * MARKS + EMPTY)
            else:
                self._note(inner, below, depth)

    def _spot(self, path: str, above: Spot) -> Spot:
        made = Spot(len(self.spots), path, above)
        self.spots.append(made)
        return made

    def _note(self, value: Any, spot: Spot, depth: int) -> None:
        kind = value.__class__
        if kind is list:
            self.found.append(spot.id * MARKS + LENGTHS[min(len(value), 2)])
            if not value:
                return
        if depth > _DEEPEST or value == {}:
            self.found.append(spot.id * MARKS + EMPTY)
            return
        if spot.last != self.records:
            spot.last = self.records
            spot.filled += 1
            self.found.append(spot.id * MARKS + FILLED)
        spot.values += 1
        if kind is dict:
            self.found.append(spot.id * MARKS + OBJECT)
            spot.kind = spot.kind or "object"
            self._object(value, spot, depth + 1)
        elif kind is list:
            self._list(value, spot, depth + 1)
        else:
            self._count(value, kind, spot)

    def _list(self, value: list[Any], spot: Spot, depth: int) -> None:
        spot.kind = "list"
        rows = spot.rows
        if rows is None:
            rows = spot.rows = self._spot(spot.path + "[]", spot)
        for row in value:
            if row is not None and row != "":
                self._note(row, rows, depth)

    def _count(self, value: Any, kind: type, spot: Spot) -> None:
        if spot.example is None:
            spot.example = value
            spot.kind = spot.kind or _type(value)
        if kind is str:
            spot.longest = max(spot.longest, len(value))
        counts = spot.counts
        if counts is None:
            return
        key = (value,) if kind is bool else value[:_SHOWN] if kind is str else value
        if key in counts:
            counts[key] += 1
        elif len(counts) < _VALUES_AT_MOST:
            counts[key] = 1
            if len(counts) <= MARKS - VALUES:
                spot.marks[key] = spot.id * MARKS + VALUES + len(spot.marks)
        else:
            spot.counts = None
            return
        mark = spot.marks.get(key)
        if mark is not None:
            self.found.append(mark)

    def seen(self) -> tuple[Seen, ...]:
        """Every path, each below the one that holds it, in the order of the records."""
        return tuple(_seen(spot, self.records) for spot in _below(self.root))


def plain_value(key: Any) -> Any:
    """A value as it was met; yes and no are wrapped while they are counted, for they equal 1 and 0."""
    return key[0] if isinstance(key, tuple) else key


def _below(spot: Spot) -> Iterator[Spot]:
    for inner in spot.fields.values():
        yield inner
        yield from _below(inner)
    if spot.rows is not None:
        yield from _below(spot.rows)


def _seen(spot: Spot, records: int) -> Seen:
    holder, kind = spot, spot.kind or "empty"
    while holder.kind == "list" and holder.rows is not None:
        holder = holder.rows
    if kind == "list" and holder.kind == "object":
        kind = "list of objects"
    common = sorted((holder.counts or {}).items(), key=lambda pair: -pair[1])[:5]
    return Seen(
        path=spot.path,
        type=kind,
        filled=spot.filled,
        values=holder.values,
        of=spot.above.values if spot.above is not None and spot.above.path else records,
        distinct=len(holder.counts) if holder.counts is not None else None,
        common=tuple((plain_value(value), count) for value, count in common),
        longest=holder.longest,
        example=holder.example,
    )


def _type(value: Any) -> str:
    match value:
        case bool():
            return "yes or no"
        case int() | Decimal() | float():
            return "number"
        case _:
            return "text"


def survey(records: Iterable[JsonObject]) -> tuple[Seen, ...]:
    """Walk all records and tell what stands at each path."""
    made = Survey()
    for record in records:
        made.add(record)
    return made.seen()
