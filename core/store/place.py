"""Where a database is: what a file of SQLite and a server of PostgreSQL must each know about themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
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

    def told(self, error: Exception) -> Exception:
        """What to raise for an error: a sentence for a person where it is about the place itself."""

    def examined(self, connection: Connection) -> Iterator[Seen]:
        """What it is, how large, and what is wrong with it."""
