"""People in what is written down: what is kept about one, and how they are erased; and who did what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.commands.command import WRONG, command
from core.commands.person import who
from core.commands.terminal import Terminal, complain, in_words, shown
from core.documents import write_json
from core.errors import Misconfigured

if TYPE_CHECKING:
    from core.workspace.privacy import Copy

privacy = typer.Typer()
audit = typer.Typer(help="Who did what, to which thing, and when.", no_args_is_help=True)

WordArgument = Annotated[
    str,
    typer.Argument(metavar="EMAIL", help="Their e-mail address, or a number of theirs.", show_default=False),
]


@command(privacy, "person")
def person(terminal: Terminal, word: WordArgument) -> None:
    """Show everything that is kept about a person; --json gives it whole, to hand to them."""
    found = terminal.workspace().person(word)
    terminal.show(
        asdict(found),
        ("kept as", "where", "record", "when", "what"),
        [(each.place, each.name, each.key, each.at, shown(each.told)[:120]) for each in found.traces],
        none=f"Nothing that is written down names {word}.",
    )
    for file in found.files:
        terminal.say(f"It also stands in the file {file}.")
    if found.erased:
        terminal.say(f"They were erased on {shown(found.erased)}.")
    _tell_copies(terminal, found.backups)


@command(privacy, "erase")
def erase(
    terminal: Terminal,
    word: WordArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,
) -> int:
    """Take a person out of everything that is written down; what was carried is still not carried twice."""
    workspace = terminal.workspace()
    found = workspace.person(word)
    counts = Counter(each.place for each in found.traces)
    told = ", ".join(f"{number} of {place}" for place, number in counts.items()) or "nothing in the database"
    if not yes:
        if not terminal.asks:
            raise Misconfigured(f"{word} stands in: {told}. Nothing was erased; give --yes to erase it.")
        typer.confirm(in_words(f"{word} stands in: {told}. Erase it for good?"), abort=True)
    gone = workspace.erase_person(word, by=who())
    erased = ", ".join(f"{number} of {place}" for place, number in gone.rows.items()) or "nothing was there"
    terminal.tell(asdict(gone), f"Erased: {erased}.")
    _tell_copies(terminal, gone.backups)
    for file in gone.files:
        terminal.say(f"It still stands in the file {file}, which is not Koppel's to change.")
    if gone.left:
        records = ", ".join(dict.fromkeys(f"{each.key or each.place} of {each.name}" for each in gone.left))
        complain(f"Not erased: {records}. Settle what is ambiguous there, and erase again.")
        return WRONG
    return 0


@command(privacy, "log")
def log(
    terminal: Terminal,
    *,
    limit: Annotated[int, typer.Option("-n", min=1, help="So many lines.")] = 100,
) -> None:
    """Show the newest lines of the log: runs, requests without what they carried, and errors."""
    found = terminal.workspace().log(limit)
    terminal.show(
        found,
        ("when", "event", "what"),
        [(each.get("at"), each.get("event"), _told(each)) for each in found],
        none="Nothing was noted yet.",
    )


@command(audit, "list")
def listed(
    terminal: Terminal,
    *,
    about: Annotated[str, typer.Option(metavar="TEXT", help="Only what was done to it: 'flow orders'.")] = "",
    limit: Annotated[int, typer.Option("-n", min=1, help="So many entries.")] = 50,
) -> None:
    """Show who did what, newest first."""
    found = terminal.workspace().audit(limit, about)
    terminal.show(
        [asdict(each) for each in found],
        ("n", "when", "who", "what", "to", "outcome", "changed"),
        [(e.n, e.at, e.by, e.what, e.about, e.outcome, ", ".join(e.change)) for e in found],
        none="Nobody has done anything yet.",
    )


@command(audit, "verify")
def verify(
    terminal: Terminal,
    head: Annotated[
        str, typer.Argument(metavar="[HEAD]", help="A head that was noted down before.", show_default=False)
    ] = "",
) -> int:
    """Hold the whole trail against its seals; note the head down elsewhere, and give it the next time."""
    found = terminal.workspace().verify_audit(head)
    if found.wrong:
        terminal.tell(asdict(found), f"{found.entries} entries are as they were written.")
        complain(f"The audit trail is not whole: {found.wrong}.")
        return WRONG
    terminal.tell(asdict(found), f"All {found.entries} entries are as they were written. Head: {found.head}")
    return 0


@command(audit, "export")
def export(
    terminal: Terminal,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON lines, oldest first.", show_default=False)
    ],
) -> None:
    """Write the whole trail into a file, to be kept elsewhere."""
    number, trail = 0, terminal.workspace().whole_audit()  # who may not leaves the file as it is
    with file.open("w", encoding="utf-8") as lines:
        for entry in trail:
            lines.write(write_json(asdict(entry)) + "\n")
            number += 1
    terminal.tell({"file": str(file), "entries": number}, f"{number} entries are in {file}.")


def _tell_copies(terminal: Terminal, copies: Sequence[Copy]) -> None:
    """Tell which backups hold a person still, or may."""
    for copy in copies:
        does = "holds them still" if copy.holds else "may hold them still: it is not where it was made"
        terminal.say(f"The backup {copy.file} of {shown(copy.at)} {does}.")
    if copies:
        terminal.say("After restoring one, erase them again. One that is deleted: koppel backups --gone FILE")


def _told(line: dict[str, Any]) -> str:
    return "  ".join(f"{name}={shown(each)}" for name, each in line.items() if name not in ("at", "event"))
