"""Connections as they are kept: open settings, sealed secrets, tokens, and consents under way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete
from sqlmodel import Session, col, select

from core.api.allowance import AllowanceStore
from core.api.tokens import Token, TokenStore
from core.errors import Misconfigured
from core.store.allowances import SavedAllowance
from core.store.database import Database
from core.store.runs import TURNS
from core.store.tables import ConnectionRow, ConsentRow, SecretRow, TokenRow
from core.store.tokens import SealedTokens
from core.store.vault import Vault

#: How long a person may take to consent.
_CONSENT = timedelta(minutes=10)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SavedConnection:
    """A connection as it may be shown: of its secrets the names only, and whether it has a token."""

    name: str
    connector: str
    settings: dict[str, str]
    secrets: frozenset[str] = frozenset()
    authorised: bool = False
    checked_at: datetime | None = None
    problem: str = ""
    #: how many runs may use it at once, and how many requests a minute may leave, for all workers together
    at_once: int | None = None
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """Of which system a connection is, and how it is used: all that its resources and requests depend on."""

    connector: str
    settings: dict[str, str]
    #: how many requests a minute may leave, for all workers together
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent under way: what is needed when the person comes back from the vendor's page.

    `back` is the page of ours on which it was asked for.
    """

    state: str = field(repr=False)
    connection: str
    verifier: str = field(repr=False)
    redirect_uri: str
    back: str = ""
    made: datetime = field(default_factory=_now)


_CONNECTIONS = select(ConnectionRow.__table__)  # type: ignore[attr-defined]
_KIND = select(ConnectionRow.connector, ConnectionRow.settings, ConnectionRow.per_minute).where(
    col(ConnectionRow.name) == bindparam("name")
)
_SEALED = select(SecretRow.name, SecretRow.sealed).where(col(SecretRow.connection) == bindparam("connection"))
_WANTED: BindParameter[str] = bindparam("wanted", expanding=True)
_SECRETS = select(SecretRow.connection, SecretRow.name).where(col(SecretRow.connection).in_(_WANTED))
_TOKENS = select(TokenRow.connection).where(col(TokenRow.connection).in_(_WANTED))


