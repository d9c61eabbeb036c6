"""What each address takes: its fields, which of them must be there, and the numbers of its refusals.

Known numbers stand in `KNOWN`. The others are this simulator's own: each address counts its fields from 40.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from connectors.buchhaltungsbutler.sandbox.refusal import EMPTY, Refusal

_DAY, _MOMENT = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?"
_PARTY = "contact_person_name street additional_address_line zip city country sales_tax_id email iban bic"
_ITEMS = "item_name[]* item_amount[]* item_unit[]* item_single_price[]* item_vat[]*"
_INVOICE = (
    "company_name* date* due_days payment_reference street additional_addressline zip city country email"
    " contact_person_name date_of_supply correspondence discount_type discount_value payment_conditions"
    " final_provisions show_bankdata? show_contactdata? item_description[] customer_number language"
)
#: Field by field: `*` must be there; `#` a whole number, `~` a number, `?` true or false, `[]` a list,
#: `@` a day, `@@` a day with or without a time, `{}` an object; without a mark a text.
FORMS = {
    "accounts/get": "",
    "accounts/add": "type* name* postingaccount_number#* receipt_creates_transaction? is_revision_safe?",
    "cost-locations/get": "code limit# offset#",
    "cost-locations/add": "code* name*",
    "cost-locations/update": "code* name*",
    "cost-locations/delete": "code*",
    "receipts/get": "list_direction* payment_status counterparty date_from@ date_to@ limit# offset# order{}"
    " include_offers? deleted? invoicenumber due_date@ date_since_last_modified@@",
    "receipts/get/{id}": "get_file?",
    "receipts/add": "type* counterparty* invoice_number* date@* amount~* currency* vat_rate~ account#"
    " creditor_debtor# payment_reference date_delivery@ date_payment_due@ link_to_receipt_id_by_customer#",
    "receipts/delete/{id}": "",
    "receipts/restore/{id}": "",
    "transactions/get": "id_by_customer_from# id_by_customer_to# date_from@ date_to@ account# to_from limit#"
    " offset# date_since_last_modified@@",
    "transactions/get/{id}": "",
    "transactions/add": "account#* to_from* amount~* booking_date@@* value_date@@ account_number bank_code"
    " bank_name purpose type booking_text payment_reference currency",
    "invoices/create": f"type* show_prices_type* {_INVOICE} {_ITEMS} invoicenumber",
    "postings/get": "date_from@* date_to@* date_last_action_from@ date_last_action_to@ account postingaccount"
    " posting_status cost_location order limit# offset#",
    "postings/add/free": "date@* postingtext* amount* postingaccount_debit#* postingaccount_credit#* vat*"
    " cost_location cost_location_two",
    "postings/add-batch/free": "free_postings[]*",
    "settings/get/debtors": "limit# offset#",
    "settings/add/debtor": f"name* postingaccount_number customer_number {_PARTY}",
    "settings/update/debtor": f"postingaccount_number#* name customer_number {_PARTY}",
    "settings/get/creditors": "limit# offset#",
    "settings/add/creditor": f"name* postingaccount_number due_in_days# {_PARTY}",
    "settings/update/creditor": f"postingaccount_number#* name due_in_days# {_PARTY}",
    "settings/get/postingaccounts": "limit# offset# order exclude_postingaccounts? exclude_accounts?"
    " exclude_creditors? exclude_debtors?",
    "settings/add/postingaccount": "name* postingaccount_number#* parent_postingaccount_number#*",
    "settings/update/postingaccount": "name* postingaccount_number#*",
}  # fmt: skip
_DIRECTIONS = ("inbound", "outbound")
CHOICES = {
    "list_direction": _DIRECTIONS,
    "payment_status": ("paid", "unpaid"),
    "posting_status": ("all", "fixed", "unfixed"),
    "show_prices_type": ("net", "gross"),
    "discount_type": ("percent", "EUR"),
    "language": ("de_DE", "en_US"),
}
_KINDS = {
    "receipts/add": tuple(f"{kind} {way}" for kind in ("invoice", "credit") for way in _DIRECTIONS),
    "invoices/create": ("invoice", "credit", "offer"),
}
_LONGEST = {"invoice_number": 60, "postingtext": 128, "cost_location": 10, "cost_location_two": 10}
#: Texts that may be empty; any other empty text is invalid.
_MAY_BE_EMPTY = {"invoice_number"}
#: How many a list holds at most, and how many where nothing is said.
LIMITS = {
    "receipts/get": (500, 500), "transactions/get": (500, 500), "postings/get": (1000, 1000),
    "cost-locations/get": (1000, 1000), "settings/get/debtors": (0, 25), "settings/get/creditors": (0, 25),
    "settings/get/postingaccounts": (1000, 1000),
}  # fmt: skip
#: The numbers that were measured, or are written down.
KNOWN = {
    ("receipts/get", "list_direction"): (5, "invalid list_direction specified"),
    ("receipts/get", "limit"): (10, "invalid limit specified"),
    ("receipts/get/{id}", "id"): (5, "invalid id_by_customer specified"),
    ("accounts/add", "name taken"): (9, "the specified name already exists"),
    ("accounts/add", "number taken"): (16, "the postingaccount_number already exists"),
    ("settings/add/postingaccount", "name taken"): (8, "the specified name already exists"),
    ("settings/add/postingaccount", "number taken"): (13, "the postingaccount_number already exists"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a form."""

    name: str
    mark: str
    required: bool


