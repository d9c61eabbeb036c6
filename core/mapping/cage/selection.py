"""Values selected from records in the cage: a flow's `where`, its natural key, and what checks ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.errors import Misconfigured
from core.mapping.cage.call import Asked
from core.mapping.cage.problems import problems
from core.mapping.cage.reading import Text
from core.mapping.cage.selecting import Selected, Selecting
from core.mapping.careful import marked
from core.mapping.scope import Placeholder, Scope


class Selection:
    """Expressions by name, compiled together: asked for many scopes at once, each gives its raw value."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def of(self, scopes: Sequence[Scope]) -> list[Selected]:
        """The values of each scope, in order, and why a name has none."""
        found: list[Selected] = self._asked.answers(scopes)
        return [_marked(one, scope) for one, scope in zip(found, scopes, strict=True)]


def select(texts: dict[str, str], where: dict[str, str] | None = None, owner: str = "") -> Selection:
    """Compile expressions; Misconfigured names the first that is wrong, `where` it stands, the place in it.

    `owner` is the flow whose they are: flows do not share processes.
    """
    places = where or {}
    written = [Text(text, places.get(name, "")) for name, text in texts.items()]
    for found in problems(written, owner):
        for _, message in found:
            raise Misconfigured(message)
    return Selection(Asked(Selecting(texts), owner))


def holds(value: Any) -> bool:
    """Whether a value is true as JMESPath has it: not false, null, or an empty text, list or object."""
    return value is not None and value is not False and value not in ("", [], {})


def _marked(found: Selected, scope: Scope) -> Selected:
    """What stands for a thing yet to be made comes back as an object with its mark: make it that again."""
    if not marked(scope.checks):
        return found
    return Selected({name: Placeholder.again(value) for name, value in found.values.items()}, found.faults)
