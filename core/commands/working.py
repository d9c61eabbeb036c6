"""Who carries runs, and what a person wants of them: pause, resume, cancel, and how much at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from core.commands.command import STOPPED, command
from core.commands.terminal import Terminal
from core.errors import Misconfigured

working = typer.Typer()

Flow = Annotated[str | None, typer.Argument(metavar="[FLOW]", help="The flow.")]
RunId = Annotated[str | None, typer.Option("--run", metavar="ID", help="One run instead of a flow.")]


@command(working, "workers")
def workers(
    terminal: Terminal,
    *,
    well: Annotated[
        bool,
        typer.Option("--well", help="Only tell by the status (0 or 3) whether one on this machine is well."),
    ] = False,
) -> int:
    """Show who carries runs, since when, and which."""
    if well:
        return 0 if terminal.workspace().well() else STOPPED
    found = terminal.workspace().workers()
    terminal.show(
        [asdict(each) for each in found],
        ("worker", "since", "last heard of", "carries"),
        [(w.name, f"{w.began:%Y-%m-%d %H:%M}", f"{w.beat:%H:%M:%S}", ", ".join(w.runs)) for w in found],
        none="Nobody carries runs; start one with `koppel worker`.",
    )
    return 0


@command(working, "pause")
def pause(terminal: Terminal, flow: Flow = None, run: RunId = None) -> None:
    """Let a flow, or one run, rest: nothing of it begins, and what is under way stops at its next request."""
    _either(flow, run)
    if run is not None:
        paused = terminal.workspace().pause_run(run)
        said = (
            f"Run {run} is {paused.state}." if not paused.worker else f"Run {run} stops at its next request."
        )
        terminal.tell({"run": run, "state": paused.state}, f"{said} Go on with: koppel resume --run {run}")
    elif flow is not None:
        terminal.workspace().pause(flow)
        terminal.tell({"flow": flow, "paused": True}, f"{flow} is paused. Go on with: koppel resume {flow}")


@command(working, "resume")
def resume(terminal: Terminal, flow: Flow = None, run: RunId = None) -> None:
    """Let a paused flow, or one run, go on where it was."""
    _either(flow, run)
    if run is not None:
        resumed = terminal.workspace().resume_run(run)
        terminal.tell({"run": run, "state": resumed.state}, f"Run {run} is {resumed.state}.")
    elif flow is not None:
        terminal.workspace().resume(flow)
        terminal.tell({"flow": flow, "paused": False}, f"{flow} goes on.")


@command(working, "cancel")
def cancel(terminal: Terminal, run: Annotated[str, typer.Argument(metavar="ID", help="The run.")]) -> None:
    """Stop a run for good, at its next request; what it has written stays."""
    found = terminal.workspace().cancel(run)
    said = (
        f"Run {run} is {found.state}." if not found.cancel or found.ended else f"Run {run} is being stopped."
    )
    terminal.tell({"run": run, "state": found.state}, said)


@command(working, "limit")
def limit(
    terminal: Terminal,
    connection: Annotated[str, typer.Argument(help="The connection.")],
    runs: Annotated[int | None, typer.Option(min=0, help="Runs at once; 0: as many as there are.")] = None,
    per_minute: Annotated[
        int | None, typer.Option(min=0, help="Requests a minute; 0: as the vendor says.")
    ] = None,
) -> None:
    """Say how much of a connection may be used at once, by all workers together; or show it."""
    saved = terminal.workspace().limit(connection, runs, per_minute)
    many = f"{saved.at_once} runs at once" if saved.at_once else "any number of runs at once"
    often = f"{saved.per_minute} requests a minute" if saved.per_minute else "requests as the vendor says"
    told = {"connection": connection, "runs": saved.at_once, "per_minute": saved.per_minute}
    terminal.tell(told, f"{connection}: {many}, {often}.")


def _either(flow: str | None, run: str | None) -> None:
    if (flow is None) == (run is None):
        raise Misconfigured("name a flow, or one run with --run ID")
