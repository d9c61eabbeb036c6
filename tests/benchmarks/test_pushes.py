"""A thousand writes into books that fail: how many are lost, how many are there twice, and what it costs."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from unclear_books import FAULTS, WAYS, WHENS, Books, orders, pushing, settled

from core.store import Store

PUSHES = int(os.environ.get("KOPPEL_PUSHES", "1000"))

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize("way", WAYS)
def test_a_thousand_pushes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """Every third record meets a fault, each kind of it before, after and with a late commit."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    books = Books(orders(PUSHES, seed))
    books.draw(seed, share=0.3)
    met = Counter(fault for faults in books.plans.values() for fault in faults)
    began = time.perf_counter()
    with pushing(books, Store(tmp_path / "home"), way) as pushes:
        asked = settled(pushes)
    books.quiet()
    lost = {order["ref"] for order in books.orders} - set(books.refs(way))
    doubled = books.doubled(way)
    print(
        f"\n{way}: {PUSHES} records, {sum(met.values())} faults of {len(met)} kinds (seed {seed}), "
        f"{books.writes} writes, {asked} settled by a person, {len(lost)} lost, {len(doubled)} doubled, "
        f"{time.perf_counter() - began:.0f} s"
    )
    assert len(met) == len(FAULTS) * len(WHENS)
    assert (lost, doubled) == (set(), [])
    assert books.total(way) == sum(order["total"] for order in books.orders)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_poison_record_in_a_thousand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """It is parked with its reason, the others are delivered, and the bookmark is past it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    books, store = Books(orders(PUSHES)), Store(tmp_path / "home")
    poison = books.orders[{"first": 0, "middle": PUSHES // 2, "last": PUSHES - 1}[place]]
    books.poison = {poison["ref"]}
    with pushing(books, store, "asked", since="changed") as pushes:
        run = pushes.run()
    (parked,) = store.ledger("pushes").parked()
    bookmark = store.ledger("pushes").bookmark()
    print(
        f"\npoison {place}: {run.counts.created} delivered, {parked.key} parked: {parked.why}; at {bookmark}"
    )
    assert (run.counts.created, run.counts.parked) == (PUSHES - 1, 1)
    assert bookmark is not None
    assert bookmark.isoformat()[:19] == books.orders[-1]["changed"]
