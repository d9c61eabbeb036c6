"""What a customer answers."""

from __future__ import annotations

from zlib import crc32

from connectors.shopify.sandbox.answers.finding import first, nested, of, tags, upper
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.paging import page
from connectors.shopify.sandbox.plan import Resolver, Row
from connectors.shopify.sandbox.rows import gid


def _orders_of(row: Row, shop: Shop, asked: Row) -> Row:
    query = (
        f"customer_id:{row['id']} ({asked['query']})" if asked.get("query") else f"customer_id:{row['id']}"
    )
    return page(shop.listed("Order", query, asked.get("sortKey") or "ID"), asked)


RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Customer": {
        "displayName": lambda row, *_: (
            f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["email"] or ""
        ),
        "defaultEmailAddress": lambda row, *_: (
            row["email"] and {"email_address": row["email"], "valid_format": True}
        ),
        "defaultPhoneNumber": lambda row, *_: row["phone"] and {"phone_number": row["phone"]},
        "addresses": first("addresses"),
        "addressesV2": nested(lambda row, _: row["addresses"]),
        "amountSpent": lambda row, *_: {"amount": row["total_spent"], "currency_code": row["currency"]},
        "numberOfOrders": lambda row, *_: str(row["orders_count"]),
        "orders": _orders_of,
        "lastOrder": lambda row, shop, _: shop.get("Order", row["last_order_id"]),
        "tags": tags,
        "state": upper("state"),
        "locale": lambda *_: "nl",
    },
    "MailingAddress": {
        "id": lambda row, *_: (
            row.get("admin_graphql_api_id")
            or gid("MailingAddress", crc32(repr(sorted(row.items(), key=str)).encode()))
        ),
        "countryCodeV2": of("country_code"),
    },
}
