"""What checks make of a page's records is made first, all of it together, then the records are written."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from runs.conftest import Trade

from core.flow import Flow
from core.mapping import Scope
from core.records import Rendering, RunState, Verdict
from core.runs.shape import Shape
from core.store import Entry, EntryState, Ledger, Looked, Rival


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


def test_the_intents_of_new_contacts_are_written_down_together(
    trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are known once their customers are made: one commit for the page, before the first is sent."""
    intend, told = Ledger.intend, []

    def noted(ledger: Ledger, entries: Sequence[Entry], looked: Looked) -> dict[str, Rival]:
        intents = [each for each in entries if each.state is EntryState.INTENDED]
        told.append({kind: [e.kind for e in intents].count(kind) for kind in ("customer", "contact")})
        return intend(ledger, entries, looked)

    monkeypatch.setattr(Ledger, "intend", noted)
    trade.run()
    made = asked_for(trade, "crm/Contacts", write=True)
    assert [each["contact"] for each in told if each["contact"]] == [len(made)]
    assert len(told) <= 2, told
    assert len(made) > 3
    assert trade.booked() == trade.paid()


def test_what_is_made_is_rendered_for_a_page(trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contact that waits for its customer is rendered with the others of its page, before and after."""
    render, rendered = Shape.render, []

    def counted(shape: Shape, scopes: Sequence[Scope]) -> list[Rendering]:
        rendered.append(len(scopes))
        return render(shape, scopes)

    monkeypatch.setattr(Shape, "render", counted)
    trade.run()
    made = asked_for(trade, "crm/Contacts", write=True)
    assert len(made) > 3
    assert len([many for many in rendered if many]) <= 8, rendered


def test_a_page_is_not_carried_where_its_orders_cannot_be_looked_up(trade: Trade) -> None:
    """They are looked up beside the checks: what goes wrong there ends the run before anything is written."""
    orders = {"method": "GET", "path": "SalesOrders"}
    trade.break_it(connector="exact_online", match=orders, status=400, body="{}", times=None)
    run = trade.run()
    assert run.state is RunState.FAILED
    assert "status 400" in run.error
    assert trade.writes() == []
    assert not [each for each in threading.enumerate() if each.name.startswith("look-up")]
    trade.mend()
    assert trade.run().state is RunState.DONE
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
