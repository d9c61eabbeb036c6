"""Files that come in: read oldest first, put into `done` or `failed` once their records are settled."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any

from core.api.connector import Folder
from core.api.folder.place import inside, moved, opened, written
from core.api.folder.said import key_of
from core.errors import Misconfigured, Unreachable
from core.records import JsonObject

DONE, FAILED = "done", "failed"
#: Records of one page; a larger file is told in several.
PAGE = 500
#: The largest file that is read, in bytes.
MOST_BYTES = 64 * 1024 * 1024
#: Names that programs give to files which they are still writing.
_HALF = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".half")
#: The key of a record that has none of its own: the mark of its file, and its place there.
_BY_ROW = re.compile(r"([0-9a-f]{16})-\d+")
#: How many reasons the error at the end of a run repeats.
_TOLD = 5


class Unreadable(Exception):
    """A file that is not what it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in the folder, as it was when it was listed."""

    modified: int
    name: str
    size: int
    number: int

    @classmethod
    def of(cls, name: str, facts: os.stat_result) -> Waiting:
        """Make one of a file's facts."""
        return cls(facts.st_mtime_ns, name, facts.st_size, facts.st_ino)


@dataclass(frozen=True, slots=True)
class Content:
    """What was read from a file: its rows, and the mark by which this content of it is known for ever."""

    file: Waiting
    mark: str
    rows: list[JsonObject]
    #: the names of the key fields, as the connection's setting has them
    fields: str

    def key(self, number: int) -> str:
        """Give what the row of that number, from 1, is known by."""
        return key_of(self.rows[number - 1], self.fields) or f"{self.mark}-{number}"

    def records(self, start: int, end: int) -> list[JsonObject]:
        """Make records of rows: each with its file beside."""
        return [
            {**row, "_file": {"key": self.key(number), "name": self.file.name, "row": number}}
            for number, row in enumerate(self.rows[start:end], start + 1)
        ]


