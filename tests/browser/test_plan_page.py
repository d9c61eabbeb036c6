"""From a plan to its records: approved, tried on a few, run; then found with all that was said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk import Visit, served, visited
from playwright.sync_api import Browser, expect

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def desk(browser: Browser, home: Path, sandbox: Served) -> Iterator[tuple[Visit, Workspace]]:
    """Visit a desk with the demo and a worker; gives its workspace as well."""
    workspace = Workspace(home)
    prepared(workspace, sandbox.url)
    with served(home) as address, visited(browser, address) as visit:
        yield visit, workspace
    workspace.close()


def booked(sandbox: Served) -> int:
    """How many sales orders are in the books that came from the shop."""
    orders = httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()
    return sum((order["YourRef"] or "").startswith("#") for order in orders)


def test_a_plan_is_approved_tried_run_and_its_records_are_found(
    desk: tuple[Visit, Workspace], sandbox: Served
) -> None:
    """Nothing is booked before it is approved; three are read back; then the others follow, each once."""
    visit, workspace = desk
    page = visit.page
    visit.go(f"/notebook?flow={FLOW}")
    visit.sees("9 · Export", seconds=60)
    visit.unfold("4 · Map")
    visit.unfold("6 · Plan")
    page.get_by_role("button", name="Make the plan").click()
    visit.sees("What you approve of it can be run until", seconds=60)
    assert booked(sandbox) == 0
    page.get_by_role("button", name="Approve all").click()
    page.get_by_role("button", name="Try the first 3").click(timeout=60_000)
    visit.sees("3 records read back from the target", seconds=90)
    assert booked(sandbox) == 3
    page.get_by_role("button", name="Run the other").click()
    expect(page.get_by_role("button", name="Run the other")).to_have_count(0, timeout=90_000)
    plan = workspace.plans(FLOW)[0]
    page.wait_for_function("() => !document.body.innerText.includes('Waiting for a worker')", timeout=90_000)
    visit.sees("Open this run", seconds=90)
    assert booked(sandbox) == plan.writes
    record_is_found(visit, workspace)


def record_is_found(visit: Visit, workspace: Workspace) -> None:
    """By the order's number to its passport: source, request and answer, and the plan of a replay."""
    page = visit.page
    visit.go("/records?word=%231001")
    visit.sees("1 record found", seconds=60)
    key = workspace.find_records("#1001")[0].key
    visit.go(f"/records?flow={FLOW}&key={key}")
    visit.sees("YourRef #1001", seconds=60)
    visit.sees("Read it from the target now")
    page.get_by_role("radio", name="Request and answer").click()
    visit.sees("POST")
    page.get_by_role("button", name="Replay it").click()
    visit.sees("There is nothing to write", seconds=60)
