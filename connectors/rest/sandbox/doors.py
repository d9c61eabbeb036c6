"""The ways into the example APIs: an API key, HTTP Basic, and OAuth 2.0 with or without a person."""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from core.sandbox.rates import Clock

API_KEY, USER, PASSWORD = "sandbox-api-key", "sandbox", "sandbox-password"
CLIENT_ID, CLIENT_SECRET = "sandbox-client", "sandbox-client-secret"
LIFETIME = 600


class Doors:
    """Who may come in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._access: dict[str, float] = {}
        self._refresh: set[str] = set()
        self._codes: dict[str, tuple[str, str]] = {}

    def open(self, request: Request) -> bool:
        """Tell whether a request holds a credential that is good."""
        if request.headers.get("x-api-key") == API_KEY:
            return True
        kind, _, value = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            return value == base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        return kind.lower() == "bearer" and self._now() < self._access.get(value, 0)

    def give(self, *, lasting: bool) -> dict[str, object]:
        """Give a new token; one that lasts comes with a refresh token."""
        access = secrets.token_urlsafe(32)
        self._access[access] = self._now() + LIFETIME
        told: dict[str, object] = {"access_token": access, "token_type": "Bearer", "expires_in": LIFETIME}
        if lasting:
            told["refresh_token"] = secrets.token_urlsafe(32)
            self._refresh.add(str(told["refresh_token"]))
        return told

    async def authorize(self, request: Request) -> Response:
        """Ask for consent; once Allow is pressed, or with `sandbox_consent=auto`, give the code."""
        asked = dict(request.query_params)
        uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT_ID or not uri.startswith(
            ("https://", "http://127.0.0.1", "http://localhost")
        ):
            return HTMLResponse("<h1>This app is not known.</h1>", 400)
        if request.method == "GET" and asked.get("sandbox_consent") != "auto":
            return HTMLResponse(_PAGE.format(action=html.escape(f"?{request.url.query}", quote=True)))
        code = secrets.token_hex(16)
        self._codes[code] = uri, asked.get("code_challenge", "")
        answer = {"code": code, **({"state": asked["state"]} if "state" in asked else {})}
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urlencode(answer), 302)

    async def token(self, request: Request) -> Response:
        """Give a token for the app itself, for a code, or for a refresh token, which serves once."""
        request.state.write = False
        form = dict(parse_qsl((await request.body()).decode("latin-1")))
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        match form.get("grant_type"):
            case "client_credentials":
                return JSONResponse(self.give(lasting=False))
            case "authorization_code" if self._redeems(form):
                return JSONResponse(self.give(lasting=True))
            case "refresh_token" if form.get("refresh_token") in self._refresh:
                self._refresh.remove(form["refresh_token"])
                return JSONResponse(self.give(lasting=True))
            case "authorization_code" | "refresh_token":
                return JSONResponse({"error": "invalid_grant"}, 400)
            case _:
                return JSONResponse({"error": "unsupported_grant_type"}, 400)

    def _redeems(self, form: dict[str, str]) -> bool:
        uri, challenge = self._codes.pop(form.get("code", ""), ("", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return bool(uri) and uri == form.get("redirect_uri") and proof == challenge

    def _now(self) -> float:
        return self._clock.now().timestamp()


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Example API (sandbox)</title>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>Example API (sandbox)</h1>
<p>An app asks for access to the shop Molen &amp; Zee.</p>
<form method="post" action="{action}"><button type="submit">Allow</button></form>
</body></html>"""
