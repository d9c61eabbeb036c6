"""Tasks of mapping by example: what a consultant wants of orders, customers and products, in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from core.fields import Field, FieldType
from core.mapping import Scope, Table
from core.suggestions import Example, Guesses, Surroundings, by_example, rows

HOME = ZoneInfo("Europe/Amsterdam")
CENT = Decimal("0.01")
#: What should become of a record that lacks a part, where no example can say it.
UNSAID = object()
NOTHING = (None, "", UNSAID)


@dataclass(frozen=True)
class Task:
    """One field of a target: what it is called, its type, and what a record's value should be."""

    name: str
    of: str
    wish: Callable[[Any], Any]
    type: FieldType = FieldType.TEXT
    examples: int = 3
    max_length: int | None = None
    tables: tuple[tuple[str, Table], ...] = ()

    @property
    def field(self) -> Field:
        """The target field."""
        return Field(self.name, self.type, max_length=self.max_length)

    def scopes(self, samples: dict[str, list[dict[str, Any]]]) -> list[Scope]:
        """The samples, or for a task on lines the rows of all orders."""
        if self.of == "lines":
            return rows("line_items[]", [Scope(record) for record in samples["orders"]])
        return [Scope(record) for record in samples[self.of]]

    def guessed(self, samples: dict[str, list[dict[str, Any]]]) -> tuple[Guesses, list[int]]:
        """What is guessed from the first records that differ, and the places that were given away."""
        scopes = self.scopes(samples)
        places = self._telling(scopes)
        examples = [Example(place, self._wish(scopes[place])) for place in places]
        known = Surroundings(self.of, tables=dict(self.tables))
        return by_example(self.field, scopes, examples, known), places

    def right(
        self, values: tuple[Any, ...], samples: dict[str, list[dict[str, Any]]], given: list[int]
    ) -> bool:
        """Whether values are what is wanted for every sample that was not given away."""
        scopes = self.scopes(samples)
        wishes = {n: self._wish(one) for n, one in enumerate(scopes) if n not in given}
        return all(_same(values[n], wish) for n, wish in wishes.items() if wish is not UNSAID)

    def _wish(self, scope: Scope) -> Any:
        return self.wish(scope.item if self.of == "lines" else scope.record)

    def _telling(self, scopes: list[Scope]) -> list[int]:
        """As a person picks examples: with a value, and different from those before, while there are any."""
        seen: dict[str, int] = {}
        for n, scope in enumerate(scopes):
            wish = self._wish(scope)
            if wish not in NOTHING:
                seen.setdefault(str(wish), n)
        first = list(seen.values())[: self.examples]
        more = [n for n, scope in enumerate(scopes) if n not in first and self._wish(scope) not in NOTHING]
        return [*first, *more][: self.examples]


def _same(value: Any, wish: Any) -> bool:
    if wish in (None, "") or value in (None, ""):
        return wish in (None, "") and value in (None, "")
    if isinstance(wish, Decimal | int) and not isinstance(wish, bool):
        return isinstance(value, Decimal | int) and Decimal(value) == Decimal(wish)
    return bool(value == wish)


