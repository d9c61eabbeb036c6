"""AccountView's sign-in: a consent page, single-use codes, and refresh tokens that change with each use."""

from __future__ import annotations

import html
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from core.sandbox.rates import Clock

CLIENT_ID, CLIENT_SECRET = "sandbox-accountview-app", "sandbox-accountview-secret"
SCOPES = {"readaccountviewdata", "updateaccountviewdata", "deleteaccountviewdata"}
LIFETIME, CODE_LIFETIME = 3600, 300


@dataclass(frozen=True, slots=True)
class Code:
    """What a consent hands over once: to which address, for which rights, and when."""

    redirect_uri: str
    scope: str
    given: float


class Consent:
    """The authorisation server; `told`: whether an answer says how long its token lives."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codes: dict[str, Code] = {}
        self._access: dict[str, tuple[float, str]] = {}
        self._refresh: dict[str, str] = {}
        self.told = False

    def give(self, scope: str) -> dict[str, str]:
        """Give a pair of tokens with these rights."""
        access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._access[access] = (self._now(), scope)
        self._refresh[refresh] = scope
        made = {"access_token": access, "token_type": "bearer", "refresh_token": refresh, "scope": scope}
        return made | ({"expires_in": str(LIFETIME)} if self.told else {})

    def rights(self, access: str) -> set[str]:
        """Tell what a token allows; nothing when it is not, or no longer, known."""
        given, scope = self._access.get(access, (0.0, ""))
        return set(scope.split()) if self._now() - given < LIFETIME else set()

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def authorize(self, request: Request) -> Response:
        """Ask for consent; with `sandbox_consent=auto`, or once Allow is pressed, give the code."""
        asked = dict(request.query_params)
        uri, scope = asked.get("redirect_uri", ""), asked.get("scope", "")
        known = asked.get("client_id") == CLIENT_ID and asked.get("response_type") == "code"
        if not known or not uri or not set(scope.split()) <= SCOPES or not scope:
            return HTMLResponse("<h1>Invalid request</h1><p>Unknown client, address or scope.</p>", 400)
        if request.method == "GET" and asked.get("sandbox_consent") != "auto":
            return HTMLResponse(_PAGE.format(action=html.escape(f"?{request.url.query}", quote=True)))
        code = secrets.token_urlsafe(16) + "/+="  # codes hold characters that must be encoded
        self._codes[code] = Code(uri, scope, self._now())
        answer = {"code": code} | ({"state": asked["state"]} if "state" in asked else {})
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urlencode(answer), 302)

    async def token(self, request: Request) -> Response:
        """Exchange a code or a refresh token for a new pair; the app's name and secret stand in the body."""
        request.state.write = False
        form = dict(parse_qsl((await request.body()).decode("latin-1")))
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return _no("invalid_client")
        match form.get("grant_type"):
            case "authorization_code":
                code = self._codes.pop(form.get("code", ""), None)
                late = code is not None and self._now() - code.given > CODE_LIFETIME
                if code is None or late or form.get("redirect_uri") != code.redirect_uri:
                    return _no("invalid_grant")
                return JSONResponse(self.give(code.scope))
            case "refresh_token":
                scope = self._refresh.pop(form.get("refresh_token", ""), None)
                return JSONResponse(self.give(scope)) if scope else _no("invalid_grant")
            case _:
                return _no("unsupported_grant_type")


def _no(error: str) -> Response:
    return JSONResponse({"error": error}, 400)


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>AccountView.net (sandbox)</title>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>AccountView.net (sandbox)</h1>
<p>An app asks to read and change your companies' data.</p>
<form method="post" action="{action}"><button type="submit">Allow</button></form>
</body></html>"""
