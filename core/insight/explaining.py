"""Explaining empty and faulty fields: every way that a rule's expression takes is walked on every sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.flow import Flow
from core.insight.block import Block, Node, Spot, blocks, fill
from core.insight.nearest import Names
from core.insight.place import Place, Rendered, places
from core.insight.probe import Render
from core.insight.reason import Gap, Reason
from core.insight.seen import Seen
from core.insight.trace import Cause, Stop, reached, trace
from core.insight.wording import kind_of, shown
from core.mapping import Kind, Read, missing_row, reads, template_reads
from core.records import Fault, JsonObject


@dataclass(frozen=True, slots=True)
class _Cell:
    """One field of one record that is empty or has a fault."""

    place: Place
    spot: Spot
    to: str
    value: Any
    fault: Fault | None


@dataclass(slots=True)
class _Way:
    """One read of a rule, walked from every node of its block."""

    read: Read
    stops: dict[Spot, Stop | None] = field(default_factory=dict)
    #: at how many nodes it ends so
    ends: Counter[tuple[int, Cause]] = field(default_factory=Counter)
    gaps: dict[Stop, Gap] = field(default_factory=dict)


def explain(
    flow: Flow,
    records: Sequence[JsonObject],
    rendered: Sequence[Rendered],
    render: Render,
    seen: Sequence[Seen],
    *,
    faults_only: bool = False,
) -> list[tuple[Reason, ...]]:
    """Why fields of these records are empty or at fault, for each record in the order of the rules.

    `rendered` is what the flow made of the records, `seen` what they hold; `render` answers further questions
    about them, in one go. With `faults_only`, fields that are just empty are passed by.
    """
    return _Explaining(flow, records, rendered, seen, faults_only=faults_only).reasons(render)


class _Explaining:
    def __init__(
        self,
        flow: Flow,
        records: Sequence[JsonObject],
        rendered: Sequence[Rendered],
        seen: Sequence[Seen],
        *,
        faults_only: bool,
    ) -> None:
        self.flow, self.records, self.rendered = flow, records, rendered
        self.checks = {check.name: check for check in flow.checks}
        self.seen = seen
        self._names: Names | None = None
        self.places = list(places(flow.map))
        self.blocks = blocks(self.places)
        self.cells: list[list[_Cell]] = [[] for _ in records]
        self.others: list[list[Fault]] = [[] for _ in records]
        self.ways: dict[tuple[int, ...], list[_Way]] = {}
        self.tables: dict[tuple[tuple[int, ...], tuple[str, str]], Gap] = {}
        for n, each in enumerate(rendered):
            self._collect(n, each, faults_only=faults_only)

    def _collect(self, n: int, rendered: Rendered, *, faults_only: bool) -> None:
        """Note the fields of a record that want explaining, and the faults that belong to no rule."""
        faults = {fault.to: fault for fault in reversed(rendered.faults)}
        for place in self.places:
            for rows, value in place.values(rendered.payload):
                blank = _empty(value)
                if not blank and not faults:
                    continue
                to = place.named(rows)
                fault = faults.pop(to, None)
                if fault is not None or (blank and not faults_only):
                    self.cells[n].append(_Cell(place, (n, rows), to, value, fault))
        self.others[n] += faults.values()

    def reasons(self, render: Render) -> list[tuple[Reason, ...]]:
        """Ask what must be asked, walk what must be walked, and say why."""
        wanted = {cell.place.at: cell.place for cells in self.cells for cell in cells}
        for place in wanted.values():
            self._ask(place)
        fill(self.blocks[()], self.flow, self.records, render)
        for place in wanted.values():
            for way in self.ways[place.at]:
                self._walk(way, self.blocks[place.block])
        return [tuple(self._of_record(n)) for n in range(len(self.records))]

    def _of_record(self, n: int) -> Iterator[Reason]:
        for cell in self.cells[n]:
            yield Reason(cell.to, cell.fault, tuple(self._gaps(cell)))
        for fault in self.others[n]:
            unmapped = not fault.expression and _empty(fault.value) and "." not in fault.to.split("]")[-1][1:]
            steps = {check.name for check in self.flow.checks} | {"match", "where"}
            gaps = (Gap(Cause.UNMAPPED, fault.to),) if unmapped and fault.to not in steps else ()
            yield Reason(fault.to, fault, gaps)

    # --- what is asked of the records

    def _ask(self, place: Place) -> None:
        block, rule = self.blocks[place.block], place.rule
        expression = rule.each if rule.each is not None else rule.select
        found = list(reads(expression)) if expression is not None else []
        if rule.transform is not None:
            found += [read for read in template_reads(rule.transform).reads if read.root != "value"]
        self.ways[place.at] = [_Way(read) for read in found]
        block.wanted = bool(place.block)
        if rule.transform is not None and rule.select is not None and not _is_plain(rule.select, found):
            block.ask(rule.select)
        for read in found:
            if read.root in self.checks:
                block.ask(f"${read.root}")
            for step in _filters(read):
                block.ask(_matched(read, step))

    def _walk(self, way: _Way, block: Block) -> None:
        """Walk a way from every node of its block, and count where it ends."""
        read = way.read
        asked = [(step, block.asked[_matched(read, step)]) for step in _filters(read)]
        for spot, node in block.nodes.items():
            stop = self._stop(read, node, block)
            for step, answer in asked:
                stop = _filtered(read, node, stop, step, node.answers.get(answer))
            way.stops[spot] = stop
            if stop is not None:
                way.ends[stop.step, stop.cause] += 1

    def _stop(self, read: Read, node: Node, block: Block) -> Stop | None:
        root = read.root
        if not root:
            return trace(read, node.here)
        if root in ("record", "parent"):
            return trace(read, node.start(root))
        if root in self.checks:
            return None if node.answers.get(block.asked[f"${root}"]) is not None else Stop(0, Cause.CHECK)
        stop = trace(read, self.flow.settings) if root == "settings" else None
        return stop and stop._replace(cause=Cause.SETTING)

    # --- what is said of one field

    def _gaps(self, cell: _Cell) -> Iterator[Gap]:
        rule, fault = cell.place.rule, cell.fault
        if fault is not None and (row := missing_row(fault.why)):
            yield self._table(cell.place, row)
            return
        picked = self._picked(cell)
        if fault is not None and not _about_emptiness(fault):
            yield from self._beneath(cell, picked)
        elif rule.transform is not None and not _empty(picked):
            yield Gap(Cause.TRANSFORM, rule.select or "", found=shown(picked))
        else:
            ways = self.ways[cell.place.at]
            gaps = [self._gap(cell, way) for way in ways if not way.read.asked]
            gaps = gaps if any(gaps) else [self._gap(cell, way) for way in ways]
            told = [gap for gap in gaps if gap is not None]
            nothing = Cause.EXPRESSION if rule.select or rule.each else Cause.TRANSFORM
            yield from told or [Gap(nothing, rule.select or rule.each or "")]

    def _beneath(self, cell: _Cell, picked: Any) -> Iterator[Gap]:
        """What lies behind a fault that met a value, or could not go on: a list, or something missing."""
        fault, rule = cell.fault, cell.place.rule
        if fault is not None and isinstance(fault.value, list) and rule.select and not rule.transform:
            path = rule.select
            simple = all(
                step.kind is Kind.FIELD for way in self.ways[cell.place.at] for step in way.read.steps
            )
            first = f"{path}[0]" if simple else f"({path}) | [0]"
            texts = all(isinstance(item, str) for item in fault.value)
            write = (first, f"join(', ', {path})") if texts else (first,)
            yield Gap(Cause.LIST, path, at=path, found=kind_of(fault.value), write=write)
        elif _empty(picked):
            for way in self.ways[cell.place.at]:
                gap = self._gap(cell, way)
                if gap is not None:
                    yield gap

    def _picked(self, cell: _Cell) -> Any:
        """What the rule's `select` gives there."""
        select = cell.place.rule.select
        block = self.blocks[cell.place.block]
        node = block.nodes.get(cell.spot)
        if select is None or node is None:
            return None
        if select in block.asked:
            return node.answers.get(block.asked[select])
        ways = [way.read for way in self.ways[cell.place.at]]
        if cell.place.rule.transform is None or not ways:
            return None
        return reached(ways[0], node.start(ways[0].root), len(ways[0].steps))

    def _gap(self, cell: _Cell, way: _Way) -> Gap | None:
        stop = way.stops.get(cell.spot)
        if stop is None:
            return None
        if stop not in way.gaps:
            way.gaps[stop] = self._made(cell.place, way, stop)
        return way.gaps[stop]

    def _made(self, place: Place, way: _Way, stop: Stop) -> Gap:
        read, step = way.read, stop.step
        block = self.blocks[place.block]
        segment = read.steps[step].name if step < len(read.steps) else ""
        if stop.cause is Cause.CHECK:
            unless = self.checks[read.root].unless
            found = f": `{unless}` holds" if unless else ""
            return Gap(
                stop.cause,
                read.text(),
                segment=read.root,
                found=found,
                missing=way.ends[step, stop.cause],
                of=len(way.stops),
            )
        if stop.cause is Cause.SETTING:
            return Gap(stop.cause, read.text(), segment=read.steps[0].name if read.steps else "settings")
        write: tuple[str, ...] = ()
        nearest = ""
        if stop.cause is Cause.LIST:
            before, after = read.text(step), read.text()[len(read.text(step)) :]
            write = (f"{before}[0]{after}", f"{before}[]{after}")
        elif stop.cause is Cause.MISSING:
            nearest = self.names.nearest(read, step, block.bases)
        return Gap(
            stop.cause,
            read.text(),
            at=read.text(step),
            segment=f"?{segment}" if stop.cause is Cause.FILTER else segment,
            found=stop.found,
            items=stop.items,
            missing=way.ends[step, stop.cause],
            of=len(way.stops),
            noun="row" if place.block else "sample",
            nearest=nearest,
            write=write,
        )

    @property
    def names(self) -> Names:
        """The paths of the samples, made ready for a search once one is wanted."""
        if self._names is None:
            self._names = Names(self.seen)
        return self._names

    def _table(self, place: Place, row: tuple[str, str]) -> Gap:
        """A table without a row for a value, and how many of the samples have that value."""
        key = place.at, row
        if key not in self.tables:
            table, value = row
            have = {
                cell.spot[0]
                for cells in self.cells
                for cell in cells
                if cell.place is place and cell.fault is not None and missing_row(cell.fault.why) == row
            }
            self.tables[key] = Gap(
                Cause.TABLE,
                place.rule.select or "",
                segment=table,
                found=repr(value),
                missing=len(have),
                of=len(self.records),
            )
        return self.tables[key]


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | dict) and not value)


def _about_emptiness(fault: Fault) -> bool:
    """Whether a fault says that there is no value, where one must be."""
    return _empty(fault.value) and ("is required" in fault.why or "must not be" in fault.why)


def _is_plain(select: str, found: Sequence[Read]) -> bool:
    """Whether an expression is one path that can be followed without evaluating it."""
    return (
        len(found) >= 1
        and select == found[0].text()
        and found[0].root in ("", "record")
        and all(step.kind is Kind.FIELD for step in found[0].steps)
    )


def _filters(read: Read) -> list[int]:
    return [n for n, step in enumerate(read.steps) if step.kind is Kind.FILTER]


def _matched(read: Read, step: int) -> str:
    """An expression for how many items a filter matches."""
    return f"length({read.text(step + 1)})"


def _filtered(read: Read, node: Node, stop: Stop | None, step: int, matched: int | None) -> Stop | None:
    """Where a way with a filter ends, when so many items match: those that do not match are no value."""
    if stop is not None and stop.step <= step:
        return stop
    if not matched:
        items = reached(read, node.start(read.root), step)
        return Stop(step, Cause.FILTER, items=len(items) if isinstance(items, list) else 0)
    return stop or Stop(len(read.steps), Cause.NULL)
