"""Every page in every language: nothing on it is left in English, and it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk import Visit, served, visited
from playwright.sync_api import Browser, Page, expect

from core.commands.demo import prepared
from core.language import LANGUAGES, speaking
from core.language.catalogue import messages, pairs
from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"
OTHERS = [code for code in LANGUAGES if code != "en"]
PAGES = (
    "/",
    f"/notebook?flow={FLOW}",
    "/notebook?new=1",
    "/flows",
    "/flows?show=used",
    "/runs",
    f"/tables?flow={FLOW}",
    "/tables?show=shared",
    "/records?word=%231001",
    "/connections",
    "/systems",
)
#: Words that no other of the six languages has.
ENGLISH = re.compile(r"\b(the|and|with|which|from|are|every|their|what|when|been|this|has|only|nothing)\b")
#: Expressions, which are in no language.
CODE = re.compile(r"\|\||\$|\{\{|&&")
#: Everything that a person reads or hears: texts, and the names and hints of what is pressed and filled in.
READ = """
() => {
  const UNREAD = 'style, script, noscript, code, pre, option[lang], [translate="no"],'
    + '[data-testid="stIconMaterial"],'
    // what Streamlit has in English alone, and what it keeps of a table's cells before they are drawn
    + '[data-testid="stFileUploader"], [data-testid="stElementToolbar"], [aria-haspopup="listbox"], canvas, '
    // names of the systems' own fields
    + '[data-testid^="tree-"] .name, .crumb';
  const found = new Set();
  const say = (text) => text && text.trim() && found.add(text.replace(/\\s+/g, ' ').trim());
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return say(node.textContent);
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return;
    if (node.matches?.(UNREAD)) return;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) say(node.getAttribute?.(name));
    for (const child of node.childNodes) walk(child);
    if (node.shadowRoot) walk(node.shadowRoot);
  };
  walk(document.body);
  return [...found];
}
"""


@contextmanager
def desk(sandbox: Served, folder: Path, language: str) -> Iterator[str]:
    """Serve a home with a flow that was made and run in a language."""
    home = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        workspace = Workspace(home)
        with speaking(language):
            prepared(workspace, sandbox.url)
        flow = workspace.flow(FLOW)
        workspace.run(flow)
        name, table = next(iter(flow.tables.items()))
        workspace.share(name, table, after=0)
        workspace.close()
        with served(home, worker=False) as address:
            yield address


def opened(visit: Visit, path: str) -> Page:
    """Open a page with all that it has to unfold."""
    page = visit.page
    visit.go(path)
    expect(page.locator(".st-key-frame-keys button.open")).to_be_enabled(timeout=30_000)
    visit.rests()
    if "notebook?flow=" in path:
        expect(visit.field("Description")).to_be_visible(timeout=30_000)
        for n in (1, 2, 3, 5, 6, 7, 8, 9):
            page.locator(f".st-key-fold_{n} button").click()
            visit.rests()
    return page


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_is_in_the_language_of_the_browser(
    browser: Browser, simulators_served: Served, tmp_path: Path, language: str
) -> None:
    """No text and no name of a control is left in English; nothing is wider than the window."""
    left: dict[str, list[str]] = {}
    known = pairs(language)
    own = set(known.values())  # "Was" is a word of ours, and German for another
    with (
        desk(simulators_served, tmp_path, language) as address,
        visited(browser, address, locale=language, width=1440) as visit,
    ):
        for path in PAGES:
            page = opened(visit, path)
            assert page.evaluate("document.documentElement.lang") == language
            texts = page.evaluate(READ)
            found = [
                each
                for each in texts
                if not CODE.search(each)
                and (ENGLISH.search(each) or (known.get(each, each) != each and each not in own))
            ]
            left |= {path: found} if found else {}
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert left == {}


def test_a_language_is_chosen_and_remembered(
    browser: Browser, simulators_served: Served, tmp_path: Path
) -> None:
    """The choice holds at once, on the next page, and in the next visit of the same browser."""
    with desk(simulators_served, tmp_path, "en") as address, visited(browser, address) as visit:
        page = opened(visit, "/flows")
        page.get_by_label("Language").select_option("Svenska")
        expect(page.get_by_label(said("sv", "Language"))).to_have_value("sv")
        expect(page.get_by_role("link", name=said("sv", "Runs"))).to_be_visible()
        visit.rests()
        page.get_by_role("link", name=said("sv", "Runs")).click()
        expect(page).to_have_title(re.compile(said("sv", "Runs")))
        page.reload()
        expect(page.get_by_label(said("sv", "Language"))).to_have_value("sv")
        assert page.evaluate("document.documentElement.lang") == "sv"


def said(language: str, message: str) -> str:
    """A message in a language."""
    return messages(language).gettext(message)