class Connections:
    """All connections of a home folder."""

    def __init__(self, database: Database, tokens: Database, vault: Vault) -> None:
        self._database, self._tokens, self._vault = database, tokens, vault

    def all(self) -> list[SavedConnection]:
        """Every connection, by name."""
        return self._saved(_CONNECTIONS.order_by(col(ConnectionRow.name)))

    def get(self, name: str) -> SavedConnection | None:
        """The connection of that name."""
        return next(iter(self._saved(_CONNECTIONS.where(col(ConnectionRow.name) == name))), None)

    def kind(self, name: str) -> Kind | None:
        """Of which system the connection of that name is, and its settings."""
        found = self._database.ask(_KIND, {"name": name})
        return Kind(*found[0]) if found else None

    def _saved(self, chosen: Any) -> list[SavedConnection]:
        with self._database.looking() as connection:
            rows = connection.execute(chosen).all()
            wanted = {"wanted": [row.name for row in rows]}
            names = connection.execute(_SECRETS, wanted).all()
        with self._tokens.looking() as connection:
            authorised = set(connection.execute(_TOKENS, wanted).scalars())
        return [
            SavedConnection(
                name=row.name,
                connector=row.connector,
                settings=row.settings,
                secrets=frozenset(name for connection, name in names if connection == row.name),
                authorised=row.name in authorised,
                checked_at=row.checked_at,
                problem=row.problem,
                at_once=row.at_once,
                per_minute=row.per_minute,
            )
            for row in rows
        ]

    def put(self, name: str, connector: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        """Save a connection; the secrets given replace those of the same name, the others stay.

        An empty text, as a form sends it, leaves the secret that is there. What belongs to another connector
        goes, token included.
        """
        sealed = {key: self._vault.seal(text, "secret", name, key) for key, text in secrets.items() if text}
        with self._database.reading() as session:
            before = session.get(ConnectionRow, name)
        if before is not None and before.connector != connector:
            self.remove(name)
        with self._database.writing() as session:
            row = ConnectionRow(name=name, connector=connector, settings=dict(settings))
            if before is not None:
                row.at_once, row.per_minute = before.at_once, before.per_minute
            session.merge(row)
            session.flush()
            for key, text in sealed.items():
                session.merge(SecretRow(connection=name, name=key, sealed=text))

    def limit(self, name: str, at_once: int | None, per_minute: int | None) -> None:
        """Say how many runs may use a connection at once and how many requests a minute may leave.

        None leaves it to the vendor's own limits.
        """
        with self._database.writing(TURNS) as session:
            row = session.get(ConnectionRow, name)
            if row is not None:
                row.at_once, row.per_minute = at_once, per_minute

    def remove(self, name: str) -> None:
        """Forget a connection with its secrets, token and consents."""
        self.forget_token(name)
        with self._database.writing() as session:
            for row in (SecretRow, ConsentRow):
                session.execute(delete(row).where(col(row.connection) == name))
            session.execute(delete(ConnectionRow).where(col(ConnectionRow.name) == name))

    def secrets(self, name: str) -> dict[str, str]:
        """The secrets of a connection, opened."""
        rows = self._database.ask(_SEALED, {"connection": name})
        return {key: self._vault.open(sealed, "secret", name, key) for key, sealed in rows}

    def tokens(self, name: str, seed: Token | None = None) -> TokenStore:
        """The token store of a connection, saved here or not; a new `seed` replaces what is there."""
        tokens = SealedTokens(self._tokens, self._vault, name)
        if seed is not None:
            tokens.sow(seed)
        return tokens

    def forget_token(self, name: str) -> None:
        """Forget the token of a connection: it must be authorised anew."""
        SealedTokens(self._tokens, self._vault, name).forget()

    def allowance(self, name: str) -> AllowanceStore:
        """What a connection, saved here or not, may still ask."""
        return SavedAllowance(self._database.unwitnessed(), name)

    def checked(self, name: str, problem: str = "") -> None:
        """Write down that a connection was tested, and what was wrong."""
        with self._database.writing() as session:
            row = session.get(ConnectionRow, name)
            if row is None:
                raise Misconfigured(f"There is no connection {name!r}; add it first.")
            row.checked_at, row.problem = _now(), problem

    def keep_state(self, consent: Consent) -> None:
        """Remember a consent for ten minutes, until the person comes back."""
        state = _digest(consent.state)
        verifier = self._vault.seal(consent.verifier, "consent", state, "verifier")
        with self._database.writing() as session:
            session.execute(delete(ConsentRow).where(col(ConsentRow.made) < _now() - _CONSENT))
            session.add(
                ConsentRow(
                    state=state,
                    connection=consent.connection,
                    verifier=verifier,
                    redirect_uri=consent.redirect_uri,
                    back=consent.back,
                    made=consent.made,
                )
            )

    def bind_state(self, state: str, browser: str) -> Consent | None:
        """The consent of that state for the browser that leaves with it; None for any other browser.

        `browser` is a secret that only this browser holds. The first one that leaves with a state keeps it.
        """
        with self._database.writing() as session:
            row = self._under_way(session, state)
            if row is None or row.browser not in ("", _digest(browser)):
                return None
            row.browser = _digest(browser)
            return self._consent(row, state)

    def take_state(self, state: str, browser: str) -> Consent | None:
        """The consent of that state, once, in the browser that left with it; None when there is none."""
        with self._database.writing() as session:
            row = self._under_way(session, state)
            if row is None:
                return None
            session.delete(row)  # also when another browser brings it: whoever has seen it, it is of no use
            return self._consent(row, state) if row.browser == _digest(browser) else None

    def _under_way(self, session: Session, state: str) -> ConsentRow | None:
        row = session.get(ConsentRow, _digest(state))
        return None if row is None or row.made < _now() - _CONSENT else row

    def _consent(self, row: ConsentRow, state: str) -> Consent:
        verifier = self._vault.open(row.verifier, "consent", row.state, "verifier")
        return Consent(state, row.connection, verifier, row.redirect_uri, row.back, row.made)


def _digest(state: str) -> str:
    # The state opens the way back into this program, so it is not readable in a copy of the database.
    return hashlib.sha256(state.encode()).hexdigest()
