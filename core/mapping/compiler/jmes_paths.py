"""Paths of JMESPath as Python source: fields, places, slices, and lists whose lists are dissolved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.mapping.compiler.accesses import Accesses, field_source, place_source, write_flat
from core.mapping.compiler.source import Lines, Names
from core.mapping.jmes_tree import Node
from core.mapping.scope import field_of_mark


class Paths:
    """Writes expressions of one level (the record, or the rows of a list) into lines, node by node."""

    def __init__(self, names: Names, levels: list[Accesses], lines: Lines, variables: dict[str, str]) -> None:
        self.names, self.levels, self.lines = names, levels, lines
        self.variables = variables
        #: values that are known while compiling, by the text that stands for them
        self.known: dict[str, Any] = {}
        #: lists without lists in them, or null
        self._flats: set[str] = set()

    def value(self, node: Node, at: str) -> str:
        """Write a node's statements; gives the name of its value. `at` is the current node's name."""
        write: Callable[[Node, str], str] = getattr(self, f"_{node['type']}")
        return write(node, at)

    def constant(self, value: Any) -> str:
        """The text that stands for a value known now."""
        # by a name, for Python warns of literals that are asked for what they cannot have
        text = self.names.bind(value, str(value) if value or value is False else "nothing")
        self.known[text] = value
        return text

    def _hoisted(self, name: str) -> Accesses | None:
        return next((level for level in self.levels if name in level), None)

    def _assigned(self, source: str, hint: str = "v") -> str:
        name = self.names.fresh(hint)
        self.lines.add(f"{name} = {source}")
        return name

    def _current(self, node: Node, at: str) -> str:  # noqa: ARG002  - every node is written alike
        return at

    _identity = _current

    def _field(self, node: Node, at: str) -> str:
        key = node["value"]
        if at in self.known:
            value = self.known[at]
            return self.constant(value.get(key) if isinstance(value, dict) else field_of_mark(value, key))
        if (level := self._hoisted(at)) is not None:
            return level.field(at, key)
        text = self.names.literal(key)
        return self._assigned(field_source(at, text), key)

    def _index(self, node: Node, at: str) -> str:
        if (level := self._hoisted(at)) is not None:
            return level.place(at, node["value"])
        return self._assigned(place_source(at, node["value"]))

    def _slice(self, node: Node, at: str) -> str:
        bounds = ":".join("" if bound is None else str(bound) for bound in node["children"])
        return self._assigned(f"{at}[{bounds}] if isinstance({at}, list) else None")

    def _subexpression(self, node: Node, at: str) -> str:
        for child in node["children"]:
            at = self.value(child, at)
        return at

    _index_expression = _subexpression

    def _flatten(self, node: Node, at: str) -> str:
        return self._flat(self.value(node["children"][0], at))

    def _flat(self, of: str) -> str:
        if (level := self._hoisted(of)) is not None:
            name = level.flat(of)
        else:
            name = self.names.fresh("items")
            write_flat(of, name, self.lines)
        self._flats.add(name)
        return name
