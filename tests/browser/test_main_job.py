from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from desk import Visit
from playwright.sync_api import expect

from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser


def orders_in_exact(sandbox: Served) -> list[dict[str, Any]]:
    """Ask the sandbox which sales orders its Exact Online holds."""
    found: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()
    return found


def connect(visit: Visit, system: str, name: str, sandbox: Served) -> None:
    """Connect a sandbox by the form."""
    visit.pick("System", system)
    # the form of another system comes with another name, and takes the place of what was typed and chosen
    proposed = visit.page.get_by_role("textbox", name="Name", exact=True).first
    expect(proposed).to_have_value(system.lower().replace(" ", "-"))
    visit.rests()
    visit.page.get_by_role("tab", name="A sandbox").click()
    visit.fill("Name", name)
    visit.fill("Address of the sandbox", sandbox.url)
    visit.page.get_by_role("button", name="Connect the sandbox").click()
    visit.sees(f"{name} is connected")


def test_a_consultant_carries_orders_from_a_new_flow_into_exact(empty_desk: Visit, sandbox: Served) -> None:
    """From an empty home: connect; then by keyboard alone make a flow, map, publish, plan, run, schedule."""
    visit, page, keys = empty_desk, empty_desk.page, empty_desk.page.keyboard
    before = orders_in_exact(sandbox)

    visit.go("/")
    page.get_by_role("button", name="Connect a system").click()
    connect(visit, "Shopify", "shop", sandbox)
    connect(visit, "Exact Online", "books", sandbox)
    page.locator(".st-key-connection_books").get_by_role("button", name="Test").click()
    visit.sees("Exact Online (books) answers")

    visit.rests()
    keys.press("g")
    keys.press("n")
    visit.sees("Ready-made flows")
    visit.tab(page.get_by_role("combobox", name="From"))
    keys.type("Shopify")
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="From")).to_have_value(re.compile("^Shopify"))
    for step in ("Systems", "Connect", "What is carried", "Settings", "Try it"):
        here = page.get_by_role("button", name=re.compile(rf"^\d · {step}$"))
        expect(here).to_be_enabled(timeout=60_000)
        visit.enter(re.compile(r"ontinue$|^Create the flow$"))
    visit.sees("25 records pulled from the source", seconds=60)

    visit.tab(page.get_by_role("searchbox", name="Search target fields"))
    keys.type("description")
    keys.press("Escape")
    keys.press("Home")
    expect(page.get_by_test_id("editor").locator(".crumb")).to_contain_text("Description")
    visit.tab(page.get_by_test_id("code-jinja"))
    keys.press("Control+a")
    keys.type("Web order {{ value }}")
    expect(page.get_by_test_id("result")).to_have_text("Web order #1001")
    visit.sees("25 of 25 filled")
    visit.publish("the number of the shop")
    visit.sees("Published as version 2")

    visit.tab(page.get_by_role("button", name="5 · Preview"))
    keys.press("6")
    visit.enter("Make the plan")
    visit.sees("Nothing was written", seconds=60)
    assert orders_in_exact(sandbox) == before

    keys.press("8")
    visit.enter("Run now")
    expect(page.locator(".st-key-cell_8")).to_contain_text("done", timeout=60_000)
    expect(page.locator(".st-key-cell_8")).to_contain_text("created")
    made = {order["Description"] for order in orders_in_exact(sandbox)} - {o["Description"] for o in before}
    assert "Web order #1001" in made

    visit.tab(page.get_by_role("combobox", name="Runs start"))
    keys.type("every 15")
    keys.press("Enter")
    visit.enter("Publish and activate")
    visit.sees("every 15 minutes, Europe/Amsterdam · active")


def test_a_deep_link_shows_the_frame_and_the_flow(demo_desk: Visit) -> None:
    """The very first request to a server may be for one flow: it shows the navigation and that flow."""
    demo_desk.go("/notebook?flow=webshop-orders-to-exact")
    expect(demo_desk.page.get_by_role("link", name="Overview")).to_be_visible(timeout=30_000)
    demo_desk.sees("25 records pulled from the source")
    expect(demo_desk.page).to_have_title("Notebook · Koppel")


