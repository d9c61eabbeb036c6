"""A gauge on the source: how often each field that the rules read holds something, and of which kind it is.

It counts, and keeps no value: what a field holds never leaves the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from core.documents import parse_json
from core.flow import Flow, Rule
from core.insight import RECORD, bases, sources
from core.records import JsonObject
from core.store import Filling, Tally

#: So many source fields of a flow are counted.
_FIELDS_AT_MOST = 200
#: So many rows of a list are looked at: one order with a thousand lines must not speak for all others.
_ROWS_AT_MOST = 2
_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|\[\]|[^.\[\]"]+')
_KINDS: dict[type, str] = {
    str: "text",
    int: "number",
    Decimal: "number",
    float: "number",
    bool: "yes or no",
    dict: "object",
    list: "list",
}
_Around = Sequence[Sequence[str]]


def read_by(flow: Flow) -> dict[str, tuple[str, ...]]:
    """The source fields that a flow reads, and who reads each: rule `Email`, rule `check customer: Email`."""
    found: dict[str, dict[str, None]] = {}
    _note(found, flow.map, [RECORD], "")
    match = [Rule(to=field, select=select) for field, select in flow.target.match.items()]
    _note(found, match, [RECORD], "")
    for check in flow.checks:
        around = [RECORD, *([bases(check.each)] if check.each else [])]
        asked = [Rule(to=field, select=select) for field, select in check.match.items()]
        _note(found, [*asked, *check.map], around, f"check {check.name}: ")
    return {path: tuple(rules) for path, rules in list(found.items())[:_FIELDS_AT_MOST]}


def _note(found: dict[str, dict[str, None]], rules: Iterable[Rule], around: _Around, named: str) -> None:
    for rule in rules:
        for path in sources(rule, around):
            if (field := path.removesuffix("[]")) and not path.startswith("$"):
                found.setdefault(field, {})[f"{named}{rule.to}"] = None
        if rule.each is not None:
            _note(found, rule.map, [*around, bases(rule.each, around[-1])], f"{named}{rule.to}.")


class _Place:
    """One place in the records, and what was met there."""

    __slots__ = ("counts", "inner", "met", "rows")

    def __init__(self) -> None:
        self.met = 0
        self.counts: dict[str, int] = {}
        self.inner: dict[str, _Place] = {}
        self.rows: _Place | None = None

    def at(self, path: str) -> _Place:
        """The place that a path leads to; it ends where the names are data themselves."""
        place = self
        for step in _STEP.findall(path):
            if step == "*":
                break
            if step == "[]":
                place.rows = place.rows or _Place()
                place = place.rows
            else:
                name = parse_json(step) if step.startswith('"') else step
                place = place.inner.setdefault(name, _Place())
        return place

    def see(self, value: Any) -> None:
        """Count what is here, and further inside."""
        self.met += 1
        if _holds(value):
            kind = _KINDS.get(type(value), "other")
            self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.inner:
            held = value if isinstance(value, dict) else {}
            for name, place in self.inner.items():
                place.see(held.get(name))
        if self.rows is not None:
            rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
            for row in rows[:_ROWS_AT_MOST]:
                self.rows.see(row)


def _holds(value: Any) -> bool:
    """Whether there is something: no blank text, and no empty list or object; 0 and no are something."""
    if type(value) is str:
        return value != "" and not value.isspace()
    return bool(value) or value == 0


class Gauge:
    """Counts how the fields that a flow reads are filled, in the records that it is shown."""

    def __init__(self, flow: Flow) -> None:
        #: the rules that read each field
        self.rules = read_by(flow)
        #: how many records it was shown
        self.records = 0

    def read(self, records: Sequence[JsonObject]) -> Tally:
        """Count what these records hold."""
        self.records += len(records)
        root = _Place()
        places = {path: root.at(path) for path in self.rules}
        for record in records:
            root.see(record)
        fields = {path: Filling(place.met, place.counts) for path, place in places.items()}
        return Tally(len(records), fields)
