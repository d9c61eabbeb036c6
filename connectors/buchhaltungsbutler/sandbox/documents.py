"""Documents: lists of them, each by itself, and what is added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from connectors.buchhaltungsbutler.sandbox import books as shown
from connectors.buchhaltungsbutler.sandbox.answers import Answer, changed_since, done, listed
from connectors.buchhaltungsbutler.sandbox.books import Books, Row, cents, percent
from connectors.buchhaltungsbutler.sandbox.forms import refused

_HUNDRED = Decimal(100)


def receipts(books: Books, body: Row) -> Answer:
    """List documents that went out, or came in."""
    way, since = body["list_direction"], changed_since(body)
    texts = (("counterparty", "counterparty"), ("invoicenumber", "number"))
    found = [
        row
        for row in books.receipts.values()
        if row["direction"] == way
        and (row["type"] != "offer" or body.get("include_offers"))
        and row["deleted"] == body.get("deleted", False)
        and all(body.get(name) in (None, row[of]) for name, of in texts)
        and body.get("payment_status") in (None, "paid" if row.get("paid") else "unpaid")
        and body.get("date_from", "") <= str(row["date"]) <= body.get("date_to", "9999")
        and body.get("due_date") in (None, str(row.get("due")))
        and (since is None or row["changed"] >= since)
    ]
    for name, way_ in body.get("order", {}).items():
        if name not in {"date", "id_by_customer"} or way_ not in {"ASC", "DESC"}:
            raise refused("receipts/get", "order")
        found.sort(key=lambda row: row["date" if name == "date" else "id"], reverse=way_ == "DESC")
    return listed("receipts/get", body, [shown.listed(row) for row in found])


def receipt(books: Books, number: str, body: Row) -> Answer:
    """Give one document, with more than a list says."""
    row = _document(books, "receipts/get/{id}", number)
    more = {"file_content": None, "file_type": None} if body.get("get_file") else {}
    return done(data={**shown.single(row), **more})


def _document(books: Books, path: str, number: str) -> Row:
    row = books.receipts.get(int(number)) if number.isdecimal() else None
    if row is None:
        raise refused(path, "id", "invalid id_by_customer specified")
    return row


def marked(path: str, *, deleted: bool) -> Callable[[Books, str, Row], Answer]:
    """Make what throws a document away, or takes it back."""

    def mark(books: Books, number: str, _body: Row) -> Answer:
        row = _document(books, path, number)
        row |= {"deleted": deleted, "changed": books.now()}
        return done(id_by_customer=str(row["id"]))

    return mark


def add_receipt(books: Books, body: Row) -> Answer:
    """Keep a document that somebody else made; the same one twice is not noticed."""
    if not body["amount"]:
        raise refused("receipts/add", "amount")
    party = body.get("creditor_debtor")
    if party is not None and party not in {**books.debtors, **books.creditors}:
        raise refused("receipts/add", "creditor_debtor")
    kind, way = body["type"].split()
    row = books.receipt(
        number=body["invoice_number"],
        counterparty=body["counterparty"],
        direction=way,
        type=f"{kind} {way}",
        date=date.fromisoformat(body["date"]),
        due=_day(body.get("date_payment_due")),
        amount=cents(body["amount"]),
        delivery=_day(body.get("date_delivery")),
        currency=body["currency"],
        vat=percent(body.get("vat_rate")),
        party=party,
        reference=body.get("payment_reference"),
        account=body.get("account"),
        link=body.get("link_to_receipt_id_by_customer"),
    )
    return done(id_by_customer=str(row["id"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def invoice(books: Books, body: Row) -> Answer:
    """Make an invoice, whose lines are lists of one length; it is seen among what went out."""
    path, lists = "invoices/create", [value for name, value in body.items() if name.startswith("item_")]
    if not lists[0] or len({len(values) for values in lists}) > 1:
        raise refused(path, "items", "the item arrays must have the same length")
    try:
        day = date.fromisoformat(body["date"])
        rows = list(
            zip(
                *(
                    [Decimal(str(v)) for v in body[name]]
                    for name in ("item_amount", "item_single_price", "item_vat")
                ),
                strict=True,
            )
        )
        days = timedelta(days=int(body["due_days"])) if "due_days" in body else None
    except (ValueError, InvalidOperation):
        raise refused(path, "items", "an item holds no number") from None
    factor = (lambda vat: 1 + vat / _HUNDRED) if body["show_prices_type"] == "net" else (lambda _: Decimal(1))
    amount = cents(sum((quantity * price * factor(vat) for quantity, price, vat in rows), Decimal(0)))
    rates = {vat for *_, vat in rows}
    number = body.get("invoicenumber") or f"{next(books.invoice_numbers):05d}"
    kind = "offer" if body["type"] == "offer" else f"{body['type']} outbound"
    made = books.receipt(
        number=number,
        counterparty=body["company_name"],
        direction="outbound",
        type=kind,
        date=day,
        amount=amount,
        due=day + days if days else None,
        vat=percent(rates.pop()) if len(rates) == 1 else None,
        reference=body.get("payment_reference"),
        made=body,
    )
    return done(id_by_customer=str(made["id"]), invoicenumber=number, file_name=made["filename"])
