"""The tour of the README, walked by somebody who counts every click, key and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from desk import Visit
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

MOST = 60


@dataclass
class Walk:
    """A visit whose actions are counted: a click, a key, a text that is written, an option that is chosen."""

    visit: Visit
    actions: int = 0

    def click(self, what: Locator) -> None:
        """Click on something."""
        self.actions += 1
        what.click()

    def button(self, name: str) -> None:
        """Click on a button by its words."""
        self.click(self.visit.page.get_by_role("button", name=re.compile(name)).first)

    def press(self, keys: str) -> None:
        """Press keys together."""
        self.actions += 1
        self.visit.page.keyboard.press(keys)

    def pick(self, label: str, option: str) -> None:
        """Open a list and choose from it."""
        self.actions += 2
        self.visit.pick(label, option)

    def open(self, field: str) -> Locator:
        """Look for a target field and open it; gives what shows its result."""
        self.actions += 3  # the search, the field, the search emptied
        return self.visit.edit(field)

    def write(self, language: str, text: str) -> None:
        """Write an expression."""
        self.actions += 1
        self.visit.code(language, text)

    def cell(self, title: str) -> None:
        """Unfold a cell."""
        self.actions += 1
        self.visit.unfold(title)


def test_the_tour_from_a_fresh_demo_takes_few_actions(demo_desk: Visit) -> None:
    """A new flow, three more fields, a fault mended, saved, planned, run and scheduled."""
    walk, page = Walk(demo_desk), demo_desk.page
    demo_desk.go("/")
    walk.click(page.get_by_role("link", name="Notebook"))
    walk.button("^New$|^add New$")
    walk.pick("From", "Shopify")
    for step in ("Systems", "Connect", "What is carried", "Settings", "Try it"):
        expect(page.get_by_role("button", name=re.compile(rf"^\d · {step}$"))).to_be_enabled(timeout=60_000)
        demo_desk.rests()
        walk.button(r"ontinue$|^Create the flow$")
    demo_desk.sees("25 records pulled from the source", seconds=60)

    for field, path, shown in (
        ("PaymentReference", "name", "#1001"),
        ("DeliveryDate", "processed_at", "2026-07-01"),
        ("OrderNumber", "order_number", "1001"),
    ):
        result = walk.open(field)
        walk.write("jmespath", path)
        expect(result).to_contain_text(shown)

    result = walk.open("Description")
    walk.write("jinja", "Web order {{ value | uper }}")
    expect(page.get_by_test_id("editor")).to_contain_text("did you mean 'upper'?")
    walk.write("jinja", "Web order {{ value | upper }}")
    expect(result).to_have_text("Web order #1001")
    walk.press("Control+s")
    expect(demo_desk.asked_to_publish()).to_contain_text("edits")
    walk.press("Control+Enter")
    demo_desk.sees("Published as version 2")

    walk.cell("6 · Plan")
    walk.button("Make the plan")
    demo_desk.sees("Nothing was written", seconds=60)
    walk.cell("8 · Run and schedule")
    walk.button("Run now")
    expect(page.locator(".st-key-cell_8")).to_contain_text("created", timeout=60_000)
    walk.pick("Runs start", "every 15 minutes")
    walk.button("Publish and activate")
    demo_desk.sees("every 15 minutes, Europe/Amsterdam · active")
    assert walk.actions < MOST, f"the tour took {walk.actions} actions"
