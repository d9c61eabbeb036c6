"""A desk as a person has it: the pages and a worker as processes, and Chromium in front of them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)
from playwright.sync_api import TimeoutError as TooLate

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DRAWINGS = Path(__file__).parent / "drawings.js"
#: Streamlit's own client looks for its server beside a deep link first, and is told that it is not there.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


@contextmanager
def served(home: Path, *, worker: bool = True, port: int = 0) -> Iterator[str]:
    """Serve the pages on a port, or a free one, with a worker beside them; gives their address."""
    port = port or free_port()
    environment = {**os.environ, "KOPPEL_HOME": str(home), "XDG_CONFIG_HOME": str(home.parent / "config")}
    commands = [["streamlit", "run", "app.py", "--server.port", str(port)]]
    commands += [["core", "worker"]] if worker else []
    running = []
    try:
        with (home.parent / "desk.log").open("ab") as log:
            for command in commands:
                running.append(
                    subprocess.Popen(
                        [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=log, stderr=log
                    )
                )
                _wait(f"http://127.0.0.1:{port}/health/pages")
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, timeout=5).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@dataclass
class Visit:
    """A page in a browser, and everything on it that should not have been."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down errors of the console, answers that failed and requests to anywhere else."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        self.page.on("response", self._response)
        self.page.on("request", self._request)
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))

    def go(self, path: str) -> None:
        """Open an address of the pages."""
        self.page.goto(self.address + path)

    def unfold(self, title: str) -> None:
        """Unfold or fold a cell of the notebook by its title."""
        self.page.get_by_role("button", name=title).first.click()

    def pick(self, label: str, option: str) -> None:
        """Choose an option of a list; one that a drawing of the page closes is opened again."""
        offered = self.page.get_by_role("option", name=option).first
        for _ in range(6):
            self.page.get_by_role("combobox", name=label).first.click()
            try:
                offered.click(timeout=6000)
            except TooLate:
                continue
            return
        raise AssertionError(f"{label} offers no {option}")

    def fill(self, label: str, text: str) -> None:
        """Write into a field and leave it."""
        box = self.page.get_by_role("textbox", name=label, exact=True).first
        box.fill(text)
        box.press("Tab")

    def field(self, path: str) -> Locator:
        """A target field in the mapper: `Description`, or `SalesOrderLines/Item` for one of a row."""
        return self.page.get_by_test_id("tree-target").locator(f'[data-path$="|{path}"]')

    def source(self, path: str) -> Locator:
        """A source field in the mapper."""
        return self.page.get_by_test_id("tree-source").locator(f'[data-path="{path}"]')

    def edit(self, path: str) -> Locator:
        """Open a target field in the editor; gives what shows its result."""
        box = self.page.get_by_role("searchbox", name="Search target fields")
        box.fill(path.rpartition("/")[2])
        self.field(path).click()
        box.fill("")
        crumb = self.page.get_by_test_id("editor").locator(".crumb")
        expect(crumb).to_contain_text(path.rpartition("/")[2], timeout=30_000)
        return self.page.get_by_test_id("result")

    def code(self, language: str, text: str) -> Locator:
        """Write an expression in the editor, over what it holds; `language` is jmespath or jinja."""
        editor = self.page.get_by_test_id(f"code-{language}")
        editor.press("ControlOrMeta+a")  # by keys: what a script chooses, the next mark of a fault unchooses
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        return editor

    def tab(self, what: Locator) -> None:
        """Go to something with Tab alone."""
        self.rests()
        for _ in range(120):
            if what.evaluate("element => element.matches(':focus')"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {what}")

    def enter(self, name: str | re.Pattern[str]) -> None:
        """Go to a button with Tab alone, and press it."""
        self.tab(self.page.get_by_role("button", name=name).first)
        self.page.keyboard.press("Enter")

    def publish(self, note: str = "") -> None:
        """Publish the draft with a note, by keys alone, wherever the focus is."""
        self.page.keyboard.press("Control+s")
        dialog = self.asked_to_publish()
        dialog.get_by_label("Note").fill(note)
        self.page.keyboard.press("Control+Enter")
        expect(dialog).to_be_hidden()

    def asked_to_publish(self) -> Locator:
        """Wait for the question for a note, and for its button: a key that comes before it does nothing."""
        dialog = self.page.get_by_role("dialog", name="Publish a version")
        expect(dialog).to_contain_text("since version", ignore_case=True)
        expect(dialog.get_by_role("button", name="Publish version")).to_be_enabled()
        self.rests()
        return dialog

    def sees(self, text: str, *, seconds: float = 30) -> None:
        """Wait until a text stands on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=seconds * 1000)

    def rests(self) -> None:
        """Wait until the page rests."""
        rests(self.page)

    def _console(self, message: ConsoleMessage) -> None:
        missing = "Failed to load resource" in message.text  # told with its address by the answer itself
        if message.type == "error" and not missing:
            self.wrong.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            self.wrong.append(f"{response.status}: {response.url}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.wrong.append(f"request elsewhere: {request.url}")


def rests(page: Page) -> None:
    """Wait until all that was asked of the server is answered and drawn: what moves is not acted on."""
    page.wait_for_function("() => window.drawings?.rest()", timeout=60_000)


@contextmanager
def drawn(page: Page) -> Iterator[None]:
    """Act, and wait until the page was drawn because of it: what is typed is sent after a pause only."""
    before = page.evaluate("window.drawings.wanted")
    yield
    page.wait_for_function(
        "before => window.drawings.wanted > before && window.drawings.rest()", arg=before, timeout=60_000
    )


@contextmanager
def visited(
    browser: Browser, address: str, *, dark: bool = False, width: int = 1600, locale: str = "en-US"
) -> Iterator[Visit]:
    """Visit the pages; at the end nothing may have been wrong on them."""
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": 1200},
        timezone_id="Europe/Amsterdam",
        color_scheme="dark" if dark else "light",
    )
    context.add_init_script(path=DRAWINGS)
    visit = Visit(context.new_page(), address)
    visit.watch()
    yield visit
    context.close()
    assert visit.wrong == [], visit.wrong
