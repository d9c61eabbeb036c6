"""What Visma.net keeps, and how each kind is asked for, looked up and written."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import Any

from core.api.connector import Counted, Find, OnePage, Related, Resource, Rows, Since, Write
from core.fields import read_fields

_FIELDS = read_fields((resources.files(__package__) / "fields.json").read_text(encoding="utf-8"))

#: Times have no zone and may be the company's own; an hour more covers the night when its clocks go back.
_OVERLAP = 3_900
_FORMAT = "%Y-%m-%d %H:%M:%S"
_PAGES = Counted("pageNumber", size="pageSize", total="0.metadata.totalCount", most="0.metadata.maxPageSize")


def _since(field: str = "lastModifiedDateTime", param: str = "lastModifiedDateTime") -> Since:
    return Since(field, param=param, format=_FORMAT, overlap=_OVERLAP, also={f"{param}Condition": ">="})


def _find(
    key: str, asked: str = "", names: dict[str, str] | None = None, compared: str = "", **more: Any
) -> Find:
    """Declare a look-up: `asked` have a parameter of their own, `compared` can't be asked for."""
    fields = tuple(dict.fromkeys((key, *asked.split(), *compared.split())))
    return Find(own=True, fields=fields, names=names or {}, compared=tuple(compared.split()), **more)


def _resource(name: str, title: str, path: str, key: str, find: Find, **more: Any) -> Resource:
    """Declare a resource as most are: pages of a bare list, read since their modification."""
    since = _since() if any(field.name == "lastModifiedDateTime" for field in _FIELDS[name]) else None
    usual = {"records": "", "paging": _PAGES, "page_size": 500, "size_param": "pageSize", "since": since}
    return Resource(
        name=name,
        title=title,
        path=path,
        key=key,
        natural=find.fields[:1],
        find=find,
        fields=_FIELDS[name],
        **{**usual, **more},
    )


def _whole(name: str, title: str, path: str, key: str, *, alone: bool = True, **more: Any) -> Resource:
    """Declare a resource that one answer holds whole; any of its fields is compared here."""
    plain = [field.name for field in _FIELDS[name] if not field.fields and field.name != key]
    find = _find(key, compared=" ".join(plain), alone={key: path + "/{value}"} if alone else {})
    if not alone:
        find = _find(key, compared=" ".join((key, *plain)))
    one = {"paging": OnePage(), "page_size": 0, "size_param": "", "find": find}
    return _resource(name, title, path, key, **{**one, **more})


def _writes(create: str, update: str = "") -> Write:
    return Write(create=create, update=(update or create) + "/{key}", located=True)


_SECOND = {
    "records": "records || 0.records",
    "paging": replace(_PAGES, total="totalCount || 0.totalCount", most="pageSize || 0.pageSize"),
}
_ORDERS = Resource(
    name="sales_orders",
    title="Sales orders",
    path="{sales_url}/SalesOrders",
    records="value || ",
    key="key",
    parts=2,
    entity="order",
    natural=("customer.order",),
    params={"expand": "Lines,Customer,Shipping,Billing"},
    paging=Counted("pageIndex", first=0, size="pageSize", total="totalCount"),
    page_size=100,
    size_param="pageSize",
    since=Since("lastModified", param="modifiedSince", format="%Y-%m-%dT%H:%M:%SZ", overlap=120, ordered=True,
                order={"orderBy": "lastModified asc"}),
    find=_find("key", "orderId customer.id", {"orderId": "filter", "customer.id": "customerId"},
               "customer.order customer.refNo"),
    write=Write(create="{sales_url}/SalesOrders", update="{sales_url}/SalesOrders/{key}",
                update_method="PATCH", located=True, versioned=True),
    related=(Related("customer.id", "customers", "buyer"),
             Related("orderLines[].taxCategoryId", "vat_categories", "taxCategory")),
    fields=_FIELDS["sales_orders"],
)  # fmt: skip
_ITEM = {"description": "description", "barcode": "alternateID"}
_PERSON = {"mainContact.email": "email", "mainContact.phone1": "phone"}
_EVERYTHING = ("AccountInformation", "PaymentMethods", "DirectDebit")
_OF_INVOICES = ("Applications", "DunningInformation", "Attachments", "TaxDetails", "InvoiceAddress")


def _expanded(*parts: str) -> dict[str, bool]:
    return {f"expand{part}": True for part in parts}


