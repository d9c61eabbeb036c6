"""The installation itself: the format that it reads, and what is wrong with it."""

from __future__ import annotations

from dataclasses import asdict

import typer

from core.commands.command import WRONG, command
from core.commands.terminal import Terminal, complain

house = typer.Typer()


@command(house, "schema")
def schema(terminal: Terminal) -> None:
    """Print the JSON Schema of the flow file, for editors."""
    from core.flow import schema as flow_schema  # noqa: PLC0415  read only where asked: `--help` is quick

    terminal.document(flow_schema())


@command(house, "doctor")
def doctor(terminal: Terminal) -> int:
    """Say what is wrong with this installation, and what to do about it."""
    findings = terminal.workspace().doctor()
    terminal.show(
        [asdict(finding) for finding in findings],
        ("well", "what", "what to do"),
        [(each.ok, each.what, each.do) for each in findings],
    )
    wrong = [finding for finding in findings if not finding.ok]
    if wrong:
        complain("; ".join(f"{finding.what}: {finding.do}" for finding in wrong))
    return WRONG if wrong else 0
