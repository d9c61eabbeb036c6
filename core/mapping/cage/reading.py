"""Read what is written, rules and expressions, in a caged process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import Misconfigured
from core.mapping.cage.frames import Part, Parts
from core.mapping.cage.plans import Made, Watch
from core.mapping.cage.wire import Reader, written
from core.mapping.expression import expression
from core.mapping.mapping import Mapping
from core.mapping.rules import Problem, check_rules


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

    def failed(self, why: str) -> Parts:
        """That reading did not come to an end."""
        return [written([[("", f"reading this {why}")]])]

    def read(self, body: Part) -> list[list[Problem]]:
        """The problems."""
        return _READ.read(body)


class _Reading:
    facts: Any = None

    def prepare(self) -> None:
        """Nothing to be done."""

    def quickly(self, questions: Sequence[Rules | Text]) -> Parts:
        return [written([_problems(question) for question in questions])]

    def carefully(self, question: Rules | Text, watch: Watch) -> Parts:
        if isinstance(question, Text):
            why = watch("")
            return [written([[("", f"{question.text!r}: reading it {why}")] if why else _problems(question)])]
        found: list[Problem] = []
        for n, rule in enumerate(question.mapping.rules):
            if (why := watch(f"map[{n}]")) is not None:
                found.append((f"map[{n}]", f"rule {rule.to}: reading its expressions {why}"))
            else:
                check_rules(question.mapping.model_copy(update={"rules": (rule,)}))
        if not found:
            found = check_rules(question.mapping)
        return [written([found])]


def _problems(question: Rules | Text) -> list[Problem]:
    if isinstance(question, Rules):
        return check_rules(question.mapping)
    try:
        expression(question.text, question.where, question.checks)
    except Misconfigured as error:
        return [("", str(error))]
    return []
