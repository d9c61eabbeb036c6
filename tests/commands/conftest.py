"""The command line on an empty home, and on one that the demo has made ready against a running sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Books, Koppel
from postgresql_server import chosen, lent

from core.commands.demo import prepared
from core.sandbox.server import Served
from core.workspace import Workspace


@pytest.fixture(params=chosen("sqlite"))
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Make a test on files; on a server too where it says so, or where everything is."""
    yield from lent(request)


@pytest.fixture
def koppel(tmp_path: Path, database: str, ready_koppel: Path) -> Iterator[Koppel]:
    """Give the command line with an empty home."""
    del database
    given = Koppel(tmp_path / "home", ready_koppel)
    yield given
    given.end()


@pytest.fixture
def books(sandbox: Served) -> Books:
    """Give the ERP of the sandbox as someone sees it who works in it."""
    return Books(sandbox.url)


@pytest.fixture
def ready(koppel: Koppel, sandbox: Served) -> Koppel:
    """Give the command line with the demo's connections and flows."""
    workspace = Workspace(koppel.home)
    prepared(workspace, sandbox.url)
    workspace.close()
    return koppel


@pytest.fixture
def connections(books: Books, tmp_path: Path) -> str:
    """Write the demo's connections into a file, as production has them, and give its path."""
    file = tmp_path / "connections.yaml"
    books.write_connections(file)
    return str(file)
