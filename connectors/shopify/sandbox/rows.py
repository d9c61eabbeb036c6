"""What every row of the shop is written with: numbers, names, times, amounts and addresses."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from core.sandbox.addresses import COUNTRIES

Row = dict[str, Any]


ZONE = ZoneInfo("Europe/Amsterdam")


LOCATION = 71_000_000_001


_FIRST = {
    "Product": 8_100_000_000_000,
    "ProductVariant": 44_000_000_000_000,
    "InventoryItem": 46_000_000_000_000,
    "Customer": 6_900_000_000_000,
    "MailingAddress": 9_500_000_000_000,
    "Order": 5_500_000_000_000,
    "LineItem": 14_000_000_000_000,
    "ShippingLine": 4_600_000_000_000,
    "Refund": 900_000_000_000,
    "RefundLineItem": 600_000_000_000,
    "Fulfillment": 4_900_000_000_000,
    "Collection": 480_000_000_000,
    "Metafield": 36_000_000_000_000,
    "ProductOption": 10_000_000_000_000,
    "OrderTransaction": 7_000_000_000_000,
    "PaymentTerms": 11_000_000_000,
}


class Ids:
    """Gives every thing its number: counted per kind, so that the same world has the same numbers."""

    def __init__(self) -> None:
        self._last = dict(_FIRST)

    def named(self, kind: str) -> Row:
        """Give the next number of a kind, with the name that GraphQL has for it."""
        self._last[kind] += 1
        number = self._last[kind]
        return {"id": number, "admin_graphql_api_id": gid(kind, number)}


def gid(kind: str, number: int | str) -> str:
    """Write the global name of a thing."""
    return f"gid://shopify/{kind}/{number}"


def number(gid: Any) -> int:
    """Read the number in a global name, or a plain number; 0 when it is neither."""
    found = re.fullmatch(r"(?:gid://shopify/\w+/)?(\d+)(?:\?.*)?", str(gid))
    return int(found[1]) if found else 0


def stamp(moment: datetime | None) -> str | None:
    """Write a time as the shop does, in its own zone."""
    return moment.astimezone(ZONE).isoformat(timespec="seconds") if moment else None


def bag(amount: Decimal, currency: str = "EUR") -> Row:
    """Write an amount in the shop's and in the customer's currency, which are one here."""
    return _bag(f"{amount:.2f}", currency)


@lru_cache(maxsize=200_000)
def _bag(amount: str, currency: str) -> Row:
    """Make each amount once: thousands of orders have the same ones, and nobody changes them in place."""
    money = {"amount": amount, "currency_code": currency}
    return {"shop_money": money, "presentment_money": money}


def amounts(currency: str = "EUR", **named: Decimal) -> Row:
    """Write amounts each as text and as a bag."""
    made: Row = {name: f"{amount:.2f}" for name, amount in named.items()}
    return made | {f"{name}_set": bag(amount, currency) for name, amount in named.items()}


def address(given: Row) -> Row:
    """Write a world's address in the shop's words."""
    country = given["country"]
    name = " ".join(part for part in (given["first_name"], given["last_name"]) if part)
    return {
        "first_name": given["first_name"],
        "last_name": given["last_name"],
        "name": name,
        "company": given["company"],
        "address1": given["street"],
        "address2": given["street2"] or None,
        "zip": given["postcode"],
        "city": given["city"],
        "province": given["province"],
        "province_code": None,
        "country": COUNTRIES[country].name if country in COUNTRIES else country,
        "country_code": country,
        "phone": given["phone"],
    }


def handle(title: str) -> str:
    """Make the last part of a product's address of its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
