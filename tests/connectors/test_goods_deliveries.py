"""What a shop has sent is a goods delivery in the books, and what they deliver closes the shop's order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalog import Catalog
from core.recipes import offers
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

CATALOG = Catalog()
SYSTEMS = ("shopify", "exact_online")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that is connected with a shop and with books."""
    simulators = CATALOG.simulators(World(120, 7), Rates())
    with Served(app({name: simulators[name] for name in SYSTEMS})) as served:
        workspace = Workspace(tmp_path / "home")
        for name in SYSTEMS:
            workspace.connect_sandbox(name, name, served.url)
        yield workspace
        workspace.close()


def carried(desk: Workspace, entity: str, source: str, target: str, **answers: str) -> Run:
    """Run the recipe's flow."""
    desk.save(desk.new(entity, entity, source, target, answers))
    run = desk.run(desk.flow(entity))
    assert run.state is RunState.DONE, run.error
    return run


def kept(desk: Workspace, name: str, resource: str) -> list[JsonObject]:
    """What a system keeps of a resource."""
    client, _ = desk._reach.client(name)
    with client:
        return [record.data for page in client.pull(resource) for record in page.records]


def test_a_shipment_is_a_delivery_of_the_lines_of_its_order(desk: Workspace) -> None:
    """Each line says of which line of the order it is sent; and nothing is sent twice."""
    carried(desk, "order", "shopify", "exact_online")
    before = {row["EntryID"] for row in kept(desk, "exact_online", "goods_deliveries")}
    run = carried(desk, "shipment", "shopify", "exact_online")
    made = [row for row in kept(desk, "exact_online", "goods_deliveries") if row["EntryID"] not in before]
    assert len(made) == run.counts.created > 0
    shipments = {row["name"]: row for row in kept(desk, "shopify", "shipments")}
    for delivery in made:
        sent = shipments[delivery["Description"]]
        assert delivery["TrackingNumber"] == sent["tracking_number"]
        assert {line["ItemCode"]: line["QuantityDelivered"] for line in delivery["GoodsDeliveryLines"]} == {
            line["sku"]: line["quantity"] for line in sent["line_items"]
        }
        assert {line["Sale"]["YourRef"] for line in delivery["GoodsDeliveryLines"]} == {sent["order"]}
    again = desk.run(desk.flow("shipment"))
    assert (again.counts.created, again.counts.updated) == (0, 0)


def test_what_the_books_send_closes_the_order_of_the_shop(desk: Workspace) -> None:
    """The delivery comes with its tracking; what sending costs is no goods that somebody has to pack."""
    carried(desk, "order", "exact_online", "shopify")
    run = carried(desk, "shipment", "exact_online", "shopify", source_order="number")
    assert run.counts.created > 0
    sent = {record.match["order"] for record in desk.records(run.id, Verdict.CREATE)}
    left = {row["order"]: row["pieces"] for row in kept(desk, "shopify", "open_orders")}
    assert {left[order] for order in sent} == {0}
    orders = {row["source_identifier"]: row for row in kept(desk, "shopify", "orders")}
    bought = [line["sku"] for order in sent for line in orders[order]["line_items"]]
    assert "SHIPPING" not in bought
    costs = [cost["price"] for order in sent for cost in orders[order]["shipping_lines"]]
    assert all(float(cost) > 0 for cost in costs)


def test_slips_without_lines_are_no_deliveries() -> None:
    """What does not tell its pieces cannot be sent of the lines of an order, and the offer says so."""
    (offer,) = (each for each in offers(CATALOG, "afas", "exact_online") if each.entity == "shipment")
    assert offer.recipe is None
    assert "pieces" in offer.why
