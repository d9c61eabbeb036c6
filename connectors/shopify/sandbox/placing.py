"""Orders placed in the simulated shop by another system."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from connectors.shopify.sandbox.buyers import kept, known_by
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.placed import BUYER
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import amounts
from connectors.shopify.sandbox.told import address, answered, fault, pairs


def _set(given: Row | None) -> Decimal:
    return Decimal(str(given["shopMoney"]["amount"])) if given else Decimal(0)


def create_order(_: Row, shop: Shop, asked: Row) -> Row:
    """Place an order."""
    given = asked["order"]
    if not given.get("lineItems"):
        return answered(
            "order",
            None,
            fault("Line items must have at least one line item", "order", "lineItems", code="INVALID"),
        )
    lines, wrong = [], []
    for at, line in enumerate(given["lineItems"]):
        made = _line(shop, line, given.get("currency") or "EUR")
        if isinstance(made, str):
            wrong.append(fault(made, "order", "lineItems", str(at), code="INVALID"))
        else:
            lines.append(made)
    if wrong:
        return answered("order", None, *wrong)
    buyer = _buyer_of(shop, given)
    if isinstance(buyer, str):
        return answered("order", None, fault(buyer, "order", "customer", code="INVALID"))
    order = _order(shop, given, lines, buyer)
    shop.kinds["Order"][order["id"]] = shop.changed(order)
    if buyer:
        shop.count(order, buyer)
    return answered("order", order)


def _line(shop: Shop, given: Row, currency: str) -> Row | str:
    variant = shop.get("ProductVariant", given["variantId"]) if given.get("variantId") else None
    if given.get("variantId") and variant is None:
        return "Variant is invalid"
    product = shop.get("Product", variant["product_id"]) if variant else None
    title = given.get("title") or (product or {}).get("title")
    if not title:
        return "Title can't be blank"
    if given["quantity"] < 1:
        return "Quantity must be greater than 0"
    price = _set(given["priceSet"]) if given.get("priceSet") else Decimal((variant or {}).get("price", 0))
    variant_title = given.get("variantTitle") or (variant or {}).get("title")
    variant_title = None if variant_title == "Default Title" else variant_title
    return {
        **shop.ids.named("LineItem"),
        "product_id": (product or {}).get("id"),
        "variant_id": (variant or {}).get("id"),
        "title": title,
        "variant_title": variant_title,
        "name": f"{title} - {variant_title}" if variant_title else title,
        "sku": given.get("sku") or (variant or {}).get("sku"),
        "vendor": given.get("vendor") or (product or {}).get("vendor"),
        "quantity": given["quantity"],
        "current_quantity": given["quantity"],
        "fulfillable_quantity": given["quantity"],
        "fulfillment_status": None,
        "fulfillment_service": "manual",
        "grams": (variant or {}).get("grams", 0),
        "requires_shipping": bool(given.get("requiresShipping")),
        "taxable": bool(given.get("taxable", True)),
        "gift_card": bool(given.get("giftCard")),
        "properties": [dict(one) for one in given.get("properties") or ()],
        **amounts(currency, price=price, total_discount=Decimal(0)),
        "discount_allocations": [],
        "tax_lines": _taxes(given.get("taxLines") or (), currency),
    }


def _taxes(given: Iterable[Row], currency: str) -> list[Row]:
    return [
        {
            "title": one["title"],
            "rate": Decimal(str(one["rate"])),
            **amounts(currency, price=_set(one.get("priceSet"))),
        }
        for one in given
    ]


def _buyer_of(shop: Shop, given: Row) -> Row | str | None:
    """Find, or make, the customer of a new order; a sentence when that cannot be done."""
    if given.get("customerId"):
        return shop.get("Customer", given["customerId"]) or "Customer is invalid"
    ((way, asked),) = (given.get("customer") or {"": {}}).items()
    if not way:
        return known_by(shop, "email", given.get("email"))
    found = (
        shop.get("Customer", asked["id"]) if asked.get("id") else known_by(shop, "email", asked.get("email"))
    )
    if way == "toAssociate":
        return found or "Customer is invalid"
    return kept(shop, found, asked)


def _order(shop: Shop, given: Row, lines: list[Row], buyer: Row | None) -> Row:
    currency, number = given.get("currency") or "EUR", _number(shop)
    shipping = [_sent(shop, one, currency) for one in given.get("shippingLines") or ()]
    taxes = _taxes(given.get("taxLines") or (), currency)
    taxes = taxes or [tax for part in (*lines, *shipping) for tax in part["tax_lines"]]
    status = (given.get("financialStatus") or ("PAID" if given.get("transactions") else "PENDING")).lower()
    return {
        **shop.ids.named("Order"),
        **_known_by(given, number, buyer),
        **_dated(given, shop.now()),
        **_standing(given, status),
        **_said(given),
        "currency": currency,
        "presentment_currency": currency,
        "taxes_included": bool(given.get("taxesIncluded")),
        "tax_exempt": False,
        "payment_gateway_names": [t.get("gateway") or "manual" for t in given.get("transactions") or ()],
        "payment_terms": None,
        "total_weight": sum(line["grams"] * line["quantity"] for line in lines),
        **_totals(given, currency, status, (lines, shipping, taxes)),
        "tax_lines": taxes,
        "discount_codes": [],
        "discount_applications": [],
        "billing_address": address(given.get("billingAddress")),
        "shipping_address": address(given.get("shippingAddress")),
        "customer": {name: buyer[name] for name in BUYER} if buyer else None,
        "line_items": lines,
        "shipping_lines": shipping,
        "fulfillments": [],
        "refunds": [],
    }


def _number(shop: Shop) -> int:
    return max((order["order_number"] for order in shop.kinds["Order"].values()), default=1000) + 1


def _sent(shop: Shop, given: Row, currency: str) -> Row:
    """A way of sending, as the order keeps it."""
    price = _set(given["priceSet"])
    return {
        **shop.ids.named("ShippingLine"),
        "title": given["title"],
        "code": given.get("code"),
        "source": given.get("source"),
        "phone": None,
        "carrier_identifier": None,
        **amounts(currency, price=price, discounted_price=price),
        "discount_allocations": [],
        "tax_lines": _taxes(given.get("taxLines") or (), currency),
    }


def _known_by(given: Row, number: int, buyer: Row | None) -> Row:
    """By what an order and its customer are known."""
    email = given.get("email") or (buyer or {}).get("email")
    return {
        "name": given.get("name") or f"#{number}",
        "number": number - 1000,
        "order_number": number,
        "confirmation_number": f"K{number:08X}",
        "email": email or "",
        "contact_email": email,
        "phone": given.get("phone"),
    }


def _dated(given: Row, now: str) -> Row:
    """When an order was made here, and when it was placed, which may have been elsewhere and before."""
    placed = given.get("processedAt") or now
    return {
        "created_at": now,
        "updated_at": now,
        "processed_at": placed,
        "closed_at": given.get("closedAt"),
        "cancelled_at": None,
    }


def _standing(given: Row, status: str) -> Row:
    """Where an order stands."""
    shipped = {"FULFILLED": "fulfilled", "PARTIAL": "partial"}.get(given.get("fulfillmentStatus") or "")
    return {
        "cancel_reason": None,
        "financial_status": status,
        "fulfillment_status": shipped,
        "test": bool(given.get("test")),
        "confirmed": True,
    }


def _said(given: Row) -> Row:
    """What was said of an order, and where it came from."""
    return {
        "note": given.get("note"),
        "note_attributes": pairs(given.get("customAttributes")),
        "tags": ", ".join(given.get("tags") or ()),
        "po_number": given.get("poNumber"),
        "source_name": given.get("sourceName") or "api",
        "source_identifier": given.get("sourceIdentifier"),
        "customer_locale": None,
        "buyer_accepts_marketing": False,
    }


def _totals(given: Row, currency: str, status: str, parts: tuple[list[Row], list[Row], list[Row]]) -> Row:
    """What lines, sending and VAT come to."""
    lines, shipping, taxes = parts
    goods = sum((Decimal(line["price"]) * line["quantity"] for line in lines), Decimal(0))
    sending = sum((Decimal(line["price"]) for line in shipping), Decimal(0))
    tax = sum((Decimal(one["price"]) for one in taxes), Decimal(0))
    total = goods + sending + (0 if given.get("taxesIncluded") else tax)
    return amounts(
        currency,
        total_line_items_price=goods,
        total_discounts=Decimal(0),
        subtotal_price=goods,
        total_tax=tax,
        total_price=total,
        total_shipping_price=sending,
        total_outstanding=Decimal(0) if status == "paid" else total,
    )
