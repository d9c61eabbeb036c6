"""What a line comes to, and what a header's lines add up to."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.exact_online.sandbox.books import LINES, Books, Entity, Row
from connectors.exact_online.sandbox.delivering import sent_of_order
from connectors.exact_online.sandbox.entries import entered, summed
from connectors.exact_online.sandbox.references import coded, named

_CENT = Decimal("0.01")


def worth(books: Books, line: Row, header: Row) -> Row:
    """Work a line out: of what is sold its price, of what is booked its amount."""
    if "DeliveryNumber" in header:
        return sent_of_order(books, line, header)
    return _priced(books, line, header) if "OrderedBy" in header else entered(books, line, header)


def _priced(books: Books, line: Row, header: Row) -> Row:
    """Work a line out: what it lacks comes from the item, its amounts from price, discount and VAT."""
    item = books.tables["items"].rows.get(line.get("Item") or "", {})
    buyer = books.tables["accounts"].rows.get(header["OrderedBy"] or "", {})
    usual = {
        "Description": item.get("Description"),
        "Quantity": 1,
        "UnitCode": item.get("Unit"),
        "UnitPrice": item.get("StandardSalesPrice") or 0,
        "Discount": 0,
        "VATCode": buyer.get("SalesVATCode") or item.get("SalesVatCode"),
        "DeliveryDate": header.get("DeliveryDate"),
        "OrderNumber": header["OrderNumber"],
    }
    line = {**usual, **{name: value for name, value in line.items() if value is not None}}
    code = coded(books, "VATCode", line["VATCode"]) if line["VATCode"] else None
    return named(books, line | _amounts(line, code), ("Item", "VATCode"))


def _amounts(line: Row, code: Row | None) -> Row:
    rate = _decimal(code["Percentage"]) if code and not code["Charged"] else Decimal(0)
    each = _decimal(line["UnitPrice"]) * (1 - _decimal(line["Discount"]))
    amount = _cents(_decimal(line["Quantity"]) * each)
    if code and code["Type"] == "I":
        net = _cents(amount / (1 + rate))
        vat = amount - net
    else:
        net, vat = amount, _cents(amount * rate)
    return {"NetPrice": each, "AmountFC": net, "AmountDC": net, "VATAmount": vat, "VATAmountFC": vat}


def total(books: Books, entity: Entity, key: str) -> None:
    """Add a header's lines up."""
    if not entity.lines:
        return
    lines = books.tables[LINES[entity.lines]]
    rows = lines.having(lines.entity.owner, key)
    header = books.tables[entity.name].rows[key]
    if "OrderedBy" not in header:
        books.store(entity.name, {**header, **summed(rows)} if "Customer" in header else header)
        return
    part = 1 - _decimal(header.get("Discount"))
    net = _cents(sum((_decimal(row["AmountFC"]) for row in rows), Decimal(0)) * part)
    vat = _cents(
        sum((_decimal(row.get("VATAmount", row.get("VATAmountFC"))) for row in rows), Decimal(0)) * part
    )
    totals = {"AmountFCExclVat": net, "VATAmountFC": vat, "AmountFC": net + vat, "AmountDC": net + vat}
    books.store(entity.name, {**header, **totals})


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value or 0))
