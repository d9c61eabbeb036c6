"""A flow is held against its systems before anything is asked of them, and leaves them closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.api.client import Client
from core.errors import Misconfigured
from core.flow import Flow
from core.records import RunState


def with_check_on(flow: Flow, resource: str) -> Flow:
    """The flow, with its items looked for in another kind of record."""
    checks = [
        check.model_copy(update={"resource": resource}) if check.name == "items" else check
        for check in flow.checks
    ]
    return flow.model_copy(update={"checks": tuple(checks)})


def no_look_up(workspace: Any, resource: str) -> None:
    """Let the books keep a kind of record that can't be looked up."""
    books = workspace.connector("exact_online")
    kept = [replace(each, find=None) if each.name == resource else each for each in books.resources]
    workspace._catalog._found["exact_online"] = replace(books, resources=tuple(kept))


def test_a_check_on_what_the_target_has_not_is_named_with_the_nearest(trade: Any) -> None:
    """A slip in a check's resource is found on save, on validate, and before a run or plan of a file."""
    flow = with_check_on(trade.flow, "itmes")
    wanted = "check 'items', resource: demo-exact has no resource 'itmes'; did you mean 'items'?"
    with pytest.raises(Misconfigured) as caught:
        trade.workspace.save(flow)
    assert str(caught.value).startswith(wanted)
    with pytest.raises(Misconfigured, match="did you mean 'items'"):
        list(trade.workspace.plan(flow))
    run = trade.workspace.run(flow)
    assert run.state is RunState.FAILED
    assert run.error.startswith(wanted)
    assert run.counts.read == 0


def test_everything_that_a_system_has_not_is_told_at_once(trade: Any) -> None:
    """Source, target and checks are looked at in one go."""
    flow = with_check_on(trade.flow, "itmes")
    ends = {
        "source": flow.source.model_copy(update={"resource": "ordrs"}),
        "target": flow.target.model_copy(update={"resource": "sales_order"}),
    }
    with pytest.raises(Misconfigured) as caught:
        trade.workspace.save(flow.model_copy(update=ends))
    for resource, near in (("ordrs", "orders"), ("sales_order", "sales_orders"), ("itmes", "items")):
        assert f"no resource {resource!r}; did you mean {near!r}?" in str(caught.value)


def test_a_check_on_what_cannot_be_looked_up_stops_the_run_instead_of_parking_all(trade: Any) -> None:
    """Every order would be parked for the same reason: the flow is wrong, not the orders."""
    no_look_up(trade.workspace, "items")
    with pytest.raises(Misconfigured, match=r"check 'items'.*Items of demo-exact can't be looked up"):
        trade.workspace.save(trade.flow)
    with pytest.raises(Misconfigured, match="can't be looked up"):
        list(trade.workspace.plan(trade.flow))
    run = trade.run()
    assert (run.state, run.counts.parked) == (RunState.FAILED, 0)
    assert "can't be looked up" in run.error


def test_a_plan_and_a_run_close_what_they_opened(trade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stays connected to the shop or to the books, whether it went well or not."""
    opened: list[str] = []
    begin, close = Client.__init__, Client.close

    def opening(client: Client, connector: Any, *args: Any, **more: Any) -> None:
        opened.append(connector.name)
        begin(client, connector, *args, **more)

    def closing(client: Client) -> None:
        opened.remove(client.connector.name)
        close(client)

    monkeypatch.setattr(Client, "__init__", opening)
    monkeypatch.setattr(Client, "close", closing)
    list(trade.workspace.plan(trade.flow))
    assert opened == []
    trade.run()
    assert opened == []
    with pytest.raises(Misconfigured):
        list(trade.workspace.plan(with_check_on(trade.flow, "itmes")))
    assert opened == []
