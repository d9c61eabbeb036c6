"""The command line, `koppel`: every command in its place."""

from __future__ import annotations

import sys

import typer

from core.commands.carrying import carrying
from core.commands.command import STOPPED, WRONG, before
from core.commands.database import database
from core.commands.declaring import declaring
from core.commands.demo import demonstration
from core.commands.flows import flows, making
from core.commands.house import house
from core.commands.keeping import keeping
from core.commands.keys import keys
from core.commands.monitoring import channels, monitoring
from core.commands.people import people, tokens
from core.commands.planning import planning
from core.commands.privacy import audit, privacy
from core.commands.records import records
from core.commands.services import services
from core.commands.settling import settling
from core.commands.sweeping import sweeping
from core.commands.systems import systems
from core.commands.terminal import complain, spoken
from core.commands.trying import trying
from core.commands.working import working
from core.log import discreet

app = typer.Typer(
    name="koppel",
    help="A notebook for integrations: map real records between systems, see what would be written, run it.",
    callback=before,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for group in (demonstration, services, systems, making):
    app.add_typer(group)
app.add_typer(flows, name="flow")
app.add_typer(database, name="database")
app.add_typer(keys, name="key")
app.add_typer(declaring, name="system")
app.add_typer(audit, name="audit")
app.add_typer(channels, name="channel")
app.add_typer(people, name="people")
app.add_typer(tokens, name="token")
for group in (trying, planning, carrying, sweeping, working, settling, records, privacy, keeping):
    app.add_typer(group)
for group in (monitoring, house):
    app.add_typer(group)


def main() -> None:
    """Run the command that was given, and end with its exit status."""
    discreet()
    sys.exit(carry(sys.argv[1:]))


def carry(arguments: list[str]) -> int:
    """Carry one command out and give its exit status; wrong usage is one sentence."""
    with spoken():
        try:
            return int(app(arguments, prog_name="koppel", standalone_mode=False) or 0)
        except typer.TyperException as error:
            context = getattr(error, "ctx", None)
            sentence = error.format_message().rstrip(".?")
            complain(f"{sentence}. See: {context.command_path if context else 'koppel'} --help")
            return WRONG
        except (KeyboardInterrupt, typer.Abort):
            return STOPPED


if __name__ == "__main__":
    main()
