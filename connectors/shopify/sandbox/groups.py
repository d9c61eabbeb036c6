"""The collections of the simulated shop: which there are, what stands in them, by hand or by a rule."""

from __future__ import annotations

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.rows import gid, handle, number
from connectors.shopify.sandbox.told import answered, fault


def create_collection(_: Row, shop: Shop, asked: Row) -> Row:
    """Make a collection in which products are put by hand."""
    given = asked["collection"] or {}
    if wrong := _titleless(given):
        return answered("collection", None, wrong)
    named = shop.ids.named("Collection")
    row = {**named, "title": given["title"], "product_ids": [], "conditions": [], "created_at": shop.now()}
    row |= {"body_html": given.get("descriptionHtml") or "", "handle": _handle(shop, given)}
    shop.kinds["Collection"][row["id"]] = row
    return answered("collection", shop.changed(row))


def update_collection(_: Row, shop: Shop, asked: Row) -> Row:
    """Change what a collection says of itself."""
    given = asked["collection"] or {}
    row = shop.get("Collection", given.get("id"))
    if row is None:
        return answered("collection", None, fault("Collection does not exist", "id"))
    if "title" in given and (wrong := _titleless(given)):
        return answered("collection", None, wrong)
    plain = {"title": "title", "descriptionHtml": "body_html"}
    row |= {ours: given[theirs] for theirs, ours in plain.items() if theirs in given}
    return answered("collection", shop.changed(row))


def unfit(shop: Shop, given: Row) -> Row | None:
    """Say which of the collections that a product is to join takes none by hand; None when all do."""
    for name in ("collections", "collectionsToJoin"):
        for one in given.get(name) or ():
            row = shop.get("Collection", one)
            if row is None:
                return fault("Collection does not exist", name)
            if row["conditions"]:
                return fault("Products can't be added to an automated collection", name)
    return None


def stand(shop: Shop, product: Row, given: Row) -> None:
    """Put a product into the collections that are named: those that it joins, or all that it is to be in."""
    manual = [row for row in shop.kinds["Collection"].values() if not row["conditions"]]
    joined = {number(one) for one in given.get("collectionsToJoin") or ()}
    left = {number(one) for one in given.get("collectionsToLeave") or ()}
    if given.get("collections") is not None:
        joined |= {number(one) for one in given["collections"]}
        left = {row["id"] for row in manual} - joined
    for row in manual:
        held = row["product_ids"]
        if row["id"] in joined and product["id"] not in held:
            held.append(product["id"])
        if row["id"] in left and product["id"] in held:
            held.remove(product["id"])


def of_product(product: Row, shop: Shop) -> list[Row]:
    """Give the collections that a product stands in."""
    return [row for row in shop.kinds["Collection"].values() if product in members(row, shop)]


def members(row: Row, shop: Shop) -> list[Row]:
    """Give the products of a collection: those put there by hand, or those that its rule takes."""
    products = shop.kinds["Product"]
    if row["conditions"]:
        return [one for one in products.values() if one["product_type"] in row["conditions"]]
    return [products[one] for one in row["product_ids"] if one in products]


def sources(row: Row, *_: object) -> list[Row]:
    """Say by what products come into a collection: one source, with its conditions where it has a rule."""
    named = gid("CollectionConditionsSource", row["id"])
    conditions = [
        {"id": gid("CollectionSourceInclusionConditionProductType", f"{row['id']}-{at}")}
        | {"__typename": "CollectionSourceInclusionConditionProductType", "values": [kind]}
        for at, kind in enumerate(row["conditions"])
    ]
    return [
        {"admin_graphql_api_id": named, "__typename": "CollectionConditionsSource", "title": row["title"]}
        | {"inclusion": {"conditions": conditions}}
    ]


def _titleless(given: Row) -> Row | None:
    return None if given.get("title") else fault("Title can't be blank", "title")


def _handle(shop: Shop, given: Row) -> str:
    """Give a collection its handle: no two have one, so a number is added where it is taken."""
    wanted = given.get("handle") or handle(given["title"]) or "collection"
    taken = {row["handle"] for row in shop.kinds["Collection"].values()}
    return next(
        name for n in range(len(taken) + 1) if (name := wanted if not n else f"{wanted}-{n}") not in taken
    )
