"""Everything that is written down, under one home folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlmodel import col, select

from core.environment import given
from core.errors import Misconfigured
from core.store.acts import Acts
from core.store.alerts import Alerts
from core.store.audit import Audit
from core.store.backup import Backup, born, look, write
from core.store.backups import Backups
from core.store.beginnings import Beginnings
from core.store.connections import Connections
from core.store.database import Database
from core.store.erasure import Erasure, instead
from core.store.fading import Fading
from core.store.fence import Fence
from core.store.flows import Flows
from core.store.glance import Glance
from core.store.keys import KeySource, key_source
from core.store.ledger import Ledger
from core.store.messages import Messages
from core.store.moving import Moved, move
from core.store.notices import KnownNotices
from core.store.payloads import Payloads
from core.store.people import People
from core.store.place import Place, Seen
from core.store.plans import Plans
from core.store.queue import Queue
from core.store.reconciliation import Reconciliation
from core.store.restoring import restore
from core.store.rotation import Rotation
from core.store.run import Run
from core.store.runs import Runs
from core.store.schedules import Schedules
from core.store.shared_tables import SharedTables
from core.store.sqlite import Sqlite
from core.store.standing import House
from core.store.stretches import Stretches
from core.store.sweeps import Sweeps
from core.store.systems import Systems
from core.store.tables import KeyRow, TokenRow
from core.store.vault import Vault
from core.store.workers import Workers

#: How long a program waits for another one's exchange of tokens, in seconds.
_EXCHANGE = 120
#: The flows of the ledger, from each to the next: the flows are few beside their records.
_REMEMBERED = text(
    "WITH RECURSIVE known(flow) AS ("
    "SELECT min(flow) FROM entry UNION ALL "
    "SELECT (SELECT min(entry.flow) FROM entry WHERE entry.flow > known.flow) FROM known "
    "WHERE known.flow IS NOT NULL) SELECT flow FROM known WHERE flow IS NOT NULL"
)
#: The setting that names a database on a server.
SETTING = "KOPPEL_DATABASE_URL"
#: What the files of a home keep apart from everything else.
APART = frozenset({TokenRow.__tablename__})


def places(home: Path, url: str = "") -> tuple[Place, Place]:
    """Where everything is kept, and where the tokens: files of the home folder, or the server's database.

    Tokens are apart from everything else: the lock of a slow exchange must not keep a run from its ledger.
    """
    if url:
        from core.store.postgresql import Postgresql, address  # noqa: PLC0415 - who has files needs no driver

        server = address(url)
        return Postgresql(server), Postgresql(server, "tokens", _EXCHANGE)
    return Sqlite(home / "koppel.db"), Sqlite(home / "tokens.db", _EXCHANGE)


class Store:
    """Everything that is written down: connections, flows, runs and ledgers.

    It is kept in files of one home folder, or in the PostgreSQL database that KOPPEL_DATABASE_URL names.
    """

    def __init__(self, home: Path) -> None:
        self._home = home = _made(home)
        everything, tokens = places(home, given(SETTING))
        self._database, self._tokens = Database(everything), Database(tokens)
        # What goes on by itself, without that anybody asked for it, is no deed.
        silent = self._database.unwitnessed()
        source = key_source(home)
        vault = Vault(source, silent)
        self.rotation = Rotation(source, vault, silent, self._tokens)
        self.audit = Audit(self._database, vault)
        self._database.witness = self.audit
        self.connections = Connections(self._database, self._tokens, vault)
        self.beginnings = Beginnings(silent)
        self.flows = Flows(self._database)
        self.shared_tables = SharedTables(self._database)
        self.systems = Systems(self._database)
        self.runs = Runs(self._database)
        self.glance = Glance(self._database)
        self.queue = Queue(silent)
        self.schedules = Schedules(self._database)
        self.workers = Workers(silent)
        self.sweeps = Sweeps(self._database)
        self.stretches = Stretches(self._database)
        self.plans = Plans(self._database)
        self.payloads = Payloads(self._database, vault)
        self.erasure = Erasure(self._database, self.payloads, vault.mask)
        self.fading = Fading(silent, vault.mask)
        self.acts = Acts(self._database)
        self.alerts = Alerts(silent)
        self.messages = Messages(silent, vault)
        self.house = House(silent)
        self.notices = KnownNotices(silent)
        self.people = People(self._database, vault)
        self.backups = Backups(self._database)
        self.mask = vault.mask

    def ledger(self, flow: str, carried: Run | None = None) -> Ledger:
        """The memory of one flow; of a run that is carried, for as long as its worker is who took it."""
        fence = Fence(carried.id, carried.worker) if carried is not None else None
        database = self._database.unwitnessed() if fence is not None else self._database
        return Ledger(database, flow, self.mask, fence)

    def reconciliation(self, flow: str, zone: str) -> Reconciliation:
        """The books of one flow, in the days of a zone."""
        return Reconciliation(self._database, flow, zone)

    def remembered(self) -> list[str]:
        """The flows that have a ledger, saved here or run from a file."""
        with self._database.looking() as connection:
            return sorted(connection.execute(_REMEMBERED).scalars())

    def knowing(self, key: str) -> list[str]:
        """The flows that know a record by its key in the source, also where it was erased with a person."""
        return self.glance.knowing(self.remembered(), (key, instead(self.mask, key)))

    def examine(self) -> list[Seen]:
        """What is wrong with the database, and what it is."""
        return self._database.examine()

    def move(self, url: str) -> list[Moved]:
        """Move everything to the database of that address, with "" to the files of the home; then close."""
        self.close()
        here, there = _each(self._database.place, self._tokens.place), _each(*places(self._home, url))
        if here[0].name == there[0].name:
            raise Misconfigured("The database is there already: name another one to move it to.")
        if not url:
            _forget_half(self._home)
        return move(here, there, APART)

    def locked(self) -> str:
        """Why what is sealed here does not open; "" where it does, or nothing is."""
        with self._database.looking() as connection:
            if connection.execute(select(col(KeyRow.fingerprint))).first() is None:
                return ""
        try:
            self.mask("")
        except Misconfigured as error:
            return str(error)
        return ""

    def back_up(self, file: Path, by: str) -> Backup:
        """Put all that stands here at this moment into a new file, while everything goes on."""
        file = file.expanduser().absolute()
        with born(file) as opened:
            with self._database.looking() as everything, self._tokens.looking() as tokens:
                given = [everything, tokens] if self._apart else [everything]
                made = write(opened, file, given)
            # Before it is there: nobody is to have a backup that is not known of.
            self.backups.begin(made, by)
        self.backups.end(made)
        return made

    @property
    def _apart(self) -> bool:
        return self._database.place.name != self._tokens.place.name

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
        self._tokens.close()


def put_back(home: Path, file: Path) -> Backup:
    """Make all that a backup holds again where nothing is yet; Misconfigured says why nothing was."""
    made = look(file)
    home = _made(home)
    _require_key(key_source(home), made)
    with _alone(home):
        _forget_half(home)
        restore(made, _each(*places(home, given(SETTING))), APART)
    return made


def _forget_half(home: Path) -> None:
    """Take away what is left of a move or a restore that was killed between its two files: it never was."""
    if (home / "koppel.db.part").exists() and not (home / "koppel.db").exists():
        (home / "tokens.db").unlink(missing_ok=True)


def _require_key(source: KeySource, made: Backup) -> None:
    if made.keys and not {key.id for key in source.read()} & {*made.keys}:
        raise Misconfigured(
            f"{source.where} is not the one that opens {made.file}: that is {' or '.join(made.keys)}. Put "
            "the key of that day there, or set KOPPEL_KEY_FILE to where it is. Nothing was restored."
        )


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Be the only one who restores into a home; whoever dies lets go of it."""
    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Misconfigured(f"Another backup is being restored into {home}: wait for it.") from None
    finally:
        os.close(folder)


def _made(home: Path) -> Path:
    """The folder of a home, made where there is none."""
    home = home.expanduser().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            f"The folder {home} cannot be made: {error.strerror}; choose another --home."
        ) from None
    return home


def _each(everything: Place, tokens: Place) -> list[Place]:
    """Both files, or the one database of a server."""
    return [everything] if everything.name == tokens.name else [everything, tokens]
