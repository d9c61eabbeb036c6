"""Limits are kept: no request leaves before the vendor allows it, and long waits are told, not slept."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from small_vendor import Clock, Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.allowance import Allowance, MemoryAllowance
from core.api.client import Client
from core.api.connector import Dialect, Limits
from core.api.limits import Pace, agreed, retry_after, shared_pace
from core.errors import Misconfigured, RateLimited, Unclear

EXACT = Limits(
    per_minute=60,
    remaining=(("X-Minute-Left", "X-Minute-Reset"), ("X-Day-Left", "X-Day-Reset")),
    errors_per_hour=10,
)
SHOPIFY = Limits(cost="extensions.cost")


@pytest.fixture
def pace(clock: Clock) -> Pace:
    """Give a pace on a clock that only sleeping moves."""
    return Pace(EXACT, "Acme", clock, clock.sleep)


def client_of(access: Access, clock: Clock, limits: Limits, dialect: Dialect | None = None) -> Client:
    """Open a client whose waits only move a clock."""
    declared = connector(limits=limits, dialect=dialect or Dialect())
    return Client(declared, access, writes=True, clock=clock, pace=Pace(limits, "Acme", clock, clock.sleep))


def http_date(moment: float) -> str:
    """Write a time as HTTP does."""
    return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("5", 5),
        (" 1.5 ", 1.5),
        ("86400", 86_400),
        ("-3", 0),
        ("Mon, 21 Sep 2026 14:13:25 GMT", 5),
        ("Mon, 21 Sep 2026 14:13:15 GMT", 0),
        ("Monday, soon", None),
        ("", None),
        ("inf", None),
        ("nan", None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(header: str, wait: float | None) -> None:
    """Seconds, fractions and dates are read; what is neither is no wait."""
    now = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC).timestamp()
    assert retry_after(header, now) == wait


def test_the_declared_pace_holds_until_headers_speak(pace: Pace, clock: Clock) -> None:
    """Sixty requests a minute leave at once, the next one waits; a header that allows more is believed."""
    for _ in range(61):
        pace.wait()
    assert clock.slept == [pytest.approx(60)]
    pace.heard(200, {"x-minute-left": "500", "x-minute-reset": str((clock.now + 30) * 1000)})
    for _ in range(200):
        pace.wait()
    assert len(clock.slept) == 1


def test_what_a_connections_owner_agreed_on_takes_the_place_of_the_usual() -> None:
    """A connection's own number of requests a minute counts; one that is none is named."""
    assert agreed(EXACT, "", "Acme") == EXACT
    assert agreed(EXACT, "500", "Acme").per_minute == 500
    with pytest.raises(
        Misconfigured, match="Acme: the setting per_minute must be a whole number, not 'many'"
    ):
        agreed(EXACT, "many", "Acme")


def test_an_empty_window_is_waited_out(pace: Pace, clock: Clock) -> None:
    """With nothing left, the next request leaves when the window starts anew, in the vendor's own time."""
    reset = clock.now + 20
    pace.heard(200, {"x-minute-left": "1", "x-minute-reset": str(int(reset * 1000))})
    pace.wait()
    pace.wait()
    assert clock.now >= reset
    ahead = clock.now + 300  # the vendor's clock is five minutes ahead
    headers = {"x-minute-left": "0", "x-minute-reset": str((ahead + 10) * 1000), "date": http_date(ahead)}
    pace.heard(200, headers)
    before = clock.now
    pace.wait()
    assert clock.now - before == pytest.approx(10, abs=1)


@pytest.mark.parametrize("reset", ["", "soon", "nan", "inf"])
def test_headers_that_make_no_sense_are_left_aside(pace: Pace, clock: Clock, reset: str) -> None:
    """A window whose end cannot be read does not stop the line."""
    pace.heard(200, {"x-minute-left": "0", "x-minute-reset": reset})
    pace.wait()
    assert clock.slept == []


def test_a_spent_day_is_told_with_its_wait(pace: Pace, clock: Clock) -> None:
    """A wait of hours is not slept: it is raised with its length."""
    pace.heard(429, {"x-day-left": "0", "x-day-reset": str((clock.now + 7200) * 1000)})
    pace.throttled({"x-day-left": "0"})
    with pytest.raises(RateLimited, match="asks for a pause of 7200 seconds") as caught:
        pace.wait()
    assert caught.value.wait == pytest.approx(7200)
    assert clock.slept == []


def test_the_error_budget_keeps_the_connection_from_being_blocked(pace: Pace, clock: Clock) -> None:
    """After ten refused requests within the hour none leaves; an hour after the first one does again."""
    for status in (400, 401, 403, 404, 200, 500, 400, 400, 400, 400, 400, 404):
        pace.wait()
        pace.heard(status, {})
    with pytest.raises(RateLimited, match="refused 10 requests within the hour"):
        pace.wait()
    clock.now += 3600
    pace.wait()


@pytest.mark.parametrize(("header", "wait"), [("7", 7), ("date", 9), ("rubbish", 1)])
def test_too_many_requests_are_waited_out(
    vendor: Vendor, access: Access, clock: Clock, header: str, wait: float
) -> None:
    """A 429 with an empty body is slept out as it says, and the same write then goes through."""
    value = http_date(clock.now + 9) if header == "date" else header
    vendor.says(Said(status=429, headers={"Retry-After": value}), Said({"id": 1}, status=201))
    with client_of(access, clock, Limits()) as client:
        assert client.create("orders", {}, once="1").key == "1"
    assert wait <= sum(clock.slept) <= wait * 1.5 + 1
    assert len(vendor.heard) == 2


