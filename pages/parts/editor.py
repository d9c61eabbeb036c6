"""What the editor of a rule works on: one row of one block of the open flow, against samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.flow import Flow, Rule
from core.workspace import Workspace
from pages.parts.block import Block
from pages.parts.draft import Draft, change
from pages.parts.row import Row
from pages.parts.samples import Samples


@dataclass(frozen=True, slots=True)
class Editor:
    """What is edited: a row of a block of the open flow, against samples."""

    workspace: Workspace
    draft: Draft
    block: Block
    row: Row
    samples: Samples | None

    @property
    def flow(self) -> Flow:
        """The flow as it stands."""
        return self.draft.flow

    @property
    def rule(self) -> Rule | None:
        """The rule as it stands, None while the field has none."""
        return self.block.rule(self.flow, self.row.n) if self.row.n is not None else None

    def made(self, **changes: Any) -> Flow:
        """The flow with this rule changed; a rule that is left without an expression goes."""
        rules = self.block.rules(self.flow)
        n = self.row.n
        if n is None:  # typed a moment ago, and the table has not been drawn since
            n = next((k for k, each in enumerate(rules) if each.to == self.row.path), None)
        if n is None:
            given = {name: value for name, value in changes.items() if value is not None}
            known = given.keys() & {"select", "transform"}
            return self.block.add(self.flow, Rule(to=self.row.path, **given)) if known else self.flow
        changed = rules[n].model_copy(update=changes)
        if changed.select is changed.transform is changed.each is None:
            return self.block.put(self.flow, n, None)
        return self.block.put(self.flow, n, changed)

    def change(self, flow: Flow) -> None:
        """Put a flow that was made elsewhere than in an input in the draft's place."""
        change(self.workspace, self.draft, flow)
