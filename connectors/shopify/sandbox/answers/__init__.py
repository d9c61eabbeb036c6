"""Every answer of the shop, by the type and the field that GraphQL knows it by."""

from __future__ import annotations

from connectors.shopify.sandbox.answers import customers, goods, orders
from connectors.shopify.sandbox.answers.finding import LEGACY, NAMED, counted, found, listing, one
from connectors.shopify.sandbox.plan import Resolver
from connectors.shopify.sandbox.pricing import QUERIES, TYPES
from connectors.shopify.sandbox.webhooks import subscriptions
from connectors.shopify.sandbox.writing import MUTATIONS

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
    **orders.RESOLVERS,
    **customers.RESOLVERS,
    **goods.RESOLVERS,
    **TYPES,
    "QueryRoot": {
        **QUERIES,
        "shop": lambda *_: _SHOP,
        "node": lambda _, shop, asked: shop.node(asked["id"]),
        "nodes": lambda _, shop, asked: [shop.node(name) for name in asked["ids"]],
        "order": one("Order"),
        "orders": listing("Order", "PROCESSED_AT"),
        "ordersCount": counted("Order"),
        "product": one("Product"),
        "productByIdentifier": found("Product", {"handle": "handle"}),
        "products": listing("Product"),
        "productsCount": counted("Product"),
        "productVariant": one("ProductVariant"),
        "productVariants": listing("ProductVariant"),
        "collection": one("Collection"),
        "collections": listing("Collection"),
        "customer": one("Customer"),
        "customerByIdentifier": found("Customer", {"emailAddress": "email", "phoneNumber": "phone"}),
        "customers": listing("Customer"),
        "customersCount": counted("Customer"),
        "inventoryItem": one("InventoryItem"),
        "inventoryItems": listing("InventoryItem"),
        "inventoryLevel": lambda _, shop, asked: shop.level(asked["id"]),
        "location": one("Location"),
        "locations": listing("Location", "NAME"),
        "webhookSubscriptions": subscriptions,
    },
    "WebhookSubscription": {},
    "Mutation": MUTATIONS,
    "Shop": {"id": NAMED},
}

for _name, _fields in RESOLVERS.items():
    if _name not in {"QueryRoot", "Mutation"}:
        _fields.setdefault("id", NAMED)
        _fields.setdefault("legacyResourceId", LEGACY)


for _name in ("PaymentTerms", "MediaImage", "InventoryItemMeasurement", "Job", "InventoryAdjustmentGroup"):
    RESOLVERS.setdefault(_name, {}).setdefault("id", NAMED)
