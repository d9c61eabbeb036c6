"""A real store in a folder of its own, with its key elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store import Store


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the key, outside the home folder."""
    file = tmp_path / "keys" / "koppel.key"
    monkeypatch.setenv("KOPPEL_KEY_FILE", str(file))
    return file


@pytest.fixture(autouse=True)
def everywhere(database: str) -> str:
    """Every test of the store holds for files and for a server."""
    return database


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An open store."""
    store = Store(home)
    yield store
    store.close()
