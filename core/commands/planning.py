"""Plans that are kept: approve them, or part of them, and replay a record by a plan of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from core.commands.carrying import ready, run_plan
from core.commands.command import command
from core.commands.given import ConnectionsOption, FlowArgument
from core.commands.person import who
from core.commands.stored import facts, tell_plan
from core.commands.terminal import Terminal, in_words
from core.commands.trying import tabled
from core.records import Decision

planning = typer.Typer()


@command(planning, "plans")
def plans(terminal: Terminal, flow: FlowArgument) -> None:
    """Show the plans of a flow that were kept, and who approved them."""
    workspace = terminal.workspace()
    kept = workspace.plans(workspace.flow(flow).name)
    terminal.show(
        [facts(each) for each in kept],
        ("plan", "made", "by", "holds until", "would write", "approved", "approved by"),
        [(p.id, p.at, p.by, p.until, p.writes, p.approved, p.approved_by) for p in kept],
        none="No plan of this flow is kept: koppel plan FLOW --save makes one.",
    )


@command(planning, "approve")
def approve(
    terminal: Terminal,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The plan.", show_default=False)],
    key: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Only this record; may be given several times. Otherwise all."),
    ] = None,
) -> None:
    """Approve a kept plan, or some of its records, so that exactly that can be run."""
    workspace = terminal.workspace()
    given = workspace.approve(plan, key, by=who())
    terminal.tell(
        facts(given),
        f"{given.approved} of {given.writes} records of the plan {plan} are approved by {given.approved_by}. "
        f"Run them: koppel run {given.flow} --plan {plan}",
    )


@command(planning, "replay")
def replay(
    terminal: Terminal,
    flow: FlowArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The record's key.", show_default=False)],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Carry it without asking once more.")] = False,
    connections: ConnectionsOption = None,
) -> int:
    """Carry one record again, whatever was carried of it before: its plan is shown first."""
    workspace, read = ready(terminal, flow, connections)
    seen: list[Decision] = []
    plan = workspace.save_replay(read, key, by=who(), told=seen.append)
    tabled(terminal, seen)
    if not plan.writes or not (yes or _sure(terminal)):
        tell_plan(terminal, plan, read.name)
        return 0
    workspace.approve(plan.id, by=who())
    return run_plan(terminal, workspace, read, plan.id)


def _sure(terminal: Terminal) -> bool:
    return terminal.asks and typer.confirm(in_words("\nCarry it so?"))
