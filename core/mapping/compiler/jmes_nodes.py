"""What a JMESPath expression says without data: what is a path, what cannot go wrong, what takes one item."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from core.mapping.jmes_tree import Node

SIGNS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_CHAIN = ("subexpression", "index_expression", "pipe")
_RAISES = ("function_expression", "expref", "variable", "let")


def is_true(value: Any) -> bool:
    """Whether JMESPath takes a value for true: not null, false or empty."""
    return not (value is None or value is False or (isinstance(value, str | list | dict) and not value))


def is_chain(node: Node) -> bool:
    """Whether a node is a path of fields and places alone."""
    if node["type"] in _CHAIN:
        return all(is_chain(child) for child in node["children"])
    return node["type"] in ("field", "index", "identity", "current")


def is_pure(node: Node) -> bool:
    """Whether nothing in a node can go wrong, so that leaving out a part of the work is not seen."""
    if node["type"] in _RAISES or (node["type"] == "comparator" and node["value"] in SIGNS):
        return False
    return node["type"] == "slice" or all(is_pure(child) for child in node["children"])


def takes_first(node: Node) -> bool:
    """Whether a node is `[0]`, or a path that begins with it."""
    with suppress(IndexError):
        while node["type"] in ("index_expression", "subexpression"):
            first, second = node["children"][:2]
            if first["type"] in ("identity", "current"):
                return bool(second["type"] == "index" and second["value"] == 0)
            node = first
    return False


def after_first(node: Node) -> Node:
    """The same node, going on from the item that `[0]` gives."""
    first, *rest = node["children"]
    if first["type"] in ("identity", "current"):
        return {**node, "children": [first, *rest[1:]]}
    return {**node, "children": [after_first(first), *rest]}
