"""Books that fail: they take an order and say nothing, say it failed, take it later, or not at all.

Orders are read from the same server, over real HTTP. What fails and how is drawn from a seed.
"""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Connector, Counted, Dialect, Find, Header, Limits, Resource, Since, Write
from core.api.egress import Caps
from core.api.lookup import mark_of
from core.api.tokens import MemoryTokens
from core.documents import parse_json, write_json
from core.fields import Field, FieldType
from core.flow import Flow, read_flow
from core.records import RunState, Verdict
from core.runs.carry import Carrier
from core.runs.doubt import Doubt
from core.runs.sweep import Sweeper
from core.runs.target import Target
from core.store import Entry, EntryState, Looked, Run, Store

FAULTS = ("reset", "timeout", "500", "502", "truncated")
WHENS = ("before", "after", "late")
#: How the books can be told a repetition: by its name, by looking, or not at all.
WAYS = ("keyed", "asked", "blind")
#: How long the client waits for an answer, and how soon it looks for what may have arrived: long enough that
#: also a busy machine takes a write in that time.
PATIENCE, SETTLE = 1.0, 0.2

FLOW = """
koppel: 1
name: pushes
title: Orders into books that fail
source: {{connection: shop, resource: orders, since: {since}}}
target: {{connection: books, resource: {way}, match: {{ref: ref}}, policy: {policy}}}
checks: {checks}
map:
  - {{to: ref, select: ref}}
  - {{to: total, select: total}}
{rules}
limits: {{park_at_most: 5000, deadline_minutes: 60}}
"""
CUSTOMERS = """
  - name: customer
    resource: customers
    match: {email: email}
    policy: upsert
    map: [{to: email, select: email}, {to: name, select: name}]
"""


@dataclass
class Books:
    """What the books hold, and how they fail: `plans` gives for a record what happens to its next writes."""

    orders: list[dict[str, Any]]
    plans: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    poison: set[str] = field(default_factory=set)
    says: str = "not possible"
    kept: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: what will be taken later: at a time between the first look for it and the last, or before the first
    late: list[tuple[float, str, dict[str, Any], str]] = field(default_factory=list)
    writes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self, seed: int, share: float = 0.3) -> None:
        """Draw which records meet which faults; some meet two, one after the other."""
        dice = random.Random(seed)
        refs = [o["ref"] for o in self.orders] + sorted({o["email"] for o in self.orders})
        for ref in refs:
            if dice.random() < share:
                times = 2 if dice.random() < 0.2 else 1
                self.plans[ref] = [(dice.choice(FAULTS), dice.choice(WHENS)) for _ in range(times)]

    def refs(self, way: str) -> list[str]:
        """The references in the books, each as often as it is there."""
        return sorted(row["ref"] for row in self.kept.get(way, ()))

    def doubled(self, way: str, by: str = "ref") -> list[str]:
        """What is there more than once."""
        counts = Counter(row[by] for row in self.kept.get(way, ()))
        return [value for value, times in counts.items() if times > 1]

    def total(self, way: str) -> Decimal:
        """What the orders in the books come to."""
        return sum((row["total"] for row in self.kept.get(way, ())), Decimal(0))

    def quiet(self) -> None:
        """Take all that was to be taken late."""
        with self.lock:
            for _, way, body, name in self.late:
                self._take(way, body, name)
            self.late.clear()

    # --- what is asked over HTTP; `None` is the fault, if any

    def read(self, way: str, query: dict[str, str]) -> Any:
        """Answer a question."""
        if way == "orders":
            wanted = query["ids"].split(",") if "ids" in query else None
            start, size = int(query.get("offset", 0)), int(query.get("size", 50))
            rows = [
                o for o in self.orders if wanted is None or (isinstance(o, dict) and str(o["id"]) in wanted)
            ]
            since = query.get("since", "")
            rows = [o for o in rows if not isinstance(o, dict) or o["changed"] >= since]
            return {"value": rows if wanted else rows[start : start + size]}
        way, _, key = way.partition("/")
        field_ = "id" if key else "email" if way == "customers" else "ref"
        wanted = [int(key)] if key else query["wanted"].split(",")
        self._come_late()
        return {"value": [row for row in self.kept.get(way, ()) if row[field_] in wanted]}

    def _come_late(self) -> None:
        """Take what is due: nobody sees any difference to one who took it at its time."""
        waiting, self.late = self.late, []
        for due, way, body, name in waiting:
            if time.monotonic() >= due:
                self._take(way, body, name)
            else:
                self.late.append((due, way, body, name))

    def write(self, way: str, key: str, body: dict[str, Any], name: str) -> tuple[int, Any, str]:
        """Take a write, or not: status, answer, and how the answer goes wrong."""
        self.writes += 1
        mark = str(body.get("ref") or body.get("email"))
        if way == "keyed" and name in self.names:
            self.late = [one for one in self.late if one[3] != name]
        if mark in self.poison:
            return 422, {"message": f"the total of {mark} is {self.says}"}, ""
        plan = self.plans.get(mark)
        fault, when = plan.pop(0) if plan else ("", "after")
        if when == "late":
            self._take_late(way, key, body, name)
        row = self._take(way, {**body, **({"id": int(key)} if key else {})}, name) if when == "after" else {}
        status = int(fault) if fault.isdigit() else 201
        return status, "<html>failed</html>" if fault.isdigit() else row, fault

    def _take_late(self, way: str, key: str, body: dict[str, Any], name: str) -> None:
        body = {**body, **({"id": int(key)} if key else {})}
        if name not in self.names or way != "keyed":
            if way == "keyed":
                self.names[name] = {}
            later = 0.5 if len(self.late) % 2 else 2.0
            self.late.append((time.monotonic() + later * SETTLE, way, body, name))

    def _take(self, way: str, body: dict[str, Any], name: str) -> dict[str, Any]:
        rows = self.kept.setdefault(way, [])
        if way == "keyed" and self.names.get(name):
            return self.names[name]
        if "id" in body:
            row = next(row for row in rows if row["id"] == body["id"])
            row |= body
        else:
            row = {**body, "id": sum(map(len, self.kept.values())) + 1}
            rows.append(row)
        self.names[name] = row
        return row


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Served

    def do_GET(self) -> None:
        """Read."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.server.books.lock:
            said = self.server.books.read(parts.path.strip("/"), query)
        self._say(200, said, "")

    def do_POST(self) -> None:
        """Write."""
        body = parse_json(self.rfile.read(int(self.headers["Content-Length"])).decode())
        way, _, key = self.path.strip("/").partition("/")
        with self.server.books.lock:
            status, said, fault = self.server.books.write(way, key, body, self.headers.get("Once", ""))
        self._say(status, said, fault)

    def do_PUT(self) -> None:
        """Change."""
        self.do_POST()

    def _say(self, status: int, said: Any, fault: str) -> None:
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        if fault == "timeout":
            time.sleep(1.5 * PATIENCE)
        if fault in {"reset", "timeout"}:
            self.close_connection = True
            return
        raw = write_json(said).encode() if not isinstance(said, str) else said.encode()
        raw = raw.replace(rb"\\u", rb"\u")  # what no library would write of a text is written out in it
        self.send_response_only(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[: len(raw) // 2] if fault == "truncated" else raw)
        self.close_connection = self.close_connection or fault == "truncated"


class _Served(ThreadingHTTPServer):
    daemon_threads, block_on_close, request_queue_size = True, False, 64
    books: Books

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is what this is about."""


