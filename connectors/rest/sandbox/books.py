"""What the three example APIs keep: the world's trade, in plain rows that they share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.sandbox.rates import Clock

if TYPE_CHECKING:
    from core.sandbox.world import World

Row = dict[str, Any]
#: The kinds of records, and how the key of a new one begins.
KINDS = {"customers": "", "products": "", "orders": "", "invoices": "INV-", "stock": "", "messages": "M"}
#: What a record must have, and how long its texts may be.
REQUIRED = {
    "customers": ("name", "email"),
    "products": ("sku", "name"),
    "orders": ("number",),
    "messages": ("text",),
}
LONGEST = {"name": 60, "email": 120, "number": 30, "sku": 40, "phone": 30}
#: The key of a kind that is not numbered.
KEYS = {"stock": "sku"}


class Books:
    """The rows of every kind, by key, in the order in which they were made."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._clock = clock
        self.rows: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        self._once: dict[str, Row] = {}
        for n, customer in enumerate(world.customers, 1):
            self._open("customers", _customer(customer, n))
        for n, product in enumerate(world.products, 1):
            self._open("products", _product(product, n))
            self._open("stock", _stock(product))
        for n, order in enumerate(world.orders, 1):
            self._open("orders", _order(order, n))
            if order["paid"]:
                self._open("invoices", _invoice(order))

    def all(self, kind: str) -> list[Row]:
        """Every row of a kind."""
        return list(self.rows[kind].values())

    def create(self, kind: str, payload: Row, once: str = "") -> Row:
        """Make a row; the same `once` again gives the row that was made."""
        if once and once in self._once:
            return self._once[once]
        number = len(self.rows[kind]) + 1
        key = f"{KINDS[kind]}{number}" if KINDS[kind] else number
        row = {"id": key, **payload, "updated_at": self._now()}
        row["id"] = key
        self.rows[kind][str(key)] = row
        if once:
            self._once[once] = row
        return row

    def change(self, kind: str, key: str, payload: Row, *, whole: bool) -> Row | None:
        """Change a row, or put what is given in its place; None where there is none."""
        there = self.rows[kind].get(key)
        if there is None:
            return None
        name = KEYS.get(kind, "id")
        kept = {name: there[name]} if whole else there
        row = {**kept, **payload, name: there[name], "updated_at": self._now()}
        self.rows[kind][key] = row
        return row

    def wrong(self, kind: str, payload: Row, *, creating: bool) -> list[str]:
        """What is wrong with a payload, in words."""
        missing = [n for n in REQUIRED.get(kind, ()) if creating and not payload.get(n)]
        long = [
            n for n, most in LONGEST.items() if isinstance(payload.get(n), str) and len(payload[n]) > most
        ]
        return [f"{n} is required" for n in missing] + [f"{n} is longer than {LONGEST[n]}" for n in long]

    def _open(self, kind: str, row: Row) -> None:
        self.rows[kind][str(row[KEYS.get(kind, "id")])] = row

    def _now(self) -> str:
        return self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _customer(row: Row, n: int) -> Row:
    home = row["billing"]
    person = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip()
    return {
        "id": n,
        "number": f"C{n:05}",
        "type": "company" if row["company"] else "person",
        "name": row["company"] or person,
        "email": row["email"],
        "phone": row["phone"],
        "vat_number": row["vat_number"],
        "address": {name: home[name] for name in ("street", "postcode", "city", "country")},
        "updated_at": _time(row["updated"]),
    }


def _product(row: Row, n: int) -> Row:
    return {
        "id": n,
        "sku": row["sku"],
        "name": f"{row['title']}{' ' + row['variant_title'] if row['variant_title'] else ''}",
        "price": row["price"],
        "vat_rate": row["vat_rate"],
        "ean": row["ean"],
        "updated_at": _time(row["updated"]),
    }


def _stock(row: Row) -> Row:
    return {"sku": row["sku"], "available": row["stock"], "updated_at": _time(row["updated"])}


def _order(row: Row, n: int) -> Row:
    return {
        "id": n,
        "number": f"W{row['number']}",
        "customer_email": row["email"],
        "ordered_at": _time(row["created"]),
        "status": row["status"],
        "currency": row["currency"],
        "total": row["totals"]["total"],
        "lines": [
            {name: line[name] for name in ("sku", "quantity", "price", "vat_rate")} for line in row["lines"]
        ],
        "updated_at": _time(row["updated"]),
    }


def _invoice(row: Row) -> Row:
    return {
        "id": f"INV-{row['number']}",
        "order_number": f"W{row['number']}",
        "date": row["paid"].date().isoformat(),
        "total": row["totals"]["total"],
        "updated_at": _time(row["updated"]),
    }