def _slots(text: str) -> list[Slot]:
    found = (re.fullmatch(r"(\w+)(#|~|\?|\[\]|@@|@|\{\})?(\*)?", word) for word in text.split())
    return [Slot(hit[1], hit[2] or "", bool(hit[3])) for hit in found if hit]


_FORMS = {path: _slots(text) for path, text in FORMS.items()}


def refused(path: str, about: str, words: str = "") -> Refusal:
    """Refuse a request at an address for one of its fields, or for what is the matter."""
    if (path, about) in KNOWN:
        return Refusal(*KNOWN[path, about])
    names = [slot.name for slot in _FORMS[path]]
    number = names.index(about) if about in names else len(names)
    return Refusal(40 + number, words or f"invalid {about} specified")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FITS: dict[str, Callable[[Any], bool]] = {
    "": lambda value: isinstance(value, str),
    "#": _whole,
    "~": lambda value: _whole(value) or isinstance(value, Decimal | float),
    "?": lambda value: isinstance(value, bool),
    "[]": lambda value: isinstance(value, list),
    "{}": lambda value: isinstance(value, dict),
    "@": lambda value: isinstance(value, str) and re.fullmatch(_DAY, value) is not None,
    "@@": lambda value: isinstance(value, str) and re.fullmatch(_MOMENT, value) is not None,
}


def checked(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Hold a body against the form of its address; the first thing that is wrong refuses it."""
    slots = {slot.name: slot for slot in _FORMS[path]}
    if not body and any(slot.required for slot in slots.values()):
        raise Refusal(EMPTY, "no data specified")
    if unknown := [name for name in body if name not in slots]:
        raise refused(path, unknown[0], f"unknown parameter {unknown[0]}")
    for name, slot in slots.items():
        if name in body:
            _hold(path, slot, body[name])
        elif slot.required:
            raise refused(path, name, f"no {name} specified")
    return body


def _hold(path: str, slot: Slot, value: Any) -> None:
    choices = _KINDS.get(path, ()) if slot.name == "type" else CHOICES.get(slot.name, ())
    empty = value == "" and slot.name not in _MAY_BE_EMPTY
    long = isinstance(value, str) and len(value) > _LONGEST.get(slot.name, 255)
    if empty or long or not _FITS[slot.mark](value) or (choices and value not in choices):
        raise refused(path, slot.name)


def paged(path: str, body: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cut a page out of a list; a limit that is too large is refused, and what lies past the end is empty."""
    most, usual = LIMITS[path]
    limit, offset = body.get("limit", usual), body.get("offset", 0)
    if limit < 1 or (most and limit > most):
        raise refused(path, "limit")
    if offset < 0:
        raise refused(path, "offset")
    return rows[offset : offset + limit]
