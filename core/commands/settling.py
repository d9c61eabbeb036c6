"""Records of which nobody knows whether they arrived: looked for again, or settled by a person's word."""

from __future__ import annotations

from typing import Annotated

import typer

from core.commands.carrying import ready
from core.commands.command import PARKED, command
from core.commands.given import ConnectionsOption, FlowArgument
from core.commands.person import who
from core.commands.terminal import Terminal
from core.errors import Misconfigured

settling = typer.Typer()


@command(settling, "settle")
def settle(
    terminal: Terminal,
    flow: FlowArgument,
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY...", help="The records; all that are ambiguous when none is named."),
    ] = None,
    *,
    look: Annotated[bool, typer.Option("--look", help="Look for them in the target again.")] = False,
    arrived: Annotated[
        str | None, typer.Option(metavar="KEY", help="It is in the target, under this key or number.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="They did not arrive: the next retry sends them.")
    ] = False,
    connections: ConnectionsOption = None,
) -> int:
    """Settle ambiguous records: look again, or say that one arrived, or that they are to be sent again."""
    if look + send + (arrived is not None) != 1:
        raise Misconfigured("say one of --look, --arrived KEY and --send")
    if arrived is not None and len(keys or ()) != 1:
        raise Misconfigured(
            "--arrived is said of one record: name its key, as `koppel runs --parked` shows it"
        )
    workspace, read = ready(terminal, flow, connections)
    named = tuple(keys or ())
    if look:
        found = workspace.look_again(read, named, by=who())
    elif arrived is not None:
        found = [workspace.arrived(read.name, named[0], arrived, by=who())]
    else:
        found = workspace.send_again(read.name, named, by=who())
    terminal.show(
        [{"flow": each.flow, "key": each.key, "state": each.state, "why": each.why} for each in found],
        ("record", "state", "why"),
        [(each.key, each.state, each.why) for each in found],
        none="No record of this flow is ambiguous.",
    )
    if send and found:
        terminal.say(f"\nTo send them: koppel retry {flow}")
    return PARKED if look and any(each.state == "ambiguous" for each in found) else 0
