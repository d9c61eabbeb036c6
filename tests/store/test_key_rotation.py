"""A key is changed: nothing that it sealed is lost, whatever is killed; the old key then opens nothing."""

from __future__ import annotations

import base64
import os
import random
import secrets
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from postgresql_server import on_files
from sqlalchemy import String
from sqlmodel import SQLModel

from core.api.tokens import Token
from core.errors import Misconfigured
from core.records import JsonObject
from core.store import Consent, Store
from core.store.payloads import Payload
from core.store.rotation import SEALED

ROTATIONS = int(os.environ.get("KOPPEL_ROTATIONS", "6"))
CANARY = "CANARY-s3cr3t-value"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CONTENT: JsonObject = {"email": "canary@example.org"}


def fill(store: Store) -> None:
    """Seal something in every table that holds what is sealed."""
    for number in range(20):
        store.connections.put(f"shop{number}", "shopify", {"shop": "demo"}, {"token": f"{CANARY}{number}"})
    store.connections.tokens("shop1").renew(lambda _: Token(CANARY, CANARY, NOW, NOW))
    store.connections.keep_state(Consent(CANARY, "shop1", CANARY, "http://127.0.0.1/back"))
    assert store.payloads.seal("run1", "orders") is not None


def whole(store: Store) -> None:
    """Everything that was sealed opens, and the masks are what they were."""
    for number in range(20):
        assert store.connections.secrets(f"shop{number}") == {"token": f"{CANARY}{number}"}
    token = store.connections.tokens("shop1").read()
    assert token is not None
    assert token.refresh == CANARY
    seal = store.payloads.seal("run1", "orders")
    assert seal is not None
    assert seal.close(Payload("1", CONTENT, ("canary@example.org",), NOW)).marks


def keys(file: Path) -> list[str]:
    """The keys in the file, newest first."""
    return file.read_text().split()


def test_nothing_is_lost_when_the_key_changes(store: Store, home: Path, key: Path) -> None:
    """Open programs and new ones read on; after the old key has gone, it opens nothing any more."""
    fill(store)
    other = Store(home)
    whole(other)
    mask = store.mask("a@b.nl")
    [first] = keys(key)
    changed = store.rotation.rotate()
    assert changed.sealed == 20 + 3
    assert keys(key)[1] == first
    other.connections.put("shop3", "shopify", {"shop": "demo"}, {"token": f"{CANARY}3"})
    whole(other)
    store.rotation.retire()
    assert first not in key.read_text()
    for reader in (store, other, Store(home)):
        whole(reader)
        assert reader.mask("a@b.nl") == mask
        reader.close()
    key.write_text(first)
    late = Store(home)
    with pytest.raises(Misconfigured, match="not the one that sealed"):
        late.connections.secrets("shop1")
    late.close()


def test_a_program_that_read_the_old_key_seals_with_the_new_one(store: Store, home: Path) -> None:
    """What is open when the key changes notices it before it seals again."""
    fill(store)
    other = Store(home)
    whole(other)
    now = store.rotation.rotate().key
    other.connections.put("new", "shopify", {"shop": "demo"}, {"token": CANARY})
    assert store.rotation.rotate().key != now  # nothing was left to be finished
    other.close()


@on_files
def test_kills_at_random_moments_lose_no_credential(store: Store, home: Path, key: Path) -> None:
    """A change that is killed anywhere is finished by the next; what is destroyed stays destroyed."""
    fill(store)
    mask = store.mask("a@b.nl")
    store.close()
    seed = random.randrange(1, 10**6)
    sys.stdout.write(f"seed {seed}\n")
    dice = random.Random(seed)
    for _ in range(ROTATIONS):
        for step in ("rotate", "retire"):
            _killed(home, step, dice.uniform(0, 0.12))
        reader = Store(home)
        whole(reader)
        assert reader.mask("a@b.nl") == mask
        reader.close()
    last = Store(home)
    last.rotation.rotate()
    last.rotation.retire()
    whole(last)
    last.close()
    assert len(keys(key)) == 1


