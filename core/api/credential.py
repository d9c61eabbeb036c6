"""What opens the door of a system: a fixed secret, or a token that is renewed before it ends."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote

from authlib.oauth2.rfc6749.parameters import prepare_token_request

from core.api.access import Access, Addresses, hidden
from core.api.answer import Answer
from core.api.connector import Auth, Basic, Connector, Header, OAuth2
from core.api.egress import Egress, Purpose, Request
from core.api.limits import retry_after
from core.api.places import names
from core.api.tokens import Token
from core.documents import read_json
from core.errors import ConsentNeeded, Misconfigured, RateLimited, Unclear, Unreachable

_FAR = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
_LONG_AGO = datetime.min.replace(tzinfo=UTC) + timedelta(days=2)
_LARGEST_TOKEN = 16_384


class Credential(Protocol):
    """Gives the header that opens the door."""

    def header(self) -> tuple[str, str]:
        """Give the header's name and value, renewed before it ends."""

    def renewed(self, refused: str) -> bool:
        """Renew after that value was refused; false when there is nothing to renew."""


class Fixed:
    """A fixed secret in a header."""

    def __init__(self, auth: Header | Basic, addresses: Addresses) -> None:
        if isinstance(auth, Basic):
            pair = f"{addresses.header(auth.user)}:{addresses.header(auth.password)}"
            self._header = ("Authorization", "Basic " + b64encode(pair.encode()).decode())
        else:
            value = addresses.header(auth.value)
            encoded = f"{auth.base64} {b64encode(value.encode()).decode()}" if auth.base64 else value
            self._header = (auth.name, encoded)

    def header(self) -> tuple[str, str]:
        """Give the header."""
        return self._header

    def renewed(self, refused: str) -> bool:
        """Say that a fixed secret cannot be renewed."""
        del refused
        return False


class Unlocked:
    """No credential: the door is open to everybody who reaches it."""

    def header(self) -> tuple[str, str]:
        """Give a header that says nothing new."""
        return "Accept", "application/json"

    def renewed(self, refused: str) -> bool:
        """Say that there is nothing to renew."""
        del refused
        return False


class GrantRefused(Exception):
    """The system refused a refresh token or a code; the message holds its own words."""


