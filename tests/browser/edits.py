"""Edits of the demo's flow in the notebook: made as a person does, and read as another program does."""

from __future__ import annotations

from collections.abc import Callable

from desk import Visit, drawn
from playwright.sync_api import Locator, Page, expect

from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
WHERE = "Only records where"


def where(page: Page) -> Locator:
    """The field that says which records are carried."""
    return page.get_by_role("textbox", name=WHERE)


def at_source(visit: Visit) -> Page:
    """Open the flow, and its first cell."""
    visit.go(f"/notebook?flow={FLOW}")
    visit.sees("1 · Source")
    visit.unfold("1 · Source")
    expect(where(visit.page)).to_be_visible(timeout=30_000)
    return visit.page


def typed(page: Page, text: str) -> None:
    """Type without leaving the field, and wait until that has come through."""
    with drawn(page):
        where(page).fill(text)


def kept(workspace: Workspace) -> str | None:
    """The expression in the draft that another program reads."""
    draft = workspace.draft(FLOW)
    return draft.source.where if draft else None


def rule(workspace: Workspace, to: str) -> str | None:
    """How the draft that another program reads shapes a field."""
    draft = workspace.draft(FLOW)
    return next((each.transform for each in draft.map if each.to == to), None) if draft else None


def until(page: Page, so: Callable[[], object]) -> None:
    """Wait until something is so for another program."""
    for _ in range(300):
        if so():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it does not come about")


def undo(page: Page) -> None:
    """Press undo in the bar."""
    page.locator(".st-key-icon_undo").get_by_role("button", name="Undo").first.click()
