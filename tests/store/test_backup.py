"""Backups: made while others write, whole or not there, and restored once, compared, into either database."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import itertools
import json
import os
import random
import secrets
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import Server, lent, on_files
from sqlalchemy import MetaData

from core.access import Role
from core.api.tokens import Token
from core.errors import Misconfigured
from core.records import Counts, RunState, Verdict
from core.store import Backup, Entry, EntryState, RunRecord, Store, Subject, look, put_back
from core.store.backup import mark_of
from core.store.payloads import Payload
from core.store.schema import migrate
from core.store.sqlite import Sqlite

NOW = datetime(2026, 11, 1, 12, 0, 0, 123456, tzinfo=UTC)
RECORDS = 50
#: How often each is killed at a random moment; the full size is 100.
KILLS = int(os.environ.get("KOPPEL_BACKUP_KILLS", "2"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every backup is made of files, and of a server."""
    yield from lent(request)


@pytest.fixture
def elsewhere(
    tmp_path: Path, database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Path]]:
    """Go to another home, of the other kind: what is in files there was on a server here."""
    if database == "postgresql":
        yield lambda: (monkeypatch.delenv("KOPPEL_DATABASE_URL"), tmp_path / "other")[1]
        return
    server: Server = request.getfixturevalue("postgresql_server")
    with server.fresh("template1") as url:
        yield lambda: (monkeypatch.setenv("KOPPEL_DATABASE_URL", url), tmp_path / "other")[1]


def fill(store: Store) -> None:
    """Write of everything that there is in the life of a flow, and what is under way."""
    store.connections.put("shop", "shopify", {"shop": "demo"}, {"token": "CANARY"})
    store.connections.tokens("shop", Token("a", "r", NOW, NOW))
    store.flows.put("f", "koppel: 1\n# ключ 🎁\r\n", "note")
    store.workers.join("old/machine")
    run = store.runs.ask("f", 1, "hand", id="run").id
    store.queue.begin(run, "old/machine")
    seal = store.payloads.seal(run, "f")
    assert seal is not None
    keys = [f"k{n} ß" for n in range(RECORDS)]
    made = [RunRecord(key, Verdict.CREATE, {"YourRef": key}, "it's \\ \u00a0 — 🎁\n", at=NOW) for key in keys]
    known = [Entry("record", key, EntryState.DELIVERED, run, target_key=key, at=NOW) for key in keys]
    kept = [seal.close(Payload(key, {"email": "anna@x.nl"}, ("anna@x.nl",), NOW)) for key in keys]
    store.ledger("f").turn(run, Counts(read=RECORDS, created=RECORDS), made, known, NOW, kept=kept)
    store.ledger("f").keep([Entry("record", "sent", EntryState.INTENDED, run, once="1")])


def rows(made: Backup) -> dict[str, int]:
    """Give how many rows there are of each table."""
    return {name: part.rows for name, part in made.parts.items()}


def rewritten(file: Path, change: Callable[[list[Any]], None]) -> None:
    """Change the lines of a backup as somebody could who knows how it is made, checksum included."""
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        lines = [json.loads(line) for line in opened]
    change(lines)
    texts = [f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines[:-1]]
    lines[-1]["sha256"] = hashlib.sha256("".join(texts).encode()).hexdigest()
    with gzip.open(file, "wt", encoding="utf-8") as opened:
        opened.writelines([*texts, json.dumps(lines[-1])])


def test_what_was_backed_up_is_there_again(
    store: Store, tmp_path: Path, elsewhere: Callable[[], Path]
) -> None:
    """On a machine with the other kind of database: rows, secrets, tokens, payloads, and the trail."""
    file = tmp_path / "koppel.backup"
    fill(store)
    with store.audit.deed("anna", "keep_days", Subject("flow", "f")):
        store.payloads.set_days("f", 12)
    made = store.back_up(file, "anna")
    assert file.stat().st_mode & 0o777 == 0o600
    assert look(file) == made
    assert {"entry": 51, "run_record": 50, "token": 1, "audit": 1}.items() <= rows(made).items()
    [known] = store.backups.all()
    assert (known.file, known.by, known.ended is not None, known.keys) == (str(file), "anna", True, made.keys)
    before = store.flows.all(), store.runs.records("run")
    home = elsewhere()
    assert put_back(home, file) == made
    there = Store(home)
    assert there.connections.secrets("shop") == {"token": "CANARY"}
    token = there.connections.tokens("shop").read()
    assert token is not None
    assert token.refresh == "r"
    assert (there.flows.all(), there.runs.records("run")) == before
    assert len(there.payloads.find("anna@x.nl")) == RECORDS
    assert there.audit.verify().wrong == ""
    assert [each.id for each in there.backups.all()] == [made.id]
    there.ledger("f").turn(
        "run", Counts(read=1, created=1), [RunRecord("n", Verdict.CREATE, {}, "")], [], None
    )
    assert there.runs.records("run")[-1].key == "n"
    there.close()


