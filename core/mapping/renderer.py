"""Render records into payloads by a compiled mapping, with every fault of a record at once.

A field that cannot be made is left out and reported, whether the target requires it or not; what the faults
of a record mean for it is decided where its verdict is. Of a fault, words and a short value are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.errors import Misconfigured
from core.fields import Field, FieldType, convert
from core.mapping.interpreter import Interpreter
from core.mapping.limits import begin, items
from core.mapping.mapping import Empty, Mapping
from core.mapping.rules import Leaf, Rows, read_rules
from core.mapping.scope import Placeholder, Scope
from core.mapping.values import Unfit, empty, named, number, plain, shown
from core.records import Fault, JsonObject, Rendering


class Renderer(Protocol):
    """Shapes records, many at a time; `rules` are those of the mapping, in its order."""

    @property
    def rules(self) -> tuple[Leaf | Rows, ...]:
        """What is known of each rule without data: its path, and whether null passes by its transform."""
        ...

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order."""
        ...


def compile(mapping: Mapping, fields: Sequence[Field] = ()) -> Compiled:  # noqa: A001  - it is what it does
    """Compile a mapping; Misconfigured names every rule that is wrong, its expression and the place in it."""
    rules, problems = read_rules(mapping, fields)
    if problems:
        raise Misconfigured("; ".join(message for _, message in problems))
    return Compiled(mapping, rules)


@dataclass(frozen=True, slots=True)
class _View:
    """Where a rule looks from: the current node, the variables of JMESPath and the names of Jinja."""

    node: Any
    variables: JsonObject
    names: JsonObject


class _Skip(Exception):
    """The rule's value is empty, and empty values are left out."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A mapping read once; its `rules` tell what is known of each without data."""

    mapping: Mapping
    rules: tuple[Leaf | Rows, ...]

    def render(self, scopes: Sequence[Scope]) -> list[Rendering]:
        """One rendering per scope, in order."""
        return [_Rendering(self.mapping, scope).of(self.rules) for scope in scopes]


class _Rendering:
    """One record on its way to a payload."""

    def __init__(self, mapping: Mapping, scope: Scope) -> None:
        self.mapping, self.scope = mapping, scope
        self.faults: list[Fault] = []
        self.interpreter = Interpreter({})
        self.marked = any(_placeholder(found) for found in scope.checks.values())

    def of(self, rules: tuple[Leaf | Rows, ...]) -> Rendering:
        scope = self.scope
        checks = {**dict.fromkeys(self.mapping.checks), **scope.checks}
        view = self._view(scope.node, scope.item, scope.index, scope.parent, checks)
        return Rendering(self._object(rules, view, ""), tuple(self.faults))

    def _view(self, node: Any, item: Any, index: int | None, parent: Any, checks: JsonObject) -> _View:
        own = {
            "record": self.scope.record,
            "parent": parent,
            "index": index,
            "settings": self.mapping.settings,
            "run": self.scope.run,
        }
        return _View(node, {**checks, **own}, {**own, "checks": checks, "item": item})

    def _object(self, rules: tuple[Leaf | Rows, ...], view: _View, prefix: str) -> JsonObject:
        made: JsonObject = {}
        for rule in rules:
            try:
                if isinstance(rule, Rows):
                    value = self._rows(rule, view, prefix + rule.to)
                else:
                    value = self._leaf(rule, view, prefix + rule.to)
                self._place(made, rule, value, prefix)
            except _Skip:
                pass
        return made

    def _place(self, made: JsonObject, rule: Leaf | Rows, value: Any, prefix: str) -> None:
        """Put a value where it belongs, if it is not empty or may be."""
        if empty(value):
            if rule.empty is Empty.FAIL:
                expression = rule.expression if isinstance(rule, Leaf) else rule.each_text
                self._fault(
                    prefix + rule.to, expression, value, "is empty, but the rule says that it must not be"
                )
            if rule.empty is not Empty.NULL:
                return
            value = None
        for segment in rule.path[:-1]:
            made = made.setdefault(segment, {})
        made[rule.path[-1]] = value

    def _fault(self, to: str, expression: str, value: Any, why: str) -> None:
        self.faults.append(Fault(to, expression, shown(value), why))

    def _leaf(self, rule: Leaf, view: _View, to: str) -> Any:
        value: Any = None
        expression = rule.select_text
        try:
            value = self._selected(rule, view)
            expression = rule.expression
            if rule.transform is not None and not (value is None and rule.skips_null):
                value = self._transformed(rule, view, value)
            if isinstance(value, list | dict | tuple):
                begin()
            value = plain(value)
            if rule.field is None or empty(value) or (self.marked and Placeholder.in_(value)):
                return value
            return _converted(value, rule.field)
        except ValueError as error:
            self._fault(to, expression, value, str(error))
            raise _Skip from None

    def _selected(self, rule: Leaf, view: _View) -> Any:
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

    def _transformed(self, rule: Leaf, view: _View, value: Any) -> Any:
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

    def _mark(self, checks: list[str], view: _View) -> str | None:
        """What stands for a value that cannot be made before a check has made its thing."""
        if self.marked:
            for name in checks:
                found = view.variables.get(name)
                if isinstance(found, Placeholder):
                    return str(found["*"])
        return None

    def _rows(self, rule: Rows, view: _View, to: str) -> list[JsonObject]:
        self.interpreter.variables = view.variables
        found: Any = None
        try:
            found = self.interpreter.value(rule.each, view.node)
            rows = _listed(found)
        except ValueError as error:
            self._fault(to, rule.each_text, found, str(error))
            raise _Skip from None
        checks: JsonObject = view.names["checks"]
        made = []
        for n, row in enumerate(rows):
            own = (
                {**checks, **{name: _aligned(checks[name], n) for name in rule.aligned}}
                if rule.aligned
                else checks
            )
            inner = self._view(row, row, n, view.node, own)
            made.append(self._object(rule.rules, inner, f"{to}[{n}]."))
        return made


def _placeholder(found: Any) -> bool:
    return isinstance(found, Placeholder) or (
        isinstance(found, list) and any(isinstance(one, Placeholder) for one in found)
    )


def _listed(found: Any) -> list[Any]:
    """What `each` gives, as rows: null gives none."""
    if not isinstance(found, list | None):
        raise Unfit(f"`each` needs a list, but it gives {named(found)}")
    items(len(found or ()))
    return found or []


def _aligned(found: Any, n: int) -> Any:
    """What a check with its own `each` found for the item at this place."""
    if isinstance(found, list):
        return found[n] if n < len(found) else None
    return found


def _converted(value: Any, field: Field) -> Any:
    """The value as the field's type; text is read as a number only within the bounds of numbers."""
    if isinstance(value, str) and field.type in (FieldType.INTEGER, FieldType.DECIMAL):
        value = number(value)
    return convert(value, field)