def connector() -> Connector:
    """Declare the shop and the books."""
    texts = tuple(Field(name) for name in ("ref", "note", "tag", "once_only", "email", "name"))
    fields = (
        *texts,
        Field("id", FieldType.INTEGER, write=False),
        Field("total", FieldType.DECIMAL, decimals=2),
    )

    def books(way: str, find: Find | None = None, **more: Any) -> Resource:
        write = Write(create=f"/{way}", update=f"/{way}/{{key}}", key="id", **more)
        return Resource(way, way, f"/{way}", "value", "id", find=find, write=write, fields=fields)

    find = Find(
        "wanted", "{value}", either=",", fields=("ref", "id"), alone={"id": "/asked/{value}"}, at_once=50
    )
    orders = Resource(
        "orders",
        "Orders",
        "/orders",
        "value",
        "id",
        paging=Counted("offset", by="records", first=0, size="size"),
        page_size=50,
        size_param="size",
        since=Since("changed", "since", ordered=True, overlap=0),
        find=Find("ids", "{value}", either=",", fields=("id",), at_once=50),
    )
    resources = (
        orders,
        books("keyed", idempotency="Once"),
        books("asked", find),
        books("blind"),
        books("customers", Find("wanted", "{value}", either=",", fields=("email",), at_once=50)),
    )
    return Connector(
        name="unclear",
        title="Unclear books",
        docs="",
        base_url="",
        auth_url="",
        hosts=(),
        auth=(Header("X-Key", "{api_key}"),),
        settings=(),
        resources=resources,
        probe="orders",
        limits=Limits(settle=SETTLE),
        dialect=Dialect(quote=_plain),
    )


def _plain(resource: Resource, name: str, value: Any) -> str:
    del resource, name
    return str(value)


