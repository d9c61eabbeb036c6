"""Shape records by a mapping, in a caged process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from core.fields import Field
from core.mapping.cage.frames import Part, Parts
from core.mapping.cage.plans import Made, Watch
from core.mapping.cage.wire import Reader, written
from core.mapping.careful import Careful
from core.mapping.mapping import Empty, Mapping
from core.mapping.rules import Leaf, Problem, Rows, read_rules
from core.mapping.scope import Scope, View
from core.records import Fault, JsonObject, Rendering

if TYPE_CHECKING:
    from core.mapping.renderer import Compiled

#: A fault as it travels: its field, expression, value and reason.
Told = tuple[str, str, Any, str]


def told(faults: Sequence[Fault]) -> list[Told]:
    """Faults as they travel."""
    return [(fault.to, fault.expression, fault.value, fault.why) for fault in faults]


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is known of a rule without data: where its value goes, whether null passes by its transform."""

    to: str
    path: tuple[str, ...]
    expression: str
    empty: Empty
    skips_null: bool = False
    rules: tuple[RuleFacts, ...] = ()


class MappingFacts(msgspec.Struct, frozen=True):
    """What is known of a mapping: its rules, or all that is wrong with it."""

    problems: list[tuple[str, str]]
    rules: list[RuleFacts]


def facts_of(rules: Sequence[Leaf | Rows], problems: list[Problem]) -> MappingFacts:
    """What is known of rules that were read."""
    return MappingFacts(problems, [] if problems else [_facts(rule) for rule in rules])


def _facts(rule: Leaf | Rows) -> RuleFacts:
    if isinstance(rule, Rows):
        return RuleFacts(
            rule.to, rule.path, rule.each_text, rule.empty, rules=tuple(_facts(one) for one in rule.rules)
        )
    return RuleFacts(rule.to, rule.path, rule.expression, rule.empty, rule.skips_null)


_SHAPED = Reader(tuple[list[JsonObject], list[tuple[int, list[Told]]]])


@dataclass(frozen=True, slots=True)
class Shaping:
    """Shape records by a mapping; a question is a scope, an answer a rendering."""

    mapping: Mapping
    fields: tuple[Field, ...]

    @property
    def size(self) -> int:
        """How many rules it has, those of rows included."""
        waiting, count = list(self.mapping.rules), 0
        while waiting:
            count += 1
            waiting += waiting.pop().map
        return count

    def make(self) -> Made:
        """Compile it."""
        from core.mapping.renderer import Compiled  # noqa: PLC0415  - the cage has it; who asks needs it not

        rules, problems = read_rules(self.mapping, self.fields)
        return _Shaping(Compiled(self.mapping, rules), facts_of(rules, problems), asked=not problems)

    def failed(self, why: str) -> Parts:
        """Nothing but a fault."""
        return one(Rendering({}, (Fault("the record", "", None, why),)))

    def read(self, body: Part) -> list[Rendering]:
        """The renderings."""
        payloads, faults = _SHAPED.read(body)
        of = {n: tuple(Fault(*one) for one in found) for n, found in faults}
        return [Rendering(payload, of.get(n, ())) for n, payload in enumerate(payloads)]


@dataclass(frozen=True, slots=True)
class Explaining(Shaping):
    """Show how a mapping shapes records: the function of all its rules, for people to read."""

    def make(self) -> Made:
        """Compile it; the function's text is what is known of it."""
        from core.mapping.renderer import Compiled  # noqa: PLC0415  - as above

        compiled = Compiled(self.mapping, read_rules(self.mapping, self.fields)[0])
        return _Shaping(compiled, compiled.source, asked=False)


def one(rendering: Rendering) -> Parts:
    """One answer."""
    return [written(([rendering.payload], [(0, told(rendering.faults))]))]


class _Shaping:
    def __init__(self, compiled: Compiled, facts: Any, *, asked: bool) -> None:
        self.compiled, self.facts = compiled, facts
        self._asked = asked

    def prepare(self) -> None:
        if self._asked:
            self.compiled.prepare()

    def quickly(self, questions: Sequence[Scope]) -> Parts:
        payloads, faults = self.compiled.outputs(questions)
        return [b"[", payloads, b",", written([(n, told(found)) for n, found in faults]), b"]"]

    def carefully(self, question: Scope, watch: Watch) -> Parts:
        return one(watched(self.compiled, question, watch))


def watched(compiled: Compiled, scope: Scope, watch: Watch) -> Rendering:
    """One rendering, rule after rule, each of them told before."""
    return _Watched(compiled.mapping, scope, watch).of(compiled.rules)


class _Watched(Careful):
    """Renders rule after rule, and says which comes next."""

    def __init__(self, mapping: Mapping, scope: Scope, watch: Watch) -> None:
        super().__init__(mapping, scope)
        self._watch = watch
        self._left_out: set[str] = set()

    def value(self, rule: Leaf | Rows, view: View, prefix: str) -> Any:
        """What a rule gives; of one that must not be tried, a fault, once for all rows."""
        name = _without_numbers(prefix) + rule.to
        if (why := self._watch(name)) is None:
            return super().value(rule, view, prefix)
        if name not in self._left_out:
            self._left_out.add(name)
            text = rule.expression if isinstance(rule, Leaf) else rule.each_text
            self._note(prefix + rule.to, text, None, why)
        return msgspec.UNSET


def _without_numbers(prefix: str) -> str:
    """A place in rows without the rows' numbers: `Lines[3].` is `Lines[].`."""
    parts = prefix.split("[")
    return "[".join([parts[0], *(part[part.index("]") :] if "]" in part else part for part in parts[1:])])
