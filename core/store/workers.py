"""Who carries runs: each process has a row for as long as it beats, and one without a row carries nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.store.database import Database, insert
from core.store.tables import RunRow, WorkerRow


@dataclass(frozen=True, slots=True)
class SavedWorker:
    """One worker: since when it works, when it was heard of last, and the runs that it carries."""

    name: str
    began: datetime
    beat: datetime
    runs: tuple[str, ...] = ()


class Workers:
    """All workers of a database, on whatever machine they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, name: str) -> None:
        """Begin to work under a name that nobody had before."""
        now = datetime.now(UTC)
        with self._database.keeping("workers") as connection:
            connection.execute(insert(WorkerRow), {"name": name, "began": now, "beat": now})

    def beat(self, name: str) -> bool:
        """Say that a worker lives; False when it was taken for dead meanwhile: its runs are others' now."""
        beating = update(WorkerRow).where(col(WorkerRow.name) == name).values(beat=datetime.now(UTC))
        with self._database.keeping("workers") as connection:
            return connection.execute(beating).rowcount > 0

    def bury(self, name: str, beat: datetime | None = None) -> bool:
        """Let go of a worker that left or died; with `beat`, only if it has not been heard of since then."""
        gone = delete(WorkerRow).where(col(WorkerRow.name) == name)
        if beat is not None:
            gone = gone.where(col(WorkerRow.beat) == beat)
        with self._database.keeping("workers") as connection:
            return connection.execute(gone).rowcount > 0

    def beats(self) -> dict[str, datetime]:
        """When each worker was heard of last, by its own clock: two that differ mean that it lives."""
        with self._database.looking() as connection:
            found = connection.execute(select(col(WorkerRow.name), col(WorkerRow.beat)))
            return {name: beat for name, beat in found}  # noqa: C416  a row is no pair to mypy

    def all(self) -> list[SavedWorker]:
        """Every worker with the runs that it carries, the oldest first."""
        rows = select(WorkerRow).order_by(col(WorkerRow.began), col(WorkerRow.name))
        carried = select(col(RunRow.worker), col(RunRow.id)).where(RunRow.state == "running")
        with self._database.reading() as session:
            runs: dict[str, list[str]] = {}
            for worker, run in session.exec(carried.order_by(col(RunRow.id))):
                runs.setdefault(worker, []).append(run)
            found = session.exec(rows)
            return [SavedWorker(r.name, r.began, r.beat, tuple(runs.get(r.name, ()))) for r in found]
