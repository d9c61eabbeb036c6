"""Who is told what is wrong, when and how: channels, alerts, and the settings of both."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from core.commands.command import PARKED, command
from core.commands.given import FlowArgument, is_path
from core.commands.terminal import Terminal
from core.environment import given
from core.errors import Misconfigured

monitoring = typer.Typer()
channels = typer.Typer(
    help="Who is told what is wrong: by e-mail, a webhook, Slack or Teams.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="The channel.")]


@command(monitoring, "alerts")
def alerts(terminal: Terminal, *, limit: Annotated[int, typer.Option(min=1)] = 20) -> int:
    """Show what is wrong now, and what people were told lately; the status is 1 while something is wrong."""
    workspace = terminal.workspace()
    wrong, messages = workspace.troubles(), workspace.messages(limit)
    if terminal.json:
        terminal.document({"wrong": [asdict(t) for t in wrong], "messages": [asdict(m) for m in messages]})
        return PARKED if wrong else 0
    rows = [(t.kind, t.name, f"{t.since:%Y-%m-%d %H:%M}", t.why, t.do) for t in wrong]
    terminal.table(("", "of", "since (UTC)", "why", "what to do"), rows, none="Nothing is wrong.")
    told = [
        (f"{m.made:%Y-%m-%d %H:%M}", m.title, ", ".join(f"{c}: {state}" for c, state, _ in m.deliveries))
        for m in messages
    ]
    terminal.say("")
    terminal.table(("told (UTC)", "what", "to whom"), told, none="Nobody was told anything yet.")
    return PARKED if wrong else 0


@command(monitoring, "drift")
def drift(
    terminal: Terminal,
    flow: FlowArgument,
    *,
    usual: Annotated[bool, typer.Option("--usual", help="Say that the source is right as it is.")] = False,
    pause: Annotated[
        bool | None, typer.Option("--pause/--no-pause", help="Whether it pauses the flow from now on.")
    ] = None,
) -> int:
    """Show whether the source fills its fields otherwise than before; the status is 1 while it does."""
    workspace = terminal.workspace()
    name = workspace.flow(flow).name if is_path(flow) else flow
    if pause is not None:
        workspace.pause_on_drift(name, on=pause)
    if usual:
        workspace.accept_drift(name)
    found = workspace.drift(name)
    does = "the flow is paused" if found.pauses else "you are told"
    now = (
        f"{'; '.join(found.why)}." if found.odd else "The source is as before, or too little is known of it."
    )
    terminal.tell(asdict(found), f"{now} When it changes, {does}.")
    return PARKED if found.odd else 0


@command(channels, "list")
def list_(terminal: Terminal) -> None:
    """Show the channels; secrets are not shown."""
    found = terminal.workspace().channels()
    terminal.show(
        [asdict(each) for each in found],
        ("channel", "kind", "settings"),
        [(c.name, c.kind, ", ".join(f"{k} = {v}" for k, v in c.settings.items())) for c in found],
        none="Nobody is told yet: koppel channel add NAME --kind email --set host=… --set from=… --set to=…",
    )


@command(channels, "add")
def add(
    terminal: Terminal,
    name: Name,
    kind: Annotated[str, typer.Option(help="email, webhook, slack or teams.")],
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting.")] = None,
    secret: Annotated[
        list[str] | None,
        typer.Option("--secret", metavar="KEY=ENVVAR", help="A setting from a variable of the environment."),
    ] = None,
) -> None:
    """Add a channel, or change one; try it with `koppel channel test`."""
    settings = dict(_pair(each) for each in set_ or [])
    for key, variable in map(_pair, secret or []):
        if not (value := given(variable)):
            raise Misconfigured(f"the variable {variable} of the environment is not set")
        settings[key] = value
    terminal.workspace().add_channel(name, kind, settings)
    terminal.tell(
        {"channel": name, "kind": kind}, f"{name} is told from now on. Try it: koppel channel test {name}"
    )


@command(channels, "remove")
def remove(terminal: Terminal, name: Name) -> None:
    """Tell people through this channel no more."""
    terminal.workspace().remove_channel(name)
    terminal.tell({"removed": name}, f"{name} is told no more.")


@command(channels, "test")
def test(terminal: Terminal, name: Name) -> None:
    """Send one message through a channel now."""
    terminal.workspace().try_channel(name)
    terminal.tell(
        {"channel": name, "sent": True}, f"A message has gone out through {name}: see whether it is there."
    )


@command(channels, "when")
def when(
    terminal: Terminal,
    *,
    quiet: Annotated[str | None, typer.Option(metavar="HH:MM-HH:MM", help="Quiet hours; - for none.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Whose hours those are.")] = None,
    digest: Annotated[
        int | None, typer.Option(min=0, max=1440, help="Minutes from message to message.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the pages answer, for links.")
    ] = None,
    ping: Annotated[
        str | None,
        typer.Option(
            metavar="ENVVAR", help="The variable with an address that is asked while all is on time."
        ),
    ] = None,
) -> None:
    """Say when people are told, or show it."""
    hours = None if quiet is None else tuple(part.strip() for part in quiet.partition("-")[::2])
    told = terminal.workspace()
    if {quiet, timezone, digest, address, ping} == {None}:
        found = told.telling()
    else:
        url = None if ping is None else given(ping) if ping else ""
        if ping and not url:
            raise Misconfigured(f"the variable {ping} of the environment is not set")
        pair = None if hours is None else (hours[0], hours[1])
        found = told.set_telling(
            quiet_hours=pair, timezone=timezone, digest=digest, address=address, ping=url
        )
    rest = f"quiet from {found.quiet_from} to {found.quiet_to}" if found.quiet_from else "at any hour"
    often = f"once in {found.digest} minutes at most" if found.digest else "at once"
    outside = (
        "somebody outside is told that all is on time" if found.ping else "nobody outside is told of silence"
    )
    if found.unheard:
        outside += f", which failed last: {found.unheard.rstrip('.')}"
    terminal.tell(asdict(found), f"People are told {often}, {rest} ({found.timezone}); {outside}.")


def _pair(text: str) -> tuple[str, str]:
    key, mark, value = text.partition("=")
    if not key or not mark:
        raise Misconfigured(f"{text!r} is no setting: write KEY=VALUE")
    return key.strip(), value
