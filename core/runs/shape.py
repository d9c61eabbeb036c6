"""A mapping made ready for one target resource: render, hold against its fields, and leave out by policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext

import msgspec

from core import mapping as shaping
from core.api.connector import Resource
from core.documents import exact
from core.fields import faults
from core.mapping import Mapping, Placeholder, Rule, Scope
from core.records import Fault, JsonObject, Rendering
from core.runs.policies import Mark, Sieve, policies
from core.spans import span

_DECODER = msgspec.json.Decoder(float_hook=exact)


class Shape:
    """Rules that make payloads for one resource; `match` fields that no rule sets are added to them."""

    def __init__(
        self,
        mapping: Mapping,
        match: dict[str, str],
        resource: Resource | None,
        *,
        owner: str,
        creating: bool = True,
    ) -> None:
        fields = resource.fields if resource else ()
        writable = {field.name for field in fields if field.write}
        named = {rule.to for rule in mapping.rules}
        keys = tuple(
            Rule(to=field, select=select)
            for field, select in match.items()
            if field not in named and (not fields or field in writable)
        )
        full = mapping.model_copy(update={"rules": (*keys, *mapping.rules)})
        self._fields = fields
        self._creating = creating
        self._mapping, self._owner = full, owner
        self._renderer = shaping.compile(full, fields, owner)
        found = policies(self._renderer.rules, full.rules)
        self._policies = found if any(policy.matters for policy in found) else ()

    @property
    def watches(self) -> bool:
        """Whether what was sent must be remembered, for a rule sends only what changed."""
        return any(policy.watches for policy in self._policies)

    @property
    def source(self) -> str:
        """The function that the rules were made into, for people to read."""
        return self._renderer.source

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """Shape records; every fault of a record at once, those of the target's fields among them."""
        # One record alone is a moment; what a page takes is worth a span.
        with span("map", read=len(scopes)) if len(scopes) > 1 else nullcontext():
            return [self._checked(rendering) for rendering in self._renderer.render(scopes)]

    def stream(self, records: Iterable[bytes], processes: int) -> Iterator[shaping.Line]:
        """The same for any number of records in JSON, by several processes, for rules that need no check."""
        for line in shaping.stream(self._mapping, self._fields, records, processes, self._owner):
            made = Rendering(_DECODER.decode(line.payload), line.faults) if self._fields else None
            yield shaping.Line(line.payload, self._checked(made).faults) if made is not None else line

    def _checked(self, rendering: Rendering) -> Rendering:
        if not self._fields:
            return rendering
        known = {fault.to for fault in rendering.faults}
        more = [
            fault
            for fault in faults(rendering.payload, self._fields, creating=self._creating)
            if fault.to not in known
            and not Placeholder.in_(fault.value)  # a mark is none of the field's values
        ]
        return Rendering(rendering.payload, (*rendering.faults, *more))

    def sent(self, payload: JsonObject, live: JsonObject | None, last: JsonObject, mark: Mark) -> JsonObject:
        """Give what of a payload is written: all that its rules' policies let through.

        `live` is the target's record (None: it will be made), `last` the fingerprints of what was sent.
        """
        return Sieve(last, mark).sent(self._policies, payload, live)

    def fingerprints(self, payload: JsonObject, last: JsonObject, mark: Mark) -> JsonObject:
        """Give what `sent` must know next time: fingerprints of the fields sent only when they changed."""
        return Sieve(last, mark).fingerprints(self._policies, payload)


def clear(found: Sequence[Fault]) -> str:
    """The faults of a record in one line, for people."""
    return "; ".join(f"{fault.to} {fault.why}" for fault in found)
