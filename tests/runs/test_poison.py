"""One bad record among many stops only itself, wherever it stands, alone or together with others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from unclear_books import Books, Pushes, orders, pushing

from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens
from core.catalog import Catalog
from core.flow import read_flow
from core.records import Counts, RunState
from core.runs.target import Target
from core.sandbox.server import Served
from core.store import Store

RECORDS = int(os.environ.get("KOPPEL_POISONED", "60"))
STOCK = """
koppel: 1
name: pushes
title: Stock into a shop
source: {connection: books, resource: orders, since: changed}
target: {connection: shop, resource: stock, match: {sku: sku}, policy: update}
map:
  - {to: available, select: available}
  - {to: location_id, select: location}
limits: {park_at_most: 5000, deadline_minutes: 60}
"""
PRODUCT = """mutation($input: ProductSetInput!) { productSet(input: $input, synchronous: true) {
  product { id } userErrors { message } } }"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A home of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Store(tmp_path / "home")


@pytest.mark.parametrize("place", [0, RECORDS // 2, RECORDS - 1], ids=["first", "middle", "last"])
def test_a_poison_record_is_parked_alone(store: Store, place: int) -> None:
    """All others are in the books, it is parked with the books' own words, and the flow goes on after it."""
    books = Books(orders(RECORDS))
    poison = books.orders[place]
    books.poison = {poison["ref"]}
    with pushing(books, store, "asked", since="changed") as pushes:
        run = pushes.run()
        again = pushes.run()
    assert run.counts == Counts(read=RECORDS, created=RECORDS - 1, parked=1)
    assert books.refs("asked") == [order["ref"] for order in books.orders if order is not poison]
    assert books.total("asked") == sum(o["total"] for o in books.orders if o is not poison)
    assert_parked(store, poison, "is not possible")
    assert again.counts.created == 0


class Shop:
    """The sandbox's shop as a target, and what its owner sees of it."""

    def __init__(self, served: Served) -> None:
        self.url = served.url
        self._known = httpx.get(f"{self.url}/_sandbox/credentials").json()["shopify"]

    @property
    def stock(self) -> dict[str, int]:
        """What lies of each article."""
        rows = httpx.get(f"{self.url}/_sandbox/shopify/stock").json()
        return {row["sku"]: row["available"] for row in rows if row["sku"]}

    def fill(self, number: int) -> None:
        """Make articles until there are so many."""
        for n in range(len(self.stock), number):
            name = f"Article {n}"
            variant = {
                "optionValues": [{"optionName": "Title", "name": "Default Title"}],
                "inventoryItem": {"sku": f"MADE-{n:05}", "tracked": True},
            }
            option = {"name": "Title", "position": 1, "values": [{"name": "Default Title"}]}
            given = {"title": name, "productOptions": [option], "variants": [variant]}
            self._ask(PRODUCT, input=given)

    def place(self) -> int:
        """Where its stock lies."""
        return int(httpx.get(f"{self.url}/_sandbox/shopify/stock").json()[0]["levels"][0]["location_id"])

    def writes(self) -> int:
        """How many requests changed something, or tried to."""
        asked = httpx.get(f"{self.url}/_sandbox/requests").json()
        return sum("StockSet" in str(request) or request["write"] for request in asked)

    def target(self) -> Target:
        """Talk to it, able to write."""
        connector = Catalog().connector("shopify")
        names = ("shop", "base_url", "auth_url")
        settings = {name: self._known[name] for name in names}
        secrets = {"access_token": self._known["access_token"]}
        client = Client(
            connector, Access("shop", settings, secrets, MemoryTokens(), private=True), writes=True
        )
        return Target(client, {each.name: each for each in client.connector.resources}, 0.2)

    def _ask(self, query: str, **variables: Any) -> None:
        answer = httpx.post(
            f"{self._known['base_url']}/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": self._known["access_token"]},
        ).json()
        assert "errors" not in answer, answer


@pytest.fixture
def shop(sandbox: Served) -> Shop:
    """A shop as on its first day."""
    made = Shop(sandbox)
    made.fill(RECORDS)
    httpx.delete(f"{sandbox.url}/_sandbox/requests")
    return made


@pytest.fixture
def stocking(store: Store, shop: Shop) -> Iterator[Pushes]:
    """A flow that sets the stock of every article of the shop."""
    place, skus = shop.place(), list(shop.stock)[:RECORDS]
    levels = [
        {**order, "sku": sku, "available": n + 5, "location": place}
        for n, (order, sku) in enumerate(zip(orders(RECORDS), skus, strict=True))
    ]
    with pushing(Books(levels), store, "asked") as pushes:
        yield replace(pushes, flow=read_flow(STOCK), target=shop.target)


@pytest.mark.parametrize("place", [0, RECORDS // 2, RECORDS - 1], ids=["first", "middle", "last"])
def test_a_poison_record_among_those_that_are_sent_together_is_parked_alone(
    store: Store, shop: Shop, stocking: Pushes, place: int
) -> None:
    """The shop refuses a request for one of its levels: halves of it are sent until one stands alone."""
    levels = stocking.books.orders
    levels[place]["available"] = 1_500_000_000
    run = stocking.run()
    assert run.counts == Counts(read=RECORDS, updated=RECORDS - 1, parked=1), run.error
    wanted = {row["sku"]: row["available"] for n, row in enumerate(levels) if n != place}
    assert wanted.items() <= shop.stock.items()
    assert_parked(store, levels[place], "too high")
    assert shop.writes() < 2 * RECORDS // 50 + 20  # not one for each


def test_a_run_that_is_cancelled_amid_a_request_for_several_accounts_for_what_was_set(
    store: Store, shop: Shop, stocking: Pushes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a refused request is sent alone, then somebody cancels: the next run sets the others, once."""
    levels, together, set_ = stocking.books.orders, Client.update_together, []

    def sent(client: Client, resource: str, changes: Any, **more: Any) -> Any:
        answers = together(client, resource, changes, **more)
        set_.extend(changes)
        store.runs.cancel(store.runs.all("pushes")[0].id)
        return answers

    poison, levels[49]["available"] = levels[49]["available"], 1_500_000_000
    with monkeypatch.context() as patch:
        patch.setattr("core.runs.pulse.LOOK", 0.0)
        patch.setattr(Client, "update_together", sent)
        cut = stocking.run()
    assert (cut.state, cut.counts.updated, len(set_)) == (RunState.CANCELLED, 25, 25)
    assert cut.counts.balanced
    before, levels[49]["available"] = shop.writes(), poison
    rest = stocking.run()
    assert (rest.state, rest.counts.updated, rest.counts.parked) == (RunState.DONE, RECORDS - 25, 0)
    assert shop.writes() - before <= -(-RECORDS // 50) + 1
    wanted = {row["sku"]: row["available"] for row in levels}
    assert wanted.items() <= shop.stock.items()


def test_levels_are_set_together_and_an_unchanged_one_not_at_all(shop: Shop, stocking: Pushes) -> None:
    """A page goes out in one request; the second run sends nothing, the third what changed."""
    pages = -(-RECORDS // 50)
    assert stocking.run().counts.updated == RECORDS
    assert shop.writes() == pages
    assert stocking.run().counts.updated == 0
    stocking.books.orders[0]["available"] += 1
    stocking.books.orders[0]["changed"] = "2026-02-01T00:00:00"
    assert stocking.run().counts.updated == 1
    assert shop.writes() == pages + 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_levels_whose_answer_was_lost_are_compared_one_by_one(
    shop: Shop, stocking: Pushes, when: str
) -> None:
    """What was set is not set again, what was not is, and every level is right in the end."""
    fault = {"connector": "shopify", "match": {"body": "StockSet"}, "when": when, "reset": True}
    httpx.post(f"{shop.url}/_sandbox/faults", json=fault).raise_for_status()
    run = stocking.run()
    assert (run.state, run.counts.updated, run.counts.ambiguous) == (RunState.DONE, RECORDS, 0), run.error
    levels = {row["sku"]: row["available"] for row in stocking.books.orders}
    assert levels.items() <= shop.stock.items()
    assert shop.writes() == -(-RECORDS // 50) + (when == "before")


def assert_parked(store: Store, record: dict[str, Any], why: str) -> None:
    """It alone waits for a person, with its reason, and the bookmark is not held back by it."""
    (parked,) = store.ledger("pushes").parked()
    assert parked.key == str(record["id"])
    assert why in parked.why
    newest = datetime.fromisoformat(orders(RECORDS)[-1]["changed"]).replace(tzinfo=UTC)
    assert store.ledger("pushes").bookmark() == newest


def test_amounts_are_the_same_to_the_cent(store: Store) -> None:
    """Amounts that no binary number can hold come out as they went in, and so does their sum."""
    books = Books(orders(RECORDS))
    for n, order in enumerate(books.orders):
        order["total"] = Decimal("0.10") * (n + 1) + Decimal("90071992547409.93") * (n % 2)
    with pushing(books, store, "asked") as pushes:
        pushes.run()
    there = {row["ref"]: row["total"] for row in books.kept["asked"]}
    assert all(isinstance(total, Decimal) for total in there.values())
    assert there == {order["ref"]: order["total"] for order in books.orders}
    assert books.total("asked") == sum(order["total"] for order in books.orders)
