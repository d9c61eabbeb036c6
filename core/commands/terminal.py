"""Where a command speaks: tables and sentences for people, JSON for programs, one sentence when it fails."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.documents import write_json
from core.environment import given
from core.errors import Denied

if TYPE_CHECKING:
    from core.workspace import Workspace

#: Control characters (but tab and line end), halves of characters, and what turns the direction of a line.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
#: How wide a table may be where nobody looks at a screen.
WIDE = 200


def home_of(given: Path | None) -> Path:
    """Tell where the workspace is: as given, else KOPPEL_HOME, else ~/.koppel."""
    return (given or Path(os.environ.get("KOPPEL_HOME") or "~/.koppel")).expanduser().absolute()


@contextmanager
def spoken() -> Iterator[None]:
    """Speak the language of who gives the command inside; for English nothing is loaded."""
    if not (language := asked_for()):
        yield
        return
    from core.language import known, speaking  # noqa: PLC0415  loaded only where it is spoken: `--help` is quick

    with speaking(known(language) or "en"):
        yield


def asked_for() -> str:
    """The language that the environment names: by `KOPPEL_LANGUAGE`, else its locale; nothing for English."""
    names = (os.environ.get(name) for name in ("KOPPEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    named = next(filter(None, names), "")
    return "" if re.split(r"[-_.@]", named.lower())[0] in ("", "c", "posix", "en") else named


def in_words(sentence: str) -> str:
    """A sentence in the language of who gives the command; a program is told nothing but its JSON."""
    if not asked_for():
        return sentence
    from core.language import translated  # noqa: PLC0415  loaded only where it is spoken

    return translated(sentence)


class Terminal:
    """One command's way to the person or program that gave it, and to the workspace that it asks for."""

    def __init__(self, home: Path, connections: Path | None = None, *, json: bool = False) -> None:
        self.home = home
        self.json = json
        self._connections = connections
        self._workspace: Workspace | None = None

    @property
    def asks(self) -> bool:
        """Whether a person is there to answer."""
        return not self.json and sys.stdin.isatty()

    def workspace(self, connections: Path | None = None) -> Workspace:
        """Open the workspace, with connections of a file or of the bundle; it is closed with the terminal."""
        if self._workspace is None:
            from core.workspace import Workspace  # noqa: PLC0415  opened only where asked: `--help` is quick

            # What is loaded by now lives as long as the command: the collector need not look through it.
            gc.freeze()
            self._workspace = Workspace(self.home, connections or self._connections)
            if token := given("KOPPEL_TOKEN"):
                self._workspace = self._workspace.with_token(token)
        return self._workspace

    def at_the_desk(self, what: str) -> None:
        """Refuse a token: what follows is for who has this machine, its home folder and key at hand."""
        if given("KOPPEL_TOKEN"):
            raise Denied(
                f"KOPPEL_TOKEN is set, and no token may {what}: who opens them at this machine may do "
                "everything. Take it out of the environment first."
            )

    def close(self) -> None:
        """Close what was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def say(self, sentence: str) -> None:
        """Tell a person something; a program is told nothing but its JSON."""
        if not self.json:
            self.write(printable(in_words(sentence)) + "\n")

    def tell(self, value: Any, sentence: str) -> None:
        """Answer with a JSON document to a program, with a sentence to a person."""
        if self.json:
            self.document(value)
        self.say(sentence)

    def show(
        self, value: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, none: str = ""
    ) -> None:
        """Answer with a JSON document to a program, with a table to a person."""
        if self.json:
            self.document(value)
        else:
            self.table(columns, rows, none=none)

    def write(self, text: str) -> None:
        """Hand over a text byte for byte."""
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()

    def document(self, value: Any) -> None:
        """Print one JSON document, indented when a person looks at it."""
        self.write(write_json(value, indent=2 if sys.stdout.isatty() else 0) + "\n")

    def line(self, value: Any) -> None:
        """Print one line of JSON lines, at once."""
        self.write(write_json(value) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, none: str = "") -> None:
        """Print a table; with no rows, the sentence that says so."""
        from rich.console import Console  # noqa: PLC0415  drawn only where a table is: `--help` is quick
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(box=None, header_style="bold", pad_edge=False)
        for column in columns:
            table.add_column(in_words(column), overflow="fold")
        told = [said_in(column, columns) for column in columns]
        for row in rows:
            cells = [cell_of(each, told=own) for each, own in zip(row, told, strict=True)]
            table.add_row(
                *[Text(said, style=STYLES.get(str(each), "")) for said, each in zip(cells, row, strict=True)]
            )
        if not table.row_count:
            self.say(none)
            return
        console = Console(width=None if sys.stdout.isatty() else WIDE)
        console.print(table)


#: Words that catch the eye in a table.
STYLES = {
    **dict.fromkeys(("create", "done", "yes"), "green"),
    **dict.fromkeys(("update", "running", "waiting"), "cyan"),
    **dict.fromkeys(("parked", "failed", "no"), "red"),
    **dict.fromkeys(("ambiguous", "interrupted", "cancelled"), "yellow"),
    **dict.fromkeys(("unchanged", "skip", "filtered", "skipped"), "dim"),
}


#: Columns that hold sentences of Koppel's.
TOLD = {
    "error",
    "problem",
    "what came",
    "what is left to do",
    "what it does",
    "what to do",
    "why",
    "why empty",
    "why not, and what instead",
}


def said_in(column: str, columns: Sequence[str]) -> bool:
    """Whether a column of a table holds sentences of Koppel's, and not what others wrote."""
    return column in TOLD or (column == "what" and "what to do" in columns)


def cell_of(value: Any, *, told: bool) -> str:
    """A value for a table; sentences and words that catch the eye are said in the language of who asks."""
    own = told or isinstance(value, bool) or str(value) in STYLES
    return in_words(shown(value)) if own else shown(value)


def shown(value: Any) -> str:
    """Write a value for a person: nothing for null, yes or no, local times, JSON for what is nested."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        case dict() | list() | tuple():
            return printable(write_json(value))
        case _:
            return printable(str(value))


def printable(text: str) -> str:
    """Make a text harmless to a terminal: strangers write records, and may put control characters in."""
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def complain(sentence: str) -> None:
    """Say what is wrong, on the standard error."""
    sys.stderr.write(printable(in_words(sentence)) + "\n")
    sys.stderr.flush()
