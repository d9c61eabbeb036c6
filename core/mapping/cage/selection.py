"""Values selected from records in the cage: a flow's `where`, its natural key, and what checks ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from core.errors import Misconfigured
from core.mapping.cage.call import Asked
from core.mapping.cage.problems import problems
from core.mapping.cage.reading import Text
from core.mapping.cage.selecting import Selected, Selecting
from core.mapping.careful import marked
from core.mapping.scope import Placeholder, Scope

#: A variable that does not come with the record: what a check found, or the run.
_MOVING = re.compile(r"\$(?!(?:record|parent|index|settings)\b)")


class Selection:
    """Expressions by name, compiled together: asked for many scopes at once, each gives its raw value.

    Who asks one gives it the same `settings` each time. `steady`: then it gives the same on a record whatever
    the checks of a flow have found, and is evaluated once on each record of a batch.
    """

    def __init__(self, asked: Asked, texts: Iterable[str]) -> None:
        self._asked = asked
        self.steady = not any(_MOVING.search(text) for text in texts)

    def of(self, scopes: Sequence[Scope]) -> list[Selected]:
        """The values of each scope, in order, and why a name has none."""
        kept = [self._kept(scope) for scope in scopes]
        new = [scope for scope, one in zip(scopes, kept, strict=True) if one is None]
        found = iter(self._asked.answers(new))
        return [one or self._keep(next(found), scope) for one, scope in zip(kept, scopes, strict=True)]

    def _kept(self, scope: Scope) -> Selected | None:
        answers, place = self._answers(scope)
        return answers.get(place)

    def _keep(self, found: Selected, scope: Scope) -> Selected:
        answers, place = self._answers(scope)
        made = answers[place] = _marked(found, scope)
        return made

    def _answers(self, scope: Scope) -> tuple[dict[tuple[int, int | None], Any], tuple[int, int | None]]:
        """Where a batch keeps what is said of a scope; nowhere, where nothing of it can be kept."""
        place = scope.batch.place(scope.record) if self.steady and scope.batch is not None else None
        if scope.batch is None or place is None:
            return {}, (0, None)
        return scope.batch.answers.setdefault(self, {}), (place, scope.index)


def select(texts: dict[str, str], where: dict[str, str] | None = None, owner: str = "") -> Selection:
    """Compile expressions; Misconfigured names the first that is wrong, `where` it stands, the place in it.

    `owner` is the flow whose they are: flows do not share processes.
    """
    places = where or {}
    written = [Text(text, places.get(name, "")) for name, text in texts.items()]
    for found in problems(written, owner):
        for _, message in found:
            raise Misconfigured(message)
    return Selection(Asked(Selecting(texts), owner), texts.values())


def holds(value: Any) -> bool:
    """Whether a value is true as JMESPath has it: not false, null, or an empty text, list or object."""
    return value is not None and value is not False and value not in ("", [], {})


def _marked(found: Selected, scope: Scope) -> Selected:
    """What stands for a thing yet to be made comes back as an object with its mark: make it that again."""
    if not marked(scope.checks):
        return found
    return Selected({name: Placeholder.again(value) for name, value in found.values.items()}, found.faults)
