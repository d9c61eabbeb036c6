"""Questions packed for a caged process: each record once, by its place in a batch; what they share once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from core.mapping.batch import Batch
from core.mapping.cage.bounds import AT_ONCE, KEPT, LINES, SHIPPED
from core.mapping.cage.inmate import Seen
from core.mapping.scope import Scope
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Shipment:
    """Questions as they travel, and the batches that they are about with their sizes in bytes.

    Records in JSON, which are questions themselves, travel as `lines`.
    """

    questions: list[Any]
    batches: dict[Batch, int]
    lines: Sequence[bytes] = ()

    def __len__(self) -> int:
        counts = (len(one.places) if isinstance(one, Seen) else 1 for one in self.questions)
        return sum(counts) + len(self.lines)


def shipment(questions: Sequence[Any]) -> Shipment:
    """Pack as many of these questions as may be asked at once, one at least."""
    if isinstance(questions[0], bytes):
        return Shipment([], {}, _lines(questions))
    some = questions[:AT_ONCE]
    while True:
        packed = _packed(some)
        if len(some) == 1 or sum(packed.batches.values()) <= KEPT:
            return packed
        some = some[: len(some) // 2]


def _lines(records: Sequence[bytes]) -> Sequence[bytes]:
    """As many records in JSON as are enough for one request."""
    some = records[:LINES]
    sizes = [*accumulate(map(len, some))]
    return some[: bisect_left(sizes, SHIPPED) + 1]


def _packed(questions: Sequence[Any]) -> Shipment:
    homes = [_home(one) if isinstance(one, Scope) else None for one in questions]
    strays = [one for one, home in zip(questions, homes, strict=True) if home is None]
    loose = _loose([one.record for one in strays if isinstance(one, Scope)])
    batches: dict[Batch, int] = {}
    made: list[Any] = []
    before: Scope | None = None
    for question, home in zip(questions, homes, strict=True):
        if not isinstance(question, Scope):
            made.append(question)
            before = None
            continue
        batch, place = home or (loose, loose.place(question.record) or 0)
        if before is None or made[-1].batch != batch.number or not _alike(before, question):
            made.append(_seen(question, batch))
            batches[batch] = len(batch.written or b"")
            before = question
        made[-1].places.append(place)
    return Shipment(made, batches)


def _home(scope: Scope) -> tuple[Batch, int] | None:
    """A scope's batch and its record's place there, if that can be shipped as a whole."""
    batch = scope.batch
    if batch is None or not batch.small or (place := batch.place(scope.record)) is None:
        return None
    return batch, place


def _loose(records: list[JsonObject]) -> Batch:
    """Records that are in no such batch, each of them once."""
    return Batch(list({id(record): record for record in records}.values()))


def _alike(one: Scope, other: Scope) -> bool:
    """Whether two scopes differ by nothing but their record."""
    return (
        one.item is other.item
        and one.index == other.index
        and one.parent is other.parent
        and _same(one.checks, other.checks)
        and _same(one.settings, other.settings)
        and _same(one.run, other.run)
    )


def _same(one: JsonObject, other: JsonObject) -> bool:
    return one is other or not (one or other)


def _seen(scope: Scope, batch: Batch) -> Seen:
    return Seen(
        batch.number,
        [],
        scope.checks,
        scope.settings,
        scope.run,
        scope.item,
        scope.index,
        scope.parent,
    )
