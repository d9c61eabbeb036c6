"""No edit is lost: reload, two tabs; and versions as a person handles them."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Visit, rests
from edits import FLOW, at_source, kept, typed, undo, where
from playwright.sync_api import expect

from core.flow import Flow
from core.workspace import Workspace

pytestmark = pytest.mark.browser


def titled(flow: Flow, title: str) -> Flow:
    """The flow with another title."""
    return flow.model_copy(update={"title": title})


def test_a_reload_loses_nothing(demo_desk: Visit) -> None:
    """What was typed, and not even left, is there again."""
    page = at_source(demo_desk)
    typed(page, "financial_status == 'paid' && total_price")
    page.reload()
    page = at_source(demo_desk)
    expect(where(page)).to_have_value("financial_status == 'paid' && total_price")
    demo_desk.sees("draft, not published")


def test_two_tabs_lose_nothing(demo_desk: Visit, home: Path) -> None:
    """Each tab shows what the other one did; edits in both stand in one draft."""
    one = at_source(demo_desk)
    two = one.context.new_page()
    other = Visit(two, demo_desk.address)
    at_source(other)
    typed(one, "total_price")
    expect(where(two)).to_have_value("total_price", timeout=10_000)
    two.get_by_role("textbox", name="Sent with every read").fill('{"status": "open"}')
    expect(one.get_by_role("textbox", name="Sent with every read")).to_have_value(
        '{"status":"open"}', timeout=10_000
    )
    workspace = Workspace(home)
    assert kept(workspace) == "total_price"
    assert len(workspace.drafts(FLOW)) == 1
    workspace.close()


def test_two_people_are_told_and_put_their_work_together(demo_desk: Visit, home: Path) -> None:
    """Somebody publishes while I edit: I see who and when, take it in, choose where we clash, and publish."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    anna = Workspace(home)
    flow = anna.flow(FLOW)
    theirs = flow.source.model_copy(update={"where": "financial_status == 'refunded'"})
    anna.save(titled(flow, "Anna's title").model_copy(update={"source": theirs}), "hers", by="Anna")
    demo_desk.sees("published version 2")
    page.get_by_role("button", name="Look…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Both of you changed source where", timeout=30_000)
    dialog.get_by_role("radio", name="Take theirs").click()
    dialog.get_by_role("button", name="Take it in").click()
    expect(dialog).to_be_hidden(timeout=30_000)
    expect(where(page)).to_have_value("financial_status == 'refunded'", timeout=30_000)
    demo_desk.sees("version 2")
    undo(page)
    expect(where(page)).to_have_value("total_price", timeout=30_000)
    assert kept(anna) == "total_price"
    anna.close()


def test_versions_are_published_compared_and_restored(demo_desk: Visit, home: Path) -> None:
    """A note goes with a version; versions are compared edit by edit; an old one comes back as a draft."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    page.keyboard.press("Control+s")
    dialog = demo_desk.asked_to_publish()
    expect(dialog).to_contain_text("1 edit since version 1")
    dialog.get_by_label("Note").fill("all that cost something")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden(timeout=30_000)
    demo_desk.sees("version 2")
    workspace = Workspace(home)
    assert [each.note for each in workspace.versions(FLOW)] == [
        "all that cost something",
        "made for the demo",
    ]
    assert workspace.drafts(FLOW) == []

    demo_desk.unfold("9 · Export")
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("combobox", name="Version 2 against").scroll_into_view_if_needed()
    rests(page)  # a list that is open closes when the page scrolls under it
    demo_desk.pick("Version 2 against", "version 1")
    demo_desk.sees("1 edit from the one to the other")
    cells = page.locator(".st-key-cell_9 [role=gridcell]")
    expect(cells.filter(has_text="source where").first).to_be_attached(timeout=30_000)

    page.locator(".st-key-cell_9 .dvn-scroller").first.click(position={"x": 20, "y": 85})
    page.get_by_role("button", name="Restore version 1").click()
    demo_desk.sees("draft, not published")
    assert kept(workspace) == "financial_status == 'paid'"
    workspace.close()


def test_pressing_discard_can_be_undone(demo_desk: Visit) -> None:
    """A discarded draft comes back with undo."""
    page = at_source(demo_desk)
    typed(page, "total_price")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Discard the draft").click()
    expect(where(page)).to_have_value("financial_status == 'paid'", timeout=30_000)
    page.keyboard.press("Escape")
    undo(page)
    expect(where(page)).to_have_value("total_price", timeout=30_000)
