"""How AccountView says no: an error of its own kind, now and then with a status of success."""

from __future__ import annotations

from starlette.responses import Response

from core.documents import write_json


class Refusal(Exception):
    """A request that AccountView refuses, with its words."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words, self.status = words, status

    def response(self, *, success: bool = False) -> Response:
        """Answer with it; `success` hides it behind a status of 200."""
        body = {"ErrorType": "AccountViewError", "ErrorNumbers": None, "ErrorMessage": self.words}
        return Response(write_json(body), 200 if success else self.status, media_type="application/json")
