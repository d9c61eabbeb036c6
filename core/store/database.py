"""One database: how it is opened, read and written, and what is said when it cannot be.

What only a file of SQLite needs stands in `sqlite`, what only a server of PostgreSQL needs in `postgresql`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, Self

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.dialects.postgresql import Insert
from sqlmodel import Session, SQLModel

from core.store import schema
from core.store.place import Place, Seen, telling


def insert(row: type[SQLModel]) -> Insert:
    """An insert that may say what to do when the row is there; SQLite has the same words."""
    return Insert(SQLModel.metadata.tables[str(row.__tablename__)])


class Witness(Protocol):
    """Who sees every transaction that writes, and may write into it what it tells of."""

    def begin(self, connection: Connection) -> None:
        """See the state that the transaction finds; nobody else changes it meanwhile."""

    def end(self, connection: Connection) -> None:
        """See the state that it leaves, the moment before that is durable."""


class Database:
    """One database, with the newest tables; a session is opened for every call, from any thread."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.witness: Witness | None = None
        with telling(place):
            self._engine = place.engine()
            self._asker = self._engine.execution_options(**place.asking)
            self._reader = self._engine.execution_options(**place.reading)
            self._writer = self._engine.execution_options(**place.writing)
            schema.upgrade(self._writer, place)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout."""
        with telling(self.place), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self, about: str = "") -> Iterator[Session]:
        """A session that writes alone, from its first moment; what it wrote is durable when it ends well.

        `about` names what it reads and changes: a server then keeps out only those who write about the same,
        and those who name nothing. Every writer of a row that a named one decides by must name the same.
        """
        with telling(self.place), self.place.turn(), Session(self._writer) as session:
            self.place.alone(session.connection(), about)
            with self._witnessed(session.connection()):
                yield session
                session.flush()
            session.commit()

    def ask(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of one statement that reads."""
        with telling(self.place), self._asker.connect() as connection:
            return connection.execute(statement, values).all()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """As `reading`, for statements without objects: the ledger asks thousands of times."""
        with telling(self.place), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def keeping(self, about: str = "") -> Iterator[Connection]:
        """As `writing`, for statements without objects: the ledger writes thousands of times."""
        with telling(self.place), self.place.turn(), self._writer.begin() as connection:
            self.place.alone(connection, about)
            with self._witnessed(connection):
                yield connection

    def unwitnessed(self) -> Self:
        """The same database, for what no person asked for: beats, limits, turned pages."""
        silent = copy.copy(self)
        silent.witness = None
        return silent

    @contextmanager
    def _witnessed(self, connection: Connection) -> Iterator[None]:
        if self.witness is not None:
            self.witness.begin(connection)
        yield
        if self.witness is not None:
            self.witness.end(connection)

    def settle(self) -> bool:
        """Leave nothing of what was deleted beside the database; False when others kept it from that."""
        with telling(self.place), self._engine.connect() as connection:
            return self.place.settle(connection)

    def examine(self) -> list[Seen]:
        """What the database is, its shape and size, and what is wrong with it."""
        with self.looking() as connection:
            shape = schema.version(connection, self.place)
            return [
                *self.place.examined(connection),
                Seen(True, f"database {self.place.name}: shape {shape}"),
            ]

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
