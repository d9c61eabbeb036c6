"""The database on a server: side by side by subject, one sentence when it cannot be used, no value in it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import Server, lent

from core.errors import KoppelError, Misconfigured, TransientError
from core.store import Entry, EntryState, Store
from core.store.database import Database
from core.store.postgresql import Postgresql, address


@pytest.fixture(params=["postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """These are about a server."""
    yield from lent(request)


@pytest.fixture
def impatient(database: str) -> Iterator[Database]:
    """The database of a program that does not wait for others."""
    del database
    opened = Database(Postgresql(address(os.environ["KOPPEL_DATABASE_URL"]), wait=0.05))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("first", "second", "waits"),
    [
        ("one flow", "another flow", False),
        ("one flow", "one flow", True),
        ("", "one flow", True),
        ("one flow", "", True),
        ("", "", True),
    ],
)
def test_writers_of_different_subjects_go_side_by_side(
    store: Store, impatient: Database, *, first: str, second: str, waits: bool
) -> None:
    """Two that write about the same take turns, and so does everyone with who names no subject."""
    with store._database.writing(first), ExitStack() as then:
        if waits:
            then.enter_context(
                pytest.raises(TransientError, match="another program has held it for too long")
            )
        with impatient.writing(second) as session:
            assert session.connection().in_transaction()


def test_a_writer_sees_what_the_one_before_it_wrote(store: Store) -> None:
    """A writer that waited for its turn counts on from what it finds then, and nothing is counted once."""

    def count_on() -> None:
        for _ in range(20):
            with store._database.keeping("counting") as connection:
                found = connection.exec_driver_sql("SELECT max(version) FROM flow_version").scalar()
                values = ("counted", (found or 0) + 1)
                connection.exec_driver_sql(
                    "INSERT INTO flow_version (flow, version, text, note, at) VALUES (%s, %s, '', '', now())",
                    values,
                )

    store.flows.put("counted", "koppel: 1")
    threads = [threading.Thread(target=count_on) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.flows.versions("counted")) == 101


def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    """What others write while someone reads is not half seen, and readers cannot write."""
    with store._database.looking() as connection:
        asked = "SELECT count(*) FROM entry"
        assert connection.exec_driver_sql(asked).scalar() == 0
        store.ledger("f").keep([Entry("record", "1", EntryState.INTENDED, "run")])
        assert connection.exec_driver_sql(asked).scalar() == 0
    with pytest.raises(Misconfigured, match="read-only"), store._database.looking() as connection:
        connection.exec_driver_sql("DELETE FROM entry")
    assert store.ledger("f").count(EntryState.INTENDED) == 1


def test_texts_are_ordered_as_in_a_file(store: Store) -> None:
    """Capitals before small letters and a hyphen before both, whatever language the server speaks."""
    names = ["B", "a", "a-c", "ab", "ä", "é"]
    for name in reversed(names):
        store.flows.put(name, "koppel: 1")
    assert [flow.name for flow in store.flows.all()] == names


def test_what_another_system_said_with_a_nul_is_kept(store: Store) -> None:
    """A text that a server cannot hold stands there with the picture of what it could not."""
    store.ledger("f").keep([Entry("record", "1", EntryState.PARKED, "run", why="bad\0byte")])
    assert store.ledger("f").parked()[0].why == "bad\N{SYMBOL FOR NULL}byte"


def _cut(ask: Callable[..., Any]) -> None:
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ask("SELECT pg_terminate_backend(pid, 10000) " + others)


def test_a_connection_that_was_cut_is_made_anew(store: Store, ask: Callable[..., Any]) -> None:
    """After the server was started again the next call works, as if nothing had been."""
    store.ledger("f").keep([Entry("record", "1", EntryState.INTENDED, "run")])
    _cut(ask)
    assert store.ledger("f").count(EntryState.INTENDED) == 1


def test_a_connection_that_is_cut_in_the_midst_is_tried_again(store: Store, ask: Callable[..., Any]) -> None:
    """What was not committed is not there, and the error says that it is worth another try."""
    store.flows.put("f", "koppel: 1")

    def cut_short() -> None:
        with store._database.keeping() as connection:
            connection.exec_driver_sql("DELETE FROM flow_version")
            _cut(ask)
            connection.exec_driver_sql("SELECT 1")

    with pytest.raises(TransientError, match="try again"):
        cut_short()
    assert len(store.flows.versions("f")) == 1


@pytest.fixture
def addresses(postgresql_server: Server) -> Iterator[Callable[[str, str], str]]:
    """Roles that may not do everything; gives the address of a database as one of them."""
    hba = postgresql_server.folder / "data" / "pg_hba.conf"
    before = hba.read_text()
    hba.write_text(f"local all guarded scram-sha-256\nlocal all barred reject\n{before}")
    for role in ("guarded", "barred", "guest"):
        postgresql_server.ask(f"CREATE ROLE {role} LOGIN PASSWORD 'CANARY-right'")
    postgresql_server.ask("SELECT pg_reload_conf()")
    time.sleep(0.1)
    yield lambda who, name: f"postgresql://{who}@/{name}?host={postgresql_server.folder}"
    hba.write_text(before)
    postgresql_server.ask("SELECT pg_reload_conf()")
    for role in ("guarded", "barred", "guest"):
        postgresql_server.ask(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    ("who", "name", "kind", "said"),
    [
        ("guarded:CANARY-wrong", "postgres", Misconfigured, "refuses this user"),
        ("guarded", "postgres", Misconfigured, "refuses this user"),
        ("barred:CANARY-right", "postgres", Misconfigured, "refuses this user"),
        ("nobody:CANARY-x", "postgres", Misconfigured, "refuses this user"),
        ("guest:CANARY-right", "postgres", Misconfigured, "may not do everything there"),
        ("koppel:CANARY-x", "nothing", Misconfigured, "no database of that name"),
    ],
)
def test_a_server_that_refuses_is_told_in_one_sentence(
    addresses: Callable[[str, str], str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    who: str,
    name: str,
    kind: type[KoppelError],
    said: str,
) -> None:
    """What to do is said, where it is too, and never the password."""
    monkeypatch.setenv("KOPPEL_DATABASE_URL", addresses(who, name))
    with pytest.raises(kind, match=said) as caught:
        Store(home)
    told = f"{caught.value!r} {caught.value.__cause__!r} {caught.value}"
    assert f"The database {name} at " in told
    assert "CANARY" not in told
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no-such-host.invalid"])
def test_a_server_that_is_not_there_is_tried_again_later(
    home: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """A closed port and an unknown name may be there again in a minute."""
    monkeypatch.setenv("KOPPEL_DATABASE_URL", f"postgresql://koppel:CANARY@{host}/koppel")
    with pytest.raises(TransientError, match=f"koppel at {host} cannot be used: the server does not answer"):
        Store(home)


@pytest.mark.parametrize(
    "given",
    ["mysql://CANARY@localhost/x", "postgresql://CANARY@localhost", "CANARY", "postgresql://CANARY:port:x/y"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """What an address looks like is said, and nothing of what was given: it may hold a password."""
    monkeypatch.setenv("KOPPEL_DATABASE_URL", given)
    with pytest.raises(Misconfigured, match=r"must look like postgresql://") as caught:
        Store(home)
    assert "CANARY" not in str(caught.value)


def test_a_server_that_may_only_be_read_is_named(store: Store, ask: Callable[..., Any]) -> None:
    """A standby, or a database that was frozen, says so at the first write."""
    ask(f'ALTER DATABASE "{store._database._engine.url.database}" SET default_transaction_read_only = on')
    store._database._engine.dispose()
    with pytest.raises(Misconfigured, match="it is read-only"):
        store.flows.put("f", "koppel: 1")


def test_an_error_nobody_foresaw_holds_no_value_of_a_row(store: Store, ask: Callable[..., Any]) -> None:
    """The server adds the row to what it says of a broken rule; that part ends in no log."""
    ask("ALTER TABLE entry ADD CONSTRAINT surprise CHECK (why <> 'CANARY')")
    with pytest.raises(Exception, match="surprise") as caught:
        store.ledger("f").keep([Entry("record", "CANARY-2", EntryState.PARKED, "run", why="CANARY")])
    assert "CANARY" not in f"{caught.value!r} {caught.value}"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_password_is_in_no_name_of_the_database() -> None:
    """What is shown of a database is its name and where it is."""
    place = Postgresql(address("postgresql://me:CANARY@db.example:5433/books?sslmode=require"))
    assert place.name == "books at db.example:5433"
    assert "CANARY" not in repr([place, place.url, place.engine()])
