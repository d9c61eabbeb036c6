"""A season of trade made up from a seed: products, customers, and orders one after another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from core.sandbox.addresses import COUNTRIES, Town, vat_number

#: How long the season lasts, up to its end.
LENGTH = timedelta(days=120)
PRODUCTS = 300
_COUNTRY = (("NL", 50), ("BE", 16), ("DE", 16), ("FR", 8), ("SE", 5), ("ES", 5))
#: About 70 % of the orders are paid.
_STATUS = (
    ("paid", 70),
    ("pending", 12),
    ("partially_refunded", 6),
    ("refunded", 5),
    ("voided", 4),
    ("authorized", 3),
)
_UNPAID = (("pending", 80), ("authorized", 10), ("voided", 10))
_SHIPPING = (("Standard", "4.95"), ("Express", "9.95"), ("Pick-up point", "3.95"), ("Free shipping", "0.00"))
_GATEWAY = ("ideal", "bancontact", "shopify_payments", "paypal", "klarna", "bank deposit")
#: Kinds of product: prefix, title, type, VAT rate at home, lowest and highest price in cents.
_KINDS = (
    ("KOF", "coffee", "Coffee", 9, 595, 3495),
    ("TEA", "tea", "Tea", 9, 395, 1895),
    ("CUP", "cup", "Home", 21, 495, 2495),
    ("BOOK", "book", "Books", 9, 995, 4995),
    ("SHIRT", "T-shirt", "Clothing", 21, 1495, 3995),
)
_ADJECTIVES = (
    "Amber",
    "Bright",
    "Calm",
    "Dark",
    "Early",
    "Fine",
    "Golden",
    "Honest",
    "Island",
    "Jolly",
    "Kind",
    "Light",
    "Morning",
    "Noble",
    "Old",
)
_PLACES = ("Harbour", "Meadow", "Mill", "Mountain", "River", "Valley", "Village", "Wood")
_VARIANTS = ("Small", "Medium", "Large")


def products(random: Random, end: datetime) -> list[dict[str, Any]]:
    """The assortment: a hundred titles in three variants each."""
    made = []
    for n in range(PRODUCTS // len(_VARIANTS)):
        prefix, noun, kind, vat, low, high = _KINDS[n % len(_KINDS)]
        title = f"{_ADJECTIVES[n % len(_ADJECTIVES)]} {_PLACES[n % len(_PLACES)]} {noun} {n + 1}"
        price = Decimal(random.randint(low, high)) / 100
        for size, variant in enumerate(_VARIANTS):
            number = n * len(_VARIANTS) + size
            each = (price * (size + 2) / 2).quantize(Decimal("0.01"))
            made.append(
                {
                    "sku": f"{prefix}-{n + 1:04d}-{variant[0]}",
                    "title": title,
                    "variant_title": variant,
                    "option": "Size",
                    "price": each,
                    "cost": (each * Decimal("0.45")).quantize(Decimal("0.01")),
                    "vat_rate": Decimal(vat),
                    "ean": _ean(f"871{number:09d}"),
                    "unit": "piece",
                    "stock": Decimal(random.randint(0, 500)),
                    "weight_grams": random.randint(50, 2500),
                    "vendor": "Molen & Zee",
                    "type": kind,
                    "description_html": f"<p>{title}, <b>{variant.lower()}</b>.</p>",
                    "created": end - LENGTH - timedelta(days=30, seconds=number),
                    "updated": end - LENGTH + timedelta(minutes=number),
                }
            )
    return made


def _ean(body: str) -> str:
    total = sum(int(c) * (3 if at % 2 else 1) for at, c in enumerate(body))
    return body + str(-total % 10)


def customers(count: int, random: Random, seed: int, end: datetime) -> list[dict[str, Any]]:
    """The customers, persons and one company in four; one in a hundred gave no e-mail address."""
    towns = {code: Town(country, seed) for code, country in COUNTRIES.items()}
    return [
        _customer(n, towns[_drawn(_COUNTRY, random)], random, end - LENGTH + timedelta(seconds=n))
        for n in range(count)
    ]


def _customer(n: int, town: Town, random: Random, created: datetime) -> dict[str, Any]:
    first, last = random.choice(town.first), random.choice(town.last)
    company = random.choice(town.companies) if random.random() < 0.25 else None  # noqa: PLR2004  # one in four
    given = "".join(c for c in f"{first}.{last}".lower() if c.isascii() and (c.isalnum() or c == "."))
    domain = f"example.{town.country.code.lower()}"
    return {
        "email": None if n % 100 == 99 else f"{given}.{n + 1}@{domain}",  # noqa: PLR2004  # one in a hundred
        "first_name": first,
        "last_name": last,
        "company": company,
        "phone": _phone(town),
        "vat_number": vat_number(town.country, town.random) if company else None,
        "billing": town.address(),
        "shipping": None,
        "note": None,
        "in_erp": n % 2 == 0,
        "tags": ["wholesale"] if company else [],
        "created": created,
        "updated": created,
    }


def _phone(town: Town) -> str:
    return "".join(town.random.choice("0123456789") if c == "#" else c for c in town.country.phone)


def orders(
    count: int,
    assortment: Sequence[dict[str, Any]],
    buyers: Sequence[dict[str, Any]],
    random: Random,
    end: datetime,
) -> list[dict[str, Any]]:
    """The orders in the order in which they were placed, the last just before the end of the season."""
    step = LENGTH / (count + 1)
    return [
        _order(
            n,
            end - LENGTH + step * (n + random.random()),
            assortment=assortment,
            buyers=buyers,
            random=random,
            end=end,
        )
        for n in range(count)
    ]


def _order(
    n: int,
    created: datetime,
    *,
    assortment: Sequence[dict[str, Any]],
    buyers: Sequence[dict[str, Any]],
    random: Random,
    end: datetime,
) -> dict[str, Any]:
    created = created.replace(microsecond=0)
    buyer = random.randrange(len(buyers))
    title, price = random.choice(_SHIPPING)
    chosen = random.sample(assortment, random.choice((1, 1, 1, 2, 2, 3, 4)))
    order: dict[str, Any] = {
        "number": 1001 + n,
        "customer": buyer,
        "created": created,
        "updated": created,
        "status": _drawn(_STATUS if buyers[buyer]["email"] else _UNPAID, random),
        "gateway": random.choice(_GATEWAY),
        "lines": [{"sku": product["sku"], "quantity": random.randint(1, 5)} for product in chosen],
        "shipping": {"title": title, "price": price},
    }
    if random.random() < 0.1:  # noqa: PLR2004  # one in ten
        order["discounts"] = [{"code": "SEASON10", "kind": "percentage", "value": 10}]
    return order | _later(order, min(created + timedelta(hours=random.randint(1, 240)), end))


def _later(order: dict[str, Any], then: datetime) -> dict[str, Any]:
    """What happened to the order after it was placed, if anything did."""
    match order["status"]:
        case "refunded":
            lines = [{"line": at, "quantity": row["quantity"]} for at, row in enumerate(order["lines"])]
            whole = {"created": then, "lines": lines, "shipping": order["shipping"]["price"]}
            return {"updated": then, "refunds": [whole]}
        case "partially_refunded":
            part = {"created": then, "lines": [{"line": 0, "quantity": 1}]}
            return {"updated": then, "refunds": [part]}
        case "voided":
            return {"updated": then, "cancelled": then, "cancel_reason": "customer"}
        case "paid" if order["number"] % 5 == 0:
            tracking = {"company": "PostNL", "number": f"3S{order['number']:011d}"}
            return {"updated": then, "fulfilled": "fulfilled", "tracking": tracking}
    return {}


def _drawn(weighted: Sequence[tuple[str, int]], random: Random) -> str:
    names, weights = zip(*weighted, strict=True)
    return str(random.choices(names, weights)[0])
