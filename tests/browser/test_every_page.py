"""What holds on every page: nothing from elsewhere, no script but ours, keys, and access for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Visit, served, visited
from playwright.sync_api import Browser, Page, expect

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"
#: Which records the flow carries.
WANTED = "financial_status == 'paid'"
AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Pages with something on each that only stands there when all of it does.
PAGES = {
    "/": "Flows",
    f"/notebook?flow={FLOW}": "9 · Export",
    "/notebook?new=1": "New flow",
    "/flows": "Choose flows by their boxes",
    "/runs": "Waiting for a person",
    f"/tables?flow={FLOW}": "A value without a row",
    "/records?word=%231001": "1 record found",
    "/connections": "demo-exact",
}
#: Other views of those pages, which are looked at as well.
VIEWS = {"/flows?show=used": "source fields in use", "/tables?show=shared": "History"}
#: Pixels: how wide a telephone is, and how wide what is left of a short name must be.
WIDTH_OF_A_TELEPHONE, READABLE = 400, 30
CELLS = ("Source", "Sample", "Checks", "Map", "Preview", "Plan", "Write", "Run and schedule", "Export")


@pytest.fixture(scope="module")
def desk(simulators_served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a home with a flow that was run, for all tests of this file."""
    home = tmp_path_factory.mktemp("desk") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home.parent / "config"))
        workspace = Workspace(home)
        prepared(workspace, simulators_served.url)
        flow = workspace.flow(FLOW)
        workspace.run(flow)
        name, table = next(iter(flow.tables.items()))
        workspace.share(name, table, after=0)
        workspace.close()
        with served(home, worker=False) as address:
            yield address


def opened(visit: Visit, path: str) -> Page:
    """Open a page and wait until it stands."""
    visit.go(path)
    visit.sees((PAGES | VIEWS)[path])
    if "notebook?flow=" in path:
        expect(visit.field("Description")).to_be_visible()
    visit.rests()
    return visit.page


def test_every_page_fits_a_telephone(browser: Browser, desk: str) -> None:
    """No page is scrolled sideways, and the fields of the mapper can be read beside their lines."""
    with visited(browser, desk, width=WIDTH_OF_A_TELEPHONE) as visit:
        for path in PAGES | VIEWS:
            page = opened(visit, path)
            main = page.get_by_test_id("stMain")
            assert main.evaluate("element => element.scrollWidth") <= WIDTH_OF_A_TELEPHONE, path
            if "notebook?flow=" in path:
                for field in (visit.field("Description"), visit.source("email")):
                    shown = field.locator(".name").bounding_box()
                    assert shown is not None
                    assert shown["width"] >= READABLE


def unfold_all(visit: Visit) -> None:
    """Unfold every cell of the notebook."""
    for n, name in enumerate(CELLS, 1):
        if name != "Map":
            visit.page.get_by_role("button", name=f"{n} · {name}").click()
            visit.rests()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_anybody_else_and_breaks_no_rule(
    browser: Browser, desk: str, path: str
) -> None:
    """Not one request leaves for another host, the console has no complaint, and the policy is kept."""
    with visited(browser, desk) as visit:
        visit.page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            # Streamlit's own client tries WebAssembly for its numbers, and does without where it may not
            " event => event.blockedURI === 'wasm-eval' ||"
            " console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
        )
        page = opened(visit, path)
        if "flow=" in path and "notebook" in path:
            unfold_all(visit)
        assert page.evaluate("document.documentElement.lang") == "en"


def test_the_policy_is_really_watched(browser: Browser, desk: str) -> None:
    """The proof above can fail: evaluating text as a script is refused and told."""
    with visited(browser, desk) as visit:
        page = opened(visit, "/runs")
        with page.expect_console_message(lambda said: "script-src" in said.text):
            page.evaluate(
                "() => { const run = document.createElement('script'); run.textContent = 'window.x = 1';"
                " document.body.append(run); }"
            )
        assert page.evaluate("window.x") is None
        assert any("script-src" in each for each in visit.wrong)
        visit.wrong.clear()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES | VIEWS)
def test_a_page_can_be_used_by_everybody(browser: Browser, desk: str, path: str, *, dark: bool) -> None:
    """axe-core finds no violation of WCAG 2.2 AA that is ours, with every cell unfolded, light and dark."""
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm ci in tests/browser/axe")
    with visited(browser, desk, dark=dark) as visit:
        page = opened(visit, path)
        if "flow=" in path and "notebook" in path:
            unfold_all(visit)
        found = violations(page)
    assert found == [], "\n".join(found)


def violations(page: Page) -> list[str]:
    """What axe-core complains of."""
    page.evaluate(AXE.read_text("utf-8"))
    asked = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    result: dict[str, Any] = page.evaluate(f"axe.run(document, {asked})")
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in result["violations"]
        for node in each["nodes"]
    ]


def test_the_keys_work_on_every_page(browser: Browser, desk: str) -> None:
    """A question mark lists them; they lead from page to page; what is typed in a field stays text."""
    with visited(browser, desk) as visit:
        page = opened(visit, "/runs")
        for path in PAGES:
            opened(visit, path)
            expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_enabled()
            page.keyboard.press("?")
            expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()
        opened(visit, "/runs")
        page.keyboard.press("g")
        page.keyboard.press("n")
        expect(page).to_have_title("Notebook · Koppel", timeout=30_000)
        visit.sees("9 · Export")
        visit.rests()
        page.keyboard.press("7")
        visit.sees("When the target has it")
        page.keyboard.press("1")
        field = page.get_by_role("textbox", name="Only records where")
        expect(field).to_have_value(WANTED)
        field.press("End")
        field.press_sequentially("?9z")
        expect(field).to_have_value(f"{WANTED}?9z")
        expect(page.get_by_role("dialog")).to_have_count(0)
        field.fill(WANTED)
        page.wait_for_timeout(2_000)  # in which what was typed is saved, and decides nothing here


def test_the_demo_is_one_press_away(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty workspace to a flow with samples, and a guide that ticks off what was done."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with served(tmp_path / "home") as address, visited(browser, address) as visit:
        visit.go("/")
        visit.page.get_by_role("button", name="Guide me").click()
        visit.sees("1 of 6", seconds=60)
        visit.sees("Look at the samples")
        visit.page.get_by_role("button", name="Take me there").click()
        visit.sees("Change a rule")
        visit.page.get_by_role("button", name="End the tour").click()
        expect(visit.page.get_by_text("of 6")).to_have_count(0, timeout=30_000)
