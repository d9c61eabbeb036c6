"""A run is a trace at the collector of the house: its pages, mapping and requests, nothing of a record."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from core import spans
from core.api import collector
from core.api.collector import Collector, collecting, written
from core.spans import Span, span


class House:
    """A collector that keeps what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.headers: list[dict[str, str]] = []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                house.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                house.headers.append({"path": self.path, **dict(self.headers)})
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def spans(self) -> list[dict[str, Any]]:
        """Every span that it was sent."""
        return [
            each
            for body in self.bodies
            for resource in json.loads(body)["resourceSpans"]
            for scope in resource["scopeSpans"]
            for each in scope["spans"]
        ]

    def close(self) -> None:
        """Let nobody in any more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def house() -> Iterator[House]:
    """A collector on this machine."""
    made = House()
    yield made
    made.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let this process begin anew to look for a collector, and forget it afterwards."""
    monkeypatch.setattr(collector.atexit, "register", lambda _: None)
    collecting.cache_clear()
    before = list(spans._TAKEN_BY)
    yield monkeypatch
    for take in spans._TAKEN_BY[len(before) :]:
        spans.collect_no_more(take)
    collecting.cache_clear()


def facts(of: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a span, by name."""
    return {each["key"]: next(iter(each["value"].values())) for each in of["attributes"]}


def test_a_run_is_one_trace_without_anything_of_a_record(
    trade: Any, house: House, asked: pytest.MonkeyPatch
) -> None:
    """Run, pages, mapping and requests hang together; no name, address, token or key of an order is in it."""
    asked.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", house.url)
    asked.setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-house-key=open%20sesame")
    run = trade.run()
    sent = collecting()
    assert sent is not None
    sent.send()
    assert {each["path"] for each in house.headers} == {"/v1/traces"}
    assert {each["x-house-key"] for each in house.headers} == {"open sesame"}
    ours = {each["spanId"]: each for each in house.spans}
    (top,) = [each for each in ours.values() if each["name"] == "run"]
    assert facts(top)["koppel.run"] == run.id
    assert facts(top)["koppel.created"] == str(run.counts.created)
    assert {each["traceId"] for each in ours.values()} == {top["traceId"]}
    assert {"page", "map", "request"} < {each["name"] for each in ours.values()}
    for each in ours.values():
        assert each is top or each["parentSpanId"] in ours
        assert int(each["startTimeUnixNano"]) <= int(each["endTimeUnixNano"])
    request = next(each for each in ours.values() if each["name"] == "request")
    assert facts(request)["http.response.status_code"] == "200"
    orders = trade.stored("shopify", "orders")
    text = "\n".join(house.bodies)
    for order in orders:
        assert str(order["id"]) not in text
        for value in (order["name"], order["email"], (order["customer"] or {}).get("last_name")):
            assert not value or f'"{value}"' not in text
    for account in trade.stored("exact_online", "accounts"):
        assert account["ID"] not in text
    access = trade.workspace._reach.access("demo-shop")
    assert not any(secret in text for secret in access.secrets.values() if secret)


def test_nothing_is_sent_where_nobody_asks_for_it(house: House, asked: pytest.MonkeyPatch) -> None:
    """It is off as it comes."""
    asked.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    assert collecting() is None
    with span("run"):
        pass
    assert (spans._TAKEN_BY, house.bodies) == ([], [])


@pytest.mark.parametrize("networks", ["none", "10.0.0.0/8"])
def test_a_collector_in_a_network_that_is_not_opened_hears_nothing(
    house: House, asked: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, networks: str
) -> None:
    """The door holds for traces too; what is wrong is told once, and what waited is forgotten."""
    asked.setenv("KOPPEL_NETWORKS", networks)
    sends = Collector(f"{house.url}/v1/traces", {})
    for _ in range(3):
        sends.take(Span("run", "0" * 32))
        sends.send()
    assert house.bodies == []
    (said,) = [each.getMessage() for each in caplog.records]
    assert "KOPPEL_NETWORKS" in said


def test_a_run_does_not_wait_for_a_collector_that_is_gone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """So many spans wait at most; the newest are kept."""
    house.close()
    sends = Collector(f"{house.url}/v1/traces", {})
    for number in range(10_000):
        sends.take(Span(str(number), "0" * 32))
    assert len(sends._waiting) == 4096
    sends.send()
    assert len(caplog.records) == 1


def test_a_fact_that_the_log_may_not_have_is_no_fact_of_a_span() -> None:
    """Whatever somebody adds to a span one day, values stay here."""
    made = Span(
        "page", "0" * 32, facts={"read": 5, "email": "a@b.example", "path": 7, "error": "a@b.example"}
    )
    (shown,) = written([made], "koppel")["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert facts(shown) == {"koppel.read": "5"}


def test_parts_of_a_run_on_two_workers_are_one_trace() -> None:
    """The trace has its name from the run; what fails says only what kind of failure it was."""
    taken: list[Span] = []
    spans.collect(taken.append)
    try:
        for _ in range(2):
            with pytest.raises(ValueError, match="secret"), span("run", of="run-1"), span("page"):
                raise ValueError("secret")
    finally:
        spans.collect_no_more(taken.append)
    assert len({each.trace for each in taken}) == 1
    assert [each.error for each in taken] == ["ValueError"] * 4
    assert taken[0].parent == taken[1].id
