"""The line stopped after render: what records become, without a connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from core.api.connector import Resource
from core.errors import Misconfigured
from core.flow import Flow
from core.mapping import Batch, Rule, reads, template_reads
from core.records import Difference, Fault, JsonObject, Record
from core.runs.case import Case
from core.runs.difference import differences
from core.runs.line import Line
from core.runs.target import Target

AT_ONCE = 100
#: Where a record's key is looked for when its connector is not known.
USUAL_KEYS = ("id", "ID", "Id", "key", "code", "Code", "name")


@dataclass(frozen=True, slots=True)
class Preview:
    """What one record becomes: its key, its payload as far as it could be made, and every fault."""

    key: str
    payload: JsonObject
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class TestResult:
    """One sample held against what is expected of it."""

    name: str
    ok: bool
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a flow is run: the function that its mapping was made into, and those of checks, by their names."""

    source: str
    checks: dict[str, str]


def explained(flow: Flow, target: dict[str, Resource]) -> Explanation:
    """The functions of a flow, without any record; Misconfigured says which rule cannot be read."""
    line = Line(flow, Target(None, target))
    return Explanation(line.shape.source, {one.check.name: one.source for one in line.checks if one.source})


def preview(
    flow: Flow, records: Iterable[JsonObject], source: Resource | None, target: dict[str, Resource]
) -> Iterator[Preview]:
    """Render records one after the other, in their order; what checks would find is a mark in its place.

    A batch that is previewed again, with another flow, is not shipped again.
    """
    line, about = Line(flow, Target(None, target)), {"flow": flow.name}
    numbered = enumerate(records, 1)
    while some := list(islice(numbered, AT_ONCE)):
        batch = records if isinstance(records, Batch) else Batch([data for _, data in some])
        cases = [
            Case(Record(key_of(data, source, number), data), about, batch=batch) for number, data in some
        ]
        line.prepare(cases)
        for case in cases:
            yield Preview(case.record.key, case.payload or {}, (*case.faults, *_wrong(case)))


@dataclass(frozen=True, slots=True)
class Shaped:
    """What one record of a file becomes, by its number from 1: its payload in JSON, and every fault."""

    number: int
    payload: bytes
    faults: tuple[Fault, ...]


def shaped(
    flow: Flow, lines: Iterable[bytes], target: dict[str, Resource], processes: int = 2
) -> Iterator[Shaped]:
    """Render records in JSON, however many there are; Misconfigured for a flow that needs more than them."""
    if flow.checks:
        names = ", ".join(check.name for check in flow.checks)
        raise Misconfigured(
            f"Flow {flow.name!r} has checks ({names}), which look in the target: a whole file can only be "
            "mapped without them. Preview some records, or run the flow."
        )
    if _asks_run(flow.map):
        raise Misconfigured(
            f"Flow {flow.name!r} has rules that read `$run`, which a file does not have: take it out of them."
        )
    line = Line(flow, Target(None, target))
    for number, made in enumerate(line.shape.stream(lines, processes), 1):
        yield Shaped(number, made.payload, made.faults)


def _asks_run(rules: Sequence[Rule]) -> bool:
    """Whether rules read what is known of a run."""
    for rule in rules:
        asked = reads(rule.select or rule.each or "@")
        shaping = template_reads(rule.transform).reads if rule.transform is not None else ()
        if any(read.root == "run" for read in (*asked, *shaping)) or _asks_run(rule.map):
            return True
    return False


def _wrong(case: Case) -> Iterator[Fault]:
    """What went wrong beside the fields: an expression of a check or of the natural key."""
    return (Fault(step.name, "", None, step.why) for step in case.steps if not step.ok)


def key_of(data: JsonObject, source: Resource | None, number: int) -> str:
    """The key of a record, or its number in the file where it has none."""
    names = (source.key,) if source else USUAL_KEYS
    value: Any = next((data[name] for name in names if data.get(name) not in (None, "")), number)
    return str(value)


def test(flow: Flow, source: Resource | None, target: dict[str, Resource]) -> Iterator[TestResult]:
    """Hold the flow's samples against their expectations; one without must only be without faults."""
    made = preview(flow, (sample.record for sample in flow.samples), source, target)
    for sample, result in zip(flow.samples, made, strict=True):
        wanted = sample.expect
        found = (
            () if wanted is None else (*differences(wanted, result.payload), *_extra(wanted, result.payload))
        )
        ok = not found and not (result.faults and wanted is None)
        yield TestResult(sample.name, ok, found, result.faults)


def _extra(wanted: JsonObject, made: JsonObject) -> Iterator[Difference]:
    return (Difference(name, value, None) for name, value in made.items() if name not in wanted)
