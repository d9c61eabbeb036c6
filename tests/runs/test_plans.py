"""A plan that is kept is what runs: what was approved, as it was shown, and while it still holds."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from core.errors import Misconfigured, Stopped
from core.flow import Policy, Write
from core.records import RunState, Verdict

RETITLE = (
    "mutation($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { message } } }"
)


def order(trade: Any, name: str) -> dict[str, Any]:
    """An order as the shop has it."""
    return next(each for each in trade.stored("shopify", "orders") if each["name"] == name)


def saved(trade: Any, **how: Any) -> Any:
    """A plan of the flow, with all that it would write approved."""
    plan = trade.workspace.save_plan(trade.flow, by="Anna", **how)
    return trade.workspace.approve(plan.id, by="Anna")


def test_an_approved_plan_is_what_runs(trade: Any) -> None:
    """The plan writes nothing, its run books what was approved, and a second run finds nothing left."""
    plan = trade.workspace.save_plan(trade.flow, by="Anna")
    assert trade.writes() == []
    assert (plan.whole, plan.writes, plan.approved) == (True, len(trade.paid()), 0)
    with pytest.raises(Misconfigured, match=r"nothing of plan .* is approved"):
        trade.workspace.run_plan(trade.flow, plan.id)
    approved = trade.workspace.approve(plan.id, by="Bert")
    assert (approved.approved, approved.approved_by) == (len(trade.paid()), "Bert")
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert (run.state, run.counts.created, run.counts.parked) == (RunState.DONE, plan.writes, 0), run.error
    assert trade.booked() == trade.paid()
    again = trade.workspace.run_plan(trade.flow, plan.id)
    assert again.counts.read == 0
    assert trade.run().counts.created == 0


def test_what_is_not_approved_is_not_carried(trade: Any) -> None:
    """Two of the orders are approved and go; the others wait for another approval, or for a usual run."""
    plan = trade.workspace.save_plan(trade.flow)
    keys = [each.key for each in trade.workspace.planned(plan.id, Verdict.CREATE)]
    trade.workspace.approve(plan.id, keys[:2], by="Anna")
    assert trade.workspace.run_plan(trade.flow, plan.id).counts.created == 2
    assert len(trade.booked()) == 2
    trade.workspace.approve(plan.id, keys[:5], by="Anna")
    assert trade.workspace.run_plan(trade.flow, plan.id).counts.created == 3
    assert len(trade.booked()) == 5
    assert trade.run().counts.created == len(trade.paid()) - 5
    assert trade.booked() == trade.paid()


def test_what_the_plan_does_not_write_cannot_be_approved(trade: Any) -> None:
    """A key that is not in the plan, or that it would leave alone, is refused by name."""
    plan = trade.workspace.save_plan(trade.flow)
    with pytest.raises(Misconfigured, match="'4711'"):
        trade.workspace.approve(plan.id, ["4711"])


def test_an_order_that_has_changed_in_the_shop_is_asked_anew(trade: Any) -> None:
    """It is parked with the reason, nothing of it is written, and all others go."""
    plan = saved(trade)
    changed = order(trade, trade.paid()[0])
    trade.shop(RETITLE, input={"id": changed["admin_graphql_api_id"], "note": "please ring twice"})
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert (run.counts.created, run.counts.parked) == (len(trade.paid()) - 1, 1)
    [parked] = trade.workspace.parked()
    assert parked.match == {"YourRef": changed["name"]}
    assert "changed in the source since the plan was made" in parked.why
    assert changed["name"] not in trade.booked()
    assert trade.workspace.retry(trade.flow).counts.created == 1
    assert trade.booked() == trade.paid()


def test_an_order_that_somebody_booked_meanwhile_is_not_written(trade: Any) -> None:
    """What the plan would have made is there by now: it is left as it is, and not made twice."""
    plan = saved(trade)
    trade.workspace.run(trade.flow, limit=2)
    there = trade.booked()
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert (run.counts.skipped, run.counts.created) == (2, len(trade.paid()) - len(there))
    assert (trade.twice(), trade.booked()) == ([], trade.paid())


def test_a_target_that_has_changed_is_not_overwritten(trade: Any) -> None:
    """Somebody edits a sales order in the books after the plan: that one is parked, the next one updated."""
    trade.run()
    upsert = trade.flow.model_copy(
        update={
            "target": trade.flow.target.model_copy(update={"policy": Policy.UPSERT}),
            "map": tuple(
                rule.model_copy(update={"transform": "{{ 'New ' ~ value }}", "write": Write.ALWAYS})
                if rule.to == "Description"
                else rule
                for rule in trade.flow.map
            ),
        }
    )
    trade.workspace.set_bookmark(trade.flow.name, None)
    plan = trade.workspace.save_plan(upsert)
    assert plan.counts.get("update", 0) >= 2
    keys = [each.key for each in trade.workspace.planned(plan.id, Verdict.UPDATE)][:2]
    trade.workspace.approve(plan.id, keys)
    known = trade.workspace._store.ledger(upsert.name).entries("record", keys)
    books = f"salesorder/SalesOrders(guid'{known[keys[0]].target_key}')"
    trade.books("PUT", books, Description="edited by hand")
    run = trade.workspace.run_plan(upsert, plan.id)
    assert (run.counts.updated, run.counts.parked) == (1, 1)
    assert "what the target has of it has changed" in trade.workspace.parked()[0].why
    told = {each["OrderID"]: each["Description"] for each in trade.stored("exact_online", "sales_orders")}
    assert told[known[keys[0]].target_key] == "edited by hand"
    assert told[known[keys[1]].target_key].startswith("New ")


def test_a_flow_that_has_changed_makes_its_plan_void(trade: Any) -> None:
    """One sentence says so, and nothing is written; a new title changes nothing that counts."""
    plan = saved(trade)
    other = trade.flow.model_copy(update={"settings": {**trade.flow.settings, "extra": "1"}})
    with pytest.raises(Misconfigured, match="has changed since plan"):
        trade.workspace.run_plan(other, plan.id)
    assert trade.writes() == []
    titled = trade.flow.model_copy(update={"title": "Orders of the shop"})
    assert trade.workspace.run_plan(titled, plan.id).counts.created == len(trade.paid())


def test_a_plan_is_void_after_a_day(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says until when it held."""
    monkeypatch.setattr("core.store.plans.HOLDS_HOURS", -1)
    plan = trade.workspace.save_plan(trade.flow)
    with pytest.raises(Misconfigured, match="too old"):
        trade.workspace.approve(plan.id)


