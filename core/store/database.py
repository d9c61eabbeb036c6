"""One database file: how it is opened, read and written, and what is said when it cannot be.

Everything that only SQLite needs stands here (and `insert`), so that PostgreSQL can follow by its URL.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from core.errors import KoppelError, Misconfigured, TransientError
from core.store import schema

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


def insert(row: type[SQLModel]) -> Insert:
    """An insert that may say what to do when the row is there (PostgreSQL's has the same words)."""
    return Insert(SQLModel.metadata.tables[str(row.__tablename__)])


class Database:
    """One database file, with the newest tables; a session is opened for every call, from any thread."""

    def __init__(self, file: Path, wait: float = 30) -> None:
        self.file, self._wait = file, wait
        self._engine = create_engine(
            URL.create("sqlite", database=str(file)),
            connect_args={"timeout": wait, "isolation_level": None, "check_same_thread": False},
            max_overflow=-1,
            hide_parameters=True,
        )
        self._writer = self._engine.execution_options(writes=True)
        # SQLite lets waiting writers sleep and ask again; the threads of one program can do better.
        self._turn = threading.RLock()
        event.listen(self._engine, "connect", self._prepare)
        event.listen(self._engine, "begin", _begin)
        with self._told():
            _touch(file)
            schema.upgrade(self._writer, file)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout."""
        with self._told(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that alone writes, from its first moment; what it wrote is durable when it ends well."""
        with self._told(), self._turn, Session(self._writer) as session:
            session.connection()
            yield session
            session.commit()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """As `reading`, for statements without objects: the ledger asks thousands of times."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def keeping(self) -> Iterator[Connection]:
        """As `writing`, for statements without objects: the ledger writes thousands of times."""
        with self._told(), self._turn, self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _prepare(self, connection: sqlite3.Connection, _: Any) -> None:
        _use_wal(connection, time.monotonic() + self._wait)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one sentence, in one place, what is wrong with the file."""
        try:
            yield
        except DBAPIError as error:
            self._say(error.orig, error)
        except sqlite3.Error as error:
            self._say(error, error)
        except OSError as error:
            if error.filename is None or Path(os.fsdecode(error.filename)) != self.file:
                raise
            raise Misconfigured(f"The database {self.file} cannot be opened: {error.strerror}.") from None

    def _say(self, cause: BaseException | None, error: Exception) -> NoReturn:
        name = getattr(cause, "sqlite_errorname", "")
        for beginning, (kind, sentence) in _SENTENCES.items():
            if name.startswith(beginning):
                raise kind(f"The database {self.file} cannot be used: {sentence}.") from None
        raise error


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns into a writer could not wait for another one.
    writes = connection.get_execution_options().get("writes")
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


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
