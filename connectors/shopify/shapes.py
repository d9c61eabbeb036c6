"""The shapes of Shopify's records: those of its REST answers, made of what GraphQL answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from connectors.shopify import pictures
from connectors.shopify.groups import by_hand, collection, family, feature
from connectors.shopify.prices import priced
from core.records import JsonObject

#: The source of orders that were carried into the shop from elsewhere.
KOPPEL = "koppel"
_GLOBAL = re.compile(r"gid://shopify/\w+/(\d+)")
_SMALL = {"financial_status", "cancel_reason", "state", "status", "inventory_policy"}
_SMALL |= {"allocation_method", "target_type", "target_selection"}
_INNER = {dict, list}
_OF_PRODUCT = ("body_html", "vendor", "product_type", "handle", "status", "tags")
_SHIPPED = {
    "FULFILLED": "fulfilled",
    "PARTIALLY_FULFILLED": "partial",
    "UNFULFILLED": None,
    "RESTOCKED": "restocked",
}
#: A fulfilment order that something can still be sent of.
_OPEN = {"open", "in_progress"}


def shaped(resource: str, wire: JsonObject) -> JsonObject:
    """Make a record of a resource of one element of a GraphQL answer."""
    one_currency = bool(wire.get("currency")) and wire["currency"] == wire.get("presentment_currency")
    made: JsonObject = _plain(wire, one_currency)
    shape = _SHAPES.get(resource)
    return shape(made) if shape else made


def _plain(value: Any, one_currency: bool) -> Any:  # noqa: FBT001 - said once, for all of a record
    """Take the wrapping off, all the way down; in one currency, shop and customer have the same amount."""
    if type(value) is list:
        return [_plain(one, one_currency) if type(one) in _INNER else one for one in value]
    if "nodes" in value:
        return _plain(value["nodes"], one_currency)
    made: JsonObject = {}
    for name, one in value.items():
        kind = type(one)
        if kind in _INNER:
            made[name] = ", ".join(one) if name == "tags" else _plain(one, one_currency)
            if kind is dict and name.endswith("_set"):
                made[name.removesuffix("_set")] = one["shop_money"]["amount"]
        elif kind is not str:
            made[name] = one
        elif name == "id":
            made |= {"id": _number(one), "admin_graphql_api_id": one}
        else:
            made[name] = one.lower() if name in _SMALL else one
    if one_currency and "shop_money" in made:
        made.setdefault("presentment_money", dict(made["shop_money"]))
    return made


def _number(name: str) -> int | str:
    found = _GLOBAL.match(name)
    return int(found[1]) if found else name


def _order(order: JsonObject) -> JsonObject:
    order["fulfillment_status"] = _SHIPPED.get(
        order["fulfillment_status"], order["fulfillment_status"].lower()
    )
    order |= {
        "contact_email": order["email"],
        "email": order["email"] or "",
        "total_weight": int(order["total_weight"] or 0),
    }
    order.pop("total_shipping_price")  # the REST answers have the set alone
    order["customer"] = _buyer(order["customer"]) if order["customer"] else None
    order["discount_applications"] = [_application(one) for one in order["discount_applications"]]
    for line in order["line_items"]:
        line["product_id"] = (line.pop("product") or {}).get("id")
        line["variant_id"] = (line.pop("variant") or {}).get("id")
    for part in (*order["line_items"], *order["shipping_lines"]):
        for share in part["discount_allocations"]:
            share["discount_application_index"] = share.pop("application")["index"]
    order["discount_codes"] = list(_codes(order))
    order["fulfillments"] = [_fulfillment(one) for one in order["fulfillments"]]
    for part in (one for refund in order["refunds"] for one in refund["refund_line_items"]):
        part["line_item_id"] = part.pop("line_item")["id"]
    lines = (Decimal(line["price"]) * line["quantity"] for line in order["line_items"])
    order["total_line_items_price"] = f"{sum(lines, Decimal(0)):.2f}"
    return order


def _buyer(customer: JsonObject) -> JsonObject:
    email, phone = customer.pop("email_address"), customer.pop("phone_number")
    customer["email"] = email["emailAddress"] if email else None
    customer["phone"] = phone["phoneNumber"] if phone else None
    return customer


def _application(one: JsonObject) -> JsonObject:
    value = one.pop("value")
    percentage = value.get("percentage")
    one["type"] = "discount_code" if "code" in one else "manual"
    one["value_type"] = "fixed_amount" if percentage is None else "percentage"
    one["value"] = value["amount"] if percentage is None else f"{Decimal(str(percentage)):.1f}"
    return one


def _codes(order: JsonObject) -> Iterable[JsonObject]:
    """Add up what each discount code came to, over lines and shipping."""
    shares = [
        s for part in (*order["line_items"], *order["shipping_lines"]) for s in part["discount_allocations"]
    ]
    for at, one in enumerate(order["discount_applications"]):
        if "code" in one:
            amounts = (Decimal(s["amount"]) for s in shares if s["discount_application_index"] == at)
            kind = "shipping" if one["target_type"] == "shipping_line" else one["value_type"]
            yield {"code": one["code"], "amount": f"{sum(amounts, Decimal(0)):.2f}", "type": kind}


def _fulfillment(one: JsonObject) -> JsonObject:
    tracking = one.pop("tracking")
    first = tracking[0] if tracking else {}
    return one | {
        "tracking_company": first.get("company"),
        "tracking_number": first.get("number"),
        "tracking_url": first.get("url"),
        "tracking_numbers": [each["number"] for each in tracking if each["number"]],
        "tracking_urls": [each["url"] for each in tracking if each["url"]],
    }


def _called(order: JsonObject) -> Any:
    """Give what others call an order: the number that it was carried in with, else its name."""
    return (order["source_name"] == KOPPEL and order["source_identifier"]) or order["name"]


def _shipment(sent: JsonObject) -> JsonObject:
    order, lines = sent.pop("of"), sent.pop("line_items")
    made = _fulfillment(sent) | {"order": _called(order), "key": f"{order['id']}-{sent['id']}"}
    made["line_items"] = [line["line_item"] | {"quantity": line["quantity"]} for line in lines]
    return made | {"order_id": order["id"], "shipping_address": order["shipping_address"]}


def _open_order(order: JsonObject) -> JsonObject:
    """Say of an order how many pieces are still to be sent, from where, and what was sent."""
    order["order"] = _called(order)
    sent = [one for one in order.pop("fulfillments") if one["status"] == "success"]
    order["fulfillment_orders"] = [one for one in order["fulfillment_orders"] if one["status"] in _OPEN]
    open_ = [line["remaining"] for one in order["fulfillment_orders"] for line in one["line_items"]]
    numbers = [parcel["number"] for one in sent for parcel in one["tracking"] if parcel["number"]]
    return order | {"pieces": sum(open_), "shipments": len(sent), "tracking_numbers": numbers}


def _customer(customer: JsonObject) -> JsonObject:
    spent = customer.pop("spent")
    customer |= {"orders_count": int(customer["orders_count"]), "total_spent": spent["amount"]}
    return _buyer(customer) | {"currency": spent["currencyCode"]}


def _product(product: JsonObject) -> JsonObject:
    product["images"] = [_image(one) for one in product.pop("media") if one]
    product["image"] = next(iter(product["images"]), None)
    for variant in product["variants"]:
        _stocked(variant, product)
    return product


def _stocked(variant: JsonObject, product: JsonObject) -> JsonObject:
    """Give a variant what belongs to it in REST: its product's number, its weight, its options."""
    item = variant.pop("item")
    grams = _grams(item["measurement"]["weight"])
    variant |= {"inventory_item_id": item["id"], "requires_shipping": item["requiresShipping"]}
    variant |= {"product_id": product["id"], "grams": grams}
    chosen = [one["value"] for one in variant.pop("selected")]
    variant |= {f"option{at}": (chosen[at - 1 : at] or [None])[0] for at in (1, 2, 3)}
    return variant | {"cost": (item.get("unit_cost") or {}).get("amount")} if "unit_cost" in item else variant


