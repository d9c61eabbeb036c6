"""The shop's customers and their orders, every amount as it was worked out in the world."""

from __future__ import annotations

from decimal import Decimal

from connectors.shopify.sandbox.rows import Ids, Row, address, amounts, stamp

_FULFILLED = {"none": None, "partial": "partial", "fulfilled": "fulfilled"}


def customer(row: Row, ids: Ids) -> Row:
    """Make a customer with an address or two."""
    named = ids.named("Customer")
    homes = [row["billing"]] if row["billing"] == row["shipping"] else [row["billing"], row["shipping"]]
    addresses = [
        {**ids.named("MailingAddress"), "customer_id": named["id"], **address(home), "default": at == 0}
        for at, home in enumerate(homes)
    ]
    return {
        **named,
        "email": row["email"],
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "phone": row["phone"],
        "note": row["note"],
        "tags": ", ".join(row["tags"]),
        "state": "disabled",
        "tax_exempt": False,
        "verified_email": row["email"] is not None,
        "currency": "EUR",
        "orders_count": 0,
        "total_spent": "0.00",
        "last_order_id": None,
        "last_order_name": None,
        "created_at": stamp(row["created"]),
        "updated_at": stamp(row["updated"]),
        "addresses": addresses,
        "default_address": addresses[0],
    }


#: What of a customer stands in an order.
BUYER = (
    "id",
    "admin_graphql_api_id",
    "email",
    "first_name",
    "last_name",
    "phone",
    "note",
    "tags",
    "state",
    "tax_exempt",
    "verified_email",
    "currency",
    "created_at",
    "updated_at",
    "default_address",
)


def order(row: Row, buyer: Row, vat_number: str | None, variants: dict[str, Row], ids: Ids) -> Row:
    """Make an order of the world's, every amount as it was worked out there."""
    named, totals, currency = ids.named("Order"), row["totals"], row["currency"]
    lines = [_line(line, row, variants[line["sku"]], ids) for line in row["lines"]]
    attributes = list(row["attributes"])
    if vat_number:
        attributes.append({"name": "VAT number", "value": vat_number})
    on_account = row["gateway"] == "bank deposit"
    return {
        **named,
        "name": f"#{row['number']}",
        "number": row["number"] - 1000,
        "order_number": row["number"],
        "confirmation_number": f"K{row['number']:08X}",
        "email": row["email"] or "",
        "contact_email": row["email"],
        "phone": row["phone"],
        "created_at": stamp(row["created"]),
        "updated_at": stamp(row["updated"]),
        "processed_at": stamp(row["created"]),
        "closed_at": stamp(row["updated"]) if row["fulfilled"] == "fulfilled" else None,
        "cancelled_at": stamp(row["cancelled"]),
        "cancel_reason": row["cancel_reason"],
        "financial_status": row["status"],
        "fulfillment_status": _FULFILLED[row["fulfilled"]],
        "currency": currency,
        "presentment_currency": currency,
        "taxes_included": row["taxes_included"],
        "tax_exempt": row["tax_exempt"],
        "test": row["test"],
        "confirmed": True,
        "note": row["note"],
        "note_attributes": attributes,
        "tags": ", ".join(row["tags"]),
        "po_number": row["po_number"],
        "source_name": row["source"],
        "source_identifier": None,
        "customer_locale": "nl",
        "buyer_accepts_marketing": False,
        "payment_gateway_names": [row["gateway"]],
        "payment_terms": {"payment_terms_name": "Net 30", "due_in_days": 30} if on_account else None,
        "total_weight": sum(int(line["grams"]) * int(line["quantity"]) for line in lines),
        **amounts(
            currency,
            total_line_items_price=totals["lines"],
            total_discounts=totals["discounts"],
            subtotal_price=totals["subtotal"],
            total_tax=totals["tax"],
            total_price=totals["total"],
            total_shipping_price=row["shipping"]["price"] if row["shipping"] else Decimal(0),
            total_outstanding=totals["total"] if row["status"] in {"pending", "authorized"} else Decimal(0),
        ),
        "tax_lines": _all_taxes(row),
        "discount_codes": [
            {"code": d["code"], "amount": f"{d['amount']:.2f}", "type": d["kind"]} for d in row["discounts"]
        ],
        "discount_applications": _applications(row),
        "billing_address": address(row["billing_address"]),
        "shipping_address": address(row["shipping_address"]),
        "customer": {name: buyer[name] for name in BUYER},
        "line_items": lines,
        "shipping_lines": _shipping(row, ids),
        "fulfillments": _fulfillments(row, named["id"], lines, ids),
        "refunds": [_refund(refund, row, named["id"], lines, ids) for refund in row["refunds"]],
    }


def tax(percent: Decimal, amount: Decimal, currency: str = "EUR") -> Row:
    """Write a tax line."""
    rate = (percent / 100).normalize()
    return {"title": f"VAT {percent.normalize():f}%", "rate": rate, **amounts(currency, price=amount)}


