"""What only SQLite needs: one file that writes ahead, one writer at a time, and its errors as sentences."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from core.errors import KoppelError, Misconfigured, TransientError
from core.store.disk import persist
from core.store.place import Seen, telling

#: What to say for the errors of the file itself, by the beginning of SQLite's own name for them.
_SENTENCES: dict[str, tuple[type[KoppelError], str]] = {
    "SQLITE_FULL": (Misconfigured, "the disk is full; nothing was lost: free some space and start again"),
    "SQLITE_READONLY": (
        Misconfigured,
        "it is read-only; give the user that runs Koppel the right to write there",
    ),
    "SQLITE_CANTOPEN": (Misconfigured, "it cannot be opened; see that the folder exists and may be written"),
    "SQLITE_IOERR": (Misconfigured, "the disk failed or is full; see that it is whole and has space"),
    "SQLITE_CORRUPT": (Misconfigured, "it is damaged; put back a backup of the folder"),
    "SQLITE_NOTADB": (Misconfigured, "it is not a database of Koppel; put back a backup of the folder"),
    "SQLITE_BUSY": (TransientError, "another program has held it for too long; try again"),
    "SQLITE_LOCKED": (TransientError, "another program has held it for too long; try again"),
}
#: How every connection is set: what is acknowledged outlasts a loss of power, what is deleted is wiped.
_SETTINGS = {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


class Sqlite:
    """One database file; `wait` is for how many seconds a writer waits for the one before it."""

    reading: dict[str, Any] = {}
    asking: dict[str, Any] = {"asks": True}
    writing: dict[str, Any] = {"writes": True}

    def __init__(self, file: Path, wait: float = 30) -> None:
        self.file, self._wait = file, wait
        # SQLite lets waiting writers sleep and ask again; the threads of one program can do better.
        self._turn = threading.RLock()

    @property
    def name(self) -> str:
        """The file, for sentences."""
        return str(self.file)

    def engine(self, *, sole: bool = False) -> Engine:
        """Make the file where there is none, and the way to it; `sole` lets no other program open it."""
        _touch(self.file)
        engine = create_engine(
            URL.create("sqlite", database=self.name),
            connect_args={"timeout": self._wait, "isolation_level": None, "check_same_thread": False},
            max_overflow=-1,
            hide_parameters=True,
        )
        if sole:
            event.listen(engine, "connect", _shut)
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def turn(self) -> AbstractContextManager[Any]:
        """Wait for the other threads of this program."""
        return self._turn

    def alone(self, connection: Connection, about: str) -> None:
        """Nothing to do: who writes to a file has the whole of it from the first moment."""

    @contextmanager
    def sole(self) -> Iterator[Connection]:
        """Hold the file as the only program that has it open."""
        quick = Sqlite(self.file, wait=0.5)
        with ExitStack() as held:
            try:
                connection = held.enter_context(quick._held(sole=True))
            except TransientError:
                raise Misconfigured(
                    f"The database {self.file} is in use: "
                    "end the pages, the workers and all other commands first."
                ) from None
            yield connection

    @contextmanager
    def born(self) -> Iterator[Connection]:
        """Make the file under another name, which it leaves when it is whole."""
        if self.file.exists():
            raise Misconfigured(f"There is a database already: put {self.file} elsewhere first.")
        draft = Sqlite(self.file.with_name(f"{self.file.name}.part"))
        for left in self.file.parent.glob(f"{draft.file.name}*"):
            left.unlink()
        with draft._held() as connection:
            yield connection
        # Who closes a file last puts into it what stood beside it: nothing stays under the other name.
        try:
            os.link(draft.file, self.file)
        except FileExistsError:  # some program was started here meanwhile
            raise Misconfigured(f"There is a database by now: put {self.file} elsewhere first.") from None
        except OSError:  # a disk that knows no second name for a file
            draft.file.rename(self.file)
        else:
            draft.file.unlink()
        persist(self.file.parent)

    @contextmanager
    def _held(self, *, sole: bool = False) -> Iterator[Connection]:
        engine = self.engine(sole=sole).execution_options(**self.writing)
        try:
            with telling(self), engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def settle(self, connection: Connection) -> bool:
        """Put what was written ahead into the file, where what is deleted is wiped, and empty it."""
        driver: Any = connection.connection.driver_connection
        driver.rollback()
        # While it waits for readers nobody writes: it does not wait long, and is asked again the next time.
        driver.execute("PRAGMA busy_timeout = 500")
        try:
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            driver.execute(f"PRAGMA busy_timeout = {round(self._wait * 1000)}")
        return not busy

    def goes_on(self, connection: Connection) -> None:
        """Nothing to do: a file counts from the highest number that it finds."""

    def told(self, error: Exception) -> Exception:
        """Put in one sentence what is wrong with the file; any other error stays what it is."""
        if isinstance(error, OSError):
            if error.filename is None or Path(os.fsdecode(error.filename)) != self.file:
                return error
            return Misconfigured(f"The database {self.file} cannot be opened: {error.strerror}.")
        name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
        for beginning, (kind, sentence) in _SENTENCES.items():
            if name.startswith(beginning):
                return kind(f"The database {self.file} cannot be used: {sentence}.")
        return error

    def examined(self, connection: Connection) -> Iterator[Seen]:
        """Whether the file is whole, and written as safely as it must be."""
        size = sum(file.stat().st_size for file in self.file.parent.glob(f"{self.file.name}*"))
        yield Seen(True, f"database {self.file}: SQLite {sqlite3.sqlite_version}, {size / 1e6:.1f} MB")
        problems = [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
        whole = problems == ["ok"]
        said = "every page and index is whole" if whole else f"it is damaged: {'; '.join(problems)}"
        yield Seen(whole, f"database {self.file}: {said}", "put back a backup of the folder")
        for name, wanted in {"journal_mode": "wal", **_SETTINGS}.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found != wanted:
                yield Seen(
                    False,
                    f"database {self.file}: {name} is {found} instead of {wanted}",
                    "keep the folder on a disk of this machine: network disks cannot write safely",
                )

    def _prepare(self, connection: sqlite3.Connection, _: Any) -> None:
        _use_wal(connection, time.monotonic() + self._wait)
        for name, value in _SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")


def _shut(connection: sqlite3.Connection, _: Any) -> None:
    # A file that writes ahead is held by all who have it open: this fails as long as there is another one.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns into a writer could not wait for another one.
    options = connection.get_execution_options()
    driver: Any = connection.connection.driver_connection
    if not options.get("asks"):
        driver.execute("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _use_wal(connection: sqlite3.Connection, until: float) -> None:
    # Changing the journal is the one statement that SQLite refuses at once instead of waiting for others.
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _touch(file: Path) -> None:
    # SQLite gives the files beside it the same permissions: none but the owner reads them.
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
