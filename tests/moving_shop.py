"""A shop that changes while it is read, and the books that its orders go to: both over real HTTP on loopback.

Time is made up: every request takes some seconds of it, in which orders are made, changed and removed. A
change is stamped by one of several clocks that differ by up to five minutes, in whole seconds, and others see
it up to twenty seconds later.
"""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.api.connector import (
    AfterLast,
    Connector,
    Counted,
    Cursor,
    Find,
    Header,
    Limits,
    PageNumber,
    Paging,
    Resource,
    Since,
    Write,
)
from core.fields import Field, FieldType

SKEW, DELAY = 300, 20
#: Clocks that differ by twice the skew, a commit that comes late, and a second for the rounding.
OVERLAP = 2 * SKEW + DELAY + 1
_BEGAN = 1_760_000_000.0

#: The ways in which the shop can be read, and whether in the order of change.
WAYS: dict[str, tuple[Paging, bool]] = {
    "keyset": (AfterLast("after", "place", size="size"), True),
    "cursor": (Cursor("cursor", "next"), False),
    "offset": (Counted("offset", by="records", first=0, size="size"), False),
    "number": (PageNumber("page", "page", "pages", total="total"), False),
}


@dataclass(frozen=True)
class Order:
    """One state of an order: `stamp` is what it says of its change, `seen` when others see it."""

    id: int
    version: int
    stamp: int | None
    seen: float


