"""Plans, replays and single records on the command line."""

from __future__ import annotations

from typing import Any

from command_line import Books, Koppel

FLOW = "webshop-orders-to-exact"


def planned(ready: Koppel) -> dict[str, Any]:
    """Make a plan and keep it; gives what is told of it."""
    answer = ready("plan", FLOW, "--save", "--json")
    assert (answer.status, answer.err) == (0, "")
    return answer.lines[-1]


def test_a_kept_plan_is_approved_tried_and_run(ready: Koppel, books: Books) -> None:
    """Nothing goes before it is approved; the first two are read back; the rest follows, each once."""
    plan = planned(ready)
    assert plan["whole"] is True
    assert not books.booked()
    refused = ready("run", FLOW, "--plan", plan["plan"])
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "koppel approve" in refused.err
    given = ready("approve", plan["plan"], "--json").json
    assert given["approved"] == plan["counts"]["create"]
    assert given["approved_by"]
    tried = ready("run", FLOW, "--plan", plan["plan"], "--first", "2")
    assert tried.status == 0
    assert "the target filled in by itself" in tried.out
    assert f"--plan {plan['plan']}" in tried.out
    assert len(books.booked()) == 2
    run = ready("run", FLOW, "--plan", plan["plan"], "--json")
    assert run.json["counts"]["created"] == plan["counts"]["create"] - 2
    assert len(books.booked()) == plan["counts"]["create"]
    [listed] = ready("plans", FLOW, "--json").json
    assert (listed["plan"], listed["approved"]) == (plan["plan"], plan["counts"]["create"])


def test_a_record_is_found_left_out_and_taken_up(ready: Koppel, books: Books) -> None:
    """From its number to its key; skipped with a reason, retried by its key; and then forgotten."""
    order = next(each for each in books.stored("shopify/orders") if each["financial_status"] == "paid")
    sku = order["line_items"][0]["sku"]
    books.remove_item(sku)
    ready("run", FLOW)
    [found] = ready("record", order["name"], "--json").json
    assert found["passports"][0]["record"]["name"] == order["name"]
    assert ready("skip", FLOW, found["key"], "--reason", "a test order").status == 0
    books.add_item(sku)
    assert ready("retry", FLOW, "--key", found["key"], "--json").json["counts"]["created"] == 1
    assert "is there as" in ready("replay", FLOW, found["key"]).out
    assert ready("record", order["name"], "--erase", "--json").json["erased"] >= 2
    assert ready("keep", FLOW, "--days", "7", "--json").json == {"flow": FLOW, "days": 7}
