"""What both services read of a request and write into an answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from connectors.visma_net.sandbox.refusal import Refusal
from core.documents import parse_json, write_json


def params(request: Request) -> dict[str, str]:
    """Give the query."""
    return dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))


def path(request: Request) -> str:
    """Give the path as it was sent: a key may hold a slash, written as %2F."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("latin-1").partition("?")[0].removeprefix("/visma_net/")


async def body(request: Request) -> dict[str, Any]:
    """Give the body, which must be one object of JSON; nothing is an empty one."""
    sent = (await request.body()).decode("utf-8", "replace")
    try:
        read = parse_json(sent) if sent.strip() else {}
    except ValueError:
        raise Refusal(400, "The request body could not be read as JSON.") from None
    if not isinstance(read, dict):
        raise Refusal(400, "The request body must be an object.")
    return read


def as_json(value: Any, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(write_json(value), status, headers, media_type="application/json")
