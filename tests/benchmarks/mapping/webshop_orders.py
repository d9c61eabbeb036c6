"""Orders as a webshop sends them: one line of JSON each, money as text, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import orjson

_FIRST = (
    "Sanne",
    "Jürgen",
    "Chloé",
    "Bram",
    "Åsa",
    "Lucía",
    "Thomas",
    "Noor",
    "Matteo",
    "Ewa",
    "Finn",
    "Zoë",
)
_LAST = (
    "de Vries",
    "Müller",
    "Lefèvre",
    "Jansen",
    "Lindström",
    "García",
    "Smith",
    "Bakker",
    "Rossi",
    "Nowak",
)
_STREETS = (
    "Keizersgracht",
    "Hauptstraße",
    "Rue de Rivoli",
    "Storgatan",
    "Calle Mayor",
    "High Street",
    "Nieuwstraat",
)
_CITIES = ("Amsterdam", "Berlin", "Paris", "Malmö", "Madrid", "Leeds", "Gent", "Utrecht", "Köln", "Lyon")
_COUNTRIES = ("NL", "NL", "NL", "DE", "DE", "BE", "FR", "SE", "ES", "GB")
_COMPANIES = (None, None, None, " Bakkerij Jansen b.v. ", "Müller & Söhne GmbH", "Café Zoë")
_GOODS = (
    "Koffiebonen",
    "Espresso cups",
    "Filter papers",
    "Hand grinder",
    "Kettle",
    "Scale",
    "Tamper",
    "Milk jug",
)
_VENDORS = ("Brûlerie", "Nordkaffee", None, "Kruidenier", "Casa Fuego")
_RATES = (0.21, 0.19, 0.09, 0.2, 0.25, 0)
_GIFTS = ("For you!", "Gefeliciteerd met je verjaardag", "Alles Gute", "Bon anniversaire")
#: of a thousand orders: so many lack a shipping address; so many hold one field that cannot be mapped
_WITHOUT_ADDRESS, _FAULTY = 30, 3.6


def orders(count: int, seed: int = 17) -> Iterator[bytes]:
    """So many orders of about 3 KB, with one to eight lines; 3 % lack an address, 0.36 % have a fault."""
    dice = random.Random(seed)
    for number in range(count):
        yield orjson.dumps(_order(dice, number))


def _order(dice: random.Random, number: int) -> dict[str, Any]:
    lines = [_line(dice, number * 10 + n) for n in range(dice.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, 8)))]
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    billing = _address(dice, first, last)
    total = sum(round(float(line["price"]) * 100) * line["quantity"] for line in lines)
    day, at = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", f"{dice.randint(0, 23):02}:17:08"
    when = f"{day}T{at}+01:00"
    if dice.random() * 1000 < _FAULTY:
        _spoil(dice, lines[-1])
    discounted = dice.random() < 0.2
    return {
        "id": 5_000_000_000 + number,
        "admin_graphql_api_id": f"gid://shopify/Order/{5_000_000_000 + number}",
        "name": f"#{1001 + number}",
        "order_number": 1001 + number,
        "created_at": when,
        "updated_at": when,
        "processed_at": when,
        "cancelled_at": None,
        "currency": "EUR" if dice.random() < 0.9 else "GBP",
        "financial_status": "paid",
        "fulfillment_status": None,
        "email": f"{first}.{number}@example.com".lower(),
        "note": None,
        "note_attributes": [
            {"name": "gift_message", "value": dice.choice(_GIFTS)},
            {"name": "source", "value": "app"},
        ]
        if dice.random() < 0.1
        else [],
        "tags": "web, first order" if dice.random() < 0.3 else "",
        "total_price": _money(total),
        "subtotal_price": _money(total),
        "total_tax": _money(total * 21 // 121),
        "total_discounts": "0.00",
        "total_weight": sum(line["grams"] for line in lines if type(line["grams"]) is int),
        "taxes_included": True,
        "discount_codes": [
            {"code": "WELKOM", "amount": _money(dice.randint(100, 2000)), "type": "fixed_amount"}
        ]
        if discounted
        else [],
        "customer": {
            "id": 7_000_000_000 + number % 5000,
            "email": f"{first}.{number}@example.com".lower(),
            "first_name": first,
            "last_name": last,
            "phone": f"+3161{number % 10_000_000:07}" if dice.random() < 0.5 else None,
            "state": "enabled",
            "verified_email": True,
            "orders_count": dice.randint(1, 30),
            "tags": "",
        },
        "billing_address": billing,
        "shipping_address": None
        if dice.random() * 1000 < _WITHOUT_ADDRESS
        else billing
        if dice.random() < 0.7
        else _address(dice, first, last),
        "shipping_lines": [{"code": "PostNL", "price": "4.95", "title": "Next day", "tax_lines": []}],
        "line_items": lines,
    }


def _spoil(dice: random.Random, line: dict[str, Any]) -> None:
    """What real orders hold now and then: a weight or a number of pieces that somebody wrote as text."""
    if dice.random() < 0.5:
        line["grams"] = f"{line['grams']} g"
    else:
        line["quantity"] = str(line["quantity"])


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _address(dice: random.Random, first: str, last: str) -> dict[str, Any]:
    country = dice.choice(_COUNTRIES)
    return {
        "first_name": first,
        "last_name": last,
        "name": f"{first} {last}",
        "company": dice.choice(_COMPANIES),
        "address1": f"{dice.choice(_STREETS)} {dice.randint(1, 400)}",
        "address2": "" if dice.random() < 0.8 else "2nd floor",
        "city": dice.choice(_CITIES),
        "zip": f"{dice.randint(1000, 9999)} AB",
        "province": None,
        "country": "Netherlands",
        "country_code": country,
        "phone": f"+3120{dice.randint(0, 9_999_999):07}" if dice.random() < 0.4 else None,
        "latitude": round(dice.uniform(40, 60), 6),
        "longitude": round(dice.uniform(-4, 18), 6),
    }


def _line(dice: random.Random, number: int) -> dict[str, Any]:
    cents, rate, good = dice.randint(99, 25_000), dice.choice(_RATES), dice.choice(_GOODS)
    allocations = dice.choice((0, 0, 0, 0, 1, 2))
    return {
        "id": 13_000_000_000 + number,
        "admin_graphql_api_id": f"gid://shopify/LineItem/{13_000_000_000 + number}",
        "product_id": 8_000_000_000 + number % 800,
        "variant_id": 4_400_000_000 + number % 2400,
        "sku": f"KB-{number % 2400:05}" if dice.random() < 0.97 else None,
        "title": good,
        "name": f"{good} - 250 g",
        "variant_title": "250 g",
        "vendor": dice.choice(_VENDORS),
        "quantity": dice.randint(1, 6),
        "price": _money(cents),
        "grams": dice.choice((250, 500, 1000, 1275, 40, 0)),
        "taxable": True,
        "gift_card": False,
        "requires_shipping": True,
        "fulfillment_service": "manual",
        "fulfillment_status": None,
        "properties": [{"name": "engraving", "value": "For Åsa"}] if dice.random() < 0.08 else [],
        "tax_lines": [{"title": "VAT", "price": _money(int(cents * rate / (1 + rate))), "rate": rate}],
        "discount_allocations": [
            {"amount": _money(dice.randint(1, 500)), "discount_application_index": n}
            for n in range(allocations)
        ],
    }
