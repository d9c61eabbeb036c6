"""The sign-in of Visma Connect: tokens of an hour for a service app, of one company and with its rights."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from connectors.visma_net.sandbox.consent import Consent
from core.sandbox.rates import Clock

CLIENT_ID, CLIENT_SECRET = "isv_koppel_sandbox", "sandbox-client-secret"
#: The company, and the customer above it: a token for the latter is given, and then refused everywhere.
COMPANY, CUSTOMER = "0b5b6c1e-7a35-11f0-8de9-0242ac120002", "5f1d2c9a-7a35-11f0-8de9-0242ac120002"
#: The number by which older apps choose the company in a header.
COMPANY_ID = "1234567"
LIFETIME = 3_600
ERP, ORDERS = "vismanet_erp_service_api:", "visma.net.erp.salesorder:"
SCOPES = {f"{ERP}{right}" for right in ("read", "create", "update", "delete")} | {
    f"{ORDERS}{right}" for right in ("read", "write")
}
#: What a person must allow besides for a token that can be renewed.
OFFLINE = "offline_access"
_RIGHTS = {"GET": "read", "POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "delete"}


@dataclass(frozen=True, slots=True)
class Token:
    """What a token opens: whose it is ("": that stands in a header), its rights, and until when."""

    tenant: str
    scopes: frozenset[str]
    until: float


class Door:
    """Gives tokens for the app's secret, and knows what each of them opens."""

    def __init__(self, clock: Clock, switches: Mapping[str, bool]) -> None:
        self._clock, self._switches = clock, switches
        self._tokens: dict[str, Token] = {}
        self._refresh: dict[str, frozenset[str]] = {}
        self.consent = Consent(clock, CLIENT_ID, SCOPES | {OFFLINE})

    def give(self, tenant: str = COMPANY, scopes: frozenset[str] = frozenset(SCOPES)) -> str:
        """Give a token for a company."""
        made = secrets.token_urlsafe(48)
        self._tokens[made] = Token(tenant, scopes, self._clock.now().timestamp() + LIFETIME)
        return made

    def refusal(self, request: Request, *, orders: bool = False) -> int:
        """Tell with which status a request is refused at the door; 0 when it may go on."""
        token = self._tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if token is None or self._clock.now().timestamp() >= token.until:
            return 401
        chosen = token.tenant == COMPANY or (not token.tenant and "ipp-company-id" in request.headers)
        if not chosen:
            return 401
        right = "read" if request.method == "GET" else "write" if orders else _RIGHTS[request.method]
        return 0 if f"{ORDERS if orders else ERP}{right}" in token.scopes else 403

    async def token(self, request: Request) -> Response:
        """Answer a request for a token: a form with the app's name and secret, and how it is asked for."""
        request.state.write = False
        form = dict(parse_qsl((await request.body()).decode("latin-1")))
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return _no("invalid_client")
        match form.get("grant_type"):
            case "client_credentials":
                return self._service(form)
            case "authorization_code":
                return self._redeemed(form)
            case "refresh_token":
                return self._refreshed(form.get("refresh_token", ""))
            case _:
                return _no("unsupported_grant_type")

    def _service(self, form: dict[str, str]) -> Response:
        asked = frozenset(form.get("scope", "").split()) or frozenset(SCOPES)
        tenant = form.get("tenant_id", "")
        if not asked <= SCOPES:
            return _no("invalid_scope")
        if tenant not in {"", COMPANY, CUSTOMER}:
            return _no("invalid_request", "tenant_id is not one of this app's tenants")
        return self._given(tenant, asked)

    def _redeemed(self, form: dict[str, str]) -> Response:
        scopes = self.consent.redeem(form)
        return _no("invalid_grant") if scopes is None else self._with_refresh(scopes)

    def _refreshed(self, refresh: str) -> Response:
        scopes = self._refresh.get(refresh)
        if self._switches["refresh_rotates"]:
            self._refresh.pop(refresh, None)
        return _no("invalid_grant") if scopes is None else self._with_refresh(scopes, refresh)

    def _with_refresh(self, scopes: frozenset[str], last: str = "") -> Response:
        """Give a token of a person's consent, with what it is renewed by where that was asked for."""
        if OFFLINE not in scopes:
            return self._given(COMPANY, scopes)
        refresh = last if last in self._refresh else secrets.token_hex(32)
        self._refresh[refresh] = scopes
        return self._given(COMPANY, scopes, {"refresh_token": refresh})

    def _given(self, tenant: str, scopes: frozenset[str], more: dict[str, str] | None = None) -> Response:
        told = {"expires_in": LIFETIME, "token_type": "Bearer", "scope": " ".join(sorted(scopes))}
        return JSONResponse({"access_token": self.give(tenant, scopes), **told, **(more or {})})


def _no(error: str, why: str = "") -> Response:
    return JSONResponse({"error": error} | ({"error_description": why} if why else {}), 400)
