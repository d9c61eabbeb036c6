"""Names of headers as vendors write them: `X-RateLimit-Limit`, where our server would send them all small.

HTTP does not care, but clients that strangers wrote do: some look into a plain dictionary.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Words that vendors write otherwise than with one capital.
_OTHERWISE = {"ratelimit": "RateLimit", "etag": "ETag", "www": "WWW", "api": "Api", "afas": "AFAS"}


def written(name: str) -> str:
    """A header's name as it stands in vendors' answers."""
    return "-".join(_OTHERWISE.get(word, word.capitalize()) for word in name.lower().split("-"))


def as_written(app: ASGIApp) -> ASGIApp:
    """Let an application's answers have names of headers as vendors write them."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(written(name.decode()).encode(), value) for name, value in message["headers"]]
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, told if scope["type"] == "http" else send)

    return answering
