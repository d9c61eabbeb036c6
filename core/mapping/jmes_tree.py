"""A parsed JMESPath expression: its nodes, how many they may be, and how often they may copy their input."""

from __future__ import annotations

from typing import Any

from core.mapping.limits import COPIES, DEPTH, NODES, Wrong

#: A node as jmespath.py makes it: its type, its children, mostly a value.
Node = dict[str, Any]


def check_tree(root: Node) -> None:
    """Hold a tree against the bounds: nodes, depth, loose `&`, copies."""
    waiting, count = [(root, 1)], 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if count > NODES:
            raise Wrong(f"the expression has more than {NODES} parts")
        if depth > DEPTH:
            raise Wrong(f"the expression is nested more than {DEPTH} deep")
        if node["type"] != "slice":
            inner = node["children"]
            loose = node["type"] != "function_expression" and any(c["type"] == "expref" for c in inner)
            if loose or (node is root and node["type"] == "expref"):
                raise Wrong("& can only stand before an argument of a function")
            waiting += [(child, depth + 1) for child in inner]
    copies(root, {})


def copies(node: Node, bound: dict[str, int]) -> int:
    """How many copies of its input a node can put into its result; Wrong when there may be too many."""
    made = _copies(node, bound)
    if made > COPIES:
        raise Wrong(f"the expression multiplies its input more than {COPIES} times")
    return made


def _copies(node: Node, bound: dict[str, int]) -> int:  # noqa: PLR0911  - one per kind of node
    kind, children = node["type"], node["children"]
    if kind == "slice":
        return 1
    if kind == "variable":
        return bound.get(node["value"], 1)
    if kind == "let":
        *values, body = children
        inner = dict(zip(node["value"], [copies(value, bound) for value in values], strict=True))
        return copies(body, {**bound, **inner})
    each = [copies(child, bound) for child in children]
    if kind in ("comparator", "not_expression"):
        return 1
    if kind == "filter_projection":
        return each[0] * each[1]
    if kind in ("or_expression", "and_expression"):
        return max(each)
    if kind in ("multi_select_list", "multi_select_dict", "function_expression"):
        return max(1, sum(each))
    product = 1
    for factor in each:
        product *= factor
    return product
