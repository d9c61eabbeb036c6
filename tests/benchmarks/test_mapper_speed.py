"""The mapper in a browser: from a key to the preview of a hundred samples, from a drop to its value."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))  # the desk and its browser live there

from desk import FLAGS, Visit, chromium, served, visited

from core.commands.demo import prepared
from core.flow import Flow, Rule, Sample
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.benchmark

FLOW = "webshop-orders-to-exact"
SAMPLES, KEYS, FIELDS = 100, 60, 2000
SOURCES = ("id", "name", "order_number", "email", "phone", "created_at", "currency", "updated_at")
TARGETS = ("InvoiceTo", "DeliverTo", "DeliveryAddress")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def desk(
    browser: Browser, tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visit]:
    """Visit the demo's flow with a hundred orders kept as samples, and one of two thousand fields."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    prepared(workspace, sandbox.url)
    flow = workspace.flow(FLOW)
    orders = [record.data for record in workspace.sample(flow)]
    hundred = [{**orders[n % len(orders)], "name": f"#{n}"} for n in range(SAMPLES)]
    samples = tuple(Sample(name=f"#{n}", record=order) for n, order in enumerate(hundred))
    workspace.save(flow.model_copy(update={"samples": samples}))
    workspace.save(wide(flow))
    workspace.close()
    with served(tmp_path / "home", worker=False) as address, visited(browser, address) as visit:
        yield visit


def wide(flow: Flow) -> Flow:
    """A flow between systems that are not known, from two thousand fields to two thousand."""
    rules = tuple(Rule(to=f"Field{n}", select=f"field_{n}") for n in range(FIELDS))
    record = {f"field_{n}": f"value {n}" for n in range(FIELDS)}
    return flow.model_copy(
        update={
            "name": "wide",
            "source": flow.source.model_copy(update={"connection": "here", "where": None}),
            "target": flow.target.model_copy(update={"connection": "there", "match": {"Field0": "field_0"}}),
            "checks": (),
            "map": rules,
            "samples": (Sample(name="one", record=record),),
        }
    )


def told(what: str, took: list[float], goal: float, tail: float) -> bool:
    """Print the median and what 95 of 100 stay under; whether both are good enough."""
    middle, most = median(took), quantiles(took, n=20)[-1]
    good = middle < goal and most < tail
    print(
        f"  {what:44} median {middle:6.1f} ms, p95 {most:6.1f} ms   "
        f"goal: less than {goal:g} and {tail:g}" + ("" if good else "  MISSED")
    )
    return good


#: Notes in `window.took` the milliseconds from an event until an element says something else.
WATCHED = """(element, [event, from]) => {
  window.took ??= []
  let began = null
  const on = from === 'window' ? window : element.getRootNode()
  const noted = e => { if (event !== 'keydown' || e.key.length === 1) began = performance.now() }
  on.addEventListener(event, noted, true)
  new MutationObserver(() => {
    if (began === null) return
    const start = began
    began = null
    window.took.push(performance.now() - start)
  }).observe(element, {childList: true, subtree: true, characterData: true})
}"""

#: Scrolls a tree from its top to its end, some rows in each frame, and gives how long each frame took.
SCROLLED = """async element => {
  const frames = []
  let last = await new Promise(requestAnimationFrame)
  for (let n = 0; n < 120; n++) {
    element.scrollTop += 150
    const now = await new Promise(requestAnimationFrame)
    frames.push(now - last)
    last = now
  }
  return frames
}"""


def times(page: Page) -> list[float]:
    """What was noted."""
    noted: list[float] = page.evaluate("window.took")
    return noted


def opened(visit: Visit, flow: str, field: str) -> None:
    """Open a flow at its mapper, with all that it asks at first answered."""
    visit.go(f"/notebook?flow={flow}")
    expect(visit.field(field)).to_be_visible(timeout=120_000)
    expect(visit.field(field).locator(".state")).not_to_be_empty(timeout=120_000)
    visit.page.wait_for_timeout(1500)


def test_keys_and_drops_are_previewed_at_once(desk: Visit) -> None:
    """From a key to what the rule gives for a hundred orders; from a drop to the value in its row."""
    opened(desk, FLOW, "Description")
    page = desk.page
    result = desk.edit("Description")
    desk.code("jinja", "order ")
    expect(result).to_contain_text("order")
    page.wait_for_timeout(1000)
    page.evaluate("window.took = []")
    for field in TARGETS:
        drop(page, desk.source("financial_status"), desk.field(field))
        expect(desk.field(field).locator(".sample")).not_to_be_empty()
        desk.field(field).locator(".sample").evaluate(WATCHED, ["pointerup", "window"])
    page.wait_for_timeout(1500)
    for source in SOURCES:  # each pair is another rule, so that each is asked for
        for field in TARGETS:
            drop(page, desk.source(source), desk.field(field))
            page.wait_for_timeout(400)
    drops = times(page)

    result = desk.edit("Description")
    desk.code("jinja", "order ")
    page.wait_for_timeout(1500)
    page.evaluate("window.took = []")
    result.evaluate(WATCHED, ["keydown", "root"])
    for n in range(KEYS):
        page.keyboard.type("abcdefghij"[n % 10])
        page.wait_for_timeout(170)
    keys = times(page)
    print(f"\nin Chromium, {SAMPLES} samples:")
    assert len(keys) > KEYS / 2
    assert len(drops) > len(SOURCES)
    assert all(
        [told("from a key to the preview", keys, 80, 120), told("from a drop to its value", drops, 100, 150)]
    )


def drop(page: Page, source: Any, target: Any) -> None:
    """Carry a source field to a target field."""
    tree = page.get_by_test_id("tree-source")
    expect(tree).to_have_count(1)
    tree.evaluate("element => { element.scrollTop = 0 }")
    expect(source).to_be_visible()
    start, end = source.locator(".port").bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 50, start["y"] + 20, steps=2)
    page.mouse.move(end["x"] + 60, end["y"] + 14, steps=2)
    page.mouse.up()


def test_two_thousand_fields_scroll_smoothly(desk: Visit) -> None:
    """Every frame in time on both sides, with few nodes in the page."""
    opened(desk, "wide", "Field0")
    desk.page.wait_for_timeout(3000)
    print(f"\nin Chromium, {FIELDS} by {FIELDS} fields, all mapped:")
    good = []
    for side in ("source", "target"):
        frames = desk.page.get_by_test_id(f"tree-{side}").evaluate(SCROLLED)
        good.append(told(f"a frame while the {side} is scrolled", frames, 18, 20))
    nodes = desk.page.get_by_test_id("mapper").evaluate("element => element.querySelectorAll('*').length")
    print(f"  {'nodes of the mapper in the page':44} {nodes}   goal: at most 1500")
    assert nodes <= 1500
    assert all(good)
