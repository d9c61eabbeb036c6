"""What checks make of a page's records is made first, all of it together, then the records are written."""

from __future__ import annotations

from typing import Any

from runs.conftest import Trade

from core.flow import Flow
from core.records import RunState, Verdict


def asked_for(trade: Trade, what: str, *, write: bool) -> list[dict[str, Any]]:
    """The requests about one resource of the books."""
    told = trade.requests("exact_online")
    return [each for each in told if what in each["path"] and each["write"] is write]


def with_match(flow: Flow, check: str, **match: str) -> Flow:
    """The flow, with a check that looks by another value."""
    checks = [
        each.model_copy(update={"match": match}) if each.name == check else each for each in flow.checks
    ]
    return flow.model_copy(update={"checks": checks})


def test_the_new_contacts_of_a_page_are_looked_up_together(trade: Trade) -> None:
    """Each is known by its customer, which is made first; a request for each would be one too many."""
    run = trade.run()
    assert run.counts.parked == 0
    made = asked_for(trade, "crm/Contacts", write=True)
    looked_up = asked_for(trade, "crm/Contacts", write=False)
    assert len(made) > 3
    assert len(looked_up) <= 2
    assert trade.booked() == trade.paid()


def test_customers_come_before_the_orders_of_their_page(trade: Trade) -> None:
    """No order is written before all customers of its page are there."""
    trade.run()
    paths = [each["path"] for each in trade.requests("exact_online") if each["write"]]
    first_order = next(n for n, path in enumerate(paths) if "SalesOrders" in path)
    assert any("crm/Accounts" in path for path in paths[:first_order])
    assert not any("crm/Accounts" in path for path in paths[first_order:])


def test_a_value_that_fails_once_its_customer_is_made_parks_its_record_alone(trade: Trade) -> None:
    """As long as the customer is to be made, the expression gives a text; of the customer made it can't."""
    late = "(starts_with($customer.ID, '\u2039') && 'later') || abs($customer.ID)"
    flow = with_match(trade.flow, "contact", Account=late, Email="customer.email || email")
    run = trade.workspace.run(flow)
    assert run.state is RunState.DONE
    parked = [each for each in trade.workspace.records(run.id) if each.verdict is Verdict.PARKED]
    assert parked
    assert all("abs" in each.why for each in parked)
    assert len(trade.booked()) == len(trade.paid()) - len(parked) > 0
    assert asked_for(trade, "crm/Accounts", write=True), "customers were made before the fault was met"
