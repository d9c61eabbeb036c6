"""What is booked, and what went through the bank."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from connectors.buchhaltungsbutler import CONNECTOR
from connectors.buchhaltungsbutler.sandbox import books as shown
from connectors.buchhaltungsbutler.sandbox.answers import Answer, changed_since, done, listed
from connectors.buchhaltungsbutler.sandbox.books import Books, Row, cents
from connectors.buchhaltungsbutler.sandbox.forms import checked, refused
from connectors.buchhaltungsbutler.sandbox.refusal import Refusal

VAT = next(f.allowed for f in CONNECTOR.resource("free_postings").fields if f.name == "vat")
_MOST = 50
_ORDERS = ("id_by_customer", "date")


def postings(books: Books, body: Row) -> Answer:
    """List what is booked between two days."""
    order = body.get("order", "id_by_customer ASC").split(" ")
    if len(order) != 2 or order[0] not in _ORDERS or order[1] not in {"ASC", "DESC"}:  # noqa: PLR2004
        raise refused("postings/get", "order")
    found = [
        row
        for row in books.postings.values()
        if body["date_from"] <= str(row["date"]) <= body["date_to"]
        and body.get("date_last_action_from", "")
        <= str(row["changed"].date())
        <= body.get("date_last_action_to", "9999")
        and body.get("postingaccount") in (None, str(row["debit"]), str(row["credit"]))
        and body.get("cost_location") in (None, row.get("cost"))
    ]
    found.sort(key=lambda row: row["date" if order[0] == "date" else "id"], reverse=order[1] == "DESC")
    return listed("postings/get", body, [shown.posting(row) for row in found])


def add_postings(books: Books, body: Row) -> Answer:
    """Book several at once, whose amounts are numbers: each by itself, those that cannot be are told."""
    rows, path = body["free_postings"], "postings/add-batch/free"
    if not 1 <= len(rows) <= _MOST:
        raise refused(path, "free_postings")
    taken, errors = [], []
    for row in rows:
        try:
            if not isinstance(row.get("amount"), int | Decimal):
                raise refused("postings/add/free", "amount")
            add_posting(books, checked("postings/add/free", {**row, "amount": str(row["amount"])}))
            taken.append(row)
        except Refusal as refusal:
            errors.append({**row, "error_code": refusal.code, "message": refusal.words})
    return done(free_postings=taken, errors=errors)


def add_posting(books: Books, body: Row) -> Answer:
    """Book one account against another; nothing is said of the posting's number."""
    path = "postings/add/free"
    try:
        amount = Decimal(body["amount"])
    except InvalidOperation:
        raise refused(path, "amount") from None
    if amount <= 0:
        raise refused(path, "amount")
    for name in ("postingaccount_debit", "postingaccount_credit"):
        if not books.known(body[name]):
            raise refused(path, name)
    if body["vat"] not in VAT:
        raise refused(path, "vat")
    if body.get("cost_location") not in (None, *books.costs):
        raise refused(path, "cost_location")
    books.posting(
        date=date.fromisoformat(body["date"]),
        text=body["postingtext"],
        amount=cents(amount),
        vat=body["vat"],
        debit=body["postingaccount_debit"],
        credit=body["postingaccount_credit"],
        cost=body.get("cost_location"),
    )
    return done()


def transactions(books: Books, body: Row) -> Answer:
    """List bank transactions."""
    since = changed_since(body)
    found = [
        row
        for row in books.transactions.values()
        if body.get("id_by_customer_from", 0) <= row["id"] <= body.get("id_by_customer_to", row["id"])
        and body.get("account") in (None, row["account"])
        and body.get("to_from") in (None, row["to_from"])
        and body.get("date_from", "") <= str(row["booked"].date()) <= body.get("date_to", "9999")
        and (since is None or row["changed"] >= since)
    ]
    return listed("transactions/get", body, [shown.transaction(row) for row in found])


def transaction(books: Books, number: str, _body: Row) -> Answer:
    """Give one bank transaction."""
    row = books.transactions.get(int(number)) if number.isdecimal() else None
    if row is None:
        raise refused("transactions/get/{id}", "id", "invalid id_by_customer specified")
    bank = {"account_number": None, "bank_code": None, "bank_name": None, "type": None, "booking_text": None}
    return done(
        data={**shown.transaction(row), "account": str(row["account"]), "currency": row["currency"], **bank}
    )


def add_transaction(books: Books, body: Row) -> Answer:
    """Keep a bank transaction."""
    if body["account"] not in books.accounts:
        raise refused("transactions/add", "account")
    moment = datetime.fromisoformat(body["booking_date"])
    row = books.transaction(
        account=body["account"],
        to_from=body["to_from"],
        amount=cents(body["amount"]),
        booked=moment,
        value=datetime.fromisoformat(body.get("value_date") or body["booking_date"]),
        purpose=body.get("purpose"),
    )
    return done(id_by_customer=str(row["id"]))
