"""The address at which systems notify of changes: /hooks/<connection>."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.errors import FatalError, KoppelError
from pages.parts.health import in_workspace

#: The largest notice that is read, in bytes.
MOST_BYTES = 2 * 1024 * 1024


def routes() -> list[BaseRoute]:
    """The addresses that systems call."""
    return [Route("/hooks/{connection}", _notified, methods=["POST"])]


async def _notified(request: Request) -> Response:
    """Acknowledge a notice once it is written down; what is wrong with one is not told to who sent it."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return _said(413)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and kind != "application/json":
        return _said(415)
    headers = dict(request.headers)
    name = request.path_params["connection"]
    try:
        await run_in_threadpool(
            in_workspace, lambda workspace: workspace.notified(name, bytes(body), headers)
        )
    except FatalError:  # refused, or not set up so that it could be trusted
        return _said(401)
    except KoppelError:  # not now: whoever sends it tries again
        return _said(503)
    return _said(200)


def _said(status: int) -> Response:
    words = {200: "accepted", 401: "refused", 413: "too large", 415: "JSON only", 503: "not now"}
    return JSONResponse({"status": words[status]}, status, {"cache-control": "no-store"})
