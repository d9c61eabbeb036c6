"""What a template says without data: its constants, keys and arguments, and what functions give for sure."""

from __future__ import annotations

import inspect
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from jinja2 import nodes

from core.mapping.compiler.pieces import Sure
from core.mapping.functions import ENTRIES
from core.mapping.methods import METHODS

#: What functions that return no more than a text or a number are declared to return.
_SCALARS = ("str", "str | None", "int", "bool", "Decimal", "int | Decimal")
_LISTING = (str.split, str.rsplit, str.splitlines)
#: Stands for a value that is not known before there are data.
UNKNOWN: Any = object()


def constant(node: nodes.Expr) -> Any:
    """The value of a constant, a whole number with its sign included; else UNKNOWN."""
    match node:
        case nodes.Const(value=float() as value):
            return Decimal(str(value)) if isfinite(value) else UNKNOWN  # no number in a record is infinite
        case nodes.Const(value=value) | nodes.TemplateData(data=value):
            return value
        case nodes.Neg(node=nodes.Const(value=value)) if type(value) is int and value < 2**63:
            return -value
        case _:
            return UNKNOWN


def key(node: nodes.Expr) -> str | int | None:
    """The key or the place that is asked for, where it is written out."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    known = constant(node.arg) if isinstance(node, nodes.Getitem) else None
    return known if type(known) is str or type(known) is int else None


def pure(node: nodes.Expr) -> bool:
    """Whether an expression cannot go wrong, so that it may be left out."""
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return key(node) is not None and pure(node.node)
    return isinstance(node, nodes.Name | nodes.Const)


def arguments(node: nodes.Filter) -> tuple[Any, ...] | None:
    """The arguments of a function in their order, if all are constants."""
    known = [constant(one) for one in node.args]
    named = {str(one.key): constant(one.value) for one in node.kwargs}
    if any(one is UNKNOWN for one in (*known, *named.values())):
        return None
    if node.name not in ENTRIES:
        return None if named else tuple(known)
    bound = _signature(node.name).bind(*known, **named)
    bound.apply_defaults()
    return tuple(bound.arguments.values())


@cache
def _signature(name: str) -> inspect.Signature:
    entry = ENTRIES[name]
    made = inspect.signature(entry.call)
    return made.replace(parameters=list(made.parameters.values())[2 if entry.context else 1 :])


@cache
def sure_of(name: str) -> Sure:
    """What is sure of a function's result, whatever it is called with; null passes by most of them."""
    if name in ENTRIES:
        result = _signature(name).return_annotation
        return Sure.SCALAR if result in _SCALARS or name == "lookup" else Sure.NOTHING
    kind, call = METHODS.get(name[1:-2], (None, None))
    return Sure.SCALAR if kind is str and call not in _LISTING else Sure.NOTHING
