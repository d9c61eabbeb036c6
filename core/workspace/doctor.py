"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.api.consent import consents
from core.api.networks import SETTING, opened
from core.catalog import Catalog
from core.environment import days
from core.errors import Misconfigured, Uncaged
from core.flow import FlowProblems, read_flow
from core.mapping import pool
from core.records import RunState
from core.runs.worker_name import is_gone
from core.store import SavedConnection, Store

#: Below this many megabytes a run may end with a full disk.
LEAST_SPACE = 500
#: The setting for after how many days without a backup somebody is told; 0 is never.
BACKUP_DAYS = "KOPPEL_BACKUP_DAYS", 7
#: The setting for how many days a run is kept that ended, with what became of its records; 0 keeps them all.
RUN_DAYS = "KOPPEL_RUN_DAYS", 400
#: How far ahead of this clock another one may write, and how long a worker may be silent.
_AHEAD, _SILENT = timedelta(minutes=2), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what it is, and what to do when it is not."""

    ok: bool
    what: str
    do: str = ""


def examine(home: Path, store: Store, catalog: Catalog) -> list[Finding]:
    """Look at everything that must be well for Koppel to work."""
    return [
        *_machine(home),
        _cage(),
        _networks(),
        *_database(store),
        _key(store),
        *_clock(store),
        _backups(store),
        *_workers(store),
        *_connectors(catalog),
        *_connections(store, catalog),
        *_flows(store),
    ]


def _machine(home: Path) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding((3, 11) <= sys.version_info[:2] <= (3, 13), f"Python {version}", "use Python 3.11 to 3.13")
    free = shutil.disk_usage(home).free // 1024 // 1024
    yield Finding(free > LEAST_SPACE, f"{free} MB free for {home}", "make room on this disk")
    open_to_others = home.stat().st_mode & 0o077
    yield Finding(not open_to_others, f"only you can read {home}", f"chmod 700 {home}")


def _cage() -> Finding:
    try:
        with pool().lend("doctor"):
            return Finding(ok=True, what="expressions are evaluated in processes that can do nothing else")
    except Uncaged as error:
        return Finding(ok=False, what=str(error), do="install Koppel again, on Linux 5.3 or later")


def _networks() -> Finding:
    try:
        networks = ", ".join(map(str, opened())) or "none"
    except Misconfigured as error:
        return Finding(ok=False, what=str(error), do=f"correct {SETTING}")
    return Finding(ok=True, what=f"private networks that connections may reach: {networks}")


def _database(store: Store) -> list[Finding]:
    return [Finding(each.ok, each.what, each.do) for each in store.examine()]


def _key(store: Store) -> Finding:
    why = store.locked()
    return Finding(not why, why or "the key opens what is sealed", "put the key of this home there")


def _clock(store: Store) -> Iterator[Finding]:
    span, now = store.house.span(), datetime.now(UTC)
    if span is not None and span[1] - now > _AHEAD:
        what = f"the clock of this machine says {now:%Y-%m-%d %H:%M} UTC, and something was written "
        what += f"{span[1]:%Y-%m-%d %H:%M} UTC"
        yield Finding(ok=False, what=what, do="set the clock by the time service of the network: timedatectl")


def _backups(store: Store) -> Finding:
    """What is written down since so many days must be in a backup, unless somebody else sees to that."""
    try:
        most, _ = days(*BACKUP_DAYS), days(*RUN_DAYS)
    except Misconfigured as error:
        return Finding(ok=False, what=str(error), do="correct it in the environment")
    newest = next((each.at for each in store.backups.all() if each.ended is not None), None)
    span = store.house.span()
    since = newest or (span[0] if span else None)
    what = f"newest backup: {newest:%Y-%m-%d %H:%M} UTC" if newest else "no backup was made yet"
    well = not most or since is None or datetime.now(UTC) - since <= timedelta(days=most)
    return Finding(well, what, f"koppel backup FILE (or {BACKUP_DAYS[0]}=0, where others see to it)")


def _workers(store: Store) -> Iterator[Finding]:
    now = datetime.now(UTC)
    for worker in store.workers.all():
        if is_gone(worker.name) or now - worker.beat > _SILENT:
            runs = f", with {len(worker.runs)} runs" if worker.runs else ""
            what = f"worker {worker.name} was not heard of since {worker.beat:%Y-%m-%d %H:%M:%S} UTC{runs}"
            yield Finding(ok=False, what=what, do="start one, which takes over: koppel worker")
    told = [
        f"{worker.name} since {worker.began:%Y-%m-%d %H:%M}, {len(worker.runs)} runs"
        for worker in store.workers.all()
    ]
    waits = sum(run.state is RunState.WAITING for run in store.runs.active())
    what = f"workers: {'; '.join(told) or 'none'}; {waits} runs wait"
    yield Finding(bool(told) or not waits, what, "start one: koppel worker")


def _connectors(catalog: Catalog) -> Iterator[Finding]:
    names = ", ".join(connector.title for connector in catalog.connectors())
    yield Finding(bool(names), f"connectors: {names or 'none'}", "install Koppel again")
    for why in catalog.broken().values():
        yield Finding(ok=False, what=why, do="mend or remove this connector's folder")


def _connections(store: Store, catalog: Catalog) -> Iterator[Finding]:
    known = {connector.name for connector in catalog.connectors()}
    for saved in store.connections.all():
        if saved.connector not in known:
            yield Finding(
                ok=False, what=f"connection {saved.name}: no connector {saved.connector!r}", do="install it"
            )
            continue
        if why := _expired(store, catalog, saved):
            do = f"press Authorise at {saved.name} on the page Connections"
            yield Finding(ok=False, what=f"connection {saved.name}: {why}", do=do)
            continue
        trouble = f": {saved.problem}" if saved.problem else ""
        yield Finding(not saved.problem, f"connection {saved.name}{trouble}", f"koppel check {saved.name}")


def _expired(store: Store, catalog: Catalog, saved: SavedConnection) -> str:
    """Why a connection waits for its person's consent; "" where it does not."""
    try:
        store.connections.secrets(saved.name)
        token = store.connections.tokens(saved.name).read()
    except Misconfigured as error:
        return str(error)
    if not consents(catalog.connector(saved.connector), saved.settings, saved.secrets):
        return ""
    if token is None:
        return "nobody has given it consent yet"
    if token.refresh is None and token.expires < datetime.now(UTC):
        return f"the consent ended {token.expires:%Y-%m-%d %H:%M} UTC"
    return ""


def _flows(store: Store) -> Iterator[Finding]:
    for saved in store.flows.all():
        try:
            read_flow(saved.text)
        except FlowProblems as error:
            yield Finding(ok=False, what=f"flow {saved.name}: {error}", do="open it and mend what is named")
        else:
            yield Finding(ok=True, what=f"flow {saved.name}")
