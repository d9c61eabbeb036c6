"""Homes for pages: an empty one, and one that the demo has made ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the pages open an empty home."""
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@pytest.fixture
def demo(home: Path, sandbox: Served) -> Iterator[Workspace]:
    """Let the pages open the demo's home; gives its workspace."""
    workspace = Workspace(home)
    prepared(workspace, sandbox.url)
    yield workspace
    workspace.close()
