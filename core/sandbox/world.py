"""What the sandboxes are filled with: a shop's products, customers and orders, in the words of the trade."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from core.documents import parse_json
from core.sandbox import season
from core.sandbox.sales import sale

#: The hand-made set, beside the code in a checkout and in an installation alike.
SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
#: The time at which the world stands still: the same on every machine, whatever its clock says.
REFERENCE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
_AMOUNTS = ("price", "cost", "vat_rate", "stock")


class World:
    """One shop's trade. Without `records` the hand-made set; with it, so many orders made from the seed.

    `products`, `customers` and `orders` are lists of dicts; `order["customer"]` is a place in `customers`.
    Amounts are Decimal, prices include VAT, times have zones. Sandboxes copy what they change.
    """

    def __init__(self, records: int | None = None, seed: int = 1) -> None:
        self.records, self.seed, self.reference = records, seed, REFERENCE
        rows = _hand_made() if records is None else _made_up(records, seed)
        self.products, buyers, orders = rows
        self.customers = [_customer(row) for row in buyers]
        self.by_sku = {product["sku"]: product for product in self.products}
        self.orders = [sale(row, self.by_sku, self.customers) for row in orders]


Rows = list[dict[str, Any]]


def _hand_made() -> tuple[Rows, Rows, Rows]:
    long_ago = REFERENCE - timedelta(days=180)
    products = [
        {**row, "created": long_ago, "updated": long_ago + timedelta(hours=n // 2)}
        for n, row in enumerate(_read("products"))
    ]
    for product in products:
        product |= {name: None if product.get(name) is None else Decimal(product[name]) for name in _AMOUNTS}
        product |= {"ean": product.get("ean"), "option": product.get("option", "Title")}
    customers = [
        {**row, "created": long_ago + timedelta(days=n), "updated": long_ago + timedelta(days=n, hours=1)}
        for n, row in enumerate(_read("customers"))
    ]
    return products, customers, _read("orders")


def _read(name: str) -> Rows:
    rows: Rows = parse_json((SAMPLE_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _made_up(records: int, seed: int) -> tuple[Rows, Rows, Rows]:
    random = Random(seed)
    products = season.products(random, REFERENCE)
    customers = season.customers(max(records // 4, 1), random, seed, REFERENCE)
    return products, customers, season.orders(records, products, customers, random, REFERENCE)


def _customer(row: dict[str, Any]) -> dict[str, Any]:
    customer = {"company": None, "phone": None, "vat_number": None, "note": None, "tags": [], **row}
    named = {name: customer[name] for name in ("company", "first_name", "last_name", "phone")}
    customer["billing"] = {**named, **customer["billing"]}
    customer["shipping"] = {**customer["billing"], **(customer.get("shipping") or {})}
    return customer
