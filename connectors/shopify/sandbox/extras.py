"""What a shop says of a product in fields of its own: its metafields."""

from __future__ import annotations

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row


def metafields(shop: Shop, there: list[Row], given: Row) -> list[Row]:
    """Give a product's metafields after a write: those that are named again are changed, the others stay."""
    made = {(one["namespace"], one["key"]): one for one in there}
    for one in given.get("metafields") or ():
        name = (one.get("namespace") or "app", one.get("key"))
        named = made.get(name) or {**shop.ids.named("Metafield"), "namespace": name[0], "key": name[1]}
        made[name] = {**named, "type": one.get("type"), "value": one["value"]}
    return list(made.values())
