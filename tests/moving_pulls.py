"""Carry the orders of a moving shop to its books, run by run, as a worker does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from moving_shop import Shop, connector, served

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Connector
from core.api.tokens import MemoryTokens
from core.flow import Flow, read_flow
from core.records import RunState
from core.runs.ahead import TOGETHER
from core.runs.carry import Carrier
from core.runs.sweep import Sweeper
from core.runs.target import Target
from core.store import MISSING, SWEEP, Run, SavedSweep, Store

FLOW = """
koppel: 1
name: moving
title: Orders of a moving shop
source: {connection: shop, resource: orders}
target: {connection: books, resource: books, match: {ref: id}, policy: upsert}
map:
  - {to: ref, select: id}
  - {to: version, select: version}
limits: {park_at_most: 0, deadline_minutes: 60}
"""


class Pulls:
    """A flow between the moving shop and its books, with a ledger of its own."""

    def __init__(self, shop: Shop, url: str, store: Store, way: str, size: int) -> None:
        self.shop, self.store = shop, store
        self.flow: Flow = read_flow(FLOW)
        self.declared: Connector = connector(way, size)
        self._access = Access("moving", {"base_url": url}, {"api_key": "k"}, MemoryTokens(), private=True)

    def run(self, *, since: datetime | None = None, limit: int | None = None, stop_after: int = 0) -> Run:
        """Carry one run to its end; one that is stopped after so many pages is gone on with by `resume`."""
        asked = self.store.runs.ask("moving", 0, "command", since=since, limit=limit)
        return self.carry(asked.id, stop_after)

    def carry(self, run: str, stop_after: int = 0) -> Run:
        """Begin, or go on with, a run; one that is to be stopped after a page carries each by itself."""
        worker = f"worker of {run} {self.shop.now}"
        self.store.workers.join(worker)
        taken = self.store.queue.begin(run, worker)
        assert taken is not None
        began, leave, pages = self.shop.now, threading.Event(), [0]

        def told(now: Run) -> None:
            pages[0] += 1
            if stop_after and pages[0] >= stop_after and now.state is RunState.RUNNING:
                leave.set()

        with (
            patch("core.runs.ahead.TOGETHER", 1 if stop_after else TOGETHER),
            Client(self.declared, self._access) as source,
            Client(self.declared, self._access, writes=True) as books,
        ):
            target = Target(books, {each.name: each for each in self.declared.resources}, settle=0.1)
            ends = (source, self.declared.resource("orders")), target
            carrier = Sweeper if taken.trigger == SWEEP else Carrier
            return carrier(
                taken,
                self.flow,
                *ends,
                self.store,
                alive=lambda _: True,
                progress=told,
                leave=leave,
                spent=lambda: self.shop.now - began,
            ).carry()

    def sweep(self) -> SavedSweep:
        """Compare all keys."""
        ended = self.carry(self.store.runs.ask("moving", 0, SWEEP).id)
        assert ended.state is RunState.DONE, ended.error
        found = self.store.sweeps.of(ended.id)
        assert found is not None
        return found

    def carry_missing(self, stop_after: int = 0) -> Run:
        """Carry what the last sweep found missing."""
        return self.carry(self.store.runs.ask("moving", 0, MISSING).id, stop_after)

    def settle(self) -> None:
        """Let an hour go by without changes, and run again."""
        self.shop.busy = 0
        self.shop.pass_time(3600)
        ended = self.run()
        assert ended.state is RunState.DONE, ended.error


@contextmanager
def pulling(
    seed: int, home: Path, way: str, *, orders: int, size: int, busy: float, store: Store | None = None
) -> Iterator[Pulls]:
    """A moving shop, its books, and a flow between them."""
    shop = Shop(seed, orders, busy)
    with served(shop) as url, nullcontext(store or Store(home)) as kept:
        yield Pulls(shop, url, kept, way, size)
        if store is None:
            kept.close()
