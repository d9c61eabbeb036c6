"""Declared systems as they are kept: every version byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from core.errors import Misconfigured, Overtaken
from core.store.database import Database
from core.store.tables import ConnectionRow, SystemRow, SystemVersionRow


@dataclass(frozen=True, slots=True)
class SavedSystem:
    """One version of a declared system: its document, byte for byte."""

    name: str
    version: int
    text: str
    note: str
    at: datetime
    by: str = ""


class Systems:
    """All declared systems of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedSystem]:
        """The newest version of each system, by name."""
        newest = (
            select(SystemVersionRow)
            .join(
                SystemRow,
                (col(SystemVersionRow.system) == SystemRow.name)
                & (col(SystemVersionRow.version) == SystemRow.newest),
            )
            .where(col(SystemRow.removed).is_(False))
            .order_by(SystemVersionRow.system)
        )
        with self._database.reading() as session:
            return [_saved(row) for row in session.exec(newest)]

    def get(self, name: str, version: int | None = None) -> SavedSystem | None:
        """One version of a system, or its newest; None when it is not there, or was removed."""
        with self._database.reading() as session:
            system = session.get(SystemRow, name)
            if system is None or system.removed:
                return None
            row = session.get(SystemVersionRow, (name, system.newest if version is None else version))
            return None if row is None else _saved(row)

    def versions(self, name: str) -> list[SavedSystem]:
        """Every version of a system, newest first."""
        chosen = select(SystemVersionRow).where(SystemVersionRow.system == name)
        with self._database.reading() as session:
            rows = session.exec(chosen.order_by(col(SystemVersionRow.version).desc()))
            return [_saved(row) for row in rows]

    def put(  # noqa: PLR0917 - as the versions of flows
        self,
        name: str,
        text: str,
        note: str,
        by: str,
        after: int | None,
        refuse: Callable[[str, list[str]], None],
    ) -> SavedSystem:
        """Save a document as the newest version; the same text again makes no new one.

        `after` is the version that its writer has seen: Overtaken when there is a newer one. `refuse` is
        given the text before and the connections to the system, in the same transaction, and may raise.
        """
        with self._database.writing() as session:
            system = session.get(SystemRow, name) or SystemRow(name=name, newest=0)
            if after is not None and system.newest != after:
                raise Overtaken(
                    f"version {system.newest} of the system {name!r} was saved since version {after}"
                )
            row = session.get(SystemVersionRow, (name, system.newest))
            if row is not None:
                refuse(row.text, _connections(session, name))
            if row is None or row.text != text:
                system.newest += 1
                session.add(system)
                session.flush()
                row = SystemVersionRow(
                    system=name, version=system.newest, text=text, note=note, at=datetime.now(UTC), by=by
                )
                session.add(row)
            system.removed = False
            session.add(system)
            return _saved(row)

    def remove(self, name: str) -> None:
        """Let a system go; refused while a connection uses it. Its versions stay, for whoever looks back."""
        with self._database.writing() as session:
            system = session.get(SystemRow, name)
            if system is None or system.removed:
                raise Misconfigured(f"there is no declared system {name!r}")
            if users := _connections(session, name):
                raise Misconfigured(
                    f"the system {name!r} is used by the connection {', '.join(users)}: disconnect it first"
                )
            system.removed = True
            session.add(system)


def _connections(session: Session, system: str) -> list[str]:
    chosen = select(ConnectionRow.name).where(ConnectionRow.connector == system)
    return list(session.exec(chosen.order_by(ConnectionRow.name)).all())


def _saved(row: SystemVersionRow) -> SavedSystem:
    return SavedSystem(row.system, row.version, row.text, row.note, row.at, row.by)
