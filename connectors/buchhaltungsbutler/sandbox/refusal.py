"""How BuchhaltungsButler says no: a number, which means something else at every address, and a sentence."""

from __future__ import annotations

from starlette.responses import Response

from core.documents import write_json

CREDENTIALS, API_KEY, INACTIVE, SLOWER, QUOTA, EMPTY = 3, 4, 11, 15, 12, 23


class Refusal(Exception):
    """A request that is refused, with its number and words."""

    def __init__(self, code: int, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status

    def response(self) -> Response:
        """Answer with it."""
        body = {"success": False, "error_code": self.code, "message": self.words}
        return Response(write_json(body), self.status, media_type="application/json")
