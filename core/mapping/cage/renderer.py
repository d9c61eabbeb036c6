"""Shape records in the cage: what the rest of Koppel compiles and renders with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from core.errors import Misconfigured
from core.fields import Field
from core.mapping.cage.call import LATE, Asked
from core.mapping.cage.frames import Gone
from core.mapping.cage.known import Known
from core.mapping.cage.problems import check_rules
from core.mapping.cage.process import Late
from core.mapping.cage.shaping import Explaining, MappingFacts, RuleFacts, Shaping
from core.mapping.cage.wire import Reader
from core.mapping.mapping import Mapping
from core.mapping.scope import Scope
from core.records import Rendering

_FACTS, _SOURCE = Reader(MappingFacts), Reader(str)

#: The mappings that were compiled last; the same is not compiled again only to be asked what it is.
_known: Known[MappingFacts] = Known()


class Renderer:
    """A mapping compiled in the cage; rendering borrows a process for as long as it takes.

    `rules` tell what is known of each rule without data.
    """

    def __init__(self, asked: Asked, facts: MappingFacts) -> None:
        self._asked = asked
        self.rules: tuple[RuleFacts, ...] = tuple(facts.rules)

    @cached_property
    def source(self) -> str:
        """The function of all its rules, for people to read."""
        shaping = self._asked.plan
        assert isinstance(shaping, Shaping)  # noqa: S101  - by `compile`
        try:
            return _SOURCE.read(Asked(Explaining(shaping.mapping, shaping.fields), self._asked.owner).facts())
        except (Late, Gone, ValueError):
            raise Misconfigured(f"reading the mapping {LATE}") from None

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order; an expression that runs away is a fault of its record."""
        return self._asked.answers(scopes)


def compile(mapping: Mapping, fields: Sequence[Field] = (), owner: str = "") -> Renderer:  # noqa: A001  - it is what it does
    """Compile a mapping; Misconfigured names every rule that is wrong, its expression and the place in it.

    `owner` is the flow whose it is: flows do not share processes.
    """
    asked = Asked(Shaping(mapping, tuple(fields)), owner)
    facts = _facts(asked)
    if facts.problems:
        raise Misconfigured("; ".join(message for _, message in facts.problems))
    return Renderer(asked, facts)


def _facts(asked: Asked) -> MappingFacts:
    assert isinstance(asked.plan, Shaping)  # noqa: S101  - by `compile`
    if (known := _known.get(asked.key)) is not None:
        return known
    try:
        facts = _FACTS.read(asked.facts())
    except (Late, Gone, ValueError):
        found = check_rules(asked.plan.mapping, owner=asked.owner)
        raise Misconfigured(
            "; ".join(message for _, message in found) or f"reading the mapping {LATE}"
        ) from None
    _known.keep(asked.key, facts)
    return facts
