"""Evaluate parsed JMESPath: jmespath.py's interpreter with variables, exact comparisons and counted work."""

from __future__ import annotations

from collections.abc import Callable
from decimal import DecimalException
from functools import cache
from typing import Any, cast

from jmespath import exceptions, visitor

from core.mapping.jmes_functions import FUNCTIONS, equal, ordered
from core.mapping.jmes_tree import Node
from core.mapping.limits import begin, listed, nearest, tick
from core.mapping.limits import steps as counted
from core.mapping.scope import field_of_mark
from core.mapping.values import named
from core.records import JsonObject

_OPTIONS = visitor.Options(custom_functions=FUNCTIONS)


class Interpreter(visitor.TreeInterpreter):  # type: ignore[misc]  # jmespath.py has no types
    """Walks the tree of an expression with a set of variables; made per use, never shared by threads."""

    def __init__(self, variables: JsonObject) -> None:
        super().__init__(_OPTIONS)
        self.variables = variables

    def value(self, node: Node, current: Any) -> Any:
        """The expression's value on the current node; ValueError says in a sentence why it has none."""
        if (steps := node.get("steps")) is not None:  # a plain path: nothing in it can go wrong
            for name in steps:
                current = current.get(name) if isinstance(current, dict) else field_of_mark(current, name)
            return current
        begin()
        try:
            return self.visit(node, current)
        except RecursionError:
            raise ValueError("the value is nested too deeply for this expression") from None
        except (DecimalException, OverflowError):
            raise ValueError("a number is too large to reckon with") from None
        except (TypeError, AttributeError, LookupError) as error:
            raise ValueError(f"the values do not fit together: {error}") from None

    def visit(self, node: Node, value: Any) -> Any:
        """Visit a node; most are steps of a path, which take the short way."""
        kind = node["type"]
        if kind == "field":
            return value.get(node["value"]) if isinstance(value, dict) else self.visit_field(node, value)
        if kind == "subexpression":
            for child in node["children"]:
                value = self.visit(child, value)
            return value
        return _way(kind)(self, node, value)

    def visit_variable(self, node: Node, value: Any) -> Any:  # noqa: ARG002  - the visitor's shape
        """A bound variable."""
        name = node["value"]
        try:
            return self.variables[name]
        except KeyError:
            known = self.variables
            raise ValueError(
                f"${name} is not bound{nearest(name, known)}; there are: {listed(known)}"
            ) from None

    def visit_let(self, node: Node, value: Any) -> Any:
        """Bind names, seen by the body alone; the values are found outside of it."""
        *bindings, body = node["children"]
        inner = {name: self.visit(child, value) for name, child in zip(node["value"], bindings, strict=True)}
        outer, self.variables = self.variables, {**self.variables, **inner}
        try:
            return self.visit(body, value)
        finally:
            self.variables = outer

    def visit_field(self, node: Node, value: Any) -> Any:
        """A field of an object; null for anything else."""
        if isinstance(value, dict):
            return value.get(node["value"])
        return field_of_mark(value, node["value"])

    def visit_comparator(self, node: Node, value: Any) -> Any:
        """Equality of anything, order of numbers and of texts."""
        left, right = node["children"]
        a, b = self.visit(left, value), self.visit(right, value)
        match node["value"]:
            case "eq":
                return equal(a, b)
            case "ne":
                return not equal(a, b)
            case operator:
                return ordered(operator, a, b)

    def visit_function_expression(self, node: Node, value: Any) -> Any:
        """Call a function; an argument of the wrong type is named by its expression."""
        tick()
        arguments = [self.visit(child, value) for child in node["children"]]
        try:
            return self._functions.call_function(node["value"], arguments)
        except exceptions.JMESPathTypeError as error:
            raise ValueError(_explained(error, node, arguments)) from error

    def visit_projection(self, node: Node, value: Any) -> Any:
        """The right side for each item of a list."""
        base = self.visit(node["children"][0], value)
        return self._each(base, node["children"][1]) if isinstance(base, list) else None

    def visit_value_projection(self, node: Node, value: Any) -> Any:
        """The right side for each value of an object."""
        base = self.visit(node["children"][0], value)
        return self._each(base.values(), node["children"][1]) if isinstance(base, dict) else None

    def visit_filter_projection(self, node: Node, value: Any) -> Any:
        """The right side for each item of a list that meets the condition."""
        base = self.visit(node["children"][0], value)
        if not isinstance(base, list):
            return None
        condition = node["children"][2]
        kept = [item for item in counted(base) if self._is_true(self.visit(condition, item))]
        return self._each(kept, node["children"][1])

    def _each(self, base: Any, right: Node) -> list[Any]:
        if right["type"] == "identity":
            return [item for item in base if item is not None]
        made = (self.visit(right, item) for item in counted(base))
        return [item for item in made if item is not None]


@cache
def _way(kind: str) -> Callable[[Interpreter, Node, Any], Any]:
    """How a node of this kind is visited, looked up once."""
    return cast("Callable[[Interpreter, Node, Any], Any]", getattr(Interpreter, f"visit_{kind}"))


def _explained(error: exceptions.JMESPathTypeError, node: Node, arguments: list[Any]) -> str:
    """Why a function cannot take what it was given, naming the argument's path where it is one."""
    wanted = " or ".join(name.replace("array-", "an array of ") for name in error.expected_types)
    at = next((n for n, value in enumerate(arguments) if value is error.current_value), None)
    path = "" if at is None else path_text(node["children"][at])
    return f"{node['value']}() needs {wanted}, but {path or 'its argument'} is {named(error.current_value)}"


def path_text(node: Node) -> str:
    """A plain path as it is written, nothing for any other expression."""
    if node["type"] in ("field", "variable"):
        return ("$" if node["type"] == "variable" else "") + str(node["value"])
    if node["type"] == "subexpression":
        parts = [path_text(child) for child in node["children"]]
        return ".".join(parts) if all(parts) else ""
    return ""
