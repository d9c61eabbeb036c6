"""What the simulated shop keeps: rows by kind and number, lists of them in order, and what time it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from connectors.shopify.sandbox import goods, placed
from connectors.shopify.sandbox.files import Files
from connectors.shopify.sandbox.rows import LOCATION, Ids, Row, gid, number, stamp
from connectors.shopify.sandbox.search import Getter, compiled, moment
from core.sandbox.rates import Clock
from core.sandbox.world import World

_LISTS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows in ascending order, each with the key by which it stands where it stands."""

    rows: list[Row]
    keys: list[tuple[Any, int]]

    def part(self, low: int, high: int, *, reverse: bool) -> list[Row]:
        """Give a slice, backwards where that was asked for."""
        found = self.rows[low:high]
        return found[::-1] if reverse else found

    def after(self, key: tuple[Any, int]) -> int:
        """Say where what comes after a key begins."""
        return bisect_right(self.keys, key)

    def before(self, key: tuple[Any, int]) -> int:
        """Say where what comes before a key ends."""
        return bisect_left(self.keys, key)


def _text(*names: str) -> tuple[str, Getter]:
    return "text", lambda row: [row.get(name) for name in names]


def _time(name: str) -> tuple[str, Getter]:
    return "time", lambda row: [row.get(name)]


def _tags(row: Row) -> Iterator[str]:
    yield from (tag.strip() for tag in (row.get("tags") or "").split(",") if tag.strip())


def _statuses(row: Row) -> Iterator[str]:
    yield "any"
    if row["cancelled_at"]:
        yield "cancelled"
    elif not row["closed_at"]:
        yield "open"
    if row["closed_at"]:
        yield "closed"
    else:
        yield "not_closed"


def _shipped(row: Row) -> tuple[str, ...]:
    return {None: ("unfulfilled", "unshipped"), "partial": ("partial",)}.get(
        row["fulfillment_status"], ("fulfilled", "shipped")
    )


def _of(list_: str, name: str) -> tuple[str, Getter]:
    return "text", lambda row: [part.get(name) for part in row[list_]]


