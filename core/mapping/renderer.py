"""Render records into payloads by a compiled mapping, with every fault of a record at once.

A field that cannot be made is left out and reported, whether the target requires it or not; what the faults
of a record mean for it is decided where its verdict is. Of a fault, words and a short value are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

import msgspec

from core.errors import Misconfigured
from core.fields import Field
from core.mapping.careful import Careful
from core.mapping.compiler.decoder import Pruned, pruned
from core.mapping.compiler.program import Program, Writer
from core.mapping.compiler.source import NotCompiled
from core.mapping.limits import CHARACTERS, begin
from core.mapping.mapping import Mapping
from core.mapping.rules import Leaf, Rows, read_rules
from core.mapping.scope import Scope
from core.records import Fault, Rendering

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
#: Records in JSON that share one account of work; one that overdraws it is rendered with its own.
_ACCOUNTED = 16
#: How a NUL looks in JSON, which no system can store, and how what is not a number would look.
_UNFIT = (b"\\u0000", b"NaN", b"Infinity")


def decoded(record: bytes) -> Any:
    """A record in JSON, whole."""
    return _DECODER.decode(record)


class Renderer(Protocol):
    """Shapes records, many at a time; `rules` are those of the mapping, in its order."""

    @property
    def rules(self) -> tuple[Leaf | Rows, ...]:
        """What is known of each rule without data: its path, and whether null passes by its transform."""
        ...

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order."""
        ...


def compile(mapping: Mapping, fields: Sequence[Field] = ()) -> Compiled:  # noqa: A001  - it is what it does
    """Compile a mapping; Misconfigured names every rule that is wrong, its expression and the place in it."""
    rules, problems = read_rules(mapping, fields)
    if problems:
        raise Misconfigured("; ".join(message for _, message in problems))
    return Compiled(mapping, rules)


#: What a record lacks, by its place in a batch.
Faults = list[tuple[int, tuple[Fault, ...]]]


class Compiled:
    """A mapping read once and compiled; its `rules` tell what is known of each without data."""

    def __init__(self, mapping: Mapping, rules: tuple[Leaf | Rows, ...]) -> None:
        self.mapping, self.rules = mapping, rules

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order."""
        payloads, faults = self.outputs(scopes)
        of = dict(faults)
        return [Rendering(payload, of.get(n, ())) for n, payload in enumerate(_DECODER.decode(payloads))]

    def careful(self, scope: Scope) -> Rendering:
        """The same for one scope by the interpreter, which counts its work and stops what goes too far."""
        return Careful(self.mapping, scope).of(self.rules)

    def outputs(self, scopes: Sequence[Scope]) -> tuple[bytes, Faults]:
        """The payloads as one JSON list, and what was wrong with which."""
        return self._written(*self._rendered(scopes), scopes.__getitem__)

    def _rendered(self, scopes: Sequence[Scope]) -> tuple[list[Any], Faults]:
        payloads: list[Any] = []
        faults: Faults = []
        for n, scope in enumerate(scopes):
            made = self._whole if scope.item is None else self._item
            if made is None:
                careful = self.careful(scope)
                payloads.append(careful.payload)
                found = careful.faults
            else:
                begin()
                payload, slow = made.render(
                    (scope.record, scope.item, scope.index, scope.parent, scope.checks, scope.run)
                )
                payloads.append(payload)
                found = tuple(slow.faults) if slow else ()
            if found:
                faults.append((n, found))
        return payloads, faults

    def lines(self, records: Sequence[bytes]) -> tuple[bytes, Faults]:
        """The same for records in JSON, of which only what the mapping reads is decoded."""
        payloads: list[Any] = []
        faults: Faults = []
        quick = self._pruned
        for n, record in enumerate(records):
            if n % _ACCOUNTED == 0:
                begin()
            if quick is not None:
                try:
                    payloads.append(quick.program.render((quick.decode(record), None, None, None, {}, {}))[0])
                    continue
                except Exception:  # noqa: BLE001, S110  - whatever it is: the record is decoded whole, and told why
                    pass
            try:
                (payload,), found = self._rendered([Scope(decoded(record))])
            except msgspec.DecodeError as error:
                payload, found = {}, [(0, (Fault("the record", "", None, f"is not JSON: {error}"),))]
            payloads.append(payload)
            faults += [(n, these) for _, these in found]
        return self._written(payloads, faults, lambda n: Scope(decoded(records[n])))

    @cached_property
    def _pruned(self) -> Pruned | None:
        return pruned(self.mapping, self.rules)

    def _written(
        self, payloads: list[Any], faults: Faults, scope: Callable[[int], Scope]
    ) -> tuple[bytes, Faults]:
        """Written at once; texts that cannot be sent are rare, and looked for where there may be one."""
        try:
            made = _ENCODER.encode(payloads)
            if len(made) <= CHARACTERS and not any(sign in made for sign in _UNFIT):
                return made, faults
        except (ValueError, TypeError, OverflowError, RecursionError):
            pass
        of = dict(faults)
        for n, payload in enumerate(payloads):
            if not _sendable(payload):
                payloads[n], found = (again := self.careful(scope(n))).payload, again.faults
                of[n] = found
        return _ENCODER.encode(payloads), sorted((n, found) for n, found in of.items() if found)

    @cached_property
    def _whole(self) -> Program | None:
        return self._program(whole=True)

    @cached_property
    def _item(self) -> Program | None:
        return self._program(whole=False)

    def _program(self, *, whole: bool) -> Program | None:
        try:
            return Writer(self.mapping, whole=whole).program(self.rules)
        except NotCompiled:
            return None

    @property
    def source(self) -> str:
        """The generated function, as a person can read it."""
        return (
            self._whole.text
            if self._whole
            else "# This mapping is interpreted: it is too deeply nested for a function.\n"
        )


def _sendable(payload: Any) -> bool:
    try:
        made = _ENCODER.encode(payload)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return False
    return len(made) <= CHARACTERS and not any(sign in made for sign in _UNFIT)