def test_what_was_under_way_is_there_as_after_a_crash(
    store: Store, tmp_path: Path, elsewhere: Callable[[], Path]
) -> None:
    """The run is taken by the first worker at once, its intent is looked up; nobody is signed in any more."""
    fill(store)
    store.people.put("anna@x.nl", Role.ADMIN)
    secret = store.people.open("anna@x.nl", "issuer", "Anna")
    store.back_up(tmp_path / "b", "")
    home = elsewhere()
    put_back(home, tmp_path / "b")
    there = Store(home)
    assert there.workers.all() == []
    assert there.people.signed_in(secret) is None
    there.workers.join("new")
    taken = there.queue.next("new")
    assert taken is not None
    assert (taken.id, taken.state) == ("run", RunState.RUNNING)
    assert [entry.key for entry in there.ledger("f").open()] == ["sent"]
    there.close()


def test_a_backup_is_one_moment_of_what_others_write(store: Store, tmp_path: Path) -> None:
    """Pages are turned all the while: those that are in it are in it whole."""
    fill(store)
    ended = threading.Event()
    turned: list[int] = []

    def turn() -> None:
        while not ended.is_set():
            n = len(turned)
            keys = [f"{n}-{each}" for each in range(5)]
            store.ledger("f").turn(
                "run",
                Counts(read=5, created=5),
                [RunRecord(key, Verdict.CREATE, {}, "") for key in keys],
                [Entry("record", key, EntryState.DELIVERED, "run") for key in keys],
                None,
            )
            turned.append(n)

    writer = threading.Thread(target=turn)
    writer.start()
    found = []
    for number in range(3):
        before = len(turned)
        while len(turned) == before:
            time.sleep(0.001)
        found.append(rows(store.back_up(tmp_path / f"{number}", "")))
    ended.set()
    writer.join()
    for there in found:
        assert there["entry"] - there["run_record"] == 1  # the intent of a write that is under way
        assert (there["run_record"] - RECORDS) % 5 == 0
    assert found[0]["entry"] < found[-1]["entry"]


def test_nothing_that_is_there_is_written_over(store: Store, home: Path, tmp_path: Path) -> None:
    """Neither a file by a backup, nor a database by a restore."""
    fill(store)
    file = tmp_path / "b"
    file.write_text("theirs")
    with pytest.raises(Misconfigured, match="There is a file"):
        store.back_up(file, "")
    assert file.read_text() == "theirs"
    with pytest.raises(Misconfigured, match="cannot be written: No such file"):
        store.back_up(tmp_path / "nowhere" / "b", "")
    store.back_up(tmp_path / "c", "")
    store.close()
    with pytest.raises(Misconfigured, match=r"is a database already|is not empty"):
        put_back(home, tmp_path / "c")
    left = Store(home)
    assert left.ledger("f").count(EntryState.DELIVERED) == RECORDS
    left.close()
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".part") == []


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _change(file: Path) -> None:
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        text = opened.read()
    with gzip.open(file, "wt", encoding="utf-8") as opened:
        opened.write(text.replace("delivered", "skipped", 1))


def _is_entry(line: Any) -> bool:
    return isinstance(line, list) and line[:2] == ["f", "record"]


def _forge(file: Path) -> None:
    rewritten(file, lambda lines: lines.remove(next(each for each in lines if _is_entry(each))))


def _from_the_future(file: Path) -> None:
    rewritten(file, lambda lines: lines[0].update(shape="9999"))


#: What can become of a file, and what is said of it.
SPOILT: dict[Callable[[Path], Any], str] = {
    _cut: "is no whole backup",
    _flip: "is no whole backup",
    _change: "is no whole backup",
    lambda file: file.write_text("x"): "is no whole backup",
    lambda file: file.write_bytes(b""): "is no whole backup",
    _forge: "The table entry did not become what it is",
    _from_the_future: "was written by a newer Koppel",
    Path.unlink: "cannot be read",
}


@on_files
def test_what_is_not_whole_is_not_restored(store: Store, tmp_path: Path) -> None:
    """One sentence says why, and there is no database afterwards."""
    fill(store)
    whole, spoilt, home = tmp_path / "whole", tmp_path / "spoilt", tmp_path / "other"
    store.back_up(whole, "")
    for spoil, said in SPOILT.items():
        shutil.copy(whole, spoilt)
        spoil(spoilt)
        with pytest.raises(Misconfigured, match=said):
            put_back(home, spoilt)
        assert not list(home.glob("*.db"))


@on_files
def test_the_key_of_its_day_is_needed(store: Store, key: Path, tmp_path: Path) -> None:
    """Without it nothing is restored; it is named by its fingerprint, and never stands in the backup."""
    fill(store)
    file, right = tmp_path / "b", key.read_text()
    made = store.back_up(file, "")
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        text = opened.read()
    assert right.strip() not in text
    assert "CANARY" not in text
    key.unlink()
    with pytest.raises(Misconfigured, match="is not there, and without it no secret opens"):
        put_back(tmp_path / "other", file)
    key.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    with pytest.raises(Misconfigured, match=f"that is {made.keys[0]}"):
        put_back(tmp_path / "other", file)
    assert not list((tmp_path / "other").glob("*.db"))
    key.write_text(right)
    put_back(tmp_path / "other", file)


