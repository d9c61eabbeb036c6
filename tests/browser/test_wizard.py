"""The wizard as a person walks it: from two systems to flows that run, with a consent on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk import Visit, served, visited
from playwright.sync_api import Browser, expect

from core.records import RunState
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(home: Path, browser: Browser) -> Iterator[Visit]:
    """A desk on which nothing is connected, as wide as a laptop."""
    with served(home, worker=False) as address, visited(browser, address, width=1440) as visit:
        yield visit


def press(visit: Visit, name: str) -> None:
    """Press a button once the page stands."""
    visit.rests()
    visit.page.get_by_role("button", name=name, exact=True).first.click()


def choose(visit: Visit, source: str, target: str) -> None:
    """Choose two systems, and go on."""
    visit.go("/notebook?new=1")
    visit.sees("Ready-made flows")
    visit.pick("From", source)
    expect(visit.page.get_by_role("combobox", name="From")).to_have_value(source, timeout=30_000)
    visit.rests()
    visit.pick("To", target)
    expect(visit.page.get_by_role("combobox", name="To")).to_have_value(target, timeout=30_000)
    press(visit, "Continue")
    visit.sees(f"From {source}", seconds=60)


def connect_sandbox(visit: Visit, sandbox: Served) -> None:
    """Connect the first system that has no connection yet to its sandbox."""
    connected = visit.page.get_by_role("combobox", name="Connection")
    before = connected.count()
    visit.page.get_by_role("tab", name="A sandbox").first.click()
    box = visit.page.get_by_role("textbox", name="Address of the sandbox").first
    box.fill(sandbox.url)
    press(visit, "Connect the sandbox")
    expect(connected).to_have_count(before + 1, timeout=60_000)


def test_a_person_comes_from_two_systems_to_flows_that_run(desk: Visit, home: Path, sandbox: Served) -> None:
    """Systems, credentials, kinds of records, answers that the target has, a try: two flows, and they run."""
    choose(desk, "Shopify", "Visma eAccounting")
    desk.sees("Where to find what the form asks")
    desk.sees("developer dashboard")
    connect_sandbox(desk, sandbox)
    connect_sandbox(desk, sandbox)
    page = desk.page
    press(desk, "Test both and continue")
    desk.sees("Each kind becomes a flow of its own")
    desk.sees("Shopify keeps no ledger")
    expect(page.get_by_role("checkbox", name="Ledger entries")).to_be_disabled()
    page.get_by_text("Who buys: a company or a person").click()
    press(desk, "Continue")

    desk.sees("Name of the flow")
    terms = page.get_by_role("combobox", name="Terms of payment").first
    expect(terms).to_have_value("30 dagen")
    desk.rests()
    desk.pick("Terms of payment", "14 dagen")
    expect(terms).to_have_value("14 dagen")
    press(desk, "Back")
    desk.sees("Each kind becomes a flow of its own")
    page.reload()
    desk.sees("Each kind becomes a flow of its own")
    press(desk, "Continue")
    expect(page.get_by_role("combobox", name="Terms of payment").first).to_have_value("14 dagen")
    press(desk, "Continue")

    desk.sees("5 of 5 records can be written as they are", seconds=60)
    press(desk, "Create 2 flows")
    desk.sees("9 · Export", seconds=60)
    desk.sees("25 records pulled from the source")
    workspace = Workspace(home)
    assert set(workspace.titles()) == {"shopify-order-to-eaccounting", "shopify-customer-to-eaccounting"}
    assert workspace.beginnings() == []
    for name in sorted(workspace.titles()):
        flow = workspace.flow(name)
        assert flow.settings["terms_of_payment"] is not None
        run = workspace.run(flow, limit=5)
        assert run.state is RunState.DONE
        assert run.counts.read > 0
    workspace.close()


def test_a_consent_leads_away_and_back_to_the_same_step(desk: Visit, home: Path, sandbox: Served) -> None:
    """With the app's credentials typed in, Authorise leads to the vendor and Allow back, to the same step."""
    given = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()["exact_online"]
    choose(desk, "Exact Online", "Visma eAccounting")
    page = desk.page
    page.get_by_text("Another address").first.click()
    for label, name in (
        ("Administration", "division"),
        ("Client ID", "client_id"),
        ("Client secret", "client_secret"),
        ("API address (optional)", "base_url"),
        ("Sign-in address (optional)", "auth_url"),
    ):
        page.get_by_role("textbox", name=label, exact=True).first.fill(str(given[name]))
    press(desk, "Connect")
    desk.sees("not authorised")
    expect(page.get_by_role("button", name="Test both and continue")).to_be_disabled()
    press(desk, "Authorise")
    page.get_by_role("link", name="Go to the vendor").click()
    page.get_by_role("button", name="Allow").click()
    desk.sees("is authorised")
    desk.sees("From Exact Online")
    expect(page.get_by_text("not authorised")).to_have_count(0)
    desk.wrong[:] = [each for each in desk.wrong if "/exact_online/" not in each]  # the vendor's own page
    workspace = Workspace(home)
    assert [each.authorised for each in workspace.connections()] == [True]
    workspace.close()


def test_what_does_not_work_is_told_where_it_is_put_right(desk: Visit, sandbox: Served) -> None:
    """A sandbox that does not answer is a sentence on the step, and nothing that was said is lost."""
    choose(desk, "Shopify", "Exact Online")
    page = desk.page
    page.get_by_role("tab", name="A sandbox").first.click()
    box = page.get_by_role("textbox", name="Address of the sandbox").first
    box.fill("http://127.0.0.1:9")
    press(desk, "Connect the sandbox")
    expect(page.get_by_role("alert").first).to_contain_text("127.0.0.1", timeout=30_000)
    connect_sandbox(desk, sandbox)
    desk.go("/notebook?new=1")
    desk.sees("You have begun")
    press(desk, "Go on")
    desk.sees("From Shopify")


def test_the_wizard_is_walked_with_the_keyboard(desk: Visit) -> None:
    """Tab reaches the two systems and Continue, and Enter goes on and back."""
    desk.go("/notebook?new=1")
    desk.sees("Ready-made flows")
    page = desk.page
    page.get_by_role("combobox", name="From").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Shopify")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="From")).to_have_value("Shopify")
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    desk.sees("From Shopify")
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press("Enter")
    desk.sees("Ready-made flows")
    expect(page.get_by_role("combobox", name="From")).to_have_value("Shopify")
