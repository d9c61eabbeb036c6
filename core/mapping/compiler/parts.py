"""A mapping put together from one function for each rule: what an edit leaves as it was is made already.

One function of all rules runs quicker and takes longer to make. This is for mappings that are being edited.
"""

from __future__ import annotations

import pickle
from typing import Any
from weakref import WeakValueDictionary

from core.mapping.careful import Careful
from core.mapping.compiler.function import Render, Rendered
from core.mapping.compiler.payload import payload_of
from core.mapping.compiler.program import Writer
from core.mapping.mapping import Mapping
from core.mapping.rules import Leaf, Rows


class Parts:
    """The functions of rules in mappings that differ in nothing else, as long as one of these is in use."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._known: WeakValueDictionary[Any, Render] = WeakValueDictionary()

    def render(self, rules: tuple[Leaf | Rows, ...], *, whole: bool) -> Render:
        """What renders by these rules; NotCompiled where Python cannot."""
        values = [self._value(rule, whole=whole) for rule in rules]
        payload = payload_of(tuple(rule.path for rule in rules))

        def render(seen: tuple[Any, ...]) -> Rendered:
            careful: Careful | None = None
            made = []
            for value in values:
                one, careful = value(seen, careful)
                made.append(one)
            return payload(*made), careful

        return render

    def _value(self, rule: Leaf | Rows, *, whole: bool) -> Render:
        key = whole, _told(rule)
        made = self._known.get(key)
        if made is None:
            made = self._known[key] = Writer(self._mapping, whole=whole).part(rule).render
        return made


def _told(rule: Leaf | Rows) -> tuple[Any, ...]:
    """All that a rule says."""
    if isinstance(rule, Rows):
        return rule.to, rule.each_text, rule.aligned, rule.empty, *map(_told, rule.rules)
    transform = rule.transform and rule.transform.source
    return rule.to, rule.select_text, transform, rule.empty, rule.field, rule.gives


_known: WeakValueDictionary[bytes, Parts] = WeakValueDictionary()


def parts(mapping: Mapping) -> Parts:
    """Those of mappings like this one."""
    key = pickle.dumps((mapping.tables, mapping.settings, mapping.checks))
    made = _known.get(key)
    if made is None:
        made = _known[key] = Parts(mapping)
    return made
