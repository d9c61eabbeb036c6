"""Stock written in the simulated shop: once for each key, and only from what was there."""

from __future__ import annotations

from graphql import GraphQLError

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import LOCATION, gid, number
from connectors.shopify.sandbox.told import fault
from core.documents import digest

_QUANTITY_NAMES = {"available", "on_hand"}


_REASONS = {
    "correction",
    "cycle_count_available",
    "damaged",
    "movement_created",
    "movement_updated",
    "movement_received",
    "movement_canceled",
    "other",
    "promotion",
    "quality_control",
    "received",
    "reservation_created",
    "reservation_deleted",
    "reservation_updated",
    "restock",
    "safety_stock",
    "shrinkage",
}


_MOST = 1_000_000_000


def set_stock(shop: Shop, article: Row, place: int, quantity: int) -> None:
    """Set what lies of an article at a place, and what its variant can sell."""
    article["levels"][place] = {"available": quantity, "updated_at": shop.now()}
    variant = shop.get("ProductVariant", article["variant_id"])
    if variant:
        variant["inventory_quantity"] = sum(level["available"] for level in article["levels"].values())


def set_quantities(_: Row, shop: Shop, asked: Row) -> Row:
    """Set quantities, each once for its key and only from what was there."""
    given, key = asked["input"], shop.keys.get("inventorySetQuantities")
    if not key:
        raise GraphQLError("The @idempotent directive is required for this mutation.")
    mark = digest(given)
    if key in shop.once:
        before, answer = shop.once[key]
        if before == mark:
            return dict(answer)
        words = "The idempotency key was used before with other parameters."
        return _group(None, fault(words, code="IDEMPOTENCY_KEY_PARAMETER_MISMATCH"))
    wrong = [found for at, one in enumerate(given["quantities"]) if (found := _quantity_fault(shop, one, at))]
    if given["name"] not in _QUANTITY_NAMES:
        wrong.append(
            fault("The quantity name must be available or on_hand.", "input", "name", code="INVALID_NAME")
        )
    if given["reason"] not in _REASONS:
        wrong.append(fault("The specified reason is invalid.", "input", "reason", code="INVALID_REASON"))
    answer = _group(None, *wrong) if wrong else _group(_adjust(shop, given))
    shop.once[key] = (mark, answer)
    return answer


def _group(group: Row | None, *wrong: Row) -> Row:
    return {"inventory_adjustment_group": group, "user_errors": list(wrong)}


def _quantity_fault(shop: Shop, given: Row, at: int) -> Row | None:
    path = ("input", "quantities", str(at))
    article = shop.get("InventoryItem", given["inventoryItemId"])
    if article is None:
        words, name, code = (
            "The specified inventory item could not be found.",
            "inventoryItemId",
            "INVALID_INVENTORY_ITEM",
        )
        return fault(words, *path, name, code=code)
    if shop.get("Location", given["locationId"]) is None:
        return fault(
            "The specified location could not be found.", *path, "locationId", code="INVALID_LOCATION"
        )
    if "changeFromQuantity" not in given:
        raise GraphQLError(
            "changeFromQuantity must be given: a quantity to compare with, or null for no comparison."
        )
    if abs(given["quantity"]) > _MOST:
        return fault("The quantity is too high.", *path, "quantity", code="INVALID_QUANTITY_TOO_HIGH")
    there = article["levels"].get(number(given["locationId"]), {"available": 0})["available"]
    if given["changeFromQuantity"] is not None and given["changeFromQuantity"] != there:
        words = "The changeFromQuantity argument no longer matches the persisted quantity."
        return fault(words, *path, "changeFromQuantity", code="CHANGE_FROM_QUANTITY_STALE")
    return None


def _adjust(shop: Shop, given: Row) -> Row:
    changes = []
    for one in given["quantities"]:
        article, place = (
            shop.kinds["InventoryItem"][number(one["inventoryItemId"])],
            number(one["locationId"]),
        )
        before = article["levels"].get(place, {"available": 0})["available"]
        set_stock(shop, article, place, one["quantity"])
        shop.changed(article)
        changes.append(
            {
                "name": given["name"],
                "delta": one["quantity"] - before,
                "quantity_after_change": one["quantity"],
                "item": article,
                "location": shop.kinds["Location"].get(place, shop.kinds["Location"][LOCATION]),
            }
        )
    named = gid("InventoryAdjustmentGroup", shop.version)
    return {
        "admin_graphql_api_id": named,
        "reason": given["reason"],
        "created_at": shop.now(),
        "changes": changes,
    }
