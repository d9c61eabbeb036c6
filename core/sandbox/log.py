"""The request log: who asked what, how it was answered, and whether it was a write."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: More than a benchmark's requests, less than memory would notice.
KEPT = 100_000

_READS = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it was answered; `status` is 0 when no answer was given."""

    connector: str
    method: str
    path: str
    query: str
    status: int
    at: str
    write: bool


class Log:
    """Remembers the latest requests to the simulators; those to the frame itself are left out."""

    def __init__(self) -> None:
        self.asked: deque[Asked] = deque(maxlen=KEPT)
        #: the simulators that may not be as they were filled any more
        self.visited: set[str] = set()

    def watch(self, app: ASGIApp) -> ASGIApp:
        """Have every request to an application noted once it is answered."""

        async def noted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"].startswith("/_sandbox/"):
                await app(scope, receive, send)
                return
            at, status = datetime.now(UTC).isoformat(), 0
            path, method, query = scope["path"], scope["method"], scope["query_string"].decode("latin-1")
            connector = path.split("/", 2)[1]
            self.visited.add(connector)
            state = scope.setdefault("state", {})
            # the connection itself, which a fault may have to cut; only uvicorn's own `send` knows it
            scope["transport"] = getattr(getattr(send, "__self__", None), "transport", None)

            async def answer(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, answer)
            finally:
                write = state.get("write", method not in _READS)
                self.asked.append(Asked(connector, method, path, query, status, at, write))

        return noted
