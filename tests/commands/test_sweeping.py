"""Sweeping, reconciling and reading again from a date, on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
from command_line import Books, Koppel

FLOW = "webshop-orders-to-exact"


def test_what_is_gone_is_told_and_the_days_add_up(ready: Koppel, books: Books) -> None:
    """All is there; then somebody removes an order from the books, and the sweep names it."""
    made = ready("run", FLOW, "--json").json["counts"]
    all_there = ready("sweep", FLOW, "--json")
    assert (all_there.status, all_there.err) == (0, "")
    counts = all_there.json["counts"]
    assert counts["there"] == made["created"] > 0
    assert counts["outside"] == made["filtered"]
    assert all_there.json["missing"] == all_there.json["gone"] == all_there.json["lost"] == []
    removed = books.booked()[0]
    known = httpx.get(f"{books.sandbox}/_sandbox/credentials").json()["exact_online"]
    httpx.delete(
        f"{known['base_url']}/salesorder/SalesOrders(guid'{removed['OrderID']}')",
        headers={"Authorization": f"Bearer {known['access_token']}", "Accept": "application/json"},
    ).raise_for_status()
    swept = ready("sweep", FLOW, "--carry", "--json")
    assert swept.status == 1
    assert [each["match"] for each in swept.json["gone"]] == [{"YourRef": removed["YourRef"]}]
    assert removed["OrderID"] not in [o["OrderID"] for o in books.booked()]
    balance = ready("reconcile", FLOW, "--json")
    assert balance.status == 0
    assert balance.json["balanced"]
    assert balance.json["sum"] == made
    assert balance.json["sweep"]["counts"]["gone"] == 1
    (day,) = balance.json["days"]
    assert {name: len(keys) for name, keys in day["keys"].items()} == {
        name: number for name, number in made.items() if number and name != "read"
    }
    people = ready("reconcile", FLOW)
    assert "adds up" in people.out
    assert "1 gone" in people.out


def test_a_run_may_begin_at_a_date(ready: Koppel, books: Books) -> None:
    """It reads again what was modified from there on, and makes nothing twice."""
    first = ready("run", FLOW, "--json").json["counts"]
    again = ready("run", FLOW, "--since", "2020-01-01", "--json").json["counts"]
    assert again["read"] == first["read"]
    assert again["created"] == 0
    assert len(books.booked()) == first["created"]
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert ready("reconcile", FLOW, "--from", today, "--to", today, "--json").json["sum"]["read"] > 0
    for option, wrong in (("--since", "yesterday"), ("--since", "2026-01-01T08:00:00")):
        refused = ready("run", FLOW, option, wrong)
        assert refused.status == 2
        assert wrong in refused.err
    early = ready("reconcile", FLOW, "--from", "2026-02-01", "--to", "2026-01-01")
    assert (early.status, "after the last" in early.err) == (2, True)
