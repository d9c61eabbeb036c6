"""Payloads: what was seen, sent and heard of a record, encrypted, kept for a time, found by keyed marks.

Each run or plan has a key of its own, sealed by the vault: when its time is over the key is destroyed first,
and what it locked is gone with it, wherever a copy lies.
"""

from __future__ import annotations

import base64
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, delete, select, update
from sqlmodel import col

from core.documents import parse_json, write_json
from core.records import JsonObject
from core.store.database import Database, insert
from core.store.tables import PayloadKeyRow, PayloadMarkRow, PayloadRow, RetentionRow
from core.store.vault import Vault

#: How many days a flow keeps its payloads when nobody said otherwise.
KEPT_DAYS = 30
#: So many rows are deleted in one step, so that nobody waits for the others.
_AT_ONCE = 2_000
_NONCE = 12
_MARK = 16


@dataclass(frozen=True, slots=True)
class Payload:
    """What is to be kept of one record: its key, what is known, and words to find it by."""

    key: str
    content: JsonObject
    words: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A payload that was found: of which run or plan of which flow, and what it holds."""

    owner: str
    flow: str
    key: str
    at: datetime
    content: JsonObject


@dataclass(frozen=True, slots=True)
class Sealed:
    """A payload made ready to be kept: nothing of it can be read."""

    key: str
    at: datetime
    text: bytes
    marks: tuple[bytes, ...]


class Seal:
    """Seals what one run or plan keeps, each row for its own place."""

    def __init__(self, owner: str, cipher: AESGCM, payloads: Payloads) -> None:
        self.owner, self._cipher, self._payloads = owner, cipher, payloads

    def close(self, payload: Payload) -> Sealed:
        """Encrypt one payload, and turn its words into marks."""
        nonce = secrets.token_bytes(_NONCE)
        text = zlib.compress(write_json(payload.content).encode(), 1)
        sealed = nonce + self._cipher.encrypt(nonce, text, _place(self.owner, payload.key))
        marks = {self._payloads.mark(word) for word in (payload.key, *payload.words)}
        return Sealed(payload.key, payload.at, sealed, tuple(sorted(marks)))


class Payloads:
    """The one table in which payloads are, of all flows."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    def days(self, flow: str) -> int:
        """For how many days a flow keeps its payloads; 0 keeps none."""
        found = self._database.ask(select(col(RetentionRow.days)).where(col(RetentionRow.flow) == flow))
        return found[0][0] if found else KEPT_DAYS

    def set_days(self, flow: str, days: int) -> None:
        """Keep a flow's payloads so long from now on, and those that are there as well."""
        with self._database.keeping() as connection:
            row = insert(RetentionRow)
            there = row.on_conflict_do_update(index_elements=["flow"], set_={"days": row.excluded["days"]})
            connection.execute(there, {"flow": flow, "days": days})
            made = select(col(PayloadKeyRow.owner), col(PayloadKeyRow.made)).where(
                col(PayloadKeyRow.flow) == flow
            )
            for owner, at in connection.execute(made).all():
                one = update(PayloadKeyRow).where(col(PayloadKeyRow.owner) == owner)
                connection.execute(one.values(until=at + timedelta(days=days)))

    def seal(self, owner: str, flow: str) -> Seal | None:
        """What seals the payloads of a run or plan; None where its flow keeps none, or its time is over."""
        days = self.days(flow)
        if not days:
            return None
        now = datetime.now(UTC)
        fresh = base64.b64encode(secrets.token_bytes(32)).decode()
        row = {
            "owner": owner,
            "flow": flow,
            "sealed": self._vault.seal(fresh, "payload_key", owner),
            "made": now,
            "until": now + timedelta(days=days),
        }
        with self._database.keeping() as connection:
            connection.execute(insert(PayloadKeyRow).on_conflict_do_nothing(index_elements=["owner"]), row)
            found = select(col(PayloadKeyRow.sealed)).where(col(PayloadKeyRow.owner) == owner)
            sealed: str = connection.execute(found).scalar_one()
        cipher = self._cipher(owner, sealed)
        return Seal(owner, cipher, self) if cipher is not None else None

    def find(self, word: str, limit: int = 100) -> list[Kept]:
        """What is kept of the records that this word names, newest first; nothing is searched but marks."""
        newest = col(PayloadMarkRow.payload).desc()
        chosen = _FOUND.join(PayloadMarkRow, col(PayloadMarkRow.payload) == col(PayloadRow.id)).where(
            col(PayloadMarkRow.mark) == self.mark(word)
        )
        with self._database.looking() as connection:
            return self._opened(connection.execute(chosen.order_by(newest).limit(limit)).all())

    def of(self, owner: str, keys: Sequence[str]) -> dict[str, Kept]:
        """What is kept of these records in one run or plan, by their keys."""
        chosen = _FOUND.where(col(PayloadRow.owner) == owner, col(PayloadRow.key).in_(keys))
        with self._database.looking() as connection:
            return {kept.key: kept for kept in self._opened(connection.execute(chosen).all())}

    def erase(self, word: str) -> int:
        """Delete what is kept of the records that this word names; gives the number of payloads."""
        named = select(col(PayloadMarkRow.payload)).where(col(PayloadMarkRow.mark) == self.mark(word))
        with self._database.keeping() as connection:
            return connection.execute(delete(PayloadRow).where(col(PayloadRow.id).in_(named))).rowcount

    def forget(self, flow: str, key: str) -> int:
        """Delete what is kept of one record of a flow; gives the number of payloads."""
        named = select(col(PayloadMarkRow.payload)).where(col(PayloadMarkRow.mark) == self.mark(key))
        owners = select(col(PayloadKeyRow.owner)).where(col(PayloadKeyRow.flow) == flow)
        own = col(PayloadRow.id).in_(named), col(PayloadRow.key) == key, col(PayloadRow.owner).in_(owners)
        with self._database.keeping() as connection:
            return connection.execute(delete(PayloadRow).where(*own)).rowcount

    def prune(self, now: datetime | None = None) -> int:
        """Delete what has been kept long enough: its keys first and at once, then the rows."""
        over = col(PayloadKeyRow.until) <= (now or datetime.now(UTC))
        with self._database.keeping() as connection:
            connection.execute(update(PayloadKeyRow).where(over).values(sealed=""))
        owners = select(col(PayloadKeyRow.owner)).where(col(PayloadKeyRow.sealed) == "")
        old = select(col(PayloadRow.id)).where(col(PayloadRow.owner).in_(owners)).limit(_AT_ONCE)
        pruned = 0
        while True:
            with self._database.keeping() as connection:
                gone = connection.execute(delete(PayloadRow).where(col(PayloadRow.id).in_(old))).rowcount
                pruned += gone
                if gone < _AT_ONCE:
                    connection.execute(delete(PayloadKeyRow).where(col(PayloadKeyRow.sealed) == ""))
                    return pruned

    def mark(self, word: str) -> bytes:
        """What stands for a word in the search: the same for `#1042` and `1042`, for A@B.nl and a@b.nl."""
        plain = " ".join(word.casefold().split()).lstrip("#")
        return self._vault.mask(f"payload mark {plain}")[:_MARK]

    def _opened(self, rows: Iterable[Row[str, str, str, str, datetime, bytes]]) -> list[Kept]:
        ciphers: dict[str, AESGCM | None] = {}
        found = []
        for owner, flow, sealed_key, key, at, sealed in rows:
            if owner not in ciphers:
                ciphers[owner] = self._cipher(owner, sealed_key)
            cipher = ciphers[owner]
            content = _content(cipher, owner, key, sealed) if cipher is not None else None
            if content is not None:
                found.append(Kept(owner, flow, key, at, content))
        return found

    def _cipher(self, owner: str, sealed: str) -> AESGCM | None:
        if not sealed:
            return None
        return AESGCM(base64.b64decode(self._vault.open(sealed, "payload_key", owner)))


