"""Three small APIs in three usual styles, over the same books: what declared systems are tried against.

`desk`: pages by number, records wrapped in their name. `stream`: a cursor in the answer, bare bodies, and a
`Location` after a write. `shelf`: bare lists with a Link header, by offset, or with the next link beside.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.rest.sandbox.books import KEYS, KINDS, Books, Row
from connectors.rest.sandbox.doors import API_KEY, CLIENT_ID, CLIENT_SECRET, PASSWORD, USER, Doors
from core.documents import parse_json, write_json
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

#: What an API does that nobody declared: some do so by carelessness, some on purpose.
SWITCHES = (
    "short_pages",  # an answer holds fewer records than were asked for, long before the last
    "next_elsewhere",  # the next link leads to another host
    "echoes",  # every record repeats the request's credential
    "refusals_200",  # a refusal has status 200 and an `error` in its body
    "rounds",  # the next page is the first one again
)
_MOST = 50
#: What narrows a list down besides the record's own fields.
_PAGING = {"page", "per_page", "cursor", "limit", "offset", "updated_since"}
_SINGULAR = {"customers": "customer", "products": "product", "orders": "order", "invoices": "invoice"}


class Sandbox:
    """The three styles on this machine, with one shop's trade."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self._doors = Doors(rates.clock)
        self.switches: dict[str, bool] = {}
        self.reset()
        ways: list[tuple[str, Callable[[Request], Any], list[str]]] = [
            ("/openapi.yaml", self._openapi, ["GET"]),
            ("/oauth/authorize", self._doors.authorize, ["GET", "POST"]),
            ("/oauth/token", self._doors.token, ["POST"]),
            ("/{style}/{kind}", self._list, ["GET"]),
            ("/{style}/{kind}", self._create, ["POST"]),
            ("/{style}/{kind}/{key:path}", self._one, ["GET"]),
            ("/{style}/{kind}/{key:path}", self._change, ["PUT", "PATCH"]),
        ]
        self.routes = [Route(path, endpoint, methods=methods) for path, endpoint, methods in ways]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        self.switches.update(dict.fromkeys(SWITCHES, False))
        self._books = Books(self._world, self.rates.clock)

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs: every way in at once, of which it takes the first."""
        return {
            "api_key": API_KEY,
            "user": USER,
            "password": PASSWORD,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "base_url": f"{origin}/rest",
            "auth_url": f"{origin}/rest",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows of a kind."""
        return self._books.all(resource)

    def throttled(self, request: Request) -> Response:
        """Answer as when too much was asked."""
        del request
        return _json({"message": "Too many requests."}, 429, {"Retry-After": "1"})

    async def _openapi(self, request: Request) -> Response:
        del request
        text = (resources.files(__name__) / "openapi.yaml").read_text(encoding="utf-8")
        return Response(text, media_type="application/yaml")

    async def _list(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        kind, asked = request.path_params["kind"], dict(request.query_params)
        rows = [row for row in self._books.all(kind) if _wanted(row, asked)]
        if self.switches["echoes"]:
            rows = [{**row, "note": request.headers.get("x-api-key", "")} for row in rows]
        return self._page(request, request.path_params["style"], kind, rows, asked)

    def _page(
        self, request: Request, style: str, kind: str, rows: list[Row], asked: dict[str, str]
    ) -> Response:
        size = min(_number(asked.get("per_page") or asked.get("limit"), 20) or 20, _MOST)
        size = max(size // 2, 1) if self.switches["short_pages"] else size
        if style == "desk":
            page, pages = max(_number(asked.get("page"), 1), 1), max(-(-len(rows) // size), 1)
            part = rows[(page - 1) * size : page * size]
            return _json({kind: part, "meta": {"page": page, "pages": pages, "total": len(rows)}})
        begin = _number(asked.get("cursor", "").removeprefix("c") or asked.get("offset"), 0)
        part, end = rows[begin : begin + size], begin + size
        goes_on = end < len(rows)
        end = 0 if self.switches["rounds"] else end
        if style == "stream":
            return _json({"items": part, "next_cursor": f"c{end}" if goes_on else None})
        root = f"{request.url.scheme}://{request.url.netloc}"
        root = "https://elsewhere.example" if self.switches["next_elsewhere"] else root
        rest = {name: value for name, value in asked.items() if name not in {"offset", "cursor"}}
        query = "&".join(f"{name}={value}" for name, value in {**rest, "cursor": f"c{end}"}.items())
        link = f"{root}{request.url.path}?{query}"
        if kind == "invoices":
            return _json({"value": part, "links": {"next": link if goes_on else None}})
        if kind == "stock":
            return _json({"data": part, "total": len(rows)})
        return _json(part, 200, {"Link": f'<{link}>; rel="next"'} if goes_on else {})

    async def _one(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        kind, style = request.path_params["kind"], request.path_params["style"]
        row = self._books.rows[kind].get(request.path_params["key"])
        return _json({"message": "Not found."}, 404) if row is None else self._shown(style, kind, row)

    async def _create(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        kind, style = request.path_params["kind"], request.path_params["style"]
        payload, wrong = await self._read(request, style, kind, creating=True)
        if wrong:
            return self._no(wrong)
        row = self._books.create(kind, payload, request.headers.get("idempotency-key", ""))
        if style == "stream":
            return Response(status_code=201, headers={"Location": f"{request.url.path}/{row['id']}"})
        return self._shown(style, kind, row, 201)

    async def _change(self, request: Request) -> Response:
        if refused := self._refused(request):
            return refused
        kind, style = request.path_params["kind"], request.path_params["style"]
        payload, wrong = await self._read(request, style, kind, creating=False)
        if wrong:
            return self._no(wrong)
        whole = request.method == "PUT"
        row = self._books.change(kind, request.path_params["key"], payload, whole=whole)
        return _json({"message": "Not found."}, 404) if row is None else self._shown(style, kind, row)

    def _refused(self, request: Request) -> Response | None:
        if not self._doors.open(request):
            return _json({"message": "The credential is not known."}, 401, {"WWW-Authenticate": "Bearer"})
        if (
            request.path_params["style"] not in {"desk", "stream", "shelf"}
            or request.path_params["kind"] not in KINDS
        ):
            return _json({"message": "There is no such address."}, 404)
        return None

    async def _read(
        self, request: Request, style: str, kind: str, *, creating: bool
    ) -> tuple[Row, list[str]]:
        """Read a payload, out of its wrapping where the style has one, and tell what is wrong with it."""
        try:
            body = parse_json((await request.body()).decode())
        except ValueError as error:
            return {}, [f"the body is not JSON: {error}"]
        name = _SINGULAR.get(kind, kind)
        if style == "desk":
            body = body.get(name) if isinstance(body, dict) else None
        if not isinstance(body, dict):
            return {}, [f"{name} is missing" if style == "desk" else "the body is no object"]
        payload = {field: value for field, value in body.items() if field not in {"id", "updated_at"}}
        if KEYS.get(kind, "id") in payload and not creating:
            payload.pop(KEYS.get(kind, "id"))
        return payload, self._books.wrong(kind, payload, creating=creating)

    def _no(self, wrong: list[str]) -> Response:
        if self.switches["refusals_200"]:
            return _json({"error": "; ".join(wrong)})
        return _json({"message": "The record is not valid.", "errors": wrong}, 422)

    @staticmethod
    def _shown(style: str, kind: str, row: Row, status: int = 200) -> Response:
        return _json({_SINGULAR.get(kind, kind): row} if style == "desk" else row, status)


def _wanted(row: Row, asked: dict[str, str]) -> bool:
    """Tell whether a row is one that was asked for: by its fields, and by when it was changed."""
    fields = {name: value for name, value in asked.items() if name not in _PAGING}
    same = all(str(row.get(name)).casefold() == value.casefold() for name, value in fields.items())
    return same and row["updated_at"] >= asked.get("updated_since", "")


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and text.isdecimal() else usual


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(write_json(value), status, headers, media_type="application/json")
