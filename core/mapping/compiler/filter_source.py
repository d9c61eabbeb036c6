"""The source of functions and tests: chains on short texts, shortcuts for ordinary values, else calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from jinja2 import nodes
from jinja2.runtime import Context

from core.mapping.compiler.amounts import formatted
from core.mapping.compiler.constants import arguments, constant, key, pure, sure_of
from core.mapping.compiler.pieces import SHORT, Bind, Fresh, Piece, Sure, has, literal
from core.mapping.compiler.shortcuts import shortcut
from core.mapping.compiler.source import NotCompiled
from core.mapping.compiler.steps import NULL, OPEN, Step, Steps
from core.mapping.functions.tables import TABLES
from core.mapping.jinja import SANDBOX
from core.mapping.mapping import Table
from core.mapping.template import Template
from core.mapping.undefined import Unknown

_DEFAULTS = ("default", "d")
_GETITEM = SANDBOX.getitem
#: Tests of what is defined for certain.
_TESTS = {
    "none": "{0} is None",
    "true": "{0} is True",
    "false": "{0} is False",
    "string": "isinstance({0}, str)",
    "boolean": "{0} is True or {1} is False",
}


class Expressions(Protocol):
    """Writes what functions and tests are applied to."""

    def value(self, node: nodes.Expr) -> Piece:
        """An expression with its value."""

    def known(self, node: nodes.Expr) -> Piece | None:
        """A path below a name with null for all that is undefined, if that is what it is."""


class FilterSource:
    """Writes the functions and tests of one template."""

    def __init__(
        self, expressions: Expressions, bind: Bind, fresh: Fresh, template: Template, tables: dict[str, Table]
    ) -> None:
        self.expressions, self.bind, self.fresh = expressions, bind, fresh
        self.template, self.tables = template, tables
        self.steps = Steps(bind, fresh, tables)
        self.context: Context | None = None
        #: texts that are made and not counted, in times of SHORT
        self.uncounted = 0

    def of(self, node: nodes.Filter) -> Piece:
        """A function on a value, or several in a row."""
        if (made := self._default(node) or self._formatted(node)) is not None:
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
        value = self.expressions.value(_operand(node))
        return Piece(self._applied(node, value.source), sure_of(node.name))

    def _run(self, run: list[tuple[nodes.Filter, Step]]) -> Piece:
        """Functions in a row: as one chain on a short text, else called one after the other."""
        start = _operand(run[0][0])
        root = (run[0][0].name in _DEFAULTS and self.expressions.known(start)) or self.expressions.value(
            start
        )
        first, again = root.held(self.fresh)
        quick, slow, null, sure, growth = again, again, NULL, root.sure, 1
        for node, step in run:
            quick, slow = step.source(quick), self._applied(node, slow)
            null = step.of_null(null)
            growth *= step.growth
            self.uncounted += growth
            sure = max(sure, Sure.DEFINED) if node.name in _DEFAULTS else sure_of(node.name)
        condition = f"type({first}) is str and len({again}) <= {SHORT}"
        otherwise = slow if null == OPEN else f"{null.source} if {again} is None else {slow}"
        return Piece(
            f"({quick} if {condition} else {otherwise})",
            min(run[-1][1].sure, sure, Sure.SCALAR),
            (condition, quick) if first == again and run[-1][1].sure is Sure.TEXT else None,
        )

    def _default(self, node: nodes.Filter) -> Piece | None:
        """`default` alone: what may be missing is not made an error first."""
        start = _operand(node)
        if (
            node.name not in _DEFAULTS
            or node.kwargs
            or len(node.args) != 1
            or isinstance(start, nodes.Filter)
        ):
            return None
        if not pure(node.args[0]):
            return None
        value = self.expressions.known(start) or self.expressions.value(start)
        otherwise = self.expressions.value(node.args[0])
        first, again = value.held(self.fresh)
        missing = "" if value.sure else f" or type({again}) is {self.bind(Unknown)}"
        source = f"({otherwise.source} if {first} is None{missing} else {again})"
        return Piece(source, min(max(value.sure, Sure.DEFINED), otherwise.sure))

    def _formatted(self, node: nodes.Filter) -> Piece | None:
        """An amount put into a constant text."""
        pattern = constant(_operand(node))
        if node.name != "format" or node.kwargs or len(node.args) != 1 or type(pattern) is not str:
            return None
        if (amount := formatted(pattern)) is None:
            return None
        self.uncounted += 1
        return Piece(f"{self.bind(amount.of)}({self.expressions.value(node.args[0]).source})", Sure.TEXT)

    def _step(self, node: nodes.Filter) -> Step | None:
        given = arguments(node)
        return None if given is None else self.steps.of(node.name, given, lambda x: self._call(node, x))

    def _applied(self, node: nodes.Filter, value: str) -> str:
        """A function on a value: by its shortcut if there is one."""
        given = arguments(node)
        quick = None if given is None else shortcut(node.name, given, self._full(node))
        if quick is None:
            return self._call(node, value)
        self.uncounted += 1
        return f"{self.bind(quick)}({value})"

    def _full(self, node: nodes.Filter) -> Callable[..., Any]:
        """The function itself with its arguments, all constants."""
        call = SANDBOX.filters[node.name]
        given = [constant(one) for one in node.args]
        named = {str(one.key): constant(one.value) for one in node.kwargs}
        context = [self._context()] if _needs_context(call) else []
        return lambda value: call(*context, value, *given, **named)

    def _context(self) -> Context:
        """What functions find their tables in."""
        self.context = self.context or self.template.code.new_context({TABLES: self.tables})
        return self.context

    def _call(self, node: nodes.Filter | nodes.Test, value: str) -> str:
        """An ordinary call of a function or a test."""
        known = SANDBOX.filters if isinstance(node, nodes.Filter) else SANDBOX.tests
        given = [value, *(self.expressions.value(one).source for one in node.args)]
        if _needs_context(known[node.name]):
            given.insert(0, self.bind(self._context()))
        if node.kwargs:
            named = {str(one.key): self.expressions.value(one.value).source for one in node.kwargs}
            if not all(map(str.isascii, named)):
                raise NotCompiled("Python has its own idea of such a name")
            given.append(f"**{{{', '.join(f'{name!r}: {shown}' for name, shown in named.items())}}}")
        return f"{self.bind(known[node.name])}({', '.join(given)})"

    def test(self, node: nodes.Test) -> Piece:
        """A test of a value."""
        if node.name in ("defined", "undefined") and (made := self._defined(node)) is not None:
            return made
        value = self.expressions.value(node.node)
        if value.sure and node.name in _TESTS:
            first, again = value.held(self.fresh)
            return Piece(f"({_TESTS[node.name].format(first, again)})", Sure.SCALAR)
        return Piece(self._call(node, value.source), Sure.SCALAR)

    def _defined(self, node: nodes.Test) -> Piece | None:
        """Whether there is such a key, without making an error of it first."""
        asked = key(node.node)
        if not isinstance(node.node, nodes.Getattr | nodes.Getitem) or type(asked) is not str:
            return None
        if (path := self.expressions.known(node.node.node)) is None:
            return None
        first, again = path.held(self.fresh)
        found = f"{self.bind(_GETITEM)}({again}, {literal(asked, self.bind)})"
        source = (
            f"(True if {has(first, again, asked, self.bind)} else type({found}) is not {self.bind(Unknown)})"
        )
        return Piece(source if node.name == "defined" else f"(not {source})", Sure.SCALAR)


def _needs_context(call: Any) -> bool:
    return getattr(call, "jinja_pass_arg", None) is not None


def _operand(node: nodes.Filter) -> nodes.Expr:
    if node.node is None:
        raise NotCompiled("a block is left to Jinja")
    return node.node
