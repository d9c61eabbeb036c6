"""Exact's sign-in: consent pages, single-use codes, short access tokens, refresh tokens that rotate."""

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

CLIENT_ID, CLIENT_SECRET = "11111111-2222-4333-8444-555555555555", "sandbox-client-secret"
#: The user who presses Allow.
VISITOR = "consultant@example.com"
LIFETIME, NOT_BEFORE, CODE_LIFETIME, UNUSED = 600, 570, 180, 30 * 86400


@dataclass(frozen=True, slots=True)
class Code:
    """What a consent hands over once: for whom, to which address, and when it was given."""

    user: str
    redirect_uri: str
    given: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """The one live pair of a user and the app."""

    user: str
    access: str
    refresh: str
    given: float


class Consent:
    """The authorisation server of one app."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codes: dict[str, Code] = {}
        self._by_user: dict[str, Tokens] = {}
        self._by_access: dict[str, Tokens] = {}
        self._by_refresh: dict[str, Tokens] = {}
        self._used: set[str] = set()

    def give(self, user: str) -> Tokens:
        """Give a user a new pair; the former one is worth nothing from now on."""
        former = self._by_user.pop(user, None)
        if former:
            self._by_access.pop(former.access, None)
            self._by_refresh.pop(former.refresh, None)
            self._used.add(former.refresh)
        made = Tokens(user, secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._now())
        self._by_user[user] = self._by_access[made.access] = self._by_refresh[made.refresh] = made
        return made

    def valid(self, access: str) -> bool:
        """Whether an access token is live."""
        tokens = self._by_access.get(access)
        return tokens is not None and self._now() - tokens.given < LIFETIME

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def authorize(self, request: Request) -> Response:
        """Ask for consent; with `sandbox_consent=auto`, or once Allow is pressed, give the code."""
        asked = dict(request.query_params)
        uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code" or not _whole(uri):
            return HTMLResponse("<h1>Invalid request</h1><p>Unknown client or redirect URI.</p>", 400)
        if request.method == "GET" and asked.get("sandbox_consent") != "auto":
            return HTMLResponse(_PAGE.format(action=html.escape(f"?{request.url.query}", quote=True)))
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(VISITOR, uri, self._now())
        answer = {"code": code} | ({"state": asked["state"]} if "state" in asked else {})
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urlencode(answer), 302)

    async def token(self, request: Request) -> Response:
        """Exchange a code or a refresh token for a new pair."""
        request.state.write = False
        form = dict(parse_qsl((await request.body()).decode("latin-1")))
        if _client(request, form) != (CLIENT_ID, CLIENT_SECRET):
            return _no(400, "invalid_client", "Client authentication failed.")
        match form.get("grant_type"):
            case "authorization_code":
                return self._redeem(form)
            case "refresh_token":
                return self._renew(form)
            case _:
                return _no(400, "unsupported_grant_type", "Grant type not supported.")

    def _redeem(self, form: dict[str, str]) -> Response:
        code = self._codes.pop(form.get("code", ""), None)
        if not code or self._now() - code.given > CODE_LIFETIME:
            return _no(400, "invalid_grant", "Invalid or used authorization code.")
        if form.get("redirect_uri") != code.redirect_uri:
            return _no(400, "invalid_grant", "The redirect_uri differs from that of the consent.")
        return _pair(self.give(code.user))

    def _renew(self, form: dict[str, str]) -> Response:
        refresh = form.get("refresh_token", "")
        tokens = self._by_refresh.get(refresh)
        if tokens is None:
            if refresh in self._used:
                return _no(401, "unauthorized_client", "Old refresh token used.")
            return _no(400, "invalid_grant", "Invalid refresh token.")
        age = self._now() - tokens.given
        if age < NOT_BEFORE:
            why = "Rate limit exceeded: access_token not expired"
            return _no(400, "access_denied", why, {"Reason": f"TooEarlyToRefreshTokens: {why}"})
        if age > UNUSED:
            return _no(400, "invalid_grant", "The refresh token has expired.")
        return _pair(self.give(tokens.user))


def _whole(uri: str) -> bool:
    return uri.startswith(("https://", "http://127.0.0.1", "http://localhost"))


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Read the app's credentials, from the body or from HTTP Basic."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(value).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _pair(tokens: Tokens) -> Response:
    return JSONResponse(
        {
            "access_token": tokens.access,
            "token_type": "bearer",
            "expires_in": str(LIFETIME),
            "refresh_token": tokens.refresh,
        }
    )


def _no(status: int, error: str, why: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": error, "error_description": why}, status, headers=headers)


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Exact Online (sandbox)</title>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>Exact Online (sandbox)</h1>
<p>An app asks for access to your administrations.</p>
<form method="post" action="{action}"><button type="submit">Allow</button></form>
</body></html>"""
