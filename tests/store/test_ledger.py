"""The ledger: durable when it says so, whole after a crash, never moved back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from postgresql_server import on_files

from core.records import Counts, RunState, Step, Verdict
from core.store import Entry, EntryState, RunRecord, Store

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def _entry(key: str, state: EntryState = EntryState.INTENDED, at: datetime = NOW) -> Entry:
    return Entry(
        "record",
        key,
        state,
        "run",
        Verdict.CREATE,
        match={"YourRef": key, "Amount": Decimal("10.10")},
        digest="d" * 64,
        target_key=None if state is EntryState.INTENDED else f"t {key}",
        why="because of 'this' — and 🎁",
        at=at,
        steps=(Step("match", True, "not there"), Step("items", False, "missing", ["A-1"])),
        sent={"Name": "f" * 64},
    )


def test_entries_come_back_as_they_were_kept(store: Store) -> None:
    """Every part of an entry is kept, digits and zones included; unknown keys are left out."""
    ledger = store.ledger("f")
    assert ledger.entries("record", ["1"]) == {}
    ledger.keep([_entry("1"), _entry("ключ ' \n", EntryState.DELIVERED)])
    found = ledger.entries("record", ["1", "2", "ключ ' \n"])
    assert found == {"1": _entry("1"), "ключ ' \n": _entry("ключ ' \n", EntryState.DELIVERED)}
    assert str(found["1"].match["Amount"]) == "10.10"
    bare = Entry("customer", "1", EntryState.SKIPPED, "run")
    ledger.keep([bare])
    kept = ledger.entries("customer", ["1"])["1"]
    assert kept.at is not None
    assert (kept.verdict, kept.match, kept.steps, kept.target_key) == (None, {}, (), None)


def test_an_entry_takes_the_place_of_the_one_before(store: Store) -> None:
    """A key has one entry for each kind and flow; the last word stands, whatever was there."""
    ledger, other = store.ledger("f"), store.ledger("g")
    ledger.keep([_entry("1"), _entry("2")])
    other.keep([_entry("1", EntryState.PARKED)])
    ledger.keep([_entry("1", EntryState.DELIVERED), _entry("1", EntryState.AMBIGUOUS)])
    assert ledger.entries("record", ["1"])["1"].state is EntryState.AMBIGUOUS
    assert other.entries("record", ["1"])["1"].state is EntryState.PARKED
    assert ledger.entries("customer", ["1"]) == {}
    assert (ledger.count(EntryState.INTENDED), ledger.count(EntryState.AMBIGUOUS)) == (1, 1)
    ledger.keep([])


def test_thousands_of_keys_are_looked_up_at_once(store: Store) -> None:
    """More keys than one statement takes."""
    ledger = store.ledger("f")
    keys = [str(number) for number in range(1_201)]
    ledger.keep([_entry(key) for key in keys])
    assert set(ledger.entries("record", [*keys, "unknown"])) == set(keys)


def test_what_waits_in_many_flows_is_told_at_once(store: Store) -> None:
    """Flow by flow, the parked before the ambiguous, the oldest first; no flow that is not asked after."""
    for flow in ("b", "a", "unasked"):
        states = [*EntryState, *EntryState]
        entries = [_entry(f"{flow}{n}", state, NOW - timedelta(minutes=n)) for n, state in enumerate(states)]
        store.ledger(flow).keep(entries)
    found = store.glance.parked(["a", "b"])
    waits = [EntryState.PARKED] * 2 + [EntryState.AMBIGUOUS] * 2
    assert [(flow, entry.state) for flow, entry in found] == [(flow, each) for flow in "ab" for each in waits]
    for some in (found[:2], found[2:4]):
        assert some[0][1].at < some[1][1].at  # type: ignore[operator]
    assert store.knowing("a1") == ["a"]
    assert store.knowing("nobody") == []


def test_what_is_open_and_what_is_parked_is_listed_oldest_first(store: Store) -> None:
    """Open are the writes that may or may not have arrived; parked is where a person must look."""
    ledger = store.ledger("f")
    states = [*EntryState, *EntryState]
    ledger.keep([_entry(str(n), state, NOW - timedelta(minutes=n)) for n, state in enumerate(states)])
    open_ = ledger.open()
    assert [entry.at for entry in open_] == sorted(entry.at for entry in open_ if entry.at)
    assert {entry.state for entry in open_} == {EntryState.INTENDED, EntryState.AMBIGUOUS}
    assert len(open_) == 4
    assert [entry.state for entry in ledger.parked()] == [EntryState.PARKED] * 2
    assert len(ledger.parked(limit=1)) == 1


def test_the_bookmark_never_moves_back_by_itself(store: Store) -> None:
    """Turning a page moves the bookmark forward only; a person may put it anywhere."""
    ledger, run = store.ledger("f"), store.runs.ask("f", 1, "hand").id
    assert ledger.bookmark() is None
    for at, expected in [(NOW, NOW), (NOW - timedelta(days=1), NOW), (None, NOW)]:
        ledger.turn(run, Counts(), [], [], at)
        assert ledger.bookmark() == expected
    later = NOW.astimezone(timezone(timedelta(hours=-5))) + timedelta(microseconds=1)
    ledger.turn(run, Counts(), [], [], later)
    assert ledger.bookmark() == later
    ledger.set_bookmark(NOW - timedelta(days=9))
    assert ledger.bookmark() == NOW - timedelta(days=9)
    ledger.set_bookmark(None)
    assert ledger.bookmark() is None
    assert store.ledger("g").bookmark() is None


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """A time that could mean several moments is never written down."""
    with pytest.raises(Exception, match="has no zone"):
        store.ledger("f").set_bookmark(NOW.replace(tzinfo=None))


def test_a_page_is_turned_as_a_whole_or_not_at_all(store: Store) -> None:
    """Entries, counts, records and bookmark come together; when one fails, none of them is there."""
    ledger, run = store.ledger("f"), store.runs.ask("f", 1, "hand").id
    store.workers.join("w1")
    store.queue.begin(run, "w1")
    record = RunRecord("1", Verdict.CREATE, {"YourRef": "1"}, "because", "t 1")
    ledger.turn(run, Counts(read=2, created=1, parked=1), [record], [_entry("1", EntryState.DELIVERED)], NOW)
    ledger.turn(run, Counts(read=1, created=1), [], [], None)
    now = store.runs.get(run)
    assert now is not None
    assert now.counts == Counts(read=3, created=2, parked=1)
    assert ledger.counted(run, ["1", "2"]) == {"1"}
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        ledger.turn("no run", Counts(read=1), [record], [_entry("2")], NOW + timedelta(days=1))
    assert ledger.entries("record", ["2"]) == {}
    assert ledger.bookmark() == NOW


#: Starts writers, one after the other, kills each in the midst of it, and passes on what they acknowledged.
KILLER = """
import itertools, os, signal, sys
from pathlib import Path
from core.records import Counts, Verdict
from core.store import Entry, EntryState, RunRecord, Store

