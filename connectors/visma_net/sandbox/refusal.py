"""How Visma.net says no: a message with its own VismaId, an exception, or a problem of the order service."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from starlette.responses import Response

from core.documents import write_json


class Refusal(Exception):
    """A request that is refused: with a status, and with words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def told(refusal: Refusal, switches: Mapping[str, bool]) -> Response:
    """Answer a request to the ERP that is refused; in which of its two shapes is a switch."""
    words = f"VismaId: {uuid4()}. {refusal.words}"
    failed = 400 <= refusal.status < 404 and switches["refusals_500"]  # noqa: PLR2004 - what was read and refused
    status = 500 if failed and refusal.status == 400 else refusal.status  # noqa: PLR2004
    body = {"message": words}
    if switches["exceptions"]:
        body = {
            "ExceptionType": "IPPException",
            "ExceptionMessage": refusal.words,
            "ExceptionFaultCode": str(10000 + refusal.status),
            "ExceptionMessageID": f"{refusal.status}_{uuid4()}",
            "ExceptionDetails": "",
        }
    return Response(write_json(body), status, media_type="application/json")


def problem(refusal: Refusal) -> Response:
    """Answer a request to the order service that is refused."""
    body = {"title": refusal.words, "status": refusal.status}
    return Response(write_json(body), refusal.status, media_type="application/problem+json")