def test_a_backup_of_an_older_koppel_is_brought_to_the_newest_shape(
    store: Store, tmp_path: Path, elsewhere: Callable[[], Path]
) -> None:
    """What an older one wrote is restored as that had it, compared, and then brought up."""
    fill(store)
    file, older = tmp_path / "b", "0011"
    store.back_up(file, "")
    place = Sqlite(tmp_path / "older.db")
    with place.engine().begin() as connection:
        migrate(connection, place, older)
        known = MetaData()
        known.reflect(connection)

    def reshape(lines: list[Any]) -> None:
        lines[0]["shape"] = older
        made, parts, name = [lines[0]], lines[-1]["parts"], ""
        for line in lines[1:-1]:
            name = line["table"] if isinstance(line, dict) else name
            table = known.tables.get(name)
            if isinstance(line, dict):
                if table is None:
                    del parts[name]
                    continue
                made.append(line)
                columns = parts[name]["columns"]
                kept = [n for n, column in enumerate(columns) if column in table.c]
                parts[name].update(columns=[columns[n] for n in kept], mark=0)
            elif table is not None:
                made.append([line[n] for n in kept])
                parts[name]["mark"] += mark_of(made[-1])
        for part in parts.values():
            part["mark"] = f"{part['mark'] % (1 << 256):x}"
        lines[:] = [*made, lines[-1]]

    rewritten(file, reshape)
    home = elsewhere()
    put_back(home, file)
    there = Store(home)
    assert there.ledger("f").count(EntryState.DELIVERED) == RECORDS
    assert there.connections.secrets("shop") == {"token": "CANARY"}
    there.close()


def _killed(act: Callable[[], object], at: str, nth: int) -> bool:
    """Do something in a process of its own that dies at the nth call of a function of the system."""
    child = os.fork()
    if child == 0:
        calls = itertools.count(1)
        real = getattr(os, at)

        def deadly(*given: Any, **more: Any) -> Any:
            if next(calls) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        with suppress(BaseException):
            setattr(os, at, deadly)
            act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


#: Every moment at which files get their names, lose others, or are known to be on the disk.
WRITTEN = [("fsync", 1), ("rename", 1), ("fsync", 2)]
MADE = [("link", 1), ("unlink", 1), ("link", 2), ("unlink", 2)]


@on_files
def test_a_backup_that_is_killed_is_whole_or_not_there(home: Path, tmp_path: Path) -> None:
    """At every moment at which something becomes durable; then the next one is made as if it had not been."""
    store = Store(home)
    fill(store)
    store.close()
    file = tmp_path / "b"

    def back_up() -> None:
        opened = Store(home)
        opened.back_up(file, "")

    for at, nth in WRITTEN:
        assert _killed(back_up, at, nth)
        if file.exists():
            assert look(file).parts["entry"].rows == RECORDS + 1
            file.unlink()
    again = Store(home)
    made = again.back_up(file, "")
    newest = again.backups.all()[0]
    assert (newest.id, newest.ended is not None) == (made.id, True)
    again.close()


@on_files
def test_a_restore_that_is_killed_is_whole_or_never_was(store: Store, tmp_path: Path) -> None:
    """Between its two files too: the next one makes the whole."""
    fill(store)
    file = tmp_path / "b"
    store.back_up(file, "")
    store.close()
    for number, (at, nth) in enumerate(MADE):
        home = tmp_path / f"home{number}"
        assert _killed(functools.partial(put_back, home, file), at, nth)
        if not (home / "koppel.db").exists():
            put_back(home, file)
        there = Store(home)
        assert there.ledger("f").count(EntryState.DELIVERED) == RECORDS
        token = there.connections.tokens("shop").read()
        assert token is not None
        assert token.refresh == "r"
        there.close()


@on_files
@pytest.mark.parametrize("what", ["backup", "restore"])
def test_kills_at_random_moments(store: Store, home: Path, tmp_path: Path, what: str) -> None:
    """Whole or not there, whenever it ends."""
    fill(store)
    source = tmp_path / "source"
    store.back_up(source, "")
    store.close()
    dice = random.Random(seed := random.randrange(10**6))
    sys.stdout.write(f"seed {seed}\n")
    for number in range(KILLS):
        file, other = tmp_path / f"{number}", tmp_path / f"home{number}"
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                Store(home).back_up(file, "") if what == "backup" else put_back(other, source)
            os._exit(0)
        time.sleep(dice.uniform(0, 0.5))  # no verdict hangs on it: every moment must do
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if what == "backup":
            assert not file.exists() or look(file).parts["entry"].rows == RECORDS + 1
            continue
        if not (other / "koppel.db").exists():
            put_back(other, source)
        there = Store(other)
        assert there.ledger("f").count(EntryState.DELIVERED) == RECORDS
        assert there.connections.tokens("shop").read() is not None
        there.close()
    left = Store(home)
    assert left.ledger("f").count(EntryState.DELIVERED) == RECORDS
    left.close()
