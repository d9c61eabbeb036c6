"""What a product answers: variants, pictures, and what lies in stock."""

from __future__ import annotations

import re

from connectors.shopify.sandbox import groups, pictures
from connectors.shopify.sandbox.answers.finding import first, nested, of, tags, upper, weight
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import gid, number


def _plain_text(row: Row, _: Shop, asked: Row) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", row["body_html"] or "")).strip()
    return text[: asked.get("truncateAt")]


def _metafield(row: Row, _: Shop, asked: Row) -> Row | None:
    wanted = (asked.get("namespace"), asked["key"])
    return next((one for one in row["metafields"] if (one["namespace"], one["key"]) == wanted), None)


def _metafields(row: Row, shop: Shop, asked: Row) -> Row:
    wanted = asked.get("namespace")
    held = [one for one in row["metafields"] if wanted in {None, one["namespace"]}]
    answer: Row = nested(lambda *_: held)(row, shop, asked)
    return answer


def _item(row: Row, shop: Shop, _: Row) -> Row | None:
    return shop.get("InventoryItem", row["inventory_item_id"])


def _quantities(row: Row, _: Shop, asked: Row) -> list[Row]:
    there = {"available": row["available"], "on_hand": row["available"] + row.get("committed", 0)}
    there["committed"] = row.get("committed", 0)
    key = row["admin_graphql_api_id"].removeprefix("gid://shopify/InventoryLevel/")
    return [
        {"id": gid("InventoryQuantity", f"{key}&name={name}"), "name": name, "quantity": there.get(name, 0)}
        | {"updated_at": row["updated_at"]}
        for name in asked["names"]
    ]


RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Product": {
        "description": _plain_text,
        "descriptionHtml": lambda row, *_: row["body_html"] or "",
        "status": upper("status"),
        "tags": tags,
        "isGiftCard": lambda *_: False,
        "totalInventory": lambda row, *_: sum(v["inventory_quantity"] for v in row["variants"]),
        "tracksInventory": lambda *_: True,
        "hasOnlyDefaultVariant": lambda row, *_: [v["title"] for v in row["variants"]] == ["Default Title"],
        "variantsCount": lambda row, *_: {"count": len(row["variants"]), "precision": "EXACT"},
        "options": first("options"),
        "variants": nested(lambda row, _: row["variants"]),
        "collections": nested(groups.of_product),
        "metafield": _metafield,
        "metafields": _metafields,
        "media": nested(pictures.media_of),
        "images": nested(lambda row, _: row["images"]),
    },
    "Collection": {
        "descriptionHtml": of("body_html"),
        "sources": groups.sources,
        "products": nested(groups.members),
        "productsCount": lambda row, shop, _: {
            "count": len(groups.members(row, shop)),
            "precision": "EXACT",
        },
    },
    "CollectionConditionsSource": {},
    "Metafield": {},
    "ProductOption": {
        "optionValues": lambda row, *_: [{"name": name, "has_variants": True} for name in row["values"]]
    },
    "Image": {"url": of("src"), "altText": of("alt")},
    "ProductVariant": {
        "media": nested(pictures.media_of_variant),
        "displayName": lambda row, shop, _: (
            f"{shop.get('Product', row['product_id'])['title']} - {row['title']}"
        ),
        "availableForSale": lambda row, *_: row["inventory_quantity"] > 0,
        "inventoryPolicy": upper("inventory_policy"),
        "inventoryItem": _item,
        "selectedOptions": lambda row, shop, _: [
            {"name": option["name"], "value": row[f"option{at}"]}
            for at, option in enumerate(shop.get("Product", row["product_id"])["options"], 1)
        ],
        "product": lambda row, shop, _: shop.get("Product", row["product_id"]),
    },
    "InventoryItem": {
        "unitCost": lambda row, *_: row["cost"] and {"amount": row["cost"], "currency_code": "EUR"},
        "measurement": lambda row, *_: {
            "admin_graphql_api_id": gid("InventoryItemMeasurement", row["id"]),
            "weight": weight(row["grams"]),
        },
        "variant": lambda row, shop, _: shop.get("ProductVariant", row["variant_id"]),
        "inventoryLevel": lambda row, shop, asked: shop.levels(row).get(number(asked["locationId"])),
        "inventoryLevels": nested(lambda row, shop: list(shop.levels(row).values())),
    },
    "InventoryLevel": {"isActive": lambda *_: True, "quantities": _quantities},
    "InventoryQuantity": {"id": of("id")},
    "Location": {
        "isActive": of("active"),
        "isPrimary": lambda *_: True,
        "shipsInventory": lambda *_: True,
        "fulfillsOnlineOrders": lambda *_: True,
        "address": lambda row, *_: row,
    },
}
