"""Backups: made, listed, looked into, and restored."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.commands.command import command
from core.commands.person import who
from core.commands.terminal import Terminal, shown
from core.commands.volume import require_lasting

if TYPE_CHECKING:
    from core.workspace import Backup

keeping = typer.Typer()


@command(keeping, "backup")
def backup(
    terminal: Terminal,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.", show_default=False)],
) -> None:
    """Put everything into one file, while workers and pages go on; the key is not in it."""
    made = terminal.workspace().back_up(file, by=who())
    terminal.tell(
        facts(made),
        f"{made.rows} rows are in {made.file}. Names and addresses can be read in it; secrets and payloads "
        f"open with the key {' or '.join(made.keys) or '(none was needed yet)'} only, which is not in it: "
        "keep a copy of that key in another place.",
    )


@command(keeping, "backups")
def backups(
    terminal: Terminal,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Say what is in this one, and whether it is whole."),
    ] = None,
    *,
    gone: Annotated[
        Path | None,
        typer.Option("--gone", metavar="FILE", help="Forget this one: it was deleted everywhere."),
    ] = None,
) -> None:
    """List the backups that were made here, or what is in one of them."""
    if file is not None:
        _inside(terminal, file)
        return
    workspace = terminal.workspace()
    if gone is not None:
        workspace.backup_gone(gone)
    listed = [(each.saved, each.there) for each in workspace.backups()]
    terminal.show(
        [{**asdict(saved), "there": there} for saved, there in listed],
        ("made", "by", "file", "whole", "still there", "key"),
        [(s.at, s.by, s.file, s.ended is not None, there, ", ".join(s.keys)) for s, there in listed],
        none="No backup is known here. To make one: koppel backup FILE",
    )


@command(keeping, "restore")
def restore(
    terminal: Terminal,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
) -> None:
    """Make a new home of a backup, with its key at hand: the whole, or nothing. What is there is refused."""
    from core.workspace import restored  # noqa: PLC0415  read only where asked: `--help` is quick

    require_lasting(terminal.home)
    made = restored(terminal.home, file)
    terminal.tell(
        facts(made),
        f"{made.rows} rows are as they were on {shown(made.at)}, each compared with the backup. What was "
        "being run then is taken up as after a crash: what may have arrived is looked up first.\n"
        "See that nothing else carries these flows; then: koppel doctor",
    )


def facts(made: Backup) -> dict[str, Any]:
    """A backup for a program."""
    return {
        "file": str(made.file),
        "at": made.at,
        "koppel": made.koppel,
        "shape": made.shape,
        "keys": made.keys,
        "tables": {name: part.rows for name, part in made.parts.items()},
    }


def _inside(terminal: Terminal, file: Path) -> None:
    from core.workspace import inside  # noqa: PLC0415  the same

    made = inside(file)
    if terminal.json:
        terminal.document(facts(made))
        return
    terminal.table(("table", "rows"), [(name, part.rows) for name, part in made.parts.items() if part.rows])
    terminal.say(
        f"\nIt is whole: made on {shown(made.at)} by Koppel {made.koppel} (shape {made.shape}). "
        f"Its secrets open with the key {' or '.join(made.keys) or '(it has none)'}."
    )