_FOUND = select(
    col(PayloadRow.owner),
    col(PayloadKeyRow.flow),
    col(PayloadKeyRow.sealed),
    col(PayloadRow.key),
    col(PayloadRow.at),
    col(PayloadRow.sealed),
).join(PayloadKeyRow, col(PayloadKeyRow.owner) == col(PayloadRow.owner))


def add_payloads(connection: Connection, owner: str, payloads: Sequence[Sealed]) -> None:
    """Keep the payloads of some records of a run or plan, each in the place of the one before it.

    A run goes on where its key was destroyed under way: nothing more is kept of it then.
    """
    there = select(col(PayloadKeyRow.owner)).where(
        col(PayloadKeyRow.owner) == owner, col(PayloadKeyRow.sealed) != ""
    )
    newest = {payload.key: payload for payload in payloads}
    if not newest or connection.execute(there.with_for_update(read=True)).first() is None:
        return
    before = delete(PayloadRow).where(col(PayloadRow.owner) == owner, col(PayloadRow.key).in_(newest))
    connection.execute(before)
    rows = [{"owner": owner, "key": p.key, "at": p.at, "sealed": p.text} for p in newest.values()]
    made = connection.execute(_ADD, rows).all()
    marks = [{"mark": mark, "payload": row} for row, key in made for mark in newest[key].marks]
    connection.execute(_MARKS, marks)


_ADD = insert(PayloadRow).returning(col(PayloadRow.id), col(PayloadRow.key))
_MARKS = insert(PayloadMarkRow)


def _place(owner: str, key: str) -> bytes:
    return b"payload %d:%s%s" % (len(owner.encode()), owner.encode(), key.encode())


def _content(cipher: AESGCM, owner: str, key: str, sealed: bytes) -> JsonObject | None:
    """What a sealed payload holds; None where it was changed, or moved from another place."""
    try:
        text = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _place(owner, key))
        content: JsonObject = parse_json(zlib.decompress(text).decode())
    except (InvalidTag, ValueError, zlib.error):
        return None
    return content
