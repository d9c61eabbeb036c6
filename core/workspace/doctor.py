"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.api.networks import SETTING, opened
from core.catalog import Catalog
from core.errors import Misconfigured, Uncaged
from core.flow import FlowProblems, read_flow
from core.mapping import pool
from core.records import RunState
from core.store import Store

#: Below this many megabytes a run may end with a full disk.
LEAST_SPACE = 500


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
        _workers(store),
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


def _workers(store: Store) -> Finding:
    told = [
        f"{worker.name} since {worker.began:%Y-%m-%d %H:%M}, {len(worker.runs)} runs"
        for worker in store.workers.all()
    ]
    waits = sum(run.state is RunState.WAITING for run in store.runs.active())
    what = f"workers: {'; '.join(told) or 'none'}; {waits} runs wait"
    return Finding(bool(told) or not waits, what, "start one: koppel worker")


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
        store.connections.secrets(saved.name)
        trouble = f": {saved.problem}" if saved.problem else ""
        yield Finding(not saved.problem, f"connection {saved.name}{trouble}", f"koppel check {saved.name}")


def _flows(store: Store) -> Iterator[Finding]:
    for saved in store.flows.all():
        try:
            read_flow(saved.text)
        except FlowProblems as error:
            yield Finding(ok=False, what=f"flow {saved.name}: {error}", do="open it and mend what is named")
        else:
            yield Finding(ok=True, what=f"flow {saved.name}")
