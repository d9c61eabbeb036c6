"""A write whose answer was lost, or came broken: in the end every record is in the books once."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest
from unclear_books import WAYS, Books, Pushes, orders, pushing

from core.records import RunState
from core.runs.doubt import Doubt
from core.store import Store

PUSHES = int(os.environ.get("KOPPEL_PUSHES", "60"))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Store(tmp_path / "home")


def drawn(number: int) -> Books:
    """Books that fail by a seed, which is printed so that the draw can be repeated."""
    seed = int(os.environ.get("KOPPEL_SEED", "0")) or random.randrange(1, 10**6)
    sys.stdout.write(f"KOPPEL_SEED={seed}\n")
    books = Books(orders(number, seed))
    books.draw(seed)
    return books


def carry_all(pushes: Pushes) -> int:
    """Run until nothing is left, as a schedule would; a person settles what only a person can."""
    asked = 0
    for _ in range(60):
        run = pushes.run()
        doubt = Doubt("pushes", pushes.store.ledger("pushes"), "a person")
        if pushes.way == "blind" and (waiting := doubt.open()):
            pushes.books.quiet()
            there = {row["ref"]: str(row["id"]) for row in pushes.books.kept[pushes.way]}
            for entry in waiting:
                asked += 1
                if ref := there.get(entry.match["ref"]):
                    doubt.arrived(entry.key, ref)
                else:
                    doubt.send([entry.key])
            pushes.run("retry")
        elif run.state is RunState.DONE and not doubt.ledger.open():
            return asked
    raise AssertionError(f"it does not come to rest: {run}")


@pytest.mark.parametrize("way", WAYS)
def test_every_order_is_in_the_books_once(store: Store, way: str) -> None:
    """Nothing is lost, nothing is there twice, and the amounts are the same to the cent."""
    books = drawn(PUSHES)
    with pushing(books, store, way) as pushes:
        asked = carry_all(pushes)
    books.quiet()
    assert books.doubled(way) == []
    assert books.refs(way) == [order["ref"] for order in books.orders]
    assert books.total(way) == sum(order["total"] for order in books.orders)
    assert bool(asked) == (way == "blind")
    runs = store.runs.all("pushes")
    assert all(run.counts.balanced for run in runs)
