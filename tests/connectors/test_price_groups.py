"""Prices are carried for one group; the article and the group must be there, and nobody's own goes to all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from core.mapping import Scope
from core.mapping.expression import expression
from core.recipes.profile import profile
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

NOBODY = "00000000-0000-0000-0000-000000000000"
BASE = {"inventoryId": "KOF", "priceType": "Base", "price": 9, "breakQty": 0}
DEALER = {**BASE, "priceType": "CustomerPriceClass", "priceCode": "DEALER", "price": 7}
OWN = {**BASE, "priceType": "Customer", "priceCode": "10001", "price": 6}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that knows two systems with prices."""
    simulators = Catalog().simulators(World(), Rates())
    two = {name: simulators[name] for name in ("visma_net", "eaccounting")}
    with Served(app(two)) as served:
        workspace = Workspace(tmp_path / "home")
        for name in two:
            workspace.connect_sandbox(name, name, served.url)
        yield workspace
        workspace.close()


@pytest.mark.parametrize(
    ("group", "price", "carried"),
    [
        (None, BASE, True),
        (None, DEALER, False),
        (None, OWN, False),
        (None, {**BASE, "breakQty": 10}, False),
        ("DEALER", BASE, False),
        ("DEALER", DEALER, True),
        ("DEALER", {**DEALER, "priceCode": "STAFF"}, False),
        ("10001", OWN, False),
    ],
)
def test_prices_of_one_group_are_carried(group: str | None, price: dict[str, Any], carried: bool) -> None:  # noqa: FBT001 (a row)
    """Those that hold for everybody, or those of the class that was chosen; a customer's own never."""
    part = profile(Catalog(), "visma_net")["price"]
    assert part.where
    told = expression(part.where).of(Scope(price, settings={"source_price_group": group}))
    assert bool(told) is carried


def test_a_price_waits_for_its_group(desk: Workspace) -> None:
    """A list that the target does not have is named, and no price is made; with the list they arrive."""
    desk.save(desk.new("lost", "price", "visma_net", "eaccounting", {"price_list": NOBODY}))
    lost = desk.run(desk.flow("lost"))
    assert lost.counts.created == lost.counts.updated == 0
    assert lost.counts.parked > 0
    parked = desk.records(lost.id, Verdict.PARKED)
    assert all(f"Id = {NOBODY} is not in price_lists of the target" in record.why for record in parked)
    desk.save(desk.new("found", "price", "visma_net", "eaccounting"))
    found = desk.run(desk.flow("found"))
    assert found.state is RunState.DONE, found.error
    assert found.counts.created + found.counts.updated + found.counts.unchanged > 0
