"""Value tables that several flows share: every version, and the flows that are published with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from core.errors import Overtaken
from core.records import JsonObject
from core.store.database import Database
from core.store.flows import SavedFlow, put_version
from core.store.tables import SharedTableRow


@dataclass(frozen=True, slots=True)
class SavedTable:
    """One version of a shared table: its rows and default as the flow file has them, who made it and when."""

    name: str
    version: int
    content: JsonObject
    note: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Following:
    """A flow that is published with a table: its document with it, and the version that was looked at."""

    flow: str
    text: str
    after: int


class SharedTables:
    """All shared tables of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedTable]:
        """The newest version of each table, by name."""
        newest = select(col(SharedTableRow.name), func.max(col(SharedTableRow.version)).label("version"))
        last = newest.group_by(col(SharedTableRow.name)).subquery()
        here = (col(SharedTableRow.name) == last.c.name) & (col(SharedTableRow.version) == last.c.version)
        chosen = select(SharedTableRow).join(last, here).order_by(SharedTableRow.name)
        with self._database.reading() as session:
            return [_saved(row) for row in session.exec(chosen)]

    def versions(self, name: str) -> list[SavedTable]:
        """Every version of a table, newest first."""
        with self._database.reading() as session:
            return [_saved(row) for row in _versions(session, name)]

    def put(
        self,
        name: str,
        content: JsonObject,
        note: str,
        *,
        by: str,
        after: int,
        flows: Sequence[Following] = (),
    ) -> list[SavedFlow]:
        """Save a version of a table and publish the flows that follow it, all of it or nothing.

        `after` is the version that its writer has seen, 0 for none: Overtaken when there is a newer one, or
        one of a flow.
        """
        with self._database.writing() as session:
            before = next(iter(_versions(session, name)), None)
            newest = before.version if before is not None else 0
            if newest != after:
                raise Overtaken(f"version {newest} of the table {name!r} was saved since version {after}")
            if before is None or before.content != content:
                now = datetime.now(UTC)
                session.add(
                    SharedTableRow(name=name, version=newest + 1, content=content, note=note, at=now, by=by)
                )
            said = note or f"the shared table {name} has changed"
            return [
                put_version(session, each.flow, each.text, said, by=by, after=each.after) for each in flows
            ]

    def remove(self, name: str) -> None:
        """Share a table no more: the flows keep what they have of it."""
        with self._database.writing() as session:
            session.execute(delete(SharedTableRow).where(col(SharedTableRow.name) == name))


def _versions(session: Session, name: str) -> list[SharedTableRow]:
    newest_first = col(SharedTableRow.version).desc()
    return [*session.exec(select(SharedTableRow).where(SharedTableRow.name == name).order_by(newest_first))]


def _saved(row: SharedTableRow) -> SavedTable:
    return SavedTable(row.name, row.version, row.content, row.note, row.at, row.by)
