"""What happens at each address."""

from __future__ import annotations

from collections.abc import Callable

from connectors.buchhaltungsbutler.sandbox import bookings, documents, settings
from connectors.buchhaltungsbutler.sandbox.answers import Answer
from connectors.buchhaltungsbutler.sandbox.books import Books, Row
from connectors.buchhaltungsbutler.sandbox.opening import CREDITORS, DEBTORS

#: What happens at each address; those with an id are asked for one document.
DESK: dict[str, Callable[[Books, Row], Answer]] = {
    "accounts/get": settings.accounts,
    "accounts/add": settings.add_account,
    "cost-locations/get": settings.costs,
    "cost-locations/add": settings.add_cost,
    "cost-locations/update": settings.change_cost,
    "cost-locations/delete": settings.drop_cost,
    "receipts/get": documents.receipts,
    "receipts/add": documents.add_receipt,
    "invoices/create": documents.invoice,
    "postings/get": bookings.postings,
    "postings/add/free": bookings.add_posting,
    "postings/add-batch/free": bookings.add_postings,
    "transactions/get": bookings.transactions,
    "transactions/add": bookings.add_transaction,
    "settings/get/debtors": settings.debtors,
    "settings/add/debtor": settings.add_party("debtor", "debtors", DEBTORS),
    "settings/update/debtor": settings.change_party("debtor", "debtors"),
    "settings/get/creditors": settings.creditors,
    "settings/add/creditor": settings.add_party("creditor", "creditors", CREDITORS),
    "settings/update/creditor": settings.change_party("creditor", "creditors"),
    "settings/get/postingaccounts": settings.postingaccounts,
    "settings/add/postingaccount": settings.add_postingaccount,
    "settings/update/postingaccount": settings.change_postingaccount,
}
ONE: dict[str, Callable[[Books, str, Row], Answer]] = {
    "receipts/get/{id}": documents.receipt,
    "receipts/delete/{id}": documents.marked("receipts/delete/{id}", deleted=True),
    "receipts/restore/{id}": documents.marked("receipts/restore/{id}", deleted=False),
    "transactions/get/{id}": bookings.transaction,
}
