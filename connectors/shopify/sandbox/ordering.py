"""Orders of the simulated shop: changed, paid and cancelled."""

from __future__ import annotations

from decimal import Decimal

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import amounts, gid
from connectors.shopify.sandbox.told import address, answered, fault, pairs


def update_order(_: Row, shop: Shop, asked: Row) -> Row:
    """Change what can be changed of an order."""
    given = asked["input"]
    order = shop.get("Order", given["id"])
    if order is None:
        return answered("order", None, fault("Order does not exist", "id"))
    plain = {"email": "email", "phone": "phone", "note": "note", "poNumber": "po_number"}
    order |= {ours: given[theirs] for theirs, ours in plain.items() if theirs in given}
    if "tags" in given:
        order["tags"] = ", ".join(given["tags"] or ())
    if "customAttributes" in given:
        order["note_attributes"] = pairs(given["customAttributes"])
    if given.get("shippingAddress"):
        order["shipping_address"] = address(given["shippingAddress"])
    return answered("order", shop.changed(order))


def mark_paid(_: Row, shop: Shop, asked: Row) -> Row:
    """Mark an order as paid."""
    order = shop.get("Order", asked["input"]["id"])
    if order is None:
        return answered("order", None, fault("Order does not exist", "id"))
    if order["financial_status"] not in {"pending", "authorized"}:
        return answered("order", order, fault("Order cannot be marked as paid.", "id"))
    order |= {"financial_status": "paid", **amounts(order["currency"], total_outstanding=Decimal(0))}
    return answered("order", shop.changed(order))


def cancel(_: Row, shop: Shop, asked: Row) -> Row:
    """Cancel an order."""
    order = shop.get("Order", asked["orderId"])
    wrong = None
    if order is None:
        wrong = fault("Order does not exist", "orderId", code="NOT_FOUND")
    elif order["cancelled_at"]:
        wrong = fault("Order has already been cancelled", "orderId", code="INVALID")
    if order is None or wrong:
        return {"job": None, "order_cancel_user_errors": [wrong], "user_errors": [wrong]}
    now = shop.now()
    order |= {"cancelled_at": now, "closed_at": now, "cancel_reason": asked["reason"].lower()}
    if order["financial_status"] != "paid" or asked.get("refund"):
        order["financial_status"] = {"paid": "refunded"}.get(order["financial_status"], "voided")
    shop.changed(order)
    job = {"admin_graphql_api_id": gid("Job", order["id"]), "done": True}
    return {"job": job, "order_cancel_user_errors": [], "user_errors": []}
