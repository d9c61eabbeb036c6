"""The vault: seals secrets, so that a copy of the database without the key is useless.

AES-256-GCM, bound to the key and to the place where the sealed text stands: it opens nowhere else. Every
sealed text begins with the fingerprint of its key, so that a key can be changed while everything goes on.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import select

from core.errors import Misconfigured
from core.store.database import Database
from core.store.keys import Key, KeySource
from core.store.tables import KeyRow

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class _Opened:
    """The keys at hand: the one that seals, all that open, and the secret of the masks."""

    key: str
    ciphers: Mapping[str, AESGCM]
    masks: bytes = field(repr=False)
    #: what masks are made with: a text is added to a copy
    masking: hmac.HMAC = field(repr=False)
    stamp: object


class Vault:
    """Seals and opens texts with the keys of one home folder."""

    def __init__(self, source: KeySource, database: Database) -> None:
        self._source, self._database = source, database
        self._opened: _Opened | None = None

    def seal(self, text: str, *place: str) -> str:
        """Seal a text for its place (table, row, field); it opens in that place only."""
        opened = self._at_hand()
        if opened.stamp != self._source.stamp():
            opened = self._anew()  # the key was changed meanwhile
        return _sealed(opened.key, opened.ciphers[opened.key], text, place)

    def open(self, sealed: str, *place: str) -> str:
        """Open a text that was sealed for this place."""
        key, _, text = sealed.partition(":")
        opened = self._at_hand()
        if key not in opened.ciphers:
            opened = self._anew()
        try:
            data = base64.b64decode(text, validate=True)
            cipher = opened.ciphers[key]
            return cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound(key, place)).decode()
        except (InvalidTag, ValueError, KeyError):
            raise Misconfigured(
                f"The secret of {' '.join(place)} does not open: it was changed, "
                "moved from another place, or its key was taken away; enter it again."
            ) from None

    def resealed(self, sealed: str, *place: str) -> str:
        """The same text under the newest key; as it is where that sealed it."""
        key = self._at_hand().key
        return sealed if sealed.startswith(f"{key}:") else self.seal(self.open(sealed, *place), *place)

    def mask(self, text: str) -> bytes:
        """Give 32 bytes that stand for a text: always the same; without the key nobody finds it back."""
        # hmac.digest would let every other thread have its turn first.
        masking = self._at_hand().masking.copy()
        masking.update(text.encode())
        return masking.digest()

    def adopt(self, key: Key) -> None:
        """Seal with this key from now on, here and in every program that has it; the masks stay."""
        masks = base64.b64encode(self._at_hand().masks).decode()
        row = KeyRow(
            fingerprint=key.id, masks=_sealed(key.id, AESGCM(key.secret), masks, ("vault_key", "masks"))
        )
        with self._database.writing() as session:
            if session.get(KeyRow, key.id) is None:
                session.add(row)
        self._anew()

    def _at_hand(self) -> _Opened:
        return self._opened or self._anew()

    def _anew(self) -> _Opened:
        self._opened = self._load()
        return self._opened

    def _load(self) -> _Opened:
        stamp = self._source.stamp()
        with self._database.reading() as session:
            rows = {row.fingerprint: row.masks for row in session.exec(select(KeyRow)).all()}
        keys = self._source.read(first=not rows)
        rows = rows or self._first(keys[0].id)
        known = [key for key in keys if key.id in rows]
        if not known:
            raise Misconfigured(
                f"{self._source.where} is not the one that sealed the secrets of this data folder; "
                "put the right one there, or set KOPPEL_KEY_FILE to where it is."
            )
        ciphers = {key.id: AESGCM(key.secret) for key in keys}
        masks = _masks(known[0], rows[known[0].id])
        return _Opened(known[0].id, ciphers, masks, hmac.new(masks, digestmod="sha256"), stamp)

    def _first(self, fingerprint: str) -> dict[str, str]:
        """The key of this database from now on: this one, if no other program came before."""
        with self._database.writing() as session:
            there = session.exec(select(KeyRow)).all()
            if not there:
                session.add(KeyRow(fingerprint=fingerprint))
            return {row.fingerprint: row.masks for row in there} or {fingerprint: ""}


def _sealed(key: str, cipher: AESGCM, text: str, place: tuple[str, ...]) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), _bound(key, place))
    return f"{key}:{base64.b64encode(sealed).decode()}"


def _masks(key: Key, sealed: str) -> bytes:
    """The secret of the masks: made of the first key, and handed from key to key."""
    if not sealed:
        return hashlib.sha256(b"koppel masks" + key.secret).digest()
    place = _bound(key.id, ("vault_key", "masks"))
    try:
        data = base64.b64decode(sealed.partition(":")[2], validate=True)
        return base64.b64decode(AESGCM(key.secret).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], place))
    except (InvalidTag, ValueError):
        raise Misconfigured(
            f"What the database says of its key {key.id} was changed by somebody else; restore a backup."
        ) from None


def _bound(key: str, place: tuple[str, ...]) -> bytes:
    # A length before each part, so that no two places have the same bytes.
    return b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in (*place, key))
