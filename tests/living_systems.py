"""A shop and its books that live: orders come and change, writes go wrong, people take rows away.

Both are over real HTTP on loopback. What happens is drawn from a seed; when it happens is not, for several
programs may ask at once.
"""

from __future__ import annotations

import json
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

#: How soon a look-up tells the truth about a write, in seconds.
SETTLE = 0.3
#: How the books can be told a repetition: by looking, by its name, or not at all.
WAYS = ("asked", "keyed", "blind")

SYSTEM = """
koppel_system: 1
name: living
title: Living systems
auth: [{kind: key, header: X-Key}]
paging: {kind: offset, param: offset, size_param: size, size: 20, total: total}
limits: {settle: 0.3}
probe: orders
resources:
  - name: orders
    title: Orders
    path: orders
    records: value
    key: id
    modified: {field: changed, param: since, overlap: 60, ordered: true, format: "%Y-%m-%dT%H:%M:%S.%fZ"}
    find: {paths: {id: "orders/{value}"}}
    fields:
      - {name: id, type: integer}
      - {name: ref}
      - {name: email}
      - {name: total, type: decimal}
      - {name: changed}
"""
BOOKS = """
  - name: WAY
    title: WAY
    path: WAY
    records: value
    key: id
    FOUND
    create: {path: WAY, key: id, idempotency: "ONCE"}
    update: {path: "WAY/{key}", method: PATCH}
    fields:
      - {name: id, type: integer, write: false}
      - {name: order, type: integer}
      - {name: ref}
      - {name: email}
      - {name: total, type: decimal, decimals: 2}
"""
_FOUND = {
    "asked": 'find: {params: {ref: ref}, paths: {id: "asked/{value}"}}',
    "customers": "find: {params: {email: email}}",
}


def declared() -> str:
    """The file that declares both."""
    parts = [SYSTEM]
    for way in (*WAYS, "customers"):
        found = _FOUND.get(way, "unclear: by_hand")
        once = "Once" if way == "keyed" else ""
        parts.append(BOOKS.replace("WAY", way).replace("FOUND", found).replace("ONCE", once))
    return "".join(parts)


