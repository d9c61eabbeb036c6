"""The database, in files or on a server: migrated by one, and never by an older program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from core.errors import Misconfigured
from core.store import Entry, EntryState, Store
from core.store.schema import NEWEST, SCRIPTS, differences


def _entries(count: int) -> list[Entry]:
    return [Entry("record", str(n), EntryState.INTENDED, "run", why="x" * 1_000) for n in range(count)]


@pytest.mark.usefixtures("unmade")
def test_the_migrations_make_exactly_the_tables_that_the_program_uses(home: Path) -> None:
    """From an empty database to the newest shape there is nothing left to add, change or drop."""
    store = Store(home)
    with store._database.reading() as session:
        assert differences(session.connection()) == []
    store.close()
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == NEWEST


def test_the_comparison_sees_a_difference(store: Store, ask: Callable[..., Any]) -> None:
    """The proof above can fail: a column that the program does not know is reported."""
    ask("ALTER TABLE flow ADD COLUMN surprise TEXT")
    with store._database.reading() as session:
        assert "surprise" in str(differences(session.connection()))


def test_a_store_opens_again_with_what_it_held(home: Path) -> None:
    """Opening twice migrates once and loses nothing."""
    for _ in range(2):
        store = Store(home)
        store.ledger("f").keep(_entries(1))
        assert store.ledger("f").count(EntryState.INTENDED) == 1
        store.close()


OPEN = """
import sys
from pathlib import Path
from core.store import Store
sys.stdin.readline()
store = Store(Path(sys.argv[1]))
store.flows.put(sys.argv[2], "koppel: 1")
"""


@pytest.mark.usefixtures("unmade")
def test_programs_that_start_together_migrate_once(home: Path) -> None:
    """The pages, the worker and a command open an empty home at once; each of them can write."""
    names = ["a", "b", "c", "d"]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(home), name],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 4
    store = Store(home)
    assert [flow.name for flow in store.flows.all()] == names
    store.close()


def test_a_database_of_a_newer_program_is_left_alone(home: Path, ask: Callable[..., Any]) -> None:
    """An older Koppel says that it is older, and changes nothing."""
    Store(home).close()
    ask("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Misconfigured, match="written by a newer Koppel"):
        Store(home)


def test_a_database_that_lost_its_version_is_damaged(home: Path, ask: Callable[..., Any]) -> None:
    """Overwritten pages may read as an empty table; the tables are not made a second time for that."""
    Store(home).close()
    ask("DELETE FROM alembic_version")
    with pytest.raises(Misconfigured, match="damaged: put back a backup"):
        Store(home)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A path that leads through a file is refused in one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="cannot be made"):
        Store(tmp_path / "file" / "home")
