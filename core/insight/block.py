"""The rules of one list, or of the record itself, with the nodes that they start from in every record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.flow import Flow, Rule
from core.insight.place import Place, Rendered, RowNumbers
from core.insight.probe import Render, asking
from core.mapping import Read, reads
from core.records import JsonObject

#: Where a rule starts: the number of the record, and the numbers of the rows around.
Spot = tuple[int, RowNumbers]


@dataclass(frozen=True, slots=True)
class Node:
    """One starting point of a block's rules: what `@` is there and one `each` up, and the answers there."""

    record: JsonObject
    here: Any
    parent: Any
    answers: JsonObject

    def start(self, root: str) -> Any:
        """Where a way begins: at the node, or at `$record` or `$parent`."""
        return {"record": self.record, "parent": self.parent}.get(root, self.here)


@dataclass(slots=True)
class Block:
    """The rules of one `each` (none: of the record itself), and what is asked of its nodes."""

    at: tuple[int, ...]
    each: str = ""
    #: where its nodes stand in the record, as paths: none for the record itself
    bases: tuple[str, ...] = ("",)
    inside: list[Block] = field(default_factory=list)
    #: expressions to try on every node, and the name of each answer
    asked: dict[str, str] = field(default_factory=dict)
    #: whether its nodes are wanted
    wanted: bool = False
    nodes: dict[Spot, Node] = field(default_factory=dict)

    def ask(self, expression: str) -> None:
        """Have an expression tried on every node of the block."""
        self.asked.setdefault(expression, f"a{len(self.asked)}")

    def every(self) -> Iterator[Block]:
        """This block and those inside it."""
        yield self
        for inner in self.inside:
            yield from inner.every()

    @property
    def needed(self) -> bool:
        """Whether something is asked here or further inside."""
        return any(block.asked or block.wanted for block in self.every())

    @property
    def rule(self) -> Rule:
        """The rule that asks, for a block inside another one."""
        return Rule(to=self.name, each=self.each, map=tuple(self.rules()))

    @property
    def name(self) -> str:
        """What its rows are called in the answers."""
        return "rows" + "_".join(map(str, self.at))

    def rules(self) -> Iterator[Rule]:
        """The rules that ask."""
        if self.at:
            yield Rule(to="here", select="@")
        for expression, name in self.asked.items():
            yield Rule(to=name, select=expression)
        for inner in self.inside:
            if inner.needed:
                yield inner.rule


def blocks(places: Sequence[Place]) -> dict[tuple[int, ...], Block]:
    """Every block by the place of its `each`; () is the record's own."""
    made: dict[tuple[int, ...], Block] = {(): Block(())}
    for place in places:
        if place.rule.each is not None:
            around = made[place.block]
            found = [
                read for read in reads(place.rule.each) if not read.asked and read.root in ("", "record")
            ]
            starts = [(read, around.bases if not read.root else ("",)) for read in found]
            bases = tuple(based(read, base) for read, above in starts for base in above)
            made[place.at] = Block(place.at, place.rule.each, bases or ("",))
            around.inside.append(made[place.at])
    return made


def based(read: Read, base: str) -> str:
    """The path in the record that a read leads to from a node at `base`."""
    return ".".join(part for part in (base, read.path) if part)


def fill(outer: Block, flow: Flow, records: Sequence[JsonObject], render: Render) -> None:
    """Find the nodes of every block that is asked something, and the answers, in one rendering."""
    answers: Sequence[Rendered | None] = [None] * len(records)
    if outer.needed:
        answers = render(asking(flow, list(outer.rules())))
    for n, (record, answer) in enumerate(zip(records, answers, strict=True)):
        given = answer.payload if answer is not None else {}
        _place(outer, (n, ()), Node(record, record, None, given))


def _place(block: Block, spot: Spot, node: Node) -> None:
    block.nodes[spot] = node
    for inner in block.inside:
        n, rows = spot
        for number, row in enumerate(node.answers.get(inner.name) or ()):
            _place(inner, (n, (*rows, number)), Node(node.record, row.get("here"), node.here, row))
