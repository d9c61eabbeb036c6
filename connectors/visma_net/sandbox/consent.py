"""The page on which a person lets an app into the company, and the code that is given for it once."""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.sandbox.rates import Clock

_LIFETIME = 300


@dataclass(frozen=True, slots=True)
class Code:
    """What a consent hands over: its rights, the address it is for, the challenge, and when it was given."""

    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    given: float


class Consent:
    """Asks a person, and knows which codes were given for it."""

    def __init__(self, clock: Clock, client_id: str, known: set[str]) -> None:
        self._clock, self._client_id, self._known = clock, client_id, known
        self._codes: dict[str, Code] = {}

    async def authorize(self, request: Request) -> Response:
        """Ask for consent; with `sandbox_consent=auto`, or once Allow is pressed, give the code."""
        asked = dict(request.query_params)
        uri, scopes = asked.get("redirect_uri", ""), frozenset(asked.get("scope", "").split())
        right = asked.get("client_id") == self._client_id and asked.get("response_type") == "code"
        if not right or not uri.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            return HTMLResponse("<h1>Sorry, there was an error: invalid_request</h1>", 400)
        if not scopes or not scopes <= self._known:
            return HTMLResponse("<h1>Sorry, there was an error: invalid_scope</h1>", 400)
        if request.method == "GET" and asked.get("sandbox_consent") != "auto":
            return HTMLResponse(_PAGE.format(action=html.escape(f"?{request.url.query}", quote=True)))
        code = secrets.token_hex(16)
        challenge = asked.get("code_challenge", "")
        self._codes[code] = Code(scopes, uri, challenge, self._clock.now().timestamp())
        answer = {"code": code} | ({"state": asked["state"]} if "state" in asked else {})
        return RedirectResponse(uri + ("&" if "?" in uri else "?") + urlencode(answer), 302)

    def redeem(self, form: dict[str, str]) -> frozenset[str] | None:
        """Give the rights of a code, once; None when it is not good."""
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or self._clock.now().timestamp() - code.given > _LIFETIME:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        made = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = not code.challenge or secrets.compare_digest(made, code.challenge)
        return code.scopes if known and form.get("redirect_uri") == code.redirect_uri else None


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Visma.net ERP (sandbox)</title>
<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">
<h1>Visma.net ERP (sandbox)</h1>
<p>An app asks for access to the company Molen &amp; Zee.</p>
<form method="post" action="{action}"><button type="submit">Allow</button></form>
</body></html>"""
