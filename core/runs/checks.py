"""The checks of a flow: what must be in the target, or is made there, before a record is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.api.client import Client
from core.api.connector import Resource
from core.flow import Check, CheckPolicy, Flow
from core.mapping import Placeholder, Scope, expression
from core.records import Difference, JsonObject, Rendering
from core.runs.case import Case, Need, empty_of, plain
from core.runs.difference import differences
from core.runs.memory import Memory
from core.runs.shape import Shape, clear


class CheckLine:
    """One check, made ready: it looks up for a whole page at once, and binds what it found."""

    def __init__(self, check: Check, flow: Flow, client: Client | None, resource: Resource | None) -> None:
        self.check = check
        self.resource = resource
        self.memory = Memory(client, resource)
        self.settings = flow.settings
        self.live = client is not None
        where = f"check {check.name!r}"
        self._each = expression(check.each, f"{where}, each") if check.each else None
        self._unless = expression(check.unless, f"{where}, unless") if check.unless else None
        self._match = {to: expression(text, f"{where}, match {to}") for to, text in check.match.items()}
        self._shape = Shape(check.mapping(flow), check.match, resource) if check.map or self.makes else None

    @property
    def makes(self) -> bool:
        """Whether the check may write."""
        return self.check.policy is not CheckPolicy.REQUIRE

    @property
    def upserts(self) -> bool:
        """Whether what is found is changed where it differs."""
        return self.check.policy is CheckPolicy.UPSERT

    def look_up(self, cases: Sequence[Case]) -> None:
        """Find what these records need, in as few requests as the target allows, and bind it."""
        needs = [(case, self._needs_of(case)) for case in cases]
        self.memory.look_up(need.match for _, found in needs for need in found if self._askable(need.match))
        for case, found in needs:
            self._judge(case, found)

    def _needs_of(self, case: Case) -> list[Need]:
        try:
            return self._needs(case)
        except ValueError as error:
            case.note(self.check.name, str(error), ok=False)
            return []

    def _needs(self, case: Case) -> list[Need]:
        outside = self._with_settings(case.scope())
        if self._unless is not None and self._unless.holds(outside):
            case.note(self.check.name, "left out: its `unless` holds for this record")
            return []
        if self._each is None:
            return [self._need(outside)]
        rows = self._each.of(outside) or []
        return [
            self._need(self._with_settings(case.scope(item=row, index=index)))
            for index, row in enumerate(rows)
        ]

    def _need(self, scope: Scope) -> Need:
        return Need(self.check.name, scope, self.match(scope))

    def match(self, scope: Scope) -> JsonObject:
        """By which values the thing is known."""
        return {to: select.of(scope) for to, select in self._match.items()}

    def _with_settings(self, scope: Scope) -> Scope:
        return Scope(
            scope.record, scope.checks, self.settings, scope.run, scope.item, scope.index, scope.parent
        )

    def _askable(self, match: JsonObject) -> bool:
        return not empty_of(match) and not Placeholder.in_(match)

    def _judge(self, case: Case, needs: list[Need]) -> None:
        case.needs[self.check.name] = needs
        for need in needs:
            self._settle(case, need)
        self.bind(case)

    def bind(self, case: Case) -> None:
        """Let expressions see what is known by now of the things that this record needs."""
        bound = [self._bound(need) for need in case.needs[self.check.name]]
        if self._each is not None:
            case.checks[self.check.name] = bound
        else:
            case.checks[self.check.name] = bound[0] if bound else None

    def _settle(self, case: Case, need: Need) -> None:
        name, match = self.check.name, plain(need.match)
        found = self.memory.get(need.match)
        if lacking := empty_of(need.match):
            at = f" in row {need.scope.index + 1}" if need.scope.index is not None else ""
            why = f"{' and '.join(lacking)} is empty{at}, so {self.check.resource} can't be looked up by it"
            case.note(name, why, ok=False)
        elif len(found) > 1:
            keys = ", ".join(record.key for record in found)
            why = f"{len(found)} of {self.check.resource} have {match} ({keys}): make it unique in the target"
            case.note(name, why, ok=False)
        elif found:
            need.found = found[0]
            self._compare(case, need)
        elif self.makes:
            need.pending = True
            case.note(name, f"no {self.check.resource} with {match} yet: it will be made")
        elif self.live:
            case.note(name, f"{match} is not in {self.check.resource} of the target", ok=False)

    def _compare(self, case: Case, need: Need) -> None:
        record = need.found
        if record is None:
            return
        changes: tuple[Difference, ...] = ()
        if self.upserts and self._shape is not None:
            rendering = self.render(need)
            payload = self._shape.sent(rendering.payload, record.data, {})
            changes = differences(payload, record.data)
            need.pending = bool(changes)
        told = f": {', '.join(change.field for change in changes)} will be changed" if changes else ""
        case.note(self.check.name, f"found {plain(need.match)}{told}", found=record.key)

    def _bound(self, need: Need) -> Any:
        return need.found.data if need.found is not None else Placeholder(self.check.name)

    def render(self, need: Need) -> Rendering:
        """Render what the check would write; again only while something in it is still to be made."""
        if need.rendering is None or Placeholder.in_(need.rendering.payload):
            need.rendering = self._shape.render([need.scope])[0] if self._shape is not None else Rendering({})
        return need.rendering

    def faults(self, case: Case) -> Iterable[str]:
        """Why what is to be made for this record can't be made; nothing when it can."""
        for need in case.needs.get(self.check.name, ()):
            if need.pending and (rendering := self.render(need)).faults:
                yield f"{self.check.name}: {clear(rendering.faults)}"

    def sent(self, payload: JsonObject, live: JsonObject | None) -> JsonObject:
        """What of a payload is written, by the policies of the check's rules."""
        return self._shape.sent(payload, live, {}) if self._shape is not None else {}
