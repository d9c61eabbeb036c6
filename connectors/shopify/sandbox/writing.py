"""The mutations of the simulated shop, by name."""

from __future__ import annotations

from connectors.shopify.sandbox.buyers import set_customer
from connectors.shopify.sandbox.counting import set_quantities
from connectors.shopify.sandbox.groups import create_collection, update_collection
from connectors.shopify.sandbox.ordering import cancel, mark_paid, update_order
from connectors.shopify.sandbox.pictures import update_pictured
from connectors.shopify.sandbox.placing import create_order
from connectors.shopify.sandbox.plan import Resolver
from connectors.shopify.sandbox.pricing import MUTATIONS as PRICING
from connectors.shopify.sandbox.sending import create_fulfillment
from connectors.shopify.sandbox.shelves import set_product, update_variants
from connectors.shopify.sandbox.siblings import create_variants
from connectors.shopify.sandbox.webhooks import WEBHOOKS

#: The mutations that must carry `@idempotent(key:)`.
IDEMPOTENT = {"inventorySetQuantities"}


MUTATIONS: dict[str, Resolver] = {
    **WEBHOOKS,
    **PRICING,
    "orderCreate": create_order,
    "orderUpdate": update_order,
    "orderMarkAsPaid": mark_paid,
    "orderCancel": cancel,
    "fulfillmentCreate": create_fulfillment,
    "productSet": set_product,
    "productUpdate": update_pictured,
    "stagedUploadsCreate": lambda row, shop, asked: shop.files.place(row, shop, asked),
    "productVariantsBulkUpdate": update_variants,
    "productVariantsBulkCreate": create_variants,
    "collectionCreate": create_collection,
    "collectionUpdate": update_collection,
    "customerSet": set_customer,
    "inventorySetQuantities": set_quantities,
}
