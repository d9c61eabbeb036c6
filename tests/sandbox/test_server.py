"""The frame of the sandboxes: what is stored, what was asked, and what goes wrong on purpose."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.errors import Misconfigured
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app, serve
from core.sandbox.world import World


class Counter:
    """A simulator of almost nothing: a list of what was posted to it."""

    def __init__(self, world: World | None, rates: Rates) -> None:
        self.world, self.rates = world, rates
        self.routes = [Route("/things", self._things, methods=["GET", "POST"])]
        self.reset()

    def reset(self) -> None:
        """Forget all rows."""
        self.rows: list[dict[str, Any]] = []
        self.switches = {"odd": False}

    def credentials(self, origin: str) -> dict[str, str]:
        """Give an address and a token."""
        return {"base_url": f"{origin}/counter", "access_token": "made-up"}

    def stored(self, resource: str) -> list[dict[str, Any]]:
        """Show the rows."""
        return {"things": self.rows}[resource]

    def throttled(self, request: Request) -> Response:
        """Ask for a pause in words of its own."""
        return Response("slow down, " + request.method, 429, {"X-Wait": "7"})

    async def _things(self, request: Request) -> Response:
        if request.method == "POST":
            body = await request.json()
            request.state.write = not body.get("only_asks", False)
            self.rows.append(body)
        return JSONResponse({"count": len(self.rows)}, headers={"X-Rows": str(len(self.rows))})


@pytest.fixture
def counter() -> Iterator[Served]:
    """A sandbox with the counter in it."""
    with Served(app({"counter": Counter(None, Rates("real", Clock()))})) as served:
        yield served


@pytest.fixture
def client(counter: Served) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=counter.url, timeout=30.0) as client:
        yield client


def rows(client: httpx.Client) -> list[dict[str, Any]]:
    """What the counter has stored."""
    found: list[dict[str, Any]] = client.get("/_sandbox/counter/things").json()
    return found


def fault(client: httpx.Client, **what: Any) -> None:
    """Set a fault on the counter's POSTs."""
    known = {"connector": "counter", "match": {"method": "POST"}, **what}
    assert client.post("/_sandbox/faults", json=known).status_code == 201


def post(client: httpx.Client, **row: Any) -> httpx.Response:
    """Post a row to the counter."""
    return client.post("/counter/things", json=row)


def test_shows_what_is_stored_and_filters_it(client: httpx.Client) -> None:
    """The stored rows are a JSON list that the query's keys narrow down."""
    post(client, name="a", ready=True)
    post(client, name="b", ready=False)
    assert [row["name"] for row in rows(client)] == ["a", "b"]
    assert client.get("/_sandbox/counter/things?name=b").json() == [{"name": "b", "ready": False}]
    assert client.get("/_sandbox/counter/things?ready=true").json() == [{"name": "a", "ready": True}]


@pytest.mark.parametrize("path", ["/_sandbox/counter/nothing", "/_sandbox/nobody/things"])
def test_names_what_it_does_not_have(client: httpx.Client, path: str) -> None:
    """An unknown connector or resource is a 404 that says so."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "there is no" in answer.text


def test_health_and_credentials(client: httpx.Client, counter: Served) -> None:
    """The frame says who is there, and what a client of each needs, at the address it was reached by."""
    assert client.get("/_sandbox/health").json() == {"ok": True, "connectors": ["counter"]}
    given = client.get("/_sandbox/credentials").json()
    assert given["counter"]["base_url"] == f"{counter.url}/counter"


def test_logs_requests_and_tells_writes_from_reads(client: httpx.Client) -> None:
    """Every request to a simulator is logged, also a POST that only asks; the frame's own are not."""
    client.get("/counter/things?x=1")
    post(client, name="a")
    post(client, only_asks=True)
    client.get("/counter/nowhere")
    log = client.get("/_sandbox/requests").json()
    seen = [(one["method"], one["path"], one["query"], one["status"], one["write"]) for one in log]
    assert seen == [
        ("GET", "/counter/things", "x=1", 200, False),
        ("POST", "/counter/things", "", 200, True),
        ("POST", "/counter/things", "", 200, False),
        ("GET", "/counter/nowhere", "", 404, False),
    ]
    assert all(one["connector"] == "counter" and "T" in one["at"] for one in log)
    assert len(client.get("/_sandbox/requests?write=true").json()) == 1
    client.delete("/_sandbox/requests")
    assert client.get("/_sandbox/requests").json() == []


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_fails_with_a_status_before_or_after_the_commit(client: httpx.Client, when: str, kept: int) -> None:
    """A status takes the answer's place, and the row is there only when it failed after the commit."""
    fault(client, when=when, status=503, headers={"Retry-After": "3"}, body="later")
    answer = post(client, name="a")
    assert (answer.status_code, answer.text, answer.headers["Retry-After"]) == (503, "later", "3")
    assert len(rows(client)) == kept
    assert post(client, name="b").status_code == 200


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_resets_the_connection(client: httpx.Client, when: str, kept: int) -> None:
    """The connection is really cut: the client gets no answer at all."""
    fault(client, when=when, reset=True)
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        post(client, name="a")
    assert len(rows(client)) == kept
    assert client.get("/_sandbox/requests").json()[0]["status"] == 0


def test_truncates_a_body(client: httpx.Client) -> None:
    """A truncated answer promises more bytes than come."""
    fault(client, truncate=4)
    with pytest.raises(httpx.RemoteProtocolError):
        post(client, name="a")
    assert len(rows(client)) == 1


