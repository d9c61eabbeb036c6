"""Everything that is written down, under one home folder."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import col, select

from core.errors import Misconfigured
from core.store.connections import Connections
from core.store.database import Database
from core.store.flows import Flows
from core.store.ledger import Ledger
from core.store.runs import Runs
from core.store.tables import EntryRow
from core.store.vault import Vault, key_file

#: How long a program waits for another one's exchange of tokens, in seconds.
_EXCHANGE = 120


class Store:
    """Everything that is written down, under one home folder: connections, flows, runs and ledgers."""

    def __init__(self, home: Path) -> None:
        home = home.expanduser().absolute()
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Misconfigured(
                f"The folder {home} cannot be made: {error.strerror}; choose another --home."
            ) from None
        self._database = Database(home / "koppel.db")
        # Tokens have a file of their own: the lock of a slow exchange must not keep a run from its ledger.
        self._tokens = Database(home / "tokens.db", wait=_EXCHANGE)
        vault = Vault(key_file(home), self._database)
        self.connections = Connections(self._database, self._tokens, vault)
        self.flows = Flows(self._database)
        self.runs = Runs(self._database)
        self.mask = vault.mask

    def ledger(self, flow: str) -> Ledger:
        """The memory of one flow."""
        return Ledger(self._database, flow)

    def remembered(self) -> list[str]:
        """The flows that have a ledger, saved here or run from a file."""
        with self._database.looking() as connection:
            return sorted(connection.execute(select(col(EntryRow.flow)).distinct()).scalars())

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()
        self._tokens.close()
