"""From "an order was not booked" to "booked", walked by somebody who counts every click and text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from desk import Visit, served, visited
from playwright.sync_api import Browser, expect
from test_tour import Walk

from core.sandbox.server import Served
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"
MOST = 10
PLACE = """mutation place($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) { order { name } userErrors { message } }
}"""
LISBON = {
    "firstName": "Inês", "lastName": "Costa", "address1": "Rua Augusta 1", "zip": "1100-048",
    "city": "Lisboa", "countryCode": "PT",
}  # fmt: skip


def ordered(sandbox: Served) -> str:
    """Order something to a country that the value table does not know; gives the order's name."""
    known = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()["shopify"]
    money = {"shopMoney": {"amount": "24.60", "currencyCode": "EUR"}}
    vat = {
        "title": "VAT 23%",
        "rate": "0.23",
        "priceSet": {"shopMoney": {"amount": "4.60", "currencyCode": "EUR"}},
    }
    line = {"title": "T-shirt", "sku": "ab-12/m", "quantity": 1, "priceSet": money, "taxLines": [vat]}
    order = {
        "email": "ines.costa@example.pt",
        "taxesIncluded": True,
        "financialStatus": "PAID",
        "billingAddress": LISBON,
        "shippingAddress": LISBON,
        "lineItems": [line],
    }
    answer = httpx.post(
        f"{known['base_url']}/graphql.json",
        json={"query": PLACE, "variables": {"order": order}},
        headers={"X-Shopify-Access-Token": known["access_token"]},
    )
    made: dict[str, Any] = answer.raise_for_status().json()["data"]["orderCreate"]
    assert made["userErrors"] == []
    return str(made["order"]["name"])


def booked(sandbox: Served) -> list[str]:
    """The references of the sales orders in the books."""
    return [row["YourRef"] for row in httpx.get(f"{sandbox.url}/_sandbox/exact_online/sales_orders").json()]


@pytest.fixture
def desk(browser: Browser, home: Path, sandbox: Served) -> Iterator[tuple[Visit, str]]:
    """Visit a desk with a worker, where the last run could not book one order; gives the order's name."""
    workspace = Workspace(home)
    workspace.demo(sandbox.url)
    name = ordered(sandbox)
    assert workspace.run(workspace.flow(FLOW)).counts.parked == 1
    workspace.close()
    with served(home) as address, visited(browser, address) as visit:
        yield visit, name


def test_an_order_that_was_not_booked_is_booked_in_few_actions(
    desk: tuple[Visit, str], sandbox: Served
) -> None:
    """What waits, why it waits, the row that is missing, publish, retry: all of it in the browser."""
    visit, name = desk
    assert name not in booked(sandbox)
    walk, page = Walk(visit), visit.page
    visit.go("/")
    visit.sees("1 record parked")
    walk.click(page.get_by_role("link", name="Look at them"))
    walk.click(page.get_by_role("link", name="Add 1 row to vat_codes"))
    visit.sees("Records wait for 1 row")
    walk.actions += 1
    page.get_by_role("textbox", name="PT 23").fill("1")
    walk.button("Add to the table")
    visit.sees("draft, not published")
    walk.button("^publish Publish|^Publish")
    visit.sees("Publish a version")
    walk.button("Publish version 2")
    walk.button("Retry with version 2")
    expect(page.get_by_text("1 created")).to_be_visible(timeout=60_000)
    assert name in booked(sandbox)
    assert walk.actions < MOST, f"it took {walk.actions} actions"
