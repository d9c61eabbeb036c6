"""The checks of a flow: what must be in the target, or is made there, before a record is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from core.api.client import Client
from core.api.connector import Resource
from core.documents import digest
from core.flow import Check, CheckPolicy, Flow
from core.mapping import Placeholder, Scope, Selected, Selection, holds, select
from core.records import Difference, JsonObject, Rendering
from core.runs.case import LONGEST, Case, Need, askable, empty_of, odd_of, plain
from core.runs.difference import differences
from core.runs.memory import Memory
from core.runs.shape import Shape, clear
from core.store import Ledger


class CheckLine:
    """One check, made ready: it looks up for a whole page at once, and binds what it found."""

    def __init__(
        self,
        check: Check,
        flow: Flow,
        client: Client | None,
        resource: Resource | None,
        ledger: Ledger | None = None,
    ) -> None:
        self.check = check
        self.resource = resource
        self.memory = Memory(client, resource)
        self.settings = flow.constants
        self.live = client is not None
        self._ledger = ledger
        self._mark = ledger.mark if ledger is not None else digest
        self._outside, self._match = self._selections(flow)
        self._shape = (
            Shape(check.mapping(flow), check.match, resource, owner=flow.name)
            if check.map or self.makes
            else None
        )

    def _selections(self, flow: Flow) -> tuple[Selection, Selection]:
        """What is asked of a record, and what of each thing that it needs."""
        check, where = self.check, f"check {self.check.name!r}"
        asked = {"each": check.each, "unless": check.unless}
        outside = {name: text for name, text in asked.items() if text}
        places = {to: f"{where}, match {to}" for to in check.match}
        return (
            select(outside, {name: f"{where}, {name}" for name in outside}, flow.name),
            select(check.match, places, flow.name),
        )

    @property
    def makes(self) -> bool:
        """Whether the check may write."""
        return self.check.policy is not CheckPolicy.REQUIRE

    @property
    def upserts(self) -> bool:
        """Whether what is found is changed where it differs."""
        return self.check.policy is CheckPolicy.UPSERT

    @property
    def source(self) -> str:
        """The function that makes what is missing, for people to read; nothing where nothing is made."""
        return self._shape.source if self._shape is not None else ""

    @property
    def sees_others(self) -> bool:
        """Whether what it looks for may depend on what other checks found."""
        return not self._match.steady

    def look_up(self, cases: Sequence[Case]) -> None:
        """Find what these records need, in as few requests as the target allows, and bind it."""
        needs = self._needs(cases)
        self.memory.look_up(need.match for found in needs for need in found if self._askable(need.match))
        self._recall([need for found in needs for need in found if self._askable(need.match)])
        if self.upserts:
            found_once = (n for found in needs for n in found if len(self.memory.get(n.match)) == 1)
            self.render_all(found_once)
        for case, found in zip(cases, needs, strict=True):
            self._judge(case, found)

    def foresee(self, cases: Sequence[Case]) -> None:
        """Evaluate what of the check's expressions says the same whatever the other checks find."""
        if self._outside.steady and self._match.steady:
            self._needs(cases)

    def _recall(self, needs: Sequence[Need]) -> None:
        """Remember what was sent of these before, where a rule asks for it."""
        if self._ledger is None or self._shape is None or not (self.upserts and self._shape.watches):
            return
        keys = [self.ledger_key(need.match) for need in needs]
        known = self._ledger.entries(self.check.name, keys)
        for need, key in zip(needs, keys, strict=True):
            need.last = known[key].sent if key in known else {}

    def ledger_key(self, match: JsonObject) -> str:
        """Give the key under which the ledger has what is known by a match."""
        return digest(self.memory.name(match))

    def _needs(self, cases: Sequence[Case]) -> list[list[Need]]:
        """What each record needs; nothing, with a reason, where an expression of the check fails."""
        scopes = [self._scopes(case, asked) for case, asked in zip(cases, self._asked(cases), strict=True)]
        matches = iter(self.matches([scope for found in scopes for scope in found]))
        return [
            self._matched(case, found, [next(matches) for _ in found])
            for case, found in zip(cases, scopes, strict=True)
        ]

    def _asked(self, cases: Sequence[Case]) -> list[Selected]:
        if not (self.check.each or self.check.unless):
            return [Selected({}, {})] * len(cases)
        return self._outside.of([case.scope(settings=self.settings) for case in cases])

    def _scopes(self, case: Case, asked: Selected) -> list[Scope]:
        """From where the record's needs are seen: itself, or each row of the check's list."""
        if (why := asked.faults.get("unless")) is not None:
            case.note(self.check.name, why, ok=False)
        elif holds(asked.values.get("unless")):
            case.note(self.check.name, "left out: its `unless` holds for this record")
        elif not self.check.each:
            return [case.scope(settings=self.settings)]
        elif (why := asked.faults.get("each")) is not None:
            case.note(self.check.name, why, ok=False)
        else:
            rows = asked.values["each"] or []
            if isinstance(rows, list):
                return [case.scope(row, index, self.settings) for index, row in enumerate(rows)]
            case.note(self.check.name, f"`each` must give a list, but it gives {rows!r}", ok=False)
        return []

    def _matched(self, case: Case, scopes: list[Scope], found: list[Selected]) -> list[Need]:
        why = next((selected.fault for selected in found if selected.fault is not None), None)
        if why is not None:
            case.note(self.check.name, why, ok=False)
            return []
        pairs = zip(scopes, found, strict=True)
        return [Need(self.check.name, scope, selected.values) for scope, selected in pairs]

    def matches(self, scopes: Sequence[Scope]) -> list[Selected]:
        """By which values things are known, or why that cannot be told."""
        return self._match.of(scopes)

    def _askable(self, match: JsonObject) -> bool:
        return askable(match) and not Placeholder.in_(match)

    def _judge(self, case: Case, needs: list[Need]) -> None:
        case.needs[self.check.name] = needs
        for need in needs:
            self._settle(case, need)
        self.bind(case)

    def bind(self, case: Case) -> None:
        """Let expressions see what is known by now of the things that this record needs."""
        bound = [self._bound(need) for need in case.needs[self.check.name]]
        if self.check.each:
            case.checks[self.check.name] = bound
        else:
            case.checks[self.check.name] = bound[0] if bound else None

    def _settle(self, case: Case, need: Need) -> None:
        name, match = self.check.name, plain(need.match)
        found = self.memory.get(need.match)
        at = f" in row {need.scope.index + 1}" if need.scope.index is not None else ""
        if lacking := empty_of(need.match):
            why = f"{' and '.join(lacking)} is empty{at}, so {self.check.resource} can't be looked up by it"
            case.note(name, why, ok=False)
        elif odd := odd_of(need.match):
            why = (
                f"{' and '.join(odd)} is no text or number of {LONGEST} characters at most{at}, "
                f"so {self.check.resource} can't be looked up by it"
            )
            case.note(name, why, ok=False)
        elif len(found) > 1:
            keys = ", ".join(record.key for record in found)
            why = f"{len(found)} of {self.check.resource} have {match} ({keys}): make it unique in the target"
            case.note(name, why, ok=False)
        elif found and found[0].partial:
            case.note(name, f"{match} is there as {found[0].key}: {found[0].fault}", ok=False)
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
            payload = self.sent(rendering.payload, record.data, need)
            changes = differences(payload, record.data)
            need.pending = bool(changes)
        told, fields = plain(need.match), ", ".join(change.field for change in changes)
        told = (
            f"found in the target: {told}; to be changed there: {fields}"
            if changes
            else f"found in the target: {told}"
        )
        case.note(self.check.name, told, found=record.key)

    def _bound(self, need: Need) -> Any:
        return need.found.data if need.found is not None else Placeholder(self.check.name)

    def render(self, need: Need) -> Rendering:
        """What the check would write, as far as it was known when it was rendered last."""
        if need.rendering is None:
            self.render_all([need])
        return need.rendering or Rendering({})

    def render_pending(self, cases: Sequence[Case]) -> None:
        """Render at once what is to be made for these records."""
        needs = (need for case in cases for need in case.needs.get(self.check.name, ()))
        self.render_all(need for need in needs if need.pending)

    def render_all(self, needs: Iterable[Need]) -> None:
        """Render what the check would write of these; again only what holds something still to be made."""
        open_ = [n for n in needs if n.rendering is None or Placeholder.in_(n.rendering.payload)]
        if self._shape is not None:
            renderings = self._shape.render([need.scope for need in open_])
            for need, rendering in zip(open_, renderings, strict=True):
                need.rendering = rendering

    def spare(self, case: Case) -> None:
        """Make nothing for a record that is there already, where nothing that is sent of it needs it."""
        if self.check.policy is CheckPolicy.CREATE and not Placeholder.of(self.check.name, case.payload):
            for need in case.needs.get(self.check.name, ()):
                if need.pending:
                    need.pending = False
                    told = f"{plain(need.match)} is not made, for nothing that is sent needs it"
                    case.note(self.check.name, told)

    def faults(self, case: Case) -> Iterable[str]:
        """Why what is to be made for this record can't be made; nothing when it can."""
        for need in case.needs.get(self.check.name, ()):
            if need.pending and (rendering := self.render(need)).faults:
                yield f"{self.check.name}: {clear(rendering.faults)}"

    def sent(self, payload: JsonObject, live: JsonObject | None, need: Need) -> JsonObject:
        """What of a payload is written, by the policies of the check's rules."""
        return self._shape.sent(payload, live, need.last, self._mark) if self._shape is not None else {}

    def fingerprints(self, payload: JsonObject, need: Need) -> JsonObject:
        """What must be known of a payload the next time."""
        return self._shape.fingerprints(payload, need.last, self._mark) if self._shape is not None else {}
