"""The audit trail: who did what to what, and when; only added to, each entry bound to the one before it.

An entry is written in the transaction that does what it tells of. It holds no value of a record or a secret:
of what changed it keeps numbers, switches and states, and of all else fingerprints that need the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlmodel import col

from core.documents import write_json
from core.errors import KoppelError
from core.records import JsonObject
from core.store.database import Database, insert
from core.store.subject import Subject, state_of
from core.store.tables import AuditHeadRow, AuditRow
from core.store.vault import Vault

#: So many entries are read at once.
_AT_ONCE = 1000
#: What writers of the trail wait for, each the last thing before its transaction is durable.
_CHAIN = "audit"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did: `what` is the name of the act, `about` what it was done to.

    `change` has what it was and what it is, by name; `seal` binds the entry to all before it.
    """

    n: int
    at: datetime
    by: str
    what: str
    about: str
    outcome: str = "done"
    change: JsonObject = field(default_factory=dict)
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole trail found: its entries, its head to note down, and what is wrong."""

    entries: int
    head: str
    wrong: str = ""


@dataclass(slots=True)
class _Deed:
    """What somebody is doing now: told once it stands in the trail."""

    audit: Audit
    by: str
    what: str
    subject: Subject
    before: JsonObject | None = None
    told: bool = False


_under_way: ContextVar[_Deed | None] = ContextVar("deed", default=None)


class Audit:
    """The audit trail of a home folder; it is the witness of its database."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    @contextmanager
    def deed(self, by: str, what: str, subject: Subject, *, always: bool = True) -> Iterator[None]:
        """Tell of what is done within the block, with its first writing.

        What writes nothing here, or fails before it did, is told after it, if it is to be told `always`.
        """
        self._vault.mask("")  # the key is asked for before a transaction, not within one
        outer = _under_way.get()
        deed = _Deed(self, outer.by if outer is not None else by, what, subject)
        token = _under_way.set(deed)
        try:
            yield
        except Exception:
            if always:
                with suppress(KoppelError):  # that the deed failed is what its person must hear
                    self._tell_late(deed, "failed")
            raise
        else:
            if always:
                self._tell_late(deed, "done")
        finally:
            _under_way.reset(token)
            if outer is not None:
                outer.told = outer.told or deed.told

    def end_here(self) -> None:
        """Tell now of what is under way: this database is not written to any more when it is done."""
        deed = self._deed()
        if deed is not None:
            self._tell_late(deed, "done")

    def begin(self, connection: Connection) -> None:
        """See what stands before a deed's first writing."""
        deed = self._deed()
        if deed is not None:
            deed.before = state_of(connection, deed.subject, self.mark)

    def end(self, connection: Connection) -> None:
        """Put the deed's entry into the transaction of its first writing."""
        deed = self._deed()
        if deed is not None and deed.before is not None:
            after = state_of(connection, deed.subject, self.mark)
            names = dict.fromkeys([*deed.before, *after])
            changed = {name: [deed.before.get(name), after.get(name)] for name in names}
            change = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
            self._add(connection, deed, "done", change)
            deed.told = True

    def entries(self, limit: int | None = None, about: str = "") -> list[AuditEntry]:
        """The newest entries, newest first; only those about something where it is named."""
        chosen = _CHOSEN.order_by(col(AuditRow.n).desc()).limit(limit)
        if about:
            chosen = chosen.where(col(AuditRow.about).contains(about, autoescape=True))
        with self._database.looking() as connection:
            return [AuditEntry(**row._asdict()) for row in connection.execute(chosen)]

    def all(self) -> Iterator[AuditEntry]:
        """The whole trail, oldest first."""
        after = 0
        while True:
            chosen = _CHOSEN.where(col(AuditRow.n) > after).order_by(col(AuditRow.n)).limit(_AT_ONCE)
            with self._database.looking() as connection:
                found = [AuditEntry(**row._asdict()) for row in connection.execute(chosen)]
            yield from found
            if len(found) < _AT_ONCE:
                return
            after = found[-1].n

    def verify(self, noted: str = "") -> Verified:
        """Hold every entry against its seal, and the end against the head; `noted` is a head of before."""
        with self._database.looking() as connection:
            head = connection.execute(_HEAD).first()
        seal, n, was_there = "", 0, not noted
        for entry in self.all():
            n += 1
            if entry.n != n or entry.seal != self._seal(entry, seal):
                why = "is missing" if entry.n != n else "was changed, or put there by others"
                return Verified(n - 1, _head(n - 1, seal), f"entry {n} {why}")
            seal = entry.seal
            was_there = was_there or _head(n, seal) == noted
        wrong = "" if was_there else f"what was noted down, {noted}, is not in it: it was cut or put back"
        return Verified(n, _head(n, seal), wrong or self._cut(head, n, seal))

    def _cut(self, head: Any, n: int, seal: str) -> str:
        """What is wrong at the end of a trail; entries that came while it was read are no fault."""
        if head is None:
            return "its head is missing" if n else ""
        if head.n > n:
            return f"it was cut: its last {head.n - n} entries are missing"
        if head.n == n and head.seal != self._head_seal(n, seal):
            return "its end is not what its head says: it was cut, or put back"
        return ""

    def mark(self, value: Any) -> str:
        """What stands for a value in the trail: who has the key can hold a value against it."""
        return self._vault.mask(f"audit value {write_json(value)}")[:6].hex()

    def _deed(self) -> _Deed | None:
        deed = _under_way.get()
        return deed if deed is not None and deed.audit is self and not deed.told else None

    def _tell_late(self, deed: _Deed, outcome: str) -> None:
        if not deed.told:
            with self._database.unwitnessed().keeping(_CHAIN) as connection:
                self._add(connection, deed, outcome, {})
            deed.told = True

    def _add(self, connection: Connection, deed: _Deed, outcome: str, change: JsonObject) -> None:
        self._database.place.alone(connection, _CHAIN)
        n, seal = self._next(connection)
        entry = AuditEntry(
            n, datetime.now(UTC), deed.by, deed.what, deed.subject.told(self.mark), outcome, change
        )
        sealed = replace(entry, seal=self._seal(entry, seal))
        connection.execute(insert(AuditRow), asdict(sealed))
        head = {"n": sealed.n, "seal": self._head_seal(sealed.n, sealed.seal)}
        if (
            connection.execute(update(AuditHeadRow).where(col(AuditHeadRow.id) == 1).values(head)).rowcount
            == 0
        ):
            connection.execute(insert(AuditHeadRow), {"id": 1, **head})

    def _next(self, connection: Connection) -> tuple[int, str]:
        """The number of the next entry, and the seal before it; after a cut a number is missing for good."""
        last, head = connection.execute(_LAST).first(), connection.execute(_HEAD).first()
        n, seal = (last.n, last.seal) if last is not None else (0, "")
        return n + (2 if self._cut(head, n, seal) else 1), seal

    def _seal(self, entry: AuditEntry, before: str) -> str:
        told = asdict(entry) | {"at": entry.at.astimezone(UTC).isoformat(), "seal": before}
        return self._vault.mask(f"audit entry {write_json(told)}").hex()

    def _head_seal(self, n: int, seal: str) -> str:
        return self._vault.mask(f"audit head {n} {seal}").hex()


_CHOSEN = select(*(getattr(AuditRow, name) for name in AuditEntry.__slots__))
_LAST = select(col(AuditRow.n), col(AuditRow.seal)).order_by(col(AuditRow.n).desc()).limit(1)
_HEAD = select(col(AuditHeadRow.n), col(AuditHeadRow.seal)).where(col(AuditHeadRow.id) == 1)


def _head(n: int, seal: str) -> str:
    return f"{n}:{seal[:16]}"
