"""Where a database is: what a file of SQLite and a server of PostgreSQL must each know about themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing looked at in a database: whether it is well, what it is, and what to do when it is not."""

    ok: bool
    what: str
    do: str = ""


class Place(Protocol):
    """A place for a database. Everything that only one kind needs stands in its own file."""

    @property
    def reading(self) -> Mapping[str, Any]:
        """How a connection is set that reads."""

    @property
    def asking(self) -> Mapping[str, Any]:
        """How a connection is set that is asked one thing, with no transaction around it."""

    @property
    def writing(self) -> Mapping[str, Any]:
        """How a connection is set that writes."""

    @property
    def name(self) -> str:
        """What it is called in sentences, without a password."""

    def engine(self) -> Engine:
        """Make the way to it."""

    def turn(self) -> AbstractContextManager[Any]:
        """Wait for the other threads of this program, where the database makes them wait worse."""

    def alone(self, connection: Connection, about: str) -> None:
        """Wait until nobody else writes about the same, or, about "", until nobody writes at all."""

    def sole(self) -> AbstractContextManager[Connection]:
        """Hold the database as the only program that has it open; Misconfigured when another one has.

        What is written meanwhile stands when the block ends well.
        """

    def born(self) -> AbstractContextManager[Connection]:
        """Make a new database, which is there, whole, when the block ends well.

        Misconfigured when there is one already.
        """

    def settle(self, connection: Connection) -> bool:
        """Leave nothing of what was deleted beside the database; False when others kept it from that."""

    def goes_on(self, connection: Connection) -> None:
        """Count on from the highest number in each table whose rows the database numbers."""

    def told(self, error: Exception) -> Exception:
        """What to raise for an error: a sentence for a person where it is about the place itself."""

    def examined(self, connection: Connection) -> Iterator[Seen]:
        """What it is, how large, and what is wrong with it."""


@contextmanager
def telling(place: Place) -> Iterator[None]:
    """Say in one sentence, in one place, what is wrong with a database that is used."""
    try:
        yield
    except Exception as error:
        said = place.told(error)
        if said is error:
            raise
        raise said from None
