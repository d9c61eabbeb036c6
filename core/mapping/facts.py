"""What can be said of a template without data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes


@dataclass(slots=True)
class Facts:
    """What can be said of a template without data."""

    #: it is one `{{ … }}` and keeps the type of its value
    single: bool = False
    #: it says itself what happens to a null value, or does not use it
    handles_null: bool = False
    tables: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)


def walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with its depth, without recursion."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def facts_of(tree: nodes.Template) -> Facts:
    """Find them out."""
    facts = Facts(single=_is_single(tree), handles_null=_handles_null(tree))
    for node, _ in walk(tree):
        match node:
            case nodes.Filter(name="lookup", args=[nodes.Const(value=str(name)), *_]):
                facts.tables.append(name)
            case nodes.Getattr(node=nodes.Name(name="settings"), attr=name):
                facts.settings.append(name)
            case nodes.Getattr(node=nodes.Name(name="checks"), attr=name):
                facts.checks.append(name)
            case _:
                pass
    return facts


def _is_single(tree: nodes.Template) -> bool:
    outputs = tree.body
    if len(outputs) != 1 or not isinstance(outputs[0], nodes.Output):
        return False
    return len(outputs[0].nodes) == 1 and not isinstance(outputs[0].nodes[0], nodes.TemplateData)


def _handles_null(tree: nodes.Template) -> bool:
    """Whether the template says what null becomes: by default, a test or a choice on it, or not using it."""
    return not _uses_value(tree) or any(_asks(node) for node, _ in walk(tree))


def _asks(node: nodes.Node) -> bool:
    """Whether a node makes a difference between null and other values of `value`."""
    match node:
        case nodes.Filter(name="default" | "d", node=inner) if inner is not None:
            return _uses_value(inner)
        case nodes.Test(name="none" | "defined" | "undefined", node=inner):
            return _uses_value(inner)
        case nodes.Or(left=inner) | nodes.And(left=inner) | nodes.Not(node=inner):
            return _uses_value(inner)
        case nodes.If(test=inner) | nodes.CondExpr(test=inner):
            return _uses_value(inner)
        case _:
            return False


def _uses_value(node: nodes.Node) -> bool:
    return any(isinstance(one, nodes.Name) and one.name == "value" for one, _ in walk(node))
