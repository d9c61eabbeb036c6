"""Exact Online: orders, relations, items, stock and the ledger of one administration, over OData."""

from importlib import resources
from typing import Any

from connectors.exact_online.dialect import DIALECT
from connectors.exact_online.notices import NOTICES
from core.api.connector import (
    Connector,
    Find,
    Limits,
    LinkInBody,
    OAuth2,
    Related,
    Resource,
    Setting,
    Since,
    Write,
)
from core.fields import read_fields

_FIELDS = read_fields((resources.files(__name__) / "fields.json").read_text(encoding="utf-8"))

_MODIFIED = Since(
    field="Modified",
    param="$filter",
    filter="Modified ge datetime'{time}'",
    order={"$orderby": "Modified"},
    ordered=True,
    overlap=300,  # many servers stamp it, and how late an entry is seen is not told
)


def _resource(name: str, title: str, path: str, find: str, key: str = "ID", **more: Any) -> Resource:
    """Declare a resource as nearly all of Exact's are: found by `find`, read since `Modified`."""
    fields = (key, *find.split())
    return Resource(
        name=name,
        title=title,
        path=path,
        records="d.results || d",
        key=key,
        natural=fields[1:2],
        paging=LinkInBody("d.__next"),
        page_size=60,
        find=Find("$filter", fields=fields, case_blind=tuple(f for f in fields if f in _CASE_BLIND)),
        fields=_FIELDS[name],
        **{"since": _MODIFIED, **more},
    )


_CASE_BLIND = {"Email", "BusinessEmail", "Code", "Name", "FullName", "YourRef", "Description"}


def _writes(path: str, key: str = "ID") -> Write:
    return Write(create=path, update=f"{path}(guid'{{key}}')", key=f"d.{key}")


def _sold(lines: str, delivered: str) -> tuple[Related, ...]:
    """Name what orders and invoices tell by key or code only: customer, place of delivery, VAT of a line."""
    return (
        Related("OrderedBy", "accounts", into="Customer"),
        Related(delivered, "addresses", into="Delivery"),
        Related(f"{lines}[].VATCode", "vat_codes", into="VAT", by="Code"),
    )


CONNECTOR = Connector(
    name="exact_online",
    title="Exact Online",
    docs="https://start.exactonline.nl/docs/HlpRestAPIResources.aspx",
    base_url="https://start.exactonline.{country}/api/v1/{division}",
    auth_url="https://start.exactonline.{country}",
    hosts=("start.exactonline.*", "start.exactonline.co.uk"),
    auth=(
        OAuth2(authorize_url="{auth_url}/api/oauth2/auth", token_url="{auth_url}/api/oauth2/token",
               early_seconds=20, not_before=570, rotating=True),
    ),
    settings=(
        Setting(
            "country",
            "Country",
            help="The Exact site on which the administration lives; an app belongs to one of them.",
            default="nl",
            choices=("nl", "be", "de", "co.uk", "fr", "es", "com"),
        ),
        Setting(
            "division",
            "Administration",
            help="The number in the address bar of Exact, behind _Division_=.",
            example="123456",
            pattern=r"\d+",
        ),
        Setting("client_id", "Client ID", help="Of the app that you registered in Exact's app centre."),
        Setting("client_secret", "Client secret", help="Of the same app.", secret=True),
        Setting("webhook_secret", "Webhook secret", help="Of the same app, to be told of changes at once.",
                secret=True, required=False),
        Setting("base_url", "API address", help="Only for a sandbox or a proxy.", required=False),
        Setting("auth_url", "Sign-in address", help="Only for a sandbox or a proxy.", required=False),
    ),
    probe="divisions",
    limits=Limits(
        per_minute=60, reset_unit="epoch_ms", settle=10.0, errors_per_hour=10,
        remaining=(("X-RateLimit-Minutely-Remaining", "X-RateLimit-Minutely-Reset"),
                   ("X-RateLimit-Remaining", "X-RateLimit-Reset")),
    ),
    dialect=DIALECT,
    notices=NOTICES,
    resources=(
        _resource("items", "Items", "logistics/Items", "Code Barcode SearchCode",
                  entity="product", write=_writes("logistics/Items")),
        _resource("item_groups", "Item groups", "logistics/ItemGroups", "Code"),
        _resource("sales_item_prices", "Sales prices", "logistics/SalesItemPrices", "Item Account",
                  entity="price", write=_writes("logistics/SalesItemPrices"),
                  params={"$select": ",".join(field.name for field in _FIELDS["sales_item_prices"])}),
        _resource("accounts", "Accounts (customers)", "crm/Accounts", "Email Code Name VATNumber SearchCode",
                  entity="customer", write=_writes("crm/Accounts")),
        _resource("contacts", "Contacts", "crm/Contacts", "Email Account BusinessEmail FullName LastName",
                  write=_writes("crm/Contacts")),
        _resource("addresses", "Addresses", "crm/Addresses", "Account Type Postcode AddressLine1",
                  write=_writes("crm/Addresses")),
        _resource("sales_orders", "Sales orders", "salesorder/SalesOrders",
                  "YourRef OrderNumber OrderedBy Description", key="OrderID", entity="order",
                  params={"$expand": "SalesOrderLines"}, related=_sold("SalesOrderLines", "DeliveryAddress"),
                  write=_writes("salesorder/SalesOrders", "OrderID")),
        _resource("sales_order_lines", "Lines of sales orders", "salesorder/SalesOrderLines", "OrderID Item",
                  since=None, write=_writes("salesorder/SalesOrderLines")),
        _resource("sales_invoices", "Sales invoices", "salesinvoice/SalesInvoices",
                  "YourRef InvoiceNumber OrderNumber OrderedBy", key="InvoiceID", entity="invoice",
                  params={"$expand": "SalesInvoiceLines"},
                  related=_sold("SalesInvoiceLines", "DeliverToAddress"),
                  write=_writes("salesinvoice/SalesInvoices", "InvoiceID")),
        _resource("stock", "Stock per warehouse", "inventory/ItemWarehouses",
                  "ItemCode Item Warehouse WarehouseCode", entity="stock",
                  write=_writes("inventory/ItemWarehouses")),
        _resource("warehouses", "Warehouses", "inventory/Warehouses", "Code",
                  write=_writes("inventory/Warehouses")),
        _resource("vat_codes", "VAT codes", "vat/VATCodes", "Code", write=_writes("vat/VATCodes")),
        _resource("payment_conditions", "Payment conditions", "cashflow/PaymentConditions", "Code",
                  write=Write(create="cashflow/PaymentConditions", key="d.ID")),
        _resource("journals", "Journals", "financial/Journals", "Code", write=_writes("financial/Journals")),
        _resource("gl_accounts", "Ledger accounts", "financial/GLAccounts", "Code",
                  write=_writes("financial/GLAccounts")),
        _resource("units", "Units", "logistics/Units", "Code", since=None),
        _resource("shipping_methods", "Shipping methods", "sales/ShippingMethods", "Code Description"),
        _resource("divisions", "Administrations", "hrm/Divisions", "HID Description", key="Code"),
    ),
)  # fmt: skip