class Granted:
    """An OAuth 2.0 token, renewed by one process at a time and read again by the others."""

    def __init__(
        self, auth: OAuth2, access: Access, addresses: Addresses, egress: Egress, clock: Callable[[], float]
    ) -> None:
        self._auth, self._access, self._addresses = auth, access, addresses
        self._egress, self._clock = egress, clock
        self._where = addresses.where
        self._token: Token | None = None
        self._grant = _grant(auth, addresses)

    def header(self) -> tuple[str, str]:
        """Give the header with a token that is still good."""
        if self._token is None or not self._fresh(self._token):
            self._token = self._access.tokens.read() or self._given()
            if self._token is None or not self._fresh(self._token):
                self._token = self._renew(refused="")
        return self._auth.header, self._value(self._token)

    def renewed(self, refused: str) -> bool:
        """Renew after a token was refused, unless another process has done so already."""
        self._token = self._renew(refused)
        return True

    def redeem(self, code: str, redirect_uri: str, verifier: str) -> Token:
        """Exchange a person's consent for the first token, and keep it."""
        extra = {"code_verifier": verifier} if self._auth.pkce else {}
        try:
            return self._access.tokens.renew(
                lambda _: self._exchange(
                    "authorization_code", None, code=code, redirect_uri=redirect_uri, **extra
                )
            )
        except GrantRefused as error:
            raise ConsentNeeded(
                f"{self._where}: the consent was refused ({error}); ask for it anew."
            ) from None

    def _value(self, token: Token) -> str:
        return self._auth.value.replace("{access_token}", token.access)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    def _fresh(self, token: Token) -> bool:
        now = self._now()
        early = token.made + timedelta(seconds=self._auth.not_before)
        return now < token.expires - timedelta(seconds=self._auth.early_seconds) or now < min(
            early, token.expires
        )

    def _given(self) -> Token | None:
        """Make the first token of what a person gave with the connection; its age is unknown."""
        access, refresh = self._access.secrets.get("access_token"), self._access.secrets.get("refresh_token")
        if self._grant == "client_credentials" or not (access or refresh):
            return None
        return Token(access or "", refresh or None, _FAR if access else _LONG_AGO, _LONG_AGO)

    def _renew(self, refused: str) -> Token:
        tried: list[Token | None] = []

        def renewal(stored: Token | None) -> Token:
            stored = stored or self._given()
            if stored and self._fresh(stored) and self._value(stored) != refused:
                return stored
            tried.append(stored)
            return self._ask_new(stored)

        for _ in range(2):
            try:
                return self._access.tokens.renew(renewal)
            except GrantRefused as error:
                words = str(error)
            # another process may have been quicker where a lock does not reach: look once more
            if (self._access.tokens.read() or self._given()) == tried[-1]:
                break
        raise ConsentNeeded(f"{self._where} must be authorised again: the system says {words!r}.")

    def _ask_new(self, stored: Token | None) -> Token:
        if self._grant == "client_credentials":
            return self._exchange("client_credentials", None, scope=self._auth.scope)
        if stored is None or not stored.refresh:
            raise ConsentNeeded(
                f"{self._where} is not authorised yet; give consent on the connection's page."
            )
        age = (self._now() - stored.made).total_seconds()
        if age < self._auth.not_before:
            wait = self._auth.not_before - age
            raise RateLimited(f"{self._where} gives no new token for another {round(wait)} seconds.", wait)
        return self._exchange("refresh_token", stored, refresh_token=stored.refresh)

    def _exchange(self, grant: str, old: Token | None, **fields: str) -> Token:
        asked = self._now()
        request = self._request(grant, fields)
        try:
            answer = self._egress.send(request)
        except Unclear as error:
            raise Unreachable(f"{error} No token was received.") from None
        body = _body(answer)
        given = body if isinstance(body, dict) and answer.status == 200 else {}  # noqa: PLR2004 - OK
        if _text(given.get("access_token")):
            return self._made(given, asked, old)
        sent = [*self._access.secrets.values(), *fields.values(), *request.headers.values()]
        held = [old.access, old.refresh or ""] if old else []
        raise self._refusal(answer, body, grant, (*sent, *held, *self._earlier()))

    def _request(self, grant: str, fields: dict[str, str]) -> Request:
        values = self._addresses.values
        client_id, secret = values.get("client_id", ""), values.get("client_secret", "")
        headers = {}
        fields = {**fields, **{name: self._addresses.header(value) for name, value in self._auth.fields}}
        if self._auth.client == "basic":
            pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
        else:
            fields = {**fields, "client_id": client_id, "client_secret": secret}
        form = dict(parse_qsl(prepare_token_request(grant, **fields)))
        url = self._addresses.auth(self._auth.token_url)
        if self._auth.body == "json":
            return Request("POST", url, Purpose.TOKEN, headers, body=form)
        return Request("POST", url, Purpose.TOKEN, headers, form=form)

    def _made(self, body: dict[str, Any], asked: datetime, old: Token | None) -> Token:
        access = _text(body["access_token"])
        refresh = _text(body.get("refresh_token")) or (old.refresh if old else None)
        if len(access) > _LARGEST_TOKEN or len(refresh or "") > _LARGEST_TOKEN:
            raise Misconfigured(f"{self._where} gave a token that is too large to be one.")
        try:
            expires = asked + timedelta(seconds=float(body["expires_in"]))
        except (KeyError, TypeError, ValueError, OverflowError):
            expires = _FAR  # a token without an end, such as a classic offline one
        return Token(access, refresh, expires, self._now())

    def _earlier(self) -> list[str]:
        """The token that was used until now, which a peer has seen."""
        return [self._token.access, self._token.refresh or ""] if self._token else []

    def _refusal(self, answer: Answer, body: Any, grant: str, unshown: Iterable[str]) -> Exception:
        code = str(body.get("error", "")) if isinstance(body, dict) else ""
        words = (str(body.get("error_description") or "") if isinstance(body, dict) else "") or code
        words = hidden(words, unshown)[:200] or f"status {answer.status}"
        if answer.status == 429:  # noqa: PLR2004 - too many requests
            wait = retry_after(answer.headers.get("retry-after", ""), self._clock())
            return RateLimited(f"{self._where} gives no token now: {words}.", 60.0 if wait is None else wait)
        if answer.status >= 500 or not code:  # noqa: PLR2004 - the system's own fault
            return Unreachable(f"{self._where} gave no token: {words}.")
        if self._auth.not_before and "not expired" in words.lower():
            return RateLimited(f"{self._where} gives no token yet: {words}.", float(self._auth.not_before))
        if grant != "client_credentials" and code in {
            "invalid_grant",
            "unauthorized_client",
            "access_denied",
        }:
            return GrantRefused(words)
        return Misconfigured(f"{self._where} gave no token: {words}; check the client id and secret.")


def _body(answer: Answer) -> Any:
    try:
        return read_json(answer.content.decode("utf-8-sig"))
    except ValueError:
        return None


def _text(token: Any) -> str:
    """A token as it is sent; empty for what is none."""
    return str(token) if token and isinstance(token, str | int) and not isinstance(token, bool) else ""


def _grant(auth: OAuth2, addresses: Addresses) -> str:
    wanted = addresses.values.get("grant", "")
    return wanted if wanted in auth.grants else auth.grants[0]


def credential(
    connector: Connector, access: Access, addresses: Addresses, egress: Egress, clock: Callable[[], float]
) -> Credential:
    """Choose the connector's first way in whose settings the connection has filled in."""
    for auth in connector.auth:
        if isinstance(auth, OAuth2):
            if addresses.values.get("client_id"):
                return Granted(auth, access, addresses, egress, clock)
        elif all(addresses.values.get(name) for name in _wanted(auth)):
            return Fixed(auth, addresses)
    wanted = " or ".join(", ".join(_wanted(auth)) for auth in connector.auth)
    raise Misconfigured(f"{addresses.where} has no credential; fill in {wanted} on the connection.")


def _wanted(auth: Auth) -> list[str]:
    match auth:
        case OAuth2():
            return ["client_id", "client_secret"]
        case Basic(user, password):
            return [*names(user), *names(password)]
        case Header():
            return names(auth.value)


def granted(
    connector: Connector, access: Access, addresses: Addresses, egress: Egress, clock: Callable[[], float]
) -> Granted:
    """Give the connector's OAuth 2.0 way in, for the consent leg."""
    return Granted(oauth2(connector), access, addresses, egress, clock)


def oauth2(connector: Connector) -> OAuth2:
    """Give the OAuth 2.0 way in to which a person consents; Misconfigured when there is none."""
    for auth in connector.auth:
        if isinstance(auth, OAuth2) and auth.authorize_url:
            return auth
    raise Misconfigured(f"{connector.title} asks for no consent; fill in its secrets instead.")
