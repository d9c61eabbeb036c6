"""How each field of a GraphQL answer is found on the shop's rows, where it is not there by its own name."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zlib import crc32

from connectors.shopify.sandbox.keeping import Listed, Shop
from connectors.shopify.sandbox.paging import page
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import LOCATION, bag, gid, number
from connectors.shopify.sandbox.writing import MUTATIONS

_UNLOCATED = {"fulfilled": "FULFILLED", "partial": "PARTIALLY_FULFILLED", None: "UNFULFILLED"}


def _nested(find: Callable[[Row, Shop], list[Row]]) -> Resolver:
    def resolve(row: Row, shop: Shop, asked: Row) -> Row:
        found = find(row, shop)
        return page(Listed(found, [(at, at) for at in range(len(found))]), asked)

    return resolve


def _listing(kind: str, sort: str = "ID") -> Resolver:
    def resolve(_: Row, shop: Shop, asked: Row) -> Row:
        key = asked.get("sortKey") or sort
        return page(shop.listed(kind, asked.get("query"), "ID" if key == "RELEVANCE" else key), asked)

    return resolve


def _one(kind: str) -> Resolver:
    return lambda _, shop, asked: shop.get(kind, asked.get("id") or LOCATION)


def _count(kind: str) -> Resolver:
    def resolve(_: Row, shop: Shop, asked: Row) -> Row:
        found, most = len(shop.listed(kind, asked.get("query")).rows), asked.get("limit")
        if most is not None and found > most:
            return {"count": most, "precision": "AT_LEAST"}
        return {"count": found, "precision": "EXACT"}

    return resolve


def _of(name: str) -> Resolver:
    return lambda row, _, __: row.get(name)


def _upper(name: str) -> Resolver:
    return lambda row, _, __: row[name].upper() if row.get(name) else None


def _first(name: str) -> Resolver:
    return lambda row, _, asked: row[name][: asked.get("first")]


def _tags(row: Row, _: Shop, __: Row) -> list[str]:
    return [tag.strip() for tag in (row["tags"] or "").split(",") if tag.strip()]


def _attributes(name: str) -> Resolver:
    return lambda row, _, __: [{"key": one["name"], "value": one["value"]} for one in row[name]]


def _money(work_out: Callable[[Row], Decimal]) -> Resolver:
    return lambda row, _, __: bag(work_out(row), row.get("currency") or "EUR")


def _refunded(row: Row) -> Decimal:
    return sum((Decimal(t["amount"]) for r in row["refunds"] for t in r["transactions"]), Decimal(0))


def _received(row: Row) -> Decimal:
    return Decimal(row["total_price"]) - Decimal(row["total_outstanding"])


def _paid(row: Row) -> bool:
    return row["financial_status"] in {"paid", "partially_refunded", "refunded"}


def _transactions(row: Row, _: Shop, asked: Row) -> list[Row]:
    taken = {
        "admin_graphql_api_id": gid("OrderTransaction", row["id"] + 1),
        "kind": "authorization" if row["financial_status"] == "authorized" else "sale",
        "status": "success" if _paid(row) or row["financial_status"] == "authorized" else "pending",
        "gateway": (row["payment_gateway_names"] or [None])[0],
        "amount": row["total_price"],
        "currency": row["currency"],
        "created_at": row["processed_at"],
        "test": row["test"],
    }
    return [taken, *(t for r in row["refunds"] for t in r["transactions"])][: asked.get("first")]


def _weight(grams: int | None) -> Row:
    return {"value": float(grams or 0) / 1000, "unit": "KILOGRAMS"}


def _applications(row: Row, *_: Any) -> list[Row]:
    kinds = {"discount_code": "DiscountCodeApplication", "manual": "ManualDiscountApplication"}
    return [
        {**one, "index": at, "__typename": kinds.get(one["type"], "ManualDiscountApplication")}
        for at, one in enumerate(row["discount_applications"])
    ]


def _value(row: Row, _: Shop, __: Row) -> Row:
    if row["value_type"] == "percentage":
        return {"__typename": "PricingPercentageValue", "percentage": float(row["value"])}
    return {"__typename": "MoneyV2", "amount": row["value"], "currency_code": "EUR"}


def _lines(row: Row, _: Shop) -> list[Row]:
    return [_with_allocations(line, row) for line in row["line_items"]]


def _with_allocations(part: Row, order: Row) -> Row:
    """Give a line what of its order it must know: which discount each of its shares belongs to."""
    if not part["discount_allocations"]:
        return part
    applications = _applications(order)
    shares = [
        {**share, "application": applications[share["discount_application_index"]]}
        for share in part["discount_allocations"]
    ]
    return {**part, "discount_allocations": shares}


def _shipping(row: Row, _: Shop) -> list[Row]:
    return [_with_allocations(line, row) for line in row["shipping_lines"]]


def _line_money(work_out: Callable[[Decimal, int, Decimal], Decimal]) -> Resolver:
    def resolve(row: Row, _: Shop, __: Row) -> Row:
        return bag(work_out(Decimal(row["price"]), row["quantity"], Decimal(row["total_discount"])))

    return resolve


def _refund_lines(row: Row, shop: Shop) -> list[Row]:
    lines = {line["id"]: line for line in (shop.get("Order", row["order_id"]) or {}).get("line_items", ())}
    return [
        {
            **part,
            "line_item": lines[part["line_item_id"]],
            "price_set": lines[part["line_item_id"]]["price_set"],
        }
        for part in row["refund_line_items"]
    ]


def _tracking(row: Row, _: Shop, asked: Row) -> list[Row]:
    if not row["tracking_number"] and not row["tracking_company"]:
        return []
    one = {"company": row["tracking_company"], "number": row["tracking_number"], "url": row["tracking_url"]}
    return [one][: asked.get("first")]


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


def _media(row: Row, _: Shop) -> list[Row]:
    return [
        {
            "admin_graphql_api_id": gid("MediaImage", image["id"]),
            "__typename": "MediaImage",
            "alt": image["alt"],
            "status": "READY",
            "media_content_type": "IMAGE",
            "image": image,
        }
        for image in row["images"]
    ]


def _orders_of(row: Row, shop: Shop, asked: Row) -> Row:
    query = (
        f"customer_id:{row['id']} ({asked['query']})" if asked.get("query") else f"customer_id:{row['id']}"
    )
    return page(shop.listed("Order", query, asked.get("sortKey") or "ID"), asked)


def _found(kind: str, fields: dict[str, str]) -> Resolver:
    def resolve(_: Row, shop: Shop, asked: Row) -> Row | None:
        ((name, value),) = asked["identifier"].items()
        if name == "id":
            return shop.get(kind, value)
        wanted = str(value).casefold()
        held = shop.kinds[kind].values()
        return next((row for row in held if str(row[fields[name]] or "").casefold() == wanted), None)

    return resolve


def _plain_text(row: Row, _: Shop, asked: Row) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", row["body_html"] or "")).strip()
    return text[: asked.get("truncateAt")]


_NAMED: Resolver = _of("admin_graphql_api_id")


_LEGACY: Resolver = lambda row, _, __: str(row["id"])  # noqa: E731 - one of many one-line answers


_APPLIED = {
    "allocationMethod": _upper("allocation_method"),
    "targetType": _upper("target_type"),
    "targetSelection": _upper("target_selection"),
    "value": _value,
}


_SHOP = {
    "admin_graphql_api_id": "gid://shopify/Shop/63000000001",
    "name": "Molen & Zee",
    "email": "shop@example.nl",
    "contact_email": "shop@example.nl",
    "myshopify_domain": "demo-shop.myshopify.com",
    "url": "https://demo-shop.myshopify.com",
    "currency_code": "EUR",
    "iana_timezone": "Europe/Amsterdam",
    "taxes_included": True,
    "weight_unit": "KILOGRAMS",
    "plan": {"public_display_name": "Basic", "partner_development": False, "shopify_plus": False},
    "created_at": "2024-01-01T00:00:00+01:00",
}


RESOLVERS: dict[str, dict[str, Resolver]] = {
    "QueryRoot": {
        "shop": lambda *_: _SHOP,
        "node": lambda _, shop, asked: shop.node(asked["id"]),
        "nodes": lambda _, shop, asked: [shop.node(name) for name in asked["ids"]],
        "order": _one("Order"),
        "orders": _listing("Order", "PROCESSED_AT"),
        "ordersCount": _count("Order"),
        "product": _one("Product"),
        "productByIdentifier": _found("Product", {"handle": "handle"}),
        "products": _listing("Product"),
        "productsCount": _count("Product"),
        "productVariant": _one("ProductVariant"),
        "productVariants": _listing("ProductVariant"),
        "customer": _one("Customer"),
        "customerByIdentifier": _found("Customer", {"emailAddress": "email", "phoneNumber": "phone"}),
        "customers": _listing("Customer"),
        "customersCount": _count("Customer"),
        "inventoryItem": _one("InventoryItem"),
        "inventoryItems": _listing("InventoryItem"),
        "inventoryLevel": lambda _, shop, asked: shop.level(asked["id"]),
        "location": _one("Location"),
        "locations": _listing("Location", "NAME"),
    },
    "Mutation": MUTATIONS,
    "Shop": {"id": _NAMED},
    "Order": {
        "number": _of("order_number"),
        "closed": lambda row, *_: row["closed_at"] is not None,
        "cancelReason": _upper("cancel_reason"),
        "displayFinancialStatus": _upper("financial_status"),
        "displayFulfillmentStatus": lambda row, *_: _UNLOCATED[row["fulfillment_status"]],
        "fullyPaid": lambda row, *_: _paid(row),
        "unpaid": lambda row, *_: not _paid(row),
        "canMarkAsPaid": lambda row, *_: row["financial_status"] in {"pending", "authorized"},
        "email": lambda row, *_: row["email"] or None,
        "currencyCode": _of("currency"),
        "presentmentCurrencyCode": _of("presentment_currency"),
        "tags": _tags,
        "customAttributes": _attributes("note_attributes"),
        "paymentTerms": lambda row, *_: (
            row["payment_terms"]
            and {"admin_graphql_api_id": gid("PaymentTerms", row["id"]), "payment_terms_type": "NET"}
            | row["payment_terms"]
        ),
        "discountCode": lambda row, *_: next((d["code"] for d in row["discount_codes"]), None),
        "discountCodes": lambda row, *_: [d["code"] for d in row["discount_codes"]],
        "discountApplications": _nested(_applications),
        "totalWeight": lambda row, *_: str(row["total_weight"]),
        "subtotalLineItemsQuantity": lambda row, *_: sum(x["quantity"] for x in row["line_items"]),
        "currentSubtotalLineItemsQuantity": lambda row, *_: sum(
            x["current_quantity"] for x in row["line_items"]
        ),
        "originalTotalPriceSet": _of("total_price_set"),
        "currentTotalPriceSet": _money(lambda row: Decimal(row["total_price"]) - _refunded(row)),
        "currentSubtotalPriceSet": _of("subtotal_price_set"),
        "currentTotalTaxSet": _of("total_tax_set"),
        "currentTotalDiscountsSet": _of("total_discounts_set"),
        "totalRefundedSet": _money(_refunded),
        "totalReceivedSet": _money(_received),
        "netPaymentSet": _money(lambda row: _received(row) - _refunded(row)),
        "currentTaxLines": _of("tax_lines"),
        "billingAddressMatchesShippingAddress": lambda row, *_: (
            row["billing_address"] == row["shipping_address"]
        ),
        "customer": lambda row, shop, _: shop.get("Customer", (row["customer"] or {}).get("id")),
        "lineItems": _nested(_lines),
        "shippingLine": lambda row, shop, _: next(iter(_shipping(row, shop)), None),
        "shippingLines": _nested(_shipping),
        "transactions": _transactions,
        "fulfillments": _first("fulfillments"),
        "refunds": _first("refunds"),
    },
    "LineItem": {
        "isGiftCard": _of("gift_card"),
        "unfulfilledQuantity": _of("fulfillable_quantity"),
        "refundableQuantity": _of("current_quantity"),
        "product": lambda row, shop, _: shop.get("Product", row["product_id"]),
        "variant": lambda row, shop, _: shop.get("ProductVariant", row["variant_id"]),
        "weight": lambda row, *_: _weight(row["grams"]),
        "customAttributes": _attributes("properties"),
        "originalUnitPrice": _of("price"),
        "originalUnitPriceSet": _of("price_set"),
        "originalTotalSet": _line_money(lambda price, quantity, _: price * quantity),
        "discountedUnitPriceSet": _line_money(lambda price, quantity, off: price - off / (quantity or 1)),
        "discountedTotalSet": _line_money(lambda price, quantity, off: price * quantity - off),
    },
    "DiscountAllocation": {
        "allocatedAmount": lambda row, *_: row["amount_set"]["shop_money"],
        "allocatedAmountSet": _of("amount_set"),
        "discountApplication": _of("application"),
    },
    "DiscountCodeApplication": _APPLIED,
    "ManualDiscountApplication": _APPLIED,
    "TaxLine": {"ratePercentage": lambda row, *_: row["rate"] * 100},
    "ShippingLine": {
        "custom": lambda *_: False,
        "isRemoved": lambda *_: False,
        "originalPriceSet": _of("price_set"),
        "currentDiscountedPriceSet": _of("discounted_price_set"),
    },
    "OrderTransaction": {
        "kind": _upper("kind"),
        "status": _upper("status"),
        "amountSet": _money(lambda row: Decimal(row["amount"])),
        "processedAt": _of("created_at"),
    },
    "Fulfillment": {
        "status": _upper("status"),
        "totalQuantity": lambda row, *_: sum(line["quantity"] for line in row["line_items"]),
        "trackingInfo": _tracking,
    },
    "Refund": {
        "updatedAt": _of("created_at"),
        "totalRefundedSet": _money(
            lambda row: sum((Decimal(t["amount"]) for t in row["transactions"]), Decimal(0))
        ),
        "refundLineItems": _nested(_refund_lines),
        "transactions": _nested(lambda row, _: row["transactions"]),
    },
    "RefundLineItem": {"restockType": _upper("restock_type"), "restocked": lambda *_: True},
    "Customer": {
        "displayName": lambda row, *_: (
            f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["email"] or ""
        ),
        "defaultEmailAddress": lambda row, *_: (
            row["email"] and {"email_address": row["email"], "valid_format": True}
        ),
        "defaultPhoneNumber": lambda row, *_: row["phone"] and {"phone_number": row["phone"]},
        "addresses": _first("addresses"),
        "addressesV2": _nested(lambda row, _: row["addresses"]),
        "amountSpent": lambda row, *_: {"amount": row["total_spent"], "currency_code": row["currency"]},
        "numberOfOrders": lambda row, *_: str(row["orders_count"]),
        "orders": _orders_of,
        "lastOrder": lambda row, shop, _: shop.get("Order", row["last_order_id"]),
        "tags": _tags,
        "state": _upper("state"),
        "locale": lambda *_: "nl",
    },
    "MailingAddress": {
        "id": lambda row, *_: (
            row.get("admin_graphql_api_id")
            or gid("MailingAddress", crc32(repr(sorted(row.items(), key=str)).encode()))
        ),
        "countryCodeV2": _of("country_code"),
    },
    "Product": {
        "description": _plain_text,
        "descriptionHtml": lambda row, *_: row["body_html"] or "",
        "status": _upper("status"),
        "tags": _tags,
        "isGiftCard": lambda *_: False,
        "totalInventory": lambda row, *_: sum(v["inventory_quantity"] for v in row["variants"]),
        "tracksInventory": lambda *_: True,
        "hasOnlyDefaultVariant": lambda row, *_: [v["title"] for v in row["variants"]] == ["Default Title"],
        "variantsCount": lambda row, *_: {"count": len(row["variants"]), "precision": "EXACT"},
        "options": _first("options"),
        "variants": _nested(lambda row, _: row["variants"]),
        "media": _nested(_media),
        "images": _nested(lambda row, _: row["images"]),
    },
    "ProductOption": {
        "optionValues": lambda row, *_: [{"name": name, "has_variants": True} for name in row["values"]]
    },
    "Image": {"url": _of("src"), "altText": _of("alt")},
    "ProductVariant": {
        "displayName": lambda row, shop, _: (
            f"{shop.get('Product', row['product_id'])['title']} - {row['title']}"
        ),
        "availableForSale": lambda row, *_: row["inventory_quantity"] > 0,
        "inventoryPolicy": _upper("inventory_policy"),
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
            "weight": _weight(row["grams"]),
        },
        "variant": lambda row, shop, _: shop.get("ProductVariant", row["variant_id"]),
        "inventoryLevel": lambda row, shop, asked: shop.levels(row).get(number(asked["locationId"])),
        "inventoryLevels": _nested(lambda row, shop: list(shop.levels(row).values())),
    },
    "InventoryLevel": {"isActive": lambda *_: True, "quantities": _quantities},
    "InventoryQuantity": {"id": _of("id")},
    "Location": {
        "isActive": _of("active"),
        "isPrimary": lambda *_: True,
        "shipsInventory": lambda *_: True,
        "fulfillsOnlineOrders": lambda *_: True,
        "address": lambda row, *_: row,
    },
}


for _name, _fields in RESOLVERS.items():
    if _name not in {"QueryRoot", "Mutation"}:
        _fields.setdefault("id", _NAMED)
        _fields.setdefault("legacyResourceId", _LEGACY)


for _name in ("PaymentTerms", "MediaImage", "InventoryItemMeasurement", "Job", "InventoryAdjustmentGroup"):
    RESOLVERS.setdefault(_name, {}).setdefault("id", _NAMED)
