"""Write policies: which fields of a payload are sent, at any depth, by what is there and was sent last.

A row of a list belongs to the target's row that agrees with it in most of the fields that are always sent; a
row that belongs to none is new. What is not sent of a row that is there is given as it is there, for a
system may put the list in the place of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.mapping import Rule, RuleFacts, Write
from core.records import JsonObject
from core.runs.difference import empty, same

#: Makes a fingerprint of a value.
Mark = Callable[[Any], str]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Policy:
    """When the field at a path is sent; of a list, also what holds inside its rows."""

    path: tuple[str, ...]
    write: Write
    rows: tuple[Policy, ...] = ()
    #: whether it can leave anything out
    matters: bool = field(init=False)
    #: whether it asks what was sent last
    watches: bool = field(init=False)

    def __post_init__(self) -> None:
        """See what holds of it, or of a row's policy."""
        own = self.write
        object.__setattr__(self, "matters", own is not Write.ALWAYS or any(p.matters for p in self.rows))
        object.__setattr__(self, "watches", own is Write.IF_CHANGED or any(p.watches for p in self.rows))


def policies(facts: Iterable[RuleFacts], rules: Iterable[Rule]) -> tuple[Policy, ...]:
    """The policies of a mapping's rules."""
    pairs = zip(facts, rules, strict=True)
    return tuple(Policy(fact.path, rule.write, policies(fact.rules, rule.map)) for fact, rule in pairs)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the policies go by: `last` are the fingerprints of what was sent, `mark` makes new ones."""

    last: JsonObject
    mark: Mark

    def sent(
        self, found: Sequence[Policy], payload: JsonObject, live: JsonObject | None, name: str = ""
    ) -> JsonObject:
        """Give what of a payload is written, `live` being what is there (None: it is new)."""
        for policy in found:
            value = at(payload, policy.path) if policy.matters else _ABSENT
            if value is _ABSENT:
                continue
            there, here = at(live, policy.path), _named(name, policy.path)
            there = None if there is _ABSENT else there
            if not self._passes(policy.write, value, there, here, new=live is None):
                given = there if name and not empty(there) else _ABSENT
                payload = _with(payload, policy.path, given)
            elif policy.rows and isinstance(value, list):
                payload = _with(payload, policy.path, self._rows(policy.rows, value, there, here))
        return payload

    def fingerprints(self, found: Sequence[Policy], payload: JsonObject) -> JsonObject:
        """Give what must be known next time: fingerprints of the fields sent only when they changed."""
        return {**self.last, **dict(self._marked(found, payload, ""))}

    def _marked(self, found: Sequence[Policy], payload: JsonObject, name: str) -> Iterator[tuple[str, str]]:
        for policy in found:
            value = at(payload, policy.path) if policy.watches else _ABSENT
            if value is _ABSENT:
                continue
            here = _named(name, policy.path)
            if policy.write is Write.IF_CHANGED:
                yield here, self.mark(value)
            if policy.rows and isinstance(value, list):
                for n, row in enumerate(value):
                    yield from self._marked(policy.rows, row, f"{here}[{n}]")

    def _passes(self, write: Write, value: Any, there: Any, name: str, *, new: bool) -> bool:
        match write:
            case Write.ALWAYS:
                return True
            case Write.CREATE:
                return new
            case Write.UPDATE:
                return not new
            case Write.IF_EMPTY:
                return empty(there)
            case Write.IF_CHANGED:
                return new or self.last.get(name) != self.mark(value)

    def _rows(self, found: Sequence[Policy], rows: list[Any], there: Any, name: str) -> list[Any]:
        owners = _owners([policy.path for policy in found if not policy.matters], rows, there)
        pairs = enumerate(zip(rows, owners, strict=True))
        return [self.sent(found, row, owner, f"{name}[{n}]") for n, (row, owner) in pairs]


def _owners(always: list[tuple[str, ...]], rows: list[Any], there: Any) -> list[JsonObject | None]:
    """Find to which row of the target each row belongs: those that agree most first, then by their place."""
    others = [row for row in there if isinstance(row, dict)] if isinstance(there, list) else []
    pairs = [
        (-sum(same(at(row, path), at(other, path)) for path in always if at(row, path) is not _ABSENT), n, m)
        for n, row in enumerate(rows)
        for m, other in enumerate(others)
    ]
    owners: dict[int, int] = {}
    for agreed, n, m in sorted(pairs, key=lambda pair: (pair[0], abs(pair[1] - pair[2]), pair)):
        if agreed and n not in owners and m not in owners.values():
            owners[n] = m
    return [others[owners[n]] if n in owners else None for n in range(len(rows))]


def at(data: Any, path: Sequence[str]) -> Any:
    """Give what stands at a path; a mark of its own where nothing does."""
    for name in path:
        data = data.get(name, _ABSENT) if isinstance(data, dict) else _ABSENT
    return data


def _with(payload: JsonObject, path: Sequence[str], value: Any) -> JsonObject:
    """Give a payload with another value at a path, or without it; the payload itself is untouched."""
    first, *rest = path
    if rest:
        inner = payload.get(first)
        return {**payload, first: _with(inner, rest, value)} if isinstance(inner, dict) else payload
    if value is _ABSENT:
        return {name: kept for name, kept in payload.items() if name != first}
    return {**payload, first: value}


def _named(name: str, path: Sequence[str]) -> str:
    return ".".join([*([name] if name else []), *path])
