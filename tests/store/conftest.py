"""A real store, once in files of a folder of its own and once on a server, with its key elsewhere."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from ready_database import unready

from core.store import Store

Rows = list[tuple[Any, ...]]


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


@pytest.fixture
def ask(home: Path) -> Callable[..., Rows]:
    """Say something to the database past the store, as another program could."""

    def said(sql: str, *values: Any) -> Rows:
        if url := os.environ.get("KOPPEL_DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as server:
                found = server.execute(sql.replace("?", "%s"), values)
                return found.fetchall() if found.description else []
        with closing(sqlite3.connect(home / "koppel.db", isolation_level=None)) as file:
            return file.execute(sql, values).fetchall()

    return said


@pytest.fixture
def unmade(database: str, ask: Callable[..., Rows], monkeypatch: pytest.MonkeyPatch) -> None:
    """A database without a table, as it is before the first start."""
    unready(monkeypatch)
    if database == "postgresql":
        ask("DROP SCHEMA public CASCADE")
        ask("CREATE SCHEMA public")
