"""Explaining empty and faulty fields: every way that a rule's expression takes is walked on every sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.flow import Flow
from core.insight.block import Spot, blocks, fill
from core.insight.nearest import Names
from core.insight.place import Place, Rendered, places
from core.insight.probe import Render
from core.insight.reason import Gap, Reason
from core.insight.seen import Seen
from core.insight.trace import Cause, reached
from core.insight.way import Way
from core.insight.wording import kind_of, shown
from core.mapping import Kind, missing_row, reads, template_reads
from core.records import Fault, JsonObject


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
    explaining = _Explaining(flow, Names(seen))
    for n, each in enumerate(rendered):
        explaining.collect(n, each, faults_only=faults_only)
    explaining.walk(records, render)
    return [tuple(explaining.of_record(n)) for n in range(len(records))]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One field of one record that is empty or has a fault."""

    place: Place
    spot: Spot
    to: str
    fault: Fault | None


class _Explaining:
    """One look at a flow and its samples."""

    def __init__(self, flow: Flow, names: Names) -> None:
        self.flow, self.names = flow, names
        self.places = list(places(flow.map))
        self.blocks = blocks(self.places)
        self.cells: list[list[_Cell]] = []
        self.others: list[list[Fault]] = []
        self.ways: dict[tuple[int, ...], list[Way]] = {}
        self.tables: dict[tuple[tuple[int, ...], tuple[str, str]], Gap] = {}

    def collect(self, n: int, rendered: Rendered, *, faults_only: bool) -> None:
        """Note the fields of a record that want explaining, and the faults that belong to no rule."""
        faults = {fault.to: fault for fault in reversed(rendered.faults)}
        cells = []
        for place in self.places:
            for rows, value in place.values(rendered.payload):
                blank = not faults_only and _empty(value)
                if not blank and not faults:
                    continue
                to = place.named(rows)
                fault = faults.pop(to, None)
                if blank or fault is not None:
                    cells.append(_Cell(place, (n, rows), to, fault))
        self.cells.append(cells)
        self.others.append(list(faults.values()))

    def walk(self, records: Sequence[JsonObject], render: Render) -> None:
        """Ask what must be asked, in one rendering, and walk every way of the rules to be explained."""
        for place in {cell.place.at: cell.place for cells in self.cells for cell in cells}.values():
            self._ask(place)
        fill(self.blocks[()], self.flow, records, render)
        for way in (way for ways in self.ways.values() for way in ways):
            way.walk()

    def of_record(self, n: int) -> Iterator[Reason]:
        """The reasons of one record."""
        for cell in self.cells[n]:
            yield Reason(cell.to, cell.fault, tuple(self._gaps(cell)))
        for fault in self.others[n]:
            given = any(fault.to.startswith(place.to + ".") for place in self.places)
            unmapped = _about_emptiness(fault) and not fault.expression and not given
            yield Reason(fault.to, fault, (Gap(Cause.UNMAPPED, fault.to),) if unmapped else ())

    def _ask(self, place: Place) -> None:
        block, rule = self.blocks[place.block], place.rule
        expression = rule.each if rule.each is not None else rule.select
        ways = [Way(read, block, self.flow) for read in reads(expression)] if expression is not None else []
        if rule.transform is not None:
            if rule.select is not None and not _is_plain(rule.select, ways):
                block.ask(rule.select)
            inside = (read for read in template_reads(rule.transform).reads if read.root != "value")
            ways += [Way(read, block, self.flow, inside=True) for read in inside]
        for way in ways:
            way.ask()
        block.wanted = bool(place.block)
        self.ways[place.at] = ways

    def _gaps(self, cell: _Cell) -> Iterator[Gap]:
        rule, fault = cell.place.rule, cell.fault
        if fault is not None and (row := missing_row(fault.why)):
            yield self._table(cell.place, row)
        elif fault is not None and not _about_emptiness(fault):
            yield from self._beneath(cell, fault)
        elif rule.transform is not None and not _empty(picked := self._picked(cell)):
            yield Gap(Cause.TRANSFORM, rule.select or "", found=shown(picked))
        else:
            found = list(self._ends(cell, asked=False)) or list(self._ends(cell, asked=True))
            nothing = Cause.EXPRESSION if rule.select or rule.each else Cause.TRANSFORM
            yield from found or [Gap(nothing, rule.select or rule.each or "")]

    def _beneath(self, cell: _Cell, fault: Fault) -> Iterator[Gap]:
        """What lies behind a fault that met a value, or could not go on: a list, or something missing."""
        path = cell.place.rule.select
        if isinstance(fault.value, list) and path and not cell.place.rule.transform:
            steps = (step for way in self.ways[cell.place.at] for step in way.read.steps)
            first = f"{path}[0]" if all(step.kind is Kind.FIELD for step in steps) else f"({path}) | [0]"
            texts = all(isinstance(item, str) for item in fault.value)
            write = (first, f"join(', ', {path})") if texts else (first,)
            yield Gap(Cause.LIST, path, at=path, found=kind_of(fault.value), write=write)
            return
        selected = not _empty(self._picked(cell))
        for way in self.ways[cell.place.at]:
            gap = way.gap(cell.spot, self.names) if way.inside or not selected else None
            if gap is not None:
                yield gap

    def _ends(self, cell: _Cell, *, asked: bool) -> Iterator[Gap]:
        """Where the ways of a rule end that give its value, or those that are only asked."""
        for way in self.ways[cell.place.at]:
            gap = way.gap(cell.spot, self.names) if way.read.asked is asked else None
            if gap is not None:
                yield gap

    def _picked(self, cell: _Cell) -> Any:
        """What the `select` of a rule with a transform gives there."""
        select, block = cell.place.rule.select, self.blocks[cell.place.block]
        node = block.nodes.get(cell.spot)
        if select is None or node is None or cell.place.rule.transform is None:
            return None
        if select in block.asked:
            return node.answers.get(block.asked[select])
        read = self.ways[cell.place.at][0].read
        return reached(read, node.start(read.root), len(read.steps))

    def _table(self, place: Place, row: tuple[str, str]) -> Gap:
        """A table without a row for a value, and how many of the samples have that value."""
        key = place.at, row
        if key not in self.tables:
            have = sum(
                any(
                    cell.place is place and cell.fault and missing_row(cell.fault.why) == row
                    for cell in cells
                )
                for cells in self.cells
            )
            self.tables[key] = Gap(
                Cause.TABLE,
                place.rule.select or "",
                segment=row[0],
                found=repr(row[1]),
                missing=have,
                of=len(self.cells),
            )
        return self.tables[key]


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | dict) and not value)


def _about_emptiness(fault: Fault) -> bool:
    """Whether a fault says that there is no value, where one must be."""
    return _empty(fault.value) and ("is required" in fault.why or "must not be" in fault.why)


def _is_plain(select: str, ways: Sequence[Way]) -> bool:
    """Whether an expression is one path that can be followed without evaluating it."""
    if len(ways) != 1:
        return False
    read = ways[0].read
    fields = all(step.kind is Kind.FIELD for step in read.steps)
    return fields and read.root in ("", "record") and select == read.text()
