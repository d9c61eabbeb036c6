"""The documents as a machine reads them: their blocks, the commands in them, and what is told of them.

A comment before a block says what readers need not see:

    <!-- before: COMMANDS -->     is done in the page's shell before the next block of commands
    <!-- where: WORD = COMMANDS --> is what stands for a capital WORD in the page's commands
    <!-- not run: REASON -->      the next block is read and held against what there is, and not carried out

A block with a `title="FILE"` is that file in the page's folder. Blocks follow each other in one shell.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What people read: every page but the list of changes, which speaks of the past.
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

_PART = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$"
    r"|<!-- (?P<note>[a-z ]+): (?P<told>.*?) -->",
    re.DOTALL | re.MULTILINE,
)
_TITLE = re.compile(r'title="([^"]+)"')
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A block of a page: its language, the file that it is (or ""), and what is told about it."""

    page: Path
    line: int
    language: str
    file: str
    text: str
    before: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for whoever has to mend it."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True)
class Page:
    """A page: its blocks, and what stands for its capital words."""

    file: Path
    blocks: tuple[Block, ...]
    words: dict[str, str]

    @property
    def name(self) -> str:
        """The file's name, from the project's folder."""
        return str(self.file.relative_to(ROOT))

    @property
    def commands(self) -> list[Block]:
        """The blocks of commands that are carried out."""
        return [block for block in self.blocks if block.language == "sh" and not block.why_not]


def page(file: Path) -> Page:
    """Read a page; a note that nobody knows is a fault of the page."""
    text = file.read_text("utf-8")
    blocks: list[Block] = []
    words: dict[str, str] = {}
    before: list[str] = []
    why_not = ""
    for part in _PART.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        match part["note"]:
            case None:
                language, _, rest = part["info"].partition(" ")
                title = _TITLE.search(rest)
                made = Block(file, line, language, title[1] if title else "", part["text"])
                run = language == "sh" and not why_not
                blocks.append(Block(*_fields(made), tuple(before) if run else (), why_not))
                before, why_not = [] if run else before, ""
            case "before":
                before.append(part["told"])
            case "where":
                word, _, told = part["told"].partition(" = ")
                words[word] = told
            case "not run":
                why_not = part["told"]
            case other:
                raise AssertionError(f"{file.name}:{line}: nobody knows the note `{other}`")
    assert not before, f"{file.name}: no commands follow {before}"
    return Page(file, tuple(blocks), words)


def _fields(block: Block) -> tuple[Path, int, str, str, str]:
    return block.page, block.line, block.language, block.file, block.text


def spoken(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Every `koppel …` that a page names, in its text and its blocks, as words, with where it stands."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        lines = [*_INLINE.findall(line), line]
        for each in lines:
            said = re.match(
                r"\s*(?:\.venv/bin/|ExecStart=/opt/koppel/bin/)?koppel ((?:[^#`|>&\n]|\\\|)+)", each
            )
            if said and "=" not in each.partition("koppel")[0].replace("ExecStart=", ""):
                yield f"{file.relative_to(ROOT)}:{number}", _words(said[1])


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command.replace("[", "").replace("]", ""))
    except ValueError:
        return command.split()
