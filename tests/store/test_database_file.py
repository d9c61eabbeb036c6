"""The database as a file: written safely, and one clear sentence when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql_server import lent

from core.errors import Misconfigured, TransientError
from core.store import Entry, EntryState, Store
from core.store.database import Database
from core.store.sqlite import Sqlite


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """These are about files."""
    yield from lent(request)


def _entries(count: int) -> list[Entry]:
    return [Entry("record", str(n), EntryState.INTENDED, "run", why="x" * 1_000) for n in range(count)]


@pytest.mark.usefixtures("unmade")
def test_every_connection_writes_safely(store: Store) -> None:
    """Every connection writes ahead, syncs fully, keeps foreign keys and wipes what it deletes."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with store._database.reading() as session:
        for name, value in wanted.items():
            assert session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() == value, name


def test_a_full_database_says_so_and_loses_nothing(store: Store) -> None:
    """What was kept before the disk was full is there, the page that did not fit is wholly absent."""
    ledger = store.ledger("f")
    ledger.keep(_entries(10))
    with store._database.reading() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Misconfigured, match="the disk is full; nothing was lost") as caught:
        ledger.keep(
            [*_entries(10), *[Entry("other", e.key, e.state, "run", why=e.why) for e in _entries(500)]]
        )
    assert store._database.place.name in str(caught.value)
    assert "x" * 10 not in str(caught.value)
    assert ledger.count(EntryState.INTENDED) == 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and not subprocess.call(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], stderr=subprocess.DEVNULL
    )
    if not mounted:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.check_call(["umount", "-l", str(disk)])


def test_a_full_disk_stops_in_one_sentence_and_goes_on_with_space(small_disk: Path) -> None:
    """A disk full for real: one sentence, all that was acknowledged is there, and work goes on later."""
    store = Store(small_disk / "home")
    ledger = store.ledger("f")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 700_000)
    kept: list[str] = []

    def keep_on() -> None:
        for number in range(5_000):
            ledger.keep([Entry("record", str(number), EntryState.DELIVERED, "run", why="x" * 1_000)])
            kept.append(str(number))

    with pytest.raises(Misconfigured, match=r"koppel\.db cannot be used: the disk"):
        keep_on()
    assert kept
    assert set(ledger.entries("record", [str(n) for n in range(5_000)])) == set(kept)
    ballast.unlink()
    ledger.keep([Entry("record", "later", EntryState.DELIVERED, "run")])
    assert ledger.count(EntryState.DELIVERED) == len(kept) + 1
    store.close()


def test_a_read_only_disk_says_so(small_disk: Path) -> None:
    """A home on a disk that may only be read is named, not half opened."""
    Store(small_disk / "home").close()
    subprocess.check_call(["mount", "-o", "remount,ro", str(small_disk)])
    with pytest.raises(Misconfigured, match=str(small_disk / "home")):
        Store(small_disk / "home")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home_says_so(home: Path) -> None:
    """A folder that may not be written is named."""
    Store(home).close()
    home.chmod(0o500)
    with pytest.raises(Misconfigured, match=str(home)):
        Store(home)
    home.chmod(0o700)


def test_a_folder_in_the_place_of_the_database_is_named(home: Path) -> None:
    """A folder called koppel.db is refused in one sentence."""
    (home / "koppel.db").mkdir(parents=True)
    with pytest.raises(Misconfigured, match=r"koppel\.db cannot be opened"):
        Store(home)


@pytest.mark.parametrize(("at", "said"), [(0, "not a database"), (5_000, "damaged")])
def test_a_damaged_database_says_so(home: Path, at: int, said: str) -> None:
    """Overwritten bytes are noticed, and the backup is what helps."""
    store = Store(home)
    store.ledger("f").keep(_entries(100))
    store.close()
    with (home / "koppel.db").open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * 60_000)
    with pytest.raises(Misconfigured, match=said):
        Store(home).ledger("f").entries("record", [str(n) for n in range(100)])


def test_a_database_held_by_others_is_waited_for_and_then_left_for_later(tmp_path: Path) -> None:
    """Another program's lock is waited for; when it lasts, the error is one that is tried again."""
    database = Database(Sqlite(tmp_path / "koppel.db", wait=0.05))
    holder = sqlite3.connect(tmp_path / "koppel.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientError, match="held it for too long"), database.writing():
        pass
    holder.execute("ROLLBACK")
    holder.close()
    with database.writing() as session:
        assert session.connection().in_transaction()
    database.close()