def test_a_draft_survives_a_reload(demo_desk: Visit) -> None:
    """What was changed and not saved is there again after the page was loaded anew."""
    demo_desk.go("/notebook?flow=webshop-orders-to-exact")
    demo_desk.edit("Description")
    demo_desk.code("jinja", "{{ value | lower }}")
    demo_desk.sees("draft, not published")
    demo_desk.page.reload()
    demo_desk.sees("draft, not published")
    demo_desk.edit("Description")
    expect(demo_desk.page.get_by_test_id("code-jinja")).to_have_text("{{ value | lower }}")


def test_values_of_a_record_are_never_taken_for_markup(demo_desk: Visit) -> None:
    """HTML, Markdown and icon codes in a record are shown as they stand; nothing of them runs or loads."""
    hostile = "<img src=x onerror=alert(1)> ![x](https://evil.example/x.png) :material/home: www.evil.example"
    demo_desk.go("/notebook?flow=webshop-orders-to-exact")
    demo_desk.unfold("2 · Sample")
    demo_desk.page.get_by_role("button", name="Paste or upload").click()
    pasted = demo_desk.page.get_by_role("textbox", name="Or paste records")
    pasted.fill(httpx.Response(200, json=[{"name": hostile, "note": hostile}]).text)
    pasted.press("Control+Enter")
    demo_desk.page.get_by_role("button", name="Use these records").click()
    demo_desk.sees("1 record from what was pasted")
    expect(demo_desk.edit("Description")).to_contain_text("<img src=x")
    assert demo_desk.page.locator("img[src*=evil], img[src=x], a[href*=evil]").count() == 0


def test_a_person_consents_at_the_vendor_and_comes_back(demo_desk: Visit) -> None:
    """Authorise leads to the vendor's own page, and allowing it there leads back to the connections."""
    demo_desk.go("/connections")
    card = demo_desk.page.locator(".st-key-connection_demo-exact")
    card.get_by_role("button", name="Authorise again").click()
    card.get_by_role("link", name="Go to the vendor").click()
    demo_desk.page.get_by_role("button", name="Allow").click()
    expect(demo_desk.page.get_by_text("demo-exact is authorised")).to_be_visible(timeout=30_000)
    demo_desk.wrong[:] = [each for each in demo_desk.wrong if "elsewhere" not in each]  # the vendor's page


def test_a_flow_starts_over_after_one_more_question(demo_desk: Visit, home: Path) -> None:
    """The question says what it means; then the next run reads from the start and makes nothing twice."""
    workspace = Workspace(home)
    flow = workspace.flow("webshop-orders-to-exact")
    first = workspace.run(flow)
    demo_desk.go("/notebook?flow=webshop-orders-to-exact")
    demo_desk.page.get_by_role("button", name="More").click()
    demo_desk.page.get_by_role("button", name="Start over…").click()
    demo_desk.sees("not made twice")
    demo_desk.page.get_by_role("dialog").get_by_role("button", name="Start over", exact=True).last.click()
    expect(demo_desk.page.get_by_text("not made twice")).to_be_hidden(timeout=30_000)
    assert workspace.bookmark(flow.name) is None
    again = workspace.run(flow)
    assert (again.counts.read, again.counts.created) == (first.counts.read, 0)
    workspace.close()


def test_a_run_is_opened_from_the_overview(demo_desk: Visit, home: Path) -> None:
    """Pressing Open in the list of the last runs leads to that run's records."""
    workspace = Workspace(home)
    run = workspace.run(workspace.flow("webshop-orders-to-exact"))
    workspace.close()
    demo_desk.go("/")
    table = demo_desk.page.locator("[data-testid=stDataFrame] canvas").first
    expect(table).to_be_visible(timeout=30_000)
    expect(table.locator("[role=gridcell]").first).to_be_attached()  # it paints itself after it is there
    demo_desk.rests()
    box = table.bounding_box()
    assert box is not None
    demo_desk.page.mouse.click(box["x"] + 618, box["y"] + 52)  # cells are painted: this is where Open is
    demo_desk.sees(f"Run {run.id}")
    assert f"run={run.id}" in demo_desk.page.url


def test_functions_are_shown_with_their_help(demo_desk: Visit) -> None:
    """Every function that an expression may use stands behind one button, and can be searched."""
    demo_desk.go("/notebook?flow=webshop-orders-to-exact")
    demo_desk.edit("Description")
    demo_desk.page.get_by_role("button", name="Functions").click()
    dialog = demo_desk.page.get_by_role("dialog", name="Functions")
    dialog.get_by_role("searchbox").fill("lookup")
    expect(dialog).to_contain_text("lookup(table)")
    expect(dialog).to_contain_text("from a value table of the flow")