def _variant(variant: JsonObject) -> JsonObject:
    """Give a variant its product's words beside its own; its key names both, for both are needed to write."""
    product, item = variant.pop("product"), variant["item"]
    variant |= {"tracked": item["tracked"], "options": [dict(one) for one in variant["selected"]]}
    made = _stocked(variant, product)
    made["variant_title"] = None if made["title"] == "Default Title" else made["title"]
    made["title"] = product["title"]
    words = {name: product[name] for name in _OF_PRODUCT}
    words["options_text"] = "; ".join(f"{one['name']}: {one['value']}" for one in made["options"])
    words["metafields"] = {one["key"]: feature(one) for one in product["features"]}
    words["collections"] = [one["title"] for one in product["collections"] if by_hand(one["sources"])]
    return made | words | {"key": f"{product['id']}-{made['id']}"}


def _image(one: JsonObject) -> JsonObject:
    image = one.pop("image") or {}
    return one | {"src": image.get("url"), "width": image.get("width"), "height": image.get("height")}


_UNITS = {"GRAMS": "1", "KILOGRAMS": "1000", "OUNCES": "28.349523125", "POUNDS": "453.59237"}


def _grams(weight: JsonObject | None) -> int:
    return round(Decimal(str(weight["value"])) * Decimal(_UNITS[weight["unit"]])) if weight else 0


def _stock(item: JsonObject) -> JsonObject:
    item["cost"] = (item.pop("unit_cost") or {}).get("amount")
    for level in item["levels"]:
        place = level.pop("location")
        level |= {"location_id": place["id"], "location": place["name"]}
        level |= {one["name"]: one["quantity"] for one in level.pop("quantities")}
    item["available"] = sum(level["available"] for level in item["levels"])
    if len(item["levels"]) == 1:  # then what lies there is what there is, and a change can be told
        item["location_id"] = item["levels"][0]["location_id"]
    return item


def _location(place: JsonObject) -> JsonObject:
    address: JsonObject = place.pop("address")
    return place | address


_SHAPES: dict[str, Callable[[JsonObject], JsonObject]] = {
    "list_prices": priced,
    "orders": _order,
    "customers": _customer,
    "products": _product,
    "variants": _variant,
    "stock": _stock,
    "shipments": _shipment,
    "open_orders": _open_order,
    "locations": _location,
    "pictures": partial(pictures.shaped, "pictures"),
    "product_pictures": partial(pictures.shaped, "product_pictures"),
    "families": family,
    "collections": collection,
}
