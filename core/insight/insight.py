"""Everything that samples say about a flow, in one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.fields import Field
from core.flow import Flow
from core.insight.change import Changes, changes
from core.insight.coverage import Coverage, coverage
from core.insight.explaining import explain
from core.insight.outcome import Outcome, outcomes
from core.insight.place import Rendered
from core.insight.probe import Render
from core.insight.reason import Reason
from core.insight.seen import Seen, survey
from core.insight.unlisted import Unlisted, unlisted
from core.insight.unused import unused
from core.records import JsonObject


@dataclass(frozen=True, slots=True)
class Insight:
    """What samples say about a flow: what is covered, what goes unused, what is missing, and why."""

    coverage: tuple[Coverage, ...]
    #: source fields with data that nothing reads
    unused: tuple[Seen, ...]
    #: source values that a value table does not list
    unlisted: tuple[Unlisted, ...]
    #: why fields are empty or at fault, for each record
    reasons: tuple[tuple[Reason, ...], ...]
    #: what each rule gave, by its place
    outcomes: dict[tuple[int, ...], Outcome]
    #: against another version of the flow, where one was given
    changes: Changes | None = None


def insight(
    flow: Flow,
    records: Sequence[JsonObject],
    rendered: Sequence[Rendered],
    render: Render,
    *,
    fields: Sequence[Field] = (),
    known: Iterable[str] = (),
    before: Sequence[Rendered] | None = None,
) -> Insight:
    """Look at what a flow made of some records.

    `fields` are those of the target, as far as they are known; `known` are source fields that Koppel itself
    reads; `before` is what another version of the flow made of the same records.
    """
    seen = survey(records)
    return Insight(
        coverage=coverage(flow, fields, rendered),
        unused=unused(flow, seen, known),
        unlisted=unlisted(flow, rendered, render),
        reasons=tuple(explain(flow, records, rendered, render, seen)),
        outcomes=outcomes(flow.map, rendered),
        changes=changes(before, rendered) if before is not None else None,
    )
