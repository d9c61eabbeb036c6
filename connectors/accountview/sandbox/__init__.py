"""A simulator of AccountView.net: sign-in, companies, and one address for every business object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.accountview.sandbox.asking import answer
from connectors.accountview.sandbox.books import BY_NAME, OBJECTS, VIEWS, Books, Object, Row, wire
from connectors.accountview.sandbox.consent import CLIENT_ID, CLIENT_SECRET, SCOPES, Consent
from connectors.accountview.sandbox.opening import fill, fixed
from connectors.accountview.sandbox.posting import book_year, write
from connectors.accountview.sandbox.refusal import Refusal
from core.documents import parse_json, write_json
from core.fields import Field
from core.sandbox.rates import Rates

if TYPE_CHECKING:
    from core.sandbox.world import World

MAIN = "7D3A0C1E-5B2F-4E8A-9C61-20F4B8D1A001"
OTHER = "7D3A0C1E-5B2F-4E8A-9C61-20F4B8D1A002"
_NAMES = {MAIN: ("MZ", "Molen & Zee B.V."), OTHER: ("AND", "Een andere onderneming B.V.")}
#: What every client is known to read of an answer to a write, by table.
_SHORT = {"CONTACT": "SUB_NR", "DEL_ADDR": "REC_ID", "DJ_PAGE": "INV_NR"}
#: The letters that the data dictionary has for our types.
_LETTERS = {"text": "C", "integer": "I", "decimal": "Y", "boolean": "L", "date": "D", "datetime": "T"}


class Sandbox:
    """AccountView.net on this machine."""

    def __init__(self, world: World, rates: Rates) -> None:
        self.rates = rates
        self._world = world
        self._consent = Consent(rates.clock)
        self.reset()
        self.routes = [
            Route("/ams/authorize.aspx", self._consent.authorize, methods=["GET", "POST"]),
            Route("/api/v3/token", self._consent.token, methods=["POST"]),
            Route("/api/v3/{path:path}", self._api, methods=["GET", "POST", "PUT"]),
        ]

    def reset(self) -> None:
        """Start over with the rows of the world."""
        #: each is something that clients guard against, and nobody has written down
        self.switches = {
            "one_row_as_object": False,
            "empty_tables_left_out": False,
            "errors_with_success": False,
            "short_answers": False,
            "numbers_demanded": False,
            "lifetime_told": False,
        }
        self._books = {id_: Books(id_, code, name, self.rates.clock) for id_, (code, name) in _NAMES.items()}
        fill(self._books[MAIN], self._world)
        fixed(self._books[OTHER])

    def credentials(self, origin: str) -> dict[str, str]:
        """Give what a client needs, with tokens of its own."""
        tokens = self._consent.give(" ".join(sorted(SCOPES)))
        return {
            "company": MAIN,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "access_token": tokens["access_token"],
            "refresh_token": tokens["refresh_token"],
            "base_url": f"{origin}/accountview/api/v3",
            "auth_url": f"{origin}/accountview",
        }

    def stored(self, resource: str) -> list[Row]:
        """Show the rows of the main company, lines inside, without padding."""
        if resource == "companies":
            return self._companies()
        object_ = BY_NAME[VIEWS.get(resource, resource)]
        rows = self._books[MAIN].tables[object_.resource.name].values()
        return [_shown(object_, row) for row in rows]

    def throttled(self, request: Request) -> Response:
        """Answer a client that asks too often; what AccountView says then is not known."""
        del request
        return Refusal("Too many requests.", 429).response()

    async def _api(self, request: Request) -> Response:
        """Answer a request; paths and the names of parameters are read without case."""
        self._consent.told = self.switches["lifetime_told"]
        rights = self._consent.rights(request.headers.get("authorization", "").removeprefix("Bearer "))
        needed = "readaccountviewdata" if request.method == "GET" else "updateaccountviewdata"
        if needed not in rights:
            return Refusal(
                "Authorization has been denied for this request.", 403 if rights else 401
            ).response()
        try:
            return _json(await self._answer(request))
        except Refusal as refusal:
            hidden = self.switches["errors_with_success"] and refusal.status == 400  # noqa: PLR2004 - a refusal
            return refusal.response(success=hidden)

    async def _answer(self, request: Request) -> Any:
        path = request.path_params["path"].lower().rstrip("/")
        asked = {name.lower(): value for name, value in parse_qsl(request.url.query, keep_blank_values=True)}
        if path == "companies":
            return self._companies()
        books = self._books.get(request.headers.get("x-company", "").upper())
        if books is None:
            raise Refusal("The company in x-company is not known.")
        if path in {"accountviewsystembusinessobjects", "accountviewsystemdata"}:
            return _dictionary(path, asked)
        if path != "accountviewdata":
            raise Refusal(f"There is no '{path}'.", 404)
        if request.method == "GET":
            return self._read(books, asked)
        return await self._write(books, request)

    def _read(self, books: Books, asked: dict[str, str]) -> Any:
        object_ = OBJECTS.get(asked.get("businessobject", "").upper())
        if object_ is None:
            raise Refusal(f"The business object '{asked.get('businessobject', '')}' is not known.")
        found = answer(books, object_, asked, book_year(books, asked.get("bookdate", "")))
        if self.switches["empty_tables_left_out"]:
            found = {name: rows for name, rows in found.items() if rows}
        return self._lone(found)

    async def _write(self, books: Books, request: Request) -> Any:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise Refusal("The content type must be application/json.", 415)
        try:
            content = parse_json((await request.body()).decode())
        except ValueError:
            raise Refusal("The request holds no JSON.") from None
        creating, numbered = request.method == "POST", self.switches["numbers_demanded"]
        object_, rows = write(books, content, creating=creating, numbered=numbered)
        return self._lone(self._made(object_, rows))

    def _made(self, object_: Object, rows: list[Row]) -> dict[str, Any]:
        """Give the rows that were made, under their tables."""
        table = object_.resource.records
        if self.switches["short_answers"] and table in _SHORT:
            return {table: [{_SHORT[table]: row[_SHORT[table]]} for row in rows]}
        made: dict[str, Any] = {table: [wire(r, object_.columns, table, n) for n, r in enumerate(rows)]}
        if object_.lines:
            name, columns = object_.lines.name, object_.tables[object_.lines.name]
            lines = [{**row, **line} for row in rows for line in row[name]]
            made[name] = [wire(line, columns, name, n) for n, line in enumerate(lines)]
        return made

    def _lone(self, tables: dict[str, Any]) -> dict[str, Any]:
        if not self.switches["one_row_as_object"]:
            return tables
        return {name: rows[0] if len(rows) == 1 else rows for name, rows in tables.items()}

    def _companies(self) -> list[Row]:
        return [{"Id": each.id, "Description": each.name, "Code": each.code} for each in self._books.values()]


def _dictionary(path: str, asked: dict[str, str]) -> Any:
    """Describe the business objects, or every field of their tables."""
    if path == "accountviewsystembusinessobjects":
        allowed = {"P": "InsertAllowed", "U": "UpdateAllowed"}
        return [
            {"Code": each.code, "Description": each.resource.title, "DeleteAllowed": False}
            | {name: verb in each.verbs for verb, name in allowed.items()}
            for each in OBJECTS.values()
        ]
    if asked.get("businessobject", "").lower() != "fld":
        raise Refusal("Of the system's data only fld is known here.")
    tables = {name: columns for each in OBJECTS.values() for name, columns in each.tables.items()}
    return {"DCT_FLD": [_described(t, known) for t, columns in tables.items() for known in columns.values()]}


def _described(table: str, known: Field) -> Row:
    letter = _LETTERS[known.type.value]
    row = {"DBF_NAME": table, "FIELD_NAME": known.name, "FIELD_TYPE": letter, "FLD_DESC": known.help}
    return {**row, "FIELD_LEN": known.max_length or 8, "INP_MAND": known.required}


def _shown(object_: Object, row: Row) -> Row:
    made = {name: _plain(row[name]) for name in object_.columns}
    if object_.lines:
        columns = object_.tables[object_.lines.name]
        made[object_.lines.name] = [
            {name: _plain(line[name]) for name in columns if name in line} for line in row[object_.lines.name]
        ]
    return made


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _json(value: Any) -> Response:
    return Response(write_json(value), media_type="application/json")
