"""A simulated shop with the Admin API of Shopify, in GraphQL and in REST, in its own words and limits."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from connectors.shopify.sandbox.cost import Bucket
from connectors.shopify.sandbox.door import Door
from connectors.shopify.sandbox.files import SHOWN, STAGED
from connectors.shopify.sandbox.graph import Graph, Prepared, rows_found
from connectors.shopify.sandbox.pricing import LISTS, listed
from connectors.shopify.sandbox.rest import KINDS, Reading, answer
from connectors.shopify.sandbox.webhooks import TellingShop
from core.sandbox.rates import Rates
from core.sandbox.world import World

#: The versions that are served.
VERSIONS = {"2026-01", "2026-04", "2026-07", "2026-10"}
_REST_BUCKET, _REST_RESTORED = 40, 2
_STORED = {
    "orders": "Order",
    "products": "Product",
    "variants": "ProductVariant",
    "families": "Product",
    "collections": "Collection",
    "customers": "Customer",
    "stock": "InventoryItem",
    "locations": "Location",
    "shipments": "Order",
    "open_orders": "Order",
    "rest_orders": "Order",
    "rest_products": "Product",
    "rest_customers": "Customer",
}
_NOT_FOUND = {"errors": "Not Found"}
_NO_TOKEN = {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}
Handler = Callable[[Request], Awaitable[Response]]


class Sandbox:
    """The shop behind its routes: who may in, how often, and what is answered."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._shop, self._door = TellingShop(world, rates.clock), Door(rates.clock)
        self._graph, self._reading = Graph(self._shop), Reading(self._shop)
        self.switches: dict[str, bool] = {}
        self._fill_buckets()

    def _fill_buckets(self) -> None:
        self._points, self._calls, self._calls_at = Bucket(self.rates), 0.0, self.rates.clock.now()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The paths of the Admin API and of its door."""
        api = "/admin/api/{version}"
        return [
            Route("/admin/oauth/access_token", self._door.grant, methods=["POST"]),
            Route("/admin/oauth/authorize", self._door.consent, methods=["GET"]),
            Route(STAGED, self._shop.files.take, methods=["POST"]),
            Route(SHOWN, self._shop.files.show, methods=["GET"]),
            Route(f"{api}/graphql.json", self._let_in(self._asked), methods=["POST"]),
            Route(f"{api}/{{name}}.json", self._let_in(self._listed), methods=["GET"]),
            Route(f"{api}/{{name}}/count.json", self._let_in(self._counted), methods=["GET"]),
            Route(f"{api}/{{name}}/{{number}}.json", self._let_in(self._one), methods=["GET"]),
        ]

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs to reach the shop."""
        base = f"{origin}/shopify"
        own = {"shop": "demo-shop", "base_url": f"{base}/admin/api/2026-10", "auth_url": base}
        return own | self._door.credentials()

    def stored(self, resource: str) -> list[dict[str, Any]]:
        """Show what the shop keeps of a resource."""
        if resource in LISTS:
            return listed(self._shop, resource)
        if resource in {"pictures", "product_pictures"}:
            return self._shop.files.stored(self._shop, resource)
        rows = list(self._shop.kinds[_STORED[resource]].values())
        if resource == "shipments":
            return [{**sent, "order": row["name"]} for row in rows for sent in row["fulfillments"]]
        if resource != "stock":
            return rows
        return [
            {
                **row,
                "available": sum(level["available"] for level in row["levels"].values()),
                "levels": [{"location_id": place, **level} for place, level in row["levels"].items()],
            }
            for row in rows
        ]

    def reset(self) -> None:
        """Start over; whoever was let in stays so."""
        self.switches = {}
        self._shop.reset()
        self._reading = Reading(self._shop)
        self._fill_buckets()

    def throttled(self, request: Request) -> Response:
        """Answer a client that asks too often, in GraphQL or in REST."""
        if request.url.path.endswith("graphql.json"):
            self._points.empty()
            return answer(self._too_dear(0))
        return answer(
            {"errors": "Exceeded 2 calls per second for api client. Reduce request rates to resume"},
            429,
            {"Retry-After": "2.0", "X-Shopify-Shop-Api-Call-Limit": f"{_REST_BUCKET}/{_REST_BUCKET}"},
        )

    def _let_in(self, handler: Handler) -> Handler:
        async def asked(request: Request) -> Response:
            if request.path_params["version"] not in VERSIONS:
                return answer(_NOT_FOUND, 404)
            if not self._door.opens(request.headers.get("x-shopify-access-token", "")):
                return answer(_NO_TOKEN, 401)
            self._shop.files.reached(f"{request.url.scheme}://{request.url.netloc}/shopify")
            reply = await handler(request)
            reply.headers["X-Shopify-API-Version"] = request.path_params["version"]
            return reply

        return asked

    async def _asked(self, request: Request) -> Response:
        try:
            body = json.loads(await request.body())  # its fractions are floats, as graphql-core wants them
            text, variables = str(body["query"]), body.get("variables") or {}
        except (ValueError, KeyError, TypeError):
            return answer({"errors": {"query": "Required parameter missing or invalid"}}, 400)
        ready = self._graph.prepared(text, body.get("operationName"))
        request.state.write = isinstance(ready, Prepared) and ready.writes
        if not isinstance(ready, Prepared):
            return answer({"errors": [error.formatted for error in ready]})
        asked_for = ready.price.of(variables)
        if not self._points.take(asked_for):
            return answer(self._too_dear(asked_for))
        reply = self._graph.carry_out(ready, variables, asked_for)
        self._shop.tell(request.path_params["version"])
        spent = ready.price.of(variables, rows_found(reply.get("data"))) if reply.get("data") else 0
        self._points.take(spent - asked_for)
        cost = {"requestedQueryCost": asked_for, "actualQueryCost": spent}
        return answer({**reply, "extensions": {"cost": {**cost, "throttleStatus": self._points.status()}}})

    def _too_dear(self, cost: int) -> dict[str, Any]:
        said = {"requestedQueryCost": cost, "actualQueryCost": None, "throttleStatus": self._points.status()}
        error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
        return {"errors": [error], "extensions": {"cost": said}}

    def _called(self) -> bool:
        """Count a REST call in the leaky bucket; whether there was room."""
        now = self.rates.clock.now()
        leaked = (now - self._calls_at).total_seconds() * self.rates.of(_REST_RESTORED)
        self._calls, self._calls_at = max(0.0, self._calls - leaked), now
        room = self._calls + 1 <= self.rates.of(_REST_BUCKET)
        self._calls += room
        return room

    def _rest(self, request: Request, answered: Callable[[Request, str], Response]) -> Response:
        name = request.path_params["name"]
        if name not in KINDS:
            return answer(_NOT_FOUND, 404)
        if not self._called():
            return self.throttled(request)
        reply = answered(request, name)
        used = min(int(self._calls) or 1, self.rates.of(_REST_BUCKET))
        reply.headers["X-Shopify-Shop-Api-Call-Limit"] = f"{used}/{self.rates.of(_REST_BUCKET)}"
        return reply

    async def _listed(self, request: Request) -> Response:
        return self._rest(request, self._reading.listed)

    async def _counted(self, request: Request) -> Response:
        return self._rest(request, self._reading.counted)

    async def _one(self, request: Request) -> Response:
        number = request.path_params["number"]
        return self._rest(request, lambda asked, name: self._reading.one(asked, name, number))
