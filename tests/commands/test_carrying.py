import signal
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from command_line import Books, Koppel, until
from postgresql_server import on_both

FLOW = "webshop-orders-to-exact"
COUNTS = ["read", "filtered", "created", "updated", "unchanged", "skipped", "parked", "ambiguous"]


def balanced(counts: Mapping[str, int]) -> bool:
    """Tell whether every record that was read is accounted for."""
    return counts["read"] == sum(count for name, count in counts.items() if name != "read")


@on_both
def test_the_demo_is_carried_once(ready: Koppel, books: Books) -> None:
    """Every paid order arrives, the counts balance, and a second run makes none."""
    first = ready("run", FLOW, "--json")
    assert (first.status, first.err) == (0, "")
    assert list(first.json) == ["run", "state", "counts", "drift"]
    assert list(first.json["counts"]) == COUNTS
    assert first.json["state"] == "done"
    assert balanced(first.json["counts"])
    paid = [order for order in books.stored("shopify/orders") if order["financial_status"] == "paid"]
    assert first.json["counts"]["created"] == len(paid) > 0
    assert len(books.booked()) == len(paid)
    second = ready("run", FLOW, "--json")
    assert second.status == 0
    assert second.json["counts"]["created"] == 0
    assert len(books.booked()) == len(paid)


def test_a_plan_sends_no_write(ready: Koppel, books: Books) -> None:
    """Each paid order would be made, with its reasons and payload; the sandbox was only asked."""
    httpx.delete(f"{books.sandbox}/_sandbox/requests")
    answer = ready("plan", FLOW, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert {"create", "filtered"} <= {line["verdict"] for line in answer.lines}
    made = next(line for line in answer.lines if line["verdict"] == "create")
    assert {"key", "verdict", "why", "match", "steps", "differences", "payload"} <= set(made)
    asked = httpx.get(f"{books.sandbox}/_sandbox/requests").json()
    assert asked
    assert not [request for request in asked if request["write"]]
    assert not books.booked()


def test_a_limit_is_kept(ready: Koppel, books: Books) -> None:
    """`--limit` carries so many records of those that the flow wants, and the next run the others."""
    assert ready("run", FLOW, "--limit", "2", "--json").json["counts"]["created"] == 2
    assert len(books.booked()) == 2
    rest = ready("run", FLOW, "--json").json
    assert rest["counts"]["created"] > 0


def test_history_is_told(ready: Koppel) -> None:
    """A run is listed and shown with each of its records, by the id that the run gave."""
    done = ready("run", FLOW, "--limit", "1", "--json").json
    listed = ready("runs", "--flow", FLOW, "--json").json
    assert [(each["run"], each["state"], each["counts"]) for each in listed] == [
        (done["run"], "done", done["counts"])
    ]
    [record] = ready("run-show", done["run"], "--json").json["records"]
    assert record["verdict"] == "create"
    assert record["target_key"]
    assert set(record["match"]) == {"YourRef"}
    told = ready("run-show", done["run"])
    assert record["key"] in told.out


def test_a_parked_order_goes_through_once_the_item_is_there(ready: Koppel, books: Books) -> None:
    """It is parked and names the SKU (status 1); after the item is added, a retry carries it (status 0)."""
    paid = [order for order in books.stored("shopify/orders") if order["financial_status"] == "paid"]
    sku = next(line["sku"] for order in paid for line in order["line_items"] if line["sku"])
    books.remove_item(sku)
    answer = ready("run", FLOW, "--json")
    parked = answer.json["counts"]["parked"]
    assert answer.status == 1
    assert parked > 0
    waiting = ready("runs", "--parked", "--json").json
    assert [set(each) for each in waiting] == [{"flow", "key", "match", "why"}] * parked
    assert all(sku in each["why"] and set(each["match"]) == {"YourRef"} for each in waiting)
    assert ready("retry", FLOW, "--json").status == 1
    books.add_item(sku)
    retried = ready("retry", FLOW, "--json")
    assert retried.status == 0
    assert retried.json["counts"]["created"] == parked
    assert ready("runs", "--parked", "--json").json == []
    assert len(books.booked()) == len(paid)


def test_a_sample_is_json_lines(ready: Koppel) -> None:
    """As many records as were asked for, one on each line, with amounts as they are."""
    answer = ready("sample", FLOW, "-n", "3")
    assert answer.status == 0
    assert len(answer.lines) == 3
    assert all("line_items" in record for record in answer.lines)


def test_an_exported_flow_does_the_same_on_an_empty_home(
    ready: Koppel, books: Books, connections: str, tmp_path: Path
) -> None:
    """The file and a connections file are all that production needs."""
    (tmp_path / "flow.yaml").write_text(ready("flow", "export", FLOW).out)
    elsewhere = Koppel(tmp_path / "elsewhere", ready.ready)
    answer = elsewhere("run", str(tmp_path / "flow.yaml"), "--connections", connections, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert answer.json["counts"]["created"] == len(books.booked()) > 0
    again = elsewhere("run", str(tmp_path / "flow.yaml"), "--connections", connections, "--json")
    assert again.json["counts"]["created"] == 0


WRONG = "wrong-7f3a"
SPOILT = {
    "the shop's token": ({"shopify": {"access_token": WRONG, "client_secret": WRONG}}, "demo-shop"),
    "the books' consent": ({"exact_online": {"access_token": WRONG, "refresh_token": WRONG}}, "demo-exact"),
    "the shop's host": (
        {"shopify": {"base_url": "https://shop.invalid", "auth_url": "https://shop.invalid"}},
        "shop.invalid",
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_system_that_refuses_or_is_not_there_is_one_sentence(
    ready: Koppel, books: Books, tmp_path: Path, what: str
) -> None:
    """The run has failed, with status 3; the sentence shows no secret, and nothing is lost or written."""
    broken, why = SPOILT[what]
    books.write_connections(tmp_path / "broken.yaml", broken)
    answer = ready("run", FLOW, "--connections", str(tmp_path / "broken.yaml"), "--json")
    assert answer.status == 3
    assert answer.json["state"] == "failed"
    assert why in answer.err
    assert answer.err.count("\n") == 1
    assert WRONG not in answer.err
    assert not books.booked()
    assert ready("run", FLOW, "--json").status == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@on_both
def test_a_run_that_is_interrupted_is_finished_by_the_next(
    ready: Koppel, books: Books, number: signal.Signals
) -> None:
    """A signal leaves it interrupted (status 3); the next run finishes it, and no order is there twice."""
    httpx.post(
        f"{books.sandbox}/_sandbox/faults",
        json={"connector": "exact_online", "match": {"method": "POST"}, "delay": 0.3, "times": None},
    )
    running = ready.start("run", FLOW, "--json")
    assert until(lambda: bool(books.booked()))
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 3
    assert err.count(b"\n") == 1
    assert b'"state":"interrupted"' in out
    httpx.delete(f"{books.sandbox}/_sandbox/faults")
    assert ready("runs", "--json").json[0]["state"] == "interrupted"
    assert ready("run", FLOW, "--json").status == 0
    assert {each["state"] for each in ready("runs", "--json").json} == {"done"}
    refs = [order["YourRef"] for order in books.booked()]
    assert len(refs) == len(set(refs)) > 0
