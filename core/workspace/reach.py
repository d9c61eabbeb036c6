"""From the name of a connection to a client that talks: settings, secrets and tokens put together."""

from __future__ import annotations

import re
import secrets as random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.api.access import Access, addresses
from core.api.client import Client
from core.api.connector import Connector, Resource
from core.api.consent import consent_url, consents, redeem
from core.api.tokens import Token
from core.catalog import Catalog
from core.errors import Misconfigured
from core.log import Log
from core.runs.target import Target
from core.store import Consent, Kind, SavedConnection, Store
from core.workspace.filed import Filed

#: Tokens that a person gives by hand are used until the system says that they have ended.
_LONG = timedelta(days=3650)


class Reach:
    """The connections of a workspace, and those of a file beside it."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        file: Path | None = None,
        folders: Sequence[Path] = (),
        log: Log | None = None,
    ) -> None:
        self._log = log
        self._words: dict[str, tuple[Connector, frozenset[str]]] = {}
        self._store = store
        self._catalog = catalog
        self._folders = tuple(folders)
        self._filed = Filed(file)

    def all(self) -> list[SavedConnection]:
        """Every connection by name."""
        saved = {each.name: each for each in self._store.connections.all()}
        return [found for name in sorted({*saved, *self._filed}) if (found := self.get(name)) is not None]

    def get(self, name: str) -> SavedConnection | None:
        """A connection, or None; one of the file goes before one of the workspace."""
        if name in self._filed:
            connector = self._catalog.connector(self._filed.connector(name))
            settings, secrets, _ = self._sorted(connector, self._filed.known(name))
            return SavedConnection(
                name, self._filed.connector(name), settings, frozenset(secrets), True, None, ""
            )
        return self._store.connections.get(name)

    def named(self, name: str) -> SavedConnection:
        """A connection; Misconfigured names those that there are."""
        found = self.get(name)
        if found is None:
            known = ", ".join(each.name for each in self.all()) or "none yet"
            raise Misconfigured(f"there is no connection {name!r}; there are: {known}")
        return found

    def usable(self, name: str) -> SavedConnection:
        """A connection with all that it needs; Misconfigured names what its file asks of the environment."""
        if name in self._filed:
            self._filed.values(name)
        return self.named(name)

    def put(self, name: str, connector: Connector, values: dict[str, str]) -> SavedConnection:
        """Write a connection down; values are settings, secrets and tokens by name."""
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}", name):
            raise Misconfigured(f"{name!r} can't name a connection: use letters, digits, hyphens and dots")
        settings, secrets, seed = self._sorted(connector, values)
        self._check_settings(name, connector, settings, secrets)
        self._check_addresses(name, connector, settings, secrets)
        self._store.connections.put(name, connector.name, settings, secrets)
        if seed is not None:
            self._store.connections.tokens(name, seed)
        return self.named(name)

    def client(self, name: str, *, writes: bool = False, turns: bool = False) -> tuple[Client, Connector]:
        """A client for a connection; without `writes` it refuses every write. `turns`: it reads for good."""
        kind = self._kind(name)
        connector = self._catalog.connector(kind.connector)
        trace = self._log.requests(name, self._words_of(connector)) if self._log is not None else None
        client = Client(
            connector, self._access(name, kind, connector), writes=writes, turns=turns, trace=trace
        )
        return client, client.connector

    def _words_of(self, connector: Connector) -> frozenset[str]:
        """The words of a system's declaration: in an address all else may be somebody's key."""
        known = self._words.get(connector.name)
        if known is None or known[0] is not connector:
            known = connector, frozenset(re.findall(r"[A-Za-z][\w.~+-]*", repr(connector)))
            self._words[connector.name] = known
        return known[1]

    @contextmanager
    def target(self, name: str, *, writes: bool = False) -> Iterator[Target]:
        """A connection as the line sees it, while it is used."""
        client, connector = self.client(name, writes=writes)
        with client:
            yield Target(client, {r.name: r for r in connector.resources}, connector.limits.settle)

    def resources(self, name: str) -> dict[str, Resource]:
        """The resources of a connection, none when it is not known."""
        found = self._known(name)
        if found is None:
            return {}
        connector = self._catalog.connector(found.connector).fitted(found.settings)
        return {resource.name: resource for resource in connector.resources}

    def access(self, name: str) -> Access:
        """A connection's settings, secrets and tokens, for one who talks without a client."""
        kind = self._kind(name)
        return self._access(name, kind, self._catalog.connector(kind.connector))

    def _known(self, name: str) -> Kind | SavedConnection | None:
        return self.get(name) if name in self._filed else self._store.connections.kind(name)

    def _kind(self, name: str) -> Kind | SavedConnection:
        return self._known(name) or self.named(name)

    def _access(self, name: str, kind: Kind | SavedConnection, connector: Connector) -> Access:
        if name in self._filed:
            kept = f"file:{name}"
            settings, secrets, seed = self._sorted(connector, self._filed.values(name))
            tokens = self._store.connections.tokens(kept, seed)
        else:
            kept = name
            settings, secrets = kind.settings, self._store.connections.secrets(kept)
            tokens = self._store.connections.tokens(kept)
        if kind.per_minute is not None:
            settings = {**settings, "per_minute": str(kind.per_minute)}
        private = _own_address(settings)
        allowance = self._store.connections.allowance(kept)
        return Access(name, settings, secrets, tokens, private, self._folders, allowance)

    def _sorted(
        self, connector: Connector, values: dict[str, str]
    ) -> tuple[dict[str, str], dict[str, str], Token | None]:
        """Values by what they are: settings, secrets, and the token pair that a person already has."""
        declared = {setting.name: setting for setting in connector.settings}
        values = {name: str(value) for name, value in values.items() if value not in (None, "")}
        settings = {n: v for n, v in values.items() if n in declared and not declared[n].secret}
        secrets = {n: v for n, v in values.items() if n in declared and declared[n].secret}
        rest = {n: v for n, v in values.items() if n not in declared}
        access, refresh = rest.pop("access_token", None), rest.pop("refresh_token", None)
        if unknown := sorted(rest):
            known = ", ".join(declared)
            raise Misconfigured(f"{connector.title} has no setting {unknown[0]!r}; it has: {known}")
        return settings, secrets, _seed(access, refresh)

    def _check_settings(
        self, name: str, connector: Connector, settings: dict[str, str], secrets: dict[str, str]
    ) -> None:
        before = self._store.connections.get(name)
        kept = before.secrets if before else frozenset()
        for setting in connector.settings:
            value = settings.get(setting.name) or secrets.get(setting.name) or setting.default
            if setting.required and not value and setting.name not in kept:
                raise Misconfigured(f"{connector.title} needs the setting {setting.name!r}: {setting.title}")
            if value and setting.choices and value not in setting.choices:
                choices = ", ".join(setting.choices)
                raise Misconfigured(f"{setting.title} ({setting.name}) must be one of: {choices}")
            if value and setting.pattern and not re.fullmatch(setting.pattern, value):
                example = f", for example {setting.example}" if setting.example else ""
                raise Misconfigured(f"{setting.title} ({setting.name}) does not look right{example}")

    def _check_addresses(
        self, name: str, connector: Connector, settings: dict[str, str], secrets: dict[str, str]
    ) -> None:
        """Refuse addresses that no request may go to, and secrets that would go where they were not meant."""
        known = addresses(connector, name, settings, secrets)
        if not connector.folder:
            known.check(private=_own_address(settings))
        before = self._store.connections.get(name)
        if before is None or before.connector != connector.name:
            return
        moved = set(known.origins) - set(addresses(connector, name, before.settings, secrets).origins)
        kept = sorted(before.secrets - secrets.keys())
        if moved and kept:
            titles = ", ".join(setting.title for setting in connector.settings if setting.name in kept)
            raise Misconfigured(
                f"{name} would now go to {', '.join(sorted(moved))}, for which its secrets were not given: "
                f"enter them again ({titles or ', '.join(kept)}). Nothing was changed."
            )
        if moved:
            self._store.connections.forget_token(name)

    # --- consent

    def consents(self, saved: SavedConnection) -> bool:
        """Whether a person gives consent on a page of the vendor's, as this connection is filled in."""
        connector = self._catalog.connector(saved.connector)
        return consents(connector, saved.settings, saved.secrets)

    def ask_consent(self, name: str, redirect_uri: str, back: str) -> str:
        """Begin a consent: the state with which a browser of this person may leave, for ten minutes."""
        if not self.consents(self.named(name)):
            raise Misconfigured(
                f"{name} needs no consent: it opens with what its form asks for; test it instead"
            )
        state, verifier = random.token_urlsafe(32), random.token_urlsafe(48)
        self._store.connections.keep_state(Consent(state, name, verifier, redirect_uri, back))
        return state

    def consent_page(self, state: str, browser: str) -> str:
        """Where a person allows Koppel to use their system; from now on the state is this browser's."""
        given = self._store.connections.bind_state(state, browser)
        if given is None:
            raise Misconfigured(
                "this way to the consent is used up, older than 10 minutes, or was begun in another browser: "
                "press Authorise again"
            )
        saved = self.named(given.connection)
        connector = self._catalog.connector(saved.connector)
        client_id = {**saved.settings, **self._store.connections.secrets(saved.name)}.get("client_id", "")
        return consent_url(connector, saved.settings, client_id, given.redirect_uri, state, given.verifier)

    def leave_consent(self, state: str, browser: str) -> str:
        """End a consent that was not given; gives the page to go back to."""
        given = self._store.connections.take_state(state, browser)
        return given.back if given else ""

    def consent(self, state: str, code: str, browser: str) -> tuple[str, str]:
        """Exchange the code of a consent for tokens; gives the connection's name, and the page to go back to.

        Misconfigured for a state that is unknown, used, older than 10 minutes, or of another browser.
        """
        given = self._store.connections.take_state(state, browser)
        if given is None:
            raise Misconfigured(
                "this consent is not known here: it was used already, is older than 10 minutes, or was begun "
                "in another browser; nothing was authorised: press Authorise again"
            )
        name = given.connection
        connector = self._catalog.connector(self._kind(name).connector)
        token = redeem(connector, self.access(name), code, given.redirect_uri, given.verifier)
        self._store.connections.tokens(name, token)
        return name, given.back


def _own_address(settings: Mapping[str, str]) -> bool:
    """Whether a person gave the connection an address of its own, which may be in an opened network."""
    return bool(settings.get("base_url") or settings.get("auth_url"))


def _seed(access: str | None, refresh: str | None) -> Token | None:
    if access is None and refresh is None:
        return None
    now = datetime.now(UTC)
    return Token(access or "", refresh, expires=now + _LONG if access else now, made=now - timedelta(days=1))
