"""What only PostgreSQL needs: its address, locks by subject, and its errors as sentences."""

from __future__ import annotations

import hashlib
import math
import select as select_
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from core.errors import KoppelError, Misconfigured, TransientError
from core.store.place import Seen, telling
from core.store.server_texts import Legible

#: The oldest version that is still looked after by its makers.
OLDEST = 14

#: So many seconds the clocks of a server and of this machine may be apart.
_CLOCKS = 10
#: A connection that has rested for less, in seconds, is alive as long as the server has not said otherwise:
#: a run asks the database twenty questions, and to ask each time whether it is there would make them forty.
_FRESH = 1.0
#: What every connection asks for, unless the address says otherwise.
_ASKED = {"connect_timeout": 10, "application_name": "koppel", "client_encoding": "utf8"}

#: What to say for the errors of the server itself, by the beginning of its code for them.
_SENTENCES: dict[str, tuple[type[KoppelError], str]] = {
    "08": (TransientError, "the server does not answer; see that it runs and try again"),
    "22P05": (Misconfigured, "its encoding cannot hold every text; make one whose encoding is UTF8"),
    "25006": (Misconfigured, "it is read-only; name the server that may be written, not its copy"),
    "28": (Misconfigured, "it refuses this user; see user and password in KOPPEL_DATABASE_URL"),
    "3D000": (Misconfigured, "the server has no database of that name; make it: createdb"),
    "40": (TransientError, "two programs were in each other's way; try again"),
    "42501": (Misconfigured, "this user may not do everything there; let the database belong to it"),
    "53100": (Misconfigured, "its disk is full; nothing was lost: free some space and start again"),
    "53300": (TransientError, "all its connections are taken; try again, or raise max_connections"),
    "55P03": (TransientError, "another program has held it for too long; try again"),
    "57": (TransientError, "the server is stopping or starting; try again"),
    "58030": (Misconfigured, "its disk failed; see that it is whole and has space"),
    "XX001": (Misconfigured, "it is damaged; put back a backup"),
    "XX002": (Misconfigured, "it is damaged; put back a backup"),
}
#: The same for a connection that does not come about, for which there is no code: by words of the server.
_REFUSALS = {
    "starting up": "57",
    "shutting down": "57",
    "too many": "53300",
    "connection slots": "53300",
    "authentication failed": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
    'role "': "28",
    'database "': "3D000",
}


