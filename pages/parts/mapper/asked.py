"""A rule as the browser has it at this moment, and what it gives for the samples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from core.flow import Flow, Rule, meaning
from core.insight import RECORD, Outcome, Reason, bases, sources
from core.language import n_, translated
from core.records import JsonObject
from pages.parts.block import Block
from pages.parts.mapper.document import rules
from pages.parts.mapper.grant import Desk
from pages.parts.results import EMPTY
from pages.parts.wording import short

_VALUES, _CHARACTERS = 4, 160
_AT = re.compile(r"at character (\d+): (.*)", re.DOTALL)
_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)
_NAMED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule of the flow or of a check, and the lists around it as pairs of target field and `each`."""

    check: str
    around: tuple[tuple[str, str], ...]
    rule: Rule

    @staticmethod
    def read(sent: JsonObject) -> Asked | None:
        """What a request asks about; None for a rule that says nothing yet."""
        one = dict(sent["rule"])
        if one.get("each"):
            one["map"] = [{"to": "row", "select": "@"}]
        found = rules([one])
        around = tuple((str(to), str(each)) for to, each in sent.get("around") or ())
        return Asked(str(sent.get("check") or ""), around, found[0]) if found else None

    @property
    def block(self) -> Block:
        """The block in which it stands, in the flow that `within` gives."""
        return Block("", self.check, (0,) * len(self.around))

    def within(self, flow: Flow) -> Flow:
        """The flow with this one rule, in its lists, in the place of all others."""
        rule = self.rule
        for to, each in reversed(self.around):
            rule = Rule(to=to, each=each, map=(rule,))
        if not self.check:
            return flow.model_copy(update={"map": (rule,)})
        checks = [
            one.model_copy(update={"map": (rule,)}) if one.name == self.check else one for one in flow.checks
        ]
        return flow.model_copy(update={"checks": tuple(checks)})

    def outcome(self, desk: Desk) -> Outcome:
        """What it gives for every sample."""
        samples = desk.samples
        if not samples:
            return Outcome()
        flow, block = self.within(desk.flow), self.block
        if self.rule.each is None:
            return block.result(desk.workspace, flow, 0, samples)
        return block.tried(desk.workspace, flow, self.rule, samples)

    def reasons(self, desk: Desk, n: int) -> tuple[Reason, ...]:
        """Why it gives nothing for one sample, or has a fault there."""
        if desk.samples is None or self.rule.each is not None:
            return ()
        return self.block.reasons(desk.workspace, self.within(desk.flow), self.rule, desk.samples, n)

    def places(self, flow: Flow) -> list[tuple[str, ...]]:
        """The places in the record of the nodes around it, from the record in."""
        made: list[tuple[str, ...]] = [RECORD]
        for each in self.block.lists(self.within(flow)):
            made.append(bases(each, made[-1]) or RECORD)
        return made

    def answer(self, desk: Desk, n: int) -> JsonObject:
        """What the tree shows of it: how all samples fare, and what the one that is looked at gives."""
        found = self.outcome(desk)
        around = self.places(desk.flow)
        answer: JsonObject = {
            "states": "".join(_state(found, k) for k in range(len(found.values))),
            "filled": round(found.filled),
            "here": said(found, n, rows=self.rule.each is not None),
            "reads": list(sources(self.rule, around)),
        }
        if self.rule.each is not None:
            answer["bases"] = list(bases(self.rule.each, around[-1]))
        if found.error:
            answer["error"] = self._wrong(desk.flow, found.error)
        if found.first_fault is not None:
            k, fault = found.first_fault
            answer |= {"failed": found.failed, "first": {"n": k, "why": _fault(fault.value, fault.why)}}
        return answer

    def _wrong(self, flow: Flow, told: str) -> JsonObject:
        """What is wrong with the expression: in which part, at which character, and why."""
        problems = [each for each in meaning(self.within(flow)) if each.place[:1] in (("map",), ("checks",))]
        own = [
            each for each in problems if each.place[-1:] and each.place[-1] in ("select", "transform", "each")
        ]
        if not own:
            return {"part": "", "at": None, "why": translated(told)}
        part, message = str(own[0].place[-1]), own[0].message
        text = str(getattr(self.rule, part) or "")
        if (found := _AT.search(message)) is not None:
            return {"part": part, "at": int(found[1]) - 1, "why": translated(found[2])}
        if (found := _LINE.search(message)) is not None:
            return {"part": part, "at": _place(text, int(found[1]), found[2]), "why": translated(found[2])}
        return {"part": part, "at": None, "why": translated(message.rpartition("': ")[2])}


def _place(text: str, line: int, why: str) -> int:
    """The character at which a line of a template is wrong: where a name stands that the reason names."""
    begins = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    named = _NAMED.search(why)
    at = text.find(named[1], begins) if named else -1
    return max(at, begins)


def said(found: Outcome, n: int, *, rows: bool = False, characters: int = _CHARACTERS) -> str:
    """What one sample gives, in one line."""
    values = [value for value in found.values[n] if value not in EMPTY] if n < len(found.values) else []
    if rows:
        number = sum(len(value) for value in values if isinstance(value, list))
        return n_("{n} row", "{n} rows", number) if found.values else ""
    more = " · …" if len(values) > _VALUES else ""
    return " · ".join(short(value, characters) for value in values[:_VALUES]) + more


def _state(found: Outcome, n: int) -> str:
    """How one sample fares in one letter: b(ad), g(ood), p(artly), n(othing)."""
    if found.faults[n] is not None:
        return "b"
    filled = [value not in EMPTY for value in found.values[n]]
    return "g" if filled and all(filled) else "p" if any(filled) else "n"


def _fault(value: Any, why: str) -> str:
    return translated(why) if value in EMPTY else f"{short(value, 60)}: {translated(why)}"
