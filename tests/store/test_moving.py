"""Moving: from files to a server and back everything is the same, and a move that is cut short never was."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from postgresql_server import Server, lent
from sqlalchemy import Connection, Table

from core.api.tokens import Token
from core.errors import Misconfigured
from core.records import Counts, Step, Verdict
from core.store import Entry, EntryState, RunRecord, Store, moving

NOW = datetime(2026, 11, 1, 12, 0, 0, 123456, tzinfo=UTC)
ENTRIES = int(os.environ.get("KOPPEL_MOVED_ENTRIES", "1000"))


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every move here begins with files."""
    yield from lent(request)


@pytest.fixture
def server(postgresql_server: Server) -> Iterator[str]:
    """Give the address of an empty database."""
    with postgresql_server.fresh("template1") as url:
        yield url


def fill(store: Store) -> None:
    """Write of everything that there is in the life of a flow, and many entries."""
    store.connections.put("shop", "shopify", {"shop": "demo"}, {"token": "CANARY"})
    store.connections.tokens("shop", Token("a", "r", NOW, NOW))
    store.flows.put("f", "koppel: 1\n# ключ 🎁\r\n", "note")
    store.flows.activate("f", True)
    run = store.runs.ask("f", 1, "hand", id="run").id
    ledger = store.ledger("f")
    for start in range(0, ENTRIES, 1000):
        keys = [f"{'Kk'[n % 2]}-{n}" for n in range(start, min(ENTRIES, start + 1000))]
        entries = [
            Entry(
                "record",
                key,
                EntryState.DELIVERED,
                run,
                Verdict.CREATE,
                {"YourRef": key},
                target_key=f"t{key}",
                why="it's \\ \u00a0 — 🎁\n",
                at=NOW + timedelta(microseconds=number),
                steps=(Step("match", True, "not there", {"Limit": 1.5}),),
            )
            for number, key in enumerate(keys)
        ]
        records = [RunRecord(e.key, Verdict.CREATE, e.match, e.why, e.target_key, at=NOW) for e in entries]
        ledger.turn(run, Counts(read=len(keys), created=len(keys)), records, entries, NOW)


def contents(home: Path) -> dict[str, list[str]]:
    """Give every statement that would make a database again, in an order of its own."""
    said = {}
    for name in ("koppel.db", "tokens.db"):
        with closing(sqlite3.connect(home / name)) as file:
            said[name] = sorted(line for line in file.iterdump() if "alembic_version" not in line)
    return said


def test_there_and_back_again_is_the_same_to_the_byte(
    home: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was moved to a server works there, and back in files it is what it was, statement by statement."""
    store = Store(home)
    fill(store)
    moved = {each.table: each.rows for each in store.move(server)}
    assert (moved["entry"], moved["run_record"], moved["token"], moved["secret"]) == (ENTRIES, ENTRIES, 1, 1)
    before = contents(home)
    with pytest.raises(Misconfigured, match="was moved elsewhere on"):
        Store(home)

    monkeypatch.setenv("KOPPEL_DATABASE_URL", server)
    there = Store(home)
    assert there.connections.secrets("shop") == {"token": "CANARY"}
    assert there.ledger("f").count(EntryState.DELIVERED) == ENTRIES
    for name in before:
        (home / name).rename(home / f"{name}.old")
    there.move("")
    assert contents(home) == before
    with pytest.raises(Misconfigured, match="was moved elsewhere on"):
        Store(home)

    monkeypatch.delenv("KOPPEL_DATABASE_URL")
    back = Store(home)
    page = [RunRecord("new", Verdict.CREATE, {}, "")]
    back.ledger("f").turn("run", Counts(read=1, created=1), page, [], None)
    assert back.runs.records("run")[-1].key == "new"
    back.close()


def test_a_server_goes_on_numbering_after_what_came(
    home: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next record of a run comes after those that were moved, and not in the place of the first."""
    store = Store(home)
    fill(store)
    store.move(server)
    monkeypatch.setenv("KOPPEL_DATABASE_URL", server)
    there = Store(home)
    page = [RunRecord("new", Verdict.CREATE, {}, "")]
    there.ledger("f").turn("run", Counts(read=1, created=1), page, [], None)
    assert [there.runs.records("run")[n].key for n in (0, -1)] == ["K-0", "new"]
    there.close()


def test_a_target_that_holds_something_is_refused(home: Path, server: str, postgresql_server: Server) -> None:
    """A database with a table of somebody, and files that are there, stay what they are."""
    postgresql_server.ask("CREATE TABLE theirs (id int)", server.partition("@/")[2].partition("?")[0])
    store = Store(home)
    with pytest.raises(Misconfigured, match="is not empty: it has theirs"):
        store.move(server)
    with pytest.raises(Misconfigured, match="is there already"):
        Store(home).move("")
    Store(home).close()


OPENED = """
import sys
from pathlib import Path
from core.store import Store
store = Store(Path(sys.argv[1]))
store.runs.all()
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("from_", ["files", "server"])
def test_a_database_that_another_program_has_open_is_not_moved(
    home: Path, server: str, monkeypatch: pytest.MonkeyPatch, from_: str
) -> None:
    """A worker, or the pages, would go on with what is left behind: they are to be ended first."""
    to = server
    if from_ == "server":
        monkeypatch.setenv("KOPPEL_DATABASE_URL", server)
        to = ""
    other = subprocess.Popen(
        [sys.executable, "-c", OPENED, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(Misconfigured, match="in use"):
        Store(home).move(to)
    other.communicate("\n")
    assert Store(home).move(to)


MOVE = """
import sys
from pathlib import Path
from core.store import Store
store = Store(Path(sys.argv[1]))
print("moving", flush=True)
store.move(sys.argv[2])
print("moved", flush=True)
"""


@pytest.mark.parametrize("to", ["server", "files"])
def test_a_move_that_is_killed_never_was(
    home: Path, server: str, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    """Killed at moments between beginning and end, the source is whole and open, and the target takes it."""
    if to == "files":
        monkeypatch.setenv("KOPPEL_DATABASE_URL", server)
    store = Store(home)
    fill(store)
    store.close()
    command = [sys.executable, "-c", MOVE, str(home), server if to == "server" else ""]
    for wait in (0.05, 0.3):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "moving\n"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        if process.communicate()[0]:
            break  # it was quicker than the signal
        left = Store(home)
        assert left.ledger("f").count(EntryState.DELIVERED) == ENTRIES
        left.close()
    else:
        assert Store(home).move(server if to == "server" else "")
    with pytest.raises(Misconfigured, match="was moved elsewhere"):
        Store(home)


def test_a_copy_that_differs_is_noticed(home: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that does not arrive stops the move, and neither side has changed."""
    store = Store(home)
    fill(store)

    def forgetful(source: Connection, target: Connection, table: Table) -> int:
        copied = copy(source, target, table)
        if table.name == "entry":
            target.execute(table.delete().where(table.columns.key == "K-0"))
        return copied

    copy = moving._copy
    with monkeypatch.context() as broken:
        broken.setattr(moving, "_copy", forgetful)
        with pytest.raises(Misconfigured, match="is not what it was copied from; nothing was moved"):
            store.move(server)
    assert Store(home).move(server)