def test_a_read_comes_back_when_it_is_told_to(vendor: Vendor, access: Access, clock: Clock) -> None:
    """A 503 that names a time is waited out for a read; for a write it stays unclear."""
    vendor.says(Said(status=503, headers={"Retry-After": "30"}), Said({"value": []}))
    with client_of(access, clock, Limits()) as client:
        list(client.pull("orders"))
        assert clock.slept == [pytest.approx(30)]
        vendor.says(Said(status=503, headers={"Retry-After": "30"}))
        with pytest.raises(Unclear):
            client.create("orders", {}, once="1")


def test_long_pauses_are_told_and_endless_ones_end(vendor: Vendor, access: Access, clock: Clock) -> None:
    """A day's pause is raised at once; a vendor that never lets us in is given up after a few tries."""
    vendor.says(Said(status=429, headers={"Retry-After": "86400"}))
    with client_of(access, clock, Limits()) as client:
        for _ in range(2):
            with pytest.raises(RateLimited) as caught:
                list(client.pull("orders"))
            assert caught.value.wait == pytest.approx(86_400)
    assert (len(vendor.heard), clock.slept) == (1, [])
    vendor.says(Said(status=429))
    with client_of(access, clock, Limits()) as client, pytest.raises(RateLimited):
        list(client.pull("orders"))
    assert len(vendor.heard) <= 8
    assert sum(clock.slept) <= 120


def test_half_the_headers_are_enough(vendor: Vendor, access: Access, clock: Clock) -> None:
    """An empty 429 that names only the window that is spent is waited out to that window's end."""
    headers = {"X-Minute-Left": "0", "X-Minute-Reset": str((clock.now + 40) * 1000)}
    vendor.says(Said(status=429, headers=headers), Said({"value": []}))
    with client_of(access, clock, EXACT) as client:
        list(client.pull("orders"))
    assert clock.slept == [pytest.approx(40)]


def test_a_dialect_reads_the_wait_from_the_body(vendor: Vendor, access: Access, clock: Clock) -> None:
    """A vendor that writes the seconds into its words is understood through its dialect."""

    def refusal(status: int, headers: dict[str, str], body: object) -> str:
        del headers
        if status == 429:
            raise RateLimited("told", float(str(body).split()[-2]))
        return ""

    vendor.says(Said("Try again in 55 seconds", status=429), Said({"value": []}))
    with client_of(access, clock, Limits(), Dialect(refusal=refusal)) as client:
        list(client.pull("orders"))
    assert clock.slept == [pytest.approx(55)]


def cost(available: int, *, throttled: bool = False) -> Said:
    """Answer as GraphQL does, with what the query cost."""
    status = {"maximumAvailable": 1000, "currentlyAvailable": available, "restoreRate": 50}
    body = {"value": [], "extensions": {"cost": {"requestedQueryCost": 252, "throttleStatus": status}}}
    errors = [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]
    return Said({**body, "errors": errors} if throttled else body)


def test_a_query_waits_until_it_can_be_paid(vendor: Vendor, access: Access, clock: Clock) -> None:
    """With 152 points and a query of 252, two seconds pass before the next; a throttled one goes again."""
    vendor.says(cost(152), cost(52, throttled=True), cost(900))
    with client_of(access, clock, SHOPIFY) as client:
        list(client.pull("orders"))
        assert clock.slept == []
        list(client.pull("orders"))
    assert clock.slept == [pytest.approx(2), pytest.approx(4)]
    assert len(vendor.heard) == 3


def test_a_query_that_can_be_paid_is_told_to_nobody(clock: Clock) -> None:
    """What all share of a connection is written only where somebody has to wait."""
    shared = MemoryAllowance()
    pace = Pace(SHOPIFY, "Acme", clock, clock.sleep, shared)
    pace.spent(cost(900).body)
    assert shared.read() == Allowance()
    pace.spent(cost(152).body)
    assert shared.read().pause_until == pytest.approx(clock() + 2)


@pytest.fixture
def paces() -> list[Pace]:
    """Give the pace of one connection, as several clients get it."""
    return [shared_pace(EXACT, "Acme (x)", "https://x.example") for _ in range(3)]


def test_the_clients_of_a_connection_share_one_pace(paces: list[Pace]) -> None:
    """Several flows on one connection are counted together, and another connection by itself."""
    assert len({id(pace) for pace in paces}) == 1
    assert shared_pace(EXACT, "Acme (y)", "https://x.example") is not paces[0]


def test_threads_do_not_overdraw_a_window(pace: Pace, clock: Clock) -> None:
    """Eight threads with five requests left send five before they wait."""
    pace.heard(200, {"x-minute-left": "5", "x-minute-reset": str((clock.now + 50) * 1000)})
    threads = [threading.Thread(target=pace.wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(clock.slept) <= 3


def test_requests_never_leave_before_the_allowed_time(vendor: Vendor, access: Access, clock: Clock) -> None:
    """Against a server of sixty a minute, two hundred requests meet no refusal at all."""
    window = {"start": 0.0, "count": 0.0, "refused": 0.0}

    def answer(_: Heard) -> Said:
        start = clock.now // 60 * 60
        if start != window["start"]:
            window.update(start=start, count=0)
        window["count"] += 1
        window["refused"] += window["count"] > 60
        left = str(int(60 - window["count"]))
        headers = {"X-Minute-Left": left, "X-Minute-Reset": str((start + 60) * 1000)}
        return Said({"value": []}, headers=headers)

    vendor.answers = answer
    with client_of(access, clock, EXACT) as client:
        for _ in range(200):
            list(client.pull("orders"))
            clock.now += 0.1
    assert window["refused"] == 0
    assert sum(clock.slept) < 240
