"""Products and their variants written in the simulated shop."""

from __future__ import annotations

from decimal import Decimal

from connectors.shopify.sandbox.counting import set_stock
from connectors.shopify.sandbox.extras import metafields
from connectors.shopify.sandbox.groups import stand, unfit
from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import handle, number
from connectors.shopify.sandbox.told import answered, fault


def set_product(_: Row, shop: Shop, asked: Row) -> Row:
    """Make a product, or change one; the variants that are given are all it has."""
    given, products = asked["input"], shop.kinds["Product"]
    ((way, value),) = (asked.get("identifier") or {"": None}).items()
    handles = {product["handle"]: product for product in products.values()}
    found = shop.get("Product", value) if way == "id" else handles.get(value) if way else None
    wrong = _product_fault(given, way, found, handles) or unfit(shop, given)
    if wrong:
        return answered("product", None, wrong)
    now = shop.now()
    row = (
        found
        if found is not None
        else {
            **shop.ids.named("Product"),
            "body_html": "",
            "vendor": "Molen & Zee",
            "product_type": "",
            "status": "active",
            "tags": "",
            "created_at": now,
            "updated_at": now,
            "published_at": now,
            "options": [],
            "variants": [],
            "images": [],
            "image": None,
            "metafields": [],
            "handle": given.get("handle") or (value if way == "handle" else None) or handle(given["title"]),
        }
    )
    plain = {
        "title": "title",
        "descriptionHtml": "body_html",
        "vendor": "vendor",
        "productType": "product_type",
    }
    row |= {ours: given[theirs] for theirs, ours in (plain | {"handle": "handle"}).items() if theirs in given}
    if given.get("status"):
        row["status"] = given["status"].lower()
    if "tags" in given:
        row["tags"] = ", ".join(given["tags"] or ())
    _set_images(shop, row, given)
    if "variants" in given or not row["variants"]:
        _set_variants(shop, row, given.get("variants") or [{"optionValues": []}])
    products[row["id"]] = shop.changed(row)
    stand(shop, row, given)
    replaced = "metafields" in given and not asked.get("beside")
    row["metafields"] = metafields(shop, [] if replaced else row["metafields"], given)
    return answered("product", row)


def update_product(_: Row, shop: Shop, asked: Row) -> Row:
    """Change a product and leave its variants alone."""
    given = dict(asked["product"])
    asked_for = {"input": given, "identifier": {"id": given.pop("id", None)}}
    return set_product({}, shop, {**asked_for, "beside": True})


def update_variants(_: Row, shop: Shop, asked: Row) -> Row:
    """Change variants of one product and leave the others alone."""
    product = shop.get("Product", asked["productId"])
    if product is None:
        wrong = fault("Product does not exist", "productId", code="PRODUCT_DOES_NOT_EXIST")
        return {"product": None, "product_variants": None, "user_errors": [wrong]}
    own = {variant["id"]: variant for variant in product["variants"]}
    wrong_ones = [
        fault(
            "Product variant does not exist", "variants", str(at), "id", code="PRODUCT_VARIANT_DOES_NOT_EXIST"
        )
        for at, one in enumerate(asked["variants"])
        if number(one.get("id")) not in own
    ]
    if wrong_ones:
        return {"product": product, "product_variants": None, "user_errors": wrong_ones}
    changed = [own[number(one["id"])] for one in asked["variants"]]
    for variant, one in zip(changed, asked["variants"], strict=True):
        change_variant(shop, variant, one, variant["position"])
    shop.changed(product)
    return {"product": product, "product_variants": changed, "user_errors": []}


def _product_fault(given: Row, way: str, found: Row | None, handles: dict[str, Row]) -> Row | None:
    if way == "id" and found is None:
        return fault("Product does not exist", "identifier", code="PRODUCT_DOES_NOT_EXIST")
    if found is None and not given.get("title"):
        return fault("Title can't be blank", "input", "title", code="INVALID_INPUT")
    other = handles.get(given.get("handle") or "")
    if other is not None and other is not found:
        words = f"Handle '{given['handle']}' already in use. Please provide a new handle."
        return fault(words, "input", "handle", code="HANDLE_NOT_UNIQUE")
    if given.get("variants") and not given.get("productOptions") and found is None:
        words = "Product options input is required when updating variants"
        return fault(words, "input", "variants", code="PRODUCT_OPTIONS_INPUT_MISSING")
    return None