RESOURCES = (
    _resource("items", "Items", "v1/inventory", "inventoryNumber",
              _find("inventoryNumber", "description barcode", _ITEM), entity="product", params=_expanded(
                  "CrossReference", "Attribute", "AccountInformation", "SalesCategories", "Note"),
              write=_writes("v1/inventory")),
    _resource("stock", "Stock per item", "v1/inventory", "inventoryNumber", _find("inventoryNumber"),
              entity="stock", params=_expanded("WarehouseDetail"),
              since=_since("availabilityModified", "availabilityLastModifiedDateTime")),
    _whole("warehouses", "Warehouses", "v1/warehouse", "warehouseID"),
    _resource("customers", "Customers", "v1/customer", "number",
              _find("number", "mainContact.email name corporateId vatRegistrationId mainContact.phone1",
                    _PERSON,
                    alone={"number": "v1/customer/{value}"}, case_blind=("mainContact.email", "name")),
              entity="customer", params=_expanded(*_EVERYTHING), write=_writes("v1/customer")),
    _whole("contacts", "Contacts", "v1/contact", "contactId", write=_writes("v1/contact"), find=_find(
        "contactId", "businessAccount email firstName lastName", alone={"contactId": "v1/contact/{value}"},
        case_blind=("email", "firstName", "lastName"))),
    _whole("customer_classes", "Customer classes", "v1/customer/customerClass", "id"),
    _whole("item_classes", "Item classes", "v1/inventory/itemClass", "id"),
    _resource("item_prices", "Sales prices", "v1/customerSalesPrice", "recordId", entity="price", find=_find(
        "recordId", "inventoryId priceType priceCode", compared="recordId currency uoM")),
    _ORDERS,
    _resource("invoices", "Customer invoices", "v1/customerinvoice", "referenceNumber", entity="invoice",
              find=_find("referenceNumber",
                         "customerRefNumber externalReference paymentReference customerNumber",
                         {"customerNumber": "customer"},
                         alone={"referenceNumber": "v1/customerinvoice/{value}"}),
              params=_expanded(*_OF_INVOICES), related=(
                  Related("customerNumber", "customers", "buyer"),
                  Related("invoiceLines[].vatCodeId", "vat_categories", "taxCategory")),
              write=_writes("v2/customerinvoice", "v1/customerinvoice")),
    _resource("journal_transactions", "Journal transactions", "v2/journaltransaction", "batchNumber",
              _find("batchNumber", compared="description",
                    alone={"batchNumber": "v2/journaltransaction/{value}"}),
              entity="ledger_entry",
              params={"lastModifiedDateTime": "2000-01-01", **_expanded("Attachments")},
              since=Since("lastModifiedDateTime", param="lastModifiedDateTime", format=_FORMAT, join="",
                          overlap=_OVERLAP),
              rows=Rows("journalTransactionLines"), write=_writes("v2/journaltransaction")),
    _resource("shipments", "Shipments", "v1/shipment", "shipmentNumber", entity="shipment", find=_find(
        "shipmentNumber", "customer", {"customer": "customerNumber"},
        alone={"shipmentNumber": "v1/shipment/{value}"}),
              params={"includeCustomFreeFields": True}, write=_writes("v1/shipment"),
              related=(Related("shipmentOrderLines[].orderNbr", "sales_orders", "sale", by="orderId"),)),
    _whole("vat", "VAT", "v1/vat", "vatId"),
    _whole("vat_categories", "VAT categories", "v1/vatCategory", "vatCategoryId"),
    _resource("credit_terms", "Credit terms", "v1/creditTerm", "termsId", _find("termsId"), **_SECOND),
    _whole("payment_methods", "Payment methods", "v1/paymentmethod", "paymentMethodID"),
    _whole("carriers", "Carriers", "v1/carrier", "carrierId"),
    _whole("accounts", "Ledger accounts", "v1/account", "accountCD", write=_writes("v1/account")),
    _resource("subaccounts", "Subaccounts (cost centres)", "v1/subaccount", "subaccountNumber", _find(
        "subaccountNumber", compared="description", alone={"subaccountNumber": "v1/subaccount/{value}"})),
    _whole("departments", "Departments", "v1/department", "departmentId", write=_writes("v1/department")),
    _resource("projects", "Projects", "v1/project", "projectID", _find(
        "projectID", "status", compared="description", alone={"projectID": "v1/project/{value}"}),
              write=_writes("v1/project")),
    _whole("ledgers", "Ledgers", "v1/ledger", "number", alone=False),
    _whole("branches", "Branches", "v1/branch", "number"),
    _whole("sales_categories", "Sales categories", "v1/salescategory", "categoryID", entity="category"),
)  # fmt: skip
