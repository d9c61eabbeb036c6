"""A decoder that makes of a record's JSON only what a mapping reads.

Objects that are only looked into become Structs, anything else comes as it is. A record of another form than
the reads expect is refused, to be decoded whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from core.documents import exact
from core.mapping.compiler.accesses import Accesses, Reads, Shapes
from core.mapping.compiler.function import Program
from core.mapping.compiler.jmes_loops import Loop
from core.mapping.compiler.level import Level
from core.mapping.compiler.program import Writer
from core.mapping.compiler.source import NotCompiled
from core.mapping.mapping import Mapping
from core.mapping.rules import Leaf, Rows


@dataclass(frozen=True, slots=True)
class Pruned:
    """A decoder from JSON, and the program that renders what it makes."""

    #: raises msgspec.ValidationError for a record of another form, DecodeError for what is not JSON
    decode: Callable[[bytes | memoryview], Any]
    program: Program


def pruned(mapping: Mapping, rules: tuple[Leaf | Rows, ...]) -> Pruned | None:
    """Compile for records in JSON; None where a mapping uses records whole."""
    first = Writer(mapping, whole=True, shapes=Shapes())
    try:
        first.program(rules)
        types = _Types(first.levels, first.loops)
        record = types.of("record")
        if record is Any:
            return None
        shapes = Shapes(types.structs, frozenset(types.lists))
        made = Writer(mapping, whole=True, shapes=shapes).program(rules)
    except (NotCompiled, ValueError, TypeError):
        return None
    return Pruned(msgspec.json.Decoder(record, float_hook=exact).decode, made)


class _Types:
    """Finds a type for each value that is read, by what is read from it."""

    def __init__(self, levels: list[Level], loops: list[Loop]) -> None:
        self.structs: dict[str, dict[str, str]] = {}
        self.lists: set[str] = set()
        self._reads: dict[str, Reads] = {}
        for level in levels:
            self._note(level.accesses)
        self._rows: dict[str, list[str]] = {}
        for level in levels[1:]:
            self._rows.setdefault(level.list, []).append(level.at)
        for loop in loops:
            self._note(loop.reads)
            self._rows.setdefault(loop.list, []).append(loop.item)
        #: names that the rules themselves use: these values are needed as they are
        self._used = {name for level in levels for name in level.lines.named}
        self._used.update(name for loop in loops for name in loop.body.named)
        every = (*(level.accesses for level in levels), *(loop.reads for loop in loops))
        self._used.update(name for accesses in every for loop in _collecting(accesses) for name in loop)

    def _note(self, accesses: Accesses) -> None:
        self._reads.update(accesses.reads)

    def of(self, *names: str) -> Any:
        """The type of a value that is known by these names (an item of a list may have several)."""
        reads = [self._reads[name] for name in names]
        if any(name in self._used for name in names):
            return Any
        if any(one.fields for one in reads):
            whole = not any(one.places or one.flat or one.loop for one in reads)
            return self._struct(names, reads) if whole and not any(n in self._rows for n in names) else Any
        return self._list(names, reads)

    def _struct(self, names: tuple[str, ...], reads: list[Reads]) -> Any:
        by_key: dict[str, list[str]] = {}
        for one in reads:
            for key, name in one.fields.items():
                by_key.setdefault(key, []).append(name)
        attributes = {key: f"f{n}" for n, key in enumerate(by_key)}
        fields = [(attributes[key], self.of(*read), None) for key, read in by_key.items()]
        made = msgspec.defstruct(
            "Record", fields, rename={attribute: key for key, attribute in attributes.items()}, gc=False
        )
        self.structs |= dict.fromkeys(names, attributes)
        return made if "record" in names else made | None

    def _list(self, names: tuple[str, ...], reads: list[Reads]) -> Any:
        """A list of Structs, where its items are only looked into."""
        items: list[str] = []
        for name, one in zip(names, reads, strict=True):
            flat = self._reads[one.flat] if one.flat else Reads()
            if one.flat in self._used or flat.places or flat.fields:
                return Any
            items += one.places.values()
            items += [loop.item for loop in (one.loop, flat.loop) if loop is not None]
            items += [*self._rows.get(name, ()), *self._rows.get(one.flat, ())]
        item = self.of(*items) if items else Any
        if item is Any:
            return Any
        self.lists |= {*names, *(one.flat for one in reads if one.flat)}
        return list[item] | None  # type: ignore[valid-type]  # a type made now


def _collecting(accesses: Accesses) -> list[list[str]]:
    """What loops over items collect as it is."""
    return [
        [read for _, read in reads.loop.collected]
        for reads in accesses.reads.values()
        if reads.loop is not None
    ]
