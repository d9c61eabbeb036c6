"""What is sent of the orders of the simulated shop: fulfilment orders, and fulfilments of them."""

from __future__ import annotations

from typing import Any

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import gid, number
from connectors.shopify.sandbox.told import answered, fault


def fulfillment_orders(order: Row, _: Shop) -> list[Row]:
    """Give what is to be sent of an order: one for the one place that the shop sends from."""
    lines = [
        {
            "admin_graphql_api_id": gid("FulfillmentOrderLineItem", line["id"]),
            "line_item": line,
            "sku": line["sku"],
            "total_quantity": line["quantity"],
            "remaining_quantity": _remaining(order, line),
        }
        for line in order["line_items"]
    ]
    started = any(line["remaining_quantity"] < line["total_quantity"] for line in lines)
    open_ = "IN_PROGRESS" if started else "OPEN"
    status = open_ if any(line["remaining_quantity"] for line in lines) else "CLOSED"
    return [
        {
            "admin_graphql_api_id": gid("FulfillmentOrder", order["id"]),
            "order_id": order["admin_graphql_api_id"],
            "order_name": order["name"],
            "status": "CANCELLED" if order["cancelled_at"] else status,
            "created_at": order["created_at"],
            "updated_at": order["updated_at"],
            "lines": lines,
        }
    ]


def sent_lines(sent: Row, shop: Shop) -> list[Row]:
    """Give the lines of a fulfilment."""
    order = shop.get("Order", sent["order_id"]) or {"line_items": []}
    own = {line["id"]: line for line in order["line_items"]}
    return [
        {
            "admin_graphql_api_id": gid("FulfillmentLineItem", line["id"]),
            "line_item": own.get(line["id"], line),
            "quantity": line["quantity"],
        }
        for line in sent["line_items"]
    ]


def create_fulfillment(_: Row, shop: Shop, asked: Row) -> Row:
    """Send what is named of fulfilment orders, or all that is open of them."""
    given = asked["fulfillment"]
    parts = given["lineItemsByFulfillmentOrder"]
    orders = [shop.get("Order", one["fulfillmentOrderId"]) for one in parts]
    order = next(iter(orders), None)
    if order is None or any(each is not order for each in orders):
        return answered("fulfillment", None, fault("Fulfillment order does not exist.", "fulfillment"))
    wanted = [pair for one in parts for pair in _wanted(order, one)]
    if not wanted or order["cancelled_at"]:
        words = f"Fulfillment order {order['id']} has an unfulfillable status= closed."
        return answered("fulfillment", None, fault(words, "fulfillment"))
    if any(line is None or not 0 < quantity <= _remaining(order, line) for line, quantity in wanted):
        words = "Invalid fulfillment order line item quantity requested."
        return answered("fulfillment", None, fault(words, "fulfillment"))
    return answered("fulfillment", _sent(shop, order, wanted, given.get("trackingInfo") or {}))


def _remaining(order: Row, line: Row) -> int:
    open_ = 0 if order["cancelled_at"] else min(line["fulfillable_quantity"], line["current_quantity"])
    return max(open_, 0)


def _wanted(order: Row, part: Row) -> list[tuple[Any, int]]:
    named = part.get("fulfillmentOrderLineItems")
    if not named:
        every = ((line, _remaining(order, line)) for line in order["line_items"])
        return [(line, quantity) for line, quantity in every if quantity]
    own = {line["id"]: line for line in order["line_items"]}
    return [(own.get(number(one["id"])), one["quantity"]) for one in named]


def _sent(shop: Shop, order: Row, wanted: list[tuple[Row, int]], tracking: Row) -> Row:
    for line, quantity in wanted:
        line["fulfillable_quantity"] -= quantity
        line["fulfillment_status"] = "partial" if line["fulfillable_quantity"] else "fulfilled"
    now = shop.now()
    numbers = tracking.get("numbers") or [one for one in (tracking.get("number"),) if one]
    urls = tracking.get("urls") or [one for one in (tracking.get("url"),) if one]
    sent = {
        **shop.ids.named("Fulfillment"),
        "order_id": order["id"],
        "name": f"{order['name']}.{len(order['fulfillments']) + 1}",
        "status": "success",
        "created_at": now,
        "updated_at": now,
        "tracking_company": tracking.get("company"),
        "tracking_number": next(iter(numbers), None),
        "tracking_numbers": numbers,
        "tracking_url": next(iter(urls), None),
        "tracking_urls": urls,
        "line_items": [{**line, "quantity": quantity} for line, quantity in wanted],
    }
    order["fulfillments"].append(sent)
    open_ = any(_remaining(order, line) for line in order["line_items"])
    order["fulfillment_status"] = "partial" if open_ else "fulfilled"
    shop.changed(order)
    return sent
