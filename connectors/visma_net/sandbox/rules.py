"""What each kind of record must be, and what the system fills in when it is made or changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from connectors.visma_net.sandbox.amounts import NONE, Amount, cents, decimal, worked_out
from connectors.visma_net.sandbox.books import Books, Row
from connectors.visma_net.sandbox.kinds import BY_NAME
from connectors.visma_net.sandbox.refusal import Refusal

Switches = Mapping[str, bool]
_ADDRESSES = ("mainAddress", "invoiceAddress", "deliveryAddress")
_CONTACTS = ("mainContact", "invoiceContact", "deliveryContact")


def _new(books: Books, name: str, row: Row) -> None:
    key = row[BY_NAME[name].key]
    if books.row(name, key) is not None:
        what = BY_NAME[name].dto.removesuffix("Dto")
        raise Refusal(400, f"Error creating {what}. {what} '{key}' already exists.")


def _needed(row: Row, field: str, what: str) -> None:
    if row.get(field) in (None, "", []):
        raise Refusal(400, f"Error: '{what}' cannot be empty.")


def _customer(books: Books, row: Row, _: Row, switches: Switches) -> Row:
    _needed(row, "name", "Customer name")
    if switches["manual_numbers"]:
        _needed(row, "number", "Customer ID")
    number = row.get("number") or str(books.number(10001, "customers"))
    row = {**row, "number": number}
    _new(books, "customers", row)
    usual = {
        "internalId": books.next_id(),
        "status": "Active",
        "currencyId": "EUR",
        "customerClass": {"id": "WEB", "description": "Web shop customers"},
        "creditTerms": {"id": "30", "description": "30 days"},
        "createdDateTime": books.written(books.moment()),
        "attributes": [],
        "glAccounts": {},
        "paymentMethods": [],
        "directDebitLines": [],
    }
    return _customer_whole(books, {**usual, **row}, row)


def _customer_whole(_: Books, row: Row, given: Row) -> Row:
    """What was not said of invoices and deliveries is what was said of the customer."""
    address, contact = row.get("mainAddress") or {}, {"name": row["name"], **(row.get("mainContact") or {})}
    made = {name: {**address, **(row.get(name) or {})} for name in _ADDRESSES}
    made |= {name: {**contact, **(row.get(name) or {})} for name in _CONTACTS}
    for main, others in (("mainAddress", _ADDRESSES), ("mainContact", _CONTACTS)):
        for name in others:
            if main in given and name not in given:
                made[name] = {**made[name], **made[main]}
    kept = {name: value for name, value in row.items() if name not in {"note", "overrideWithClassValues"}}
    return {**kept, **made}


def _item(books: Books, row: Row, _: Row, __: Switches) -> Row:
    _needed(row, "inventoryNumber", "Item ID")
    if not row.get("itemClass"):
        raise Refusal(400, "Error: 'Item class' cannot be empty.")
    _new(books, "items", row)
    kind = (books.row("item_classes", row["itemClass"]["id"]) or {}).get("type", "FinishedGoodItem")
    empty = ("crossReferences", "attributes", "salesCategories", "warehouseDetails", "attachments")
    usual: Row = {
        "inventoryId": books.next_id(),
        "status": "Active",
        "type": kind,
        "stockItem": kind == "FinishedGoodItem",
        "kitItem": False,
        "baseUnit": "STK",
        "salesUnit": "STK",
        "purchaseUnit": "STK",
        "defaultPrice": NONE,
        "accountInformation": {},
        **{name: [] for name in empty},
    }
    return {**usual, **row}


def _contact(books: Books, row: Row, _: Row, __: Switches) -> Row:
    _needed(row, "lastName", "Last name")
    return _contact_whole(books, {"active": True, **row, "contactId": books.next_id()}, row)


def _contact_whole(_: Books, row: Row, __: Row) -> Row:
    name = ", ".join(row[part] for part in ("lastName", "firstName") if row.get(part))
    return {**row, "displayName": name}


def _coded(name: str, what: str, usual: Callable[[Books], Row]) -> Callable[[Books, Row, Row, Switches], Row]:
    def made(books: Books, row: Row, _: Row, __: Switches) -> Row:
        _needed(row, BY_NAME[name].key, what)
        _new(books, name, row)
        return {**usual(books), **row}

    return made


def _project(books: Books, row: Row, _: Row, __: Switches) -> Row:
    _needed(row, "description", "Description")
    _needed(row, "startDate", "Start date")
    key = row.get("projectID") or f"P{books.number(1, 'projects'):05d}"
    row = {**row, "projectID": key, "startDate": _day(row["startDate"])}
    _new(books, "projects", row)
    return {"internalID": books.next_id(), "status": "InPlanning", **row}


def _day(value: Any) -> str:
    try:
        return f"{date.fromisoformat(str(value)[:10]).isoformat()}T00:00:00"
    except ValueError:
        raise Refusal(400, f"'{value}' is not a date.") from None


def _invoice(books: Books, row: Row, given: Row, _: Switches) -> Row:
    if not row.get("customer"):
        raise Refusal(400, "Error: 'Customer' cannot be empty.")
    _needed(row, "invoiceLines", "Lines")
    customer = books.row("customers", row["customer"]["number"]) or {}
    today = books.moment().date().isoformat()
    usual: Row = {
        "referenceNumber": str(books.number(900001, "invoices")),
        "documentType": "Invoice",
        "documentDate": today,
        "creditTerms": customer.get("creditTerms"),
        "currencyId": customer.get("currencyId"),
        "invoiceAddress": customer.get("invoiceAddress"),
        "invoiceContact": _billed(customer.get("invoiceContact") or {}),
        "createdDateTime": books.written(books.moment()),
        "hold": False,
        "attachments": [],
        "applications": [],
    }
    row = {**usual, **{name: value for name, value in row.items() if name != "referenceNumber"}}
    row["status"] = "Hold" if row["hold"] else "Balanced"
    terms = books.row("credit_terms", (row["creditTerms"] or {}).get("id")) or {}
    due = date.fromisoformat(str(row["documentDate"])[:10]) + timedelta(days=terms.get("dueDay1") or 0)
    row["documentDueDate"] = _day(row.get("documentDueDate") or due.isoformat())
    return _invoice_whole(books, {**row, "documentDate": _day(row["documentDate"])}, given)


def _billed(contact: Row) -> Row:
    kept: Row = {name: contact[name] for name in ("attention", "email", "phone1") if name in contact}
    return {"businessName": contact.get("name"), **kept}


def _invoice_whole(books: Books, row: Row, _: Row) -> Row:
    pairs = [_invoice_line(books, line) for line in row["invoiceLines"]]
    amounts = [amount for _, amount in pairs]
    net, vat = sum((a.net for a in amounts), NONE), sum((a.vat for a in amounts), NONE)
    taxes: dict[str, list[Amount]] = {}
    for amount in amounts:
        taxes.setdefault(amount.vat_id, []).append(amount)
    day = str(row["documentDate"])
    totals = {"detailTotal": net, "vatTotal": vat, "amount": net + vat, "balance": net + vat}
    return {
        **row,
        **totals,
        **{f"{name}InCurrency": value for name, value in totals.items()},
        "financialPeriod": row.get("financialPeriod") or day[:4] + day[5:7],
        "postPeriod": row.get("postPeriod") or day[5:7] + day[:4],
        "invoiceLines": [line for line, _ in pairs],
        "taxDetails": [_tax(books, vat_id, found) for vat_id, found in taxes.items() if vat_id],
    }


def _tax(books: Books, vat_id: str, amounts: list[Amount]) -> Row:
    vat = books.row("vat", vat_id) or {}
    return {
        "taxId": vat_id,
        "vatId": {"number": vat_id, "description": vat.get("description")},
        "vatRate": amounts[0].rate,
        "taxableAmount": sum((a.net for a in amounts), NONE),
        "vatAmount": sum((a.vat for a in amounts), NONE),
    }


def _invoice_line(books: Books, line: Row) -> tuple[Row, Amount]:
    item = books.row("items", line.get("inventoryNumber")) or {} if line.get("inventoryNumber") else {}
    usual = {
        "description": item.get("description"),
        "quantity": Decimal(1),
        "uom": item.get("salesUnit"),
        "unitPriceInCurrency": item.get("defaultPrice") or NONE,
        "account": (item.get("accountInformation") or {}).get("salesAccount"),
        "vatCode": item.get("vatCode"),
        "discountPercent": NONE,
        "discountAmountInCurrency": NONE,
    }
    line = {**usual, **{name: value for name, value in line.items() if value is not None}}
    known = {
        "quantity": decimal(line["quantity"]),
        "price": decimal(line["unitPriceInCurrency"]),
        "percent": decimal(line["discountPercent"]),
        "discount": decimal(line["discountAmountInCurrency"]) if line["discountPercent"] == NONE else NONE,
    }
    amount = worked_out(books, known, (line["vatCode"] or {}).get("id"))
    made = {
        "unitPrice": line["unitPriceInCurrency"],
        "amount": amount.stated,
        "amountInCurrency": amount.stated,
    }
    made["discountAmountInCurrency"] = made["discountAmount"] = amount.gross - amount.stated
    return {**line, **made}, amount


def _journal(books: Books, row: Row, given: Row, _: Switches) -> Row:
    _needed(row, "journalTransactionLines", "Lines")
    if given.get("batchNumber") and given.get("overrideNumberSeries"):
        _new(books, "journal_transactions", row)
    else:
        row = {**row, "batchNumber": f"GL{books.number(1, 'journal'):06d}"}
    day = _day(row.get("transactionDate") or books.moment().date().isoformat())
    usual = {
        "module": "ModuleGL",
        "hold": False,
        "ledger": "1",
        "currencyId": "EUR",
        "branch": "1",
        "attachments": [],
    }
    row = {**usual, **row, "transactionDate": day}
    row.pop("overrideNumberSeries", None)
    row |= {
        "financialPeriod": row.get("financialPeriod") or day[:4] + day[5:7],
        "postPeriod": row.get("postPeriod") or day[5:7] + day[:4],
        "status": "Hold" if row["hold"] else "Balanced",
        "ledgerDescription": (books.row("ledgers", row["ledger"]) or {}).get("description"),
    }
    return _journal_whole(books, row, given)


def _journal_whole(books: Books, row: Row, _: Row) -> Row:
    lines = [_journal_line(books, line) for line in row["journalTransactionLines"]]
    debit = sum((line["debitAmountInCurrency"] for line in lines), NONE)
    credit = sum((line["creditAmountInCurrency"] for line in lines), NONE)
    if debit != credit and not row["hold"]:
        raise Refusal(400, f"The batch is out of balance: debit {debit}, credit {credit}.")
    totals = {"debitTotal": debit, "creditTotal": credit, "controlTotal": debit}
    both = {f"{name}InCurrency": value for name, value in totals.items()}
    return {**row, **totals, **both, "journalTransactionLines": lines}


def _journal_line(books: Books, line: Row) -> Row:
    _needed(line, "accountNumber", "Account")
    debit, credit = (cents(decimal(line.get(f"{side}AmountInCurrency"))) for side in ("debit", "credit"))
    account = books.row("accounts", line["accountNumber"]) or {}
    amounts = {"debitAmount": debit, "creditAmount": credit}
    both = {f"{name}InCurrency": value for name, value in amounts.items()}
    return {**line, **amounts, **both, "description": account.get("description"), "attachments": []}


def _shipment(books: Books, row: Row, _: Row, __: Switches) -> Row:
    if not row.get("customer"):
        raise Refusal(400, "Error: 'Customer' cannot be empty.")
    usual = {
        "shipmentNumber": f"{books.number(1, 'shipments'):06d}",
        "shipmentType": "Issue",
        "operation": "Issue",
        "status": "Open",
        "hold": False,
        "shipmentDetailLines": [],
        "shipmentOrderLines": [],
        "shipmentPackageLines": [],
    }
    row = {**usual, **{name: value for name, value in row.items() if name != "shipmentNumber"}}
    day = _day(row.get("shipmentDate") or books.moment().date().isoformat())
    return {**row, "shipmentDate": day, "status": "Hold" if row["hold"] else row["status"]}


MADE: dict[str, Callable[[Books, Row, Row, Switches], Row]] = {
    "customers": _customer,
    "items": _item,
    "contacts": _contact,
    "accounts": _coded("accounts", "Account", lambda books: {
        "accountID": books.next_id(), "active": True, "type": "Asset", "cashAccount": False}),
    "departments": _coded("departments", "Department ID", lambda _: {}),
    "projects": _project,
    "invoices": _invoice,
    "journal_transactions": _journal,
    "shipments": _shipment,
}  # fmt: skip
CHANGED: dict[str, Callable[[Books, Row, Row], Row]] = {
    "customers": _customer_whole,
    "contacts": _contact_whole,
    "invoices": _invoice_whole,
    "journal_transactions": _journal_whole,
}
