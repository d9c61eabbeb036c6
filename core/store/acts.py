"""What people did with records and plans: approved, skipped, retried, replayed; by whom, when and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, select
from sqlmodel import col

from core.store.database import Database, insert
from core.store.tables import ActRow


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person did: `key` names the record, `owner` the run or plan that it was about."""

    flow: str
    what: str
    by: str
    why: str = ""
    key: str | None = None
    owner: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Acts:
    """All that people did with the records and plans of a home folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, act: Act) -> None:
        """Write an act down."""
        with self._database.keeping() as connection:
            add_act(connection, act)

    def of(self, flow: str, key: str) -> list[Act]:
        """What was done with one record, oldest first."""
        chosen = _CHOSEN.where(col(ActRow.flow) == flow, col(ActRow.key) == key).order_by(col(ActRow.id))
        with self._database.looking() as connection:
            return [Act(**row._asdict()) for row in connection.execute(chosen)]

    def about(self, owner: str) -> list[Act]:
        """What was done with one run or plan, oldest first."""
        chosen = _CHOSEN.where(col(ActRow.owner) == owner).order_by(col(ActRow.id))
        with self._database.looking() as connection:
            return [Act(**row._asdict()) for row in connection.execute(chosen)]


_CHOSEN = select(*(getattr(ActRow, name) for name in Act.__slots__))
_ADD = insert(ActRow)


def add_act(connection: Connection, act: Act) -> None:
    """Write an act down, together with what it did."""
    connection.execute(_ADD, asdict(act))
