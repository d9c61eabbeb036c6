"""Faults on purpose: what goes wrong between two systems, for any simulator, before or after its commit."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.sandbox.simulator import Simulator

#: How long an answer that is withheld keeps its connection open after the late commit, in seconds.
WITHHELD = 60.0


class Match(BaseModel):
    """Which requests a fault meets: method, part (or regular expression) of path?query, part of the body."""

    model_config = ConfigDict(extra="forbid")
    method: str = ""
    path: str = ""
    body: str = ""

    def meets(self, scope: Scope, body: bytes) -> bool:
        """Whether the request is one of these."""
        if self.method and scope["method"] != self.method.upper():
            return False
        target = scope["path"] + "?" + scope["query_string"].decode("latin-1")
        return (not self.path or self._in(target)) and self.body.encode() in body

    def _in(self, target: str) -> bool:
        if self.path in target:
            return True
        with contextlib.suppress(re.error):
            return re.search(self.path, target) is not None
        return False


class Fault(BaseModel):
    """One thing that goes wrong, `times` times (null: until it is cleared) after `skip` requests went well.

    `when` it happens: `before` the request is carried out, which then never happens, or `after`.
    `status`, `body`, `headers` replace those of the answer; `reset` cuts the connection without one;
    `delay` waits seconds; `truncate` cuts the connection after so many bytes of the body; `throttle` gives
    the vendor's own answer to too many requests. `late_commit` carries the request out so many seconds after
    it came, while its answer (a `status`, a `reset`, or none at all) comes first.
    """

    model_config = ConfigDict(extra="forbid")
    connector: str = ""
    match: Match = Match()
    when: Literal["before", "after"] = "before"
    times: int | None = 1
    skip: int = 0
    status: int | None = None
    body: str | None = None
    headers: dict[str, str] = {}
    reset: bool = False
    delay: float = 0
    truncate: int | None = None
    throttle: bool = False
    late_commit: float = 0

    def takes(self, scope: Scope, body: bytes) -> bool:
        """Whether this request goes wrong; counts it if so."""
        ours = not self.connector or scope["path"].startswith(f"/{self.connector}/")
        if self.times == 0 or not ours or not self.match.meets(scope, body):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True

    @property
    def carried_out(self) -> bool:
        """Whether the request reaches the simulator before its answer goes wrong."""
        replaced = self.status is not None or self.body is not None or self.reset or self.throttle
        return self.when == "after" or not replaced


@dataclass(slots=True)
class Answer:
    """An answer held back, to be changed before it is sent."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    async def send(self, send: Send, keep: int | None = None) -> None:
        """Send it; with `keep`, only so many bytes of the body that its headers promise."""
        self.headers["content-length"] = str(len(self.body))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": self.body[:keep], "more_body": keep is not None})


class Faults:
    """Holds the faults that are set, and stands between the server and the simulators."""

    def __init__(self, simulators: Mapping[str, Simulator]) -> None:
        self.pending: list[Fault] = []
        self._simulators = simulators
        self._late: set[asyncio.Task[Answer]] = set()

    def between(self, app: ASGIApp) -> ASGIApp:
        """Put the faults in front of an application."""

        async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
            if not self.pending or scope["type"] != "http" or scope["path"].startswith("/_sandbox/"):
                await app(scope, receive, send)
                return
            body = await Request(scope, receive).body()
            again = _again(body, receive)
            fault = next((fault for fault in self.pending if fault.takes(scope, body)), None)
            self.pending = [fault for fault in self.pending if fault.times != 0]
            if fault is None:
                await app(scope, again, send)
            elif fault.late_commit:
                self._commit_late(fault.late_commit, app, dict(scope), again)
                await self._answer_first(fault, scope, receive, send)
            else:
                await self._carry(fault, app, scope, again, send)

        return faulty

    async def _carry(self, fault: Fault, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.when == "before":
            await asyncio.sleep(fault.delay)
        answer = await _held(app, scope, receive) if fault.carried_out else Answer()
        if fault.when == "after":
            await asyncio.sleep(fault.delay)
        if fault.reset:
            await _hang_up(scope, receive)
            return
        if fault.throttle:
            request = Request(scope, receive)
            simulator = self._simulators[scope["path"].split("/", 2)[1]]
            answer = await _held(simulator.throttled(request), scope, receive)
        await _changed(answer, fault).send(send, fault.truncate)
        if fault.truncate is not None:
            await _hang_up(scope, receive, flush=True)

    def _commit_late(self, wait: float, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        async def commit() -> Answer:
            await asyncio.sleep(wait)
            return await _held(app, scope, receive)

        late = asyncio.create_task(commit())
        self._late.add(late)
        late.add_done_callback(self._late.discard)

    @staticmethod
    async def _answer_first(fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.status is not None or fault.body is not None:
            await _changed(Answer(), fault).send(send)
            return
        if not fault.reset:
            gone = asyncio.create_task(_gone(receive))
            await asyncio.wait([gone], timeout=fault.late_commit + WITHHELD)
            gone.cancel()
        await _hang_up(scope, receive)


def _changed(answer: Answer, fault: Fault) -> Answer:
    if fault.status is not None or fault.body is not None:
        body = (fault.body or "").encode()
        answer = Answer(fault.status or 200, {"content-type": "text/plain"}, body)
    answer.headers |= {name.lower(): value for name, value in fault.headers.items()}
    return answer


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read a second time, and after it what else comes."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _held(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """Have a request carried out and hold its answer back."""
    answer = Answer()

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            raw = message.get("headers", [])
            answer.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in raw}
        else:
            answer.body += message.get("body", b"")

    await app(scope, receive, hold)
    return answer


async def _gone(receive: Receive) -> None:
    """Wait until the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _hang_up(scope: Scope, receive: Receive, *, flush: bool = False) -> None:
    """Close the connection itself: at once and without an answer, or once what was sent has left."""
    transport: Any = scope.get("transport")
    if transport is None:
        raise ConnectionResetError("the sandbox cut this connection on purpose")
    if transport.is_closing():
        return
    if flush:
        transport.close()
    else:
        linger = struct.pack("ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()
    await _gone(receive)