def _killed(home: Path, step: str, after: float) -> None:
    """Begin a step in a process of its own, and kill it."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            store = Store(home)
            getattr(store.rotation, step)()
        os._exit(0)
    time.sleep(after)  # no verdict hangs on it: every moment must do
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_the_environment_may_hold_the_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a variable, or printed by a command; the change is told step by step, and never shows a key."""
    old, new = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    monkeypatch.delenv("KOPPEL_KEY_FILE")
    monkeypatch.setenv("KOPPEL_KEY", old)
    store = Store(home)
    fill(store)
    with pytest.raises(Misconfigured, match="put the new key before the old one") as told:
        store.rotation.rotate()
    assert old not in str(told.value)
    store.close()
    monkeypatch.setenv("KOPPEL_KEY", f"{new} {old}")
    store = Store(home)
    whole(store)
    store.rotation.rotate()
    assert "take the others away" in store.rotation.retire().do
    store.close()
    monkeypatch.delenv("KOPPEL_KEY")
    monkeypatch.setenv("KOPPEL_KEY_COMMAND", f"echo {new}")
    store = Store(home)
    whole(store)
    store.close()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"KOPPEL_KEY": "a", "KOPPEL_KEY_COMMAND": "b"}, "set one of them"),
        ({"KOPPEL_KEY": "short"}, "holds no key"),
        ({"KOPPEL_KEY_COMMAND": "false"}, "ended with status 1"),
        ({"KOPPEL_KEY_COMMAND": "no-such-program"}, "cannot be started"),
        ({"KOPPEL_KEY_COMMAND": "true"}, "holds no key"),
    ],
)
def test_a_source_without_a_key_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    """Which variable it is, and what is wrong with what it gave."""
    monkeypatch.delenv("KOPPEL_KEY_FILE")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured, match=said):
        Store(home).connections.put("shop", "shopify", {"shop": "demo"}, {"token": CANARY})


def test_no_key_goes_while_something_needs_it(store: Store, ask: Callable[..., Any], key: Path) -> None:
    """What the old key sealed and does not open stops its end, and is named; so does a table unknown here."""
    fill(store)
    sealed = str(ask("SELECT sealed FROM secret WHERE connection = 'shop1'")[0][0])
    store.rotation.rotate()
    ask("UPDATE secret SET sealed = ? WHERE connection = 'shop2'", sealed)
    with pytest.raises(Misconfigured, match=r"needed by secret\.sealed"):
        store.rotation.retire()
    assert len(keys(key)) == 2
    store.connections.put("shop2", "shopify", {"shop": "demo"}, {"token": f"{CANARY}2"})
    ask("UPDATE connection SET problem = ? WHERE name = 'shop2'", sealed)
    with pytest.raises(Misconfigured, match=r"needed by connection\.problem"):
        store.rotation.retire()


def test_a_key_file_that_cannot_be_written_is_changed_by_hand(store: Store, key: Path) -> None:
    """A service may only read its key: the sentence says what to write, and what was written is taken."""
    fill(store)
    old = key.read_text()
    blocked = key.parent / f".{key.name}.next"
    blocked.mkdir()  # as a folder that nobody may write: the draft cannot be made
    with pytest.raises(Misconfigured, match="cannot be written here"):
        store.rotation.rotate()
    blocked.rmdir()
    key.write_text(base64.b64encode(secrets.token_bytes(32)).decode() + "\n" + old)
    assert store.rotation.rotate().sealed == 20 + 3
    whole(store)


def test_every_sealed_column_is_known_to_the_change_of_keys() -> None:
    """Each stands in a table that there is, by the columns of its key."""
    for (table, column), place in SEALED.items():
        rows = SQLModel.metadata.tables[table]
        assert isinstance(rows.c[column].type, String) or table == "monitoring"
        assert place(*(str(key.name) for key in rows.primary_key))
