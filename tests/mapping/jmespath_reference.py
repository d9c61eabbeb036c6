"""jmespath.py itself, and the few places where Koppel differs from it on purpose, each with its reason."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

import jmespath
from jmespath import functions, parser, visitor
from jmespath.functions import signature

#: So much of a number may be lost between the reference's, which is binary, and ours, which is exact.
_SLACK = Decimal("1e-12")


class Reference(functions.Functions):
    """The functions of jmespath.py, a few of them as Koppel has them."""

    @signature({"types": []})
    def _func_to_string(self, arg: Any) -> str:
        """Letters stay as they are, é is not written by its code; a number has all its digits, 1e300 too."""
        if isinstance(arg, float):
            return format(Decimal(repr(arg)), "f")
        return arg if isinstance(arg, str) else _written(arg)

    @signature({"types": []})
    def _func_to_number(self, arg: Any) -> Any:
        """A number is ASCII digits with a point; `1_0`, `nan` and `٣` are numbers to Python alone."""
        if isinstance(arg, str) and (not arg.isascii() or set(arg.lower()) & set("_nif")):
            return None
        return super()._func_to_number(arg)

    @signature({"types": ["number"]})
    def _func_ceil(self, arg: Any) -> int:
        """Of the number that was written: 1e300 is a one and 300 zeros, a binary one only nearly so."""
        return math.ceil(Decimal(repr(arg)))

    @signature({"types": ["number"]})
    def _func_floor(self, arg: Any) -> int:
        """As ceil."""
        return math.floor(Decimal(repr(arg)))

    @signature({"types": ["array", "string"]}, {"types": []})
    def _func_contains(self, subject: Any, search: Any) -> bool:
        """As `==` compares: 0 is not false. A text contains no number; Python refuses to look."""
        if isinstance(subject, str):
            return isinstance(search, str) and search in subject
        return any(visitor._equals(search, value) for value in subject)


def _written(value: Any) -> str:
    """JSON in short form, numbers as an exact one is written."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(key)}:{_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, float):
        return str(Decimal(repr(value)))
    return json.dumps(value, ensure_ascii=False)


_OPTIONS = jmespath.Options(custom_functions=Reference())


def found(expression: str, document: Any) -> Any:
    """What jmespath.py finds; whatever it raises goes on."""
    return jmespath.compile(expression).search(document, _OPTIONS)


def parses(expression: str) -> bool:
    """Whether jmespath.py can read an expression."""
    try:
        parser.Parser().parse(expression)
    except (jmespath.exceptions.JMESPathError, ValueError):
        return False
    return True


def refused(expression: str) -> bool:
    """Whether Koppel refuses what jmespath.py reads: what can only fail is said before there is a record.

    These are calls of unknown functions or with wrong numbers or kinds of arguments, `&` outside of a call,
    and steps of 0: jmespath.py raises when it comes by them, and not where a filter let nothing through.
    """
    return _refused(parser.Parser().parse(expression).parsed, inside_call=False)


def _refused(node: dict[str, Any], *, inside_call: bool) -> bool:
    kind, children = node["type"], node["children"]
    if kind == "slice":
        return bool(children[2] == 0)
    if kind == "expref" and not inside_call:
        return True
    call = kind == "function_expression"
    if call and _wrong_call(node["value"], children):
        return True
    return any(_refused(child, inside_call=call) for child in children)


def _wrong_call(name: str, arguments: list[dict[str, Any]]) -> bool:
    if name not in Reference.FUNCTION_TABLE:
        return True
    wanted = Reference.FUNCTION_TABLE[name]["signature"]
    open_end = bool(wanted[-1].get("variadic"))
    if len(arguments) < len(wanted) or (len(arguments) > len(wanted) and not open_end):
        return True
    return any(
        (argument["type"] == "expref") != ("expref" in wanted[min(n, len(wanted) - 1)]["types"])
        for n, argument in enumerate(arguments)
    )


def same(ours: Any, theirs: Any) -> bool:
    """Whether two values are the same: type, value, order of keys; a binary number may be an exact one."""
    if isinstance(theirs, dict):
        return (
            type(ours) is dict
            and list(ours) == list(theirs)
            and all(same(ours[key], theirs[key]) for key in ours)
        )
    if isinstance(theirs, list):
        return type(ours) is list and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, float):
        exact = Decimal(repr(theirs))
        return type(ours) in (int, Decimal, float) and abs(Decimal(ours) - exact) <= abs(exact) * _SLACK
    return type(ours) is type(theirs) and bool(ours == theirs)
