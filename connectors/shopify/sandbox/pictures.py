"""Pictures of the simulated shop's products and variants, and how they join a product."""

from __future__ import annotations

from connectors.shopify.sandbox.keeping import Shop
from connectors.shopify.sandbox.plan import Row
from connectors.shopify.sandbox.shelves import update_product
from connectors.shopify.sandbox.told import answered, fault


def update_pictured(root: Row, shop: Shop, asked: Row) -> Row:
    """Change a product, and add pictures to it."""
    given = asked.get("media") or ()
    wrong = [one for one in given if one["mediaContentType"] != "IMAGE"]
    if wrong:
        return answered("product", None, fault("Only images are taken", "media"))
    done = update_product(root, shop, asked)
    for one in given if done["product"] else ():
        shop.files.add(done["product"], one)
    return done


def media_of(row: Row, shop: Shop) -> list[Row]:
    """Show the pictures of a product."""
    return [shop.files.media(image) for image in row["images"]]


def media_of_variant(row: Row, shop: Shop) -> list[Row]:
    """Show the picture that is a variant's own."""
    product = shop.kinds["Product"][row["product_id"]]
    return [shop.files.media(one) for one in product["images"] if one["id"] == row.get("image_id")]