def address(given: str) -> URL:
    """Read the address of a database; Misconfigured when it is none, in words without its password."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"postgresql", "postgres"} or not url.database:
        raise Misconfigured(
            "The address of the database must look like postgresql://user:password@host:5432/name; "
            "see KOPPEL_DATABASE_URL."
        )
    return url.set(drivername="postgresql+psycopg")


class Postgresql:
    """One database on a server.

    Who writes in one `realm` never waits for another one. `wait` is for how many seconds a writer waits for
    the one before it.
    """

    #: One state throughout, and no accident: PostgreSQL gives each statement a newer one unless it is told.
    reading: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    #: One statement sees one state by itself: to begin and to end around it would be two questions more.
    asking: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"}
    #: A writer waits for its lock first, and must then see what the one before it wrote.
    writing: dict[str, Any] = {"isolation_level": "READ COMMITTED"}

    def __init__(self, url: URL, realm: str = "", wait: float = 30) -> None:
        self.url, self._realm, self._wait = url, realm, wait

    @property
    def name(self) -> str:
        """The database and where it is, for sentences."""
        host = self.url.host or self.url.query.get("host", "this machine")
        return f"{self.url.database} at {host}" + (f":{self.url.port}" if self.url.port else "")

    def engine(self) -> Engine:
        """Make the way to the server; a connection that went stale is made anew before it is used."""
        engine = create_engine(
            self.url,
            connect_args={name: value for name, value in _ASKED.items() if name not in self.url.query},
            max_overflow=-1,
            hide_parameters=True,
        )
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "checkin", _rested)
        event.listen(engine, "checkout", partial(_woken, engine))
        return engine

    def turn(self) -> AbstractContextManager[Any]:
        """Nothing to wait for: the server wakes whoever's turn it is."""
        return nullcontext()

    def alone(self, connection: Connection, about: str) -> None:
        """Take the lock of a subject to the end of the transaction; about "", that of everything.

        Whoever names a subject holds the lock of everything too, but shares it: writers of different subjects
        go side by side, and one that names none goes alone. A caller that names nothing is as safe as with a
        file, and only slower.
        """
        whole, part = _number(self._realm), _number(self._realm, about)
        driver: Any = connection.connection.driver_connection
        if about:
            driver.execute(
                "SELECT pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s)", (whole, part)
            )
        else:
            driver.execute("SELECT pg_advisory_xact_lock(%s)", (whole,))

    @contextmanager
    def sole(self) -> Iterator[Connection]:
        """Hold the database as the only program of ours that is connected to it."""
        with self._held() as connection:
            self._refuse_others(connection)
            yield connection
            self._refuse_others(connection)

    @contextmanager
    def born(self) -> Iterator[Connection]:
        """Fill an empty database in one transaction."""
        with self._held() as connection:
            if tables := inspect(connection).get_table_names():
                raise Misconfigured(
                    f"The database {self.name} is not empty: it has {tables[0]} and {len(tables) - 1} other "
                    "tables. Name an empty one."
                )
            yield connection

    def settle(self, connection: Connection) -> bool:
        """Nothing to do: what is deleted is swept by the server itself, and its log is the server's."""
        del connection
        return True

    def goes_on(self, connection: Connection) -> None:
        """Count on from the highest number in each table whose rows the server numbers."""
        for table in SQLModel.metadata.sorted_tables:
            column = table.autoincrement_column
            if column is not None:
                sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
                highest = select(func.setval(sequence, func.max(column))).where(sequence.is_not(None))
                connection.execute(highest.having(func.max(column).is_not(None)))

    @contextmanager
    def _held(self) -> Iterator[Connection]:
        engine = self.engine()
        try:
            with telling(self), engine.begin() as connection:
                self.alone(connection, "")
                yield connection
        finally:
            engine.dispose()

    def _refuse_others(self, connection: Connection) -> None:
        others = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'koppel' AND pid <> pg_backend_pid()"
        ).scalar_one()
        if others:
            raise Misconfigured(
                f"The database {self.name} is in use by {others} connections of other programs: "
                "end the pages, the workers and all other commands first."
            )

    def told(self, error: Exception) -> Exception:
        """Put in one sentence what is wrong with the server; of any other error, what has no values in it."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, psycopg.Error):
            return error
        code = _code(cause)
        for beginning, (kind, sentence) in _SENTENCES.items():
            if code.startswith(beginning):
                return kind(f"The database {self.name} cannot be used: {sentence}.")
        # What the server adds to its message are values of the row, and an error may end in a log.
        bare = type(cause)(cause.diag.message_primary or type(cause).__name__)
        if isinstance(error, DBAPIError):
            return type(error)(error.statement, None, bare, hide_parameters=True)
        return bare

    def examined(self, connection: Connection) -> Iterator[Seen]:
        """Which server it is, how large the database, and whether what it acknowledges lasts."""

        def asked(sql: str) -> Any:
            return connection.exec_driver_sql(sql).scalar()

        size = asked("SELECT pg_database_size(current_database())") / 1e6
        version = asked("SHOW server_version").split()[0]
        recent = int(version.split(".")[0]) >= OLDEST
        said = f"database {self.name}: PostgreSQL {version}, {size:.1f} MB"
        yield Seen(recent, said, f"use PostgreSQL {OLDEST} or later")
        for name, wanted in {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}.items():
            found = asked(f"SHOW {name}")
            if found != wanted:
                yield Seen(False, f"database {self.name}: {name} is {found}", f"it must be {wanted}")
        ahead = (asked("SELECT clock_timestamp()") - datetime.now(UTC)).total_seconds()
        if abs(ahead) > _CLOCKS:
            said = f"database {self.name}: the server's clock is {ahead:+.0f} seconds from this machine's"
            yield Seen(False, said, "set both by the time service of the network (timedatectl)")
        lasts = asked("SHOW synchronous_commit")
        said = f"database {self.name}: synchronous_commit is {lasts}"
        do = "set it to on: what was acknowledged must last when the power fails"
        yield Seen(lasts != "off", said, do)

    def _prepare(self, connection: psycopg.Connection[Any], _: Any) -> None:
        connection.adapters.register_dumper(str, Legible)
        connection.execute(f"SET lock_timeout = {round(self._wait * 1000)}")
        # An exchange of tokens waits for a vendor within a transaction; no server may cut it off for that.
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.commit()


def _rested(_: Any, entry: ConnectionPoolEntry) -> None:
    entry.info["since"] = time.monotonic()


def _woken(engine: Engine, connection: Any, entry: ConnectionPoolEntry, _: Any) -> None:
    """See that a connection is alive that has rested for long, or to which the server has said something."""
    told = select_.poll()
    told.register(connection.fileno(), select_.POLLIN)
    if time.monotonic() - entry.info.get("since", math.inf) > _FRESH or told.poll(0):
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error


def _number(*parts: str) -> int:
    """The lock's number for a subject, the same in every program."""
    said = "\0".join(("koppel", *parts)).encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big", signed=True)


def _code(error: psycopg.Error) -> str:
    """The server's code for an error; for a connection that failed, the one that its words mean."""
    if error.sqlstate is not None:
        return error.sqlstate
    if not isinstance(error, psycopg.OperationalError):
        return ""
    _, _, reason = str(error).partition("failed: ")
    return next((code for words, code in _REFUSALS.items() if words in reason), "08")
