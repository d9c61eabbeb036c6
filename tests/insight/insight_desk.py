"""Where samples are looked at: a desk with nothing known, and the demo's shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.flow import Flow
from core.insight import Insight
from core.records import JsonObject
from core.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """Somebody who maps records between systems that nobody knows."""

    workspace: Workspace

    def flow(self, *rules: JsonObject, **parts: Any) -> Flow:
        """A flow with these rules."""
        known = {"connection": "nowhere", "resource": "orders"}
        return Flow.model_validate(
            {
                "koppel": 1,
                "name": "orders-to-books",
                "title": "Orders to the books",
                "source": known,
                "target": {"connection": "elsewhere", "resource": "entries", "match": {"Ref": "name"}},
                "map": rules,
                **parts,
            }
        )

    def look(self, records: list[JsonObject], *rules: JsonObject, **parts: Any) -> Insight:
        """What these records say about a flow with these rules."""
        return self.workspace.insight(self.flow(*rules, **parts), records)


@dataclass(frozen=True)
class Shop:
    """The demo: its workspace, the flow for orders, and the webshop's orders as they are pulled."""

    workspace: Workspace
    flow: Flow
    orders: list[JsonObject]
