"""The fence around what a run writes: only the worker that carries it now may commit anything of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from core.errors import Taken
from core.records import RunState
from core.store.tables import RunRow


@dataclass(frozen=True, slots=True)
class Fence:
    """A run, and the worker that took it."""

    run: str
    worker: str

    def hold(self, connection: Connection) -> None:
        """Refuse, with Taken, a commit of who no longer carries the run; until the commit nobody takes it."""
        ours = (
            select(col(RunRow.id))
            .where(
                col(RunRow.id) == self.run,
                col(RunRow.worker) == self.worker,
                col(RunRow.state) == RunState.RUNNING,
            )
            .with_for_update()
        )
        if connection.execute(ours).first() is None:
            raise Taken("another worker has taken this run over, or it was ended: nothing more is written")
