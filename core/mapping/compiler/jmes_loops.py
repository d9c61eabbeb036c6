"""Lists gone through in an expression, as Python source: projections and filters, one loop for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.mapping.compiler.accesses import Accesses, is_list
from core.mapping.compiler.jmes_nodes import after_first, is_chain, is_pure, takes_first
from core.mapping.compiler.jmes_paths import Paths
from core.mapping.compiler.source import Lines, Names, NotCompiled
from core.mapping.jmes_tree import Node

#: CPython nests at most 20 blocks.
_LOOPS = 8


@dataclass(frozen=True, slots=True)
class Loop:
    """A list that is gone through within an expression."""

    list: str
    item: str
    #: what is read of each item first, and what is done with it then
    reads: Accesses
    body: Lines


class Loops(Paths):
    """Writes projections and filters too."""

    def __init__(self, names: Names, levels: list[Accesses], lines: Lines, variables: dict[str, str]) -> None:
        super().__init__(names, levels, lines, variables)
        self.loops: list[Loop] = []
        self._nested = 0
        #: values that are null or exact numbers, and lists of such (or null)
        self.numbers: set[str] = set()
        self._lists_of_numbers: set[str] = set()

    def _pipe(self, node: Node, at: str) -> str:
        first, rest = node["children"]
        if first["type"] == "filter_projection" and takes_first(rest) and is_pure(first):
            return self.value(after_first(rest), self._first(first, at))
        return self.value(rest, self.value(first, at))

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

    @contextmanager
    def _loop(self) -> Iterator[None]:
        """One loop more, as long as Python can nest them."""
        self._nested += 1
        if self._nested > _LOOPS:
            raise NotCompiled("too many loops")
        yield
        self._nested -= 1

    def _condition(self, node: Node, at: str) -> str:
        """Write a filter's condition; gives its source."""
        return self.truth(self.value(node, at))

    def truth(self, name: str) -> str:
        """The condition that JMESPath takes a value for true: not null, false or empty; 0 is true."""
        return f"{name} or type({name}) in NUMBERS"
