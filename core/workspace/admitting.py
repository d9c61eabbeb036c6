"""Who may come in: people with their roles, and tokens for programs; and the way in for both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Self

from core.access import ALLOWED, ANONYMOUS, WORKER, Action, Actor, Role
from core.api.sign_in import OpenId, Provider, provider
from core.errors import Denied, Misconfigured
from core.mapping import pool
from core.store import ApiToken, Person, Subject
from core.workspace.access import anyone, needs
from core.workspace.home import Home

#: A token lasts no longer than this many days.
_DAYS = 366


class Admitting(Home):
    """The people and programs that a workspace lets in."""

    @needs(Action.HOUSE)
    def people(self) -> list[Person]:
        """Everybody who may sign in."""
        return self._store.people.all()

    @needs(Action.HOUSE)
    def admit(self, email: str, role: Role) -> Person:
        """Let somebody sign in, or change their role, which holds from their next click on."""
        return self._store.people.put(email, role)

    @needs(Action.HOUSE)
    def dismiss(self, email: str) -> None:
        """Let somebody in no more: their sessions and tokens end at once."""
        self._store.people.remove(email)

    @needs(Action.HOUSE)
    def sign_out_everywhere(self, email: str) -> int:
        """End somebody's sessions in every browser; gives how many those were."""
        return self._store.people.sign_out_everywhere(email)

    @needs(Action.HOUSE)
    def tokens(self) -> list[ApiToken]:
        """The tokens that were handed out; their secrets are nowhere."""
        return self._store.people.tokens()

    @needs(Action.HOUSE)
    def hand_out(self, name: str, scopes: Iterable[Action], days: int = 90, *, person: str = "") -> str:
        """Make a token for programs; gives its secret, this once. It never may more than its person may."""
        scopes = frozenset(scopes)
        if not name or not scopes or not 0 < days <= _DAYS:
            raise Misconfigured(f"a token needs a name, at least one scope, and 1 to {_DAYS} days")
        return self._store.people.hand_out(name, person.strip().lower(), scopes, timedelta(days=days))

    @needs(Action.HOUSE)
    def withdraw(self, name: str) -> None:
        """End a token at once."""
        self._store.people.withdraw(name)

    @needs(Action.CARRY)
    def as_worker(self) -> Self:
        """Give the workspace to a worker, who may only carry, and has at hand what all runs need."""
        pool().start()  # else the first run of every worker waits for it
        return self._acting(lambda: WORKER)

    @anyone
    def signed_in(self, secret: str) -> Self:
        """Give the workspace to whoever is signed in with this secret, for as long as they are."""
        return self._acting(lambda: self._person(secret))

    @anyone
    def with_token(self, secret: str) -> Self:
        """Give the workspace to a program that has this token; Denied when it is not, or no longer, good."""
        if self._program(secret) == ANONYMOUS:
            raise Denied(
                "The token is not known here, has ended, or was withdrawn: ask an admin for another, and "
                "set KOPPEL_TOKEN to it."
            )
        return self._acting(lambda: self._program(secret))

    @anyone
    def begin_sign_in(self, browser: str, back: str) -> str:
        """Begin to sign somebody in, in the browser with this secret; gives the provider's page for it."""
        asked = OpenId(_known_provider())
        begun = self._store.people.begin(browser, back)
        return asked.page(begun.state, begun.nonce, begun.verifier)

    @anyone
    def finish_sign_in(self, browser: str, state: str, code: str, issuer: str = "") -> tuple[str, str]:
        """Sign somebody in for what they bring back; gives the secret of their session, and where to go.

        Denied for a state that is unknown, used, older than 10 minutes or of another browser, for a proof
        that does not hold, and for who is not known here.
        """
        begun = self._store.people.take(state, browser)
        if begun is None:
            raise Denied(
                "This sign-in is not known here: it was used already, is older than 10 minutes, or was begun "
                "in another browser. Sign in again."
            )
        known = OpenId(_known_provider()).identity(code, begun.nonce, begun.verifier, issuer)
        with self._store.audit.deed(known.email, "sign_in", Subject("person", known.email)):
            return self._store.people.open(known.email, known.subject, known.name), begun.back

    @anyone
    def sign_out(self, secret: str) -> None:
        """End the session with this secret."""
        self._store.people.sign_out(secret)

    def _person(self, secret: str) -> Actor:
        found = self._store.people.signed_in(secret) if secret else None
        return ANONYMOUS if found is None else _actor(found)

    def _program(self, secret: str) -> Actor:
        token = self._store.people.token(secret) if secret else None
        if token is None:
            return ANONYMOUS
        owner = self._store.people.get(token.person) if token.person else None
        if token.person and owner is None:
            return ANONYMOUS
        may = token.scopes & (_actor(owner).may if owner else frozenset(Action))
        title = f"for {', '.join(sorted(token.scopes))}"
        return Actor(f"token {token.name}", title, may)


def _known_provider() -> Provider:
    found = provider()
    if found is None:
        raise Misconfigured("Nobody signs in here: no identity provider is set.")
    return found


def _actor(person: Person) -> Actor:
    return replace(ANONYMOUS, name=person.email, title=person.role.value, may=ALLOWED[person.role])
