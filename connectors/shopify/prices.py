"""Prices of a shop's price lists: a row for each, looked up among those of all lists by its variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.shopify.names import named, number
from core.errors import Misconfigured, Refused
from core.records import JsonObject

#: A new list changes no price by itself: only those that are set in it differ.
_AS_THEY_ARE = {"adjustment": {"type": "PERCENTAGE_DECREASE", "value": 0}}


def set_prices(lists: Sequence[JsonObject]) -> list[JsonObject]:
    """Make the rows of an answer: each fixed price beside its list."""
    for one in lists:
        if one["prices"]["pageInfo"]["hasNextPage"]:
            name = one["name"]
            raise Misconfigured(
                f"price list {name} has more prices than one answer holds; read the prices of some variants "
                "at a time, by the parameter query of this resource."
            )
    return [
        {
            "of": {name: one[name] for name in ("id", "name", "currency")},
            **price,
        }
        for one in lists
        for price in one["prices"]["nodes"]
    ]


def priced(row: JsonObject) -> JsonObject:
    """Make a record of a row."""
    of, variant = row["of"], row["variant"]
    key = f"{variant['product']['id']}-{variant['id']}"
    return {
        "key": f"{of['id']}-{key}",
        "list_id": of["id"],
        "list": of["name"],
        "currency": of["currency"],
        "variant": key,
        "sku": variant["sku"],
        "price": row["price"]["amount"],
        "compare_at_price": (row["compare_at_price"] or {}).get("amount"),
    }


def set_price(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Set a price in a list, in the place of the one that is there."""
    del once
    list_, _, variant = (key or f"{data['list_id']}-{data['variant']}").partition("-")
    price: JsonObject = {"variantId": named("ProductVariant", variant.rpartition("-")[2])}
    price |= {
        theirs: {"amount": str(data[ours]), "currencyCode": data["currency"]}
        for ours, theirs in (("price", "price"), ("compare_at_price", "compareAtPrice"))
        if data.get(ours) is not None
    }
    return "list_price_set", {"list": named("PriceList", list_), "prices": [price]}


def placed(answer: JsonObject) -> JsonObject:
    """Find the price in the answer to setting it."""
    added: list[Any] = answer.get("pricesAdded") or []
    if not added:
        raise Refused("Shopify set no price in the list and gave no reason.")
    variant = added[0]["variant"]
    ids = (answer["priceList"]["id"], variant["product"]["id"], variant["id"])
    return {"key": "-".join(map(number, ids))}


def create_list(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Make a price list, which stands in no catalogue yet."""
    del key, once
    given = {"name": data["name"], "currency": data["currency"], "parent": _AS_THEY_ARE}
    return "price_list_create", {"input": given}
