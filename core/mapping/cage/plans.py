"""What a caged process can be asked: to shape records, to select values from them, to read what is written.

A plan travels to the process as it is. There it is made ready, and answers questions: quickly, many at a
time; or carefully, one by one, when it says what it is about to evaluate and leaves out what it is told to.
Answers come back as JSON, which `read` takes apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from core.errors import Misconfigured
from core.fields import Field
from core.mapping.cage.wire import Reader, written
from core.mapping.careful import Careful
from core.mapping.expression import expression
from core.mapping.mapping import Empty, Mapping
from core.mapping.renderer import Compiled
from core.mapping.rules import Leaf, Problem, Rows, check_rules, read_rules
from core.mapping.scope import Scope, View
from core.records import Fault, JsonObject, Rendering

#: Told what is about to be evaluated; gives why it must not be, where it must not.
Watch = Callable[[str], str | None]


class Made(Protocol):
    """A plan made ready, inside a caged process."""

    @property
    def facts(self) -> Any:
        """What is known of it without a question, as JSON."""
        ...

    def quickly(self, questions: Sequence[Any]) -> bytes:
        """The answers."""
        ...

    def carefully(self, question: Any, watch: Watch) -> bytes:
        """The answer to one, nothing evaluated that `watch` was not told before."""
        ...


class Plan(Protocol):
    """One thing to be asked, on both sides of the socket."""

    @property
    def size(self) -> int:
        """How many expressions it has, about."""
        ...

    def make(self) -> Made:
        """Make it ready."""
        ...

    def failed(self, why: str) -> bytes:
        """The answer to a question that brought the process down."""
        ...

    def read(self, body: bytes) -> list[Any]:
        """The answers; ValueError when they are none."""
        ...


# --- shape records

#: A fault as it travels: field, expression, value, reason.
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
    """What is known of a mapping: its rules, or all that is wrong with it; and the function made of it."""

    problems: list[tuple[str, str]]
    rules: list[RuleFacts]
    source: str


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
        rules, problems = read_rules(self.mapping, self.fields)
        return _Shaping(Compiled(self.mapping, rules), problems)

    def failed(self, why: str) -> bytes:
        """Nothing but a fault."""
        return written(([{}], [(0, told([Fault("the record", "", None, why)]))]))

    def read(self, body: bytes) -> list[Rendering]:
        """The renderings."""
        payloads, faults = _SHAPED.read(body)
        of = {n: tuple(Fault(*one) for one in found) for n, found in faults}
        return [Rendering(payload, of.get(n, ())) for n, payload in enumerate(payloads)]


class _Shaping:
    def __init__(self, compiled: Compiled, problems: list[Problem]) -> None:
        self.compiled = compiled
        self.facts = (
            MappingFacts(problems, [], "")
            if problems
            else MappingFacts([], [_facts(rule) for rule in compiled.rules], getattr(compiled, "source", ""))
        )

    def quickly(self, questions: Sequence[Scope]) -> bytes:
        payloads, faults = self.compiled.outputs(questions)
        return written((msgspec.Raw(payloads), [(n, told(found)) for n, found in faults]))

    def carefully(self, question: Scope, watch: Watch) -> bytes:
        rendering = _Watched(self.compiled.mapping, question, watch).of(self.compiled.rules)
        return written(([rendering.payload], [(0, told(rendering.faults))]))


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


# --- select values


@dataclass(frozen=True, slots=True)
class Selected:
    """What expressions give on one record: the value of each by its name, or why it has none."""

    values: JsonObject
    faults: dict[str, str]

    @property
    def fault(self) -> str | None:
        """Why the first of those that have no value has none; None when all have one."""
        return next(iter(self.faults.values()), None)


_SELECTED = Reader(list[tuple[JsonObject, dict[str, str]]])


@dataclass(frozen=True, slots=True)
class Selecting:
    """Evaluate expressions; a question is a scope, an answer has the raw value of each by its name."""

    texts: dict[str, str]

    @property
    def size(self) -> int:
        """How many expressions there are."""
        return len(self.texts)

    def make(self) -> Made:
        """Parse them."""
        return _Selecting(self.texts)

    def failed(self, why: str) -> bytes:
        """No value for any."""
        return written([({}, dict.fromkeys(self.texts, f"the expression {why}"))])

    def read(self, body: bytes) -> list[Selected]:
        """The values."""
        return [Selected(*one) for one in _SELECTED.read(body)]


class _Selecting:
    def __init__(self, texts: dict[str, str]) -> None:
        self.expressions = {name: expression(text) for name, text in texts.items()}
        self.facts: Any = None

    def quickly(self, questions: Sequence[Scope]) -> bytes:
        return written([self._one(scope, _never) for scope in questions])

    def carefully(self, question: Scope, watch: Watch) -> bytes:
        return written([self._one(question, watch)])

    def _one(self, scope: Scope, watch: Watch) -> tuple[dict[str, msgspec.Raw], dict[str, str]]:
        values, faults = {}, {}
        for name, one in self.expressions.items():
            if (why := watch(name)) is not None:
                faults[name] = f"the expression {why}"
                continue
            try:
                values[name] = msgspec.Raw(written(one.of(scope)))
            except ValueError as error:
                faults[name] = str(error)
        return values, faults


def _never(_name: str) -> None:
    return None


# --- read what is written


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a mapping, to be read."""

    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """An expression, to be read; with `checks`, only those and Koppel's own variables may be in it."""

    text: str
    where: str = ""
    checks: tuple[str, ...] | None = None


_READ = Reader(list[list[tuple[str, str]]])


@dataclass(frozen=True, slots=True)
class Reading:
    """Find what is wrong with rules and expressions; an answer is a list of problems, each with its place."""

    size: int

    def make(self) -> Made:
        """Nothing to be done."""
        return _Reading()

    def failed(self, why: str) -> bytes:
        """That reading did not come to an end."""
        return written([[("", f"reading this {why}")]])

    def read(self, body: bytes) -> list[list[Problem]]:
        """The problems."""
        return _READ.read(body)


class _Reading:
    facts: Any = None

    def quickly(self, questions: Sequence[Rules | Text]) -> bytes:
        return written([_problems(question) for question in questions])

    def carefully(self, question: Rules | Text, watch: Watch) -> bytes:
        if isinstance(question, Text):
            why = watch("")
            return written([[("", f"{question.text!r}: reading it {why}")] if why else _problems(question)])
        found: list[Problem] = []
        for n, rule in enumerate(question.mapping.rules):
            if (why := watch(f"map[{n}]")) is not None:
                found.append((f"map[{n}]", f"rule {rule.to}: reading its expressions {why}"))
            else:
                check_rules(question.mapping.model_copy(update={"rules": (rule,)}))
        if not found:
            found = check_rules(question.mapping)
        return written([found])


def _problems(question: Rules | Text) -> list[Problem]:
    if isinstance(question, Rules):
        return check_rules(question.mapping)
    try:
        expression(question.text, question.where, question.checks)
    except Misconfigured as error:
        return [("", str(error))]
    return []
