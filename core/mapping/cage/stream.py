"""Records in JSON, any number of them, shaped by several caged processes at once, in the order they came."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from core.fields import Field
from core.mapping.cage.bounds import LINES, SHIPPED
from core.mapping.cage.call import Asked
from core.mapping.cage.frames import Part, Parts
from core.mapping.cage.plans import Made, Watch
from core.mapping.cage.shaping import Shaping, Told, facts_of, told, watched
from core.mapping.cage.wire import Reader, written
from core.mapping.mapping import Mapping
from core.mapping.rules import read_rules
from core.mapping.scope import Scope
from core.records import Fault, Rendering

if TYPE_CHECKING:
    from core.mapping.renderer import Compiled

#: Where payloads end in the list that they are, and what was wrong with which.
_HEAD = Reader(tuple[list[int], list[tuple[int, list[Told]]]])
_SIZE = struct.Struct(">I")


class Line(msgspec.Struct, frozen=True, gc=False):
    """What one record became: its payload in JSON, and every fault."""

    payload: bytes
    faults: tuple[Fault, ...] = ()


def stream(
    mapping: Mapping, fields: Sequence[Field], records: Iterable[bytes], processes: int = 1, owner: str = ""
) -> Iterator[Line]:
    """Shape records as they come, by a mapping that `compile` has accepted; a few slices are held at a time.

    A record that is no JSON object is a fault of its own.
    """
    waiting = iter(records)
    turns = deque(
        Asked(Lining(mapping, tuple(fields)), f"{owner} {n}") for n in range(processes) for _ in (1, 2)
    )
    under_way: deque[tuple[Asked, Future[list[Line]]]] = deque()
    with ThreadPoolExecutor(processes) as threads:
        while True:
            while turns and (some := _slice(waiting)):
                asked = turns.popleft()
                under_way.append((asked, threads.submit(asked.answers, some)))
            if not under_way:
                return
            asked, lines = under_way.popleft()
            made = lines.result()
            turns.append(asked)
            yield from made


def _slice(records: Iterator[bytes]) -> list[bytes]:
    """The next records, about as many as a process is given at a time."""
    some, size = [], 0
    for record in islice(records, LINES):
        some.append(record)
        size += len(record)
        if size >= SHIPPED:
            break
    return some


@dataclass(frozen=True, slots=True)
class Lining(Shaping):
    """Shape records in JSON; a question is a record, an answer a line.

    Before the payloads stands where each ends, so that nobody reads them to take them apart.
    """

    def make(self) -> Made:
        """Compile it."""
        from core.mapping.renderer import Compiled  # noqa: PLC0415  - the cage has it; who asks needs it not

        rules, problems = read_rules(self.mapping, self.fields)
        return _Lining(Compiled(self.mapping, rules), facts_of(rules, problems))

    def failed(self, why: str) -> Parts:
        """Nothing but a fault."""
        return _one(Rendering({}, (Fault("the record", "", None, why),)))

    def read(self, body: Part) -> list[Line]:  # type: ignore[override]  # its answers are others
        """The lines."""
        whole = bytes(body)  # parts of which are bytes too
        head = _SIZE.size + int.from_bytes(whole[: _SIZE.size], "big")
        ends, faults = _HEAD.read(whole[_SIZE.size : head])
        of = {n: tuple(Fault(*one) for one in found) for n, found in faults}
        payloads, at, lines = whole[head:], 1, []
        for n, end in enumerate(ends):
            lines.append(Line(payloads[at:end], of.get(n, ())))
            at = end + 1
        if at != len(payloads):
            raise ValueError("the payloads do not end where they should")
        return lines


class _Lining:
    def __init__(self, compiled: Compiled, facts: Any) -> None:
        self._compiled, self.facts = compiled, facts

    def prepare(self) -> None:
        self._compiled.prepare(from_json=True)

    def quickly(self, questions: Sequence[bytes]) -> Parts:
        payloads, faults, ends = self._compiled.lines(questions)
        return _parts(payloads, faults, ends)

    def carefully(self, question: bytes, watch: Watch) -> Parts:
        from core.mapping.programs import decoded  # noqa: PLC0415  - as above

        try:
            return _one(watched(self._compiled, Scope(decoded(question)), watch))
        except msgspec.DecodeError:
            return self.quickly([question])


def _one(rendering: Rendering) -> Parts:
    payload = written([rendering.payload])
    return _parts(payload, [(0, rendering.faults)], [len(payload) - 1])


def _parts(payloads: Part, faults: Sequence[tuple[int, Sequence[Fault]]], ends: list[int]) -> Parts:
    head = written((ends, [(n, told(found)) for n, found in faults]))
    return [_SIZE.pack(len(head)), head, payloads]
