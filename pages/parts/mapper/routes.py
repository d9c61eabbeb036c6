"""The mapper's own routes beside the pages: its files, and the questions it asks while a person types.

Each question carries the token of a session that is in use, comes from a page of this server, and is small.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from core.documents import write_json
from core.errors import KoppelError
from core.language import _, known, speaking, translated
from core.records import JsonObject
from pages.parts.mapper.grant import GRANTS, Desk
from pages.parts.mapper.preview import by_example, preview, suggestions
from pages.parts.mapper.schema import schema

DIST = Path(__file__).parent / "dist"
TOKEN = "x-koppel-token"  # noqa: S105  - the header's name
MOST_BYTES = 1_000_000
ENGLISH = "en"

Answer = Callable[[Desk, JsonObject], JsonObject]


class Files(StaticFiles):
    """The built mapper; its names hold what is in them, so they are kept by the browser for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file, with leave to keep it."""
        answer = await super().get_response(path, scope)
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


def asked(answer: Answer) -> Callable[[Request], object]:
    """A route that lets only sessions in use ask, and answers in JSON."""

    async def route(request: Request) -> Response:
        desk = GRANTS.desk(request.headers.get(TOKEN, ""))
        if desk is None or not _own(request):
            with speaking(known(request.headers.get("accept-language")) or ENGLISH):
                return _refused(403, _("This page has been left alone for too long. Reload it to go on."))
        with speaking(desk.language):
            return await _answered(answer, desk, request)

    return route


async def _answered(answer: Answer, desk: Desk, request: Request) -> Response:
    """What is answered to a question, or why it is not."""
    body = await _body(request)
    if body is None:
        return _refused(413, _("This is more than can be previewed at once. Save, and open the flow again."))
    try:
        sent = json.loads(body or b"{}")
        made = await run_in_threadpool(answer, desk, sent if isinstance(sent, dict) else {})
    except KoppelError as error:
        return _refused(422, translated(error))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return _refused(400, _("This could not be read as a question about rules. Reload the page."))
    return Response(write_json(made), media_type="application/json", headers={"cache-control": "no-store"})


def _own(request: Request) -> bool:
    """Whether a page of this very server asks; other programs tell no origin and need the token alone."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _body(request: Request) -> bytes | None:
    """What was sent; None when it is too much."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"why": why}, status, {"cache-control": "no-store"})


def routes() -> list[BaseRoute]:
    """What the server answers for the mapper."""
    return [
        Route("/api/schema", asked(lambda desk, _sent: schema(desk)), methods=["POST"]),
        Route("/api/preview", asked(preview), methods=["POST"]),
        Route("/api/suggestions", asked(suggestions), methods=["POST"]),
        Route("/api/example", asked(by_example), methods=["POST"]),
        Mount("/assets/mapper", Files(directory=DIST, check_dir=False)),
    ]
