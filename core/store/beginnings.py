"""Flows that people have begun to set up: what was said so far, so that they can go on another day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from core.store.database import Database
from core.store.tables import BeginningRow

#: How long something that was begun and left waits for its person.
_KEPT = timedelta(days=90)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was said so far of new flows between two systems.

    `source` and `target` are connectors, `giver` and `taker` the connections to them. `entities` are what is
    to be carried, `names` the flows' names and `answers` what was said to each one's questions. `step` is
    where the person is.
    """

    id: str
    source: str = ""
    target: str = ""
    giver: str = ""
    taker: str = ""
    entities: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    step: str = "systems"
    by: str = ""
    at: datetime = field(default_factory=_now)


class Beginnings:
    """Everything that was begun in a home folder; never a secret: those are sealed with their connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Beginning]:
        """Whatever was begun, the newest first."""
        with self._database.reading() as session:
            rows = session.exec(select(BeginningRow).order_by(col(BeginningRow.at).desc())).all()
            return [_beginning(row) for row in rows]

    def get(self, name: str) -> Beginning | None:
        """What was begun under that id."""
        with self._database.reading() as session:
            row = session.get(BeginningRow, name)
            return None if row is None else _beginning(row)

    def keep(self, beginning: Beginning) -> Beginning:
        """Write down what was said; what was left for long goes."""
        kept = replace(beginning, at=_now())
        said = {
            name: getattr(kept, name)
            for name in ("source", "target", "giver", "taker", "entities", "names", "answers", "step")
        }
        with self._database.writing() as session:
            session.execute(delete(BeginningRow).where(col(BeginningRow.at) < kept.at - _KEPT))
            session.merge(BeginningRow(id=kept.id, said=said, by=kept.by, at=kept.at))
        return kept

    def drop(self, name: str) -> None:
        """Forget what was begun: it is done, or not wanted."""
        with self._database.writing() as session:
            session.execute(delete(BeginningRow).where(col(BeginningRow.id) == name))


def _beginning(row: BeginningRow) -> Beginning:
    said = {**row.said, "entities": tuple(row.said["entities"])}
    return Beginning(id=row.id, by=row.by, at=row.at, **said)
