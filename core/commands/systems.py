"""Systems: which there are, what they can, and the permission to use them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.command import command
from core.commands.given import ConnectionsOption, SettingOption, pairs, secrets
from core.commands.terminal import Terminal
from core.errors import Misconfigured
from core.recipes import why

if TYPE_CHECKING:
    from core.workspace import Workspace

systems = typer.Typer()

#: What a person may hold already, whatever the connector; both are secrets.
TOKENS = {"access_token", "refresh_token"}


@command(systems, "connectors")
def connectors(
    terminal: Terminal,
    system: Annotated[
        str | None, typer.Argument(metavar="[SYSTEM]", help="One system, with requests and reasons.")
    ] = None,
    docs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write a page for each system into this folder.")
    ] = None,
) -> None:
    """Show which systems there are, and which records of each can be read and written."""
    workspace = terminal.workspace()
    if docs is not None:
        written = workspace.write_pages(docs)
        terminal.tell({"written": written}, f"{len(written)} pages are in {docs}.")
        return
    rows = [row for row in workspace.capabilities() if system in (None, row.connector)]
    if system is not None:
        workspace.connector(system)  # names those that there are, when it is none
        head = ("entity", "resource", "read by", "written by", "why not, and what instead")
        cells = [(row.entity, row.resource, row.read_by, row.write_by, why(row)) for row in rows]
        terminal.show([asdict(row) for row in rows], head, cells)
        return
    terminal.show(
        [asdict(row) for row in rows],
        ("connector", "system", "entity", "resource", "reads", "writes"),
        [(row.connector, row.title, row.entity, row.resource, row.reads, row.writes) for row in rows],
        none="There are no connectors.",
    )


@command(systems, "recipes")
def recipes(
    terminal: Terminal,
    source: Annotated[
        str | None, typer.Option(metavar="A", help="Only those that read from this connector.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="B", help="Only those that write to this connector.")
    ] = None,
) -> None:
    """Show the ready-made flows for pairs of systems."""
    rows = terminal.workspace().recipes(source, target)
    terminal.show(
        [asdict(row) for row in rows],
        ("source", "target", "entity", "what it does"),
        [(row.source, row.target, row.entity, row.title) for row in rows],
        none="There is no recipe for that.",
    )


@command(systems, "connect")
def connect(
    terminal: Terminal,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The connection's name.", show_default=False)],
    *,
    connector: Annotated[str, typer.Option(metavar="ID", help="The connector.", show_default=False)],
    given: SettingOption = None,
    secret: Annotated[
        list[str] | None,
        typer.Option(
            "--secret", metavar="NAME=VARIABLE", help="The environment variable that holds a secret."
        ),
    ] = None,
    sandbox: Annotated[
        str | None, typer.Option(metavar="URL", help="A running sandbox; it brings all settings.")
    ] = None,
) -> None:
    """Add a connection, or change one; secrets come from the environment, never from the command line."""
    settings = pairs(given, "--set")
    workspace = terminal.workspace()
    if sandbox is None:
        _refuse_exposed(workspace, connector, settings)
        saved = workspace.connect(name, connector, settings, secrets(secret))
    elif settings or secret:
        raise Misconfigured("--sandbox brings all settings and secrets: leave --set and --secret out.")
    else:
        saved = workspace.connect_sandbox(name, connector, sandbox)
    terminal.tell(
        {"connection": saved.name, "connector": saved.connector},
        f"The connection {saved.name} is kept. Test it: koppel check {saved.name}",
    )


def _refuse_exposed(workspace: Workspace, connector: str, settings: dict[str, str]) -> None:
    """Refuse a secret that stands on the command line, where others on this machine can read it."""
    declared = [each.settings for each in workspace.connectors() if each.name == connector]
    secret = TOKENS | {setting.name for settings in declared for setting in settings if setting.secret}
    for name in sorted(secret & settings.keys()):
        raise Misconfigured(
            f"{name} is a secret, and others on this machine can read a command line: put it into an "
            f"environment variable and name that, --secret {name}=VARIABLE."
        )


@command(systems, "check")
def check(
    terminal: Terminal,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The connection's name.", show_default=False)],
    connections: ConnectionsOption = None,
) -> None:
    """Test a connection: ask the system one thing, and say what was reached."""
    reached = terminal.workspace(connections).check(name)
    terminal.tell({"connection": name, "ok": True, "reached": reached}, reached)
