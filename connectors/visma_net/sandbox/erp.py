"""The ERP behind its addresses: lists, records alone, writes, actions, and requests in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.door import COMPANY_ID
from connectors.visma_net.sandbox.kinds import KINDS, MADE, Kind
from connectors.visma_net.sandbox.reading import Reader
from connectors.visma_net.sandbox.refusal import Refusal, told
from connectors.visma_net.sandbox.wire import as_json, body, params, path
from connectors.visma_net.sandbox.writing import Writer

#: What can be done to a record besides: the kind, the action, and the status that it brings.
ACTIONS = {
    ("invoices", "release"): "Open",
    ("journal_transactions", "release"): "Posted",
    ("shipments", "confirmshipment"): "Confirmed",
}
_NOWHERE = "No HTTP resource was found that matches the request URI."


@dataclass(frozen=True, slots=True)
class Done:
    """A request that was carried out in the background: where it was for, when, and what it was answered."""

    uri: str
    at: str
    sent: bool
    response: Response


class Erp:
    """The ERP of one company."""

    def __init__(self, books: Books, switches: Mapping[str, bool]) -> None:
        self._books, self._switches = books, switches
        self._reader, self.writer = Reader(books, switches), Writer(books, switches)
        self._done: dict[str, Done] = {}

    async def answer(self, request: Request) -> Response:
        """Answer a request; one that may run in the background with where its answer will be."""
        if "erp-api-background" not in request.headers:
            return await self._carried(request)
        try:
            response = await self._carried(request)
        except Refusal as refusal:
            response = told(refusal, self._switches)
        name, now = str(uuid4()), self._books.written(self._books.moment())
        self._done[name] = Done(str(request.url), now, bool(await request.body()), response)
        return as_json({"id": name, "stateLocation": f"{_root(request)}/v1/background/{name}"}, status=202)

    async def _carried(self, request: Request) -> Response:
        where = path(request)
        folder, _, last = where.rpartition("/")
        if folder.lower().startswith("v1/background"):
            return self._background(request, where)
        if request.method == "POST":
            return await self._posted(request, where)
        listed = KINDS.get(where.lower())
        if listed is not None and request.method == "GET":
            elsewhere = request.headers.get("ipp-company-id", COMPANY_ID) != COMPANY_ID
            return as_json([] if elsewhere else self._reader.listed(listed, params(request)))
        kind = KINDS.get(folder.lower())
        verb = {"GET": "G", "PUT": "U", "DELETE": "D"}[request.method]
        if kind is None or not kind.alone or verb not in kind.verbs:
            raise Refusal(404, _NOWHERE)
        return await self._one(request, kind, unquote(last))

    async def _posted(self, request: Request, where: str) -> Response:
        kind = MADE.get(where.lower())
        if kind is None:
            return self._acted(where)
        key = self.writer.create(kind, await body(request))
        place = f"{_root(request)}/{kind.path}/{quote(key, safe='')}"
        return Response(status_code=201, headers={"Location": place})

    def _acted(self, where: str) -> Response:
        """Carry out an action, such as the release of a draft."""
        place, _, action = where.partition("/action/")
        folder, _, last = place.rpartition("/")
        kind = KINDS.get(folder.lower())
        status = ACTIONS.get((kind.name, action.lower())) if kind else None
        if kind is None or status is None:
            raise Refusal(404, _NOWHERE)
        row = self._row(kind, unquote(last))
        if row["status"] == status:
            raise Refusal(400, f"{kind.dto.removesuffix('Dto')} {unquote(last)} is {status} already.")
        self._books.store(kind.name, {**row, "hold": False, "status": status})
        return as_json({"actionId": str(uuid4()), "actionResult": "Completed"})

    async def _one(self, request: Request, kind: Kind, key: str) -> Response:
        row = self._reader.one(kind, key)
        version = self._version(kind, str(row[kind.key]))
        if request.method == "GET":
            return as_json(row, {"ETag": version})
        given = request.headers.get("if-match")
        if given and given != version:
            raise Refusal(412, f"{kind.dto.removesuffix('Dto')} {key} was changed by somebody else.")
        if request.method == "DELETE":
            del self._books.tables[kind.name][str(row[kind.key])]
            return Response(status_code=204)
        stored = self.writer.change(kind, key, await body(request))
        return Response(status_code=204, headers={"ETag": self._version(kind, stored)})

    def _row(self, kind: Kind, key: str) -> Row:
        self._reader.one(kind, key)
        return self._books.row(kind.name, key) or {}

    def _version(self, kind: Kind, key: str) -> str:
        return f'"{self._books.versions[kind.name, key]}"'

    def _background(self, request: Request, where: str) -> Response:
        """Tell what became of a request in the background, or what it was answered."""
        name, _, content = where.removeprefix("v1/background/").partition("/")
        done = self._done.get(name)
        if done is None:
            raise Refusal(404, "The background request was not found.")
        if content == "content":
            return done.response if done.response.body else Response(status_code=410)
        state = {
            "id": name,
            "status": "Finished",
            "statusCode": done.response.status_code,
            "receivedUtc": done.at,
            "startedUtc": done.at,
            "finishedUtc": done.at,
            "webhookAddress": "none",
            "originalUri": done.uri,
            "hasResponseContent": bool(done.response.body),
            "hasRequestContent": done.sent,
            "contentLocation": f"{_root(request)}/v1/background/{name}/content",
            "responseHeaders": dict(done.response.headers),
        }
        return as_json(state)


def _root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/visma_net"
