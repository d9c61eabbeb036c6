from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Visit
from playwright.sync_api import Locator, expect

from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"


def look(visit: Visit, name: str) -> Locator:
    """Choose a look of the preview; gives its cell."""
    cell = visit.page.locator(".st-key-cell_5")
    cell.get_by_role("radiogroup").get_by_text(name).first.click()
    return cell


def cells(cell: Locator, text: str) -> Locator:
    """The cells of a table with a text."""
    return cell.locator("[role=gridcell]").filter(has_text=text)


def test_what_is_missing_is_found_suggested_and_seen(demo_desk: Visit, home: Path) -> None:
    """A slip is explained and put right by one press, a suggestion fills a field, and coverage shows both."""
    workspace = Workspace(home)
    flow = workspace.flow(FLOW)
    kept = tuple(rule for rule in flow.map if rule.to != "Currency")
    workspace.save(flow.model_copy(update={"map": kept}))
    workspace.close()
    visit, page = demo_desk, demo_desk.page
    visit.go(f"/notebook?flow={FLOW}")

    visit.edit("Description")
    visit.code("jmespath", "nmae")
    expect(page.get_by_test_id("reasons")).to_contain_text("as in all 25 samples")
    page.get_by_role("button", name="Use name").click()
    visit.sees("25 of 25 filled")
    expect(page.get_by_test_id("code-jmespath")).to_have_text("name")

    visit.field("Currency").click()
    visit.sees("same name, and the values fit")
    page.get_by_test_id("editor").get_by_role("button", name="Use it").first.click()
    expect(page.get_by_test_id("result")).to_have_text("EUR")

    visit.unfold("5 · Preview")
    coverage = look(visit, "Coverage")
    expect(cells(coverage, "OrderedByContactPerson").first).to_be_attached(timeout=30_000)
    changed = look(visit, "Changed")
    expect(changed).to_contain_text("25 of 25 outputs changed", timeout=30_000)

    page.get_by_text("How this mapping is run").click()
    expect(page.locator(".st-key-cell_4 [data-testid=stCode]").last).to_contain_text("def render(")


def test_names_and_values_of_records_are_never_markup_in_what_is_said(demo_desk: Visit) -> None:
    """Reasons, suggestions, leftovers: a hostile record is shown as it stands."""
    hostile = "<img src=x onerror=alert(1)> ![x](https://evil.example/x.png) `www.evil.example`"
    records = [
        {"name": "1", "currency": hostile, hostile: {"curency": hostile}},
        {"name": "2", "currency": None},
    ]
    visit, page = demo_desk, demo_desk.page
    visit.go(f"/notebook?flow={FLOW}")
    visit.unfold("2 · Sample")
    page.get_by_role("button", name="Paste or upload").click()
    pasted = page.get_by_role("textbox", name="Or paste records")
    pasted.fill(json.dumps(records))
    pasted.press("Control+Enter")
    page.get_by_role("button", name="Use these records").click()
    visit.sees("2 records from what was pasted")
    visit.field("Discount").click()
    visit.code("jmespath", json.dumps(hostile) + ".curency2")
    expect(page.get_by_test_id("reasons").get_by_text("curency2").first).to_be_visible(timeout=30_000)
    visit.unfold("5 · Preview")
    unused = look(visit, "Not used")
    expect(cells(unused, "<img src=x").first).to_be_attached(timeout=30_000)
    assert page.locator("img[src*=evil], img[src=x], a[href*=evil]").count() == 0
