"""The door of the simulated shop: which tokens open it, how they are given, and how long they last."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from connectors.shopify.sandbox.rest import answer
from core.documents import parse_json
from core.sandbox.rates import Clock

CLIENT_ID, CLIENT_SECRET = "sandbox-shop-app", "shpss_sandbox"
OWN_APP, OFFLINE = timedelta(hours=24), timedelta(minutes=60)
_SCOPE = (
    "read_orders,write_orders,read_products,write_products,read_customers,write_customers,write_inventory"
)


@dataclass(slots=True)
class Token:
    """One access token: until when it opens the door (None: for ever)."""

    until: datetime | None


class Door:
    """Gives tokens for a secret, a consent or a refresh token, and knows which of them are good."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, Token] = {}
        self._refresh: dict[str, str] = {}
        self._codes: set[str] = set()

    def opens(self, token: str) -> bool:
        """Whether a token opens the door now."""
        known = self._tokens.get(token)
        return known is not None and (known.until is None or self._clock.now() < known.until)

    def credentials(self) -> dict[str, str]:
        """Give an app's credentials, a token that does not end, and a refresh token for those that do."""
        fixed = self._token(None)
        return {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "access_token": fixed,
            "refresh_token": self._expiring()["refresh_token"],
        }

    def _token(self, life: timedelta | None) -> str:
        made = "shpat_" + secrets.token_hex(16)
        self._tokens[made] = Token(self._clock.now() + life if life else None)
        return made

    def _expiring(self) -> dict[str, Any]:
        """Give a token of an hour with the refresh token that ends with its use."""
        access, refresh = self._token(OFFLINE), "shprt_" + secrets.token_hex(16)
        self._refresh[refresh] = access
        return {
            "access_token": access,
            "scope": _SCOPE,
            "expires_in": int(OFFLINE.total_seconds()),
            "refresh_token": refresh,
            "refresh_token_expires_in": 7_776_000,
        }

    async def grant(self, request: Request) -> Response:
        """Answer a request for a token."""
        request.state.write = False
        asked = await _asked(request)
        if asked is None:
            return _no("invalid_request", "The request body could not be read.")
        if asked.get("client_id") != CLIENT_ID or not hmac.compare_digest(
            str(asked.get("client_secret")), CLIENT_SECRET
        ):
            return _no("application_cannot_be_found", "The client credentials are not those of an app.")
        match asked.get("grant_type", "authorization_code" if "code" in asked else ""):
            case "client_credentials":
                life = int(OWN_APP.total_seconds()) - 1
                return answer({"access_token": self._token(OWN_APP), "scope": _SCOPE, "expires_in": life})
            case "refresh_token":
                return self._refreshed(str(asked.get("refresh_token")))
            case "authorization_code":
                return self._redeemed(asked)
            case _:
                return _no("unsupported_grant_type", "This grant is not known.")

    def _refreshed(self, token: str) -> Response:
        old = self._refresh.pop(token, None)
        if old is None:
            return _no("invalid_grant", "The refresh token is not known, or was used before.")
        self._tokens.pop(old, None)
        return answer(self._expiring())

    def _redeemed(self, asked: dict[str, Any]) -> Response:
        code = str(asked.get("code"))
        if code not in self._codes:
            return _no("invalid_request", "The authorization code was not found or was already used.")
        self._codes.discard(code)
        if str(asked.get("expiring", "1")) == "0":
            return answer({"access_token": self._token(None), "scope": _SCOPE})
        return answer(self._expiring())

    async def consent(self, request: Request) -> Response:
        """Ask a person whether the app may in; at once when the query says that nobody need be asked."""
        query = dict(request.query_params)
        if query.get("client_id") != CLIENT_ID or not query.get("redirect_uri"):
            return HTMLResponse("<h1>Oauth error invalid_request</h1>", 400)
        if query.pop("sandbox_consent", None) == "auto":
            return self._allowed(query)
        again = escape(f"?{urlencode({**query, 'sandbox_consent': 'auto'})}")
        return HTMLResponse(
            f'<h1>Install the app</h1><p>It may read and write.</p><a href="{again}">Allow</a>'
        )

    def _allowed(self, query: dict[str, str]) -> Response:
        code = secrets.token_hex(16)
        self._codes.add(code)
        told = {"code": code, "shop": "demo-shop.myshopify.com", "state": query.get("state", "")}
        told["timestamp"] = str(int(self._clock.now().timestamp()))
        message = "&".join(f"{name}={value}" for name, value in sorted(told.items()))
        told["hmac"] = hmac.new(CLIENT_SECRET.encode(), message.encode(), hashlib.sha256).hexdigest()
        mark = "&" if "?" in query["redirect_uri"] else "?"
        return RedirectResponse(query["redirect_uri"] + mark + urlencode(told), 302)


async def _asked(request: Request) -> dict[str, Any] | None:
    """Read a token request, which may be JSON or a form."""
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl((await request.body()).decode()))
    try:
        read = parse_json((await request.body()).decode())
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _no(code: str, words: str) -> Response:
    return answer({"error": code, "error_description": words}, 400)
