"""Which ways through the record a JMESPath expression takes, without any data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.mapping.jmes import parse
from core.mapping.jmes_tree import Node
from core.mapping.limits import Wrong
from core.mapping.read import Kind, Read, Step
from core.mapping.writing import written

#: A way, and how many lists the expression has made around its value.
_Way = tuple[Read, int]
_Bound = dict[str, list[_Way]]

#: Functions that give their argument, or one of them, or it in another order.
_GIVING = {"sort", "sort_by", "reverse", "not_null", "to_array", "merge"}
_ROWS, _FLAT = Step(Kind.ROWS), Step(Kind.FLAT)


@lru_cache(maxsize=2048)
def reads(text: str) -> tuple[Read, ...]:
    """The ways that a JMESPath expression takes, in its order; none when it cannot be parsed.

    A way that a choice, a projection or a function hands on is told once, where it ends.
    """
    try:
        node = parse(text).node
    except Wrong:
        return ()
    reader = _Reader()
    reader.note(reader.walk(node, [(Read(), 0)], {}))
    return tuple(reader.read)


def paths(text: str, at: str = "") -> list[str]:
    """The source paths that a JMESPath expression reads, `lines[].sku` for a field of each row.

    Paths start at the current node, which is `at` in the record; `$record` starts at the record.
    """
    found: dict[str, None] = {}
    for read in reads(text):
        if read.root in ("", "record"):
            before = at if not read.root else ""
            found[f"{before}.{read.path}" if before and read.path else before or read.path] = None
    return [path for path in found if path]


@lru_cache(maxsize=2048)
def called(text: str) -> tuple[str, ...]:
    """The functions that a JMESPath expression calls; none when it cannot be parsed."""
    try:
        found, left = dict[str, None](), [parse(text).node]
    except Wrong:
        return ()
    while left:
        node = left.pop()
        if node["type"] == "function_expression":
            found[node["value"]] = None
        left += [child for child in reversed(node["children"]) if isinstance(child, dict)]
    return tuple(found)


class _Reader:
    """Follows the tree, carrying the ways that a node's value may have come by."""

    def __init__(self) -> None:
        self.read: dict[Read, None] = {}
        self.asking = False

    def note(self, found: Sequence[_Way]) -> None:
        """Keep ways that end here."""
        for read, _ in found:
            self.read[Read(read.root, read.steps, asked=self.asking)] = None

    def ask(self, node: Node, at: list[_Way], bound: _Bound) -> None:
        """Keep the ways of something that is only compared or tested."""
        before, self.asking = self.asking, True
        self.note(self.walk(node, at, bound))
        self.asking = before

    def walk(self, node: Node, at: list[_Way], bound: _Bound) -> list[_Way]:  # noqa: C901, PLR0911  - one per kind
        """The ways of a node's value; those that lead no further are noted."""
        kind, children = node["type"], node["children"]
        match kind:
            case "field":
                return [(read.on(Step(Kind.FIELD, node["value"])), lists) for read, lists in at]
            case "current" | "identity":
                return at
            case "variable":
                return bound.get(node["value"], [(Read(node["value"]), 0)])
            case "index":
                return [_item(way, Step(Kind.INDEX, str(node["value"]))) for way in at]
            case "slice":
                return [way if way[1] else (way[0].on(_ROWS), 1) for way in at]
            case "flatten":
                return [_flat(way) for way in self.walk(children[0], at, bound)]
            case "subexpression" | "pipe" | "index_expression":
                for child in children:
                    at = self.walk(child, at, bound)
                return at
            case "projection" | "value_projection" | "filter_projection":
                return self._each(node, at, bound)
            case "let":
                *values, body = children
                inner = {n: self.walk(v, at, bound) for n, v in zip(node["value"], values, strict=True)}
                return self.walk(body, at, {**bound, **inner})
            case "function_expression":
                return self._call(node, at, bound)
            case _:
                return self._together(node, at, bound)

    def _each(self, node: Node, at: list[_Way], bound: _Bound) -> list[_Way]:
        """A projection: its right side starts at every item of what its left side gives."""
        left, right, *condition = node["children"]
        step = Step(Kind.VALUES) if node["type"] == "value_projection" else _ROWS
        rows = [_item(way, step) for way in self.walk(left, at, bound)]
        if condition:
            self.ask(condition[0], rows, bound)
            kept = Step(Kind.FILTER, written(condition[0]))
            rows = [_filtered(way, kept) for way in rows]
        return [(read, lists + 1) for read, lists in self.walk(right, rows, bound)]

    def _call(self, node: Node, at: list[_Way], bound: _Bound) -> list[_Way]:
        name, children = node["value"], node["children"]
        given = [way for c in children if c["type"] != "expref" for way in self.walk(c, at, bound)]
        rows = [_item(way, _ROWS) for way in given]
        for by in (child["children"][0] for child in children if child["type"] == "expref"):
            if name == "map":
                return [(read, lists + 1) for read, lists in self.walk(by, rows, bound)]
            self.ask(by, rows, bound)
        if name in ("max_by", "min_by"):
            return rows
        if name in _GIVING:
            return given
        self.note(given)
        return []

    def _together(self, node: Node, at: list[_Way], bound: _Bound) -> list[_Way]:
        """Several things side by side: choices lead on, lists are made, conditions only ask."""
        kind, children = node["type"], node["children"]
        if kind == "and_expression":
            self.ask(children[0], at, bound)
            return self.walk(children[1], at, bound)
        if kind in ("comparator", "not_expression"):
            for child in children:
                self.ask(child, at, bound)
            return []
        every = [way for child in children for way in self.walk(child, at, bound)]
        if kind in ("or_expression", "key_val_pair"):
            return every
        if kind == "multi_select_list":
            return [(read, lists + 1) for read, lists in every]
        self.note(every)
        return []


def _item(way: _Way, step: Step) -> _Way:
    """One item of a list: of one that the expression has made, or of one that the record holds."""
    read, lists = way
    return (read, lists - 1) if lists else (read.on(step), 0)


def _flat(way: _Way) -> _Way:
    read, lists = way
    return (read.on(_FLAT if lists else _ROWS), max(lists, 1))


def _filtered(way: _Way, kept: Step) -> _Way:
    """The condition in the place of the step to all items."""
    read, lists = way
    steps = read.steps[:-1] if read.steps and read.steps[-1].kind in (Kind.ROWS, Kind.FLAT) else read.steps
    return (Read(read.root, (*steps, kept), read.asked), lists)
