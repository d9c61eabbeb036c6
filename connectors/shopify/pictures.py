"""The pictures of what a shop sells: a row for each picture of each variant, its product's pictures too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from core.api.content import file_name
from core.errors import Misconfigured, RateLimited
from core.records import JsonObject

#: Pictures as they are read, and as they are looked up to be written.
PICTURES = {"pictures", "product_pictures"}
#: Where Shopify keeps files, and where it takes them.
KEPT_AT, TAKEN_AT = "cdn.shopify.com", "shopify-staged-uploads.storage.googleapis.com"
#: What Shopify puts behind the name of a file where it has another of that name.
_APPENDED = re.compile(r"_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\.\w+$|$)")
#: A picture is worked on for some seconds after it was added; only then it has a name.
_UNFINISHED, _PAUSE = {"UPLOADED", "PROCESSING"}, 1.0


def rows(resource: str, products: Iterable[JsonObject]) -> list[JsonObject]:
    """Make the rows of an answer: each variant's pictures, its own before its product's; or each once."""
    divided = _of_variants if resource == "pictures" else _of_product
    return [row for product in products for row in divided(product)]


def _of_variants(product: JsonObject) -> Iterator[JsonObject]:
    """Give each variant the pictures that are its own, and those that are no other's."""
    owned = [(one, _owner(product, one)) for one in _ready(product)]
    for variant in product["variants"]["nodes"]:
        mine = [one for one, owner in owned if owner is variant]
        shared = [one for one, owner in owned if owner is None]
        for position, one in enumerate((*mine, *shared), 1):
            yield _row(product, variant, one, position)


def _of_product(product: JsonObject) -> Iterator[JsonObject]:
    """Give each picture once: to the variant whose own it is, else to the first."""
    if any(product[name]["pageInfo"]["hasNextPage"] for name in ("media", "variants")):
        title = product["title"]
        raise Misconfigured(
            f"{title} has more pictures or variants than one answer holds, so a picture could be made twice; "
            "take some away in the shop, or leave this product out of the flow."
        )
    first = next(iter(product["variants"]["nodes"]), None)
    for position, one in enumerate(_ready(product) if first else (), 1):
        yield _row(product, _owner(product, one) or first, one, position)


def _ready(product: JsonObject) -> list[JsonObject]:
    return [one for one in product["media"]["nodes"] if one and one["status"] == "READY"]


def _owner(product: JsonObject, one: JsonObject) -> JsonObject | None:
    """Find the one variant that a picture is of: it is shown with it, or was carried here for it."""
    variants: list[JsonObject] = product["variants"]["nodes"]
    for variant in variants:
        if one["id"] in [shown["id"] for shown in variant["media"]["nodes"]]:
            return variant
    marked = [v for v in variants if v["sku"] and _called(one).startswith(_mark(v["sku"]))]
    return max(marked, key=lambda variant: len(variant["sku"]), default=None)


def _row(product: JsonObject, variant: JsonObject | None, one: JsonObject, position: int) -> JsonObject:
    told = {name: product[name] for name in ("id", "title", "updated_at")}
    cut = {name: {"pageInfo": product[name]["pageInfo"]} for name in ("media", "variants")}
    variant = {name: (variant or {}).get(name) for name in ("id", "sku")}
    return {"product": told, "variant": variant, "picture": one, "position": position, "cut": cut}


def _mark(sku: Any) -> str:
    return f"{file_name(str(sku))}_" if sku else ""


def _called(one: JsonObject) -> str:
    path = urlsplit((one.get("image") or {}).get("url") or "").path
    return _APPENDED.sub("", unquote(path.rpartition("/")[2]))


def wait(body: Any) -> None:
    """Ask for a pause while Shopify is still at work on a picture of the answer."""
    products = ((body.get("data") or {}).get("products") or {}).get("nodes") or ()
    for product in products:
        for one in (product.get("media") or {}).get("nodes") or ():
            if one.get("status") in _UNFINISHED:
                raise RateLimited("Shopify is still at work on a picture", _PAUSE)


def shaped(resource: str, row: JsonObject) -> JsonObject:
    """Make a record of a row; the name is that which the picture came with."""
    product, variant, one = row["product"], row["variant"], row["picture"]
    ids = (product, variant, one) if resource == "pictures" else (product, one)
    return {
        "key": "-".join(str(each["id"]) for each in ids),
        "id": one["id"],
        "product_id": product["id"],
        "variant_id": variant["id"],
        "sku": variant["sku"],
        "title": product["title"],
        "position": row["position"],
        "name": _called(one).removeprefix(_mark(variant["sku"])),
        "alt": one["alt"],
        "src": (one["image"] or {}).get("url"),
        "updated_at": product["updated_at"],
    }
