"""What Exact Online keeps, resource by resource: where it stands, how it is found, and how it is written."""

from dataclasses import replace
from importlib import resources
from typing import Any

from connectors.exact_online.pictures import picture_resources
from connectors.exact_online.prices import of_items
from core.api.connector import Find, LinkInBody, Related, Resource, Since, Write
from core.fields import read_fields

_FIELDS = read_fields(
    (resources.files("connectors.exact_online") / "fields.json").read_text(encoding="utf-8")
)

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


def _writes(path: str, key: str = "ID", lines: str = "") -> Write:
    """Declare a writing; the ledger account of each of the `lines` may be told by its code."""
    keys = (Related(f"{lines}[].GLAccountCode", "gl_accounts", "GLAccount", "Code"),) if lines else ()
    return Write(create=path, update=f"{path}(guid'{{key}}')", key=f"d.{key}", keys=keys)


def _sold(lines: str, delivered: str) -> tuple[Related, ...]:
    """Name what orders and invoices tell by key or code only: customer, place of delivery, VAT of a line."""
    return (
        Related("OrderedBy", "accounts", into="Customer"),
        Related(delivered, "addresses", into="Delivery"),
        Related(f"{lines}[].VATCode", "vat_codes", into="VAT", by="Code"),
    )


RESOURCES = (
    _resource("items", "Items", "logistics/Items", "Code Barcode SearchCode",
              entity="product", write=_writes("logistics/Items")),
    *picture_resources(_resource, _FIELDS),
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
    _resource("goods_deliveries", "Goods deliveries", "salesorder/GoodsDeliveries",
              "Description DeliveryNumber TrackingNumber", key="EntryID", entity="shipment",
              params={"$select": ",".join(field.name for field in _FIELDS["goods_deliveries"]),
                      "$expand": "GoodsDeliveryLines"},
              related=(Related("GoodsDeliveryLines[].SalesOrderNumber", "sales_orders", "Sale",
                               by="OrderNumber"),),
              write=_writes("salesorder/GoodsDeliveries", "EntryID")),
    _resource("sales_order_lines", "Lines of sales orders", "salesorder/SalesOrderLines",
              "OrderID Item ItemCode",
              since=None, write=_writes("salesorder/SalesOrderLines")),
    _resource("sales_invoices", "Sales invoices", "salesinvoice/SalesInvoices",
              "YourRef InvoiceNumber OrderNumber OrderedBy", key="InvoiceID", entity="invoice",
              params={"$expand": "SalesInvoiceLines"},
              related=_sold("SalesInvoiceLines", "DeliverToAddress"),
              write=_writes("salesinvoice/SalesInvoices", "InvoiceID", "SalesInvoiceLines")),
    _resource("sales_entries", "Sales entries", "salesentry/SalesEntries",
              "YourRef EntryNumber Customer Journal", key="EntryID",
              params={"$expand": "SalesEntryLines"},
              write=_writes("salesentry/SalesEntries", "EntryID", "SalesEntryLines")),
    _resource("journal_entries", "General journal entries", "generaljournalentry/GeneralJournalEntries",
              "EntryNumber JournalCode First.Description", key="EntryID", entity="ledger_entry",
              params={"$select": ",".join(field.name for field in _FIELDS["journal_entries"]
                                          if field.name != "First"),
                      "$expand": "GeneralJournalEntryLines"},
              related=(Related("EntryID", "journal_entry_lines", "First", by="EntryID"),),
              write=replace(_writes("generaljournalentry/GeneralJournalEntries", "EntryID",
                                    "GeneralJournalEntryLines"), update="")),
    _resource("journal_entry_lines", "Lines of general journal entries",
              "generaljournalentry/GeneralJournalEntryLines", "Description EntryID",
              write=Write(create="generaljournalentry/GeneralJournalEntryLines", key="d.ID")),
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
    _resource("cost_centres", "Cost centres", "hrm/Costcenters", "Code",
              write=_writes("hrm/Costcenters")),
    _resource("cost_units", "Cost units", "hrm/Costunits", "Code", write=_writes("hrm/Costunits")),
    _resource("units", "Units", "logistics/Units", "Code", since=None),
    _resource("shipping_methods", "Shipping methods", "sales/ShippingMethods", "Code Description"),
    _resource("divisions", "Administrations", "hrm/Divisions", "HID Description", key="Code"),
)  # fmt: skip
RESOURCES += tuple(of_items(each) for each in RESOURCES if each.name == "sales_item_prices")
