"""Mapping a file of any size into another: a payload on each line, and what could not be mapped is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core.commands.command import PARKED
from core.commands.terminal import Terminal
from core.errors import Misconfigured

if TYPE_CHECKING:
    from core.flow import Flow
    from core.workspace import Shaped, Workspace

#: Faulty records that are named; the others are counted.
NAMED = 20
_ENCODED_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Tally:
    """How many records were read and have faults, and the first of those."""

    read: int = 0
    faulty: int = 0
    named: list[Shaped] = field(default_factory=list)

    def count(self, each: Shaped) -> bool:
        """Count a record; gives whether it is to be written."""
        self.read += 1
        if each.faults:
            self.faulty += 1
            if len(self.named) < NAMED:
                self.named.append(each)
        return not each.faults


def written(terminal: Terminal, workspace: Workspace, flow: Flow, records: str | None, out: Path) -> int:
    """Write what the records of a file become into another, those without a fault; gives the status."""
    if records is None:
        raise Misconfigured(
            "--out maps a file of records: name it with --records (- for the standard input)."
        )
    tally = Tally()
    given = sys.stdin.fileno() if records == "-" else records
    with open(given, "rb", closefd=records != "-") as source, _replaced(out) as target:
        for each in workspace.shaped(flow, _lines(source, records)):
            if tally.count(each):
                target.write(each.payload + b"\n")
    _report(terminal, tally, out)
    return PARKED if tally.faulty else 0


def _report(terminal: Terminal, tally: Tally, out: Path) -> None:
    named = [{"record": each.number, "faults": each.faults} for each in tally.named]
    good = tally.read - tally.faulty
    terminal.tell(
        {"read": tally.read, "written": good, "faulty": tally.faulty, "faults": named},
        f"{good:,} of {tally.read:,} records are written to {out}; {tally.faulty:,} have faults.",
    )
    if not terminal.json and named:
        rows = [(each.number, "\n".join(f"{f.to}: {f.why}" for f in each.faults)) for each in tally.named]
        terminal.table(("record", "faults"), rows)
        if tally.faulty > len(rows):
            terminal.say(f"… and {tally.faulty - len(rows):,} more.")


def _lines(source: IO[bytes], named: str) -> Iterator[bytes]:
    """The records of a file, one on each line; blank lines are passed by."""
    first = True
    for line in source:
        record = (line.removeprefix(_ENCODED_BOM) if first else line).strip()
        if first and record.startswith(b"["):
            raise Misconfigured(f"{named} is one JSON list: --out reads JSON lines, one record on each line.")
        if record:
            first = False
            yield record


@contextmanager
def _replaced(out: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `out` when it is complete, and leaves nothing behind when it is not."""
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with part.open("xb") as target:
            yield target
        part.replace(out)
    except OSError as error:
        raise Misconfigured(f"{out} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