_ALL = {"id": ("number", lambda row: [row["id"]]), "tag": ("text", _tags)} | {
    name: _time(name) for name in ("created_at", "updated_at")
}
#: The fields that a search of each kind knows.
FIELDS: dict[str, dict[str, tuple[str, Getter]]] = {
    "Order": _ALL
    | {
        "name": ("text", lambda row: [row["name"], row["name"].lstrip("#")]),
        "status": ("text", _statuses),
        "financial_status": ("list", lambda row: [row["financial_status"]]),
        "fulfillment_status": ("text", _shipped),
        "email": _text("email"),
        "po_number": _text("po_number"),
        "source_identifier": _text("source_identifier"),
        "source_name": _text("source_name"),
        "confirmation_number": _text("confirmation_number"),
        "test": ("text", lambda row: [str(row["test"]).lower()]),
        "processed_at": _time("processed_at"),
        "sku": _of("line_items", "sku"),
        "gateway": ("text", lambda row: row["payment_gateway_names"]),
        "discount_code": _of("discount_codes", "code"),
        "customer_id": ("number", lambda row: [(row["customer"] or {}).get("id")]),
    },
    "Product": _ALL
    | {
        "title": _text("title"),
        "handle": ("list", lambda row: [row["handle"]]),
        "vendor": _text("vendor"),
        "status": ("list", lambda row: [row["status"]]),
        "product_type": ("list", lambda row: [row["product_type"]]),
        "sku": _of("variants", "sku"),
        "barcode": _of("variants", "barcode"),
        "variant_id": ("number", lambda row: [v["id"] for v in row["variants"]]),
        "published_at": _time("published_at"),
    },
    "ProductVariant": _ALL
    | {
        "sku": _text("sku"),
        "barcode": _text("barcode"),
        "title": _text("title"),
        "product_id": ("number", lambda row: [row["product_id"]]),
    },
    "Customer": _ALL
    | {
        "email": _text("email"),
        "phone": _text("phone"),
        "first_name": _text("first_name"),
        "last_name": _text("last_name"),
        "state": _text("state"),
        "orders_count": ("number", lambda row: [row["orders_count"]]),
        "customer_date": _time("created_at"),
    },
    "InventoryItem": _ALL | {"sku": _text("sku")},
    "Location": _ALL | {"name": _text("name")},
    "Collection": _ALL
    | {
        "title": _text("title"),
        "handle": _text("handle"),
        "collection_type": ("text", lambda row: ["smart" if row["conditions"] else "custom"]),
    },
}
_WORDS: dict[str, Getter] = {
    "Order": lambda row: [
        row["name"],
        row["email"],
        (row["billing_address"] or {}).get("name"),
        (row["billing_address"] or {}).get("company"),
        *(line["title"] for line in row["line_items"]),
    ],
    "Product": lambda row: [row["title"], row["vendor"], *(v["sku"] for v in row["variants"])],
    "ProductVariant": lambda row: [row["title"], row["sku"], row["barcode"]],
    "Customer": lambda row: [row["email"], row["first_name"], row["last_name"], row["phone"]],
    "InventoryItem": lambda row: [row["sku"]],
    "Location": lambda row: [row["name"]],
    "Collection": lambda row: [row["title"]],
}
#: What each sort key compares; times as seconds.
_SORTS: dict[str, Callable[[Row], Any]] = {
    "ID": lambda row: row["id"],
    "CREATED_AT": lambda row: moment(row["created_at"]),
    "UPDATED_AT": lambda row: moment(row["updated_at"]),
    "PROCESSED_AT": lambda row: moment(row["processed_at"]),
    "PUBLISHED_AT": lambda row: row["published_at"] or "",
    "ORDER_NUMBER": lambda row: row["order_number"],
    "PO_NUMBER": lambda row: row["po_number"] or "",
    "TOTAL_PRICE": lambda row: float(row["total_price"]),
    "CURRENT_TOTAL_PRICE": lambda row: float(row["total_price"]),
    "CUSTOMER_NAME": lambda row: (row["customer"] or {}).get("last_name") or "",
    "TITLE": lambda row: row["title"].casefold(),
    "VENDOR": lambda row: row["vendor"].casefold(),
    "PRODUCT_TYPE": lambda row: row["product_type"],
    "INVENTORY_TOTAL": lambda row: sum(v["inventory_quantity"] for v in row["variants"]),
    "SKU": lambda row: row["sku"] or "",
    "POSITION": lambda row: row["position"],
    "NAME": lambda row: row.get("name") or f"{row.get('last_name')} {row.get('first_name')}".casefold(),
}