def money(value: Any) -> Decimal:
    """An amount to the cent."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def local(text: str) -> datetime:
    """A time as the clock in Amsterdam shows it."""
    return datetime.fromisoformat(text).astimezone(HOME)


def words(*parts: str | None) -> str:
    """Those that there are, with a blank between."""
    return " ".join(part for part in parts if part)


def bill(order: Any) -> Any:
    """The billing address."""
    return order["billing_address"] or {}


def later(text: str, days: int) -> str:
    """A day so many days later."""
    return (date.fromisoformat(text[:10]) + timedelta(days)).isoformat()


D, INT, B, DAY = FieldType.DECIMAL, FieldType.INTEGER, FieldType.BOOLEAN, FieldType.DATE
STATUS = {"paid": "OPEN", "pending": "HOLD"}
VAT = Table(rows={"NL": "2", "DE": "16", "BE": "12"}, default="0")

TASKS = (
    Task("YourRef", "orders", lambda o: o["name"]),
    Task("Reference", "orders", lambda o: f"WEB-{o['order_number']}"),
    Task("Number", "orders", lambda o: int(o["name"].removeprefix("#")), INT),
    Task("OrderNo", "orders", lambda o: str(o["order_number"]).rjust(8, "0")),
    Task("ExternalID", "orders", lambda o: str(o["id"])),
    Task("OrderDate", "orders", lambda o: o["created_at"][:10], DAY),
    Task("Ordered", "orders", lambda o: datetime.fromisoformat(o["created_at"]).strftime("%d-%m-%Y")),
    Task("OrderDay", "orders", lambda o: datetime.fromisoformat(o["created_at"]).strftime("%Y%m%d")),
    Task("OrderYear", "orders", lambda o: int(o["created_at"][:4]), INT),
    Task("OrderTime", "orders", lambda o: local(o["created_at"]).strftime("%d-%m-%Y %H:%M")),
    Task("DueDate", "orders", lambda o: later(o["created_at"], 14), DAY),
    Task("Description", "orders", lambda o: f"Order {o['name']} of {o['created_at'][:10]}"),
    Task("Currency", "orders", lambda o: o["currency"]),
    Task("AmountIncl", "orders", lambda o: money(o["total_price"]), D),
    Task("AmountExcl", "orders", lambda o: money(o["total_price"]) - money(o["total_tax"]), D),
    Task("AmountCents", "orders", lambda o: int(money(o["total_price"]) * 100), INT),
    Task("AmountText", "orders", lambda o: o["total_price"].replace(".", ",")),
    Task("WeightKg", "orders", lambda o: Decimal(o["total_weight"]) / 1000, D),
    Task("Pieces", "orders", lambda o: sum(line["quantity"] for line in o["line_items"]), D),
    Task("LineCount", "orders", lambda o: len(o["line_items"]), INT),
    Task("SKUs", "orders", lambda o: ", ".join(line["sku"] for line in o["line_items"] if line["sku"])),
    Task("FirstItem", "orders", lambda o: o["line_items"][0]["title"]),
    Task("LastItem", "orders", lambda o: o["line_items"][-1]["title"]),
    Task(
        "InvoiceName", "orders", lambda o: words(bill(o).get("first_name"), bill(o).get("last_name")) or None
    ),
    Task(
        "SortName",
        "orders",
        lambda o: (
            f"{o['customer']['last_name']}, {o['customer']['first_name']}"
            if o.get("customer") and o["customer"]["first_name"] and o["customer"]["last_name"]
            else UNSAID
        ),
    ),
    Task("InvoiceLastName", "orders", lambda o: (bill(o).get("last_name") or "").upper() or None),
    Task("InvoiceCity", "orders", lambda o: (bill(o).get("city") or "").upper() or None),
    Task("InvoicePostcode", "orders", lambda o: (bill(o).get("zip") or "").replace(" ", "") or None),
    Task(
        "InvoicePlace",
        "orders",
        lambda o: f"{bill(o)['zip']} {bill(o)['city']}" if bill(o).get("zip") else None,
    ),
    Task("InvoiceCountry", "orders", lambda o: bill(o).get("country_code")),
    Task(
        "ShippingCost",
        "orders",
        lambda o: money(o["shipping_lines"][0]["price"]) if o["shipping_lines"] else None,
        D,
    ),
    Task("IsPaid", "orders", lambda o: o["financial_status"] == "paid", B),
    Task("Status", "orders", lambda o: STATUS.get(o["financial_status"], UNSAID), examples=6),
    Task("PricesIncludeVAT", "orders", lambda o: "INCL" if o["taxes_included"] else "EXCL"),
    Task(
        "VATCode",
        "orders",
        lambda o: VAT.rows.get(bill(o).get("country_code"), "0") if bill(o).get("country_code") else None,
        tables=(("vat_codes", VAT),),
    ),
    Task(
        "PaymentMethod",
        "orders",
        lambda o: o["payment_gateway_names"][0] if o["payment_gateway_names"] else None,
    ),
    Task("Channel", "orders", lambda _: "WEBSHOP"),
    Task("MailDomain", "orders", lambda o: o["email"].split("@")[1] if o["email"] else None),
    Task("Mail", "orders", lambda o: (o["email"] or "").lower() or None),
    Task("ItemCode", "lines", lambda line: line["sku"]),
    Task("LineAmount", "lines", lambda line: money(Decimal(line["price"]) * line["quantity"]), D),
    Task("UnitPrice", "lines", lambda line: money(line["price"]), D),
    Task("PriceCents", "lines", lambda line: int(money(line["price"]) * 100), INT),
    Task("LineText", "lines", lambda line: f"{line['quantity']} x {line['title']}"),
    Task("ShortTitle", "lines", lambda line: (line["title"] or "")[:12] or None, max_length=12),
    Task(
        "VATPercent",
        "lines",
        lambda line: line["tax_lines"][0]["rate"] * 100 if line["tax_lines"] else None,
        D,
    ),
    Task("FullName", "customers", lambda c: words(c["first_name"], c["last_name"]) or None),
    Task(
        "Initial",
        "customers",
        lambda c: f"{c['first_name'][0]}. {c['last_name']}" if c["first_name"] and c["last_name"] else UNSAID,
    ),
    Task("SearchCode", "customers", lambda c: (c["last_name"] or "").upper().replace(" ", "") or None),
    Task("Login", "customers", lambda c: c["email"].split("@")[0] if c["email"] else None),
    Task(
        "CustomerSince", "customers", lambda c: datetime.fromisoformat(c["created_at"]).strftime("%d/%m/%Y")
    ),
    Task("Group", "variants", lambda v: v["sku"].split("-")[0]),
    Task(
        "Title",
        "variants",
        lambda v: f"{v['title']} ({v['variant_title']})" if v["variant_title"] else UNSAID,
    ),
    Task("PriceExcl", "variants", lambda v: money(Decimal(v["price"]) / Decimal("1.09")), D),
    Task("Kilos", "variants", lambda v: Decimal(v["grams"]) / 1000, D),
    Task("Margin", "variants", lambda v: money(v["price"]) - money(v["cost"]) if v["cost"] else None, D),
    Task("Barcode", "variants", lambda v: v["barcode"] or None),
    Task("Vendor", "variants", lambda v: v["vendor"].upper()),
)
