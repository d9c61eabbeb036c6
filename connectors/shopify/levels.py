"""How stock levels are written to Shopify: several by one mutation, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.shopify.dialect import DOCUMENTS
from connectors.shopify.names import named
from core.api.connector import Resource
from core.errors import Refused
from core.records import JsonObject


def changes(resource: Resource, levels: Sequence[tuple[str, JsonObject]], once: str) -> tuple[str, str, Any]:
    """Set several stock levels by one mutation: Shopify sets all of them or none."""
    del resource
    variables = _levels(levels, once)
    return "POST", "/graphql.json", {"query": DOCUMENTS["stock_set"], "variables": variables}


def set_stock(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Set one stock level."""
    if key is None:
        raise Refused("Shopify makes a stock level with its product; write the product first")
    return "stock_set", _levels([(key, data)], once)


def _levels(levels: Sequence[tuple[str, JsonObject]], once: str) -> JsonObject:
    quantities = [
        {
            "inventoryItemId": named("InventoryItem", key),
            "locationId": named("Location", data.get("location_id")),
            "quantity": int(data["available"]),
            "changeFromQuantity": data.get("change_from_quantity"),
        }
        for key, data in levels
    ]
    reason = next((data["reason"] for _, data in levels if data.get("reason")), "correction")
    return {"input": {"name": "available", "reason": reason, "quantities": quantities}, "once": once}
