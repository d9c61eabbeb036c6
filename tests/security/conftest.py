"""A workspace of its own for every attack, and the demo's between two systems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything of this test is kept, its key elsewhere."""
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@pytest.fixture
def empty(home: Path) -> Iterator[Workspace]:
    """A workspace with nothing in it."""
    workspace = Workspace(home)
    yield workspace
    workspace.close()


@pytest.fixture
def demo(empty: Workspace, sandbox: Served) -> Workspace:
    """A workspace with the demo's connections and flows."""
    prepared(empty, sandbox.url)
    return empty