class Incoming:
    """The files of a folder as pages of records. `turns`: to ask for the next page settles the one before."""

    def __init__(
        self, folder: Path, how: Folder, settings: Mapping[str, str], where: str, *, turns: bool
    ) -> None:
        self._folder, self._how, self._settings = folder, how, settings
        self._where, self._turns = where, turns
        #: the file whose records are being told, and the one that was read last
        self._held: Content | None = None
        self._last: Content | None = None
        self._refused: list[str] = []
        self._places: dict[str, Path] | None = None
        self._unseen: list[Path] = []

    def page(self, after: str, files: str, size: int = PAGE) -> JsonObject:
        """Give records that follow a cursor, and the next cursor; None after the last file.

        Misconfigured at the end names the files that could not be read: all others were told by then.
        """
        last, start = (0, ""), 0
        if after:
            modified, row, name = after.split("/", 2)
            last, start = (int(modified), name), int(row)
            if start and (held := self._same(last)) and start < len(held.rows):
                return self._part(held, start, size)
            if start:
                self._settle(last)
        for file in self._waiting(files):
            if (file.modified, file.name) > last and (content := self._tried(file)):
                return self._part(content, 0, size)
        self._tell_refused()
        return {"records": [], "next": None}

    def found(self, key: str) -> list[JsonObject]:
        """Give the record of that key, from a file that waits or is done: the newest one that has it."""
        for _ in range(2):  # a file may be moved while it is looked for; then it is looked for once more
            path = self._holding(key)
            if path is None:
                return []
            try:
                return self._named(self._read(path), key)
            except (Unreadable, OSError):
                self._places = None
        return []

    @staticmethod
    def _named(content: Content, key: str) -> list[JsonObject]:
        numbers = (n for n in range(1, len(content.rows) + 1) if content.key(n) == key)
        return [record for n in numbers for record in content.records(n - 1, n)]

    # --- pages

    def _part(self, content: Content, start: int, size: int) -> JsonObject:
        self._held = content
        records = content.records(start, start + size)
        file, end = content.file, start + len(records)
        # a file without records is settled as well: its cursor stands after the row that it does not have
        return {"records": records, "next": f"{file.modified}/{max(end, 1)}/{file.name}"}

    def _same(self, last: tuple[int, str]) -> Content | None:
        held = self._held
        return held if held and (held.file.modified, held.file.name) == last else None

    def _settle(self, last: tuple[int, str]) -> None:
        """Put a file whose records are all settled into `done`, unless it has changed since it was read."""
        held = self._same(last)
        if not self._turns or held is None:
            return
        file = self._folder / held.file.name
        try:
            if Waiting.of(held.file.name, file.lstat()) == held.file:
                moved(file, inside(self._folder, DONE, self._where) / marked(held.file.name, held.mark))
        except FileNotFoundError:
            return  # somebody took it away; its records are settled all the same
        except OSError as error:
            why = f"{held.file.name} is settled and cannot be moved to {DONE} ({error.strerror})"
            raise Unreachable(f"{self._where}: {why}; give the right to.") from None

    def _tried(self, file: Waiting) -> Content | None:
        """Read a file; one that cannot be read stops no other."""
        try:
            return self._read(self._folder / file.name)
        except FileNotFoundError:
            return None
        except (Unreadable, OSError) as error:
            why = str(error) if isinstance(error, Unreadable) else f"it cannot be opened ({error.strerror})"
            if not self._turns:
                fault = f"{self._where}: {file.name}: {why}"
                raise Misconfigured(
                    f"{fault}; mend it or take it away (a run puts it into {FAILED})."
                ) from None
            self._refuse(file, why)
            return None

    def _refuse(self, file: Waiting, why: str) -> None:
        """Put a file into `failed`, with the reason beside it: first the reason, so that none is without."""
        self._refused.append(f"{file.name}: {why}")
        failed = inside(self._folder, FAILED, self._where)
        free = (marked(file.name, f"{file.modified + more:x}") for more in count())
        to = next(name for name in free if not (failed / name).exists())  # what failed before is not lost
        try:
            written(failed / f"{to}.why.txt", f"{file.name}: {why}\n".encode("utf-8", "replace"))
            moved(self._folder / file.name, failed / to)
        except OSError as error:
            self._refused[-1] += f" (and cannot be moved: {error.strerror})"

    def _tell_refused(self) -> None:
        if not self._refused:
            return
        told, more = "; ".join(self._refused[:_TOLD]), len(self._refused) - _TOLD
        rest = f"; and {more} more" if more > 0 else ""
        raise Misconfigured(
            f"{self._where}: all else was carried, but these files could not be read, and are in {FAILED}, "
            f"each with its reason: {told}{rest}. Mend them and put them back."
        )

    # --- files

    def _waiting(self, files: str) -> list[Waiting]:
        found = []
        with os.scandir(self._folder) as entries:
            for entry in entries:
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # taken away while the folder was listed
                if stat.S_ISREG(facts.st_mode) and self._wanted(entry.name, files) and self._quiet(facts):
                    found.append(Waiting.of(entry.name, facts))
        return sorted(found, key=lambda each: (each.modified, each.name))

    def _wanted(self, name: str, files: str) -> bool:
        hidden = name.startswith((".", "~$")) or name.lower().endswith(_HALF)
        return not hidden and fnmatchcase(name, files or "*") and self._how.knows(name, self._settings)

    def _quiet(self, facts: os.stat_result) -> bool:
        """Tell whether a file is whole: nobody has written to it for a while."""
        quiet = float(self._settings.get("quiet") or 0)
        return not 0 <= time.time() - facts.st_mtime < quiet

    def _read(self, path: Path) -> Content:
        content, facts = opened(path, MOST_BYTES)
        if facts.st_size > MOST_BYTES:
            raise Unreadable(f"it is larger than {MOST_BYTES // 1024 // 1024} MB; split it")
        mark = hashlib.sha256(b"%d\n" % facts.st_mtime_ns + content).hexdigest()[:16]
        for known in (self._held, self._last):
            if known and (known.mark, known.file.name) == (mark, path.name):
                return known
        try:
            rows = self._how.reads(path.name, content, self._settings)
        except ValueError as error:
            raise Unreadable(str(error)) from None
        except Exception as error:  # noqa: BLE001 - what a library meets in a stranger's file is anything
            raise Unreadable(f"it is broken ({type(error).__name__})") from None
        self._last = Content(Waiting.of(path.name, facts), mark, rows, self._settings.get("key", ""))
        return self._last

    # --- looking a record up again

    def _holding(self, key: str) -> Path | None:
        """Find the file that holds a record: by the mark in its name, else by reading, the newest first."""
        if by_row := _BY_ROW.fullmatch(key):
            for path in self._done():
                if f".{by_row[1]}." in f"{path.name}.":
                    return path
        if self._places is None:
            waiting = [self._folder / each.name for each in self._waiting("*")]
            self._places, self._unseen = {}, [*self._done(), *waiting]
        while key not in self._places and self._unseen:
            path = self._unseen.pop()
            with suppress(Unreadable, OSError):
                content = self._read(path)
                for number in range(1, len(content.rows) + 1):
                    self._places.setdefault(content.key(number), path)
        return self._places.get(key)

    def _done(self) -> list[Path]:
        """Give the files that are done, oldest first."""
        folder = self._folder / DONE
        files = [path for path in folder.iterdir() if not path.is_symlink()] if folder.is_dir() else []
        return sorted((path for path in files if path.is_file()), key=lambda path: path.stat().st_mtime_ns)


def marked(name: str, mark: str) -> str:
    """Put a mark into a file's name, before its ending, once: `orders.csv` becomes `orders.3fa2.csv`."""
    stem, dot, ending = name.rpartition(".")
    if f".{mark}." in f"{name}.":
        return name
    return f"{stem}.{mark}.{ending}" if dot and stem else f"{name}.{mark}"


def asked_size(text: Any) -> int:
    """Read how many records a page is asked to hold."""
    return max(1, min(int(text), PAGE)) if str(text or "").isdecimal() else PAGE
