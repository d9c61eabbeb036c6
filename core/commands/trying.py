"""Trying a flow: samples, previews, plans and tests. Nothing is written anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import PARKED, command
from core.commands.given import ConnectionsOption, FlowArgument, read_text
from core.commands.insight import document, explained, show
from core.commands.person import who
from core.commands.shaping import written
from core.commands.stored import decided, tell_plan
from core.commands.terminal import Terminal, printable, shown
from core.records import Decision, Difference, Fault, JsonObject

if TYPE_CHECKING:
    from core.flow import Flow
    from core.insight import Insight, Reason
    from core.workspace import Explanation, Preview, Workspace

trying = typer.Typer()

CountOption = Annotated[int, typer.Option("-n", min=1, metavar="N", help="How many records.")]


@command(trying, "sample")
def sample(
    terminal: Terminal, flow: FlowArgument, n: CountOption = 25, connections: ConnectionsOption = None
) -> None:
    """Pull some records of a flow's source: JSON lines."""
    workspace = terminal.workspace(connections)
    for record in workspace.sample(workspace.flow(flow), n):
        terminal.line(record.data)


@command(trying, "preview")
def preview(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    records: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Records to map: JSON, JSON lines or CSV; - for the standard input."
        ),
    ] = None,
    n: CountOption = 25,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also what the records say: filled, empty, unused, unlisted.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print how the mapping is run, as a function, and no record.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write the payloads there, a line each; --records has JSON lines."
        ),
    ] = None,
    connections: ConnectionsOption = None,
) -> int:
    """Show what records become: the payload of each, every field that cannot be made, and why."""
    workspace = terminal.workspace(connections)
    read = workspace.flow(flow)
    if explain:
        _explained(terminal, workspace.explain(read))
        return 0
    if out is not None:
        return written(terminal, workspace, read, records, out)
    given = _records(workspace, read, records, n)
    if terminal.json and not coverage:
        for each in workspace.preview(read, given):
            terminal.line({"key": each.key, "payload": each.payload, "faults": each.faults})
        return 0
    given = list(given)
    previews = list(workspace.preview(read, given))
    if coverage:
        _covered(terminal, workspace.insight(read, given, previews), previews)
    else:
        _previewed(terminal, previews, workspace.reasons(read, given, previews, faults_only=True))
    return 0


def _explained(terminal: Terminal, explanation: Explanation) -> None:
    if terminal.json:
        terminal.document(asdict(explanation))
        return
    checks = (f"\n\n# The check {name}\n{source}" for name, source in explanation.checks.items())
    terminal.write(printable("".join([explanation.source, *checks])))


def _covered(terminal: Terminal, insight: Insight, previews: Sequence[Preview]) -> None:
    keys = [each.key for each in previews]
    if terminal.json:
        terminal.document(document(insight, keys))
        return
    _previewed(terminal, previews, insight.reasons)
    show(terminal, insight, keys)


def _previewed(
    terminal: Terminal, previews: Sequence[Preview], reasons: Sequence[tuple[Reason, ...]]
) -> None:
    terminal.table(
        ("record", "payload", "faults"),
        (
            (each.key, each.payload, explained(each.faults, why))
            for each, why in zip(previews, reasons, strict=True)
        ),
        none="There are no records.",
    )


def _records(workspace: Workspace, flow: Flow, file: str | None, n: int) -> Iterable[JsonObject]:
    if file is None:
        return [record.data for record in workspace.sample(flow, n)]
    from core.workspace import read_records  # noqa: PLC0415  loaded only where asked: `--help` is quick

    return read_records(read_text(file), "" if file == "-" else Path(file).name)


@command(trying, "plan")
def plan(
    terminal: Terminal,
    flow: FlowArgument,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many records.")] = None,
    *,
    save: Annotated[bool, typer.Option("--save", help="Keep the plan, to approve and run it.")] = False,
    connections: ConnectionsOption = None,
) -> None:
    """Show what a run would do to each record, and why, against the live target; nothing is written."""
    workspace = terminal.workspace(connections)
    read = workspace.flow(flow)
    if save:
        seen: list[Decision] = []
        told = (lambda each: terminal.line(decided(each))) if terminal.json else seen.append
        kept = workspace.save_plan(read, limit, by=who(), told=told)
        tabled(terminal, seen)
        tell_plan(terminal, kept, flow)
    elif terminal.json:
        for each in workspace.plan(read, limit):
            terminal.line(decided(each))
    else:
        tabled(terminal, workspace.plan(read, limit))


def tabled(terminal: Terminal, decisions: Iterable[Decision]) -> None:
    """Show what would happen to records, and how many meet which verdict; a program has been told."""
    if terminal.json:
        return
    verdicts: Counter[str] = Counter()
    terminal.table(
        ("record", "verdict", "found by", "why", "differences"),
        (_row(each) for each in _counting(decisions, verdicts)),
        none="There is nothing to carry.",
    )
    terminal.say("\n" + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items()))


def _counting(decisions: Iterable[Decision], verdicts: Counter[str]) -> Iterator[Decision]:
    for each in decisions:
        verdicts[each.verdict.value] += 1
        yield each


def _row(decision: Decision) -> tuple[str, ...]:
    found_by = ", ".join(f"{to} = {shown(value)}" for to, value in decision.match.items())
    return decision.key, decision.verdict.value, found_by, decision.why, _changes(decision.differences)


def _changes(differences: Iterable[Difference]) -> str:
    return "\n".join(f"{each.field}: {shown(each.before)} → {shown(each.after)}" for each in differences)


def _faults(faults: Iterable[Fault]) -> str:
    return "\n".join(f"{each.to}: {each.why}" for each in faults)


@command(trying, "test")
def prove(terminal: Terminal, flow: FlowArgument, connections: ConnectionsOption = None) -> int:
    """Map a flow's samples, and compare what they become with what is expected of them."""
    workspace = terminal.workspace(connections)
    results = workspace.test(workspace.flow(flow))
    terminal.show(
        [asdict(result) for result in results],
        ("sample", "as expected", "made → expected", "faults"),
        [(each.name, each.ok, _changes(each.differences), _faults(each.faults)) for each in results],
        none="The flow has no samples with an expectation, so nothing was tested.",
    )
    return 0 if all(result.ok for result in results) else PARKED