def test_asking_twice_for_the_run_of_a_plan_gives_one(trade: Any) -> None:
    """Two presses of the button are one run, which a worker carries."""
    plan = saved(trade)
    first, second = trade.workspace.start_plan(plan.id), trade.workspace.start_plan(plan.id)
    assert first.id == second.id
    taken = trade.workspace.next_run()
    assert taken is not None
    assert trade.workspace.carry(taken).state is RunState.DONE
    assert trade.booked() == trade.paid()


def test_two_plans_of_the_same_orders_book_each_once(trade: Any) -> None:
    """Both were approved before either was run: what the first has booked the second leaves alone."""
    first, second = (trade.workspace.save_plan(trade.flow, by="Anna") for _ in range(2))
    keys = [each.key for each in trade.workspace.planned(first.id, Verdict.CREATE)]
    trade.workspace.approve(first.id, keys[:4], by="Anna")
    trade.workspace.approve(second.id, by="Bert")
    asked = [trade.workspace.start_plan(each.id) for each in (first, second)]
    taken = trade.workspace.next_run()
    assert trade.workspace.next_run() is None
    trade.workspace.carry(taken)
    trade.workspace.carry(trade.workspace.next_run())
    ended = [trade.workspace.run_of(each.id) for each in asked]
    assert [run.state for run in ended] == [RunState.DONE] * 2
    assert [run.counts.created for run in ended] == [4, len(keys) - 4]
    assert (ended[1].counts.skipped, ended[1].counts.parked) == (4, 0)
    assert (trade.twice(), trade.booked()) == ([], trade.paid())


