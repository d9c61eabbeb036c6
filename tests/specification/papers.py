"""What is written for a client, and how it is read again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser

from core.flow import Flow, read_flow
from core.records import JsonObject
from core.specification import Document
from core.workspace import Workspace


@dataclass(frozen=True)
class Papers:
    """The demo: its workspace, the flow, the orders that were looked at, and the specification."""

    workspace: Workspace
    flow: Flow
    orders: list[JsonObject]
    document: Document


class Cells(HTMLParser):
    """The rows of every table of a page, and everything on it that is no text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        if self._inside:
            self.rows[-1][-1] += data


def flow_of(*rules: JsonObject, **parts: object) -> Flow:
    """A flow between systems that nobody knows, with these rules."""
    known = {"connection": "nowhere", "resource": "orders"}
    whole = {
        "koppel": 1,
        "name": "orders-to-books",
        "title": "Orders to the books",
        "source": known,
        "target": {"connection": "elsewhere", "resource": "entries", "match": {"Ref": "name"}},
        "map": rules,
        **parts,
    }
    return read_flow(json.dumps(whole))
