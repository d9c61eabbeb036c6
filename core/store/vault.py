"""The vault: seals secrets, so that a copy of the database without the key is useless.

AES-256-GCM, bound to the place where the sealed text stands: it opens nowhere else. The key lies in a file
outside the data folder, made when the first secret is sealed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import select

from core.errors import Misconfigured
from core.store.database import Database
from core.store.disk import persist
from core.store.tables import KeyRow

_KEY_BYTES = 32
_NONCE_BYTES = 12


def key_file(home: Path) -> Path:
    """Where the key of a home folder lies: KOPPEL_KEY_FILE, or a file named after the folder's path."""
    resolved = home.resolve()
    given = os.environ.get("KOPPEL_KEY_FILE", "")
    if given:
        file = Path(given).expanduser().resolve()
    else:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        name = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:16]
        file = config.expanduser().resolve() / "koppel" / f"{name}.key"
    if file.is_relative_to(resolved):
        raise Misconfigured(
            f"The key file {file} would lie inside the data folder {resolved}, "
            "where every copy takes it along; set KOPPEL_KEY_FILE to a file elsewhere."
        )
    return file


class Vault:
    """Seals and opens texts with the key of one home folder."""

    def __init__(self, file: Path, database: Database) -> None:
        self._file, self._database = file, database
        self._opened: tuple[str, AESGCM] | None = None
        self._masks = b""

    def seal(self, text: str, *place: str) -> str:
        """Seal a text for its place (table, row, field); it opens in that place only."""
        key, cipher = self._cipher()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + cipher.encrypt(nonce, text.encode(), _bound(key, place))
        return f"{key}:{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str, *place: str) -> str:
        """Open a text that was sealed for this place."""
        key, cipher = self._cipher()
        try:
            _, _, text = sealed.partition(":")
            data = base64.b64decode(text, validate=True)
            return cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound(key, place)).decode()
        except (InvalidTag, ValueError):
            raise Misconfigured(
                f"The secret of {' '.join(place)} does not open: it was changed, "
                "or moved from another place; enter it again."
            ) from None

    def mask(self, text: str) -> bytes:
        """Give 32 bytes that stand for a text: always the same; without the key nobody finds it back."""
        self._cipher()
        return hmac.digest(self._masks, text.encode(), "sha256")

    def _cipher(self) -> tuple[str, AESGCM]:
        if self._opened is None:
            self._opened = self._load()
        return self._opened

    def _load(self) -> tuple[str, AESGCM]:
        with self._database.reading() as session:
            expected = session.exec(select(KeyRow.fingerprint)).first()
        try:
            if expected is None and not self._file.exists():
                _make(self._file)
            text = self._file.read_bytes()
        except FileNotFoundError:
            raise Misconfigured(
                f"The key {self._file} is not there, and without it no secret opens; put it back, "
                "or set KOPPEL_KEY_FILE to where it is."
            ) from None
        except OSError as error:
            raise Misconfigured(f"The key {self._file} cannot be read or made: {error.strerror}.") from None
        return self._checked(text, expected)

    def _checked(self, text: bytes, expected: str | None) -> tuple[str, AESGCM]:
        try:
            key = base64.b64decode(text.strip(), validate=True)
        except binascii.Error:
            key = b""
        if len(key) != _KEY_BYTES:
            raise Misconfigured(
                f"The file {self._file} holds no key: it must be {_KEY_BYTES} bytes in base64."
            )
        fingerprint = hashlib.sha256(b"koppel key" + key).hexdigest()[:16]
        if (expected or self._first(fingerprint)) != fingerprint:
            raise Misconfigured(
                f"The key {self._file} is not the one that sealed the secrets of this data folder; "
                "put the right one there, or set KOPPEL_KEY_FILE to where it is."
            )
        self._masks = hashlib.sha256(b"koppel masks" + key).digest()
        return fingerprint, AESGCM(key)

    def _first(self, fingerprint: str) -> str:
        """The key of this database from now on: this one, if no other program came before."""
        with self._database.writing() as session:
            there = session.exec(select(KeyRow.fingerprint)).first()
            if there is None:
                session.add(KeyRow(fingerprint=fingerprint))
            return there or fingerprint


def _bound(key: str, place: tuple[str, ...]) -> bytes:
    # A length before each part, so that no two places have the same bytes.
    return b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in (*place, key))


def _make(file: Path) -> None:
    """Make a key in one step: whoever comes second finds the whole key of the first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        os.link(draft, file)
        persist(file.parent)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
