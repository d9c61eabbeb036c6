"""Visma's sign-in: a consent page, tokens of an hour for the scopes asked for, refresh tokens that rotate."""

from __future__ import annotations

import base64
import binascii
import html
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from core.sandbox.rates import Clock

CLIENT_ID, CLIENT_SECRET = "sandboxclient", "sandbox-client-secret"
SCOPES = "ea:api offline_access ea:sales ea:accounting"
LIFETIME, CODE_LIFETIME = 3600, 300
_KNOWN = {"ea:api", "offline_access", "openid", "email", "profile"} | {
    f"ea:{name}{tail}" for name in ("sales", "accounting", "purchase") for tail in ("", "_readonly")
}


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person allowed: the scopes, to which address it goes back, and when."""

    scopes: frozenset[str]
    redirect_uri: str
    given: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """A pair that was given; without `offline_access` there is no refresh token."""

    scopes: frozenset[str]
    access: str
    refresh: str
    given: float


class Consent:
    """The authorisation server of one app."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codes: dict[str, Grant] = {}
        self._by_access: dict[str, Tokens] = {}
        self._by_refresh: dict[str, Tokens] = {}

    def give(self, scopes: frozenset[str]) -> Tokens:
        """Give a new pair."""
        refresh = secrets.token_hex(32) if "offline_access" in scopes else ""
        made = Tokens(scopes, secrets.token_urlsafe(48), refresh, self._now())
        self._by_access[made.access] = made
        if refresh:
            self._by_refresh[refresh] = made
        return made

    def scopes(self, access: str) -> frozenset[str] | None:
        """Tell what a live access token allows; None when it is not live."""
        tokens = self._by_access.get(access)
        return tokens.scopes if tokens and self._now() - tokens.given < LIFETIME else None

    def forget(self) -> None:
        """End every refresh token, as a changed password does without a word."""
        self._by_refresh.clear()

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def authorize(self, request: Request) -> Response:
        """Ask for consent; with `sandbox_consent=auto`, or once Allow is pressed, give the code."""
        asked = dict(request.query_params)
        uri, scopes = asked.get("redirect_uri", ""), frozenset(asked.get("scope", "").split())
        wrong = asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code"
        if wrong or not uri.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            return HTMLResponse("<h1>Sorry, there was an error: unauthorized_client</h1>", 400)
        if "ea:api" not in scopes or not scopes <= _KNOWN:
            return HTMLResponse("<h1>Sorry, there was an error: invalid_scope</h1>", 400)
        if request.method == "GET" and asked.get("sandbox_consent") != "auto":
            return HTMLResponse(_PAGE.format(action=html.escape(f"?{request.url.query}", quote=True)))
        code = secrets.token_hex(16)
        self._codes[code] = Grant(scopes, uri, self._now())
        answer = {"code": code, "scope": " ".join(sorted(scopes))}
        answer |= {"state": asked["state"]} if "state" in asked else {}
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urlencode(answer), 302)

    async def token(self, request: Request) -> Response:
        """Exchange a code or a refresh token for a new pair."""
        request.state.write = False
        form = dict(parse_qsl((await request.body()).decode("latin-1")))
        if _client(request) != (CLIENT_ID, CLIENT_SECRET):
            return _no("invalid_client")
        match form.get("grant_type"):
            case "authorization_code":
                return self._redeem(form)
            case "refresh_token":
                tokens = self._by_refresh.pop(form.get("refresh_token", ""), None)
                return _pair(self.give(tokens.scopes)) if tokens else _no("invalid_grant")
            case _:
                return _no("unsupported_grant_type")

    def _redeem(self, form: dict[str, str]) -> Response:
        grant = self._codes.pop(form.get("code", ""), None)
        if not grant or self._now() - grant.given > CODE_LIFETIME:
            return _no("invalid_grant")
        if form.get("redirect_uri") != grant.redirect_uri:
            return _no("invalid_grant")
        return _pair(self.give(grant.scopes))


def _client(request: Request) -> tuple[str, str]:
    """Read the app's credentials from HTTP Basic."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, secret) if kind.lower() == "basic" else ("", "")


def _pair(tokens: Tokens) -> Response:
    told = {"access_token": tokens.access, "expires_in": LIFETIME, "token_type": "Bearer"}
    scopes = {"scope": " ".join(sorted(tokens.scopes))}
    return JSONResponse({**told, **scopes, **({"refresh_token": tokens.refresh} if tokens.refresh else {})})


def _no(error: str) -> Response:
    return JSONResponse({"error": error}, 400)


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Visma eAccounting (sandbox)</title>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>Visma eAccounting (sandbox)</h1>
<p>An app asks for access to the company Molen &amp; Zee.</p>
<form method="post" action="{action}"><button type="submit">Allow</button></form>
</body></html>"""
