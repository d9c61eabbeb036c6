"""A simulator of Exact Online: sign-in, OData reads, writes with their business rules, limits."""

from __future__ import annotations

import re
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.exact_online.sandbox.books import ENTITIES, LINES, Books, Keys, Row
from connectors.exact_online.sandbox.consent import CLIENT_ID, CLIENT_SECRET, Consent
from connectors.exact_online.sandbox.functions import FUNCTIONS
from connectors.exact_online.sandbox.limits import Limits
from connectors.exact_online.sandbox.opening import bare, fill
from connectors.exact_online.sandbox.pictures import PATH, Pictures
from connectors.exact_online.sandbox.reading import BULK_PAGE, Reader, View, atom, read_query
from connectors.exact_online.sandbox.refusal import STREAM, Refusal
from connectors.exact_online.sandbox.webhooks import SUBSCRIPTIONS, TOPICS, Webhooks
from connectors.exact_online.sandbox.writing import Writer
from core.documents import parse_json, write_json
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

MAIN, OTHER = 123456, 654321
_NAMES = {MAIN: "Molen & Zee B.V.", OTHER: "Another company B.V."}
_SYNC = {
    "sync/Logistics/Items": "items",
    "sync/Logistics/SalesItemPrices": "sales_item_prices",
    "sync/CRM/Accounts": "accounts",
    "sync/CRM/Contacts": "contacts",
    "sync/CRM/Addresses": "addresses",
    "sync/SalesOrder/SalesOrderHeaders": "sales_orders",
    "sync/SalesOrder/SalesOrderLines": "sales_order_lines",
    "sync/Financial/GLAccounts": "gl_accounts",
    "sync/Inventory/ItemWarehouses": "stock",
}
_BULK = {
    "bulk/Logistics/Items": "items",
    "bulk/CRM/Accounts": "accounts",
    "bulk/SalesOrder/SalesOrders": "sales_orders",
    "bulk/SalesOrder/SalesOrderLines": "sales_order_lines",
    "bulk/SalesInvoice/SalesInvoices": "sales_invoices",
    "bulk/Financial/GLAccounts": "gl_accounts",
}
VIEWS = {
    **{entity.path: View(entity, entity.path) for entity in ENTITIES.values()},
    **{path: View(ENTITIES[name], path, BULK_PAGE) for path, name in _BULK.items()},
    **{path: View(ENTITIES[name], path, BULK_PAGE, sync=True) for path, name in _SYNC.items()},
}
_TARGET = re.compile(r"(?P<path>[\w/]+?)(\((guid)?'?(?P<key>[^')]*)'?\))?/?")
_VERBS = {"GET": "G", "POST": "P", "PUT": "U", "DELETE": "D"}


