"""How products and collections are written to Shopify: records in the shape of its REST answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from connectors.shopify.names import named
from core.records import JsonObject

_PRODUCT = {
    "title": "title",
    "body_html": "descriptionHtml",
    "vendor": "vendor",
    "product_type": "productType",
    "handle": "handle",
}
_VARIANT = {
    "price": "price",
    "barcode": "barcode",
    "compare_at_price": "compareAtPrice",
    "taxable": "taxable",
}
_COLLECTION = {"title": "title", "body_html": "descriptionHtml", "handle": "handle"}


def renamed(data: JsonObject, names: dict[str, str]) -> JsonObject:
    """Give what of a payload has a name of theirs, under that."""
    return {theirs: data[ours] for ours, theirs in names.items() if ours in data}


def tags(data: JsonObject) -> JsonObject:
    """Write tags as Shopify wants them: a list, where its records have text."""
    if "tags" not in data:
        return {}
    given = data["tags"] or ""
    return {
        "tags": given if isinstance(given, list) else [one.strip() for one in given.split(",") if one.strip()]
    }


def words(data: JsonObject) -> JsonObject:
    """Write what a product says of itself, for all of its variants."""
    made = {**renamed(data, _PRODUCT), **tags(data)}
    if data.get("status"):
        made["status"] = str(data["status"]).upper()
    return made


def features(data: JsonObject) -> list[JsonObject]:
    """Write what a product has of features, each as a metafield of the shop's own; those not named stay."""
    told = {name: value for name, value in (data.get("metafields") or {}).items() if value is not None}
    return [
        {"namespace": "custom", "key": name, "type": _kind(value), "value": _text(value)}
        for name, value in told.items()
    ]


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "number_integer"
    if isinstance(value, str):
        return "multi_line_text_field" if "\n" in value else "single_line_text_field"
    return "number_decimal"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def own(one: JsonObject) -> JsonObject:
    """Write what is a variant's own; amounts as text."""
    plain = renamed(one, _VARIANT)
    made = {name: value if isinstance(value, bool | None) else str(value) for name, value in plain.items()}
    stocked: JsonObject = {"sku": one["sku"]} if one.get("sku") else {}
    if one.get("cost") is not None:
        stocked["cost"] = str(one["cost"])
    stocked |= renamed(one, {"tracked": "tracked", "requires_shipping": "requiresShipping"})
    if one.get("grams") is not None:
        stocked["measurement"] = {"weight": {"value": float(one["grams"]), "unit": "GRAMS"}}
    return made | ({"inventoryItem": stocked} if stocked else {})


def new(one: JsonObject, values: Iterable[tuple[str, str]]) -> JsonObject:
    """Write a variant that is not there yet, with the values of its options."""
    made = own(one)
    made["inventoryItem"] = {"tracked": True, **made.get("inventoryItem", {})}
    return {**made, "optionValues": [{"optionName": option, "name": value} for option, value in values]}


def write_product(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Make or change a product; the variants and pictures that are given are all it has."""
    del once
    given = words(data)
    if data.get("variants"):
        given |= _variants(data["variants"])
    if "images" in data:
        given["files"] = [
            {"originalSource": one["src"], "alt": one.get("alt"), "contentType": "IMAGE"}
            for one in data["images"] or ()
        ]
    identifier = {"id": named("Product", key)} if key is not None else None
    return "product_set", {"input": given, **({"identifier": identifier} if identifier else {})}


def write_collection(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Make or change a collection; what stands in it is left alone."""
    del once
    given: dict[str, Any] = renamed(data, _COLLECTION)
    if key is None:
        return "collection_create", {"collection": given}
    return "collection_update", {"collection": {**given, "id": named("Collection", key)}}


def _variants(variants: list[JsonObject]) -> JsonObject:
    """Write the variants with the one option that tells them apart; a single one is the default variant."""
    alone = len(variants) == 1 and not variants[0].get("option1")
    names = ["Default Title"] if alone else [one.get("option1") or one.get("sku") or "" for one in variants]
    option = "Title" if alone else "Variant"
    made = [new(one, [(option, name)]) for one, name in zip(variants, names, strict=True)]
    values = [{"name": name} for name in dict.fromkeys(names)]
    return {"productOptions": [{"name": option, "position": 1, "values": values}], "variants": made}
