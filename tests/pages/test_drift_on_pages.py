"""A source that is not as it was, as a person sees it and as the command line tells it."""

from __future__ import annotations

import json

import httpx
import pytest
from page import press, shown, text_of

from core.__main__ import carry
from core.records import Counts
from core.runs.drift import drifts
from core.runs.gauge import Gauge
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def drift_of(demo: Workspace, sandbox: Served) -> None:
    """Let the orders always have had a remark, and now none."""
    orders = httpx.get(f"{sandbox.url}/_sandbox/shopify/orders").json()
    gauge, ledger = Gauge(demo.flow(FLOW)), demo._store.ledger(FLOW)
    for note in (*["please ring"] * 6, None):
        run = demo._store.runs.ask(FLOW, 1, "schedule")
        ledger.turn(
            run.id, Counts(), [], [], None, tally=gauge.read([{**order, "note": note} for order in orders])
        )
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
        demo._store.runs.finish(run.id, run.state.DONE)


def test_a_drift_is_on_the_overview_and_the_flow_until_it_is_right(demo: Workspace, sandbox: Served) -> None:
    """The overview names the flow, the flow's page the field and its rule; one press makes it usual."""
    assert "not as it was" not in text_of(shown("notebook", flow=FLOW))
    demo.pause_on_drift(FLOW, on=True)
    drift_of(demo, sandbox)
    assert "1 field of its source is not filled as before; it is paused" in text_of(shown("overview"))
    page = shown("notebook", flow=FLOW)
    said = text_of(page)
    assert "The source is not as it was before" in said
    assert "- note was filled in 100% of cases before and is in 0% now (read by Remarks)" in said
    assert "The flow is paused by it." in said
    press(page, "Resume the flow")
    assert not demo.saved(FLOW).held
    page = press(shown("notebook", flow=FLOW), "It is right so")
    assert "not as it was" not in text_of(page)
    assert "not filled as before" not in text_of(shown("overview"))


def test_the_command_line_shows_a_drift_and_takes_what_is_said_of_it(
    demo: Workspace, sandbox: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its status is 1 while the source drifts."""
    drift_of(demo, sandbox)

    def said(*more: str) -> tuple[int, dict[str, object]]:
        status = carry(["drift", FLOW, "--json", *more])
        return status, json.loads(capsys.readouterr().out)

    status, told = said("--pause")
    assert (status, told["pauses"]) == (1, True)
    assert "note was filled" in str(told["why"])
    assert said("--usual") == (0, {"odd": [], "why": [], "pauses": True, "held": False})
