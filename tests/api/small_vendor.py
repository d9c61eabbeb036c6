"""A small real vendor on loopback whose answers a test writes, and a connector that speaks to it."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.api.connector import Connector, Find, Header, Limits, Resource, Since, Write


@dataclass
class Heard:
    """One request that reached the vendor."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Give the body as JSON."""
        return json.loads(self.body)


@dataclass
class Said:
    """One answer: `fault` is how it goes wrong (reset, silent, truncated, drip)."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def raw(self) -> bytes:
        """Give the body's bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


Answers = Callable[[Heard], Said]


class Vendor(ThreadingHTTPServer):
    """A vendor that answers as the test says, one thread for each connection."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[Heard] = []
        self.answers: Answers = lambda _: Said({"value": []})
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def says(self, *answers: Said) -> None:
        """Give these answers in turn; the last one for ever."""
        left = list(answers)
        self.answers = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Vendor

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(self.command, parts.path, query, headers, body)
        with self.server.lock:
            self.server.heard.append(heard)
            said = self.server.answers(heard)
        self._say(said)

    def _say(self, said: Said) -> None:
        if said.fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if said.fault == "silent":
            time.sleep(2)
        self.send_response_only(said.status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(said.raw)), **said.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if said.fault == "truncated":
            self.wfile.write(said.raw[: len(said.raw) // 2])
            self.close_connection = True
        elif said.fault == "drip":
            for byte in said.raw:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        else:
            self.wfile.write(said.raw)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.now += seconds


def connector(**changes: Any) -> Connector:
    """Declare a small system: orders that are read, found and written."""
    orders = Resource(
        name="orders",
        title="Orders",
        path="/v1/{division}/orders",
        records="value",
        key="id",
        since=Since(field="changed", param="filter", filter="changed ge {time}"),
        find=Find(param="filter", fields=("number", "email"), case_blind=("email",)),
        write=Write(create="/v1/{division}/orders", update="/v1/{division}/orders/{key}", key="id"),
    )
    declared = {
        "name": "acme",
        "title": "Acme",
        "docs": "",
        "base_url": "https://api.acme.example",
        "auth_url": "https://api.acme.example",
        "hosts": ("*.acme.example",),
        "auth": (Header("X-Key", "{api_key}"),),
        "settings": (),
        "resources": (orders,),
        "probe": "orders",
        "limits": Limits(),
    }
    return Connector(**{**declared, **changes})