class Sandbox:
    """Exact Online on this machine."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self._consent = Consent(rates.clock)
        self._users = count(1)
        self._webhooks, self._pictures = Webhooks(), Pictures(self._consent)
        self.reset()
        self.routes = [
            Route("/api/oauth2/auth", self._consent.authorize, methods=["GET", "POST"]),
            Route("/api/oauth2/token", self._consent.token, methods=["POST"]),
            Route(PATH, self._pictures.show, methods=["GET"]),
            Route("/api/v1/{division}/{target:path}", self._api, methods=list(_VERBS)),
        ]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        keys = Keys()
        self._webhooks.reset()
        #: demand a filter on items and accounts; block the app after more than ten errors in an hour
        self.switches = {"mandatory_filter": False, "error_velocity": False}
        self._limits = {division: Limits(self.rates) for division in _NAMES}
        self._books = {division: Books(division, keys, self.rates.clock) for division in _NAMES}
        fill(self._books[MAIN], self._world)
        self._pictures.reset(self._books[MAIN], self._world)
        bare(self._books[OTHER])
        for books in self._books.values():
            for division, name in _NAMES.items():
                row = {"Code": division, "Description": name, "HID": division, "Main": division == MAIN}
                books.store("divisions", row | {"Country": "NL", "Currency": "EUR", "Status": 1})

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs, with tokens of a user of its own."""
        tokens = self._consent.give(f"user-{next(self._users)}")
        return {
            "country": "nl",
            "division": str(MAIN),
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "access_token": tokens.access,
            "refresh_token": tokens.refresh,
            "base_url": f"{origin}/exact_online/api/v1/{MAIN}",
            "auth_url": f"{origin}/exact_online",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows of the main administration: ISO times, codes without padding, lines inside."""
        books = self._books[MAIN]
        if resource in {"pictures", "item_pictures"}:
            return self._pictures.stored(self.stored("items"))
        table = books.tables["sales_item_prices" if resource == "item_prices" else resource]
        if not table.entity.lines:
            return [_shown(row) for row in table.rows.values()]
        lines = books.tables[LINES[table.entity.lines]]
        return [
            {
                **_shown(row),
                table.entity.lines: [_shown(line) for line in lines.having(lines.entity.owner, key)],
            }
            for key, row in table.rows.items()
        ]

    def throttled(self, request: Request) -> Response:
        """Answer as Exact does when the minute's calls are used up: no body, only that limit's headers."""
        division = request.url.path.removeprefix("/exact_online").split("/")[3:4]
        limits = self._limits.get(int(division[0]) if division and division[0].isdecimal() else MAIN)
        return (limits or self._limits[MAIN]).exhausted()

    async def _api(self, request: Request) -> Response:
        if not self._consent.valid(request.headers.get("authorization", "").removeprefix("Bearer ")):
            self._limits[MAIN].note(401)
            return Response(status_code=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        named = request.path_params["division"]
        division = MAIN if named == "current" else int(named) if named.isdecimal() else 0
        if division not in self._books:
            return Refusal(403, "Forbidden - you have no rights to this division.").response()
        limits = self._limits[division]
        if self.switches["error_velocity"] and limits.blocked():
            return Response(status_code=429)
        refused = limits.refusal()
        if refused:
            return refused
        try:
            response = await self._answer(request, division)
        except Refusal as refusal:
            response = refusal.response()
        limits.note(response.status_code)
        response.headers.update(limits.headers())
        return response

    async def _answer(self, request: Request, division: int) -> Response:
        target = _TARGET.fullmatch(request.path_params["target"])
        if not target:
            raise Refusal(404, "Not found")
        path, key, books = target["path"], target["key"], self._books[division]
        root = f"{request.url.scheme}://{request.url.netloc}/exact_online/api/v1/{division}"
        if request.method == "GET" and path in FUNCTIONS:
            return _shaped(FUNCTIONS[path](books, _options(request)), request)
        if path in (SUBSCRIPTIONS, TOPICS):
            return await self._subscribed(request, books, path, key or "", root)
        view = VIEWS.get(path)
        if view is None or _VERBS[request.method] not in ("G" if view.sync else view.entity.verbs):
            raise Refusal(404 if view is None else 405, "Not found" if view is None else "Method not allowed")
        if request.method == "GET":
            return _shaped(self._read(Reader(books, root), view, key, request), request)
        return await self._written(request, books, view, (key or "").lower(), root)

    async def _written(self, request: Request, books: Books, view: View, key: str, root: str) -> Response:
        """Write, and tell those who asked to be told of it."""
        writer, name = Writer(books, self._books), view.entity.name
        if request.method == "POST":
            row = writer.create(name, await _payload(request))
            self._webhooks.tell(books, self._webhooks.about(view.entity, row), root)
            whole = "return=representation" in request.headers.get("prefer", "")
            made = Reader(books, root).wire(row, view)
            return _shaped({"d": made if whole else _bare(made, view.entity.key)}, request, 201)
        about = self._webhooks.about(view.entity, books.tables[name].rows.get(key))
        if request.method == "PUT":
            payload, picture = self._pictures.taken(await _payload(request))
            writer.change(name, key, payload)
            self._pictures.keep(books, key, payload, picture)
        else:
            writer.remove(name, key)
        gone = request.method == "DELETE" and not view.entity.owner
        self._webhooks.tell(books, about, root, gone=gone)
        return Response(status_code=204)

    async def _subscribed(self, request: Request, books: Books, path: str, key: str, root: str) -> Response:
        """Answer what is asked or said of who is told of changes."""
        if request.method == "GET":
            return _shaped(self._webhooks.listed(books, path, key, root), request)
        if path == TOPICS or request.method == "PUT":
            raise Refusal(405, "Method not allowed")
        if request.method == "DELETE":
            self._webhooks.unsubscribe(books, key)
            return Response(status_code=204)
        return _shaped(await self._webhooks.subscribe(books, await _payload(request), root), request, 201)

    def _read(self, reader: Reader, view: View, key: str | None, request: Request) -> dict[str, Any]:
        options = _options(request)
        if key is None:
            query = read_query(options, view, demanding=self.switches["mandatory_filter"])
            return reader.page(view, query, options)
        return reader.one(view, key, options)


def _options(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))


async def _payload(request: Request) -> Any:
    try:
        return parse_json((await request.body()).decode())
    except ValueError:
        raise Refusal(400, f"{STREAM} The request should be a valid top-level resource object.") from None


def _bare(row: Row, key: str) -> Row:
    """Leave out all but the key, as Exact answers a POST that does not ask for more."""
    return {name: value if name in {key, "__metadata"} else None for name, value in row.items()}


def _shaped(answer: dict[str, Any], request: Request, status: int = 200) -> Response:
    asked = request.headers.get("accept", "") + _options(request).get("$format", "")
    if "json" in asked:
        return Response(write_json(answer), status, media_type="application/json")
    return Response(atom(answer), status, media_type="application/atom+xml")


def _shown(row: Row) -> Row:
    return {
        name: value.isoformat() + "Z"
        if isinstance(value, date)
        else value.strip()
        if name == "Code" and isinstance(value, str)
        else value
        for name, value in row.items()
        if name != "Timestamp"
    }
