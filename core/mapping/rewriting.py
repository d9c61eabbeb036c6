"""Turn a checked template into functions alone: nothing else is left in it that could be called."""

from __future__ import annotations

from typing import cast

from jinja2 import nodes

from core.mapping.facts import walk
from core.mapping.jinja import SANDBOX


def rewrite(tree: nodes.Template) -> None:
    """Make methods, `range`, `~`, slices and loops calls of Koppel's own functions."""
    for node, _ in reversed(list(walk(tree))):  # from within: in `a.strip().upper()` both are calls
        for name in node.fields:
            inner = getattr(node, name)
            if isinstance(inner, nodes.Node):
                setattr(node, name, _rewritten(inner))
            elif isinstance(inner, list):
                setattr(
                    node, name, [_rewritten(one) if isinstance(one, nodes.Node) else one for one in inner]
                )
        if isinstance(node, nodes.For):
            node.iter = _filter(node.iter, "loop()", [])
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const(None, lineno=node.lineno)


def _rewritten(node: nodes.Node) -> nodes.Node:
    match node:
        case nodes.Call(node=nodes.Getattr(node=holder, attr=attr), args=args, kwargs=kwargs):
            return _filter(holder, f".{attr}()", args, kwargs)
        case nodes.Call(args=[first, *more]):
            return _filter(first, "range()", more)
        case nodes.Getitem(node=holder, arg=nodes.Slice(start=start, stop=stop, step=step)):
            return _filter(holder, "slice()", [one or nodes.Const(None) for one in (start, stop, step)])
        case nodes.Concat(nodes=parts):
            return _filter(nodes.List(parts, lineno=node.lineno), "joined()", [])
        case _:
            return node


def _filter(
    node: nodes.Node, name: str, args: list[nodes.Expr], kwargs: list[nodes.Keyword] | None = None
) -> nodes.Filter:
    made = nodes.Filter(cast("nodes.Expr", node), name, args, kwargs or [], None, None, lineno=node.lineno)
    made.set_environment(SANDBOX)
    return made
