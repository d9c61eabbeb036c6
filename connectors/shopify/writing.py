"""How records are written to Shopify: payloads in the shape of its REST answers become mutations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from connectors.shopify.dialect import DOCUMENTS
from connectors.shopify.families import write_family, write_variant
from connectors.shopify.goods import renamed, tags, write_collection, write_product
from connectors.shopify.levels import set_stock
from connectors.shopify.names import named, number
from connectors.shopify.prices import create_list, placed, set_price
from connectors.shopify.sending import create_shipment
from connectors.shopify.uploads import add_picture, added
from core.api.connector import Resource
from core.errors import Refused
from core.records import JsonObject

_ADDRESS = {
    "first_name": "firstName",
    "last_name": "lastName",
    "company": "company",
    "address1": "address1",
    "address2": "address2",
    "zip": "zip",
    "city": "city",
    "province_code": "provinceCode",
    "country_code": "countryCode",
    "phone": "phone",
}
_CUSTOMER = {
    "email": "email",
    "first_name": "firstName",
    "last_name": "lastName",
    "phone": "phone",
    "note": "note",
    "tax_exempt": "taxExempt",
}
_ORDER = {
    "email": "email",
    "phone": "phone",
    "note": "note",
    "po_number": "poNumber",
    "source_identifier": "sourceIdentifier",
    "source_name": "sourceName",
    "currency": "currency",
    "taxes_included": "taxesIncluded",
    "test": "test",
    "processed_at": "processedAt",
}
#: What of an order can be changed once it is there.
_CHANGEABLE = {name: _ORDER[name] for name in ("email", "phone", "note", "po_number")}


def write(resource: Resource, data: JsonObject, key: str | None, once: str) -> tuple[str, str, Any]:
    """Make a whole write; `once` is the idempotency key where Shopify asks for one."""
    document, variables = _MUTATIONS[resource.name](data, key, once)
    return "POST", "/graphql.json", {"query": DOCUMENTS[document], "variables": variables}


def receipt(resource: Resource, body: Any) -> JsonObject:
    """Find the new record in a mutation's answer."""
    answers = [each for each in (body.get("data") or {}).values() if isinstance(each, dict)]
    if resource.name == "list_prices":
        return placed(answers[0])
    made = [row for each in answers for row in each.values() if isinstance(row, dict) and "id" in row]
    if not made:
        raise Refused(f"Shopify made no {resource.title.lower()} and gave no reason.")
    if resource.name == "product_pictures":
        return added(made[0])
    row = {**made[0], "id": number(made[0]["id"])}
    variants = (row.get("variants") or {}).get("nodes") or answers[0].get("productVariants")
    if variants:
        row["key"] = f"{row['id']}-{number(variants[0]['id'])}"
    if resource.name == "collections":
        row["joined"] = row["id"]
    if "order" in row:
        row["key"] = f"{number(row['order']['id'])}-{row['id']}"
    return row


def _addresses(data: JsonObject, **names: str) -> JsonObject:
    return {theirs: renamed(data[ours], _ADDRESS) for ours, theirs in names.items() if data.get(ours)}


def _money(amount: Any, currency: str) -> JsonObject:
    return {"shopMoney": {"amount": str(amount), "currencyCode": currency}}


def _order(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    del once
    shared = {**tags(data), **_addresses(data, shipping_address="shippingAddress"), **_attributes(data)}
    if key is not None:
        return "order_update", {"input": {"id": named("Order", key), **renamed(data, _CHANGEABLE), **shared}}
    currency = data.get("currency") or "EUR"
    order = {**renamed(data, _ORDER), **shared, **_addresses(data, billing_address="billingAddress")}
    goods = [line for line in data.get("line_items") or () if not line.get("shipping")]
    sending = [_sending(line) for line in data.get("line_items") or () if line.get("shipping")]
    order["lineItems"] = [_line(line, currency) for line in goods]
    if data.get("financial_status"):
        order["financialStatus"] = str(data["financial_status"]).upper()
    if sending := [*(data.get("shipping_lines") or ()), *sending]:
        order["shippingLines"] = [
            {
                "title": one.get("title") or "Shipping",
                "priceSet": _money(one["price"], currency),
                **_taxes(one, currency),
            }
            for one in sending
        ]
    if buyer := data.get("customer"):
        order["customer"] = {"toUpsert": {**renamed(buyer, _CUSTOMER), **tags(buyer)}}
    return "order_create", {"order": order}


def _sending(line: JsonObject) -> JsonObject:
    """What sending costs, as a row of the order tells it; nobody has to pack it."""
    return {**line, "price": Decimal(str(line.get("price") or 0)) * Decimal(str(line.get("quantity") or 1))}


def _attributes(data: JsonObject) -> JsonObject:
    if "note_attributes" not in data:
        return {}
    given: Iterable[JsonObject] = data["note_attributes"] or ()
    return {"customAttributes": [{"key": one["name"], "value": str(one["value"])} for one in given]}


def _line(line: JsonObject, currency: str) -> JsonObject:
    plain = {"title": "title", "variant_title": "variantTitle", "sku": "sku", "vendor": "vendor"}
    made = {**renamed(line, plain | {"taxable": "taxable"}), "quantity": line.get("quantity")}
    if line.get("variant_id"):
        made["variantId"] = named("ProductVariant", line["variant_id"])
    if line.get("price") is not None:
        made["priceSet"] = _money(line["price"], currency)
    return {**made, **_taxes(line, currency)}


def _taxes(part: JsonObject, currency: str) -> JsonObject:
    if not part.get("tax_lines"):
        return {}
    lines = [
        {
            "title": one.get("title") or "VAT",
            "rate": str(one["rate"]),
            "priceSet": _money(one["price"], currency),
        }
        for one in part["tax_lines"]
    ]
    return {"taxLines": lines}


def _customer(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    del once
    given = {**renamed(data, _CUSTOMER), **tags(data)}
    if "addresses" in data:
        given["addresses"] = [renamed(one, _ADDRESS) for one in data["addresses"] or ()]
    variables: JsonObject = {"input": given}
    if key is not None:
        variables["identifier"] = {"id": named("Customer", key)}
    elif data.get("email"):
        variables["identifier"] = {"email": data["email"]}
    return "customer_set", variables


_MUTATIONS: dict[str, Callable[[JsonObject, str | None, str], tuple[str, JsonObject]]] = {
    "orders": _order,
    "customers": _customer,
    "products": write_product,
    "variants": write_variant,
    "families": write_family,
    "collections": write_collection,
    "stock": set_stock,
    "shipments": create_shipment,
    "price_lists": create_list,
    "list_prices": set_price,
    "product_pictures": add_picture,
}
