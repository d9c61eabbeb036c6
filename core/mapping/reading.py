"""Which source paths an expression reads, so that a page can show the fields that nothing uses."""

from __future__ import annotations

from core.mapping.jmes import Node, parse
from core.mapping.limits import Wrong

_EACH = ("projection", "filter_projection", "value_projection")


def paths(text: str, at: str = "") -> list[str]:
    """The source paths that a JMESPath expression reads, `lines[].sku` for a field of each row.

    Paths start at the current node, which is `at` in the record; `$record` starts at the
    record. Other variables are no source paths. An expression that cannot be parsed reads nothing.
    """
    try:
        node = parse(text).node
    except Wrong:
        return []
    read: dict[str, None] = {}
    reader = _Reader(read)
    reader.note(reader.walk(node, [at], {"record": [""]}))
    return list(read)


class _Reader:
    """Follows the tree, carrying the paths that a node's value may have come from."""

    def __init__(self, read: dict[str, None]) -> None:
        self.read = read

    def note(self, found: list[str]) -> None:
        """Keep paths as read."""
        self.read.update((path.strip("."), None) for path in found if path.strip("."))

    def walk(self, node: Node, at: list[str], bound: dict[str, list[str]]) -> list[str]:  # noqa: PLR0911  - one per kind
        """The paths of a node's value; those that lead no further are noted as read."""
        kind, children = node["type"], node["children"]
        if kind == "field":
            return [f"{path}.{_quoted(node['value'])}" for path in at]
        if kind in ("current", "identity"):
            return at
        if kind == "variable":
            return bound.get(node["value"], [])
        if kind in ("index", "slice", "flatten"):
            inner = self.walk(children[0], at, bound) if kind == "flatten" else at
            return [_rows(path) for path in inner]
        if kind in ("subexpression", "pipe", "index_expression", *_EACH):
            return self._through(node, at, bound)
        if kind == "let":
            *values, body = children
            inner_bound = {n: self.walk(v, at, bound) for n, v in zip(node["value"], values, strict=True)}
            return self.walk(body, at, {**bound, **inner_bound})
        return self._together(node, at, bound)

    def _through(self, node: Node, at: list[str], bound: dict[str, list[str]]) -> list[str]:
        """One step after the other: the right side starts where the left one arrives."""
        children = node["children"]
        if node["type"] not in _EACH:
            for child in children:
                at = self.walk(child, at, bound)
            return at
        base = self.walk(children[0], at, bound)
        star = "." if node["type"] == "value_projection" else ""
        rows = [f"{path}.*" if star else _rows(path) for path in base]
        if node["type"] == "filter_projection":
            self.note(self.walk(children[2], rows, bound))
        return self.walk(children[1], rows, bound)

    def _together(self, node: Node, at: list[str], bound: dict[str, list[str]]) -> list[str]:
        """Several things side by side: choices lead on, whatever else is read here."""
        children = node["children"]
        if node["type"] == "function_expression" and any(c["type"] == "expref" for c in children):
            lists = [p for c in children if c["type"] != "expref" for p in self.walk(c, at, bound)]
            rows = [_rows(path) for path in lists]
            for child in children:
                if child["type"] == "expref":
                    self.note(self.walk(child["children"][0], rows, bound))
            return lists
        found = [path for child in children for path in self.walk(child, at, bound)]
        if node["type"] in ("or_expression", "and_expression", "key_val_pair"):
            return found
        self.note(found)
        return []


def _rows(path: str) -> str:
    return path if path.endswith("[]") else path + "[]"


def _quoted(name: str) -> str:
    return name if name.replace("_", "a").isalnum() else '"' + name.replace('"', '\\"') + '"'
