"""Transforms as Python: a template becomes one expression of a generated function.

What it gives is what `Template.of` gives; where it raises, `Template.of` is asked. Each part is written for
the kinds of values that records hold and asks the sandbox about all others. Texts of up to SHORT characters
are not counted: all that a transform makes of them is little beside the volume that it may make.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2 import nodes
from jinja2.compiler import operators

from core.mapping.compiler.constants import UNKNOWN, constant, key
from core.mapping.compiler.filter_source import FilterSource
from core.mapping.compiler.pieces import SCALARS, SHORT, Bind, Fresh, Piece, Sure, has, literal
from core.mapping.compiler.reckoning import OPERATORS, divided_by
from core.mapping.compiler.shortcuts import reached, written
from core.mapping.compiler.source import NotCompiled
from core.mapping.facts import walk
from core.mapping.jinja import SANDBOX
from core.mapping.limits import CHARACTERS, Exceeded
from core.mapping.mapping import Table
from core.mapping.methods import joined
from core.mapping.profile import read as read_anew
from core.mapping.template import Template
from core.mapping.values import plain

#: Deeper trees would be more brackets than Python reads.
_DEEPEST = 30
#: Trees are only looked at, and a mapping is compiled again for each edit of one of its rules.
read = lru_cache(512)(read_anew)
#: Divisors up to this are far from every bound.
_LARGEST = 10**9
#: Uncounted texts that a transform may make, in times of SHORT: a tenth of the volume.
_UNCOUNTED = 1_000
_GETITEM, _BINARY, _SIGN = SANDBOX.getitem, SANDBOX.call_binop, SANDBOX.call_unop


def lower(
    template: Template, names: dict[str, str], bind: Bind, fresh: Fresh, tables: dict[str, Table]
) -> Piece:
    """A Python expression with the template's value; NotCompiled when only Jinja itself can tell it.

    `names` says by which name the function reaches what a template can name: JSON values. `bind` gives a name
    for a constant, `fresh` one for a value on the way. The function opens an account (`limits.begin`) before.
    Texts, numbers, true, false and null may still be unfit to be sent; all else has gone through `plain`.
    """
    tree, facts = read(template.source)
    if any(depth > _DEEPEST for _, depth in walk(tree)):
        raise NotCompiled("it is nested too deeply")
    writer = _Writer(names, bind, fresh, template, tables)
    parts = [part for node in tree.body for part in _parts(node)]
    made = writer.result(parts[0]) if facts.single else Piece(writer.text(parts), Sure.TEXT)
    if writer.filters.uncounted > _UNCOUNTED:
        raise NotCompiled("it may make more text than is left uncounted")
    return made


def _parts(node: nodes.Node) -> list[nodes.Expr]:
    if isinstance(node, nodes.Output):
        return node.nodes
    raise NotCompiled(f"{type(node).__name__.lower()} is left to Jinja")


def exceeded() -> str:
    """Refuse a text that is too long."""
    raise Exceeded(f"the transform makes more than {CHARACTERS} characters")


class _Writer:
    """Writes one template, part by part."""

    def __init__(
        self, names: dict[str, str], bind: Bind, fresh: Fresh, template: Template, tables: dict[str, Table]
    ) -> None:
        self.names, self.bind, self.fresh = names, bind, fresh
        self.filters = FilterSource(self, bind, fresh, template, tables)

    def result(self, node: nodes.Expr) -> Piece:
        """The value of a template that is one expression."""
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test, one, other = self.value(node.test), self.result(node.expr1), self.result(node.expr2)
            return Piece(f"({one.source} if {test.source} else {other.source})")
        piece = self.value(node)
        if piece.sure >= Sure.SCALAR:
            return piece
        first, again = piece.held(self.fresh)
        source = f"({again} if type({first}) in {self.bind(SCALARS)} else {self.bind(plain)}({again}))"
        return Piece(source, quick=piece.quick)

    def text(self, parts: list[nodes.Expr]) -> str:
        """The text of any other template."""
        return self._in_a_row(parts, CHARACTERS, lambda _: f"{self.bind(exceeded)}()")

    def _in_a_row(self, parts: list[nodes.Expr], most: int, otherwise: Callable[[list[str]], str]) -> str:
        """Texts one behind the other if they are short enough together."""
        size, lengths, shown = 0, [], []
        for part in parts:
            if type(known := constant(part)) is str:
                size += len(known)
                shown.append(literal(known, self.bind))
            else:
                first, again = Piece(self._written(self.value(part))).held(self.fresh)
                lengths.append(f"len({first})")
                shown.append(again)
        whole = " + ".join(shown) or repr("")
        if not lengths:
            return f"({whole})"
        return f"({whole} if {' + '.join(lengths)} <= {most - size} else {otherwise(shown)})"

    def _written(self, piece: Piece) -> str:
        if piece.sure is Sure.TEXT:
            return piece.source
        first, again = piece.held(self.fresh)
        return f"({again} if type({first}) is str else {self.bind(written)}({again}))"

    def value(self, node: nodes.Expr) -> Piece:  # noqa: PLR0911  - one per kind
        """An expression with its value."""
        if (known := constant(node)) is not UNKNOWN:
            return Piece(literal(known, self.bind), Sure.TEXT if type(known) is str else Sure.SCALAR)
        match node:
            case nodes.Name(name=name, ctx="load") if name in self.names:
                return Piece(self.names[name], Sure.DEFINED)
            case nodes.Getattr() | nodes.Getitem():
                return self._item(node)
            case nodes.Filter(name="joined()", node=nodes.List(items=parts)):
                self.filters.uncounted += 1
                call = self.bind(joined)
                made = self._in_a_row(parts, SHORT, lambda shown: f"{call}([{', '.join(shown)}])")
                return Piece(made, Sure.TEXT)
            case nodes.Filter():
                return self.filters.of(node)
            case nodes.Test():
                return self.filters.test(node)
            case nodes.Tuple() | nodes.List() | nodes.Dict():
                return self._collection(node)
            case _:
                return self._operation(node)

    def known(self, node: nodes.Expr) -> Piece | None:
        """A path below a name with null for all that is undefined, if that is what it is."""
        if isinstance(node, nodes.Name):
            return self.value(node)
        asked = key(node)
        if asked is None or not isinstance(node, nodes.Getattr | nodes.Getitem):
            return None
        if (inner := self.known(node.node)) is None:
            return None
        (first, again), shown = inner.held(self.fresh), literal(asked, self.bind)
        quick = f"{again}.get({shown}) if type({first}) is dict"
        if type(asked) is int:
            quick = f"{again}[{shown}] if {has(first, again, asked, self.bind)}"
        return Piece(f"({quick} else {self.bind(reached)}({again}, {shown}))", Sure.DEFINED)

    def _item(self, node: nodes.Getattr | nodes.Getitem) -> Piece:
        """A key or a place: quick where it is there."""
        asked, (first, again) = key(node), self.value(node.node).held(self.fresh)
        getitem = self.bind(_GETITEM)
        if asked is None and isinstance(node, nodes.Getitem):
            return Piece(f"{getitem}({first}, {self.value(node.arg).source})")
        shown = literal(asked, self.bind)
        found = has(first, again, asked, self.bind) if asked is not None else ""
        return Piece(f"({again}[{shown}] if {found} else {getitem}({again}, {shown}))")

    def _collection(self, node: nodes.Tuple | nodes.List | nodes.Dict) -> Piece:
        if isinstance(node, nodes.Dict):
            pairs = (f"{self.value(one.key).source}: {self.value(one.value).source}" for one in node.items)
            return Piece(f"{{{', '.join(pairs)}}}", Sure.DEFINED)
        shown = "".join(f"{self.value(one).source}, " for one in node.items)
        return Piece(f"({shown})" if isinstance(node, nodes.Tuple) else f"[{shown}]", Sure.DEFINED)

    def _operation(self, node: nodes.Expr) -> Piece:
        match node:
            case nodes.CondExpr(test=test, expr1=one, expr2=other) if other is not None:
                yes, no = self.value(one), self.value(other)
                source = f"({yes.source} if {self.value(test).source} else {no.source})"
                return Piece(source, min(yes.sure, no.sure))
            case nodes.And() | nodes.Or():
                left, right = self.value(node.left), self.value(node.right)
                return Piece(f"({left.source} {node.operator} {right.source})", min(left.sure, right.sure))
            case nodes.Not(node=inner):
                return Piece(f"(not {self.value(inner).source})", Sure.SCALAR)
            case nodes.Compare(expr=first, ops=ops):
                rest = (f" {operators[one.op]} {self.value(one.expr).source}" for one in ops)
                return Piece(f"({self.value(first).source}{''.join(rest)})", Sure.SCALAR)
            case nodes.BinExpr(operator=sign, left=one, right=other):
                return self._reckoned(sign, self.value(one).source, other)
            case nodes.Neg(node=inner) | nodes.Pos(node=inner):
                sign = repr(node.operator)
                return Piece(f"{self.bind(_SIGN)}(None, {sign}, {self.value(inner).source})", Sure.SCALAR)
            case _:
                raise NotCompiled(f"{type(node).__name__.lower()} is left to Jinja")

    def _reckoned(self, sign: str, left: str, other: nodes.Expr) -> Piece:
        self.filters.uncounted += 1
        by, right = constant(other), self.value(other).source
        if sign == "/" and type(by) is int and 0 < by < _LARGEST:
            return Piece(f"{self.bind(divided_by(by))}({left})", Sure.SCALAR)
        sure = Sure.DEFINED if sign in ("+", "*") else Sure.SCALAR  # these two also make lists
        if sign in OPERATORS:
            return Piece(f"{self.bind(OPERATORS[sign])}({left}, {right})", sure)
        return Piece(f"{self.bind(_BINARY)}(None, {sign!r}, {left}, {right})", sure)
