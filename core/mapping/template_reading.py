"""Which ways through the record a transform takes, and which value tables it asks, without any data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import TemplateError, nodes

from core.mapping.jinja import SANDBOX
from core.mapping.limits import Wrong, check_text
from core.mapping.read import Kind, Read, Step

#: Filters that give what they were given, an item of it, or it in another order.
_GIVING = {"default", "d", "list", "sort", "unique", "reverse"}
_ITEM = {"first", "last", "min", "max"}


@dataclass(frozen=True, slots=True)
class TemplateReads:
    """What a transform reads: ways from `value`, `record`, `item` and the like, tables, functions."""

    reads: tuple[Read, ...] = ()
    tables: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


@lru_cache(maxsize=2048)
def template_reads(source: str) -> TemplateReads:
    """What a transform reads; nothing when it cannot be parsed."""
    try:
        check_text(source)
        tree = SANDBOX.parse(source)
    except (Wrong, TemplateError, RecursionError, ValueError, OverflowError):
        return TemplateReads()
    reader = _Reader()
    for node in tree.body:
        reader.note(reader.walk(node))
    functions = dict.fromkeys(node.name for node in tree.find_all(nodes.Filter))
    return TemplateReads(tuple(reader.read), tuple(reader.tables), tuple(functions))


@dataclass(slots=True)
class _Reader:
    """Follows the tree; `bound` are the names that the template itself has given."""

    read: dict[Read, None] = field(default_factory=dict)
    tables: dict[str, None] = field(default_factory=dict)
    bound: dict[str, list[Read]] = field(default_factory=dict)
    asking: bool = False

    def note(self, found: list[Read]) -> None:
        """Keep ways that end here."""
        for read in map(_rooted, found):
            self.read[Read(read.root, read.steps, asked=self.asking)] = None

    def ask(self, node: nodes.Node) -> None:
        """Keep the ways of something that is only compared or tested."""
        before, self.asking = self.asking, True
        self.note(self.walk(node))
        self.asking = before

    def walk(self, node: nodes.Node) -> list[Read]:  # noqa: C901, PLR0911  - one per kind
        """The ways of a node's value; those that lead no further are noted."""
        match node:
            case nodes.Name(name=name):
                return self.bound.get(name, [Read(name)])
            case (
                nodes.Getattr(node=inner, attr=name)
                | nodes.Getitem(node=inner, arg=nodes.Const(value=str(name)))
            ):
                return [read.on(Step(Kind.FIELD, name)) for read in self.walk(inner)]
            case nodes.Getitem(node=inner, arg=nodes.Const(value=int(n))):
                return [read.on(Step(Kind.INDEX, str(n))) for read in self.walk(inner)]
            case nodes.Filter():
                return self._filter(node)
            case nodes.Call(node=nodes.Getattr(node=holder), args=args):
                self.note([read for part in (holder, *args) for read in self.walk(part)])
                return []
            case nodes.CondExpr(test=test, expr1=first, expr2=other):
                self.ask(test)
                return [*self.walk(first), *(self.walk(other) if other else [])]
            case nodes.Or(left=left, right=right):
                return [*self.walk(left), *self.walk(right)]
            case nodes.And(left=left, right=right):
                self.ask(left)
                return self.walk(right)
            case nodes.Compare() | nodes.Test() | nodes.Not():
                for child in node.iter_child_nodes():
                    self.ask(child)
                return []
            case _:
                return self._statement(node)

    def _statement(self, node: nodes.Node) -> list[Read]:
        match node:
            case nodes.For(target=nodes.Name(name=name), iter=rows):
                self.bound[name] = [read.on(Step(Kind.ROWS)) for read in self.walk(rows)]
                self.bound["loop"] = []
                parts = [*node.body, *node.else_]
            case nodes.Assign(target=nodes.Name(name=name), node=value):
                self.bound[name] = [*self.bound.get(name, []), *self.walk(value)]
                return []
            case nodes.If(test=test):
                self.ask(test)
                parts = [*node.body, *node.elif_, *node.else_]
            case _:
                parts = list(node.iter_child_nodes())
        for part in parts:
            self.note(self.walk(part))
        return []

    def _filter(self, node: nodes.Filter) -> list[Read]:
        given = self.walk(node.node) if node.node is not None else []
        others = [*node.args, *(keyword.value for keyword in node.kwargs)]
        named = [other.value for other in others if isinstance(other, nodes.Const)]
        if "lookup" in (node.name, *named[:1]) and (table := named[node.name != "lookup" :]):
            self.tables[str(table[0])] = None
        attribute = next((k.value for k in node.kwargs if k.key == "attribute"), None)
        if isinstance(attribute, nodes.Const):
            steps = [Step(Kind.FIELD, name) for name in str(attribute.value).split(".")]
            given = [read.on(Step(Kind.ROWS), *steps) for read in given]
        if node.name in _GIVING:
            return [*given, *(read for other in others for read in self.walk(other))]
        if node.name in _ITEM:
            return [read.on(Step(Kind.ROWS)) for read in given]
        self.note([*given, *(read for other in others for read in self.walk(other))])
        return []


def _rooted(read: Read) -> Read:
    """The way under its name in JMESPath: `item` is the node, `checks.customer` is `$customer`."""
    if read.root == "item":
        return Read("", read.steps)
    if read.root == "checks" and read.steps:
        return Read(read.steps[0].name, read.steps[1:])
    return read
