"""An order as it was placed, worked out to the cent: prices, discounts, VAT, refunds and totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.sandbox.addresses import rate

CENT, NONE = Decimal("0.01"), Decimal("0.00")
TIMES = ("created", "updated", "paid", "cancelled")
#: What holds of an order that says nothing else.
USUAL: dict[str, Any] = {
    "note": None,
    "tags": (),
    "gateway": "ideal",
    "currency": "EUR",
    "taxes_included": True,
    "tax_exempt": False,
    "test": False,
    "po_number": None,
    "source": "web",
    "fulfilled": "none",
    "tracking": None,
    "cancelled": None,
    "cancel_reason": None,
    "paid": None,
    "attributes": (),
    "discounts": (),
    "refunds": (),
    "shipping": None,
}


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def included(gross: Decimal, percent: Decimal) -> Decimal:
    """The VAT inside an amount that includes it."""
    return cents(gross * percent / (100 + percent))


def sale(
    row: dict[str, Any], products: dict[str, dict[str, Any]], customers: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Make a whole order of what was written down: number, customer, lines of SKU and quantity, shipping."""
    buyer = customers[row["customer"]]
    order = {**USUAL, **row}
    order |= {name: _time(order[name]) for name in TIMES}
    order["tags"], order["attributes"] = list(order["tags"]), list(order["attributes"])
    order["email"], order["phone"] = buyer["email"], buyer["phone"]
    order["billing_address"], order["shipping_address"] = buyer["billing"], buyer["shipping"]
    country = buyer["shipping"]["country"]
    order["lines"] = [_line(line, products[line["sku"]], country) for line in row["lines"]]
    order["discounts"] = _discounts(order)
    order["shipping"] = _shipping(order, country)
    order["refunds"] = [_refund(order, refund) for refund in order["refunds"]]
    order["totals"] = _totals(order)
    if order["paid"] is None and order["status"] in {"paid", "partially_refunded", "refunded"}:
        order["paid"] = order["created"]
    return order


def _time(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _line(line: dict[str, Any], product: dict[str, Any], country: str) -> dict[str, Any]:
    quantity, price = Decimal(line["quantity"]), Decimal(line.get("price", product["price"]))
    stated = line.get("vat_rate")
    return {
        "sku": product["sku"],
        "title": product["title"],
        "variant_title": product["variant_title"],
        "quantity": quantity,
        "price": price,
        "discount": Decimal(line.get("discount", NONE)),
        "allocated": NONE,
        "vat_rate": rate(product["vat_rate"], country) if stated is None else Decimal(stated),
        "properties": line.get("properties", []),
        "vendor": product["vendor"],
        "weight_grams": product["weight_grams"],
        "amount": cents(price * quantity),
    }


def _discounts(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every order discount its amount, and spread it over the lines so that no cent is lost."""
    made = []
    for discount in order["discounts"]:
        value, kind = Decimal(discount["value"]), discount["kind"]
        if kind == "shipping":
            amount = min(value, Decimal(order["shipping"]["price"])) if order["shipping"] else NONE
        else:
            amount = _spread(order["lines"], value, percentage=kind == "percentage")
        made.append({**discount, "value": value, "amount": amount})
    for line in order["lines"]:
        line["total"] = line["amount"] - line["discount"] - line["allocated"]
        line["tax"] = included(line["total"], line["vat_rate"])
    return made


def _spread(lines: list[dict[str, Any]], value: Decimal, *, percentage: bool) -> Decimal:
    left = [line["amount"] - line["discount"] - line["allocated"] for line in lines]
    whole = sum(left, NONE)
    amount = cents(whole * value / 100) if percentage else min(value, whole)
    base = given = NONE
    for line, part in zip(lines, left, strict=True):
        base += part
        upto = cents(amount * base / whole) if whole else NONE
        line["allocated"] += upto - given
        given = upto
    return amount


def _shipping(order: dict[str, Any], country: str) -> dict[str, Any] | None:
    if not order["shipping"]:
        return None
    price = Decimal(order["shipping"]["price"])
    off = sum((d["amount"] for d in order["discounts"] if d["kind"] == "shipping"), NONE)
    percent = Decimal(order.get("shipping_vat") or rate(Decimal(21), country))
    return {
        "title": order["shipping"]["title"],
        "price": price,
        "discount": off,
        "vat_rate": percent,
        "total": price - off,
        "tax": included(price - off, percent),
    }


def _refund(order: dict[str, Any], refund: dict[str, Any]) -> dict[str, Any]:
    lines = []
    for row in refund["lines"]:
        line, quantity = order["lines"][row["line"]], Decimal(row["quantity"])
        amount = cents(line["total"] * quantity / line["quantity"])
        tax = included(amount, line["vat_rate"])
        lines.append({"line": row["line"], "quantity": quantity, "amount": amount, "tax": tax})
    shipping = Decimal(refund.get("shipping", NONE))
    return {
        "created": _time(refund["created"]),
        "note": refund.get("note", ""),
        "lines": lines,
        "shipping": shipping,
        "amount": sum((line["amount"] for line in lines), shipping),
    }


def _totals(order: dict[str, Any]) -> dict[str, Decimal]:
    lines, shipping = order["lines"], order["shipping"] or {}
    off = sum((line["discount"] + line["allocated"] for line in lines), NONE)
    subtotal = sum((line["total"] for line in lines), NONE)
    return {
        "lines": sum((line["amount"] for line in lines), NONE),
        "discounts": off + shipping.get("discount", NONE),
        "subtotal": subtotal,
        "shipping": shipping.get("total", NONE),
        "tax": sum((line["tax"] for line in lines), shipping.get("tax", NONE)),
        "total": subtotal + shipping.get("total", NONE),
        "refunded": sum((refund["amount"] for refund in order["refunds"]), NONE),
    }
