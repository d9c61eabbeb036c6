"""A browser, and desks: one on an empty home, one on a home that the demo has made ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import FLAGS, Visit, chromium, served, visited
from playwright.sync_api import Browser, sync_playwright

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


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
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home that does not exist yet, with its key beside it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@pytest.fixture
def empty_desk(browser: Browser, home: Path) -> Iterator[Visit]:
    """Visit a desk on which nothing has been done yet."""
    with served(home) as address, visited(browser, address) as visit:
        yield visit


@pytest.fixture
def workspace(home: Path, sandbox: Served) -> Iterator[Workspace]:
    """Give the demo's workspace, as another program sees it."""
    made = Workspace(home)
    prepared(made, sandbox.url)
    yield made
    made.close()


@pytest.fixture
def demo_desk(browser: Browser, home: Path, sandbox: Served) -> Iterator[Visit]:
    """Visit a desk with the demo's connections and flow, and no worker."""
    workspace = Workspace(home)
    prepared(workspace, sandbox.url)
    workspace.close()
    with served(home, worker=False) as address, visited(browser, address) as visit:
        yield visit
