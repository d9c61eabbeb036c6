"""How eAccounting says no: a number, a sentence for developers, and what is wrong with which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from starlette.responses import Response

from core.documents import write_json

INVALID, NOT_FOUND, NO_YEAR, NO_ACCOUNT = 2000, 3000, 3001, 3002
CONFLICT, CANNOT_DELETE, CANNOT_SAVE, STARTUP = 4000, 4001, 4002, 4003
NO_SCOPE, TOO_MANY, VAT_NUMBER, BACKORDERED, LOCKED = 4006, 4010, 4025, 4028, 4026
ENDED, INACTIVE, QUERY, DATE = 5005, 5006, 6000, 6001
_FORBIDDEN = {STARTUP, 4004, 4005, NO_SCOPE, 4007, 4012}


@dataclass
class Refusal(Exception):
    """A request that eAccounting refuses; `errors` are pairs of a field and what is wrong with it."""

    code: int
    words: str
    status: int = 0
    errors: Sequence[tuple[str, str]] = field(default=())

    def response(self) -> Response:
        """Answer with it."""
        status = self.status or (403 if self.code in _FORBIDDEN else 400)
        each = [
            {"Field": name, "ErrorCode": "Invalid", "Message": why, "Key": None} for name, why in self.errors
        ]
        told = {"ErrorCode": self.code, "DeveloperErrorMessage": self.words, "ErrorId": str(uuid4())}
        return Response(write_json({**told, "Errors": each or None}), status, media_type="application/json")


def invalid(*errors: tuple[str, str]) -> Refusal:
    """Refuse fields."""
    return Refusal(INVALID, "The data model is not valid.", errors=errors)


def missing(what: str, key: object) -> Refusal:
    """Refuse an address at which nothing is."""
    return Refusal(NOT_FOUND, f"The requested {what} {key} was not found.", status=404)
