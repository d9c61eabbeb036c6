"""Paid orders of a webshop become sales orders, each once, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest
from postgresql_server import on_both

from core.errors import KoppelError, Misconfigured, Stopped
from core.flow import Policy, read_flow, write_flow
from core.records import RunState, Verdict

PAY = "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { order { id } userErrors { message } } }"


@on_both
def test_every_paid_order_is_booked_once_and_the_counts_balance(trade: Any) -> None:
    """The first run books all paid orders; a second one books none."""
    first = trade.run()
    assert first.state is RunState.DONE, first.error
    assert trade.booked() == trade.paid()
    assert first.counts.balanced
    assert first.counts.read == len(trade.stored("shopify", "orders"))
    assert first.counts.created == len(trade.paid())
    assert first.counts.parked == 0
    second = trade.run()
    assert second.state is RunState.DONE
    assert second.counts.created == 0
    assert second.counts.balanced
    assert trade.booked() == trade.paid()


def test_an_order_that_is_paid_later_is_booked_then(trade: Any) -> None:
    """A pending order is left alone until it is paid."""
    trade.run()
    pending = next(o for o in trade.stored("shopify", "orders") if o["financial_status"] == "pending")
    assert pending["name"] not in trade.booked()
    trade.shop(PAY, id=pending["admin_graphql_api_id"])
    run = trade.run()
    assert run.counts.created == 1
    assert pending["name"] in trade.booked()


def test_a_missing_product_parks_its_order_and_names_the_sku(trade: Any) -> None:
    """The order waits, nothing of it is left behind, and it goes through on retry once the item is there."""
    order = next(o for o in trade.stored("shopify", "orders") if o["financial_status"] == "paid")
    sku = order["line_items"][0]["sku"]
    item = next(i for i in trade.stored("exact_online", "items") if i["Code"].strip() == sku)
    trade.books("DELETE", f"logistics/Items(guid'{item['ID']}')")
    run = trade.run()
    hit = [o for o in trade.stored("shopify", "orders") if any(row["sku"] == sku for row in o["line_items"])]
    paid = {o["name"] for o in hit if o["financial_status"] == "paid"}
    assert run.counts.parked == len(paid)
    parked = trade.workspace.parked()
    assert {each.match["YourRef"] for each in parked} == paid
    assert all(sku in each.why for each in parked)
    assert not paid & set(trade.booked())
    kept = {name: item[name] for name in ("Code", "Description")}
    trade.books("POST", "logistics/Items", **kept)
    again = trade.workspace.retry(trade.flow)
    assert (again.counts.created, again.counts.parked) == (len(paid), 0), trade.workspace.parked()
    assert trade.workspace.parked() == []
    assert trade.booked() == trade.paid()


def test_a_plan_writes_nothing_and_foretells_the_run(trade: Any) -> None:
    """The request log of the books holds no write, and the run then does what was planned."""
    planned = list(trade.workspace.plan(trade.flow))
    assert trade.writes() == []
    verdicts = [each.verdict for each in planned]
    run = trade.run()
    assert verdicts.count(Verdict.CREATE) == run.counts.created
    assert verdicts.count(Verdict.FILTERED) == run.counts.filtered
    first = next(each for each in planned if each.verdict is Verdict.CREATE)
    assert first.steps
    assert first.payload


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "fault",
    [
        {"reset": True},
        {"status": 502, "body": ""},
        {"status": 500, "body": "<html>oops</html>"},
        {"truncate": 20},
    ],
    ids=["reset", "502", "500", "truncated"],
)
@pytest.mark.parametrize("path", ["salesorder/SalesOrders", "crm/Accounts"])
def test_an_unclear_answer_never_books_twice(trade: Any, fault: dict[str, Any], when: str, path: str) -> None:
    """Whether the write arrived or not, after the dust has settled every paid order is there once."""
    trade.break_it(
        connector="exact_online", match={"method": "POST", "path": path}, when=when, times=3, skip=2, **fault
    )
    run = trade.run()
    assert run.counts.balanced
    trade.workspace.retry(trade.flow)
    assert trade.twice() == []
    assert trade.booked() == trade.paid()
    mails = [a["Email"] for a in trade.stored("exact_online", "accounts") if a["Email"]]
    assert len({mail.casefold() for mail in mails}) == len(mails)


def test_a_commit_that_comes_late_is_waited_for(trade: Any) -> None:
    """The answer is lost and the order is stored a second later: the look-up waits for it."""
    trade.break_it(
        connector="exact_online", match={"method": "POST", "path": "SalesOrders"}, reset=True, late_commit=1.0
    )
    run = trade.run()
    assert run.counts.ambiguous == 0
    assert trade.twice() == []
    assert trade.booked() == trade.paid()


@on_both
def test_a_target_that_is_down_stops_the_run_and_the_next_one_catches_up(trade: Any) -> None:
    """What could not be carried is carried by the next run; nothing is doubled."""
    trade.break_it(connector="exact_online", match={"method": "GET"}, status=503, body="", times=None, skip=3)
    run = trade.run()
    assert run.state is RunState.FAILED
    assert "Exact Online" in run.error
    httpx.delete(f"{trade.url}/_sandbox/faults")
    assert trade.run().state is RunState.DONE
    assert trade.booked() == trade.paid()
    assert trade.twice() == []


@on_both
def test_two_runs_of_one_flow_do_not_carry_at_the_same_time(trade: Any) -> None:
    """The second is told that the first is under way."""
    other = trade.workspace.start(trade.flow.name)
    assert trade.workspace.next_run() is not None
    with pytest.raises(Stopped, match="run already"):
        trade.run()
    trade.workspace.cancel(other.id)


def test_a_limit_carries_the_first_records_only_and_loses_none(trade: Any) -> None:
    """With a limit of 3, three orders are carried; the next run carries the rest."""
    run = trade.workspace.run(trade.flow, limit=3)
    assert run.counts.created == 3
    assert len(trade.booked()) == 3
    trade.run()
    assert trade.booked() == trade.paid()


def test_too_many_parked_records_stop_the_run(trade: Any) -> None:
    """When everything is parked something general is wrong: the run stops and says so."""
    few = trade.flow.limits.model_copy(update={"park_at_most": 2})
    flow = trade.flow.model_copy(update={"limits": few})
    for item in trade.stored("exact_online", "items"):
        trade.books("DELETE", f"logistics/Items(guid'{item['ID']}')")
    run = trade.workspace.run(flow)
    assert run.state is RunState.FAILED
    assert "2" in run.error
    assert trade.booked() == []


def test_an_upsert_changes_only_what_differs(trade: Any) -> None:
    """Orders are booked, one of them changes in the shop, and only that one is written again."""
    upsert = trade.flow.model_copy(
        update={"target": trade.flow.target.model_copy(update={"policy": Policy.UPSERT})}
    )
    first = trade.workspace.run(read_flow(write_flow(upsert)))
    assert first.counts.created == len(trade.paid())
    again = trade.workspace.run(read_flow(write_flow(upsert)))
    assert again.counts.created == 0
    assert again.counts.updated == 0


def test_a_wrong_credential_is_one_sentence(trade: Any) -> None:
    """The run fails and names the connection; nothing is lost."""
    settings = trade.workspace.connection("demo-exact").settings
    wrong = {"access_token": "wrong", "refresh_token": "old"}
    trade.workspace.connect("demo-exact", "exact_online", settings, wrong)
    run = trade.run()
    assert run.state is RunState.FAILED
    assert "demo-exact" in run.error
    with pytest.raises(KoppelError):
        trade.workspace.check("demo-exact")


def test_a_flow_that_starts_over_makes_nothing_twice(trade: Any) -> None:
    """With its memory gone, the natural key still finds what is there; an empty target is filled again."""
    trade.run()
    trade.workspace.start_over(trade.flow.name)
    again = trade.run()
    assert (again.counts.created, again.counts.skipped) == (0, len(trade.paid()))
    assert trade.booked() == trade.paid()


def test_a_flow_into_books_that_cannot_be_asked_does_not_start_over(trade: Any) -> None:
    """Only its ledger knows what they have: without it, every order would be booked again."""
    trade.run()
    known = trade.workspace._reach.resources
    blind = {name: replace(each, find=None) for name, each in known("demo-exact").items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trade.workspace._reach, "resources", lambda _: blind)
        with pytest.raises(Misconfigured, match="made there a second time"):
            trade.workspace.start_over(trade.flow.name)
    assert trade.run().counts.created == 0


def test_a_flow_that_is_being_run_does_not_start_over(trade: Any) -> None:
    """Its memory is not taken from under a run, nor its bookmark, which the run would put forward again."""
    trade.workspace.start(trade.flow.name)
    assert trade.workspace.next_run() is not None
    with pytest.raises(Misconfigured, match="being run"):
        trade.workspace.start_over(trade.flow.name)
    with pytest.raises(Misconfigured, match="being run"):
        trade.workspace.set_bookmark(trade.flow.name, None)


def test_an_order_that_is_no_longer_wanted_does_not_stay_open(trade: Any) -> None:
    """A write that was only intended when the run stopped is let go once the order falls out of `where`."""
    trade.break_it(
        connector="exact_online", match={"method": "POST", "path": "SalesOrders"}, status=403, times=None
    )
    assert trade.run().state is RunState.FAILED
    ledger = trade.workspace._store.ledger(trade.flow.name)
    assert [entry for entry in ledger.open() if entry.kind == "record"]
    httpx.delete(f"{trade.url}/_sandbox/faults")
    nothing = trade.flow.source.model_copy(update={"where": "name == 'none'"})
    assert trade.workspace.run(trade.flow.model_copy(update={"source": nothing})).state is RunState.DONE
    assert [entry for entry in ledger.open() if entry.kind == "record"] == []
