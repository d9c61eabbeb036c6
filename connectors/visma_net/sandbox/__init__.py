"""A simulator of Visma.net ERP: its sign-in, its two services, and what each of them does in its own way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.door import CLIENT_ID, CLIENT_SECRET, COMPANY, Door
from connectors.visma_net.sandbox.erp import Erp
from connectors.visma_net.sandbox.limits import Hour
from connectors.visma_net.sandbox.opening import fill
from connectors.visma_net.sandbox.orders import Orders
from connectors.visma_net.sandbox.refusal import Refusal, problem, told
from connectors.visma_net.sandbox.wire import as_json, body, params
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

#: What is not known of the vendor, or holds for some companies only.
SWITCHES = {
    "refusals_500": False,  # a POST that is refused fails with the status 500
    "exceptions": False,  # refusals come in the shape of an exception
    "second_in_list": False,  # the object with `records` comes as the one element of a list
    "small_pages": False,  # a page holds two records at most
    "loose_filters": False,  # a filter finds what holds its text
    "manual_numbers": False,  # a new customer must be given its number
    "local_times": False,  # times are those of the company, not UTC
    "refresh_rotates": False,  # a refresh token is worth nothing once it was used
    "status_object": True,  # the status of a single order is an object
}
Answer = Callable[[Request], Awaitable[Response]]


class Sandbox:
    """Visma.net ERP on this machine."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self.switches: dict[str, bool] = {}
        self._world = world
        self._door = Door(rates.clock, self.switches)
        self.reset()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The paths of the sign-in, of the order service and of the ERP."""
        order = "/api/v3/SalesOrders/{type}/{number}"
        return [
            Route("/connect/authorize", self._door.consent.authorize, methods=["GET", "POST"]),
            Route("/connect/token", self._door.token, methods=["POST"]),
            Route("/api/v3/SalesOrders", self._let_in(self._orders), methods=["GET", "POST"]),
            Route("/api/v3/SalesOrders/{type}", self._let_in(self._orders), methods=["GET"]),
            Route(order, self._let_in(self._order), methods=["GET", "PATCH", "DELETE"]),
            Route(f"{order}/lines", self._let_in(self._lines), methods=["GET", "POST", "PATCH", "DELETE"]),
            Route(
                "/{path:path}",
                self._let_in(self._in_erp, orders=False),
                methods=["GET", "POST", "PUT", "DELETE"],
            ),
        ]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        self.switches.clear()
        self.switches.update(SWITCHES)
        self._hour = Hour(self.rates)
        self._books = Books(self.rates.clock, self.switches)
        self._own = Orders(self._books, self.switches)
        self._erp = Erp(self._books, self.switches)
        fill(self._books, self._own, self._erp.writer, self._world)

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs, with a token of its own."""
        return {
            "tenant_id": COMPANY,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "access_token": self._door.give(),
            "base_url": f"{origin}/visma_net",
            "sales_url": f"{origin}/visma_net/api/v3",
            "auth_url": f"{origin}/visma_net",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows that are kept."""
        if resource == "sales_orders":
            return list(self._own.rows.values())
        return list(self._books.tables["items" if resource == "stock" else resource].values())

    def throttled(self, request: Request) -> Response:
        """Answer as when the hour's requests are used up."""
        del request
        return self._hour.exhausted()

    def _let_in(self, answer: Answer, *, orders: bool = True) -> Answer:
        async def answered(request: Request) -> Response:
            if refused := self._door.refusal(request, orders=orders):
                return Response(status_code=refused)
            if not self._hour.take():
                return self._hour.exhausted()
            try:
                response = await answer(request)
            except Refusal as refusal:
                response = problem(refusal) if orders else told(refusal, self.switches)
            response.headers.update(self._hour.headers())
            response.headers["Ipp-Request-Id"] = str(uuid4())
            return response

        return answered

    async def _in_erp(self, request: Request) -> Response:
        return await self._erp.answer(request)

    # The order service

    async def _orders(self, request: Request) -> Response:
        if request.method == "GET":
            return as_json(self._own.listed(params(request), request.path_params.get("type")))
        place = f"{request.url.scheme}://{request.url.netloc}/visma_net/api/v3/SalesOrders/"
        return Response(status_code=201, headers={"Location": place + self._own.create(await body(request))})

    async def _order(self, request: Request) -> Response:
        name = request.path_params["type"], request.path_params["number"]
        match request.method:
            case "GET":
                return as_json(self._own.one(*name, params(request)), {"ETag": self._own.version(*name)})
            case "PATCH":
                self._own.patch(*name, request.headers.get("if-match"), await body(request))
            case _:
                self._own.remove(*name, request.headers.get("if-match"))
                return Response(status_code=202)
        return Response(status_code=202, headers={"ETag": self._own.version(*name)})

    async def _lines(self, request: Request) -> Response:
        name = request.path_params["type"], request.path_params["number"]
        given = request.headers.get("if-match")
        match request.method:
            case "GET":
                return as_json(self._own.lines(*name, params(request)))
            case "POST":
                self._own.add_lines(*name, given, await body(request))
            case "PATCH":
                self._own.patch_lines(*name, given, await body(request))
            case _:
                ids = params(request).get("ids", "")
                self._own.remove_lines(*name, given, {int(n) for n in ids.split(",") if n.isdecimal()})
        return Response(status_code=202, headers={"ETag": self._own.version(*name)})
