"""What a customer paid is what is booked: goods and shipping costs, to the cent.

A shop order's `total_price` is what the customer paid: it includes VAT whether the prices on it do
(`taxes_included`) or the VAT comes on top. Exact's header has the same in `AmountFC`: its lines with VAT, in
the order's currency; whether a line's price is read with VAT or without is said by the line's VAT code.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from core.catalog import Catalog
from core.flow import Flow
from core.records import RunState
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

PLACE = """
mutation($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) { order { name } userErrors { message } }
}
"""
AT_HOME = {"address1": "Kade 1", "city": "Urk", "zip": "8321 AA", "lastName": "Smit", "countryCode": "NL"}


@pytest.fixture
def sandbox(request: pytest.FixtureRequest) -> Iterator[Served]:
    """Sandboxes of this test's own, with the hand-made orders or with so many made-up ones."""
    with Served(app(Catalog().simulators(World(getattr(request, "param", None)), Rates()))) as served:
        yield served


def paid_and_booked(trade: Any) -> dict[str, tuple[Decimal, Decimal]]:
    """For each paid order what the customer paid, and what its sales order comes to."""
    books = {row["YourRef"]: row for row in trade.stored("exact_online", "sales_orders")}
    return {
        order["name"]: (money(order["total_price"]), money(books[order["name"]]["AmountFC"]))
        for order in trade.stored("shopify", "orders")
        if order["financial_status"] == "paid"
    }


def money(amount: Any) -> Decimal:
    """An amount, whether it came as text or as a number."""
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def without_shipping_item(flow: Flow) -> Flow:
    """The flow of somebody who did not answer which item shipping costs are booked on."""
    return flow.model_copy(update={"settings": {**flow.settings, "shipping_item": None}})


@pytest.mark.parametrize("sandbox", [None, 300], ids=["hand-made", "300 made up"], indirect=True)
def test_every_sales_order_comes_to_what_the_customer_paid(trade: Any) -> None:
    """Goods, discounts and shipping costs together are the shop's total, for every order there is."""
    run = trade.run()
    assert (run.state, run.counts.parked) == (RunState.DONE, 0), run.error
    amounts = paid_and_booked(trade)
    assert len(amounts) == run.counts.created
    assert {name: pair for name, pair in amounts.items() if pair[0] != pair[1]} == {}


def test_shipping_costs_are_booked_on_their_item(trade: Any) -> None:
    """Each cost of sending is one row on the item for it; what was sent free of charge has no row."""
    trade.run()
    (item,) = (each for each in trade.stored("exact_online", "items") if each["Code"] == "SHIPPING")
    books = {row["YourRef"]: row for row in trade.stored("exact_online", "sales_orders")}
    free = 0
    for order in trade.stored("shopify", "orders"):
        if order["financial_status"] != "paid":
            continue
        due = [money(line["discounted_price"]) for line in order["shipping_lines"]]
        rows = [row for row in books[order["name"]]["SalesOrderLines"] if row["Item"] == item["ID"]]
        assert [money(row["AmountFC"] + row["VATAmount"]) for row in rows] == [each for each in due if each]
        assert [row["Description"] for row in rows] == [
            line["title"] for line in order["shipping_lines"] if money(line["discounted_price"])
        ]
        free += not any(due)
    assert free


def test_prices_without_vat_come_to_the_same_total(trade: Any) -> None:
    """Where VAT comes on top of the prices, the sales order too is what the customer paid."""

    def priced(amount: str, vat: str) -> dict[str, Any]:
        tax = {"title": "VAT 21%", "rate": "0.21", "priceSet": {"shopMoney": euros(vat)}}
        return {"priceSet": {"shopMoney": euros(amount)}, "taxLines": [tax]}

    def euros(amount: str) -> dict[str, str]:
        return {"amount": amount, "currencyCode": "EUR"}

    line = {"title": "T-shirt", "sku": "ab-12/m", "quantity": 3, **priced("20.66", "13.02")}
    sending = {"title": "Standard", **priced("4.09", "0.86")}
    order = {"email": "j.smit@example.nl", "taxesIncluded": False, "financialStatus": "PAID"}
    order |= {"billingAddress": AT_HOME, "shippingAddress": AT_HOME}
    made = trade.shop(PLACE, order={**order, "lineItems": [line], "shippingLines": [sending]})
    assert made["orderCreate"]["userErrors"] == []
    assert trade.run().counts.parked == 0
    assert paid_and_booked(trade)[made["orderCreate"]["order"]["name"]] == (
        Decimal("79.95"),
        Decimal("79.95"),
    )


def test_without_an_item_for_it_an_order_with_shipping_costs_waits(trade: Any) -> None:
    """The reason names the setting; what is sent free goes through, the others do once it is filled in."""
    whole = trade.flow
    trade.workspace.save(without_shipping_item(whole))
    run = trade.run()
    due = {
        order["name"]
        for order in trade.stored("shopify", "orders")
        if order["financial_status"] == "paid"
        and any(money(line["discounted_price"]) for line in order["shipping_lines"])
    }
    assert {each.match["YourRef"] for each in trade.workspace.parked()} == due
    assert run.counts.created == len(trade.paid()) - len(due) > 0
    assert all("the empty setting shipping_item is not in items" in e.why for e in trade.workspace.parked())
    trade.workspace.save(whole)
    trade.workspace.retry(trade.flow)
    assert trade.booked() == trade.paid()
