"""What the rules of a mapping have given so far, which is what they will give: functions count on it.

A function that counts on a type is quicker, and as right: a value of another is looked at more closely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.mapping.careful import Careful
from core.mapping.mapping import Mapping
from core.mapping.rules import Leaf, Rows
from core.mapping.scope import Scope


def expecting(
    mapping: Mapping, rules: tuple[Leaf | Rows, ...], scopes: Iterable[Scope]
) -> tuple[Leaf | Rows, ...]:
    """The same rules, told which types they gave these records."""
    kinds: dict[int, Counter[type]] = {}
    for scope in scopes:
        _Observed(mapping, scope, kinds).of(rules)
    frequent = {rule: tuple(kind for kind, _ in given.most_common()) for rule, given in kinds.items()}
    return _marked(rules, frequent)


def _marked(rules: tuple[Leaf | Rows, ...], kinds: dict[int, tuple[type, ...]]) -> tuple[Leaf | Rows, ...]:
    return tuple(
        replace(rule, rules=_marked(rule.rules, kinds))
        if isinstance(rule, Rows)
        else replace(rule, gives=kinds.get(id(rule), ()))
        for rule in rules
    )


class _Observed(Careful):
    """Renders, and notes what each rule gives but null, before it is made fit for its field."""

    def __init__(self, mapping: Mapping, scope: Scope, kinds: dict[int, Counter[type]]) -> None:
        super().__init__(mapping, scope)
        self._kinds = kinds

    def finished(self, rule: Leaf, value: Any) -> Any:
        """Note it."""
        if value is not None:
            self._kinds.setdefault(id(rule), Counter())[type(value)] += 1
        return super().finished(rule, value)
