"""Render one record by the interpreter, rule after rule: what is slower, counts its work and can explain.

This is what a mapping means. The compiled function gives the same or asks here.
"""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from core.fields import Field, FieldType, convert
from core.mapping.interpreter import Interpreter
from core.mapping.limits import begin, items
from core.mapping.mapping import Empty, Mapping
from core.mapping.rules import Leaf, Rows
from core.mapping.scope import Placeholder, Scope, View
from core.mapping.values import Unfit, empty, named, number, plain, shown
from core.records import Fault, JsonObject, Rendering


class Careful:
    """One record on its way to a payload; `UNSET` stands for a value that is left out."""

    def __init__(self, mapping: Mapping, scope: Scope) -> None:
        self.mapping, self.scope = mapping, scope
        self.faults: list[Fault] = []
        self.interpreter = Interpreter({})
        self.marked = marked(scope.checks)
        checks = {**dict.fromkeys(mapping.checks), **scope.checks}
        self.top = self._view(scope.node, scope.item, scope.index, scope.parent, checks)

    def of(self, rules: tuple[Leaf | Rows, ...]) -> Rendering:
        """The whole payload."""
        return Rendering(self._object(rules, self.top, ""), tuple(self.faults))

    def value(self, rule: Leaf | Rows, view: View, prefix: str) -> Any:
        """What a rule gives where it looks from, as it is to be sent; a fault is noted, and leaves it out."""
        to = prefix + rule.to
        try:
            value = self._rows(rule, view, to) if isinstance(rule, Rows) else self._leaf(rule, view, to)
        except _Faulty:
            return UNSET
        if not empty(value):
            return value
        if rule.empty is Empty.FAIL:
            expression = rule.expression if isinstance(rule, Leaf) else rule.each_text
            self._note(to, expression, value, "is empty, but the rule says that it must not be")
        return None if rule.empty is Empty.NULL else UNSET

    def again(self, rule: Leaf | Rows, *way: tuple[Rows, Any, int]) -> Any:
        """The same in rows, and rows of these: of each the list's rule, the row and its place."""
        view, prefix = self.top, ""
        for rows, row, n in way:
            view, prefix = self.inner(rows, view, row, n), f"{prefix}{rows.to}[{n}]."
        return self.value(rule, view, prefix)

    def finished(self, rule: Leaf, value: Any) -> Any:
        """What a rule has made, as its field holds it."""
        return finished(value, rule.field, marked=self.marked)

    def inner(self, rule: Rows, outer: View, row: Any, n: int) -> View:
        """How the rules for a row look: from the row, at what the checks found for it."""
        checks: JsonObject = outer.names["checks"]
        own = (
            {**checks, **{name: aligned(checks[name], n) for name in rule.aligned}}
            if rule.aligned
            else checks
        )
        return self._view(row, row, n, outer.node, own)

    def _view(self, node: Any, item: Any, index: int | None, parent: Any, checks: JsonObject) -> View:
        own = {
            "record": self.scope.record,
            "parent": parent,
            "index": index,
            "settings": self.mapping.settings,
            "run": self.scope.run,
        }
        return View(node, {**checks, **own}, {**own, "checks": checks, "item": item})

    def _object(self, rules: tuple[Leaf | Rows, ...], view: View, prefix: str) -> JsonObject:
        made: JsonObject = {}
        for rule in rules:
            value = self.value(rule, view, prefix)
            if value is UNSET:
                continue
            holder = made
            for segment in rule.path[:-1]:
                holder = holder.setdefault(segment, {})
            holder[rule.path[-1]] = value
        return made

    def _note(self, to: str, expression: str, value: Any, why: str) -> None:
        self.faults.append(Fault(to, expression, shown(value), why))

    def _leaf(self, rule: Leaf, view: View, to: str) -> Any:
        value: Any = None
        expression = rule.select_text
        try:
            value = self._selected(rule, view)
            expression = rule.expression
            if rule.transform is not None and not (value is None and rule.skips_null):
                value = self._transformed(rule, view, value)
            return self.finished(rule, value)
        except ValueError as error:
            self._note(to, expression, value, str(error))
            raise _Faulty from None

    def _selected(self, rule: Leaf, view: View) -> Any:
        if rule.select is None:
            return view.node
        self.interpreter.variables = view.variables
        try:
            return self.interpreter.value(rule.select.node, view.node)
        except ValueError:
            mark = self._mark([name for name, _ in rule.select.free], view)
            if mark is None:
                raise
            return mark

    def _transformed(self, rule: Leaf, view: View, value: Any) -> Any:
        assert rule.transform is not None  # noqa: S101  - the caller asked
        try:
            return rule.transform.of({**view.names, "value": value}, self.mapping.tables)
        except ValueError:
            if self.marked and Placeholder.in_(value):
                return value
            mark = self._mark(rule.transform.facts.checks, view)
            if mark is None:
                raise
            return mark

    def _mark(self, checks: list[str], view: View) -> str | None:
        """What stands for a value that cannot be made before a check has made its thing."""
        if self.marked:
            for name in checks:
                found = view.variables.get(name)
                if isinstance(found, Placeholder):
                    return str(found["*"])
        return None

    def _rows(self, rule: Rows, view: View, to: str) -> list[JsonObject]:
        self.interpreter.variables = view.variables
        found: Any = None
        try:
            found = self.interpreter.value(rule.each, view.node)
            rows = listed(found)
        except ValueError as error:
            self._note(to, rule.each_text, found, str(error))
            raise _Faulty from None
        return [
            self._object(rule.rules, self.inner(rule, view, row, n), f"{to}[{n}].")
            for n, row in enumerate(rows)
        ]


class _Faulty(Exception):
    """The rule has no value; the fault is noted."""


def marked(checks: JsonObject) -> bool:
    """Whether any check is still to find or make what it stands for."""
    return any(
        isinstance(found, Placeholder)
        or (isinstance(found, list) and any(isinstance(one, Placeholder) for one in found))
        for found in checks.values()
    )


def listed(found: Any) -> list[Any]:
    """What `each` gives, as rows: null gives none."""
    if not isinstance(found, list | None):
        raise Unfit(f"`each` needs a list, but it gives {named(found)}")
    items(len(found or ()))
    return found or []


def aligned(found: Any, n: int) -> Any:
    """What a check with its own `each` found for the item at this place."""
    if isinstance(found, list):
        return found[n] if n < len(found) else None
    return found


def finished(value: Any, field: Field | None, *, marked: bool) -> Any:
    """A value as the target's field holds it; ValueError says why it cannot. An empty one stays as it is."""
    if isinstance(value, list | dict | tuple):
        begin()
    value = plain(value)
    if field is None or empty(value) or (marked and Placeholder.in_(value)):
        return value
    if isinstance(value, str) and field.type in (FieldType.INTEGER, FieldType.DECIMAL):
        value = number(value)  # within the bounds of numbers
    return convert(value, field)
