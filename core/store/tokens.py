"""The tokens of a connection, sealed, where a lock of their own is held for the whole of an exchange.

A refresh token that serves once must never be sent twice, so whoever renews keeps every other thread,
process and program out until the answer is written down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from core.api.tokens import Token
from core.documents import parse_json, write_json
from core.store.database import Database
from core.store.tables import TokenRow
from core.store.vault import Vault


class SealedTokens:
    """The token store of one connection: the current token, and its renewal by one at a time."""

    def __init__(self, database: Database, vault: Vault, connection: str) -> None:
        self._database, self._vault, self._connection = database, vault, connection

    def read(self) -> Token | None:
        """The current token; an exchange under way does not hold the reader up."""
        with self._database.reading() as session:
            return self._opened(session)

    def renew(self, renewal: Callable[[Token | None], Token]) -> Token:
        """Exchange what is there now for what `renewal` makes of it, alone; written before it is used."""
        with self._database.writing(self._connection) as session:
            token = renewal(self._opened(session))
            self._put(session, token)
        return token

    def sow(self, seed: Token) -> None:
        """Begin anew from a token that a person gave, unless it is the one with which this store began."""
        mark = hashlib.sha256(f"{seed.access}\0{seed.refresh}".encode()).hexdigest()
        if self._seed() == mark:
            return
        with self._database.writing(self._connection) as session:
            row = session.get(TokenRow, self._connection)
            if row is None or row.seed != mark:
                self._put(session, seed, mark)

    def forget(self) -> None:
        """Forget the token: the connection must be authorised anew."""
        with self._database.writing(self._connection) as session:
            row = session.get(TokenRow, self._connection)
            if row is not None:
                session.delete(row)

    def _seed(self) -> str | None:
        with self._database.reading() as session:
            row = session.get(TokenRow, self._connection)
            return None if row is None else row.seed

    def _opened(self, session: Session) -> Token | None:
        row = session.get(TokenRow, self._connection)
        if row is None:
            return None
        said = parse_json(self._vault.open(row.sealed, "token", self._connection, "token"))
        return Token(
            access=said["access"],
            refresh=said["refresh"],
            expires=datetime.fromisoformat(said["expires"]),
            made=datetime.fromisoformat(said["made"]),
        )

    def _put(self, session: Session, token: Token, seed: str | None = None) -> None:
        row = session.get(TokenRow, self._connection) or TokenRow(connection=self._connection, sealed="")
        said = {
            "access": token.access,
            "refresh": token.refresh,
            "expires": token.expires.isoformat(),
            "made": token.made.isoformat(),
        }
        row.sealed = self._vault.seal(write_json(said), "token", self._connection, "token")
        row.seed = row.seed if seed is None else seed
        session.add(row)
