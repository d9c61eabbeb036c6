"""The shapes of what products stand in: families of variants and collections; and of a product's features."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from core.records import JsonObject


def feature(one: JsonObject) -> Any:
    """Read a metafield as what its type says: a number, yes or no, else text."""
    if one["type"] == "boolean":
        return one["value"] == "true"
    numbers: dict[str, Callable[[str], Any]] = {"number_integer": int, "number_decimal": Decimal}
    return numbers.get(one["type"], str)(one["value"])


def family(product: JsonObject) -> JsonObject:
    """Say what the variants of a product call it: what it was made for, else its title; and its first one."""
    called, first = product.pop("called"), product.pop("first")
    made = product | {"parent": called["value"] if called else product["title"], "sku": None, "key": None}
    return made | {"sku": first[0]["sku"], "key": f"{product['id']}-{first[0]['id']}"} if first else made


def collection(one: JsonObject) -> JsonObject:
    """Say whether a collection takes products by hand: only then it can be joined."""
    return one | {"joined": one["id"] if by_hand(one.pop("sources")) else None}


def by_hand(sources: list[JsonObject]) -> bool:
    """Whether what a collection is filled by are no rules, so that products join it by hand."""
    return all("inclusion" in one and not one["inclusion"]["conditions"] for one in sources)
