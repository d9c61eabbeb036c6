"""Records in JSON, any number of them, shaped by several caged processes at once, in the order they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from core.fields import Field
from core.mapping.cage.bounds import LINES, SHIPPED
from core.mapping.cage.call import Asked
from core.mapping.cage.plans import Made, Watch
from core.mapping.cage.shaping import Shaping, Told, told
from core.mapping.cage.wire import Reader, written
from core.mapping.mapping import Mapping
from core.mapping.rules import read_rules
from core.mapping.scope import Scope
from core.records import Fault

if TYPE_CHECKING:
    from core.mapping.renderer import Compiled

_LINED = Reader(tuple[list[msgspec.Raw], list[tuple[int, list[Told]]]])


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
    """Shape records in JSON; a question is a record, an answer a line."""

    def make(self) -> Made:
        """Compile it."""
        from core.mapping.renderer import Compiled  # noqa: PLC0415  - the cage has it; who asks needs it not

        rules, _ = read_rules(self.mapping, self.fields)
        return _Lining(Compiled(self.mapping, rules), Shaping.make(self))

    def read(self, body: bytes | bytearray) -> list[Line]:  # type: ignore[override]  # its answers are others
        """The lines."""
        payloads, faults = _LINED.read(body)
        lines = [Line(bytes(payload)) for payload in payloads]
        for n, found in faults:
            lines[n] = Line(lines[n].payload, tuple(Fault(*one) for one in found))
        return lines


class _Lining:
    facts = None

    def __init__(self, compiled: Compiled, whole: Made) -> None:
        self._compiled, self._whole = compiled, whole

    def quickly(self, questions: Sequence[bytes]) -> bytes:
        payloads, faults = self._compiled.lines(questions)
        return written((msgspec.Raw(payloads), [(n, told(found)) for n, found in faults]))

    def carefully(self, question: bytes, watch: Watch) -> bytes:
        from core.mapping.renderer import decoded  # noqa: PLC0415  - as above

        try:
            return self._whole.carefully(Scope(decoded(question)), watch)
        except msgspec.DecodeError:
            return self.quickly([question])