def test_throttles_in_the_vendors_own_words(client: httpx.Client) -> None:
    """Throttling is the simulator's own answer, and the request is not carried out."""
    fault(client, throttle=True, times=2)
    answers = [post(client, name="a") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert (answers[0].text, answers[0].headers["X-Wait"]) == ("slow down, POST", "7")
    assert len(rows(client)) == 1


def test_commits_after_the_client_gave_up(client: httpx.Client) -> None:
    """A late commit: no answer within the client's patience, and the row comes afterwards."""
    fault(client, late_commit=1.5)
    with pytest.raises(httpx.ReadTimeout):
        client.post("/counter/things", json={"name": "a"}, timeout=0.3)
    assert rows(client) == []
    assert until(lambda: len(rows(client)) == 1)


def test_commits_after_an_answer_that_says_no(client: httpx.Client) -> None:
    """A late commit may also come after a status, such as a gateway's."""
    fault(client, late_commit=1.5, status=504)
    assert post(client, name="a").status_code == 504
    assert rows(client) == []
    assert until(lambda: len(rows(client)) == 1)


def test_delays_an_answer(client: httpx.Client) -> None:
    """A delay after the commit holds only the answer back."""
    fault(client, delay=30, when="after")
    with pytest.raises(httpx.ReadTimeout):
        client.post("/counter/things", json={"name": "a"}, timeout=0.5)
    assert len(rows(client)) == 1


def test_changes_headers_and_bodies_of_good_answers(client: httpx.Client) -> None:
    """Headers alone change the real answer; a body takes its place, such as a page where JSON is due."""
    fault(client, headers={"Content-Type": "text/plain"})
    answer = post(client, name="a")
    assert (answer.headers["content-type"], answer.json()) == ("text/plain", {"count": 1})
    fault(client, body="<h1>Sign in</h1>", when="after")
    answer = post(client, name="b")
    assert (answer.status_code, answer.text) == (200, "<h1>Sign in</h1>")
    assert len(rows(client)) == 2


def test_meets_only_the_requests_it_is_meant_for(client: httpx.Client) -> None:
    """A fault is narrowed by method, by part or pattern of path and query, by body, and by what it skips."""
    fault(client, match={"method": "GET", "path": "things?page="}, status=500)
    fault(client, match={"path": r"/thin.s\?$", "body": "poison"}, status=500, times=None)
    fault(client, match={"body": "third"}, status=418, skip=2)
    assert post(client, name="good").status_code == 200
    assert client.get("/counter/things").status_code == 200
    assert client.get("/counter/things?page=2").status_code == 500
    assert [post(client, name="poison").status_code for _ in range(2)] == [500, 500]
    assert [post(client, name="third").status_code for _ in range(3)] == [200, 200, 418]
    client.delete("/_sandbox/faults")
    assert post(client, name="poison").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"statsu": 500}, {"connector": "nobody", "status": 500}, {"when": "sometimes"}, "text"]
)
def test_refuses_a_fault_that_it_does_not_understand(client: httpx.Client, wrong: Any) -> None:
    """A slip in a fault is told, for a fault that is not set would make its test pass."""
    assert client.post("/_sandbox/faults", json=wrong).status_code == 400
    assert client.get("/_sandbox/faults").json() == []


def test_starts_over(client: httpx.Client) -> None:
    """A reset takes rows, faults, switches and log back to the first day."""
    post(client, name="a")
    fault(client, status=500)
    client.post("/_sandbox/switches", json={"counter": {"odd": True}})
    assert client.post("/_sandbox/reset").status_code == 204
    assert rows(client) == []
    assert client.get("/_sandbox/faults").json() == client.get("/_sandbox/requests").json() == []
    assert client.get("/_sandbox/switches").json() == {"counter": {"odd": False}}


def test_starts_one_system_over(client: httpx.Client) -> None:
    """Named systems alone start over; a name that nobody has is refused, and nothing starts over."""
    post(client, name="a")
    assert client.post("/_sandbox/reset?connector=nobody&connector=counter").status_code == 400
    assert len(rows(client)) == 1
    assert client.post("/_sandbox/reset?connector=counter").status_code == 204
    assert rows(client) == []


def test_turns_switches(client: httpx.Client) -> None:
    """What a vendor does only sometimes is turned on by name; an unknown name is refused."""
    assert client.post("/_sandbox/switches", json={"counter": {"odd": True}}).json()["counter"]["odd"] is True
    assert client.post("/_sandbox/switches", json={"counter": {"even": True}}).status_code == 400
    assert client.post("/_sandbox/switches", json={"nobody": {"odd": True}}).status_code == 400


def test_lets_time_pass(client: httpx.Client) -> None:
    """The clock goes forward by as much as is said, and never back."""
    first = client.post("/_sandbox/clock", json={"advance": 0}).json()["now"]
    later = client.post("/_sandbox/clock", json={"advance": 7200}).json()["now"]
    assert later > first
    assert later[11:13] != first[11:13]
    assert client.post("/_sandbox/clock", json={"advance": -1}).status_code == 400
    assert client.post("/_sandbox/clock", json={}).status_code == 400


def test_relaxes_limits_a_thousandfold() -> None:
    """Relaxed limits are the vendor's own, a thousand times as wide."""
    assert (Rates("real").of(60), Rates("relaxed").of(60)) == (60, 60_000)


def test_says_when_the_port_is_taken(counter: Served) -> None:
    """A port that somebody else has is one clear sentence."""
    port = urlsplit(counter.url).port
    assert port
    with pytest.raises(Misconfigured, match=f"port {port} cannot be opened"):
        serve(app({}), port)


def until(true: Any) -> bool:
    """Wait for something to become true; the wait is long, so that only a real failure reaches its end."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False