def test_a_command_does_not_end_the_run_of_a_plan_that_another_worker_carries(trade: Any) -> None:
    """Whoever asks for a plan's run while it is carried elsewhere or rests is told so, and it goes on."""
    plan = saved(trade)
    asked = trade.workspace.start_plan(plan.id)
    trade.workspace._store.workers.join("elsewhere/1/2/3/4")
    taken = trade.workspace._store.queue.begin(asked.id, "elsewhere/1/2/3/4")
    assert taken is not None
    with pytest.raises(Stopped, match="is being run already"):
        trade.workspace.run_plan(trade.flow, plan.id)
    assert trade.workspace.run_of(asked.id).state is RunState.RUNNING
    trade.workspace._store.runs.finish(asked.id, RunState.PAUSED)
    with pytest.raises(Stopped, match="is paused: resume"):
        trade.workspace.run_plan(trade.flow, plan.id)
    assert trade.workspace.run_of(asked.id).state is RunState.PAUSED
    trade.workspace.resume_run(asked.id)
    assert trade.workspace.run_plan(trade.flow, plan.id).id == asked.id
    assert (trade.twice(), trade.booked()) == ([], trade.paid())


def test_a_plan_s_run_that_waits_for_a_system_is_not_given_up_by_the_next_command(trade: Any) -> None:
    """The books asked for an hour's pause in the middle of it: asking again leaves it waiting."""
    plan = saved(trade)
    trade.break_it(
        connector="exact_online",
        match={"method": "POST", "path": "SalesOrders"},
        status=429,
        headers={"Retry-After": "3600"},
        skip=2,
    )
    waiting = trade.workspace.run_plan(trade.flow, plan.id)
    assert (waiting.state, waiting.not_before is not None) == (RunState.WAITING, True)
    with pytest.raises(Stopped):
        trade.workspace.run_plan(trade.flow, plan.id)
    assert trade.workspace.run_of(waiting.id).state is RunState.WAITING


def test_new_customers_that_the_plan_itself_makes_are_no_change(trade: Any) -> None:
    """Two orders of one customer who is not in the books: the first makes the account, the second uses it."""
    plan = saved(trade)
    mails = [order(trade, name)["customer"]["email"] for name in trade.paid()]
    assert len(set(mails)) < len(mails)
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert run.counts.parked == 0, trade.workspace.parked()


def test_a_plan_whose_target_goes_down_under_way_is_finished_later(trade: Any) -> None:
    """The run fails; another run of the same plan carries what is left of it, and nothing twice."""
    plan = saved(trade)
    trade.break_it(
        connector="exact_online",
        match={"method": "POST", "path": "SalesOrders"},
        status=403,
        times=None,
        skip=3,
    )
    assert trade.workspace.run_plan(trade.flow, plan.id).state is RunState.FAILED
    httpx.delete(f"{trade.url}/_sandbox/faults")
    run = trade.workspace.run_plan(trade.flow, plan.id)
    assert run.state is RunState.DONE, run.error
    assert (trade.twice(), trade.booked()) == ([], trade.paid())


def test_a_replay_shows_its_plan_first_and_makes_what_the_target_lost(trade: Any) -> None:
    """An order that was booked and deleted in the books is planned again, and carried when approved."""
    trade.run()
    name = trade.paid()[0]
    shop, there = order(trade, name), trade.stored("exact_online", "sales_orders")
    lost = next(each for each in there if each["YourRef"] == name)
    key = next(
        each.key
        for each in trade.workspace.records(trade.workspace.runs()[0].id)
        if each.match["YourRef"] == name
    )
    assert shop["name"] == name
    still = trade.workspace.save_replay(trade.flow, key)
    assert still.writes == 0
    trade.books("DELETE", f"salesorder/SalesOrders(guid'{lost['OrderID']}')")
    assert trade.run().counts.created == 0
    plan = trade.workspace.save_replay(trade.flow, key, by="Anna")
    assert (plan.writes, name in trade.booked()) == (1, False)
    trade.workspace.approve(plan.id, by="Anna")
    assert trade.workspace.run_plan(trade.flow, plan.id).counts.created == 1, trade.workspace.parked()
    assert (trade.twice(), trade.booked()) == ([], trade.paid())
