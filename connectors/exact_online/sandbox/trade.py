"""What the company has sold by telephone: orders, what became of each, and invoices of what was paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from connectors.exact_online.sandbox.books import Books, Row
from connectors.exact_online.sandbox.writing import Writer

_HERE, _HOME = ZoneInfo("Europe/Amsterdam"), "NL"
#: What is delivered without VAT: at home, and to a company elsewhere in the EU.
_ZERO, _TO_EU = "5", "7"
_ORDER = {
    "open": (12, "Open"),
    "partly": (20, "Partial"),
    "complete": (21, "Complete"),
    "gone": (45, "Canceled"),
}
#: Of what something was sent.
_SENT = ("partly", "complete")
_PROCESSED = (50, "Processed")
_DELIVERY = 4
_FIRST_INVOICE, _DAYS = 26700001, 30


class Trade:
    """Carries orders of the world into the books, as somebody typed them who had the customer on the line."""

    def __init__(self, books: Books, writer: Writer) -> None:
        self._books, self._writer = books, writer
        self._items = {row["Code"]: row["ID"] for row in books.tables["items"].rows.values()}
        codes = [row for row in books.tables["vat_codes"].rows.values() if not row["Charged"]]
        #: The VAT codes by how prices are read, country and percentage.
        self._codes = {
            (row["Type"], row["OssCountry"] or _HOME, row["Percentage"] * 100): row["Code"]
            for row in codes
            if row["Type"] in {"I", "E"}
        }
        self._invoices = count(_FIRST_INVOICE)

    def carry(self, order: dict[str, Any], buyer: Row) -> None:
        """Keep an order of an account; of those that are paid every other one is invoiced."""
        excluding = buyer["VATNumber"] is not None and buyer["Country"] == _HOME
        sold = [*order["lines"], *_sending(order["shipping"])]
        lines = [self._line(line, order, excluding=excluding) for line in sold]
        head = self._head(order, buyer)
        made = self._writer.create("sales_orders", {**head, "SalesOrderLines": lines})
        became = _became(order)
        if became in _SENT:
            self._deliver(order, made, whole=became == "complete")
        self._settle("sales_orders", self._books.tables["sales_orders"].rows[made["OrderID"]], _ORDER[became])
        if order["status"] == "paid" and order["number"] % 2 == 0:
            self._invoice(order, {**head, "SalesInvoiceLines": lines})

    def _head(self, order: dict[str, Any], buyer: Row) -> Row:
        contacts = self._books.tables["contacts"].having("Account", buyer["ID"])
        homes = self._books.tables["addresses"].having("Account", buyer["ID"])
        delivery = next((home["ID"] for home in homes if home["Type"] == _DELIVERY), None)
        return {
            "OrderedBy": buyer["ID"],
            "OrderedByContactPerson": contacts[0]["ID"] if contacts else None,
            "DeliveryAddress": delivery,
            "OrderDate": _day(order["created"]).isoformat(),
            "YourRef": order["po_number"],
            "Description": f"Telephone {order['number']}",
            "Remarks": order["note"],
            "Currency": order["currency"],
        }

    def _line(self, line: dict[str, Any], order: dict[str, Any], *, excluding: bool) -> Row:
        """A line at the price with VAT; a company at home is told the price without it."""
        rate, country = line["vat_rate"], order["shipping_address"]["country"]
        how = "E" if excluding and rate else "I"
        code = self._codes.get((how, country, rate)) or self._codes.get((how, _HOME, rate))
        price = line["price"] / (1 + rate / 100) if how == "E" else line["price"]
        off = line["discount"] + line["allocated"]
        return {
            "Item": self._items[line["sku"]],
            "Quantity": line["quantity"],
            "UnitPrice": price.quantize(Decimal("0.0001")),
            "Discount": (off / line["amount"]).quantize(Decimal("0.00000001"))
            if line["amount"]
            else Decimal(0),
            "VATCode": code or (_TO_EU if order["tax_exempt"] else _ZERO),
            "Notes": "; ".join(f"{one['name']}: {one['value']}" for one in line["properties"]) or None,
        }

    def _deliver(self, order: dict[str, Any], made: Row, *, whole: bool) -> None:
        """Send all of an order, or its first line; what sending costs is no goods."""
        lines = self._books.tables["sales_order_lines"].having("OrderID", made["OrderID"])
        goods = [line for line in lines if line["ItemCode"] != "SHIPPING"]
        sent = [
            {"SalesOrderLineID": line["ID"], "QuantityDelivered": line["Quantity"]}
            for line in (goods if whole else goods[:1])
        ]
        if sent:
            number = (order["tracking"] or {}).get("number")
            head = {"DeliveryDate": _day(order["updated"]).isoformat(), "TrackingNumber": number}
            self._writer.create("goods_deliveries", {**head, "GoodsDeliveryLines": sent})

    def _invoice(self, order: dict[str, Any], head: Row) -> None:
        """Prepare an invoice; most are printed, which gives them their number and closes them."""
        head = {"DeliverToAddress" if name == "DeliveryAddress" else name: head[name] for name in head}
        day = _day(order["created"])
        made = self._writer.create("sales_invoices", {**head, "Journal": "70"})
        dated = {**made, "InvoiceDate": day, "DueDate": day + timedelta(days=_DAYS)}
        if order["number"] % 8:
            self._settle("sales_invoices", {**dated, "InvoiceNumber": next(self._invoices)}, _PROCESSED)
        else:
            self._books.store("sales_invoices", dated)

    def _settle(self, name: str, row: Row, status: tuple[int, str]) -> None:
        self._books.store(name, {**row, "Status": status[0], "StatusDescription": status[1]})


def _became(order: dict[str, Any]) -> str:
    """Where an order of the world stands in the books."""
    if order["status"] == "voided" or order["cancelled"]:
        return "gone"
    return {"none": "open", "partial": "partly", "fulfilled": "complete"}[order["fulfilled"]]


def _sending(shipping: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What sending costs, as a line."""
    if not shipping or not shipping["price"]:
        return []
    whole = {"quantity": Decimal(1), "amount": shipping["price"], "allocated": Decimal(0), "properties": []}
    return [{**shipping, **whole, "sku": "SHIPPING"}]


def _day(moment: datetime) -> datetime:
    """The day in the shop on which something happened, as Exact keeps it: midnight without a zone."""
    return moment.astimezone(_HERE).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
