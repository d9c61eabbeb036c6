"""BuchhaltungsButler: debtors, documents, invoices and postings of one company's books (REST v1)."""

from dataclasses import replace
from importlib import resources
from typing import Any

from connectors.buchhaltungsbutler.dialect import DIALECT
from core.api.connector import (
    Basic,
    Connector,
    Counted,
    Find,
    Limits,
    OnePage,
    Related,
    Resource,
    Setting,
    Since,
    Write,
)
from core.fields import read_fields

_FIELDS = read_fields((resources.files(__name__) / "fields.json").read_text(encoding="utf-8"))
#: No limit is told for lists of debtors; this one is the smallest that any list has.
_PAGE, _POSTINGS = 500, 1000
_ALL_TIME = {"date_from": "2000-01-01", "date_to": "2099-12-31"}


def _resource(name: str, title: str, path: str, find: str, *, asked: str = "", **more: Any) -> Resource:
    """Declare a list: `find` names its key and what it is found by; only `asked` can be asked for."""
    fields = tuple(find.split())
    compared = tuple(each for each in fields if each not in asked.split())
    blind = tuple(each for each in fields if each in {"email", "name"})
    made: dict[str, Any] = {
        "name": name,
        "title": title,
        "path": path,
        "records": "data",
        "key": fields[0],
        "natural": fields[1:2] or fields[:1],
        "paging": Counted("offset", by="records", first=0, size="limit"),
        "page_size": _PAGE,
        "size_param": "limit",
        "find": Find(own=True, fields=fields, compared=compared, case_blind=blind),
        "fields": _FIELDS[name],
    }
    return Resource(**{**made, **more})


def _documents(name: str, title: str, direction: str, **more: Any) -> Resource:
    """Declare a list of documents, each of which is read whole by its number.

    What changed can be asked for, but no document says when; the time it came in never lies after that.
    """
    declared = _resource(name, title, "receipts/get", "id_by_customer invoice_number counterparty", **more)
    changed = Since(
        field="date_uploaded",
        param="date_since_last_modified",
        join="",
        format="%Y-%m-%d %H:%M:%S",
        zone="Europe/Berlin",
        overlap=3660,  # what changed in the hour that the clocks repeat is read again
    )
    find = Find(
        own=True,
        fields=("id_by_customer", "invoice_number", "counterparty"),
        names={"invoice_number": "invoicenumber"},
        alone={"id_by_customer": "receipts/get/{value}"},
    )
    return replace(declared, params={"list_direction": direction}, whole=name, since=changed, find=find)


def _settings(word: str) -> Write:
    return Write(create=f"settings/add/{word}", update=f"settings/update/{word}")


CONNECTOR = Connector(
    name="buchhaltungsbutler",
    title="BuchhaltungsButler",
    docs="https://app.buchhaltungsbutler.de/docs/api/v1/",
    base_url="https://webapp.buchhaltungsbutler.de/api/v1",
    auth_url="https://webapp.buchhaltungsbutler.de",
    hosts=("webapp.buchhaltungsbutler.de",),
    auth=(Basic("{client}", "{client_secret}"),),
    settings=(
        Setting("client", "API client", "From BuchhaltungsButler, Settings, API."),
        Setting("client_secret", "API secret", "From the same page.", secret=True),
        Setting("api_key", "API key", "Of the company whose books are meant.", secret=True),
        Setting("per_minute", "Requests a minute", "As many as the contract allows.", default="100",
                pattern=r"\d+", required=False),
        Setting("base_url", "API address", "Only for a sandbox or a proxy.", required=False),
        Setting("auth_url", "Sign-in address", "Only for a sandbox or a proxy.", required=False),
    ),
    members=(("api_key", "{api_key}"),),
    probe="payment_accounts",
    limits=Limits(per_minute=100, settle=5.0),  # 504 with code 30: "the write may have happened"
    dialect=DIALECT,
    help="BuchhaltungsButler keeps books: it has no articles, stock, prices, orders or shipments. Orders"
    " become invoices there, and invoices of other systems become documents.",
    resources=(
        _resource("customers", "Debtors", "settings/get/debtors",
                  "postingaccount_number email name sales_tax_id", entity="customer",
                  write=_settings("debtor")),
        _resource("suppliers", "Creditors", "settings/get/creditors",
                  "postingaccount_number email name sales_tax_id", write=_settings("creditor")),
        _documents("invoices", "Invoices", "outbound", write=Write(create="invoices/create")),
        _documents("sales_receipts", "Outgoing documents", "outbound", entity="invoice",
                   related=(Related("counterparty", "customers", "debtor", by="name", sole=True),),
                   write=Write(create="receipts/add")),
        _documents("purchase_receipts", "Incoming documents", "inbound", write=Write(create="receipts/add")),
        _resource("postings", "Postings", "postings/get", "id_by_customer booking_number postingtext",
                  page_size=_POSTINGS, params={**_ALL_TIME, "order": "id_by_customer ASC"},
                  entity="ledger_entry"),
        _resource("free_postings", "Free postings", "postings/get", "postingtext", page_size=_POSTINGS,
                  params={**_ALL_TIME, "order": "id_by_customer ASC"},
                  write=Write(create="postings/add/free", key_given=True)),
        _resource("transactions", "Bank transactions", "transactions/get",
                  "id_by_customer purpose to_from amount booking_date", asked="to_from",
                  write=Write(create="transactions/add")),
        _resource("payment_accounts", "Payment accounts", "accounts/get", "postingaccount_number name",
                  paging=OnePage(), size_param="", write=Write(create="accounts/add")),
        _resource("gl_accounts", "Posting accounts", "settings/get/postingaccounts",
                  "postingaccount_number name", write=_settings("postingaccount"), page_size=_POSTINGS,
                  params={"exclude_accounts": True, "exclude_creditors": True, "exclude_debtors": True}),
        _resource("cost_centres", "Cost centres", "cost-locations/get", "code name", asked="code",
                  page_size=_POSTINGS,
                  write=Write(create="cost-locations/add", update="cost-locations/update")),
    ),
)  # fmt: skip
