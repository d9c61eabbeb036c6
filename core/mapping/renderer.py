"""Render records into payloads by a compiled mapping, with every fault of a record at once.

A field that cannot be made is left out and reported, whether the target requires it or not; what the faults
of a record mean for it is decided where its verdict is. Of a fault, words and a short value are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

import msgspec

from core.errors import Misconfigured
from core.fields import Field
from core.mapping.careful import Careful
from core.mapping.expectation import expecting
from core.mapping.limits import CHARACTERS, begin
from core.mapping.mapping import Mapping
from core.mapping.programs import Json, Programs, decoded
from core.mapping.rules import Leaf, Rows, read_rules
from core.mapping.scope import Scope
from core.records import Fault, JsonObject, Rendering

_ENCODER = msgspec.json.Encoder(decimal_format="number")
#: Records in JSON that share one account of work; one that overdraws it is rendered with its own.
_ACCOUNTED = 16
#: After so many records, as many of the next are looked at as examples of what is to come.
_ENOUGH, _EXAMPLES = 1_000, 20
#: What was counted on is given up when more than one record in so many is otherwise.
_SELDOM = 16
#: How a NUL looks in JSON, which no system can store.
_NUL = b"\\u0000"
_NONE: JsonObject = {}


def compile(mapping: Mapping, fields: Sequence[Field] = ()) -> Compiled:  # noqa: A001  - it is what it does
    """Compile a mapping; Misconfigured names every rule that is wrong, its expression and the place in it."""
    rules, problems = read_rules(mapping, fields)
    if problems:
        raise Misconfigured("; ".join(message for _, message in problems))
    return Compiled(mapping, rules)


#: What a record lacks, by its place in a batch.
Faults = list[tuple[int, tuple[Fault, ...]]]


class Lines(NamedTuple):
    """Payloads as one JSON list, what was wrong with which, and where each ends."""

    payloads: bytearray
    faults: Faults
    ends: list[int]


#: A payload in JSON, and what the record lacks.
Output = tuple[bytes, tuple[Fault, ...]]


class Compiled:
    """A mapping read once and compiled; its `rules` tell what is known of each without data."""

    def __init__(self, mapping: Mapping, rules: tuple[Leaf | Rows, ...], *, prunes: bool = True) -> None:
        """With `prunes`, records in JSON are decoded only as far as they are read."""
        self.mapping, self.rules, self.prunes = mapping, rules, prunes
        self._plain = self.programs = Programs(mapping, rules, prunes=prunes, edited=True)
        #: records that were rendered, and how many of them were out of the ordinary
        self._count = self._odd = 0
        self._adapted = False

    def prepare(self, *, from_json: bool = False) -> None:
        """Make what renders records now, not with the first of them."""
        _ = self.programs.from_json if from_json else self.programs.of_record

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order."""
        payloads, faults = self.outputs(scopes)
        of = dict(faults)
        return [Rendering(payload, of.get(n, ())) for n, payload in enumerate(decoded(payloads))]

    def careful(self, scope: Scope) -> Rendering:
        """The same for one scope by the interpreter, which counts its work and stops what goes too far."""
        return Careful(self.mapping, scope).of(self.rules)

    def outputs(self, scopes: Sequence[Scope]) -> tuple[bytearray, Faults]:
        """The payloads as one JSON list, and what was wrong with which."""
        written, faults = bytearray(b"["), []
        self._adapt(len(scopes), scopes)
        for n, scope in enumerate(scopes):
            if n % _ACCOUNTED == 0:
                begin()
            payload, found = self._output(scope)
            written += payload
            written += b","
            if found:
                faults.append((n, found))
        _close(written)
        return written, faults

    def lines(self, records: Sequence[Json]) -> Lines:
        """The same for records in JSON."""
        out = Lines(bytearray(b"["), [], [])
        self._adapt(len(records), _scopes(records))
        for n in range(0, len(records), _ACCOUNTED):
            some, at, known = records[n : n + _ACCOUNTED], len(out.payloads), len(out.faults)
            begin()
            self._quickly(some, n, out)
            if out.payloads.find(b"\\", at) >= 0 and out.payloads.find(_NUL, at) >= 0:
                del out.payloads[at:], out.faults[known:], out.ends[n:]
                for place, record in enumerate(some, n):
                    self._one(record, place, out)
        _close(out.payloads)
        return out

    def _quickly(self, records: Sequence[Json], first: int, out: Lines) -> None:
        """Write the payloads behind all others, each with a comma; the first is the one at `first`."""
        (decode, render), write = self.programs.from_json, _ENCODER.encode_into
        written, faults, ends = out
        for n, record in enumerate(records, first):
            at = len(written)
            try:
                payload, careful = render((decode(record), None, None, None, _NONE, _NONE))
                write(payload, written, -1)
                end = len(written)
                if end - at <= CHARACTERS:
                    if careful is not None:
                        self._odd += 1
                        if careful.faults:
                            faults.append((n, tuple(careful.faults)))
                    ends.append(end)
                    written += b","
                    continue
            except Exception:  # nosec B110  # noqa: BLE001, S110  - whatever it is: the record is decoded whole, and told why
                pass
            del written[at:]
            self._one(record, n, out)

    def _one(self, record: Json, n: int, out: Lines) -> None:
        """The same for a record that is out of the ordinary."""
        self._odd += 1
        made, found = self._line(record)
        out.payloads.extend(made)
        out.ends.append(len(out.payloads))
        out.payloads.extend(b",")
        if found:
            out.faults.append((n, found))

    def _line(self, record: Json) -> Output:
        begin()
        try:
            return self._output(Scope(decoded(record)))
        except msgspec.DecodeError as error:
            return _no_record(f"is not JSON: {error}")
        except ArithmeticError:
            return _no_record("holds a number whose exponent cannot be reckoned with")

    def _output(self, scope: Scope) -> Output:
        render = self.programs.of_record if scope.item is None else self.programs.of_item
        if render is not None:
            seen = (scope.record, scope.item, scope.index, scope.parent, scope.checks, scope.run)
            payload, careful = render(seen)
            self._odd += careful is not None
            with suppress(ValueError, TypeError, OverflowError, RecursionError):
                made = _ENCODER.encode(payload)
                if len(made) <= CHARACTERS and _NUL not in made:
                    return made, tuple(careful.faults) if careful else ()
        rendering = self.careful(scope)
        return _ENCODER.encode(rendering.payload), rendering.faults

    def count_on(self, examples: Iterable[Scope]) -> None:
        """Be quicker for records like these examples."""
        rules = expecting(self.mapping, self.rules, examples)
        self.programs = Programs(self.mapping, rules, prunes=self.prunes, edited=False)

    def _adapt(self, count: int, examples: Iterable[Scope]) -> None:
        """After many records, count on what they had in common; on nothing where that was seldom so."""
        self._count += count
        if not self._adapted and self._count > _ENOUGH:
            self._adapted, self._count, self._odd = True, 0, 0
            self.count_on(islice(examples, _EXAMPLES))
        elif self._odd * _SELDOM > self._count + _ENOUGH:
            self.programs = self._plain

    @property
    def source(self) -> str:
        """The generated function, as a person can read it."""
        return (
            self._plain.whole.text
            if self._plain.whole
            else "# This mapping is interpreted: it is too deeply nested for a function.\n"
        )


def _scopes(records: Iterable[Json]) -> Iterator[Scope]:
    """Those of the records that can be looked at."""
    for record in records:
        with suppress(msgspec.DecodeError, ArithmeticError):
            yield Scope(decoded(record))


def _no_record(why: str) -> Output:
    return b"{}", (Fault("the record", "", None, why),)


def _close(written: bytearray) -> None:
    """End a list whose items are all there, each with a comma behind it."""
    if len(written) > 1:
        del written[-1:]
    written += b"]"
