"""The Jinja that transforms are written in: no attribute of Python is reached, every operation is bounded.

Names lead to JSON values, dots and brackets to their keys and items; methods are a short list of functions;
filters are Koppel's own. Templates are rewritten to that before they are compiled (`profile`).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial, wraps
from typing import Any, cast

from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.mapping.functions import ENTRIES
from core.mapping.guard import guarded
from core.mapping.methods import METHODS, joined, loop, method, range_, slice_
from core.mapping.operators import binary, numeral
from core.mapping.scope import field_of_mark
from core.mapping.undefined import Unknown
from core.mapping.values import Unfit, named

_LOOP = frozenset(
    ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth")
)
_TESTS = (
    *("none", "number", "string", "mapping", "sequence", "iterable", "boolean", "integer", "true", "false"),
    *(
        "odd",
        "even",
        "divisibleby",
        "in",
        "upper",
        "lower",
        "eq",
        "equalto",
        "==",
        "ne",
        "!=",
        "lt",
        "lessthan",
    ),
    *("<", "le", "<=", "gt", "greaterthan", ">", "ge", ">="),
)


class Generator(CodeGenerator):
    """Writes numbers with a fraction into the compiled template as Decimal."""

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802  - the visitor's shape
        """A constant; a fraction is looked up by its digits."""
        if isinstance(node.value, float):
            self.write(f"environment.fraction({str(node.value)!r})")
        else:
            super().visit_Const(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """Evaluates templates over JSON values alone."""

    code_generator_class = Generator
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("+", "-"))
    fraction = staticmethod(Decimal)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The key of an object, or what a loop tells about itself; never an attribute of Python's."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The key of an object or the item of a list."""
        if isinstance(obj, Unknown):
            return obj
        if isinstance(argument, Unknown):
            return argument.refuse()
        if isinstance(obj, dict):
            if isinstance(argument, str) and argument in obj:
                return obj[argument]
        elif isinstance(obj, list | tuple | str) and type(argument) is int:
            if -len(obj) <= argument < len(obj):
                return obj[argument]
        elif (mark := field_of_mark(obj, argument)) is not None:
            return mark
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Reckon with numbers exactly, put texts and lists together, all within bounds."""
        for value in (left, right):
            if isinstance(value, Unknown):
                value.refuse()
        return binary(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:  # noqa: ARG002  - the sandbox's shape
        """The sign of a number."""
        if isinstance(arg, Unknown):
            arg.refuse()
        value = numeral(operator, arg)
        return value if operator == "+" else -value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063, ARG002
        """Nothing is called: methods are functions by the time a template runs."""
        raise Unfit(f"{named(__obj)} cannot be called")


def _in_context(call: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a function that also needs to know the template's surroundings."""

    @pass_context
    @wraps(call)
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        return guarded(partial(call, context))(value, *args, **kwargs)

    return filtered


def _test(call: Callable[..., Any]) -> Callable[..., Any]:
    """A test of Jinja's that does not take what is undefined for something."""

    @wraps(call)
    def tested(value: Any, *args: Any) -> Any:
        for one in (value, *args):
            if isinstance(one, Unknown):
                one.refuse()
        return call(value, *args)

    return tested


def sandbox() -> Sandbox:
    """A sandbox with Koppel's functions and nothing else in it."""
    made = Sandbox(undefined=Unknown, autoescape=False, optimized=False, extensions=(), cache_size=0)
    made.globals.clear()
    made.filters.clear()
    for name, entry in ENTRIES.items():
        wrap = (lambda call: call) if entry.raw else _in_context if entry.context else guarded
        made.filters[name] = wrap(entry.call)
    for name, (kind, call) in METHODS.items():
        made.filters[f".{name}()"] = method(name, kind, call)
    made.filters["slice()"] = guarded(slice_)
    made.filters["range()"], made.filters["loop()"], made.filters["joined()"] = range_, loop, joined
    stock = dict(made.tests)
    made.tests.clear()
    made.tests.update({name: _test(cast("Callable[..., Any]", stock[name])) for name in _TESTS})
    made.tests["defined"], made.tests["undefined"] = stock["defined"], stock["undefined"]
    made.tests["float"] = _test(lambda value: isinstance(value, Decimal | float))
    return made


SANDBOX = sandbox()
