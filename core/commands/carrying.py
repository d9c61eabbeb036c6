"""Carrying records: runs, what became of them, and the retry of what was parked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.commands.command import PARKED, STOPPED, command
from core.commands.given import ConnectionsOption, FlowArgument, is_path
from core.commands.leaving import leaving
from core.commands.moments import SinceOption
from core.commands.person import who
from core.commands.progress import watching
from core.commands.terminal import Terminal, complain, in_words, shown
from core.commands.volume import require_lasting
from core.errors import Stopped
from core.records import RunState, Verdict

if TYPE_CHECKING:
    from core.flow import Flow
    from core.workspace import Run, Workspace

carrying = typer.Typer()

PlanOption = Annotated[
    str | None, typer.Option("--plan", metavar="ID", help="Carry exactly what was approved of this plan.")
]
FirstOption = Annotated[
    int | None,
    typer.Option("--first", min=1, metavar="N", help="Only the first few of the plan, and read them back."),
]
#: The name of the steps that tell what the target made of a record.
READ_BACK = "read back"

Progress = Callable[["Run"], None]


@command(carrying, "run")
def run(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many records.")] = None,
    since: SinceOption = None,
    plan: PlanOption = None,
    first: FirstOption = None,
    connections: ConnectionsOption = None,
) -> int:
    """Run a flow now, in this process; a run of it that was interrupted is finished first."""
    workspace, read = ready(terminal, flow, connections)
    if plan is not None:
        return run_plan(terminal, workspace, read, plan, first)
    ended = watched(
        terminal, read.name, limit, lambda told: workspace.run(read, limit=limit, since=since, progress=told)
    )
    return report(terminal, ended, workspace.drift(read.name).why)


@command(carrying, "retry")
def retry(
    terminal: Terminal,
    flow: FlowArgument,
    key: Annotated[
        str | None, typer.Option(metavar="KEY", help="Only this record, also one that was left out for good.")
    ] = None,
    connections: ConnectionsOption = None,
) -> int:
    """Carry the parked records of a flow again, with the flow as it is now."""
    workspace, read = ready(terminal, flow, connections)

    def carried(told: Progress) -> Run:
        if key is None:
            return workspace.retry(read, progress=told)
        return workspace.retry_one(read, key, by=who(), progress=told)

    return report(terminal, watched(terminal, read.name, None, carried))


def run_plan(
    terminal: Terminal, workspace: Workspace, flow: Flow, plan: str, first: int | None = None
) -> int:
    """Carry what was approved of a plan; after the `first` few a person is asked whether to go on."""
    ended = watched(
        terminal, flow.name, first, lambda told: workspace.run_plan(flow, plan, first=first, progress=told)
    )
    status = report(terminal, ended)
    if first is None or ended.state is not RunState.DONE or terminal.json:
        return status
    back = [step for each in workspace.read_back(ended) for step in each.steps if step.name == READ_BACK]
    terminal.say("")
    terminal.table(("read back from the target", "as sent"), [(step.why, step.ok) for step in back])
    if terminal.asks and typer.confirm(in_words("\nGo on with the others?")):
        return run_plan(terminal, workspace, flow, plan)
    terminal.say(f"\nTo go on with the others: koppel run {flow.name} --plan {plan}")
    return status


def ready(terminal: Terminal, flow: str, connections: Path | None) -> tuple[Workspace, Flow]:
    """Read a flow whose connections can be used: without them it is wrong input, and no run begins."""
    if is_path(flow):
        require_lasting(terminal.home)
    workspace = terminal.workspace(connections)
    read = workspace.flow(flow)
    for end in (read.source, read.target):
        workspace.usable(end.connection)
    return workspace, read


def watched(terminal: Terminal, title: str, limit: int | None, carry: Callable[[Progress], Run]) -> Run:
    """Carry a run to its end, or to the record after which a signal has it left."""
    seen: list[Run] = []

    def told(run: Run) -> None:
        seen[:] = [run]
        draw(run)

    try:
        with watching(terminal, title, limit) as draw, leaving(terminal.workspace().interrupt):
            return carry(told)
    except (KeyboardInterrupt, Stopped):
        if not seen:
            raise
        return seen[0]


def report(terminal: Terminal, run: Run, odd: Sequence[str] = ()) -> int:
    """Report a run, and what is odd about its source; gives the exit status that says how it ended."""
    counts = run.counts.as_dict()
    if odd:
        complain(f"The source is not as it was before: {'; '.join(odd)}. See: koppel drift {run.flow}")
    if terminal.json:
        terminal.document({"run": run.id, "state": run.state, "counts": counts, "drift": odd})
    else:
        terminal.table(list(counts), [list(counts.values())])
        terminal.say(f"\nThe run {run.id} is {run.state.value}. Its records: koppel run-show {run.id}")
    if run.state is RunState.DONE:
        return PARKED if run.counts.parked or run.counts.ambiguous else 0
    complain(run.error or f"The run is {run.state.value}.")
    return STOPPED


@command(carrying, "runs")
def runs(
    terminal: Terminal,
    flow: Annotated[str | None, typer.Option(metavar="F", help="Only those of this flow.")] = None,
    parked: Annotated[bool, typer.Option("--parked", help="The records that are parked now.")] = False,  # noqa: FBT002  typer's way to declare a switch
    n: Annotated[int, typer.Option("-n", min=1, metavar="N", help="How many runs.")] = 100,
) -> None:
    """Show the runs so far, or with --parked the records that a person must look at now."""
    workspace = terminal.workspace()
    if parked:
        _parked(terminal, workspace, flow)
        return
    history = workspace.runs(flow, n)
    terminal.show(
        [_facts(each) for each in history],
        ("run", "flow", "state", "by", "started", "ended", "read", "created", "updated", "parked", "error"),
        [_row(each) for each in history],
        none="There are no runs yet.",
    )


def _row(run: Run) -> tuple[Any, ...]:
    times, counts = (run.started, run.ended), run.counts
    carried = (counts.read, counts.created, counts.updated, counts.parked)
    return (run.id, run.flow, run.state.value, run.trigger, *times, *carried, run.error)


def _parked(terminal: Terminal, workspace: Workspace, flow: str | None) -> None:
    waiting = workspace.parked(flow)
    terminal.show(
        [{"flow": p.flow, "key": p.key, "match": p.match, "why": p.why} for p in waiting],
        ("flow", "record", "found by", "why", "since"),
        [
            (p.flow, p.key, ", ".join(f"{to} = {shown(v)}" for to, v in p.match.items()), p.why, p.at)
            for p in waiting
        ],
        none="Nothing is parked.",
    )


@command(carrying, "run-show")
def run_show(
    terminal: Terminal,
    run: Annotated[str, typer.Argument(metavar="ID", help="The run.", show_default=False)],
    verdict: Annotated[Verdict | None, typer.Option(help="Only records of this verdict.")] = None,
) -> None:
    """Show one run, and what became of each of its records."""
    workspace = terminal.workspace()
    facts = _facts(workspace.run_of(run))
    records = workspace.records(run, verdict)
    if terminal.json:
        terminal.document({**facts, "records": [asdict(record) for record in records]})
        return
    terminal.table(("", ""), [(name, value) for name, value in facts.items() if value not in (None, "")])
    terminal.say("")
    terminal.table(
        ("record", "verdict", "in the target", "why"),
        [(record.key, record.verdict.value, record.target_key, record.why) for record in records],
        none="It has no records yet.",
    )


def _facts(run: Run) -> dict[str, Any]:
    return {
        "run": run.id,
        "flow": run.flow,
        "version": run.version,
        "state": run.state.value,
        "trigger": run.trigger,
        "asked": run.asked,
        "started": run.started,
        "ended": run.ended,
        "counts": run.counts.as_dict(),
        "error": run.error,
    }
