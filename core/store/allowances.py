"""The allowances of connections, each a row that all workers share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from core.api.allowance import Allowance
from core.store.database import Database, insert
from core.store.tables import PaceRow


@dataclass(frozen=True)
class SavedAllowance:
    """What one connection may still ask; its name is that of the tokens that it uses."""

    database: Database
    connection: str

    def read(self) -> Allowance:
        """The allowance as it is now."""
        with self.database.looking() as connection:
            return self._read(connection)

    def change(self, change: Callable[[Allowance], Allowance]) -> Allowance:
        """Change it, alone; what it is afterwards."""
        with self.database.keeping(f"pace {self.connection}") as connection:
            changed = change(self._read(connection))
            row = {
                "connection": self.connection,
                "granted": changed.granted,
                "pause_until": changed.pause_until,
                "refused": changed.refused,
            }
            connection.execute(_KEEP, row)
            return changed

    def _read(self, connection: Connection) -> Allowance:
        row = connection.execute(_READ.where(col(PaceRow.connection) == self.connection)).first()
        if row is None:
            return Allowance()
        granted = tuple((float(at), int(number)) for at, number in row.granted)
        return Allowance(granted, row.pause_until, tuple(map(float, row.refused)))


_READ = select(col(PaceRow.granted), col(PaceRow.pause_until), col(PaceRow.refused))
_KEEP = insert(PaceRow)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["connection"],
    set_={name: _KEEP.excluded[name] for name in ("granted", "pause_until", "refused")},
)