class Shop:
    """Orders that change as time goes by; `busy` is how many changes there are to a second."""

    def __init__(self, seed: int, orders: int, busy: float) -> None:
        self.dice, self.now, self.busy = random.Random(seed), _BEGAN, busy
        self._states: dict[int, list[Order]] = {}
        self._next = 0
        for _ in range(orders):
            self._make(self.now - self.dice.randrange(90_000))
        self.books: dict[str, dict[str, Any]] = {}
        self.written: list[tuple[str, int]] = []

    # --- what happens by itself

    def pass_time(self, seconds: float) -> None:
        """Let time go by, and orders change."""
        changes = self.busy * seconds
        for _ in range(int(changes) + (self.dice.random() < changes % 1)):
            self._change(self.now + self.dice.random() * seconds)
        self.now += seconds

    def _change(self, at: float) -> None:
        kind = self.dice.random()
        if kind < 0.3 or not self._states:
            self._make(at)
        elif kind < 0.4:
            del self._states[self.dice.choice(list(self._states))]
        elif kind < 0.42:
            stamp, seen = self._times(at)
            for key in self.dice.sample(list(self._states), min(len(self._states), 25)):
                self._put(key, stamp, seen)
        else:
            self._put(self.dice.choice(list(self._states)), *self._times(at))

    def _make(self, at: float) -> None:
        # Keys come in no order: what is new stands anywhere among the others.
        self._next += 1
        self._put(self._next * 7_919 % 1_000_003, *self._times(at))

    def _times(self, at: float) -> tuple[int, float]:
        return int(at + self.dice.choice((-SKEW, -SKEW, 0, SKEW))), at + self.dice.random() * DELAY

    def _put(self, key: int, stamp: int, seen: float) -> None:
        states = self._states.setdefault(key, [])
        states.append(Order(key, len(states) + 1, stamp, seen))

    def make(self, at: float, *, timed: bool = True) -> str:
        """Make an order with this time of change, or without one, that everybody sees; gives its key."""
        self._next += 1
        key = self._next * 7_919 % 1_000_003
        self._states[key] = [Order(key, 1, int(at) if timed else None, 0.0)]
        return str(key)

    def remove(self, key: str) -> None:
        """Remove an order from the shop."""
        del self._states[int(key)]

    def orders(self) -> list[Order]:
        """What others see now."""
        visible = ([each for each in states if each.seen <= self.now] for states in self._states.values())
        return [states[-1] for states in visible if states]

    # --- what is asked over HTTP

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Any:
        """Answer a request."""
        if path.startswith("/books"):
            return self._book(method, path, query, body)
        said = self._page(query)
        self.pass_time(0.5 + self.dice.random() * 5)
        return said

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        found, size = self.orders(), int(query.get("size", 100))
        if "id" in query:
            return {"value": [_wire(each) for each in found if str(each.id) == query["id"]]}
        if "since" in query:
            since = datetime.fromisoformat(query["since"]).replace(tzinfo=UTC).timestamp()
            found = [each for each in found if each.stamp is not None and each.stamp >= since]
        if query["way"] == "keyset":
            after = tuple(map(int, query["after"].split("-"))) if "after" in query else (0, 0)
            found = sorted(
                (o for o in found if (o.stamp or 0, o.id) > after), key=lambda o: (o.stamp or 0, o.id)
            )
            return {"value": [_wire(each) for each in found[:size]]}
        found.sort(key=lambda each: each.id)
        if query["way"] == "cursor":
            found = [each for each in found if each.id > int(query.get("cursor", -1))]
            return {
                "value": [_wire(o) for o in found[:size]],
                "next": found[size - 1].id if len(found) > size else "",
            }
        page = int(query.get("page", 1))
        first = int(query.get("offset", (page - 1) * size))
        pages = -(-len(found) // size)
        value = [_wire(each) for each in found[first : first + size]]
        return {"value": value, "page": page, "pages": pages, "total": len(found)}

    def _book(self, method: str, path: str, query: dict[str, str], body: Any) -> Any:
        if method == "GET":
            wanted = query.get("ref", "").split(",")
            return {"value": [self.books[ref] for ref in wanted if ref in self.books]}
        ref = path.removeprefix("/books/") if method == "PUT" else str(body["ref"])
        self.books[ref] = {**self.books.get(ref, {"id": ref}), **body}
        self.written.append((ref, body["version"]))
        return self.books[ref]

    # --- what became of it

    def lost(self) -> list[str]:
        """The orders of which the books lack the newest state."""
        return [
            f"{order.id} version {order.version}"
            for order in self.orders()
            if self.books.get(str(order.id), {}).get("version") != order.version
        ]

    def twice(self) -> list[tuple[str, int]]:
        """The states of orders that were written more than once."""
        return [state for state, times in Counter(self.written).items() if times > 1]


def _wire(order: Order) -> dict[str, Any]:
    changed = datetime.fromtimestamp(order.stamp, UTC).strftime("%Y-%m-%dT%H:%M:%S") if order.stamp else None
    place = f"{order.stamp or 0}-{order.id}"
    return {"id": order.id, "version": order.version, "changed": changed, "place": place}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    shop: Shop
    lock: threading.Lock

    def _any(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.lock:
            said = json.dumps(self.shop.answer(self.command, parts.path, query, body)).encode()
        self.send_response_only(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = _any  # noqa: N815 - the server's own names


@contextmanager
def served(shop: Shop) -> Iterator[str]:
    """Serve a shop and its books on a free port of this machine; gives where."""
    handler = type("Handler", (_Handler,), {"shop": shop, "lock": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def connector(way: str, size: int) -> Connector:
    """Declare the shop, read in one of the ways, and its books."""
    paging, ordered = WAYS[way]
    orders = Resource(
        name="orders",
        title="Orders",
        path="/orders",
        records="value",
        key="id",
        params={"way": way},
        paging=paging,
        page_size=size,
        size_param="size",
        since=Since("changed", param="since", join="", ordered=ordered, overlap=OVERLAP),
        find=Find(own=True, fields=("id",)),
    )
    books = Resource(
        name="books",
        title="Books",
        path="/books",
        records="value",
        key="id",
        find=Find("ref", "{value}", either=",", fields=("ref",), at_once=50),
        write=Write(create="/books", update="/books/{key}", key="id"),
        fields=(Field("ref", FieldType.TEXT), Field("version", FieldType.INTEGER)),
    )
    return Connector(
        name="moving",
        title="Moving shop",
        docs="",
        base_url="",
        auth_url="",
        hosts=(),
        auth=(Header("X-Key", "{api_key}"),),
        settings=(),
        resources=(orders, books),
        probe="orders",
        limits=Limits(settle=0.1),
    )
