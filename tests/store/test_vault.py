"""The vault: a copy of the data without the key is useless, and every wrong key is named."""

from __future__ import annotations

import base64
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postgresql_server import on_files

from core.api.tokens import Token
from core.errors import Misconfigured
from core.store import Consent, Store
from core.store.keys import key_file

CANARY = "CANARY-s3cr3t-value"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def _fill(store: Store) -> None:
    store.connections.put("shop", "shopify", {"shop": "demo"}, {"token": CANARY, "other": CANARY + "2"})
    store.connections.tokens("shop", Token(CANARY, CANARY, NOW, NOW)).renew(
        lambda _: Token(CANARY, CANARY, NOW, NOW)
    )
    store.connections.keep_state(Consent(CANARY, "shop", CANARY, "http://127.0.0.1/back"))


@on_files
def test_no_byte_of_a_secret_is_in_the_files(store: Store, home: Path) -> None:
    """No file holds a secret, a token, a verifier or a state, while the store is open and after."""
    _fill(store)
    for _ in range(2):
        files = [file for file in home.rglob("*") if file.is_file()]
        assert {"koppel.db", "tokens.db"} <= {file.name for file in files}
        for file in files:
            content = file.read_bytes()
            for form in (CANARY.encode(), base64.b64encode(CANARY.encode()), CANARY.encode().hex().encode()):
                assert form not in content, file
        store.close()


@on_files
def test_the_key_lies_outside_and_is_for_the_owner_only(store: Store, home: Path, key: Path) -> None:
    """The key is made at first use, outside the data folder; nobody but the owner reads it, or the data."""
    assert not key.exists()
    _fill(store)
    assert not key.is_relative_to(home)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in home.iterdir()} == {0o600}
    assert [file.name for file in key.parent.iterdir()] == [key.name]


def test_a_copy_without_the_key_gives_no_secret(store: Store, home: Path, key: Path, tmp_path: Path) -> None:
    """Without the key one is told which file is missing, and no other key is made in its place."""
    _fill(store)
    store.close()
    key.rename(tmp_path / "elsewhere")
    copy = Store(home)
    reads: list[Callable[[], object]] = [
        lambda: copy.connections.secrets("shop"),
        lambda: copy.connections.tokens("shop").read(),
        lambda: copy.connections.put("new", "shopify", {}, {"token": "x"}),
    ]
    for read in reads:
        with pytest.raises(Misconfigured, match=str(key)):
            read()
    assert not key.exists()
    assert copy.connections.all()[0].secrets == {"token", "other"}
    (tmp_path / "elsewhere").rename(key)
    assert copy.connections.secrets("shop")["token"] == CANARY
    copy.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (base64.b64encode(b"x" * 32).decode(), "not the one that sealed"),
        ("short", "holds no key"),
        ("", "holds no key"),
    ],
)
def test_a_wrong_key_is_named(store: Store, home: Path, key: Path, text: str, said: str) -> None:
    """Another key, and a file that holds none, are refused with the file's name."""
    _fill(store)
    store.close()
    key.write_text(text)
    other = Store(home)
    with pytest.raises(Misconfigured, match=said) as caught:
        other.connections.secrets("shop")
    assert str(key) in str(caught.value)
    other.close()


@on_files
@pytest.mark.parametrize(
    "swap",
    [
        "UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'other') WHERE name = 'token'",
        "UPDATE secret SET connection = 'thief' WHERE name = 'token'",
        "UPDATE secret SET sealed = substr(sealed, 1, 60) || 'AA==' WHERE name = 'token'",
        "UPDATE secret SET sealed = 'nonsense' WHERE name = 'token'",
    ],
)
def test_a_sealed_secret_opens_in_its_own_place_only(store: Store, home: Path, swap: str) -> None:
    """A sealed text that is moved to another field or row, or changed, is refused."""
    _fill(store)
    store.connections.put("thief", "shopify", {}, {})
    with sqlite3.connect(home / "koppel.db") as database:
        assert database.execute(swap).rowcount == 1
    database.close()
    with pytest.raises(Misconfigured, match="does not open"):
        _ = [store.connections.secrets(name) for name in ("shop", "thief")]


def test_programs_that_start_together_share_one_key(home: Path) -> None:
    """Eight stores that seal their first secret at once can all open all of them."""
    stores = [Store(home) for _ in range(8)]

    def seal(number: int) -> None:
        stores[number].connections.put(f"c{number}", "shopify", {}, {"token": f"secret {number}"})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(seal, range(8)))
    for number in range(8):
        assert stores[-number].connections.secrets(f"c{number}") == {"token": f"secret {number}"}
    for store in stores:
        store.close()


def test_the_key_file_is_found_by_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without KOPPEL_KEY_FILE each home has its own key among the user's settings, never inside the home."""
    monkeypatch.delenv("KOPPEL_KEY_FILE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    one, two = key_file(tmp_path / "one"), key_file(tmp_path / "two")
    assert one != two
    assert one.parent == two.parent == tmp_path / "config" / "koppel"
    with pytest.raises(Misconfigured, match="inside the data folder"):
        key_file(tmp_path)
