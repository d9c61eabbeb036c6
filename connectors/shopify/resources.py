"""What a shop keeps, and how each kind of record is asked for, looked up and written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from connectors.shopify.pictures import KEPT_AT
from connectors.shopify.uploads import UPLOAD
from core.api.connector import Cursor, Find, LinkHeader, Related, Resource, Since, Write
from core.api.content import Content
from core.fields import read_fields

_FIELDS = read_fields((Path(__file__).parent / "fields.json").read_text(encoding="utf-8"))
_TIME = "%Y-%m-%dT%H:%M:%SZ"
#: How late a search sees what was changed is not told: so many seconds are read again.
_LATE = 120
#: As many of a list does Shopify give in one answer.
_MOST = 250


def _graph(name: str, title: str, list_: str, *, size: int, key: str = "id", **more: Any) -> Resource:
    """Declare a resource that is read in GraphQL; `list_` is where its answers hold it."""
    return Resource(
        name,
        title,
        path="/graphql.json",
        records=f"data.{list_}.nodes",
        key=key,
        paging=Cursor("after", f"data.{list_}.pageInfo.endCursor", f"data.{list_}.pageInfo.hasNextPage"),
        page_size=size,
        size_param="first",
        fields=_FIELDS[name],
        **more,
    )


def _rest(name: str, title: str, entity: str, **params: Any) -> Resource:
    """Declare a resource that is read through the REST endpoints, with the same fields as its namesake."""
    return Resource(
        f"rest_{name}",
        f"{title} (REST)",
        path=f"/{name}.json",
        records=name,
        key="id",
        entity=entity,
        params=params,
        paging=LinkHeader(),
        page_size=250,
        size_param="limit",
        since=Since("updated_at", param="updated_at_min", format=_TIME, overlap=_LATE),
        find=Find("ids", "{value}", either=",", fields=("id",), at_once=50),
        fields=_FIELDS[name],
    )


def _find(*fields: str, case_blind: tuple[str, ...] = ()) -> Find:
    return Find("query", "{field}:{value}", " AND ", " OR ", fields, case_blind=case_blind, at_once=25)


_CHANGED = Since(
    "updated_at", "query", "updated_at:>='{time}'", join=" AND ", format=_TIME, ordered=True, overlap=_LATE
)
#: An order is looked up by what others call it: see `quote` of the dialect, which writes the whole term.
_OF_ORDER = Find("query", "{value}", " AND ", " OR ", ("order", "id"), at_once=25)
#: A family is looked up by what its variants call it; `quote` writes the whole term here too.
_FAMILY = Find("query", "{value}", " AND ", " OR ", ("parent", "id"), case_blind=("parent",), at_once=25)
#: A picture is looked up among those of the product that has the SKU.
_PICTURE = replace(_find("sku", "name", "key"), names={"key": "id"}, compared=("name",), at_once=10)
_WRITE = Write(create="/graphql.json", update="/graphql.json")

RESOURCES = (
    _graph(
        "orders",
        "Orders",
        "orders",
        size=50,
        whole="rest_orders",
        entity="order",
        natural=("name",),
        since=_CHANGED,
        find=_find("name", "id", "email", "po_number", "source_identifier", case_blind=("email",)),
        write=_WRITE,
    ),
    _graph(
        "products",
        "Products",
        "products",
        size=25,
        longer={"media": _MOST, "variants": _MOST},
        entity="product",
        natural=("handle",),
        since=_CHANGED,
        find=_find("handle", "id", "title"),
        write=_WRITE,
    ),
    _graph(
        "variants",
        "Articles for sale",
        "productVariants",
        key="key",
        size=50,
        longer={"collections": _MOST, "features": _MOST},
        entity="product",
        natural=("sku",),
        since=replace(_CHANGED, ordered=False),
        find=replace(_find("sku", "barcode", "id", "key"), names={"key": "id"}),
        write=_WRITE,
    ),
    _graph(
        "families",
        "Products with variants",
        "products",
        size=50,
        entity="product",
        natural=("parent",),
        since=_CHANGED,
        find=_FAMILY,
        write=Write(create="/graphql.json"),
    ),
    _graph(
        "collections",
        "Collections",
        "collections",
        size=100,
        entity="category",
        natural=("title",),
        since=replace(_CHANGED, ordered=False),
        find=_find("title", "handle", "id", case_blind=("title",)),
        write=_WRITE,
    ),
    _graph(
        "pictures",
        "Pictures",
        "products",
        key="key",
        size=10,
        entity="image",
        natural=("sku", "name"),
        since=_CHANGED,
        find=_PICTURE,
        content=Content(address="src", into="data", type="type", name="name", hosts=(KEPT_AT,)),
    ),
    _graph(
        "product_pictures",
        "Pictures of products",
        "products",
        key="key",
        size=10,
        natural=("sku", "name"),
        find=_PICTURE,
        write=Write(create="/graphql.json", upload=UPLOAD),
    ),
    _graph(
        "customers",
        "Customers",
        "customers",
        size=100,
        longer={"addresses": _MOST},
        entity="customer",
        natural=("email",),
        since=_CHANGED,
        find=_find("email", "id", "phone", case_blind=("email",)),
        write=_WRITE,
    ),
    _graph(
        "stock",
        "Stock levels",
        "inventoryItems",
        size=100,
        longer={"levels": _MOST},
        entity="stock",
        natural=("sku",),
        find=_find("sku", "id"),
        write=Write(update="/graphql.json", at_once=100),  # Shopify takes lists of 250 at most
    ),
    _graph(
        "shipments",
        "Shipments",
        "orders",
        key="key",
        size=25,
        entity="shipment",
        natural=("order", "tracking_number"),
        since=replace(_CHANGED, ordered=False),  # a shipment is not the last thing that changes its order
        find=replace(_OF_ORDER, fields=("order", "key", "tracking_number"), compared=("tracking_number",)),
        write=Write(create="/graphql.json"),
    ),
    _graph(
        "open_orders",
        "Orders to be sent",
        "orders",
        size=25,
        entity="order",
        natural=("order",),
        since=_CHANGED,
        find=_OF_ORDER,
    ),
    _graph(
        "price_lists",
        "Price lists",
        "priceLists",
        size=50,
        natural=("name",),
        find=Find("query", fields=("id", "name", "currency"), compared=("id", "name", "currency")),
        write=Write(create="/graphql.json"),
    ),
    _graph(
        "list_prices",
        "Prices of price lists",
        "priceLists",
        key="key",
        size=10,
        natural=("sku", "list"),
        related=(Related("variant", "variants", "sold"),),
        find=replace(
            _find("key", "variant", "list", "sold.sku"),
            names={"key": "variant_id", "variant": "variant_id"},
            compared=("list",),
        ),
        write=_WRITE,
    ),
    _graph("locations", "Locations", "locations", size=50, natural=("name",), find=_find("name", "id")),
    _rest("orders", "Orders", "order", status="any"),
    _rest("products", "Products", "product"),
    _rest("customers", "Customers", "customer"),
)
