"""How Shopify differs on the wire: one record shape, that of its REST answers, however it was read.

GraphQL documents name the fields as REST does; here lists lose their wrapping, global names become numbers,
amounts become text beside their set, and enums become small letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.api.connector import Resource
from core.errors import Misconfigured, RateLimited, Unclear
from core.records import JsonObject

_QUERIES = Path(__file__).parent / "queries"
DOCUMENTS = {path.stem: path.read_text(encoding="utf-8") for path in _QUERIES.glob("*.graphql")}
#: The parameters of a read that are GraphQL variables; all others are terms of the search.
_VARIABLES = {"first", "after", "query"}
_BARE = re.compile(r"[\w.@+-]+")
_TIMED = re.compile(r"[<>]=?.*")
_GLOBAL = re.compile(r"gid://shopify/\w+/(\d+)")
_SMALL = {"financial_status", "cancel_reason", "state", "status", "inventory_policy"}
_SMALL |= {"allocation_method", "target_type", "target_selection"}
_OF_PRODUCT = ("body_html", "vendor", "product_type", "handle", "status", "tags")
_SHIPPED = {
    "FULFILLED": "fulfilled",
    "PARTIALLY_FULFILLED": "partial",
    "UNFULFILLED": None,
    "RESTOCKED": "restocked",
}
#: How many refunds, shipments and parcels are asked for; these lists do not say whether they go on.
_REFUNDS = _SHIPMENTS = 5
_PARCELS = 3
_THROTTLED_PAUSE, _UNAUTHORISED = 2.0, 401


def read(resource: Resource, params: JsonObject) -> tuple[str, Any]:
    """Ask in GraphQL where the resource has a document: what is no variable becomes a term of the search."""
    document = DOCUMENTS.get(resource.name)
    if document is None:
        return "GET", None
    terms = [f"{name}:{_term(value)}" for name, value in params.items() if name not in _VARIABLES]
    standing = params.get("query")
    if standing:
        terms.append(f"({standing})" if terms and " OR " in standing else standing)
    variables = {"first": resource.page_size, **{n: params[n] for n in ("first", "after") if n in params}}
    return "POST", {"query": document, "variables": {**variables, "query": " ".join(terms) or None}}


def _term(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if _BARE.fullmatch(text) or _TIMED.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quote(resource: Resource, field: str, value: Any) -> str:
    """Write a value for the search, in quotes, so that nothing in it is read as syntax; in REST, a number.

    A variant's key begins with its product's number: the search knows the variant's own.
    """
    text = str(value).rpartition("-")[2] if field == "key" else str(value)
    return _quoted(text) if resource.name in DOCUMENTS else text


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record of one element of an answer, in the shape of the REST answers."""
    if resource.name not in DOCUMENTS:
        return dict(wire)
    shape = _SHAPES.get(resource.name)
    one_currency = bool(wire.get("currency")) and wire["currency"] == wire.get("presentment_currency")
    made: JsonObject = _plain(wire, one_currency)
    return shape(made) if shape else made


def cut(resource: Resource, wire: Any) -> bool:
    """Tell whether a list inside an element goes on, or may go on, beyond the answer."""
    if resource.name not in DOCUMENTS:
        return False
    shipments = wire.get("fulfillments") or ()
    parcels = max((len(one["tracking"]) for one in shipments), default=0)
    full = len(wire.get("refunds") or ()) >= _REFUNDS or len(shipments) >= _SHIPMENTS or parcels >= _PARCELS
    return full or _goes_on(wire)


def _goes_on(value: Any) -> bool:
    if isinstance(value, list):
        return any(_goes_on(one) for one in value if isinstance(one, dict))
    if "nodes" in value and value["pageInfo"]["hasNextPage"]:
        return True
    return any(_goes_on(one) for one in value.values() if isinstance(one, dict | list))


def _plain(value: Any, one_currency: bool) -> Any:  # noqa: FBT001 - said once, for all of a record
    """Take the wrapping off, all the way down; in one currency, shop and customer have the same amount."""
    if isinstance(value, list):
        return [_plain(one, one_currency) if isinstance(one, dict | list) else one for one in value]
    if "nodes" in value:
        return _plain(value["nodes"], one_currency)
    made: JsonObject = {}
    for name, one in value.items():
        if isinstance(one, dict | list):
            made[name] = ", ".join(one) if name == "tags" else _plain(one, one_currency)
            if name.endswith("_set") and isinstance(one, dict):
                made[name.removesuffix("_set")] = one["shop_money"]["amount"]
        elif name == "id" and isinstance(one, str):
            made |= {"id": _number(one), "admin_graphql_api_id": one}
        else:
            made[name] = one.lower() if name in _SMALL and isinstance(one, str) else one
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
    product = variant.pop("product")
    made = _stocked(variant, product)
    made["variant_title"] = None if made["title"] == "Default Title" else made["title"]
    made["title"] = product["title"]
    words = {name: product[name] for name in _OF_PRODUCT}
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
    "orders": _order,
    "customers": _customer,
    "products": _product,
    "variants": _variant,
    "stock": _stock,
    "locations": _location,
}


def refusal(status: int, headers: dict[str, str], body: Any) -> str:
    """Find Shopify's own words for a no: errors of GraphQL and REST, and of what a mutation was given."""
    del headers
    if status == _UNAUTHORISED or not isinstance(body, dict):
        return ""
    words, codes = _said(body.get("errors")), list(_codes_of(body.get("errors")))
    if "THROTTLED" in codes:
        raise RateLimited("Shopify asks for a pause", _pause(body))
    if "ACCESS_DENIED" in codes:
        raise Misconfigured(f"Shopify gives the app no right to this; grant the scope in the shop: {words}")
    if "MAX_COST_EXCEEDED" in codes:
        raise Misconfigured(f"Shopify finds the query too dear; ask for smaller pages: {words}")
    if "IDEMPOTENCY_CONCURRENT_REQUEST" in _user_codes(body.get("data")):
        raise Unclear("Shopify is still at work on the same write, which it was sent before")
    return words or "; ".join(_user_errors(body.get("data")))


def _codes_of(errors: Any) -> Iterable[str]:
    for one in errors if isinstance(errors, list) else ():
        if isinstance(one, dict):
            yield str((one.get("extensions") or {}).get("code"))


def _pause(body: JsonObject) -> float:
    """Work out when the bucket will hold what the query costs."""
    cost = (body.get("extensions") or {}).get("cost") or {}
    state = cost.get("throttleStatus") or {}
    if not state.get("restoreRate"):
        return _THROTTLED_PAUSE
    lacking = (cost.get("requestedQueryCost") or 0) - (state.get("currentlyAvailable") or 0)
    return max(float(lacking) / float(state["restoreRate"]), _THROTTLED_PAUSE / 4)


def _said(errors: Any) -> str:
    if isinstance(errors, list):
        return "; ".join(
            str(one.get("message", one)) if isinstance(one, dict) else str(one) for one in errors
        )
    if isinstance(errors, dict):
        return "; ".join(f"{name} {_said(value)}" for name, value in errors.items())
    return str(errors) if errors else ""


def _user_codes(data: Any) -> set[Any]:
    answers = data.values() if isinstance(data, dict) else ()
    return {
        one.get("code") for each in answers if isinstance(each, dict) for one in each.get("userErrors") or ()
    }


def _user_errors(data: Any) -> Iterable[str]:
    for answer in data.values() if isinstance(data, dict) else ():
        for one in (answer.get("userErrors") or ()) if isinstance(answer, dict) else ():
            yield f"{'.'.join(one.get('field') or ())} {one['message']}".strip()
