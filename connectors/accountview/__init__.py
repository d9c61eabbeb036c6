"""AccountView: debtors, articles, orders and journals of one company, through AccountView.net."""

from importlib import resources
from typing import Any

from connectors.accountview.dialect import CASE_BLIND, DIALECT, KEY, PATH
from core.api.connector import (
    AfterLast,
    Connector,
    Counted,
    Find,
    Limits,
    OAuth2,
    Related,
    Resource,
    Setting,
    Since,
    Write,
)
from core.fields import read_fields

_FIELDS = read_fields((resources.files(__name__) / "fields.json").read_text(encoding="utf-8"))
#: Tables whose last key is known to lead to the next page.
_LAST_KEYS = {"CONTACT": "SUB_NR", "LEDGER": "ACCT_NR", "PROJECTS": "PROJ_CODE"}
_MADE, _CHANGED = Write(create=PATH), Write(create=PATH, update=PATH)


def _resource(name: str, title: str, object_: str, table: str, find: str, **more: Any) -> Resource:
    """Declare a business object: its table, found by the fields in `find`, of which the first is its key."""
    fields = tuple(find.split())
    known = {field.name for field in _FIELDS[name]}
    last = _LAST_KEYS.get(table, "REC_ID" if fields[0] == "REC_ID" else "")
    ordered = {"SortFields": ",".join(_columns(table, fields[0])), "SortOrder": "Ascending"}
    names = {field: _said(table, field) for field in (*fields, "CNG_DATE")}
    changed = Since(
        field="CNG_DATE",
        param="Filter",
        filter=f"({table}.CNG_DATE >= {{^{{time}}}})",
        join=" AND ",
        format="%Y-%m-%d %H:%M:%S",
        zone="Europe/Amsterdam",
        overlap=3660,  # what changed in the hour that the clocks repeat is read again
    )
    made: dict[str, Any] = {
        "name": name,
        "title": title,
        "path": PATH,
        "records": table,
        "key": fields[0],
        "natural": fields[1:2] or fields[:1],
        "params": {"BusinessObject": object_, "Fields": "*", **({} if last else ordered)},
        "paging": AfterLast("LastKey", last, "PageSize") if last else Counted("PageNumber", size="PageSize"),
        "page_size": 200,
        "size_param": "PageSize",
        "since": changed if "CNG_DATE" in known else None,
        "find": Find("Filter", "{field}={value}", " AND ", " OR ", fields, names,
                     case_blind=tuple(each for each in fields if each in CASE_BLIND)),
        "fields": _FIELDS[name],
    }  # fmt: skip
    return Resource(**{**made, **more})


def _columns(table: str, field: str) -> list[str]:
    return [f"{table}.{name}" for name in (("DJ_CODE", "PAGE_NR") if field == KEY else (field,))]


def _said(table: str, field: str) -> str:
    """Name a field in a filter: with its table, and as it is compared."""
    if field == KEY:
        return "+'/'+".join(f"ALLTRIM({column})" for column in _columns(table, field))
    return f"UPPER({table}.{field})" if field in CASE_BLIND else f"{table}.{field}"


CONNECTOR = Connector(
    name="accountview",
    title="AccountView",
    docs="https://www.accountview.net",
    base_url="https://www.accountview.net/api/v3",
    auth_url="https://www.accountview.net",
    hosts=("www.accountview.net", "accountview.net", "test.accountview.net"),
    auth=(
        OAuth2(
            authorize_url="{auth_url}/ams/authorize.aspx",
            token_url="{auth_url}/api/v3/token",
            scope="readaccountviewdata updateaccountviewdata",
            rotating=True,
        ),
    ),
    settings=(
        Setting("company", "Company", "The Id of the company, as the list of companies gives it.",
                example="3F2504E0-4F89-41D3-9A0C-0305E82C3301"),
        Setting("book_date", "Book year", "A day in the book year that is spoken to; empty: this year's.",
                example="2026-01-01", pattern=r"\d{4}-\d\d-\d\d", required=False),
        Setting("client_id", "Client ID", "Of the app that is registered with AccountView.net."),
        Setting("client_secret", "Client secret", "Of the same app.", secret=True),
        Setting("base_url", "API address", "Only for a test system or a sandbox.", required=False),
        Setting("auth_url", "Sign-in address", "Only for a test system or a sandbox.", required=False),
    ),
    headers=(("x-company", "{company}"),),
    params=(("BookDate", "{book_date}"),),
    members=(("BookDate", "{book_date}"),),
    probe="journals",
    limits=Limits(settle=5.0),
    dialect=DIALECT,
    help="AccountView must be installed and reachable through AccountView.net, and the user who consents"
    " needs rights to read and change what the flows use. Each book year has journals of its own: a"
    " connection speaks to one of them.",
    resources=(
        Resource("companies", "Companies", "Companies", records="", key="Id", natural=("Description",),
                 find=Find("Filter", fields=("Id",)), fields=_FIELDS["companies"]),
        _resource("customers", "Debtors", "AR1", "CONTACT", "SUB_NR MAIL_BUS ACCT_NAME SRC_CODE VAT_NR",
                  entity="customer", write=_CHANGED),
        _resource("suppliers", "Creditors", "AP1", "CONTACT", "SUB_NR MAIL_BUS ACCT_NAME SRC_CODE VAT_NR",
                  write=_CHANGED),
        _resource("addresses", "Delivery addresses", "ADDR", "DEL_ADDR",
                  "REC_ID SUB_NR ADDRESS1 POST_CODE CITY", write=_MADE),
        _resource("items", "Articles", "AK1", "ARTICLE", "ART_CODE ART_DESC1 AG_CODE", entity="product",
                  write=_CHANGED, related=(Related("AG_CODE", "item_groups", "group"),)),
        _resource("prices", "Prices of articles", "AK1", "ARTICLE", "ART_CODE", entity="price",
                  write=Write(update=PATH)),
        _resource("item_groups", "Groups of articles", "AG1", "ART_GRP", "AG_CODE AG_DESC", entity="category",
                  write=_CHANGED),
        _resource("sales_orders", "Sales orders", "SO1", "SO_HDR", "REC_ID COMMENT1 RPL_DEL RPL_INV",
                  entity="order", page_size=1, write=_MADE,
                  related=(Related("RPL_INV", "customers", "customer"),
                           Related("DEL_CODE", "addresses", "address"))),
        _resource("entries", "Journal pages", "DJ2", "DJ_PAGE", "KEY INV_NR DJ_CODE PAGE_NR SUB_NR HDR_DESC",
                  entity="ledger_entry", write=_MADE,
                  related=(Related("SUB_NR", "customers", "customer"),
                           Related("DJ_LINE[].VAT_CODE", "vat_codes", "VAT"))),
        _resource("mutations", "Mutations of the ledger", "GJ1", "TRANSACT", "REC_ID INV_NR ACCT_NR DJ_CODE"),
        _resource("journals", "Journals", "DJ1", "DAILY", "DJ_CODE DJ_NAME", write=_CHANGED),
        _resource("gl_accounts", "Ledger accounts", "GL1", "LEDGER", "ACCT_NR ACCT_NAME", write=_CHANGED),
        _resource("vat_codes", "VAT codes", "VA1", "VAT", "VAT_CODE VAT_NAME", write=_CHANGED),
        _resource("cost_centres", "Cost centres", "CC1", "COST", "COST_CODE COST_DESC", write=_CHANGED),
        _resource("projects", "Projects", "PJ1", "PROJECTS", "PROJ_CODE"),
    ),
)  # fmt: skip
