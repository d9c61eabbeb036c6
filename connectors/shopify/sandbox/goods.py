"""The shop's products, their variants and the stock behind them, made of the world's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from connectors.shopify.sandbox.rows import LOCATION, Ids, Row, gid, handle, stamp


def products(rows: Iterable[Row], ids: Ids) -> list[Row]:
    """Make the products: rows of one title are the variants of one product."""
    titled: dict[str, list[Row]] = {}
    for row in rows:
        titled.setdefault(row["title"], []).append(row)
    return [_product(title, variants, ids) for title, variants in titled.items()]


def _product(title: str, given: list[Row], ids: Ids) -> Row:
    named, first = ids.named("Product"), given[0]
    variants = [_variant(row, at, named["id"], ids) for at, row in enumerate(given, 1)]
    option = first["option"] if first["variant_title"] else "Title"
    return {
        **named,
        "title": title,
        "body_html": first["description_html"],
        "vendor": first["vendor"],
        "product_type": first["type"],
        "handle": handle(title) or f"product-{named['id']}",
        "status": "active",
        "tags": "",
        "created_at": stamp(min(row["created"] for row in given)),
        "updated_at": stamp(max(row["updated"] for row in given)),
        "published_at": stamp(first["created"]),
        "options": [
            {
                **ids.named("ProductOption"),
                "product_id": named["id"],
                "name": option,
                "position": 1,
                "values": [variant["title"] for variant in variants],
            }
        ],
        "variants": variants,
        "images": [],
        "image": None,
        "metafields": [],
    }


def collections(products: Iterable[Row], ids: Ids) -> list[Row]:
    """Make a manual collection of each kind of product, and an automated one of what is drunk."""
    kinds: dict[str, list[Row]] = {}
    for product in products:
        kinds.setdefault(product["product_type"], []).append(product)
    made = [
        _collection(kind, ids, [product["id"] for product in held], [])
        for kind, held in sorted(kinds.items())
        if kind
    ]
    drinks = [kind for kind in ("Coffee", "Tea") if kind in kinds]
    return [*made, _collection("All drinks", ids, [], drinks)] if drinks else made


def _collection(title: str, ids: Ids, held: list[int], conditions: Sequence[str]) -> Row:
    named = ids.named("Collection")
    row = {**named, "title": title, "handle": handle(title) or f"collection-{named['id']}", "body_html": ""}
    row |= {"product_ids": held, "conditions": list(conditions)}
    return row | dict.fromkeys(("created_at", "updated_at"), "2026-05-05T09:00:00+02:00")


def _variant(row: Row, position: int, product: int, ids: Ids) -> Row:
    title = row["variant_title"] or "Default Title"
    return {
        **ids.named("ProductVariant"),
        "product_id": product,
        "title": title,
        "sku": row["sku"],
        "barcode": row["ean"],
        "position": position,
        "price": f"{row['price']:.2f}",
        "compare_at_price": None,
        "option1": title,
        "option2": None,
        "option3": None,
        "taxable": row["vat_rate"] != 0,
        "grams": row["weight_grams"],
        "weight": Decimal(row["weight_grams"]) / 1000,
        "weight_unit": "kg",
        "requires_shipping": row["weight_grams"] > 0,
        "inventory_policy": "deny",
        "inventory_management": "shopify",
        "fulfillment_service": "manual",
        "inventory_item_id": ids.named("InventoryItem")["id"],
        "inventory_quantity": int(row["stock"]),
        "created_at": stamp(row["created"]),
        "updated_at": stamp(row["updated"]),
    }


def stock(row: Row, variant: Row) -> Row:
    """Make the stocked article behind a variant, with what lies at the shop's one location."""
    item = variant["inventory_item_id"]
    return {
        "id": item,
        "admin_graphql_api_id": gid("InventoryItem", item),
        "sku": row["sku"],
        "tracked": True,
        "requires_shipping": variant["requires_shipping"],
        "cost": None if row.get("cost") is None else f"{row['cost']:.2f}",
        "grams": variant["grams"],
        "variant_id": variant["id"],
        "product_id": variant["product_id"],
        "created_at": variant["created_at"],
        "updated_at": variant["updated_at"],
        "levels": {
            LOCATION: {"available": variant["inventory_quantity"], "updated_at": variant["updated_at"]}
        },
    }
