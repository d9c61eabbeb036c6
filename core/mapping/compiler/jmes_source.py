"""JMESPath as Python source: every node of an expression becomes flat statements and the name of its value.

What stands here gives the interpreter's value or raises; whatever raises is evaluated again by the
interpreter, which says why. Anything out of the ordinary is left to the interpreter's own functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from core.mapping.compiler.accesses import Accesses, field_source, is_list, place_source, write_flat
from core.mapping.compiler.calls import call_source, write_sum
from core.mapping.compiler.jmes_nodes import SIGNS, after_first, is_chain, is_pure, is_true, takes_first
from core.mapping.compiler.source import Lines, Names, NotCompiled
from core.mapping.jmes import Node
from core.mapping.scope import field_of_mark

#: CPython nests at most 20 blocks.
_LOOPS = 8
#: functions that give null or an exact number whatever they are given
_NUMBERS = ("to_number", "length")


@dataclass(frozen=True, slots=True)
class Loop:
    """A list that is gone through within an expression."""

    list: str
    item: str
    #: what is read of each item first, and what is done with it then
    reads: Accesses
    body: Lines


class JmesSource:
    """Writes expressions of one level (the record, or the rows of a list) into lines."""

    def __init__(self, names: Names, levels: list[Accesses], lines: Lines, variables: dict[str, str]) -> None:
        self.names, self.levels, self.lines = names, levels, lines
        self.variables = variables
        #: values that are known while compiling, by the text that stands for them
        self.known: dict[str, Any] = {}
        #: values that are null or exact numbers, and lists of such (or null)
        self.numbers: set[str] = set()
        self._lists_of_numbers: set[str] = set()
        #: lists without lists in them, or null
        self._flats: set[str] = set()
        self._nested = 0
        self.loops: list[Loop] = []

    def value(self, node: Node, at: str) -> str:
        """Write a node's statements; gives the name of its value. `at` is the current node's name."""
        write: Callable[[Node, str], str] = getattr(self, f"_{node['type']}")
        return write(node, at)

    def constant(self, value: Any) -> str:
        """The text that stands for a value known now."""
        # by a name, for Python warns of literals that are asked for what they cannot have
        text = self.names.bind(value, str(value) if value or value is False else "nothing")
        self.known[text] = value
        return text

    def truth(self, name: str) -> str:
        """The condition that JMESPath takes a value for true: not null, false or empty; 0 is true."""
        return f"{name} or type({name}) in NUMBERS"

    def _hoisted(self, name: str) -> Accesses | None:
        return next((level for level in self.levels if name in level), None)

    def _assigned(self, source: str, hint: str = "v") -> str:
        name = self.names.fresh(hint)
        self.lines.add(f"{name} = {source}")
        return name

    # Paths

    def _current(self, node: Node, at: str) -> str:  # noqa: ARG002  - every node is written alike
        return at

    _identity = _current

    def _field(self, node: Node, at: str) -> str:
        key = node["value"]
        if at in self.known:
            value = self.known[at]
            return self.constant(value.get(key) if isinstance(value, dict) else field_of_mark(value, key))
        if (level := self._hoisted(at)) is not None:
            return level.field(at, key)
        text = self.names.literal(key)
        return self._assigned(field_source(at, text), key)

    def _index(self, node: Node, at: str) -> str:
        if (level := self._hoisted(at)) is not None:
            return level.place(at, node["value"])
        return self._assigned(place_source(at, node["value"]))

    def _slice(self, node: Node, at: str) -> str:
        bounds = ":".join("" if bound is None else str(bound) for bound in node["children"])
        return self._assigned(f"{at}[{bounds}] if isinstance({at}, list) else None")

    def _subexpression(self, node: Node, at: str) -> str:
        for child in node["children"]:
            at = self.value(child, at)
        return at

    _index_expression = _subexpression

    def _pipe(self, node: Node, at: str) -> str:
        first, rest = node["children"]
        if first["type"] == "filter_projection" and takes_first(rest) and is_pure(first):
            return self.value(after_first(rest), self._first(first, at))
        return self.value(rest, self.value(first, at))

    def _flatten(self, node: Node, at: str) -> str:
        return self._flat(self.value(node["children"][0], at))

    def _flat(self, of: str) -> str:
        if (level := self._hoisted(of)) is not None:
            name = level.flat(of)
        else:
            name = self.names.fresh("items")
            write_flat(of, name, self.lines)
        self._flats.add(name)
        return name

    # Loops

    def _projection(self, node: Node, at: str) -> str:
        left, right = node["children"]
        if left["type"] == "flatten" and is_chain(left["children"][0]) and not is_chain(right):
            return self._collected(self.value(left["children"][0], at), right, flat=True)
        base = self.value(left, at)
        level = self._hoisted(base)
        if level is not None and is_chain(right) and right["type"] != "identity":
            return level.collected(base, self.value(right, level.item(base)))
        return self._collected(base, right)

    def _filter_projection(self, node: Node, at: str) -> str:
        left, right, condition = node["children"]
        return self._collected(self.value(left, at), right, condition)

    def _value_projection(self, node: Node, at: str) -> str:
        left, right = node["children"]
        base = self.value(left, at)
        values = self._assigned(f"list({base}.values()) if isinstance({base}, dict) else None", "values")
        return self._collected(values, right)

    def _collected(self, base: str, right: Node, condition: Node | None = None, *, flat: bool = False) -> str:
        """Go through a list, the lists in it dissolved if `flat`; gives the name of what is kept of it."""
        name = self.names.fresh("found")
        plain = right["type"] == "identity" and condition is None
        with self.lines.inside(f"if {self._is_list(base)}:", reads=False), self._loop():
            if plain:
                self.lines.add(f"{name} = [one for one in {base} if one is not None]")
            else:
                self._kept(base, right, condition, name, flat=flat and not self._is_flat(base))
        self.lines.add(f"else: {name} = None")
        return name

    def _kept(self, base: str, right: Node, condition: Node | None, name: str, *, flat: bool) -> None:
        self.lines.add(f"{name} = []")
        with self._each(base, flat=flat) as item:
            if condition is not None:
                self.lines.add(f"if not ({self._condition(condition, item)}): continue")
            made = self.value(right, item)
            self.lines.add(f"if {made} is not None: {name}.append({made})")
            if made in self.numbers:
                self._lists_of_numbers.add(name)

    def _is_flat(self, base: str) -> bool:
        """Whether a value is null or a list without lists for certain."""
        return base in self.levels[0].shapes.lists or base in self._flats

    def _is_list(self, base: str) -> str:
        return f"{base} is not None" if self._is_flat(base) else is_list(base)

    @contextmanager
    def _each(self, base: str, *, flat: bool = False) -> Iterator[str]:
        """Go through a list: what is read of each item stands first; gives the item's name.

        With `flat`, lists in it would have to be dissolved: few have any, which the interpreter goes through.
        """
        item, outer, self.lines = self.names.fresh("item"), self.lines, Lines()
        reads = Accesses(self.names, self.levels[0].shapes, item)
        self.levels.append(reads)
        yield item
        self.levels.pop()
        body, self.lines = self.lines, outer
        self.loops.append(Loop(base, item, reads, body))
        with outer.inside(f"for {item} in {base}:", reads=False):
            if flat:
                outer.add(f"if type({item}) is list: raise Unfinished", reads=False)
            read = Lines()
            reads.write(item, read)
            outer.take(read)
            outer.take(body)

    def _first(self, node: Node, at: str) -> str:
        """The first item that a filter keeps: the others need not be looked at."""
        left, right, condition = node["children"]
        base = self.value(left, at)
        name, item = self.names.fresh("first"), self.names.fresh("item")
        self.lines.add(f"{name} = None")
        with self.lines.inside(f"if {base} and ({is_list(base)}):"), self._loop():  # noqa: SIM117  - they are blocks of the source
            with self.lines.inside(f"for {item} in {base}:"):
                self.lines.add(f"if not ({self._condition(condition, item)}): continue")
                made = self.value(right, item)
                self.lines.add(f"if {made} is not None: {name} = {made}; break")
        return name

    def _loop(self) -> _Counted:
        return _Counted(self)

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


class _Counted:
    """One loop more, as long as Python can nest them."""

    def __init__(self, source: JmesSource) -> None:
        self._source = source

    def __enter__(self) -> None:
        self._source._nested += 1  # noqa: SLF001  - it is a part of it
        if self._source._nested > _LOOPS:  # noqa: SLF001
            raise NotCompiled("too many loops")

    def __exit__(self, *_: object) -> None:
        self._source._nested -= 1  # noqa: SLF001
