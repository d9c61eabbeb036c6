"""Transforms as Python: a template becomes one expression of a generated function.

What it gives is what `Template.of` gives; where it raises, `Template.of` is asked. Each part is written for the
kinds of values that records hold and asks the sandbox about all others. Texts of up to SHORT characters are not
counted: all that one transform makes of them comes to little beside the volume that it may make.
"""

from __future__ import annotations

import inspect
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import nodes
from jinja2.compiler import operators

from core.mapping.compiler.pieces import SCALARS, SHORT, Bind, Fresh, Piece, Sure, literal
from core.mapping.compiler.shortcuts import OPERATORS, reached, shortcut, written
from core.mapping.compiler.source import NotCompiled
from core.mapping.compiler.steps import Step, Steps
from core.mapping.facts import walk
from core.mapping.functions import ENTRIES
from core.mapping.functions.tables import TABLES
from core.mapping.jinja import SANDBOX
from core.mapping.limits import CHARACTERS, Exceeded
from core.mapping.mapping import Table
from core.mapping.methods import joined
from core.mapping.profile import read
from core.mapping.template import Template
from core.mapping.undefined import Unknown
from core.mapping.values import plain

#: Deeper trees would be more brackets than Python reads.
_DEEPEST = 30
#: Uncounted texts that a transform may make, in times of SHORT: a tenth of the volume.
_UNCOUNTED = 1_000
_GETITEM, _BINARY, _SIGN = SANDBOX.getitem, SANDBOX.call_binop, SANDBOX.call_unop
#: What functions that return no more than a text or a number are declared to return.
_SCALAR_RESULTS = ("str", "str | None", "int", "bool", "Decimal", "int | Decimal")


def lower(
    template: Template, names: dict[str, str], bind: Bind, fresh: Fresh, tables: dict[str, Table]
) -> str:
    """A Python expression with the template's value; NotCompiled when only Jinja itself can tell it.

    `names` says by which name the function reaches what a template can name: JSON values. `bind` gives a name
    for a constant, `fresh` one for a value on the way. The function opens an account (`limits.begin`) before.
    Texts, numbers, true, false and null may still be too large to be sent; all else is checked by `plain`.
    """
    tree, facts = read(template.source)
    if any(depth > _DEEPEST for _, depth in walk(tree)):
        raise NotCompiled("it is nested too deeply")
    writer = _Writer(names, bind, fresh, template, tables)
    outputs = [node.nodes if isinstance(node, nodes.Output) else _refused(node) for node in tree.body]
    made = writer.result(outputs[0][0]) if facts.single else writer.text([one for row in outputs for one in row])
    if writer.uncounted > _UNCOUNTED:
        raise NotCompiled("it may make more text than is left uncounted")
    return made


def _refused(node: nodes.Node) -> list[nodes.Expr]:
    raise NotCompiled(f"{type(node).__name__.lower()} is left to Jinja")


def exceeded(size: int) -> str:
    """Refuse a text that is too long."""
    raise Exceeded(f"the transform makes {size} characters, at most {CHARACTERS} are possible")