class Systems:
    """What the shop and the books hold, and how often a write or a read goes wrong."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.lock = dice, threading.RLock()
        self.orders: dict[str, dict[str, Any]] = {}
        self.states: dict[int, set[float]] = {}
        self.rows: dict[str, dict[str, dict[str, Any]]] = {way: {} for way in (*WAYS, "customers")}
        self.writes: list[tuple[str, Any]] = []
        self.poison: set[str] = set()
        self.taken_away: set[int] = set()
        self.failing = self.refusing = 0.0
        self._names: dict[str, dict[str, Any]] = {}
        self._late: list[tuple[float, str, str, dict[str, Any], str]] = []
        self._last = 0

    # --- what happens in the shop

    def make(self) -> None:
        """Take an order of one of a few customers."""
        with self.lock:
            number = len(self.states) + 1
            self.states[number] = set()
            self.orders[str(number)] = {
                "id": number,
                "ref": f"R{number:05}",
                "email": f"buyer{self.dice.randrange(8)}@shop.example",
            }
            self._put(self.orders[str(number)])

    def change(self) -> None:
        """Change the amount of an order, or only its time."""
        with self.lock:
            if self.orders:
                self._put(self.orders[self.dice.choice(sorted(self.orders))])

    def remove(self) -> None:
        """Remove an order."""
        with self.lock:
            if self.orders:
                del self.orders[self.dice.choice(sorted(self.orders))]

    def _put(self, order: dict[str, Any]) -> None:
        if "total" not in order or self.dice.random() < 0.8:
            order["total"] = self.dice.randrange(100, 99_999) / 100
        order["changed"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self.states[order["id"]].add(order["total"])

    # --- what happens in the books

    def take_away(self, way: str) -> None:
        """Take a row away, as the books' owner may."""
        with self.lock:
            if self.rows[way]:
                row = self.rows[way].pop(self.dice.choice(sorted(self.rows[way])))
                self.taken_away.add(row["order"])

    def twice(self) -> list[tuple[str, Any]]:
        """What is in the books more than once."""
        with self.lock:
            return [
                (way, value)
                for way, rows in self.rows.items()
                for value, times in Counter(
                    row["email" if way == "customers" else "order"] for row in rows.values()
                ).items()
                if times > 1
            ]

    def settle(self) -> None:
        """Take all that was to be taken late."""
        with self.lock:
            for _, *write in self._late:
                self._take(*write)
            self._late.clear()

    def _come_late(self) -> None:
        waiting, self._late = self._late, []
        for due, *write in waiting:
            if time.monotonic() >= due:
                self._take(*write)
            else:
                self._late.append((due, *write))

    def _take(self, way: str, key: str, body: dict[str, Any], name: str) -> dict[str, Any]:
        if name and name in self._names:
            return self._names[name]
        if not key:
            self._last += 1
            key = str(self._last)
            self.rows[way][key] = {"id": self._last}
        row = self.rows[way].get(key, {})
        row |= body
        if name:
            self._names[name] = row
        return row

    # --- what is asked over HTTP: status, answer, and how the answer goes wrong

    def read(self, path: list[str], query: dict[str, str]) -> tuple[int, Any, str]:
        """Answer a question."""
        with self.lock:
            self._come_late()
            if self.dice.random() < self.refusing:
                return 500, {"message": "later"}, self.dice.choice(["", "reset", "truncated"])
            rows = self.orders if path[0] == "orders" else self.rows[path[0]]
            if len(path) > 1:
                return (200, rows[path[1]], "") if path[1] in rows else (404, {"message": "none"}, "")
            found = [row for row in rows.values() if row.get("changed", "") >= query.get("since", "")]
            for name in ("ref", "email"):
                found = [row for row in found if name not in query or row[name] == query[name]]
            found.sort(key=lambda row: (row.get("changed", ""), row["id"]))
            start, size = int(query.get("offset", 0)), int(query.get("size", 20))
            return 200, {"value": found[start : start + size], "total": len(found)}, ""

    def write(self, path: list[str], body: dict[str, Any], name: str) -> tuple[int, Any, str]:
        """Take a write, or not, or later."""
        with self.lock:
            self._come_late()
            way, key = path[0], path[1] if len(path) > 1 else ""
            row = self.rows[way].get(key)
            if key and row is None:
                return 404, {"message": "none"}, ""
            said = {**(row or {}), **body}
            self.writes.append((way, said.get("order")))
            if {said.get("ref"), said.get("email")} & self.poison:
                return 422, {"message": "not possible"}, ""
            if name:
                self._late = [late for late in self._late if late[-1] != name]
            if self.dice.random() >= self.failing:
                return 201, self._take(way, key, body, name), ""
            fault = self.dice.choice(["reset", "500", "502", "truncated", "429"])
            when = "before" if fault == "429" else self.dice.choice(["before", "after", "late"])
            if when == "late":
                due = time.monotonic() + self.dice.choice([0.5, 2.0]) * SETTLE
                self._late.append((due, way, key, body, name))
            taken = self._take(way, key, body, name) if when == "after" else {"message": "failed"}
            return (int(fault) if fault.isdigit() else 201), taken, fault


class _Handler(BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True
    systems: Systems

    def do_GET(self) -> None:
        """Read."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._say(*self.systems.read(parts.path.strip("/").split("/"), query))

    def do_POST(self) -> None:
        """Write."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(*self.systems.write(self.path.strip("/").split("/"), body, self.headers.get("Once", "")))

    do_PATCH = do_POST  # noqa: N815 - the server's own name

    def _say(self, status: int, said: Any, fault: str) -> None:
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        raw = json.dumps(said).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        if fault == "429":
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(raw[: len(raw) // 2] if fault == "truncated" else raw)
        self.close_connection = self.close_connection or fault == "truncated"


class _Served(ThreadingHTTPServer):
    daemon_threads, block_on_close, request_queue_size = True, False, 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that is killed is what this is about."""


@contextmanager
def served(systems: Systems) -> Iterator[str]:
    """Serve both on a free port of this machine; gives where."""
    server = _Served(("127.0.0.1", 0), type("Handler", (_Handler,), {"systems": systems}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