def _set_images(shop: Shop, row: Row, given: Row) -> None:
    if "files" not in given:
        return
    row["images"] = [
        {
            "id": shop.ids.named("ProductOption")["id"],
            "product_id": row["id"],
            "position": at,
            "alt": one.get("alt"),
            "src": one.get("originalSource"),
            "width": None,
            "height": None,
        }
        for at, one in enumerate(given["files"] or (), 1)
    ]
    row["image"] = next(iter(row["images"]), None)


def _set_variants(shop: Shop, row: Row, given: list[Row]) -> None:
    """Replace the variants: those that are not named again are gone."""
    old = {variant["title"]: variant for variant in row["variants"]}
    row["variants"] = []
    for at, one in enumerate(given, 1):
        title = " / ".join(v.get("name") or "" for v in one["optionValues"]) or "Default Title"
        kept = shop.get("ProductVariant", one["id"]) if one.get("id") else old.get(title)
        variant = kept if kept is not None else new_variant(shop, row, title)
        change_variant(shop, variant, one, at)
        row["variants"].append(variant)
    for variant in old.values():
        if variant not in row["variants"]:
            shop.kinds["ProductVariant"].pop(variant["id"], None)
            shop.kinds["InventoryItem"].pop(variant["inventory_item_id"], None)
    names = [v.get("optionName") or "Title" for v in given[0]["optionValues"]] or ["Title"]
    row["options"] = [
        {**shop.ids.named("ProductOption"), "product_id": row["id"], "name": name, "position": at}
        | {"values": list(dict.fromkeys(v[f"option{at}"] for v in row["variants"]))}
        for at, name in enumerate(names, 1)
    ]


def new_variant(shop: Shop, product: Row, title: str) -> Row:
    """Make a variant of a product, with the stocked article behind it; nothing is said of it yet."""
    now = shop.now()
    variant = {
        **shop.ids.named("ProductVariant"),
        "product_id": product["id"],
        "title": title,
        **dict.fromkeys(("sku", "barcode", "compare_at_price", "option1", "option2", "option3")),
        "price": "0.00",
        "taxable": True,
        "grams": 0,
        "weight": Decimal(0),
        "weight_unit": "kg",
        "requires_shipping": True,
        "inventory_policy": "deny",
        "inventory_management": "shopify",
        "fulfillment_service": "manual",
        "inventory_item_id": shop.ids.named("InventoryItem")["id"],
        "inventory_quantity": 0,
        "created_at": now,
        "updated_at": now,
    }
    shop.keep_variant(variant, {"sku": None})
    return variant


def change_variant(shop: Shop, variant: Row, given: Row, position: int) -> None:
    """Write on a variant, and on the article behind it, what is given."""
    stocked, article = (
        given.get("inventoryItem") or {},
        shop.kinds["InventoryItem"][variant["inventory_item_id"]],
    )
    if given.get("optionValues") is not None:
        for at, value in enumerate(given["optionValues"] or [{"name": "Default Title"}], 1):
            variant[f"option{at}"] = value.get("name")
    plain = {"barcode": "barcode", "taxable": "taxable", "compareAtPrice": "compare_at_price", "sku": "sku"}
    variant |= {ours: given[theirs] for theirs, ours in plain.items() if theirs in given}
    if given.get("price") is not None:
        variant["price"] = f"{Decimal(str(given['price'])):.2f}"
    if stocked.get("sku"):
        variant["sku"] = stocked["sku"]
    if stocked.get("cost") is not None:
        article["cost"] = f"{Decimal(str(stocked['cost'])):.2f}"
    weight = (stocked.get("measurement") or {}).get("weight")
    if weight:
        factor = {"GRAMS": 1, "KILOGRAMS": 1000, "OUNCES": 28.349523, "POUNDS": 453.59237}[weight["unit"]]
        variant["grams"] = round(weight["value"] * factor)
        variant["weight"] = Decimal(variant["grams"]) / 1000
    article["tracked"] = stocked.get("tracked", article["tracked"])
    variant["requires_shipping"] = stocked.get("requiresShipping", variant["requires_shipping"])
    article["requires_shipping"] = variant["requires_shipping"]
    for quantity in given.get("inventoryQuantities") or ():
        if quantity["name"] == "available":
            set_stock(shop, article, number(quantity["locationId"]), quantity["quantity"])
    variant |= {"position": position, "updated_at": shop.now()}
    article |= {"sku": variant["sku"], "grams": variant["grams"], "updated_at": variant["updated_at"]}
