"""JMESPath as Python source: every node of an expression becomes flat statements and the name of its value.

What stands here gives the interpreter's value or raises; whatever raises is evaluated again by the
interpreter, which says why. Anything out of the ordinary is left to the interpreter's own functions.
"""

from __future__ import annotations

from collections.abc import Callable

from core.mapping.compiler.calls import call_source, write_sum
from core.mapping.compiler.jmes_loops import Loops
from core.mapping.compiler.jmes_nodes import SIGNS, is_true
from core.mapping.compiler.source import NotCompiled
from core.mapping.jmes_tree import Node

#: functions that give null or an exact number whatever they are given
_NUMBERS = ("to_number", "length")


class JmesSource(Loops):
    """Writes a whole expression: paths and loops, and what is compared, chosen, made and called."""

    # Choices and comparisons

    def _condition(self, node: Node, at: str) -> str:
        if node["type"] == "comparator":
            left, right = (self.value(child, at) for child in node["children"])
            return self._compared(node["value"], left, right)
        made = self.value(node, at)
        return made if node["type"] == "not_expression" else self.truth(made)

    def _comparator(self, node: Node, at: str) -> str:
        left, right = (self.value(child, at) for child in node["children"])
        return self._assigned(self._compared(node["value"], left, right), "same")

    def _compared(self, operator: str, left: str, right: str) -> str:
        if operator in SIGNS:
            both = " and ".join(f"type({one}) in EXACT" for one in (left, right) if not self._exact(one))
            quick = f"{left} {SIGNS[operator]} {right}"
            return f"({quick} if {both} else ordered({operator!r}, {left}, {right}))" if both else quick
        same = self._same(left, right) or self._same(right, left) or f"equal({left}, {right})"
        return same if operator == "eq" else f"not ({same})"

    def _exact(self, name: str) -> bool:
        return name in self.known and type(self.known[name]) is int

    def _same(self, left: str, right: str) -> str:
        """Equality with a value known now, where Python's own is JMESPath's."""
        if right not in self.known:
            return ""
        value = self.known[right]
        if value is None or isinstance(value, bool):
            return f"{left} is {value!r}"
        if type(value) is str or (type(value) is int and value not in (0, 1)):
            return f"{left} == {right}"
        return ""

    def _or_expression(self, node: Node, at: str) -> str:
        return self._either(node, at, "not ")

    def _and_expression(self, node: Node, at: str) -> str:
        return self._either(node, at, "")

    def _either(self, node: Node, at: str, goes_on: str) -> str:
        left, right = node["children"]
        first = self.value(left, at)
        if first in self.known:
            true = is_true(self.known[first])
            return self.value(right, at) if true == (goes_on == "") else first
        name = self._assigned(first)
        with self.lines.inside(f"if {goes_on}({self.truth(name)}):"):
            self.lines.add(f"{name} = {self.value(right, at)}")
        return name

    def _not_expression(self, node: Node, at: str) -> str:
        made = self.value(node["children"][0], at)
        return self._assigned(f"not ({self.truth(made)})")

    # What is made

    def _literal(self, node: Node, at: str) -> str:  # noqa: ARG002  - every node is written alike
        return self.constant(node["value"])

    def _multi_select_list(self, node: Node, at: str) -> str:
        return self._made(at, lambda: f"[{', '.join(self.value(child, at) for child in node['children'])}]")

    def _multi_select_dict(self, node: Node, at: str) -> str:
        def pairs() -> str:
            made = [
                f"{self.names.literal(pair['value'])}: {self.value(pair['children'][0], at)}"
                for pair in node["children"]
            ]
            return f"{{{', '.join(made)}}}"

        return self._made(at, pairs)

    def _made(self, at: str, source: Callable[[], str]) -> str:
        name = self.names.fresh("made")
        self.lines.add(f"if {at} is None: {name} = None")
        with self.lines.inside("else:"):
            self.lines.add(f"{name} = {source()}")
        return name

    def _variable(self, node: Node, at: str) -> str:  # noqa: ARG002  - every node is written alike
        if node["value"] not in self.variables:
            raise NotCompiled(node["value"])
        return self.variables[node["value"]]

    def _let(self, node: Node, at: str) -> str:
        *bindings, body = node["children"]
        inner = {name: self.value(child, at) for name, child in zip(node["value"], bindings, strict=True)}
        outer, self.variables = self.variables, {**self.variables, **inner}
        made = self.value(body, at)
        self.variables = outer
        return made

    def _expref(self, node: Node, at: str) -> str:  # noqa: ARG002  - every node is written alike
        name, item = self.names.fresh("each"), self.names.fresh("item")
        loops, self._nested = self._nested, 0
        with self.lines.inside(f"def {name}({item}):"):
            self.lines.add(f"return {self.value(node['children'][0], item)}")
        self._nested = loops
        return name

    def _function_expression(self, node: Node, at: str) -> str:
        arguments = [self.value(child, at) for child in node["children"]]
        texts = [name in self.known and type(self.known[name]) is str for name in arguments]
        refs = [child["type"] == "expref" for child in node["children"]]
        given = [f"Expression({name})" if ref else name for name, ref in zip(arguments, refs, strict=True)]
        numbers = any(name in self._lists_of_numbers for name in arguments[:1])
        if node["value"] == "sum" and not numbers:
            made = self.names.fresh("sum")
            write_sum(given[0], made, self.lines)
            return made
        made = self._assigned(call_source(node["value"], given, texts, numbers=numbers), node["value"])
        if node["value"] in _NUMBERS or (numbers and node["value"] == "sum"):
            self.numbers.add(made)
        return made
