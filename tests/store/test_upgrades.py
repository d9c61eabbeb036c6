"""Upgrades: whatever an older Koppel wrote is there in the newest shape, in files and on a server."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from core.records import RunState, Verdict
from core.store import EntryState, Store
from core.store.place import Place
from core.store.schema import NEWEST, SCRIPTS, migrate
from core.store.store import places

SHAPES = sorted(script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions())
ROWS = 3
#: How often an upgrade is killed; the full size is 20.
KILLS = int(os.environ.get("KOPPEL_KILLS", "2"))
#: So many statements an upgrade from the first shape has at least.
STATEMENTS = 100
#: What is no free text, by table and column.
WORDS = {
    ("run", "state"): "running",
    ("entry", "state"): "delivered",
    ("entry", "verdict"): "create",
    ("run_record", "verdict"): "create",
}

#: What lives for ten minutes is asked for again.
SHORT_LIVED = {"consent"}

pytestmark = pytest.mark.usefixtures("unmade")

Written = dict[str, list[dict[str, Any]]]


def write_as(shape: str, place: Place) -> Written:
    """Make a database of an older shape with rows in every table, some of them bound to each other."""
    engine = place.engine().execution_options(**place.writing)
    with engine.begin() as connection:
        migrate(connection, place, shape)
        known = sa.MetaData()
        known.reflect(connection)
        written: Written = {}
        for table in known.sorted_tables:
            if table.name != "alembic_version":
                rows = [{c.name: _value(c, n, written) for c in table.columns} for n in range(1, ROWS + 1)]
                connection.execute(table.insert(), rows)
                written[table.name] = rows
    engine.dispose()
    return written


def _value(column: sa.Column[Any], n: int, written: Written) -> Any:
    for key in column.foreign_keys:
        return written[key.column.table.name][n - 1][key.column.name]
    if word := WORDS.get((column.table.name, column.name)):
        return word
    values: list[tuple[type, Any]] = [
        (sa.Text, "{}"),
        (sa.String, f"{column.name} {n} 'ß' 🎁"),
        (sa.DateTime, datetime(2026, 11, n, 12, tzinfo=UTC)),
        (sa.Boolean, n == 1),
        (sa.LargeBinary, bytes([n]) * 16),
    ]
    return next((value for kind, value in values if isinstance(column.type, kind)), n)


def read(place: Place, like: Written) -> Written:
    """Give what the tables hold now of what was written, as far as the columns are still there."""
    engine = place.engine().execution_options(**place.reading)
    found: Written = {}
    with engine.connect() as connection:
        known = sa.MetaData()
        known.reflect(connection)
        for name in like.keys() - SHORT_LIVED:
            table, rows = known.tables[name], like[name]
            columns = [column for column in table.columns if column.name in rows[0]]
            said = [row._asdict() for row in connection.execute(sa.select(*columns))]
            found[name] = sorted(said, key=str)
    engine.dispose()
    return found


def _as_there(written: Written, found: Written) -> Written:
    """Give what was written with the columns that are still there, times as that database gives them."""
    return {
        name: sorted(
            (
                {
                    column: value.replace(tzinfo=there[column].tzinfo)
                    if isinstance(value, datetime)
                    else value
                    for column, value in row.items()
                    if column in there
                }
                for row in written[name]
            ),
            key=str,
        )
        for name, (there, *_) in found.items()
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_lost_on_the_way_from_an_older_shape(home: Path, shape: str) -> None:
    """Every row of every table of every shape is there after the upgrade, value by value."""
    home.mkdir()
    place, _ = places(home, os.environ.get("KOPPEL_DATABASE_URL", ""))
    written = write_as(shape, place)
    store = Store(home)
    found = read(place, written)
    assert all(len(rows) == ROWS for rows in found.values())
    assert found == _as_there(written, found)
    run = written["run"][0]["id"]
    assert {saved.name for saved in store.flows.all()} == {row["name"] for row in written["flow"]}
    assert [record.verdict for record in store.runs.records(run)] == [Verdict.CREATE]
    entry = written["entry"][0]
    kept = store.ledger(entry["flow"]).entries(entry["kind"], [entry["key"]])[entry["key"]]
    assert (kept.state, kept.run, kept.target_key) == (
        EntryState.DELIVERED,
        entry["run"],
        entry["target_key"],
    )
    store.close()


def test_a_run_that_was_under_way_is_finished_by_the_newer_program(home: Path) -> None:
    """The runs that the older program carried when it was stopped are taken up again, one after the other."""
    home.mkdir()
    place, _ = places(home, os.environ.get("KOPPEL_DATABASE_URL", ""))
    written = write_as(SHAPES[0], place)
    store = Store(home)
    store.workers.join("new")
    taken = [store.queue.next("new") for _ in range(ROWS + 1)]
    assert [run and (run.id, run.state) for run in taken] == [
        *((row["id"], RunState.RUNNING) for row in written["run"]),
        None,
    ]
    store.close()


OPEN = """
import sys
from pathlib import Path
from core.store import Store
sys.stdin.readline()
Store(Path(sys.argv[1])).flows.put(sys.argv[2], "koppel: 1")
"""


def test_programs_that_start_together_upgrade_once(home: Path, ask: Callable[..., Any]) -> None:
    """The pages and two workers of the new program find the old shape at once; each of them can write."""
    home.mkdir()
    place, _ = places(home, os.environ.get("KOPPEL_DATABASE_URL", ""))
    write_as(SHAPES[0], place)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(home), name],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "abc"
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    assert ask("SELECT version_num FROM alembic_version") == [(NEWEST,)]
    store = Store(home)
    assert {"a", "b", "c"} < {flow.name for flow in store.flows.all()}
    store.close()


#: Opens a home, and is gone before the so-manieth statement or commit.
DIE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from core.store import Store
left = [int(sys.argv[2])]
def passed(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", passed)
event.listen(Engine, "commit", passed)
Store(Path(sys.argv[1])).close()
"""


def test_an_upgrade_that_is_killed_never_was(home: Path, ask: Callable[..., Any]) -> None:
    """Killed before any of its statements, it leaves the older shape whole; the next start makes it anew."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    dice = random.Random(seed)
    home.mkdir()
    place, _ = places(home, os.environ.get("KOPPEL_DATABASE_URL", ""))
    written = write_as(SHAPES[0], place)
    for _ in range(KILLS):
        nth = dice.randint(1, STATEMENTS)
        ended = subprocess.run([sys.executable, "-c", DIE, str(home), str(nth)], check=False)
        assert ended.returncode == -signal.SIGKILL, nth
        assert ask("SELECT version_num FROM alembic_version") == [(SHAPES[0],)], nth
        found = read(place, written)
        assert found == _as_there(written, found)
    Store(home).close()
    assert ask("SELECT version_num FROM alembic_version") == [(NEWEST,)]
    found = read(place, written)
    assert all(len(rows) == ROWS for rows in found.values())
    assert found == _as_there(written, found)