class _Writer:
    """Writes one template, part by part."""

    def __init__(
        self, names: dict[str, str], bind: Bind, fresh: Fresh, template: Template, tables: dict[str, Table]
    ) -> None:
        self.names, self.bind, self.fresh = names, bind, fresh
        self.template, self.tables = template, tables
        self.steps = Steps(bind, fresh, tables)
        self.uncounted = 0

    def result(self, node: nodes.Expr) -> str:
        """The value of a template that is one expression."""
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test = self.value(node.test).source
            return f"({self.result(node.expr1)} if {test} else {self.result(node.expr2)})"
        piece = self.value(node)
        if piece.sure >= Sure.SCALAR:
            return piece.source
        first, again = piece.held(self.fresh)
        return f"({again} if type({first}) in {self.bind(SCALARS)} else {self.bind(plain)}({again}))"

    def text(self, parts: list[nodes.Expr]) -> str:
        """The text of any other template."""
        return self._concatenated(parts, CHARACTERS, lambda names: f"{self.bind(exceeded)}({CHARACTERS})")

    def _concatenated(self, parts: list[nodes.Expr], most: int, otherwise: Any) -> str:
        """Texts one behind the other if they are short enough together."""
        size, firsts, shown = 0, [], []
        for part in parts:
            if isinstance(part, nodes.TemplateData | nodes.Const) and type(known := _constant(part)) is str:
                size += len(known)
                shown.append(literal(known, self.bind))
            else:
                first, again = Piece(self._written(self.value(part))).held(self.fresh)
                firsts.append(f"len({first})")
                shown.append(again)
        if not firsts:
            return f"({' + '.join(shown) or repr('')})"
        if size:
            firsts.append(str(size))
        return f"({' + '.join(shown)} if {' + '.join(firsts)} <= {most} else {otherwise(shown)})"

    def _written(self, piece: Piece) -> str:
        if piece.sure is Sure.TEXT:
            return piece.source
        first, again = piece.held(self.fresh)
        return f"({again} if type({first}) is str else {self.bind(written)}({again}))"

    def value(self, node: nodes.Expr) -> Piece:  # noqa: PLR0911  - one per kind of node
        """An expression with its value."""
        match node:
            case nodes.Name(name=name, ctx="load") if name in self.names:
                return Piece(self.names[name], Sure.DEFINED)
            case nodes.Const() | nodes.Neg(node=nodes.Const()) if (known := _constant(node)) is not _UNKNOWN:
                return Piece(literal(known, self.bind), Sure.TEXT if type(known) is str else Sure.SCALAR)
            case nodes.Tuple(items=items) | nodes.List(items=items):
                return self._row(items, isinstance(node, nodes.Tuple))
            case nodes.Dict(items=pairs):
                shown = (f"{self.value(one.key).source}: {self.value(one.value).source}" for one in pairs)
                return Piece(f"{{{', '.join(shown)}}}", Sure.DEFINED)
            case nodes.Getattr() | nodes.Getitem():
                return self._item(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                return self._test(node)
            case _:
                return self._operation(node)

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
            case nodes.BinExpr(operator=sign, left=left, right=right):
                return self._reckoned(sign, self.value(left), self.value(right))
            case nodes.Neg(node=inner) | nodes.Pos(node=inner):
                return Piece(f"{self.bind(_SIGN)}(None, {node.operator!r}, {self.value(inner).source})", Sure.SCALAR)
            case _:
                raise NotCompiled(f"{type(node).__name__.lower()} is left to Jinja")

    def _row(self, items: list[nodes.Expr], fixed: bool) -> Piece:  # noqa: FBT001  - a tuple or a list
        shown = "".join(f"{self.value(one).source}, " for one in items)
        return Piece(f"({shown})" if fixed else f"[{shown}]", Sure.DEFINED)

    def _reckoned(self, sign: str, left: Piece, right: Piece) -> Piece:
        if sign in OPERATORS:
            return Piece(f"{self.bind(OPERATORS[sign])}({left.source}, {right.source})", Sure.DEFINED)
        return Piece(f"{self.bind(_BINARY)}(None, {sign!r}, {left.source}, {right.source})", Sure.DEFINED)

    def _item(self, node: nodes.Getattr | nodes.Getitem) -> Piece:
        """A key or a place: quick where it is there."""
        key, (first, again) = _key(node), self.value(node.node).held(self.fresh)
        getitem = self.bind(_GETITEM)
        if key is None:
            assert isinstance(node, nodes.Getitem)  # noqa: S101  - the other has a key
            return Piece(f"{getitem}({first}, {self.value(node.arg).source})")
        shown = literal(key, self.bind)
        return Piece(f"({again}[{shown}] if {_has(first, again, key, shown)} else {getitem}({again}, {shown}))")

    def _known(self, node: nodes.Expr) -> Piece | None:
        """A path below a name with null for all that is undefined, if that is what it is."""
        if isinstance(node, nodes.Name):
            return self.value(node)
        if not isinstance(node, nodes.Getattr | nodes.Getitem) or (key := _key(node)) is None:
            return None
        if (inner := self._known(node.node)) is None:
            return None
        (first, again), shown = inner.held(self.fresh), literal(key, self.bind)
        quick = f"{again}.get({shown}) if type({first}) is dict"
        if type(key) is int:
            quick = f"{again}[{shown}] if {_has(first, again, key, shown)}"
        return Piece(f"({quick} else {self.bind(reached)}({again}, {shown}))", Sure.DEFINED)

    def _filter(self, node: nodes.Filter) -> Piece:
        if (made := self._default(node)) is not None:
            return made
        run: list[tuple[nodes.Filter, Step]] = []
        inner: nodes.Expr | None = node
        while isinstance(inner, nodes.Filter) and (step := self._step(inner)):
            if run and step.sure is not Sure.TEXT:
                break
            run.append((inner, step))
            inner = inner.node
        if run:
            return self._run(run[::-1])
        assert node.node is not None  # noqa: S101  - only blocks have none
        if node.name == "joined()" and isinstance(node.node, nodes.List):
            made = self._concatenated(node.node.items, SHORT, lambda names: f"{self.bind(joined)}([{', '.join(names)}])")
            self.uncounted += 1
            return Piece(made, Sure.TEXT)
        value = self.value(node.node)
        if (given := _given(node)) is not None and (quick := shortcut(node.name, given, self._callable(node))):
            self.uncounted += 1
            sure = Sure.NOTHING if node.name in ("first", "last", ".get()") else Sure.SCALAR
            return Piece(f"{self.bind(quick)}({value.source})", sure)
        return Piece(self._call(node, value.source), _sure_of(node.name))

    def _run(self, run: list[tuple[nodes.Filter, Step]]) -> Piece:
        """Functions in a row: as one chain on a short text, else called one after the other."""
        start = run[0][0].node
        assert start is not None  # noqa: S101  - only blocks have none
        asks = run[0][0].name in ("default", "d")
        root = (asks and self._known(start)) or self.value(start)
        first, again = root.held(self.fresh)
        quick, slow, null, growth = again, again, "None", 1
        for node, step in run:
            quick, slow = step.source(quick), self._call(node, slow)
            null = step.null if null == "None" else null if node.name in ("default", "d") else ""
            growth *= step.growth
            self.uncounted += growth
        last = run[-1][1].sure
        condition = f"type({first}) is str and len({again}) <= {SHORT}"
        source = f"({quick} if {condition} else {f'{null} if {again} is None else ' if null else ''}{slow})"
        return Piece(source, min(last, _sure_of(run[-1][0].name)))

    def _default(self, node: nodes.Filter) -> Piece | None:
        """`default` alone: what may be missing is not made an error first."""
        if node.name not in ("default", "d") or node.kwargs or len(node.args) != 1 or node.node is None:
            return None
        if isinstance(node.node, nodes.Filter) or not _pure(node.args[0]):
            return None
        value, otherwise = self._known(node.node) or self.value(node.node), self.value(node.args[0])
        first, again = value.held(self.fresh)
        missing = "" if value.sure else f" or type({again}) is {self.bind(Unknown)}"
        return Piece(f"({otherwise.source} if {first} is None{missing} else {again})", min(Sure.DEFINED, otherwise.sure))

    def _step(self, node: nodes.Filter) -> Step | None:
        given = _given(node)
        return None if given is None else self.steps.of(node.name, given, lambda x: self._call(node, x))

    def _callable(self, node: nodes.Filter) -> Any:
        return SANDBOX.filters[node.name]

    def _call(self, node: nodes.Filter | nodes.Test, value: str) -> str:
        """An ordinary call of a function or a test."""
        known = SANDBOX.filters if isinstance(node, nodes.Filter) else SANDBOX.tests
        given = [value, *(self.value(one).source for one in node.args)]
        if getattr(known[node.name], "jinja_pass_arg", None) is not None:
            given.insert(0, self.bind(self.context))
        if node.kwargs:
            if not all(one.key.isascii() for one in node.kwargs):
                raise NotCompiled("Python has its own idea of such a name")
            given.append(f"**{{{', '.join(f'{one.key!r}: {self.value(one.value).source}' for one in node.kwargs)}}}")
        return f"{self.bind(known[node.name])}({', '.join(given)})"

    def _test(self, node: nodes.Test) -> Piece:
        asks = node.name in ("defined", "undefined")
        path = self._known(node.node.node) if isinstance(node.node, nodes.Getattr | nodes.Getitem) else None
        if asks and path is not None and type(key := _key(node.node)) is str:
            (first, again), shown = path.held(self.fresh), literal(key, self.bind)
            undefined = f"type({self.bind(_GETITEM)}({again}, {shown})) is {self.bind(Unknown)}"
            source = f"(True if {_has(first, again, key, shown)} else not {undefined})"
            return Piece(source if node.name == "defined" else f"(not {source})", Sure.SCALAR)
        value = self.value(node.node)
        if value.sure and node.name in _TESTS:
            first, again = value.held(self.fresh)
            return Piece(f"({_TESTS[node.name].format(first, again)})", Sure.SCALAR)
        return Piece(self._call(node, value.source), Sure.SCALAR)


_TESTS = {
    "none": "{0} is None",
    "true": "{0} is True",
    "false": "{0} is False",
    "string": "isinstance({0}, str)",
    "boolean": "{0} is True or {1} is False",
}
