"""Orders, direct invoices and packing slips: a header, its lines, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha1
from typing import Any

from connectors.afas.sandbox.books import Books, Row
from connectors.afas.sandbox.elements import Node
from connectors.afas.sandbox.refusal import absent, exists, rule

_CENT = Decimal("0.01")
_HEAD = {
    "OrNu": "OrderNumber", "OrDa": "OrderDate", "DbId": "DebtorId", "CuId": "CurrencyId",
    "RfCs": "CustomerReference", "SoOr": "SalesOrder", "TrPt": "Carrier", "SinOrNu": "InvoiceNumber",
}  # fmt: skip
_LINE = {
    "VaIt": "ItemTypeCode", "ItCd": "ItemCodeId", "Ds": "Description", "BiUn": "UnitId",
    "QuUn": "PiecePerUnit", "Upri": "PricePerUnit", "ARDc": "AmtRowDiscount", "VaRc": "VATGroup",
    "GuLi": "LineGuid",
}  # fmt: skip
#: What every line repeats of its header.
_SHARED = (
    "OrderNumber", "Status", "OrderDate", "DebtorId", "CurrencyId", "CustomerReference", "Type_order",
    "InvoiceNumber",
)  # fmt: skip
#: The unit of what is no goods.
_ANY_UNIT = "*****"
_TEXT = {"3", "4"}
#: Where items of these kinds are kept; those of other kinds are taken as they come.
_KEPT = {"2": "items", "6": "costs"}


@dataclass(frozen=True)
class Kind:
    """One of the documents: its object, its tables, where its numbers begin, and what Profit calls it."""

    name: str
    headers: str
    lines: str
    first: int
    title: str


SALES = {
    kind.name: kind
    for kind in (
        Kind("FbSales", "orders", "order_lines", 60000001, "Ordernummer"),
        Kind("FbDirectInvoice", "invoices", "invoice_lines", 80000001, "Pakbonnummer"),
        Kind("FbDeliveryNote", "notes", "note_lines", 70000001, "Pakbonnummer"),
    )
}


class Sale:
    """Writes documents of one kind."""

    def __init__(self, books: Books, kind: Kind) -> None:
        self._books, self._kind = books, kind

    def write(self, node: Node, *, creating: bool) -> Row:
        """Make a document, or change the one that has this number; lines without an action are added."""
        number = node.fields.get("OrNu")
        there = self._books.row(self._kind.headers, number) if number else None
        if creating and there is not None:
            raise exists(self._kind.title, number)
        if not creating and there is None:
            raise absent(self._kind.title)
        given = {_HEAD.get(one, one): value for one, value in node.fields.items()}
        head = {**self._usual(), **(there or {}), **given}
        self._check(head)
        lines = [self._line(each) for each in node.every(f"{self._kind.name}Lines")]
        head["OrderNumber"] = head.get("OrderNumber") or self._number()
        self._store(head, lines)
        return self._answer(head)

    def add_lines(self, node: Node) -> Row:
        """Add lines to the document that has this number."""
        there = self._books.row(self._kind.headers, node.fields.get("OrNu") or "")
        if there is None:
            raise absent(self._kind.title)
        head = dict(there)
        self._store(head, [self._line(each) for each in node.every(f"{self._kind.name}Lines")])
        return self._answer(head)

    def forget(self, number: str) -> None:
        """Remove the lines of a document that was removed."""
        table = self._books.tables[self._kind.lines]
        for key in [
            key for key, line in table.items() if line["OrderNumber"].casefold() == number.casefold()
        ]:
            del table[key]

    def _number(self) -> str:
        return str(self._books.number(self._kind.name, self._kind.first))

    def _answer(self, head: Row) -> Row:
        extra = {"Liln": head["OrderNumber"]} if self._kind.name == "FbDirectInvoice" else {}
        return {self._kind.name: {"OrNu": head["OrderNumber"], **extra}}

    def _usual(self) -> Row:
        today = self._books.now().replace(hour=0, minute=0, second=0)
        return {"OrderDate": today, "CurrencyId": "EUR", "Status": "Openstaand", "Ordersoort": "V",
                "Type_order": "VP", "InVa": False}  # fmt: skip

    def _check(self, head: Row) -> None:
        if not head.get("DebtorId"):
            raise rule(
                "De waarde bij 'Verkooprelatie' is verplicht.", "A value for 'Sales contact' is required."
            )
        for column, table, label in (
            ("DebtorId", "debtors", "Verkooprelatie"), ("War", "warehouses", "Magazijn"),
            ("PaCd", "conditions", "Betalingsvoorwaarde"), ("CurrencyId", "currencies", "Valuta"),
            ("Unit", "administrations", "Administratie"), ("DlAd", "addresses", "Afleveradres"),
            ("SalesOrder", "orders", "Ordernummer"),
        ):  # fmt: skip
            if head.get(column) and self._books.row(table, head[column]) is None:
                raise absent(label)

    def _line(self, node: Node) -> Row:
        """Read a line; one that is changed or removed is known by its key."""
        given = {_LINE.get(one, one): value for one, value in node.fields.items()}
        known = self._books.row(self._kind.lines, given.get("LineGuid") or "")
        if node.action in {"update", "delete"}:
            if known is None:
                raise absent("GUID regel")
            return {**known, **given, "Gone": node.action == "delete"}
        kind = given.get("ItemTypeCode")
        item = self._books.row(_KEPT.get(str(kind), "items"), given.get("ItemCodeId") or "")
        if kind not in _TEXT:
            for name in ("ItemTypeCode", "ItemCodeId", "UnitId", "PiecePerUnit"):
                if given.get(name) is None:
                    raise rule(f"De waarde bij '{name}' is verplicht.", f"A value for '{name}' is required.")
            if kind in _KEPT and item is None:
                raise absent("Itemcode")
            if given["UnitId"] != _ANY_UNIT and self._books.row("units", given["UnitId"]) is None:
                raise absent("Eenheid")
        if given.get("VATGroup") and self._books.row("tariffs", given["VATGroup"]) is None:
            raise absent("Tariefgroep")
        own = item or {}
        usual = {"Description": own.get("Description"), "PricePerUnit": own.get("BasicSalesPrice") or 0}
        usual |= {"VATGroup": own.get("VATGroup", "1"), "AmtRowDiscount": 0, "LineStatusCode": "1"}
        return {**usual, **{name: value for name, value in given.items() if value is not None}}

    def _store(self, head: Row, lines: list[Row]) -> None:
        number = head["OrderNumber"]
        shared = {name: head.get(name) for name in _SHARED}
        for line in lines:
            key = line.get("LineGuid") or self._guid()
            if line.pop("Gone", False):
                self._books.drop(self._kind.lines, key)
                continue
            head["Lines"] = tuple(dict.fromkeys((*head.get("Lines", ()), key)))
            place = {} if "SeqNo" in line else {"SeqNo": len(head["Lines"])}
            priced = {**line, **_amounts(line), "VATPercentage": self._percentage(line)}
            self._books.put(self._kind.lines, key, {**priced, **place, **shared, "LineGuid": key})
        for line in self._lines(head):  # a header that changes shows on all of its lines
            if any(line.get(name) != value for name, value in shared.items()):
                self._books.put(self._kind.lines, line["LineGuid"], {**line, **shared})
        self._books.put(self._kind.headers, number, {**head, **self._totals(head)})

    def _lines(self, head: Row) -> list[Row]:
        rows = (self._books.row(self._kind.lines, key) for key in head.get("Lines", ()))
        return [row for row in rows if row is not None]

    def _guid(self) -> str:
        number = self._books.number("guids", 1)
        text = sha1(f"{number}".encode(), usedforsecurity=False).hexdigest().upper()
        return f"{{{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}}}"

    def _percentage(self, line: Row) -> Decimal:
        tariff = self._books.row("tariffs", line.get("VATGroup") or "1")
        return Decimal(tariff["Percentage"]) if tariff else Decimal(0)

    def _totals(self, head: Row) -> Row:
        net = vat = quantity = Decimal(0)
        for line in self._lines(head):
            rate = self._percentage(line) / 100
            amount = _decimal(line["AmtTotal"])
            base = _cents(amount / (1 + rate)) if head.get("InVa") else amount
            net, vat = net + base, vat + (amount - base if head.get("InVa") else _cents(amount * rate))
            quantity += _decimal(line.get("PiecePerUnit"))
        totals = {"Gross": net, "Discount": Decimal(0), "TotalAmount": net, "VAT": vat, "Quantity": quantity}
        return {**totals, "InvoiceTotal": net + vat}


def _amounts(line: Row) -> Row:
    quantity, price = _decimal(line.get("PiecePerUnit")), _decimal(line.get("PricePerUnit"))
    total = _cents(quantity * price) - _decimal(line.get("AmtRowDiscount"))
    return {
        "AmtTotal": total,
        "PriceNet": (total / quantity).quantize(Decimal("0.0001")) if quantity else price,
    }


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value or 0))