def write(attempt):
    ledger = Store(Path(sys.argv[1])).ledger("f")
    for page in itertools.count():
        keys = [f"{attempt}-{page}-{n}" for n in range(5)]
        ledger.keep([Entry("record", key, EntryState.INTENDED, "run") for key in keys])
        for key in keys:
            ledger.keep([Entry("record", key, EntryState.DELIVERED, "run", target_key="t" + key)])
            os.write(1, f"{key}\\n".encode())
        rows = [RunRecord(key, Verdict.CREATE, {}, "because") for key in keys]
        ledger.turn("run", Counts(read=5, created=5), rows, [], None)
        os.write(1, b"turned\\n")

for attempt in range(int(sys.argv[2])):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        write(attempt)
    os.close(writing)
    with open(reading) as said:
        for _ in range(7 + attempt % 20):
            sys.stdout.write(said.readline())
        os.kill(child, signal.SIGKILL)
        sys.stdout.write(said.read())
    os.waitpid(child, 0)
"""


def test_a_killed_writer_loses_nothing_that_it_was_promised(store: Store, home: Path, database: str) -> None:
    """SIGKILLs in the midst of writing: the database is whole, every entry acknowledged is there."""
    kills = int(os.environ.get("KOPPEL_KILLS", "20"))
    store.runs.ask("f", 1, "hand", id="run")
    killer = subprocess.run(
        [sys.executable, "-c", KILLER, str(home), str(kills)], capture_output=True, text=True, check=False
    )
    assert killer.stderr == ""
    said = killer.stdout.splitlines()
    keys = [line for line in said if line != "turned"]
    assert len(keys) > 7 * kills
    found = store.ledger("f").entries("record", keys)
    assert {found[key].target_key for key in keys} == {"t" + key for key in keys}
    run = store.runs.get("run")
    assert run is not None
    # A page may have been turned in the moment before its writer could say so.
    assert said.count("turned") <= run.counts.read / 5 <= said.count("turned") + kills
    assert len(store.runs.records("run")) == run.counts.read
    if database == "sqlite":
        assert [seen.what for seen in store.examine() if not seen.ok] == []


@on_files
def test_a_copy_made_while_writing_is_whole(store: Store, home: Path, tmp_path: Path) -> None:
    """SQLite's own backup, made while a page is being written, opens as a store."""
    ledger = store.ledger("f")
    ledger.keep([_entry("1")])
    (tmp_path / "copy").mkdir()
    source, target = sqlite3.connect(home / "koppel.db"), sqlite3.connect(tmp_path / "copy" / "koppel.db")

    def write() -> None:
        for _ in range(20):
            ledger.keep([_entry(str(number)) for number in range(50)])

    writer = Thread(target=write)
    writer.start()
    source.backup(target, pages=2)
    writer.join()
    source.close()
    target.close()
    copy = Store(tmp_path / "copy")
    assert copy.ledger("f").entries("record", ["1"]) == {"1": _entry("1")}
    copy.close()


def test_many_threads_write_and_read_together(store: Store) -> None:
    """Pages and the worker's threads share a store: every write of sixteen threads is there."""

    def write(number: int) -> None:
        ledger = store.ledger(f"f{number}")
        for n in range(10):
            ledger.keep([_entry(str(n))])
            assert len(ledger.entries("record", [str(n)])) == 1
        run = store.runs.ask(f"f{number}", 1, "hand")
        store.runs.finish(run.id, RunState.DONE)

    threads = [Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.ledger(f"f{number}").count(EntryState.INTENDED) for number in range(16)] == [10] * 16
    assert len(store.runs.all()) == 16
