"""Questions packed for a caged process: each record once, by its place in a batch."""

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
        return len(self.questions) + len(self.lines)


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
    loose = _loose([one.record for one in questions if isinstance(one, Scope) and not _at_home(one)])
    batches: dict[Batch, int] = {}
    made = []
    for question in questions:
        if not isinstance(question, Scope):
            made.append(question)
            continue
        batch = question.batch if question.batch is not None and _at_home(question) else loose
        batches[batch] = len(batch.written or b"")
        made.append(_seen(question, batch))
    return Shipment(made, batches)


def _at_home(scope: Scope) -> bool:
    """Whether a scope's record is in a batch that can be shipped as a whole."""
    batch = scope.batch
    return batch is not None and batch.small and batch.place(scope.record) is not None


def _loose(records: list[JsonObject]) -> Batch:
    """Records that are in no such batch, each of them once."""
    return Batch(list({id(record): record for record in records}.values()))


def _seen(scope: Scope, batch: Batch) -> Seen:
    return Seen(
        batch.number,
        batch.place(scope.record) or 0,
        scope.checks,
        scope.settings,
        scope.run,
        scope.item,
        scope.index,
        scope.parent,
    )