def _line(line: Row, row: Row, variant: Row, ids: Ids) -> Row:
    """Write a line. A shop counts in whole pieces, so half a metre is one piece at half the price."""
    quantity, price, properties = line["quantity"], line["price"], list(line["properties"])
    if quantity != int(quantity):
        properties.append({"name": "Quantity", "value": f"{quantity.normalize():f}"})
        quantity, price = Decimal(1), line["amount"]
    off = _allocated(line, row)
    title = line["variant_title"] or None
    return {
        **ids.named("LineItem"),
        "product_id": variant["product_id"],
        "variant_id": variant["id"],
        "title": line["title"],
        "variant_title": title,
        "name": f"{line['title']} - {title}" if title else line["title"],
        "sku": line["sku"],
        "vendor": line["vendor"],
        "quantity": int(quantity),
        "current_quantity": int(quantity),
        "fulfillable_quantity": int(quantity),
        "fulfillment_status": None,
        "fulfillment_service": "manual",
        "grams": line["weight_grams"],
        "requires_shipping": variant["requires_shipping"],
        "taxable": variant["taxable"],
        "gift_card": line["vat_rate"] == 0 and line["weight_grams"] == 0,
        "properties": properties,
        **amounts(row["currency"], price=price, total_discount=line["discount"]),
        "discount_allocations": off,
        "tax_lines": [tax(line["vat_rate"], line["tax"], row["currency"])],
    }


def _allocated(line: Row, row: Row) -> list[Row]:
    """Write what of each discount falls on a line: its own, then the order's."""
    found = []
    for at, application in enumerate(_discounts(row)):
        share = None
        if application is line:
            share = line["discount"]
        elif application.get("kind") in {"percentage", "fixed_amount"} and line["allocated"]:
            share = line["allocated"]
        if share:
            found.append({**amounts(row["currency"], amount=share), "discount_application_index": at})
    return found


def _discounts(row: Row) -> list[Row]:
    return [*row["discounts"], *(line for line in row["lines"] if line["discount"])]


def _applications(row: Row) -> list[Row]:
    made = []
    for discount in _discounts(row):
        code = "code" in discount
        percentage = discount.get("kind") == "percentage"
        value = discount["value"] if code else discount["discount"]
        made.append(
            {
                "type": "discount_code" if code else "manual",
                "target_type": "shipping_line" if discount.get("kind") == "shipping" else "line_item",
                "target_selection": "all" if code else "explicit",
                "allocation_method": "across",
                "value_type": "percentage" if percentage else "fixed_amount",
                "value": f"{value:.1f}" if percentage else f"{value:.2f}",
                **({"code": discount["code"]} if code else {"title": "Discount"}),
            }
        )
    return made


def _shipping(row: Row, ids: Ids) -> list[Row]:
    shipping, currency = row["shipping"], row["currency"]
    if not shipping:
        return []
    off = [
        {**amounts(currency, amount=discount["amount"]), "discount_application_index": at}
        for at, discount in enumerate(_discounts(row))
        if discount.get("kind") == "shipping"
    ]
    return [
        {
            **ids.named("ShippingLine"),
            "title": shipping["title"],
            "code": shipping["title"],
            "source": "shopify",
            "phone": None,
            "carrier_identifier": None,
            **amounts(currency, price=shipping["price"], discounted_price=shipping["total"]),
            "discount_allocations": off,
            "tax_lines": [tax(shipping["vat_rate"], shipping["tax"], currency)],
        }
    ]


def _all_taxes(row: Row) -> list[Row]:
    taxed = [*row["lines"], *([row["shipping"]] if row["shipping"] else [])]
    rates: dict[Decimal, Decimal] = {}
    for part in taxed:
        rates[part["vat_rate"]] = rates.get(part["vat_rate"], Decimal("0.00")) + part["tax"]
    return [tax(percent, amount, row["currency"]) for percent, amount in rates.items()]


def _fulfillments(row: Row, order: int, lines: list[Row], ids: Ids) -> list[Row]:
    if row["fulfilled"] == "none":
        return []
    sent = lines if row["fulfilled"] == "fulfilled" else lines[:1]
    for line in sent:
        line |= {"fulfillment_status": "fulfilled", "fulfillable_quantity": 0}
    tracking = row["tracking"] or {"company": None, "number": None}
    number = tracking["number"]
    return [
        {
            **ids.named("Fulfillment"),
            "order_id": order,
            "name": f"#{row['number']}.1",
            "status": "success",
            "created_at": stamp(row["updated"]),
            "updated_at": stamp(row["updated"]),
            "tracking_company": tracking["company"],
            "tracking_number": number,
            "tracking_numbers": [number] if number else [],
            "tracking_url": None,
            "tracking_urls": [],
            "line_items": [dict(line) for line in sent],
        }
    ]


def _refund(refund: Row, row: Row, order: int, lines: list[Row], ids: Ids) -> Row:
    currency, made = row["currency"], []
    for part in refund["lines"]:
        line = lines[part["line"]]
        line["current_quantity"] -= int(part["quantity"])
        made.append(
            {
                **ids.named("RefundLineItem"),
                "line_item_id": line["id"],
                "quantity": int(part["quantity"]),
                "restock_type": "return",
                **amounts(currency, subtotal=part["amount"], total_tax=part["tax"]),
            }
        )
    moment = stamp(refund["created"])
    transaction = {
        **ids.named("OrderTransaction"),
        "order_id": order,
        "kind": "refund",
        "status": "success",
        "gateway": row["gateway"],
        "amount": f"{refund['amount']:.2f}",
        "currency": currency,
        "created_at": moment,
        "test": row["test"],
    }
    return {
        **ids.named("Refund"),
        "order_id": order,
        "created_at": moment,
        "processed_at": moment,
        "note": refund["note"],
        "refund_line_items": made,
        "transactions": [transaction],
    }
