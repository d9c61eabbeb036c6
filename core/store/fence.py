"""The fence around what a run writes: only the worker that carries it now may commit anything of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from core.errors import Taken
from core.records import RunState
from core.store.tables import RunRow

#: What every commit of a run asks first.
_OURS = (
    select(col(RunRow.id))
    .where(
        col(RunRow.id) == bindparam("run"),
        col(RunRow.worker) == bindparam("worker"),
        col(RunRow.state) == RunState.RUNNING,
    )
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A run, and the worker that took it."""

    run: str
    worker: str

    def hold(self, connection: Connection) -> None:
        """Refuse, with Taken, a commit of who no longer carries the run; until the commit nobody takes it."""
        if connection.execute(_OURS, {"run": self.run, "worker": self.worker}).first() is None:
            raise Taken("another worker has taken this run over, or it was ended: nothing more is written")