class Shop:
    """One shop: rows by kind and number, copied from the world, changed by whoever writes."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self._clock, self.files = world, clock, Files(clock)
        self.reset()

    def reset(self) -> None:
        """Start over with what the world holds."""
        self.ids, self.version = Ids(), 0
        self.keys: dict[str, str] = {}
        self.once: dict[str, tuple[Any, Any]] = {}
        self._lists: dict[tuple[Any, ...], Listed] = {}
        self._latest = self.world.reference
        self.kinds: dict[str, dict[int, Row]] = {name: {} for name in FIELDS}
        self._fill_products()
        self.files.reset()
        self.files.fill(self)
        self._fill_orders()
        moved = stamp(self.world.reference - timedelta(days=365))
        self.kinds["Location"][LOCATION] = {
            "id": LOCATION,
            "admin_graphql_api_id": gid("Location", LOCATION),
            "name": "Warehouse",
            "active": True,
            "address1": "Havenweg 1",
            "address2": None,
            "zip": "3089 JH",
            "city": "Rotterdam",
            "province": None,
            "country": "Netherlands",
            "country_code": "NL",
            "phone": "+31 10 000 0000",
            "created_at": moved,
            "updated_at": moved,
        }

    def _fill_products(self) -> None:
        given = {row["sku"]: row for row in self.world.products}
        for product in goods.products(self.world.products, self.ids):
            self.kinds["Product"][product["id"]] = product
            for variant in product["variants"]:
                self.keep_variant(variant, given[variant["sku"]])
        made = goods.collections(self.kinds["Product"].values(), self.ids)
        self.kinds["Collection"] = {row["id"]: row for row in made}

    def keep_variant(self, variant: Row, given: Row) -> None:
        """Take a variant and the stocked article behind it in."""
        self.kinds["ProductVariant"][variant["id"]] = variant
        self.kinds["InventoryItem"][variant["inventory_item_id"]] = goods.stock(given, variant)

    def _fill_orders(self) -> None:
        variants = {v["sku"]: v for v in self.kinds["ProductVariant"].values()}
        buyers = [deepcopy(placed.customer(row, self.ids)) for row in self.world.customers]
        self.kinds["Customer"] = {buyer["id"]: buyer for buyer in buyers}
        for given in self.world.orders:
            buyer = buyers[given["customer"]]
            vat_number = self.world.customers[given["customer"]]["vat_number"]
            order = placed.order(given, buyer, vat_number, variants, self.ids)
            self.kinds["Order"][order["id"]] = order
            self.count(order, buyer)

    def count(self, order: Row, buyer: Row) -> None:
        """Count an order among those of its customer."""
        spent = Decimal(buyer["total_spent"]) + Decimal(order["total_price"])
        buyer |= {"orders_count": buyer["orders_count"] + 1, "total_spent": f"{spent:.2f}"}
        buyer |= {"last_order_id": order["id"], "last_order_name": order["name"]}

    def now(self) -> str:
        """Tell the time in the shop; it is never before what already happened there."""
        self._latest = max(self._clock.now(), self._latest)
        return stamp(self._latest) or ""

    def changed(self, row: Row) -> Row:
        """Note that a row was changed, now."""
        row["updated_at"] = self.now()
        self.version += 1
        self._lists.clear()
        return row

    def get(self, kind: str, name: Any) -> Row | None:
        """Find a row by its global name or number."""
        return self.kinds[kind].get(number(name))

    def node(self, name: str) -> Row | None:
        """Find whatever has this global name."""
        kind = name.removeprefix("gid://shopify/").split("/")[0]
        if kind == "InventoryLevel":
            return self.level(name)
        return self.get(kind, name) if kind in self.kinds else None

    def level(self, name: str) -> Row | None:
        """Find what lies of an article at a location; its name holds both."""
        item = self.get("InventoryItem", name.partition("inventory_item_id=")[2])
        return self.levels(item).get(number(name)) if item else None

    def levels(self, item: Row) -> dict[int, Row]:
        """Give what lies of an article at each location."""
        return {
            place: {
                **level,
                "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{place}?inventory_item_id={item['id']}",
                "item": item,
                "location": self.kinds["Location"][place],
                "created_at": item["created_at"],
            }
            for place, level in item["levels"].items()
        }

    def listed(self, kind: str, query: str | None = None, sort: str = "ID") -> Listed:
        """List the rows of a kind that a search finds, in the order of a sort key."""
        asked = (kind, query or "", sort)
        if asked not in self._lists:
            test = compiled(query, FIELDS[kind], _WORDS[kind])
            found = self._sorted(kind, test, _SORTS.get(sort, _SORTS["ID"]))
            while len(self._lists) >= _LISTS_KEPT:
                self._lists.pop(next(iter(self._lists)))
            self._lists[asked] = found
        return self._lists[asked]

    def _sorted(self, kind: str, test: Callable[[Row], bool], value: Callable[[Row], Any]) -> Listed:
        found = [((value(row), name), row) for name, row in self.kinds[kind].items() if test(row)]
        found.sort(key=lambda pair: pair[0])
        return Listed([row for _, row in found], [key for key, _ in found])
