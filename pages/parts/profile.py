"""What is seen in a set of records: every path, how often it holds something, and an example of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.records import JsonObject
from pages.parts.rules import step, steps
from pages.parts.wording import short

_PATHS_AT_MOST = 3000


@dataclass(frozen=True, slots=True)
class Seen:
    """One path of the records: its JMESPath, its type, how many records hold a value there, and one value."""

    path: str
    type: str
    filled: int
    example: str

    @property
    def holds(self) -> bool:
        """Whether it holds values, and not only further fields."""
        return self.type != "object"


@dataclass(slots=True)
class _Count:
    type: str = ""
    filled: int = 0
    example: str = ""
    last: int = field(default=-1)


def profile(records: Sequence[JsonObject]) -> tuple[Seen, ...]:
    """Walk all records and tell what stands at each path."""
    counts: dict[str, _Count] = {}
    for n, record in enumerate(records):
        _walk(record, "", n, counts)
    return tuple(Seen(path, c.type or "empty", c.filled, c.example) for path, c in sorted_paths(counts))


def sorted_paths(counts: dict[str, _Count]) -> list[tuple[str, _Count]]:
    """The paths in the order of the records, each below the one that holds it."""
    order: dict[str, tuple[int, ...]] = {"": ()}
    for n, path in enumerate(counts):
        order[path] = (*order.get(_parent(path, counts), ()), n)
    return sorted(counts.items(), key=lambda item: order[item[0]])


def _parent(path: str, counts: dict[str, _Count]) -> str:
    cut = path
    while "." in cut:
        cut = cut.rpartition(".")[0]
        for known in (cut, cut.removesuffix("[]")):
            if known in counts:
                return known
    return ""


def _walk(value: Any, path: str, n: int, counts: dict[str, _Count]) -> None:
    if path and (len(counts) < _PATHS_AT_MOST or path in counts):
        _count(value, counts.setdefault(path, _Count()), n)
    if isinstance(value, dict):
        for name, inner in value.items():
            _walk(inner, f"{path}.{step(name)}" if path else step(name), n, counts)
    elif isinstance(value, list):
        for row in value:
            if isinstance(row, dict):
                for name, inner in row.items():
                    _walk(inner, f"{path}[].{step(name)}", n, counts)


def _count(value: Any, count: _Count, n: int) -> None:
    if value in (None, "", [], {}):
        return
    count.type = count.type or type_of(value)
    if not count.example:
        count.example = f"{len(value)} rows" if isinstance(value, list) else short(value, 60)
    if count.last != n:
        count.filled, count.last = count.filled + 1, n


def type_of(value: Any) -> str:
    """The type of a JSON value, in a word."""
    match value:
        case bool():
            return "yes or no"
        case int() | Decimal() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
        case dict():
            return "object"
        case _:
            return "empty"


def look_up(record: JsonObject, path: str) -> list[Any]:
    """What one record holds at a path that `profile` gave: one value, or one for each row of a list."""
    found: list[Any] = [record]
    for name in steps(path):
        bare = name.removesuffix("[]")
        found = [each.get(bare) if isinstance(each, dict) else None for each in found]
        if name.endswith("[]"):
            found = [row for each in found for row in (each if isinstance(each, list) else [])]
    return found
