"""People and what they are here, the browsers in which they are signed in, and the tokens of programs.

A secret that opens something is kept as its digest: a copy of the database signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from core.access import Action, Role
from core.errors import Denied, Misconfigured
from core.store.database import Database
from core.store.tables import ApiTokenRow, PersonRow, SessionRow, SignInRow
from core.store.vault import Vault

#: How long a sign-in may take, and how long a session lasts.
SIGN_IN = timedelta(minutes=10)
SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in; `name` is what their identity provider calls them, "" before that."""

    email: str
    role: Role
    name: str
    added: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in under way: what the answer must hold, and the page to go to afterwards."""

    state: str
    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token for programs: it acts for `person` ("" for the desk), within its scopes, until it ends."""

    name: str
    person: str
    scopes: frozenset[Action]
    made: datetime
    until: datetime


class People:
    """The people of a home folder, their sessions and their tokens."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    def put(self, email: str, role: Role) -> Person:
        """Let somebody sign in, or change what they are here; it holds from their next click on."""
        email = _email(email)
        with self._database.writing() as session:
            row = session.get(PersonRow, email) or PersonRow(email=email, role=role.value, added=_now())
            row.role = role.value
            session.add(row)
            return _person(row)

    def get(self, email: str) -> Person | None:
        """Somebody, if they are known here."""
        with self._database.reading() as session:
            row = session.get(PersonRow, email)
            return _person(row) if row is not None else None

    def all(self) -> list[Person]:
        """Everybody, by e-mail address."""
        with self._database.reading() as session:
            return [_person(row) for row in session.exec(select(PersonRow).order_by(col(PersonRow.email)))]

    def remove(self, email: str) -> None:
        """Let somebody in no more: their sessions and their tokens end."""
        email = _email(email)
        with self._database.writing() as session:
            row = session.get(PersonRow, email)
            if row is None:
                raise Misconfigured(f"{email} is not known here; koppel people list shows who is")
            session.execute(delete(ApiTokenRow).where(col(ApiTokenRow.person) == email))
            session.execute(delete(SessionRow).where(col(SessionRow.person) == email))
            session.delete(row)

    # --- signing in

    def begin(self, browser: str, back: str) -> SignIn:
        """Begin to sign in, in the browser that has this secret."""
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        begun = SignIn(state, nonce, verifier, back)
        kept = _digest(state)
        sealed = self._vault.seal(verifier, "sign_in", kept, "verifier")
        with self._database.writing() as session:
            session.execute(delete(SignInRow).where(col(SignInRow.made) < _now() - SIGN_IN))
            session.add(
                SignInRow(
                    state=kept,
                    browser=_digest(browser),
                    nonce=nonce,
                    verifier=sealed,
                    back=back,
                    made=_now(),
                )
            )
        return begun

    def take(self, state: str, browser: str) -> SignIn | None:
        """The sign-in of that state, once, in the browser that began it; None when there is none."""
        with self._database.writing() as session:
            row = session.get(SignInRow, _digest(state))
            if row is None:
                return None
            session.delete(row)  # also when another browser brings it: whoever has seen it, it is of no use
            if row.browser != _digest(browser) or row.made < _now() - SIGN_IN:
                return None
            verifier = self._vault.open(row.verifier, "sign_in", row.state, "verifier")
            return SignIn(state, row.nonce, verifier, row.back)

    def open(self, email: str, subject: str, name: str) -> str:
        """Sign somebody in whom the provider knows as `subject`; gives the secret of their browser.

        Denied for who is not known here, and for another subject under an address that has one.
        """
        email, secret = _email(email), secrets.token_urlsafe(32)
        with self._database.writing() as session:
            row = session.get(PersonRow, email)
            if row is None:
                raise Denied(f"{email} is not known here: ask an admin to add you, then sign in again.")
            if row.subject not in (None, subject):
                raise Denied(
                    f"{email} belongs to another account of the identity provider than before: an admin "
                    "has to remove and add you again."
                )
            row.subject, row.name = subject, name
            session.add(row)
            session.execute(delete(SessionRow).where(col(SessionRow.until) < _now()))
            until = _now() + SESSION
            session.add(SessionRow(digest=_digest(secret), person=email, made=_now(), until=until))
        return secret

    def signed_in(self, secret: str) -> Person | None:
        """Who is signed in with that secret, as they are now."""
        chosen = select(PersonRow).join(SessionRow, col(SessionRow.person) == col(PersonRow.email))
        with self._database.reading() as session:
            found = chosen.where(SessionRow.digest == _digest(secret), col(SessionRow.until) > _now())
            row = session.exec(found).one_or_none()
            return _person(row) if row is not None else None

    def sign_out(self, secret: str) -> None:
        """End one session."""
        with self._database.writing() as session:
            session.execute(delete(SessionRow).where(col(SessionRow.digest) == _digest(secret)))

    def sign_out_everywhere(self, email: str) -> int:
        """End every session of somebody; gives how many."""
        with self._database.writing() as session:
            found = session.exec(select(SessionRow).where(SessionRow.person == _email(email))).all()
            for row in found:
                session.delete(row)
            return len(found)

    # --- tokens

    def hand_out(self, name: str, person: str, scopes: Iterable[Action], lasts: timedelta) -> str:
        """Make a token; gives its secret, which is nowhere to be read again."""
        secret = "koppel_" + secrets.token_urlsafe(32)
        with self._database.writing() as session:
            if session.get(ApiTokenRow, name) is not None:
                raise Misconfigured(f"there is a token {name!r} already: withdraw it first, or name another")
            if person and session.get(PersonRow, person) is None:
                raise Misconfigured(f"{person} is not known here: koppel people add {person} --role …")
            session.add(
                ApiTokenRow(
                    name=name,
                    digest=_digest(secret),
                    person=person,
                    scopes=sorted(scope.value for scope in scopes),
                    made=_now(),
                    until=_now() + lasts,
                )
            )
        return secret

    def token(self, secret: str) -> ApiToken | None:
        """The token with that secret, while it holds."""
        chosen = select(ApiTokenRow).where(ApiTokenRow.digest == _digest(secret))
        with self._database.reading() as session:
            row = session.exec(chosen.where(col(ApiTokenRow.until) > _now())).one_or_none()
            return _token(row) if row is not None else None

    def tokens(self) -> list[ApiToken]:
        """Every token, also those that have ended."""
        with self._database.reading() as session:
            return [_token(row) for row in session.exec(select(ApiTokenRow).order_by(col(ApiTokenRow.name)))]

    def withdraw(self, name: str) -> None:
        """End a token."""
        with self._database.writing() as session:
            row = session.get(ApiTokenRow, name)
            if row is None:
                raise Misconfigured(f"there is no token {name!r}; koppel token list shows those that are")
            session.delete(row)


def _person(row: PersonRow) -> Person:
    return Person(row.email, Role(row.role), row.name, row.added)


def _token(row: ApiTokenRow) -> ApiToken:
    known = {action.value for action in Action}
    scopes = frozenset(Action(each) for each in row.scopes if each in known)
    return ApiToken(row.name, row.person, scopes, row.made, row.until)


def _email(text: str) -> str:
    """An address as it is kept; whoever writes it in capitals is the same person."""
    email = text.strip().lower()
    name, at, host = email.rpartition("@")
    if not at or not name or not host or any(c.isspace() for c in email) or len(email) > 254:  # noqa: PLR2004
        raise Misconfigured(f"{text!r} is not an e-mail address")
    return email


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
