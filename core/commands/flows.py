"""Flows as files: made from a recipe, shown, carried in and out, compared, turned on and off."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import WRONG, before, command
from core.commands.documenting import documenting
from core.commands.given import FlowArgument, NameArgument, SettingOption, is_path, pairs, read_text
from core.commands.terminal import Terminal, complain, shown

if TYPE_CHECKING:
    from core.flow import Flow
    from core.mapping import Rule

making = typer.Typer()
flows = typer.Typer(help="Flows as files.", callback=before)
flows.add_typer(documenting)

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A flow file, - for the standard input.", show_default=False)
]


@command(making, "new")
def new(
    terminal: Terminal,
    name: NameArgument,
    *,
    recipe: Annotated[str, typer.Option(metavar="ENTITY", help="What it carries: order, product, …")],
    source: Annotated[str, typer.Option(metavar="CONN", help="The connection that it reads from.")],
    target: Annotated[str, typer.Option(metavar="CONN", help="The connection that it writes to.")],
    given: SettingOption = None,
) -> None:
    """Make a flow from a recipe; settings that are not given are looked up in the target where possible."""
    workspace = terminal.workspace()
    saved = workspace.save(workspace.new(name, recipe, source, target, pairs(given, "--set")))
    terminal.tell(
        {"flow": saved.name, "version": saved.version},
        f"The flow {saved.name} is kept (version {saved.version}). See what it would do: koppel plan {name}",
    )


@command(flows, "list")
def list_(terminal: Terminal) -> None:
    """Show the flows of the workspace."""
    states = terminal.workspace().flows()
    terminal.show(
        [{**asdict(state), "last": state.last and state.last.state} for state in states],
        ("flow", "from", "to", "schedule", "on", "last run", "parked", "problem"),
        [
            (s.name, s.source, s.target, s.schedule, s.active, s.last and s.last.state, s.parked, s.problem)
            for s in states
        ],
        none="There are no flows yet: koppel new NAME --recipe order --source CONN --target CONN.",
    )


@command(flows, "show")
def show(terminal: Terminal, flow: FlowArgument) -> None:
    """Show a flow: where it reads, what it checks, how it maps, where it writes."""
    read = terminal.workspace().flow(flow)
    if terminal.json:
        terminal.document(read.model_dump(mode="json", by_alias=True, exclude_unset=True))
    else:
        _describe(terminal, read)


def _describe(terminal: Terminal, read: Flow) -> None:
    source, target = read.source, read.target
    terminal.say(f"{read.title or read.name}\n")
    match = ", ".join(f"{to} = {how}" for to, how in target.match.items())
    facts = [
        (
            "reads",
            f"{source.connection}: {source.resource}" + (f" where {source.where}" if source.where else ""),
        ),
        ("writes", f"{target.connection}: {target.resource} ({target.policy.value}, found by {match})"),
        *(("check", f"{each.name}: {each.resource} ({each.policy.value})") for each in read.checks),
        *(("setting", f"{name} = {shown(value)}") for name, value in read.settings.items()),
        *(("table", f"{name}: {len(table.rows)} rows") for name, table in read.tables.items()),
        *([("schedule", f"{read.schedule.cron} ({read.schedule.timezone})")] if read.schedule else []),
        ("samples", len(read.samples)),
    ]
    terminal.table(("", ""), facts)
    terminal.say("")
    terminal.table(("target field", "select", "transform", "write"), _rules(read.map))


def _rules(rules: Iterable[Rule], depth: int = 0) -> Iterator[tuple[str | None, ...]]:
    """Each rule as a row, those for the rows of a list below it."""
    for rule in rules:
        yield "  " * depth + rule.to, rule.select or rule.each, rule.transform, rule.write.value
        yield from _rules(rule.map, depth + 1)


@command(flows, "import")
def import_(terminal: Terminal, file: FileArgument) -> None:
    """Take a flow file into the workspace, byte for byte; its schedule is off until a person turns it on."""
    workspace = terminal.workspace()
    saved = workspace.import_flow(read_text(file), f"imported from {Path(file).name}")
    terminal.tell(
        {"flow": saved.name, "version": saved.version, "active": False},
        f"The flow {saved.name} is kept (version {saved.version}); its schedule is off: "
        f"koppel flow activate {saved.name}",
    )


@command(flows, "export")
def export(
    terminal: Terminal,
    name: NameArgument,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a folder that runs and tests itself in production."),
    ] = None,
) -> None:
    """Print a flow's file, byte for byte, or write it as a bundle."""
    text = terminal.workspace().export(name, bundle)
    if bundle is None:
        terminal.write(text)
    else:
        what = f"The bundle is in {bundle}; its README says how to run it."
        terminal.tell({"flow": name, "bundle": str(bundle)}, what)


@command(flows, "validate")
def validate(terminal: Terminal, file: FileArgument) -> int:
    """Say what is wrong with a flow file, each problem with its line."""
    problems = terminal.workspace().validate(read_text(file))
    if terminal.json:
        terminal.document({"ok": not problems, "problems": problems})
    elif not problems:
        terminal.say(f"{file} is well.")
    if problems:
        complain("\n".join(problems))
    return WRONG if problems else 0


@command(flows, "diff")
def diff(
    terminal: Terminal,
    a: FlowArgument,
    b: FlowArgument,
) -> None:
    """Compare two flows line by line."""
    one, other = (_text(terminal, each).splitlines() for each in (a, b))
    lines = list(difflib.unified_diff(one, other, a, b, lineterm=""))
    terminal.tell({"same": not lines, "lines": lines}, "\n".join(lines) or "They are the same.")


def _text(terminal: Terminal, flow: str) -> str:
    return read_text(flow) if is_path(flow) else terminal.workspace().saved(flow).text


@command(flows, "activate")
def activate(terminal: Terminal, name: NameArgument) -> None:
    """Turn a flow's schedule on."""
    _turn(terminal, name, on=True)


@command(flows, "pause")
def pause(terminal: Terminal, name: NameArgument) -> None:
    """Turn a flow's schedule off."""
    _turn(terminal, name, on=False)


def _turn(terminal: Terminal, name: str, *, on: bool) -> None:
    terminal.workspace().activate(name, on=on)
    told = f"The schedule of {name} is on." if on else f"The schedule of {name} is off."
    terminal.tell({"flow": name, "active": on}, told)
