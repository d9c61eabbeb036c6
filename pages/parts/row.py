"""A row of the mapping table: one target field, the rule that fills it, and what that gives."""

from __future__ import annotations

from dataclasses import dataclass

from core.fields import Field
from core.flow import Flow
from core.insight import Outcome
from core.workspace import Workspace
from pages.parts.block import Block, leaves
from pages.parts.samples import Samples


@dataclass(frozen=True, slots=True)
class Row:
    """One target field: its rule's number in the block, or None when it has none, and what the rule gives."""

    path: str
    field: Field | None
    n: int | None
    result: Outcome | None
    #: which of several rules for the same field
    nth: int = 0

    @property
    def required(self) -> bool:
        """Whether the target wants it on create."""
        return self.field is not None and self.field.required

    @property
    def missing(self) -> bool:
        """Whether the target wants it and no rule gives it."""
        return self.required and self.n is None

    @property
    def wrong(self) -> bool:
        """Whether its rule has a fault, for one sample or for all."""
        return self.result is not None and bool(self.result.error or self.result.failed)


def rows(workspace: Workspace, flow: Flow, block: Block, samples: Samples | None) -> list[Row]:
    """Every field of a block: in the target's order, with rules for fields that are not known at the end."""
    fields = dict(leaves(block.fields(workspace, flow)))
    places: dict[str, list[int]] = {}
    for n, rule in enumerate(block.rules(flow)):
        places.setdefault(rule.to, []).append(n)

    def row(path: str, n: int | None, nth: int = 0) -> Row:
        given = block.result(workspace, flow, n, samples) if n is not None and samples else None
        return Row(path, fields.get(path), n, given, nth)

    mapped = [row(path, n, nth) for path, numbers in places.items() for nth, n in enumerate(numbers)]
    free = [row(path, None) for path, field in fields.items() if path not in places and field.write]
    missing = [each for each in free if each.missing]
    return [*missing, *mapped, *(each for each in free if not each.missing)]
