"""The log of a home folder: JSON lines of runs, requests and errors, for whoever looks for a cause.

Only fields that are named here are written, each only as what it is; nothing of a record, a payload, a query,
a header or a secret has a field. What is free text goes through the redaction last.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from core.spans import passed

#: Every field that a line may have, after its time and its event; others are left out.
FIELDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("run", "flow", "trigger", "state", "worker", "connection"), (str,)),
    **dict.fromkeys(("method", "host", "path"), (str,)),
    **dict.fromkeys(("version", "status"), (int,)),
    **dict.fromkeys(("created", "updated", "unchanged", "skipped", "filtered"), (int,)),
    **dict.fromkeys(("read", "parked", "ambiguous"), (int,)),
    "seconds": (int, float),
    "error": (str,),
    "frames": (list,),
}
#: When the file has so many bytes, the next line begins another; so many of those before it are kept.
LARGEST = 5 * 1024 * 1024
KEPT = 5
#: So many seconds after it was looked at, a file may be full, or put aside by another program.
_LOOK = 1.0
#: Errors whose messages speak of code; any other may quote the record, or the secret, that it met.
_OF_CODE = (AttributeError, ImportError, NameError, TypeError)
_LONGEST = 500
_line = json.JSONEncoder(ensure_ascii=False).encode
_MAIL = re.compile(r"[^\s@<>'\"]+@[^\s@<>'\"]+")
_TOKEN = re.compile(r"(?=[\w+=-]*\d)[\w+=-]{24,}")
_WORD = re.compile(r"[\w.%@~+-]+")


class Log:
    """The log of one home; several programs may write into it at once."""

    def __init__(self, home: Path) -> None:
        self.file = home / "koppel.log"
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._looked = 0.0

    def note(self, event: str, **fields: Any) -> None:
        """Add a line; OSError where it cannot be written."""
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
        line |= {name: _plain(name, value) for name, value in fields.items() if _may(name, value)}
        text = (_line(line) + "\n").encode("utf-8", "replace")
        with self._lock:
            self._open().write(text)

    def lines(self) -> Iterator[dict[str, Any]]:
        """The lines that are kept, oldest first; what other programs wrote there, as it stands."""
        for n in range(KEPT, -1, -1):
            with (
                suppress(FileNotFoundError),
                self._number(n).open(encoding="utf-8", errors="replace") as file,
            ):
                yield from map(_read, file)

    def requests(self, connection: str, words: frozenset[str]) -> Callable[[str, str, int, float], None]:
        """What hears of each request of a connection; of its path only these words are written."""

        @lru_cache(maxsize=256)
        def place(url: str) -> dict[str, Any]:
            parts = urlsplit(url)
            path = _WORD.sub(lambda found: found[0] if found[0] in words else "{}", parts.path)
            return {"host": parts.hostname or "", "path": path}

        def heard(method: str, url: str, status: int, seconds: float) -> None:
            told = {"method": method, **place(url), "status": status}
            passed("request", seconds, connection=connection, **told)
            with suppress(OSError):  # a full disk is told by what cannot be kept, not by the log
                self.note("request", connection=connection, **told, seconds=round(seconds, 3))

        return heard

    def _open(self) -> IO[bytes]:
        """The file to add to; it stays open, and is looked at from time to time."""
        now = time.monotonic()
        if self._file is None or now - self._looked > _LOOK:
            if self._file is None or not self._goes_on(self._file):
                if self._file is not None:
                    self._file.close()
                self._file = self._next()
                weakref.finalize(self, self._file.close)
            self._looked = now
        return self._file

    def _goes_on(self, file: IO[bytes]) -> bool:
        """Whether this is still the file to add to: nobody has put it aside, and it is not full."""
        try:
            there = self.file.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(file.fileno())) and there.st_size < LARGEST

    def _next(self) -> IO[bytes]:
        """Open the file to add to; a full one is put aside first, by one program at a time."""
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        while True:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            file = os.fdopen(os.open(self.file, flags, 0o600), "ab", buffering=0)
            fcntl.flock(file, fcntl.LOCK_EX)
            if self._goes_on(file):
                fcntl.flock(file, fcntl.LOCK_UN)
                return file
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), self.file.stat()):
                    for n in range(KEPT, 0, -1):
                        with suppress(FileNotFoundError):
                            self._number(n - 1).replace(self._number(n))
            file.close()

    def _number(self, n: int) -> Path:
        return self.file.with_name(f"{self.file.name}.{n}") if n else self.file


def unforeseen(home: Path, error: BaseException) -> str:
    """Put the detail of an unforeseen error into the home folder's log; give the sentence for the person."""
    log = Log(home)
    what = f"Something unforeseen went wrong ({type(error).__name__})"
    try:
        for each in _causes(error):
            message = f": {each}" if type(each) in _OF_CODE else ""
            log.note("unforeseen", error=f"{type(each).__qualname__}{message}", frames=_frames(each))
    except OSError as refusal:
        return f"{what}, and {log.file} cannot be written: {refusal.strerror}."
    return f"{what}; please report it with the end of {log.file}."


def discreet() -> None:
    """Let nothing that this process prints of an error quote what the error met: its kind and place are told.

    What services print ends in files: the log of a home, the journal of a machine.
    """
    made = logging.getLogRecordFactory()

    def record(*given: Any, **more: Any) -> logging.LogRecord:
        line = made(*given, **more)
        error = line.exc_info[1] if line.exc_info else None
        if error is not None:
            line.exc_info, line.exc_text = None, _bare(error)
        return line

    logging.setLogRecordFactory(record)
    sys.excepthook = lambda _kind, error, _trace: _print(error)
    threading.excepthook = lambda met: _print(met.exc_value)


def _print(error: BaseException | None) -> None:
    if error is not None and sys.stderr is not None:
        sys.stderr.write(f"{_bare(error)}\n")


def _bare(error: BaseException) -> str:
    """The kinds and places of an error and of what led to it."""
    return "\n".join(
        line
        for each in _causes(error)
        for line in (type(each).__qualname__, *map("  {}".format, _frames(each)))
    )


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, that first."""
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found[::-1]


def _frames(error: BaseException) -> list[str]:
    """Where it happened; never what stood there."""
    stack = traceback.TracebackException.from_exception(error, lookup_lines=False).stack
    return [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in stack]


def _may(name: str, value: Any) -> bool:
    return isinstance(value, FIELDS.get(name, ())) and not isinstance(value, bool)


def _plain(name: str, value: Any) -> Any:
    if name != "error":
        return value
    return _TOKEN.sub("•••", _MAIL.sub("•••", value))[:_LONGEST]


def _read(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError:
        read = None
    return read if isinstance(read, dict) else {"event": "text", "error": line.rstrip("\n")}
