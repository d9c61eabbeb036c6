"""How Shopify differs on the wire: one record shape, that of its REST answers, however it was read.

GraphQL documents name the fields as REST does; here lists lose their wrapping, global names become numbers,
amounts become text beside their set, and enums become small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from connectors.shopify import pictures
from connectors.shopify.names import called
from connectors.shopify.prices import set_prices
from connectors.shopify.shapes import shaped
from core.api.connector import Resource
from core.documents import write_json
from core.errors import Misconfigured, RateLimited, Unclear
from core.records import JsonObject

_QUERIES = Path(__file__).parent / "queries"
DOCUMENTS = {path.stem: path.read_text(encoding="utf-8") for path in _QUERIES.glob("*.graphql")}
DOCUMENTS["product_pictures"] = DOCUMENTS["pictures"]
#: The parameters of a read that are GraphQL variables; all others, but `query`, are terms of the search.
_VARIABLES = ("first", "after", "media", "variants", "addresses", "levels", "collections", "features")
_BARE = re.compile(r"[\w.@+-]+")
_TIMED = re.compile(r"[<>]=?.*")
#: How many refunds, shipments and parcels are asked for; these lists do not say whether they go on.
_REFUNDS = 5
_SHIPMENTS = {"orders": 5, "open_orders": 50, "shipments": 50}
_PARCELS = {"orders": 3, "open_orders": 10, "shipments": 10}
_THROTTLED_PAUSE, _UNAUTHORISED = 2.0, 401


#: What is found by its order.
_OF_ORDERS = {"shipments", "open_orders"}


def rows(resource: Resource, body: Any) -> Any:
    """Find an answer's list; shipments stand within their orders, each of which is told beside it."""
    found = body
    for step in resource.records.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    if resource.name in pictures.PICTURES and isinstance(found, list):
        return pictures.rows(resource.name, found)
    if resource.name == "list_prices" and isinstance(found, list):
        return set_prices(found)
    if resource.name != "shipments" or not isinstance(found, list):
        return found
    for order in found:
        if len(order["fulfillments"]) >= _SHIPMENTS["shipments"]:
            name = order["name"]
            raise Misconfigured(
                f"order {name} may have more shipments than one answer holds, so one could be missed or made "
                f"twice; leave it out by the parameter query of this resource (-name:{name}), and carry its "
                "shipments by hand."
            )
    own = [{name: order[name] for name in order if name != "fulfillments"} for order in found]
    return [
        {**sent, "of": of} for order, of in zip(found, own, strict=True) for sent in order["fulfillments"]
    ]


def read(resource: Resource, params: JsonObject) -> tuple[str, Any]:
    """Ask in GraphQL where the resource has a document: what is no variable becomes a term of the search."""
    document = DOCUMENTS.get(resource.name)
    if document is None:
        return "GET", None
    terms = [f"{n}:{_term(value)}" for n, value in params.items() if n not in (*_VARIABLES, "query")]
    standing = params.get("query")
    if standing:
        terms.append(f"({standing})" if terms and " OR " in standing else standing)
    variables = {"first": resource.page_size, **{n: params[n] for n in _VARIABLES if n in params}}
    return "POST", {"query": document, "variables": {**variables, "query": " ".join(terms) or None}}


def _term(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if _BARE.fullmatch(text) or _TIMED.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quote(resource: Resource, field: str, value: Any) -> str:
    """Write a value for the search, in quotes, so that nothing in it is read as syntax; in REST, a number.

    A variant's key begins with its product's number: the search knows the variant's own. An order that was
    carried in is called by the number that it has elsewhere, any other by its name.
    """
    if resource.name in _OF_ORDERS:
        text = _quoted(str(value).partition("-")[0] if field == "key" else str(value))
        return f"(name:{text} OR source_identifier:{text})" if field == "order" else f"id:{text}"
    if resource.name == "families":
        return _family(str(value)) if field == "parent" else f"id:{value}"
    if resource.name in pictures.PICTURES and field == "key":
        return _quoted(str(value).partition("-")[0])
    text = str(value).rpartition("-")[2] if field in {"key", "variant"} else str(value)
    return _quoted(text) if resource.name in DOCUMENTS else text


def _family(parent: str) -> str:
    """Look for the product of a family by its title, and by the handle that it got when it was made here."""
    handle = called(parent)
    by_title = f"title:{_quoted(parent)}"
    return f"({by_title} OR handle:{_quoted(handle)})" if handle else by_title


def record(resource: Resource, wire: Any) -> JsonObject:
    """Make a record of one element of an answer, in the shape of the REST answers."""
    if resource.name not in DOCUMENTS:
        return dict(wire)
    return shaped(resource.name, wire)


def cut(resource: Resource, wire: Any) -> bool:
    """Tell whether a list inside an element goes on, or may go on, beyond the answer."""
    if resource.name not in DOCUMENTS:
        return False
    return _full(resource.name, wire) or _goes_on(wire)


def _full(name: str, wire: JsonObject) -> bool:
    """Tell whether a list has as many as were asked for, which does not say itself whether it goes on."""
    if name not in _SHIPMENTS:
        return False
    sent = [wire] if name == "shipments" else wire.get("fulfillments") or ()
    parcels = max((len(one["tracking"]) for one in sent), default=0)
    refunds = len(wire.get("refunds") or ())
    return refunds >= _REFUNDS or len(sent) >= _SHIPMENTS[name] or parcels >= _PARCELS[name]


def _goes_on(wire: JsonObject) -> bool:
    # As JSON it is searched in a fraction of the time; a quote inside a text would be escaped.
    return '"hasNextPage":true' in write_json(wire)


def refusal(status: int, headers: dict[str, str], body: Any) -> str:
    """Find Shopify's own words for a no: errors of GraphQL and REST, and of what a mutation was given."""
    del headers
    if status == _UNAUTHORISED or not isinstance(body, dict):
        return ""
    pictures.wait(body)
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
