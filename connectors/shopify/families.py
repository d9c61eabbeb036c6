"""How variants are written to Shopify: a product of their own, or several together in one, a family.

The first of a family makes its product, whole with itself in it, so that no product stands there without a
variant that is sold. The others are added beside it, for Shopify takes away what a list of them leaves out.
"""

from __future__ import annotations

from connectors.shopify.goods import features, new, own, words, write_product
from connectors.shopify.names import called, named
from core.errors import Refused
from core.records import JsonObject

#: The metafield in which a product keeps what its variants call it in the source.
_CALLED = {"namespace": "koppel", "key": "parent", "type": "single_line_text_field"}
#: What Shopify has of options for one product.
_MOST = 3


def write_family(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Make the product that variants are of, with the first of them."""
    del once
    if key is not None:
        raise Refused("a product with variants is made once here, and changed through its variants")
    values = chosen(data)
    options = [
        {"name": option, "position": at, "values": [{"name": value}]}
        for at, (option, value) in enumerate(values, 1)
    ]
    made = words(data) | {"productOptions": options, "variants": [new(data, values)]}
    told = [{**_CALLED, "value": str(data["parent"])}, *features(data)]
    made |= _joined(data, "collections") | {"metafields": told}
    if handle := called(str(data["parent"])):  # no two products have one handle: so there are no two of these
        made["handle"] = handle
    return "product_set", {"input": made}


def write_variant(data: JsonObject, key: str | None, once: str) -> tuple[str, JsonObject]:
    """Write one thing that is sold: new by itself, new in a family, or as it is there."""
    if key is not None:
        return _change(data, key)
    if not data.get("family"):
        document, variables = write_product({**data, "variants": [data]}, None, once)
        return document, {"input": variables["input"] | _joined(data, "collections") | _features(data)}
    product, _, first = str(data["family"]).partition("-")
    if first and data.get("family_sku") == data.get("sku"):  # it was made with its product
        return _update(data, product, first)
    more = _joined(data, "collectionsToJoin") | _features(data)
    variables = {"id": named("Product", product), "variants": [new(data, chosen(data))]}
    return "variant_add", {**variables, "product": {"id": variables["id"], **more}, "more": bool(more)}


def _change(data: JsonObject, key: str) -> tuple[str, JsonObject]:
    """Change a variant, and its product where the payload says something of that."""
    product, _, variant = key.partition("-")
    changed = words(data) | _joined(data, "collectionsToJoin") | _features(data)
    document, variables = _update(data, product, variant)
    if not changed:
        return document, variables
    return "variant_change", {**variables, "product": {"id": variables["id"], **changed}}


def _update(data: JsonObject, product: str, variant: str) -> tuple[str, JsonObject]:
    own_words = {"id": named("ProductVariant", variant), **own(data)}
    return "variant_update", {"id": named("Product", product), "variants": [own_words]}


def _joined(data: JsonObject, name: str) -> JsonObject:
    """Name the collection that a product joins; it stays in its others."""
    return {name: [named("Collection", data["collection_id"])]} if data.get("collection_id") else {}


def _features(data: JsonObject) -> JsonObject:
    told = features(data)
    return {"metafields": told} if told else {}


def chosen(data: JsonObject) -> list[tuple[str, str]]:
    """Read the options of a variant, `Size: M; Colour: Blue`; Refused says what is wrong with them."""
    text = str(data.get("options_text") or "")
    pairs = [part.partition(":") for part in text.split(";") if part.strip()]
    values = [(name.strip(), value.strip()) for name, _, value in pairs]
    if not values or not all(name and value for name, value in values):
        raise Refused(f"the options of a variant are written as Size: M; Colour: Blue, and these are: {text}")
    if len(values) > _MOST:
        raise Refused(f"Shopify has at most {_MOST} options for a product, and these are more: {text}")
    return values
