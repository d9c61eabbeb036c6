"""What systems notify of: heeded once, and turned into runs of the records that changed.

That a notice was heeded, and the run that it asks for, are one commit: whoever is killed, a notice that was
acknowledged has its run, and one that comes again has no second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlmodel import col

from core.records import RunState
from core.store.database import Database, insert
from core.store.runs import TURNS, row_of
from core.store.tables import NoticeRow, RunKeyRow, RunRow

#: The trigger of a run that a system asked for by a notice.
NOTICE = "notice"
#: How long it is known that a notice was heeded; it is of no use to anybody long before that.
_KNOWN = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Heeding:
    """A flow that carries what a notice is about: its newest version and its connections."""

    flow: str
    version: int
    ends: tuple[str, str]


class KnownNotices:
    """The notices that were heeded, and the records that runs are limited to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def heed(
        self, connection: str, marks: Sequence[str], key: str, flows: Sequence[Heeding], now: datetime
    ) -> list[str] | None:
        """Ask for a run of this record in each flow; None when the notice was heeded before.

        `marks` are by what the notice is known again. A run that has not begun takes the record along.
        """
        with self._database.keeping(TURNS) as session:
            rows = [{"connection": connection, "id": mark, "at": now} for mark in marks]
            if any(not session.execute(_MARK, row).rowcount for row in rows):
                return None
            session.execute(delete(NoticeRow).where(col(NoticeRow.at) < now - _KNOWN))
            return [self._ask(session, each, key) for each in flows]

    def keys(self, run: str) -> list[str]:
        """The records that a run is limited to."""
        chosen = select(col(RunKeyRow.key)).where(col(RunKeyRow.run) == run).order_by(col(RunKeyRow.key))
        with self._database.looking() as connection:
            return list(connection.execute(chosen).scalars())

    @staticmethod
    def _ask(connection: Connection, heeding: Heeding, key: str) -> str:
        waits = select(col(RunRow.id)).where(
            col(RunRow.flow) == heeding.flow,
            col(RunRow.version) == heeding.version,
            col(RunRow.state) == RunState.WAITING,
            col(RunRow.trigger) == NOTICE,
            col(RunRow.started).is_(None),
        )
        run: str | None = connection.execute(waits.limit(1)).scalar()
        if run is None:
            row = row_of(heeding.flow, heeding.version, NOTICE, ends=heeding.ends)
            connection.execute(insert(RunRow), row)
            run = str(row["id"])
        connection.execute(_LIMIT, {"run": run, "key": key})
        return run


_MARK = insert(NoticeRow).on_conflict_do_nothing()
_LIMIT = insert(RunKeyRow).on_conflict_do_nothing()
