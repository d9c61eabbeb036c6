"""The database, and its way to another place."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from core.commands.command import command
from core.commands.terminal import Terminal

database = typer.Typer(help="Where everything is kept.")


@command(database, "move")
def move(
    terminal: Terminal,
    to: Annotated[
        str,
        typer.Option(
            metavar="URL", help="postgresql://user@host/name, or: files (those of the home folder)."
        ),
    ],
) -> None:
    """Move everything to another database: from files to PostgreSQL, or back. Nothing may run meanwhile."""
    moved = terminal.workspace().move_database(to)
    terminal.show(
        [asdict(each) for each in moved],
        ("table", "rows"),
        [(each.table, each.rows) for each in moved if each.rows],
        none="Everything was moved; there was nothing yet.",
    )
    setting = "leave KOPPEL_DATABASE_URL out" if to == "files" else "set KOPPEL_DATABASE_URL to that address"
    terminal.say(f"\nEvery row was compared. From now on {setting}; the database before it is closed.")
