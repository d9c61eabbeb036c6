"""The common model: the trade's words for what every system keeps, so that profiles can meet in them.

Nothing travels in these words. A recipe puts a source's profile and a target's together into direct rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of record in the trade: its words and those of its lines, each with a sentence of help."""

    name: str
    title: str
    help: str
    words: dict[str, str]
    line: dict[str, str] = field(default_factory=dict)


def _address(prefix: str, whose: str) -> dict[str, str]:
    words = {
        "company": "The company; empty for a person.",
        "name": "The whole name of the person.",
        "first_name": "The person's first name.",
        "last_name": "The person's last name.",
        "street": "Street, number and addition in one line.",
        "street2": "The second address line.",
        "postcode": "The postcode.",
        "city": "The city.",
        "province": "The province or state.",
        "country": "The country, two letters (ISO 3166).",
        "phone": "The telephone number.",
    }
    return {f"{prefix}.{word}": f"{help_[:-1]}, of the {whose}." for word, help_ in words.items()}


_CUSTOMER = {
    "number": "The customer's number in the source.",
    "email": "The e-mail address, by which people know the customer.",
    "name": "The whole name: of the company, else of the person.",
    "company": "The company; empty for a person.",
    "first_name": "The person's first name.",
    "last_name": "The person's last name.",
    "phone": "The telephone number.",
    "vat_number": "The VAT number.",
    "language": "The language, two letters (ISO 639).",
    "note": "What somebody wrote about the customer.",
    "created": "When it was made.",
    "modified": "When it was last changed.",
    **_address("billing", "billing address"),
    **_address("shipping", "shipping address"),
}

_MONEY_LINE = {
    "sku": "The product's code.",
    "title": "What is sold, in words.",
    "quantity": "How many; may have a fraction.",
    "price": "The price of one, as the order states it.",
    "discount": "The discount on the whole line.",
    "vat_rate": "The VAT rate as a fraction: 0.21.",
    "vat": "The VAT on the whole line.",
    "total": "What the whole line comes to.",
    "unit": "The unit: piece, metre, kilogram.",
    "note": "What somebody wrote about the line.",
    "shipping": "Whether the row is the cost of sending, and no goods.",
}

_ORDER = {
    "number": "The order's number as people say it; the natural key.",
    "id": "The source's own key.",
    "ordered": "When it was ordered.",
    "modified": "When it was last changed.",
    "status": "Where it stands: paid, open, cancelled.",
    "currency": "The currency, three letters (ISO 4217).",
    "total": "What the whole order comes to.",
    "vat_included": "Whether prices include VAT.",
    "discount": "The discount on the whole order.",
    "payment_method": "How it is, or was, paid.",
    "payment_terms": "When it is to be paid.",
    "shipping_method": "How it is sent.",
    "shipping_cost": "What sending it costs.",
    "shipping_vat_rate": "The VAT rate on sending, as a fraction.",
    "reference": "The customer's own reference.",
    "note": "What somebody wrote about the order.",
    "email": "The customer's e-mail address.",
    "phone": "The customer's telephone number.",
    "company": "The customer's company; empty for a person.",
    "name": "The customer's whole name: of the company, else of the person.",
    "first_name": "The person's first name.",
    "last_name": "The person's last name.",
    "vat_number": "The customer's VAT number.",
    **_address("billing", "billing address"),
    **_address("shipping", "shipping address"),
}

ENTITIES = {
    entity.name: entity
    for entity in (
        Entity("order", "Orders", "What a customer has ordered, line by line.", _ORDER, _MONEY_LINE),
        Entity("customer", "Customers", "Who buys: a company or a person.", _CUSTOMER),
        Entity(
            "product",
            "Products",
            "What is sold.",
            {
                "sku": "The product's code; the natural key.",
                "title": "Its name.",
                "description": "What it is, as text or HTML.",
                "price": "What one costs the customer.",
                "cost": "What one costs us.",
                "vat_rate": "The VAT rate as a fraction: 0.21.",
                "ean": "The bar code (EAN or GTIN).",
                "unit": "The unit: piece, metre, kilogram.",
                "weight": "The weight of one in grams.",
                "stock": "How many there are.",
                "category": "The category it stands in.",
                "vendor": "Who makes it.",
                "parent": "The product that it is a variant of; empty for a product of one kind.",
                "options": "What tells a variant from the others: Size: M; Colour: Blue.",
                "stocked": "Whether its stock is kept.",
                "virtual": "Whether there is nothing to send: a service, a voucher.",
                "active": "Whether it is sold now.",
                "created": "When it was made.",
                "modified": "When it was last changed.",
            },
        ),
        Entity(
            "image",
            "Pictures",
            "One picture of one product, with its bytes.",
            {
                "sku": "The product's code.",
                "name": "Its file name, with the ending of its type.",
                "type": "Its media type: image/jpeg, image/png, image/gif, image/webp or image/tiff.",
                "position": "Its place among the product's pictures; the first is 1.",
                "alt": "What it shows, in words, for who cannot see it.",
                "data": "Its bytes, in Base64.",
            },
        ),
        Entity(
            "stock",
            "Stock levels",
            "How many of a product there are, and where.",
            {
                "sku": "The product's code.",
                "location": "Where it lies.",
                "on_hand": "How many there are.",
                "available": "How many can be sold.",
                "reserved": "How many are promised.",
                "level": "How many the target is told of, by the formula that was chosen.",
                "modified": "When it was last changed.",
            },
        ),
        Entity(
            "price",
            "Prices",
            "What a product costs, for whom and from when.",
            {
                "sku": "The product's code.",
                "list": "The price list.",
                "price": "The price of one.",
                "old_price": "What one cost before, where a shop shows it.",
                "currency": "The currency, three letters (ISO 4217).",
                "quantity": "From how many on.",
                "valid_from": "The first day it holds.",
                "valid_to": "The last day it holds.",
                "vat_included": "Whether it includes VAT.",
            },
        ),
        Entity(
            "shipment",
            "Shipments",
            "What was sent for an order.",
            {
                "number": "The shipment's number; the natural key.",
                "order": "The number of its order.",
                "shipped": "When it was sent.",
                "carrier": "Who brings it.",
                "tracking_number": "The number to follow it by.",
                "tracking_url": "The page to follow it on.",
                "pieces": "How many pieces it holds in all.",
                **_address("shipping", "shipping address"),
            },
            {"sku": "The product's code.", "quantity": "How many were sent."},
        ),
        Entity(
            "invoice",
            "Invoices",
            "What a customer is to pay, line by line.",
            {
                **_ORDER,
                "order": "The number of its order.",
                "invoiced": "The day of the invoice.",
                "due": "The day by which it is to be paid.",
            },
            {**_MONEY_LINE, "account": "The ledger account of the revenue.", "vat_code": "The VAT code."},
        ),
        Entity(
            "ledger_entry",
            "Ledger entries",
            "What is booked, line by line.",
            {
                "number": "The entry's number; the natural key.",
                "journal": "The journal it is booked in.",
                "booked": "The day it is booked on.",
                "period": "The period it belongs to.",
                "currency": "The currency, three letters (ISO 4217).",
                "description": "What it is for.",
            },
            {
                "account": "The ledger account.",
                "debit": "The amount in debit.",
                "credit": "The amount in credit.",
                "amount": "The amount, debit above zero.",
                "vat_code": "The VAT code.",
                "cost_centre": "The cost centre.",
                "description": "What the line is for.",
            },
        ),
        Entity(
            "category",
            "Categories",
            "Where products stand.",
            {"code": "Its code; the natural key.", "title": "Its name.", "parent": "The category above it."},
        ),
    )
}
