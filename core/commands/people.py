"""Who may come in: people with their roles, and tokens for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from core.access import Action, Role
from core.commands.command import command
from core.commands.terminal import Terminal

people = typer.Typer(help="Who may sign in, and as what.")
tokens = typer.Typer(help="Tokens with which programs use this command line.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", show_default=False)]
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@command(people, "add")
def add(
    terminal: Terminal, email: Email, role: Annotated[Role, typer.Option(help="What they may do.")]
) -> None:
    """Let somebody sign in, or change their role: viewer, editor, operator or admin."""
    person = terminal.workspace().admit(email, role)
    terminal.tell(asdict(person), f"{person.email} may sign in, with the role {person.role}.")


@command(people, "list")
def listed(terminal: Terminal) -> None:
    """List everybody who may sign in."""
    found = terminal.workspace().people()
    terminal.show(
        [asdict(each) for each in found],
        ("e-mail", "role", "name", "since"),
        [(each.email, each.role, each.name, each.added) for each in found],
        none="Nobody may sign in yet: koppel people add EMAIL --role admin",
    )


@command(people, "remove")
def remove(terminal: Terminal, email: Email) -> None:
    """Let somebody in no more; their sessions and tokens end at once."""
    terminal.workspace().dismiss(email)
    terminal.tell({"removed": email}, f"{email} may sign in no more.")


@command(people, "sign-out")
def sign_out(terminal: Terminal, email: Email) -> None:
    """End somebody's sessions in every browser; they may sign in again."""
    ended = terminal.workspace().sign_out_everywhere(email)
    terminal.tell({"ended": ended}, f"{ended} sessions of {email} have ended.")


@command(tokens, "add")
def hand_out(
    terminal: Terminal,
    name: Name,
    scope: Annotated[list[Action], typer.Option(help="What it may do; may stand several times.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="For how many days.")] = 90,
    person: Annotated[
        str, typer.Option("--for", metavar="EMAIL", help="Whose it is: it never may more than they may.")
    ] = "",
) -> None:
    """Make a token and print it, this once; programs give it in KOPPEL_TOKEN."""
    secret = terminal.workspace().hand_out(name, scope, days, person=person)
    terminal.tell({"name": name, "token": secret}, secret)


@command(tokens, "list")
def handed_out(terminal: Terminal) -> None:
    """List the tokens; what opens them is nowhere to be read."""
    found = terminal.workspace().tokens()
    terminal.show(
        [{**asdict(each), "scopes": sorted(each.scopes)} for each in found],
        ("name", "of", "scopes", "until"),
        [
            (each.name, each.person or "this machine", ", ".join(sorted(each.scopes)), each.until)
            for each in found
        ],
        none="There are no tokens: koppel token add NAME --scope read",
    )


@command(tokens, "remove")
def withdraw(terminal: Terminal, name: Name) -> None:
    """End a token at once."""
    terminal.workspace().withdraw(name)
    terminal.tell({"removed": name}, f"The token {name} opens nothing any more.")
