"""What the client costs beside the bare loop that makes the same requests."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

import httpx
import pytest

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Connector, Header, Limits, Resource
from core.api.tokens import MemoryTokens
from core.documents import parse_json

_ROUNDS, _REQUESTS = 5, 400
_BODY = b'{"value": [{"id": "1", "total": 10.10, "changed": "2026-01-02T03:04:05"}]}'
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Left: 5000\r\nX-Reset: 1900000000000\r\n"
    + f"Content-Length: {len(_BODY)}\r\n\r\n".encode()
    + _BODY
)


def _serve(ready: Connection) -> None:
    """Answer two clients, one after the other, with the same page for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ready.send(server.getsockname()[1])
        for _ in range(2):
            peer, _address = server.accept()
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with peer:
                while peer.recv(65_536):
                    peer.sendall(_ANSWER)


@pytest.fixture
def url() -> Iterator[str]:
    """Give a vendor in a process of its own, as quick as can be."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{here.recv()}"
    process.terminate()
    process.join()


def _best(work: Callable[[], object]) -> float:
    """Give the seconds for one request, in the quietest of a few rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for _ in range(_REQUESTS):
            work()
        best = min(best, time.perf_counter() - began)
    return best / _REQUESTS


@pytest.mark.benchmark
def test_a_request_through_the_client_costs_little(url: str) -> None:
    """Guarded, paced and checked, a request costs less than 0.6 ms more than a bare one."""
    orders = Resource("orders", "Orders", "/orders", records="value", key="id")
    limits = Limits(remaining=(("X-Left", "X-Reset"),))
    acme = Connector(
        "acme",
        "Acme",
        "",
        url,
        url,
        (),
        (Header("X-Key", "{api_key}"),),
        (),
        (orders,),
        "orders",
        limits=limits,
    )
    access = Access("bench", {}, {"api_key": "k"}, MemoryTokens(), private=True)
    with httpx.Client(headers={"X-Key": "k"}) as http:
        bare = _best(lambda: parse_json(http.get(f"{url}/orders").text))
    with Client(acme, access) as client:
        ours = _best(lambda: list(client.pull("orders")))
    print(
        f"\nbare httpx.Client {1 / bare:,.0f}/s · core.api Client {1 / ours:,.0f}/s · "
        f"ratio {bare / ours:.2f} · {1000 * (ours - bare):+.3f} ms a request"
    )
    assert ours - bare < 0.0006
