"""One way that a rule's expression takes, walked from every node of its block: where it ends, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.flow import Flow
from core.insight.block import Block, Node, Spot
from core.insight.nearest import Names
from core.insight.reason import Gap
from core.insight.trace import Cause, Stop, reached, trace
from core.mapping import Kind, Read


@dataclass(slots=True)
class Way:
    """A read of the rules of a block; `inside` a transform it is no part of what is selected."""

    read: Read
    block: Block
    flow: Flow
    inside: bool = False
    stops: dict[Spot, Stop | None] = field(default_factory=dict)
    #: at how many nodes it ends at a step for a cause
    ends: Counter[tuple[int, Cause]] = field(default_factory=Counter)
    gaps: dict[Stop, Gap] = field(default_factory=dict)

    def ask(self) -> None:
        """Have the nodes asked what the record alone does not tell: checks, and what filters match."""
        if self._checks:
            self.block.ask(f"${self.read.root}")
        for _, expression in self._filters():
            self.block.ask(expression)

    def walk(self) -> None:
        """Walk it from every node."""
        asked = [(step, self.block.asked[expression]) for step, expression in self._filters()]
        for spot, node in self.block.nodes.items():
            stop = self._stop(node)
            for step, answer in asked:
                stop = _filtered(self.read, node, stop, step, node.answers.get(answer))
            self.stops[spot] = stop
            if stop is not None:
                self.ends[stop.step, stop.cause] += 1

    def gap(self, spot: Spot, names: Names) -> Gap | None:
        """Why it gives nothing at a node; None where it gives something."""
        stop = self.stops.get(spot)
        if stop is None:
            return None
        if stop not in self.gaps:
            self.gaps[stop] = self._gap(stop, names)
        return self.gaps[stop]

    @property
    def _checks(self) -> bool:
        return any(check.name == self.read.root for check in self.flow.checks)

    def _filters(self) -> Iterator[tuple[int, str]]:
        """Each filter on the way, with an expression for how many items it matches."""
        for n, step in enumerate(self.read.steps):
            if step.kind is Kind.FILTER:
                yield n, f"length({self.read.text(n + 1)})"

    def _stop(self, node: Node) -> Stop | None:
        read, root = self.read, self.read.root
        if not root:
            return trace(read, node.here)
        if root in ("record", "parent"):
            return trace(read, node.start(root))
        if root == "settings":
            stop = trace(read, self.flow.constants)
            return stop and stop._replace(cause=Cause.SETTING)
        answer = self.block.asked.get(f"${root}")
        return Stop(0, Cause.CHECK) if answer and node.answers.get(answer) is None else None

    def _gap(self, stop: Stop, names: Names) -> Gap:
        read, step = self.read, stop.step
        at, segment, found = (
            read.text(step),
            read.steps[step].name if step < len(read.steps) else "",
            stop.found,
        )
        write: tuple[str, ...] = ()
        match stop.cause:
            case Cause.CHECK:
                segment = read.root
                unless = next(check.unless for check in self.flow.checks if check.name == segment)
                found = unless or ""
            case Cause.FILTER:
                segment = f"?{segment}"
            case Cause.SETTING:
                segment = read.steps[0].name if read.steps else read.root
            case Cause.LIST:
                after = read.text()[len(at) :]
                write = (f"{at}[0]{after}", *([] if self.inside else [f"{at}[]{after}"]))
            case _:
                pass
        nearest = names.nearest(read, step, self.block.bases) if stop.cause is Cause.MISSING else ""
        return Gap(
            stop.cause,
            self._said(read.text()),
            at=self._said(at),
            segment=segment,
            found=found,
            items=stop.items,
            missing=0 if stop.cause is Cause.SETTING else self.ends[step, stop.cause],
            of=len(self.stops),
            noun="row" if self.block.at else "sample",
            nearest=self._said(nearest),
            write=tuple(map(self._said, write)),
        )

    def _said(self, path: str) -> str:
        """A path as it is written in such an expression: a transform has names where JMESPath has `$`."""
        if not self.inside or path in ("", "@"):
            return path
        if path.startswith("$"):
            return path[1:]
        return f"item.{path}" if self.block.at else f"record.{path}"


def _filtered(read: Read, node: Node, stop: Stop | None, step: int, matched: int | None) -> Stop | None:
    """Where a way with a filter ends, when so many items match: those that do not match are no value."""
    if stop is not None and stop.step <= step:
        return stop
    if not matched:
        items = reached(read, node.start(read.root), step)
        return Stop(step, Cause.FILTER, items=len(items) if isinstance(items, list) else 0)
    return stop or Stop(len(read.steps), Cause.NULL)