@dataclass
class Pushes:
    """A flow into the books, with a ledger of its own."""

    books: Books
    url: str
    store: Store
    way: str
    flow: Flow
    #: where the books are, if not where the shop is
    target_url: str = ""
    #: another target instead of the books
    target: Callable[[], Target] | None = None

    def run(self, trigger: str = "command") -> Run:
        """Carry one run to its end."""
        return self.carry(self.store.runs.ask("pushes", 0, trigger).id)

    def carry(self, run: str, leave: threading.Event | None = None) -> Run:
        """Begin, or go on with, a run; it is left at its next request once `leave` is set."""
        worker = f"worker of {run} {time.monotonic()}"
        self.store.workers.join(worker)
        taken = self.store.queue.begin(run, worker)
        assert taken is not None
        known = {each.name: each for each in connector().resources}
        target = self.target() if self.target else Target(self.client(writes=True), known, SETTLE)
        with self.client() as source, target.client or nullcontext():
            ends = (source, known["orders"]), target
            made = Sweeper if taken.trigger == "sweep" else Carrier
            return made(taken, self.flow, *ends, self.store, alive=lambda _: True, leave=leave).carry()

    def counted(self, trigger: str = "command") -> dict[str, int]:
        """Carry one run; the counts that are not zero."""
        run = self.run(trigger)
        assert run.counts.balanced, run.error
        return {name: number for name, number in run.counts.as_dict().items() if number and name != "read"}

    def client(self, *, writes: bool = False) -> Client:
        """Talk to the server."""
        url = (self.target_url if writes else "") or self.url
        access = Access("unclear", {"base_url": url}, {"api_key": "k"}, MemoryTokens(), private=True)
        return Client(connector(), access, writes=writes, caps=Caps(read=PATIENCE))


class Other:
    """Another flow into the same books, in the middle of a run of its own: it is about to make something."""

    def __init__(self, store: Store, way: str, match: dict[str, Any]) -> None:
        self.ledger, self._store = store.ledger("other"), store
        asked = store.runs.ask("other", 0, "command")
        store.workers.join("another worker")
        run = store.queue.begin(asked.id, "another worker")
        assert run is not None
        self.run = run
        claim = self.ledger.claim("books", way, mark_of(connector().resource(way).find, match))
        intended, creates = EntryState.INTENDED, Verdict.CREATE
        self.entry = Entry("record", "77", intended, run.id, creates, match, once="its own", claim=claim)
        assert self.ledger.intend([self.entry], Looked(run.asked)) == {}

    def end(self, state: EntryState) -> None:
        """Write down what became of it, and end the run."""
        self.ledger.keep([replace(self.entry, state=state)])
        self._store.runs.finish(self.run.id, RunState.DONE, "", worker="another worker")


@contextmanager
def pushing(books: Books, store: Store, way: str, **flow: str) -> Iterator[Pushes]:
    """Books that are served, and a flow into them."""
    text = FLOW.format(
        **{"way": way, "policy": "create", "checks": "[]", "rules": "", "since": "none", **flow}
    )
    served = _Served(("127.0.0.1", 0), _Handler)
    served.books = books
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Pushes(books, f"http://127.0.0.1:{served.server_port}", store, way, read_flow(text))
    finally:
        served.shutdown()
        served.server_close()


def orders(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Orders of a few customers, with totals in cents."""
    dice = random.Random(seed)
    return [
        {
            "id": n,
            "ref": f"R{n:05}",
            "changed": f"{datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n):%Y-%m-%dT%H:%M:%S}",
            "total": Decimal(dice.randrange(1, 10**7)) / 100,
            "email": f"buyer{n % (number // 4 or 1)}@shop.example",
            "name": f"Buyer {n % (number // 4 or 1)}",
        }
        for n in range(1, number + 1)
    ]


def settled(pushes: Pushes) -> int:
    """Run until nothing is left, as a schedule would; a person settles what only a person can."""
    asked = 0
    for _ in range(60):
        run = pushes.run()
        doubt = Doubt("pushes", pushes.store.ledger("pushes"), "a person")
        if pushes.way == "blind" and (waiting := doubt.open()):
            pushes.books.quiet()
            there = {row["ref"]: str(row["id"]) for row in pushes.books.kept[pushes.way]}
            for entry in waiting:
                asked += 1
                if ref := there.get(entry.match["ref"]):
                    doubt.arrived(entry.key, ref)
                else:
                    doubt.send([entry.key])
            pushes.run("retry")
        elif run.state is RunState.DONE and not doubt.ledger.open():
            return asked
    left = [f"{each.key} {each.state}: {each.why}" for each in (*doubt.ledger.open(), *doubt.ledger.parked())]
    raise AssertionError(f"it does not come to rest: {left} after {run}")
