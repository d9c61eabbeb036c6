"""Where a rule stands among the rules of a flow, and the values that it gave in a payload."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from core.flow import Rule
from core.mapping import target_path
from core.records import Fault, JsonObject

#: The numbers of the rows around a value, from the outermost list in; none for a value of the record itself.
RowNumbers = tuple[int, ...]


class Rendered(Protocol):
    """A record shaped: its payload as far as it could be made, and every fault."""

    @property
    def payload(self) -> JsonObject:
        """What would be sent."""
        ...

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be made."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """One rule of a flow: its numbers in the `map`s, and the rules with an `each` around it."""

    at: tuple[int, ...]
    rule: Rule
    around: tuple[Rule, ...] = ()

    @property
    def block(self) -> tuple[int, ...]:
        """The rule with an `each` in which it stands; () for the record's own rules."""
        return self.at[:-1]

    @property
    def to(self) -> str:
        """The target field, `SalesOrderLines.Quantity` for a field of each row."""
        return ".".join(rule.to for rule in (*self.around, self.rule))

    def named(self, rows: RowNumbers) -> str:
        """The target field in one row, as faults name it: `SalesOrderLines[0].Quantity`."""
        if not rows:
            return self.rule.to
        lists = (f"{rule.to}[{n}]." for rule, n in zip(self.around, rows, strict=True))
        return "".join(lists) + self.rule.to

    def values(self, payload: JsonObject) -> Iterable[tuple[RowNumbers, Any]]:
        """What the rule gave in a payload: one value, or one for each row of the lists around it."""
        if self.around:
            return _values(payload, [_steps(rule.to) for rule in (*self.around, self.rule)], ())
        value: Any = payload
        for name in _steps(self.rule.to):
            value = value.get(name) if isinstance(value, dict) else None
        return (((), value),)


_steps = lru_cache(maxsize=4096)(target_path)


def _values(value: Any, steps: list[tuple[str, ...]], rows: RowNumbers) -> Iterator[tuple[RowNumbers, Any]]:
    for name in steps[0]:
        value = value.get(name) if isinstance(value, dict) else None
    if len(steps) == 1:
        yield rows, value
    elif isinstance(value, list):
        for n, row in enumerate(value):
            yield from _values(row, steps[1:], (*rows, n))


def places(
    rules: Sequence[Rule], block: tuple[int, ...] = (), around: tuple[Rule, ...] = ()
) -> Iterator[Place]:
    """Every rule with its place, each `each` before the rules inside it."""
    for n, rule in enumerate(rules):
        yield Place((*block, n), rule, around)
        yield from places(rule.map, (*block, n), (*around, rule))
