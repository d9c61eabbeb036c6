"""Which backups were made: somebody erased may still be in one, and one day the newest is too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.store.backup import Backup
from core.store.database import Database, insert
from core.store.tables import BackupRow


@dataclass(frozen=True, slots=True)
class SavedBackup:
    """A backup that was made: into which file, when, by whom, and which keys open it.

    `ended` is when it was whole; none where it was cut short, or is being made.
    """

    id: str
    file: str
    at: datetime
    ended: datetime | None
    by: str
    keys: tuple[str, ...]


class Backups:
    """All backups of a database, as far as nobody said that they are gone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, made: Backup, by: str) -> None:
        """Write down that a backup is about to be there."""
        row = {"id": made.id, "file": str(made.file), "at": made.at, "by": by, "keys": made.keys}
        with self._database.keeping() as connection:
            connection.execute(insert(BackupRow), row)

    def end(self, made: Backup) -> None:
        """Write down that a backup is whole."""
        whole = update(BackupRow).where(col(BackupRow.id) == made.id).values(ended=datetime.now(UTC))
        with self._database.keeping() as connection:
            connection.execute(whole)

    def all(self) -> list[SavedBackup]:
        """Every backup, newest first."""
        chosen = select(BackupRow).order_by(col(BackupRow.at).desc(), col(BackupRow.id))
        with self._database.reading() as session:
            return [
                SavedBackup(r.id, r.file, r.at, r.ended, r.by, tuple(r.keys)) for r in session.exec(chosen)
            ]

    def gone(self, file: Path) -> bool:
        """Forget the backups that were made into a file; False where there were none."""
        those = delete(BackupRow).where(col(BackupRow.file) == str(file))
        with self._database.keeping() as connection:
            return connection.execute(those).rowcount > 0
