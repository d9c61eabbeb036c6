"""The functions that a mapping is compiled to, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec

from core.documents import exact
from core.mapping.compiler.decoder import Pruned, pruned
from core.mapping.compiler.function import Program, Render
from core.mapping.compiler.parts import Parts, parts
from core.mapping.compiler.program import Writer
from core.mapping.compiler.source import NotCompiled
from core.mapping.mapping import Mapping
from core.mapping.rules import Leaf, Rows

#: A record in JSON.
Json = bytes | memoryview
Decode = Callable[[Json], Any]

#: A record in JSON, whole.
decoded = msgspec.json.Decoder(float_hook=exact).decode


class Programs:
    """The functions of a mapping.

    Of one that is `edited`, scopes are rendered rule by rule: an edit is seen sooner so.
    """

    def __init__(
        self, mapping: Mapping, rules: tuple[Leaf | Rows, ...], *, prunes: bool, edited: bool
    ) -> None:
        self._mapping, self._rules = mapping, rules
        self._prunes, self._edited = prunes, edited

    @cached_property
    def from_json(self) -> tuple[Decode, Render]:
        """What makes of a record in JSON a payload in most cases."""
        if self.pruned is not None:
            return self.pruned.decode, self.pruned.program.render
        return decoded, self.whole.render if self.whole else _never

    @cached_property
    def pruned(self) -> Pruned | None:
        """For a record in JSON of which a part is decoded; None where records are used whole."""
        return pruned(self._mapping, self._rules) if self._prunes else None

    @cached_property
    def whole(self) -> Program | None:
        """All rules in one function; None where they are nested too deeply for it."""
        try:
            return Writer(self._mapping, whole=True).program(self._rules)
        except NotCompiled:
            return None

    @cached_property
    def of_record(self) -> Render | None:
        """What renders a record; None where rules are nested too deeply for a function."""
        if self._edited:
            return self._in_parts(whole=True)
        return self.whole.render if self.whole else None

    @cached_property
    def of_item(self) -> Render | None:
        """What renders an item of a record; None where rules are nested too deeply for a function."""
        return self._in_parts(whole=False)

    @cached_property
    def _parts(self) -> Parts:
        return parts(self._mapping)

    def _in_parts(self, *, whole: bool) -> Render | None:
        try:
            return self._parts.render(self._rules, whole=whole)
        except NotCompiled:
            return None


def _never(_seen: tuple[Any, ...]) -> Any:
    raise NotCompiled("it is interpreted")
