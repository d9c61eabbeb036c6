"""Tokens: renewed by one at a time over all processes, written before they are used."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.api.tokens import Token
from core.errors import ConsentNeeded
from core.store import Entry, EntryState, Store

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def _token(access: str, refresh: str | None = None) -> Token:
    return Token(access, refresh, NOW + timedelta(minutes=10), NOW)


#: A vendor whose refresh token serves once: its file holds the one that is good now.
VENDOR = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from core.api.tokens import Token
from core.store import Store
home, vendor, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
now = datetime.now(UTC)
tokens = Store(home).connections.tokens("exact", Token("a0", "r0", now, now))

def exchange(there):
    good = vendor.read_text()
    if there.refresh != good:
        os.write(2, f"an old token was sent: {there.refresh} instead of {good}".encode())
        os._exit(9)
    new = f"r{int(good[1:]) + 1}"
    vendor.write_text(new)
    return Token("a" + new[1:], new, now, now)

for _ in range(times):
    tokens.renew(exchange)
"""


def test_eight_processes_never_send_an_old_refresh_token(store: Store, home: Path, tmp_path: Path) -> None:
    """Eight processes renew a single-use token 104 times: every exchange sees the newest token."""
    vendor = tmp_path / "vendor"
    vendor.write_text("r0")
    commands = [sys.executable, "-c", VENDOR, str(home), str(vendor), "13"]
    started = [subprocess.Popen(commands, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 8
    assert vendor.read_text() == "r104"
    token = store.connections.tokens("exact").read()
    assert token is not None
    assert (token.access, token.refresh) == ("a104", "r104")


def test_a_failed_exchange_leaves_the_token_as_it_was(store: Store) -> None:
    """When the vendor refuses, the token that was there is still there, and the next one may try."""
    tokens = store.connections.tokens("exact", _token("a", "r"))

    def refused(_: Token | None) -> Token:
        raise ConsentNeeded("The vendor refused; authorise again.")

    with pytest.raises(ConsentNeeded):
        tokens.renew(refused)
    assert tokens.read() == _token("a", "r")
    assert tokens.renew(lambda there: _token("b", there.refresh if there else None)) == _token("b", "r")


def test_a_slow_exchange_holds_up_neither_readers_nor_the_ledger(store: Store) -> None:
    """While one thread waits for the vendor, the old token is read and the ledger is written."""
    tokens = store.connections.tokens("exact", _token("old"))
    asked, answered = threading.Event(), threading.Event()

    def slow(_: Token | None) -> Token:
        asked.set()
        assert answered.wait(30)
        return _token("new")

    thread = threading.Thread(target=tokens.renew, args=(slow,))
    thread.start()
    try:
        assert asked.wait(30)
        assert tokens.read() == _token("old")
        store.ledger("flow").keep([Entry("record", "1", EntryState.INTENDED, "run")])
    finally:
        answered.set()
        thread.join()
    assert tokens.read() == _token("new")


def test_a_seed_replaces_what_is_there_only_when_it_is_a_new_one(store: Store) -> None:
    """A person's token starts the store; what was renewed since is kept until they give another."""
    later = NOW + timedelta(hours=1)
    assert store.connections.tokens("exact").read() is None
    store.connections.tokens("exact", _token("a", "r")).renew(lambda _: _token("b", "s"))
    assert store.connections.tokens("exact", Token("a", "r", later, later)).read() == _token("b", "s")
    assert store.connections.tokens("exact", _token("c", "t")).read() == _token("c", "t")


def test_a_connection_is_authorised_while_it_has_a_token(store: Store) -> None:
    """A token makes a connection authorised; removing it, or changing its connector, forgets the token."""

    def authorised() -> bool:
        saved = store.connections.get("exact")
        return saved is not None and saved.authorised

    store.connections.put("exact", "exact_online", {}, {})
    assert not authorised()
    store.connections.tokens("exact", _token("a"))
    assert authorised()
    store.connections.put("exact", "exact_online", {"division": "1"}, {})
    assert authorised()
    store.connections.put("exact", "shopify", {}, {})
    assert not authorised()
    assert store.connections.tokens("exact").read() is None
