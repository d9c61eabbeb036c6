"""A simulator of Visma eAccounting: sign-in, filters and pages, writes with their rules, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.eaccounting.sandbox.books import Books, Row
from connectors.eaccounting.sandbox.consent import CLIENT_ID, CLIENT_SECRET, SCOPES, Consent
from connectors.eaccounting.sandbox.doors import Doors, scopes
from connectors.eaccounting.sandbox.limits import Limits
from connectors.eaccounting.sandbox.opening import fill
from connectors.eaccounting.sandbox.refusal import (
    CONFLICT,
    NO_SCOPE,
    STARTUP,
    Refusal,
    invalid,
)
from core.documents import parse_json, write_json
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

#: What Visma is known to do, but not always, or what no document tells.
SWITCHES = (
    "conflict_409",  # a duplicate is answered with 409, not 400
    "created_200",  # a POST is answered with 200, as in 2018
    "fields_of_2018",  # no field that came later is sent
    "required_2018",  # an order needs its totals and addresses, as in 2018
    "vat_codes_as_list",  # VAT codes come without an envelope, as in 2018
    "totals_checked",  # totals of an order that do not add up are refused
    "decimals_refused",  # more decimals than a field has are refused, not rounded
    "net_price_holds",  # of two prices of an article that differ, the one without VAT holds
    "large_pages_refused",  # a page of more than 1,000 is refused, not made smaller
    "private_prices_excl_vat",  # the company shows prices to private persons without VAT
    "stock_module",  # eAccounting keeps the stock itself, and what is written of it is passed over
    "startup_unfinished",  # the company's startup guide is not completed
    "password_changed",  # refresh tokens are worth nothing any more
)


class Sandbox:
    """eAccounting on this machine, with one company."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self._consent = Consent(rates.clock)
        self.switches: dict[str, bool] = {}
        self.reset()
        self.routes = [
            Route("/connect/authorize", self._consent.authorize, methods=["GET", "POST"]),
            Route("/connect/token", self._token, methods=["POST"]),
            Route("/v2/{path:path}", self._api, methods=["GET", "POST", "PUT", "DELETE"]),
        ]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        self.switches.update(dict.fromkeys(SWITCHES, False))
        self._limits = Limits(self.rates)
        self._doors = Doors(Books(self.rates.clock), self.switches)
        fill(self._doors, self._world)

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs, with a pair of tokens of its own."""
        tokens = self._consent.give(frozenset(SCOPES.split()))
        return {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "access_token": tokens.access,
            "refresh_token": tokens.refresh,
            "base_url": f"{origin}/eaccounting/v2",
            "auth_url": f"{origin}/eaccounting",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows of a resource as they are sent."""
        return self._doors.shown(resource)

    def throttled(self, request: Request) -> Response:
        """Answer as when the calls of this minute are used up."""
        del request
        return self._limits.exhausted().response()

    async def _token(self, request: Request) -> Response:
        if self.switches["password_changed"]:
            self._consent.forget()
        return await self._consent.token(request)

    async def _api(self, request: Request) -> Response:
        path = request.path_params["path"]
        allowed = self._consent.scopes(request.headers.get("authorization", "").removeprefix("Bearer "))
        if allowed is None:
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        try:
            self._limits.take(path.split("/")[0])
            self._admit(request.method, path, allowed)
            body = await _body(request) if request.method in {"POST", "PUT"} else None
            status, answer = self._doors.answer(request.method, path, _options(request), body)
        except Refusal as refusal:
            if refusal.code == CONFLICT and self.switches["conflict_409"]:
                refusal.status = 409
            return refusal.response()
        return Response(write_json(answer), status, media_type="application/json")

    def _admit(self, method: str, path: str, allowed: frozenset[str]) -> None:
        """Refuse a company that is not ready, and an app without the scope."""
        if self.switches["startup_unfinished"]:
            raise Refusal(STARTUP, "The startup guide is not completed.")
        tail = ("", "_readonly") if method == "GET" else ("",)
        needed = [scope + end for scope in scopes(path) for end in tail]
        if needed and not allowed & set(needed):
            raise Refusal(NO_SCOPE, f"The client has no access to the scopes {', '.join(needed)}.")


def _options(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))


async def _body(request: Request) -> Any:
    content = await request.body()
    try:
        return parse_json(content.decode()) if content.strip() else None
    except ValueError:
        raise invalid(("body", "The body is not valid JSON.")) from None
