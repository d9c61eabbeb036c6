"""The allowances of connections, each a row that all workers share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
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
        return _allowance(self.database.ask(_READ, {"connection": self.connection}))

    def change(self, change: Callable[[Allowance], Allowance]) -> Allowance:
        """Change it, alone; what it is afterwards."""
        with self.database.keeping(f"pace {self.connection}") as connection:
            there = connection.execute(_READ, {"connection": self.connection}).all()
            changed = change(_allowance(there))
            row = {
                "connection": self.connection,
                "granted": changed.granted,
                "pause_until": changed.pause_until,
                "refused": changed.refused,
            }
            connection.execute(_KEEP, row)
            return changed


def _allowance(rows: Sequence[Row[*tuple[Any, ...]]]) -> Allowance:
    if not rows:
        return Allowance()
    granted, pause_until, refused = rows[0]
    return Allowance(
        tuple((float(at), int(number)) for at, number in granted), pause_until, tuple(map(float, refused))
    )


_READ = select(col(PaceRow.granted), col(PaceRow.pause_until), col(PaceRow.refused)).where(
    col(PaceRow.connection) == bindparam("connection")
)
_KEEP = insert(PaceRow)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=["connection"],
    set_={name: _KEEP.excluded[name] for name in ("granted", "pause_until", "refused")},
)
