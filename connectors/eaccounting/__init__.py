"""Visma eAccounting (eEkonomi, Spiris): articles, customers, orders, invoices and vouchers of one company."""

from importlib import resources
from typing import Any

from connectors.eaccounting.dialect import DIALECT
from core.api.connector import (
    Connector,
    Find,
    Limits,
    OAuth2,
    PageNumber,
    Related,
    Resource,
    Setting,
    Since,
    Write,
)
from core.fields import read_fields

_FIELDS = read_fields((resources.files(__name__) / "fields.json").read_text(encoding="utf-8"))
_PAGES = PageNumber("$page", "Meta.CurrentPage", "Meta.TotalNumberOfPages", total="Meta.TotalNumberOfResults")
_CASE_BLIND = {"Number", "Name", "CustomerNumber", "EmailAddress", "YourReference", "VoucherText", "Code"}


def _resource(name: str, title: str, path: str, known: str, since: str = "", **more: Any) -> Resource:
    """Declare a resource as nearly all are: paged by number in the order of its keys, which never change."""
    fields = ("Id", *known.split())
    # UTC of the vendor's servers, whose clocks may differ; how late a change is seen is not told
    changed = (
        Since(since, "$filter", since + " ge {time}", format="%Y-%m-%dT%H:%M:%SZ", overlap=300)
        if since
        else None
    )
    return Resource(
        name=name,
        title=title,
        path=path,
        records="Data",
        key="Id",
        natural=fields[1:2],
        page_size=100,
        size_param="$pagesize",
        fields=_FIELDS[name],
        **{
            "params": {"$orderby": "Id"},
            "paging": _PAGES,
            "since": changed,
            "find": Find("$filter", fields=fields, case_blind=tuple(f for f in fields if f in _CASE_BLIND)),
            **more,
        },
    )


def _writes(path: str) -> Write:
    """Declare a resource that is created at its path, and replaced at its key."""
    return Write(create=path, update=path + "/{key}", replaces=True)


CONNECTOR = Connector(
    name="eaccounting",
    title="Visma eAccounting",
    docs="https://eaccountingapi.vismaonline.com/swagger/ui/index",
    base_url="https://eaccountingapi.vismaonline.com/v2",
    auth_url="https://identity.vismaonline.com",
    hosts=(
        "eaccountingapi.vismaonline.com",
        "eaccountingapi-sandbox.test.vismaonline.com",
        "identity.vismaonline.com",
        "identity-sandbox.test.vismaonline.com",
    ),
    auth=(
        OAuth2(
            authorize_url="{auth_url}/connect/authorize",
            token_url="{auth_url}/connect/token",
            scope="ea:api offline_access ea:sales ea:accounting",
            client="basic",
            early_seconds=60,
            rotating=True,
        ),
    ),
    settings=(
        Setting("client_id", "Client ID", help="Of the app that Visma's developer portal gave you."),
        Setting("client_secret", "Client secret", help="Of the same app.", secret=True),
        Setting("base_url", "API address", help="Only for Visma's test company, a sandbox or a proxy.",
                required=False),
        Setting("auth_url", "Sign-in address", help="Only for Visma's test company, a sandbox or a proxy.",
                required=False),
    ),
    probe="units",
    limits=Limits(settle=5.0),  # 600 a minute for each endpoint; no header counts, the refusal says how long
    dialect=DIALECT,
    help="The company is the one that was chosen when consent was given; it needs the right to sales and "
    "accounting. Price lists are for the variant Pro, and stock can be set only without the stock module.",
    resources=(
        _resource("articles", "Articles", "articles", "Number Name", "ChangedUtc",
                  entity="product", related=(Related("CodingId", "article_codings", "Coding"),),
                  write=_writes("articles")),
        _resource("stock", "Stock of articles", "articles", "Number", "ChangedUtc", entity="stock",
                  write=Write(update="articles/{key}", replaces=True)),
        _resource("article_labels", "Article labels", "articlelabels", "Name",
                  entity="category", write=_writes("articlelabels")),
        _resource("article_codings", "Account codings of articles", "articleaccountcodings",
                  "Name NameEnglish VatRatePercent Type"),
        _resource("units", "Units", "units", "Code Name Abbreviation"),
        _resource("price_lists", "Price lists", "salespricelists", "Name Number CurrencyCode", "ChangedUtc",
                  write=_writes("salespricelists")),
        _resource("prices", "Prices", "salespricelists/prices", "ArticleId SalesPriceListId", "ChangedUtc",
                  entity="price", params={"$orderby": "SalesPriceListId,ArticleId"},
                  find=Find("$filter", "{value}", case_blind=("Article.Number",), fields=(
                      "Id", "ArticleId", "SalesPriceListId", "Article.Number", "SalesPriceList.Name")),
                  related=(Related("ArticleId", "articles", "Article"),
                           Related("SalesPriceListId", "price_lists", "SalesPriceList")),
                  write=Write(create="salespricelists", update="salespricelists/{key}")),
        _resource("customers", "Customers", "customers", "EmailAddress CustomerNumber Name VatNumber",
                  "ChangedUtc", entity="customer", write=_writes("customers")),
        _resource("customer_labels", "Customer labels", "customerlabels", "Name",
                  write=_writes("customerlabels")),
        _resource("orders", "Orders", "orders", "YourReference Number CustomerId", "ModifiedUtc",
                  entity="order", related=(Related("CustomerId", "customers", "Customer"),),
                  write=_writes("orders")),
        _resource("customer_invoices", "Customer invoices", "customerinvoices",
                  "YourReference InvoiceNumber CustomerId", "ModifiedUtc",
                  entity="invoice", write=Write(create="customerinvoices")),
        _resource("customer_invoice_drafts", "Drafts of customer invoices", "customerinvoicedrafts",
                  "YourReference CustomerId", write=_writes("customerinvoicedrafts")),
        _resource("vouchers", "Vouchers", "vouchers", "VoucherText NumberAndNumberSeries SourceId",
                  "ModifiedUtc", entity="ledger_entry", write=Write(create="vouchers")),
        _resource("accounts", "Ledger accounts", "accounts", "Number FiscalYearId Name", "ModifiedUtc",
                  params={"$orderby": "FiscalYearId,Number"},
                  find=Find("$filter", "{value}", fields=("Id", "Number", "FiscalYearId", "Name")),
                  write=_writes("accounts")),
        _resource("fiscal_years", "Fiscal years", "fiscalyears", "StartDate"),
        _resource("vat_codes", "VAT codes", "vatcodes", "Code"),
        _resource("terms_of_payment", "Terms of payment", "termsofpayments", "Name NumberOfDays"),
        _resource("delivery_methods", "Delivery methods", "deliverymethods", "Code Name"),
        _resource("delivery_terms", "Delivery terms", "deliveryterms", "Code Name"),
        _resource("cost_centers", "Cost centres", "costcenters", "Name Number",
                  write=Write(update="costcenters/{key}", replaces=True)),
        _resource("cost_center_items", "Items of cost centres", "costcenters", "ShortName Name",
                  params={"$orderby": "Id"},
                  find=Find("$filter", "Items/any(i: i/{field} eq {value})",
                            fields=("Id", "ShortName", "Name")),
                  write=_writes("costcenteritems")),
        _resource("projects", "Projects", "projects", "Number Name", "ModifiedUtc",
                  write=_writes("projects")),
        _resource("customer_ledger_items", "Customer ledger items", "customerledgeritems",
                  "InvoiceNumber CustomerId", "ModifiedUtc", write=Write(create="customerledgeritems")),
    ),
)  # fmt: skip
