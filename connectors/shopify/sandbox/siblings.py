"""Variants added to a product of the simulated shop, beside those that it has."""

from __future__ import annotations

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.shelves import change_variant, new_variant
from connectors.shopify.sandbox.told import fault

_DEFAULT = "Default Title"


def create_variants(_: Row, shop: Shop, asked: Row) -> Row:
    """Add variants to a product: all of them or none."""
    product = shop.get("Product", asked["productId"])
    if product is None:
        wrong = fault("Product does not exist", "productId", code="PRODUCT_DOES_NOT_EXIST")
        return {"product": None, "product_variants": None, "user_errors": [wrong]}
    names = [option["name"] for option in product["options"]]
    held = {tuple(_values(variant, names)) for variant in product["variants"]}
    wrong_ones, chosen = [], []
    for at, one in enumerate(asked["variants"]):
        values = {v.get("optionName"): v.get("name") for v in one.get("optionValues") or ()}
        found = _fault(values, names, held, at)
        wrong_ones += [found] if found else []
        chosen.append([str(values.get(name)) for name in names])
        held.add(tuple(chosen[-1]))
    if wrong_ones:
        return {"product": product, "product_variants": None, "user_errors": wrong_ones}
    _drop_standalone(shop, product, str(asked.get("strategy") or "DEFAULT"))
    made = [_added(shop, product, one, of) for one, of in zip(asked["variants"], chosen, strict=True)]
    _keep_values(product)
    shop.changed(product)
    return {"product": product, "product_variants": made, "user_errors": []}


def _fault(
    values: dict[str | None, str | None], names: list[str], held: set[tuple[str, ...]], at: int
) -> Row:
    where = ("variants", str(at), "optionValues")
    if unknown := [name for name in values if name not in names]:
        words, code = f"Option does not exist: {unknown[0]}", "OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS"
        return fault(words, *where, code=code)
    if missing := [name for name in names if not values.get(name)]:
        words = f"You need to add option values for {missing[0]}"
        return fault(words, *where, code="NEED_TO_ADD_OPTION_VALUES")
    own = tuple(str(values[name]) for name in names)
    if own in held:
        words = f"The variant '{' / '.join(own)}' already exists. Please change at least one option value."
        return fault(words, "variants", str(at), code="VARIANT_ALREADY_EXISTS")
    return {}


def _values(variant: Row, names: list[str]) -> list[str]:
    return [str(variant[f"option{at}"]) for at in range(1, len(names) + 1)]


def _drop_standalone(shop: Shop, product: Row, strategy: str) -> None:
    """Take the one variant away that stood there alone, where the strategy says so."""
    if len(product["variants"]) != 1 or strategy == "PRESERVE_STANDALONE_VARIANT":
        return
    (alone,) = product["variants"]
    if strategy == "REMOVE_STANDALONE_VARIANT" or alone["title"] == _DEFAULT:
        product["variants"] = []
        shop.kinds["ProductVariant"].pop(alone["id"], None)
        shop.kinds["InventoryItem"].pop(alone["inventory_item_id"], None)


def _added(shop: Shop, product: Row, given: Row, values: list[str]) -> Row:
    variant = new_variant(shop, product, " / ".join(values))
    ordered = {**given, "optionValues": [{"name": value} for value in values]}
    change_variant(shop, variant, ordered, len(product["variants"]) + 1)
    product["variants"].append(variant)
    return variant


def _keep_values(product: Row) -> None:
    for at, option in enumerate(product["options"], 1):
        option["values"] = list(dict.fromkeys(one[f"option{at}"] for one in product["variants"]))
