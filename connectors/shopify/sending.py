"""How a shipment is written to Shopify: a fulfilment of what its order says is still to be sent."""

from __future__ import annotations

from collections import Counter
from typing import Any

from connectors.shopify.names import named
from core.errors import Refused
from core.records import JsonObject


def create_shipment(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Fulfil what was sent: what `line_items` name of the fulfilment orders, or all that is open of them."""
    del once
    if key is not None:
        raise Refused("a shipment is made once in Shopify and is not changed from here")
    left = _counted(data["line_items"]) if data.get("line_items") else None
    parts = [part for one in data.get("fulfillment_orders") or () if (part := _part(one, left))]
    if not parts:
        held = ", ".join(str(line.get("sku")) for line in data.get("line_items") or ())
        lacks = f" of {held}" if held else ""
        raise Refused(f"nothing{lacks} is still to be sent of the order {data.get('order')} in Shopify")
    tracking = {"company": "tracking_company", "number": "tracking_number", "url": "tracking_url"}
    told = {theirs: str(data[ours]) for theirs, ours in tracking.items() if data.get(ours)}
    sent: JsonObject = {"lineItemsByFulfillmentOrder": parts, "trackingInfo": told}
    return "shipment_create", {"fulfillment": {**sent, "notifyCustomer": bool(data.get("notify_customer"))}}


def _part(order: JsonObject, left: Counter[str] | None) -> JsonObject | None:
    """What is sent of one fulfilment order, by what is left of the shipment's articles; None is all of it."""
    named_order = {"fulfillmentOrderId": named("FulfillmentOrder", order["id"])}
    lines = [line for line in order.get("line_items") or () if line["remaining"]]
    if left is None:
        return named_order if lines else None
    taken: list[Any] = []
    for line in lines:
        sent = min(line["remaining"], left[str(line["sku"])])
        left[str(line["sku"])] -= sent
        if sent:
            taken.append({"id": named("FulfillmentOrderLineItem", line["id"]), "quantity": sent})
    return {**named_order, "fulfillmentOrderLineItems": taken} if taken else None


def _counted(lines: list[JsonObject]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for line in lines:
        counted[str(line.get("sku"))] += int(line.get("quantity") or 0)
    return counted
