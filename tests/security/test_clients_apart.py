"""Two clients of one consultant: each has a workspace of its own, and sees nothing of the other's."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.access import Action, Role
from core.commands.demo import prepared
from core.errors import Denied, KoppelError
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def clients(home: Path, sandbox: Served) -> Iterator[tuple[Workspace, Workspace]]:
    """A client with connections, a flow and a run, and one for whom nothing was done yet."""
    busy, fresh = Workspace(home / "bakery"), Workspace(home / "brewery")
    prepared(busy, sandbox.url)
    busy.run(busy.flow(FLOW))
    yield busy, fresh
    busy.close()
    fresh.close()


def test_nothing_of_one_client_is_seen_at_another(clients: tuple[Workspace, Workspace]) -> None:
    """Flows, connections, runs and records stand in the one workspace alone."""
    busy, fresh = clients
    known = busy.runs()[0]
    assert busy.find_records("#1001")
    assert (fresh.flows(), fresh.connections(), fresh.runs()) == ([], [], [])
    assert fresh.find_records("#1001") == []
    with pytest.raises(KoppelError, match=known.id):
        fresh.run_of(known.id)


def test_who_is_let_in_at_one_client_is_nobody_at_another(clients: tuple[Workspace, Workspace]) -> None:
    """A session and a token open the workspace that gave them, even for somebody who is known at both."""
    busy, fresh = clients
    for each in clients:
        each.admit("anna@example.com", Role.ADMIN)
    session = busy._store.people.open("anna@example.com", "anna", "Anna")
    assert busy.signed_in(session).runs()
    with pytest.raises(Denied):
        fresh.signed_in(session).runs()
    token = busy.hand_out("nightly", [Action.READ])
    assert busy.with_token(token).runs()
    with pytest.raises(Denied):
        fresh.with_token(token)


def test_a_credential_opens_with_the_key_of_its_own_client(clients: tuple[Workspace, Workspace]) -> None:
    """Each workspace has its own key: the database of one, put in the place of the other's, opens nothing."""
    busy, fresh = clients
    busy.close()
    fresh.close()
    with closing(sqlite3.connect(busy.home / "koppel.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(busy.home / "koppel.db", fresh.home / "koppel.db")
    there = Workspace(fresh.home)
    with closing(there), pytest.raises(KoppelError, match="key"):
        there.sample(there.flow(FLOW), 1)
