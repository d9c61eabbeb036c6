"""Prices are carried group by group; the article and the group must be there, nobody's own goes to all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from core.flow import Flow
from core.mapping import Scope
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes.profile import profile
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

BASE = {"inventoryId": "KOF", "priceType": "Base", "price": 9, "breakQty": 0}
DEALER = {**BASE, "priceType": "CustomerPriceClass", "priceCode": "DEALER", "price": 7}
STAFF = {**DEALER, "priceCode": "STAFF"}
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
    ("groups", "price", "carried"),
    [
        (None, BASE, True),
        (None, DEALER, False),
        (None, OWN, False),
        (None, {**BASE, "breakQty": 10}, False),
        (None, {**BASE, "expirationDate": "2026-11-21"}, False),
        (None, {**BASE, "expirationDate": "2026-11-22"}, True),
        (None, {**BASE, "effectiveDate": "2026-11-23"}, False),
        ("DEALER", BASE, False),
        ("DEALER", DEALER, True),
        ("DEALER", STAFF, False),
        ("DEAL", DEALER, False),
        ("DEALER,STAFF", STAFF, True),
        ("DEALER, STAFF", STAFF, True),
        ("*", BASE, True),
        ("*", STAFF, True),
        ("*", OWN, False),
        ("10001", OWN, False),
    ],
)
def test_prices_of_the_groups_are_carried(groups: str | None, price: dict[str, Any], carried: bool) -> None:  # noqa: FBT001 (a row)
    """Those that hold for everybody, or those of the classes that were chosen; a customer's own never."""
    part = profile(Catalog(), "visma_net")["price"]
    assert part.where
    asked = {"source_price_lists": groups, "source_quantity_prices": False, "source_every_period": False}
    scope = Scope(price, settings=asked, run={"at": "2026-11-22T08:00:00+00:00"})
    assert bool(expression(part.where).of(scope)) is carried


def _prices(desk: Workspace, connection: str, of: str, **match: Any) -> dict[Any, Decimal]:
    """Every stored price by its article and list."""
    client, _ = desk._reach.client(connection)
    with client:
        rows = [record.data for page in client.pull(of) for record in page.records]
    return {
        (row["Article"]["Number"], row["SalesPriceList"]["Name"]): Decimal(str(row["NetPrice"]))
        for row in rows
        if all(row[name] == value for name, value in match.items())
    }


def test_a_price_waits_for_its_group(desk: Workspace) -> None:
    """A list that the target does not have is named, and no price is made; with the list they arrive."""
    desk.save(desk.new("lost", "price", "visma_net", "eaccounting", {"price_list": "Nobody"}))
    lost = desk.run(desk.flow("lost"))
    assert lost.counts.created == lost.counts.updated == 0
    assert lost.counts.parked > 0
    parked = desk.records(lost.id, Verdict.PARKED)
    told = "Name = Nobody and CurrencyCode = EUR is not in price_lists of the target"
    assert all(told in record.why for record in parked)
    desk.save(desk.new("found", "price", "visma_net", "eaccounting"))
    found = desk.run(desk.flow("found"))
    assert found.state is RunState.DONE, found.error
    assert found.counts.created + found.counts.updated + found.counts.unchanged > 0


def _groups(desk: Workspace, **answers: Any) -> Flow:
    """A flow of every price class of the source."""
    given = {"source_price_lists": "*", **answers}
    desk.save(desk.new("groups", "price", "visma_net", "eaccounting", given))
    return desk.flow("groups")


def test_one_flow_carries_every_group_to_its_own_list(desk: Workspace) -> None:
    """Each group goes to the list that the table names or that is called alike; again, nothing is written."""
    flow = _groups(desk, source_price_lists="Wholesale,DEALER", price_list="Standard")
    assert flow.tables["price_lists"].rows == {"Wholesale": "Wholesale", "DEALER": "DEALER"}
    named = {"price_lists": Table(rows={"DEALER": "Wholesale"})}
    desk.save(_groups(desk).model_copy(update={"tables": named}))
    sent = {
        (price["inventoryId"], price.get("priceCode")): Decimal(str(price["price"]))
        for price in _read(desk)
        if price["priceType"] != "Customer" and not price["breakQty"] > 1 and _now(price)
    }
    first = desk.run(desk.flow("groups"))
    assert first.state is RunState.DONE, first.error
    waiting = {record.why for record in desk.records(first.id, Verdict.PARKED)}
    assert all("Name = STAFF and CurrencyCode = EUR is not in price_lists" in why for why in waiting), waiting
    assert waiting
    stored = _prices(desk, "eaccounting", "prices")
    lists = {None: "Standard", "DEALER": "Wholesale"}
    for (sku, group), price in sent.items():
        if group in lists:
            assert stored[sku, lists[group]] == price.quantize(Decimal("0.01"))
    again = desk.run(desk.flow("groups"))
    assert (again.counts.created, again.counts.updated) == (0, 0)


def test_a_missing_list_is_made_where_somebody_said_so(desk: Workspace) -> None:
    """By a setting the list of a group is made, once, in the currency of its prices."""
    desk.save(_groups(desk, make_price_lists=True))
    run = desk.run(desk.flow("groups"))
    assert run.state is RunState.DONE, run.error
    assert run.counts.parked == 0, {record.why for record in desk.records(run.id, Verdict.PARKED)}
    lists = {name for _, name in _prices(desk, "eaccounting", "prices")}
    assert lists == {"Standard", "Wholesale", "DEALER", "STAFF"}
    again = desk.run(desk.flow("groups"))
    assert (again.counts.created, again.counts.updated) == (0, 0)


def _now(price: dict[str, Any]) -> bool:
    return bool(price["effectiveDate"] == "2026-01-01")


def _read(desk: Workspace) -> list[dict[str, Any]]:
    client, _ = desk._reach.client("visma_net")
    with client:
        return [record.data for page in client.pull("item_prices") for record in page.records]


def test_the_usual_prices_are_of_no_group(desk: Workspace) -> None:
    """The wizard has no table to show where none but the prices for everybody are carried."""
    assert desk.checked_tables("visma_net", "eaccounting", "price") == []  # those for everybody have no class
