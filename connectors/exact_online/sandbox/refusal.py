"""How Exact says no: a status, and its words in a JSON error or in the `Reason` header."""

from __future__ import annotations

from starlette.responses import Response

from core.documents import write_json

SYNTAX = "Bad Request - Error in query syntax."
NARROW = "Please add a $select or a $top=1 statement to the query string."
EXISTS = "Gegeven bestaat reeds."
STREAM = "Error processing request stream."


class Refusal(Exception):
    """A request that Exact refuses, with its words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words

    def response(self) -> Response:
        """Answer with it."""
        body = {"error": {"code": "", "message": {"lang": "", "value": self.words}}}
        headers = {"Reason": self.words.encode("ascii", "replace").decode()}
        return Response(write_json(body), self.status, headers, media_type="application/json")


def invalid(words: str) -> Refusal:
    """Refuse a business rule: Exact does it with a 500."""
    return Refusal(500, words)
