"""Select values from records by expressions, in a caged process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from core.mapping.cage.frames import Part, Parts
from core.mapping.cage.plans import Made, Watch
from core.mapping.cage.wire import Reader, written
from core.mapping.expression import expression
from core.mapping.scope import Scope
from core.records import JsonObject


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

    def failed(self, why: str) -> Parts:
        """No value for any."""
        return [written([({}, dict.fromkeys(self.texts, f"the expression {why}"))])]

    def read(self, body: Part) -> list[Selected]:
        """The values."""
        return [Selected(*one) for one in _SELECTED.read(body)]


class _Selecting:
    def __init__(self, texts: dict[str, str]) -> None:
        self.expressions = {name: expression(text) for name, text in texts.items()}
        self.facts: Any = None

    def prepare(self) -> None:
        """Nothing to be done."""

    def quickly(self, questions: Sequence[Scope]) -> Parts:
        return [written([self._one(scope, _never) for scope in questions])]

    def carefully(self, question: Scope, watch: Watch) -> Parts:
        return [written([self._one(question, watch)])]

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
