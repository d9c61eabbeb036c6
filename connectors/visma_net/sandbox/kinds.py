"""The kinds of records that the ERP keeps: where each is asked for, by what, and what is shown when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `most` is how many a page holds at most (0: one answer holds all). `second`: the list is an object with
    `records`. `asked` are its filters, each with the place it looks at. `shown` are parts that a list leaves
    out unless a parameter asks for them. `made` is where it is created, where that is not its path; `verbs`
    are G read, P create, U update, D delete. `marked`: its DTO tells total and page size in every element.
    `timed`: it tells when it last changed. `alone`: each record has an address of its own.
    """

    name: str
    path: str
    key: str
    dto: str
    most: int = 0
    second: bool = False
    verbs: str = "G"
    made: str = ""
    marked: bool = True
    timed: bool = True
    alone: bool = True
    version: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_ITEMS = {
    "expandCrossReference": ("crossReferences",),
    "expandAttribute": ("attributes",),
    "expandAccountInformation": ("accountInformation",),
    "expandSalesCategories": ("salesCategories",),
    "expandWarehouseDetail": ("warehouseDetails",),
    "expandNote": ("note",),
}
_CUSTOMERS = {
    "expandAccountInformation": ("glAccounts",),
    "expandPaymentMethods": ("paymentMethods",),
    "expandDirectDebit": ("directDebitLines",),
}
_INVOICES = {
    "expandTaxDetails": ("taxDetails",),
    "expandInvoiceAddress": ("invoiceAddress", "invoiceContact"),
    "expandApplications": ("applications",),
    "expandAttachments": ("attachments",),
}
_PEOPLE = {"name": "name", "status": "status", "corporateId": "corporateId", "email": "mainContact.email"} | {
    "vatRegistrationId": "vatRegistrationId",
    "phone": "mainContact.phone1",
}
_REFERENCES = ("customerRefNumber", "externalReference", "paymentReference", "status", "documentType")

KINDS = {
    kind.path.lower(): kind
    for kind in (
        Kind("items", "v1/inventory", "inventoryNumber", "InventoryDto", 1000, verbs="GPU",
             version="timestamp",
             asked={"inventoryNumber": "inventoryNumber", "description": "description", "status": "status",
                    "alternateID": "crossReferences.*.alternateID"}, shown=_ITEMS),
        Kind("warehouses", "v1/warehouse", "warehouseID", "WarehouseDto", marked=False, timed=False,
             version="timestamp",
             asked={"active": "active", "branch": "branch.number"}),
        Kind("customers", "v1/customer", "number", "CustomerDto", 5000, verbs="GPU", asked=_PEOPLE,
             shown=_CUSTOMERS),
        Kind("customer_classes", "v1/customer/customerClass", "id", "CustomerClassDto", marked=False,
             timed=False),
        Kind("item_classes", "v1/inventory/itemClass", "id", "ItemClassDto", marked=False, timed=False),
        Kind("contacts", "v1/contact", "contactId", "ContactDto", verbs="GPU", marked=False,
             asked={n: n for n in ("displayName", "firstName", "lastName", "businessAccount", "email")}),
        Kind("item_prices", "v1/customerSalesPrice", "recordId", "CustomerSalesPriceDto", 1000, alone=False,
             asked={name: name for name in ("priceType", "priceCode", "inventoryId")}),
        Kind("invoices", "v1/customerinvoice", "referenceNumber", "CustomerInvoiceDto", 1000, verbs="GPUD",
             made="v2/customerinvoice", asked={**{n: n for n in _REFERENCES}, "customer": "customer.number"},
             shown=_INVOICES),
        Kind("journal_transactions", "v2/journaltransaction", "batchNumber", "JournalTransactionDto", 1000,
             verbs="GPU", asked={"periodId": "financialPeriod", "status": "status", "branch": "branch"},
             shown={"expandAttachments": ("attachments",)}),
        Kind("shipments", "v1/shipment", "shipmentNumber", "ShipmentDto", 1000, verbs="GPU",
             version="timeStamp",
             asked={"status": "status", "shipmentType": "shipmentType", "customerNumber": "customer.number"}),
        Kind("vat", "v1/vat", "vatId", "VatInformationDto", marked=False),
        Kind("vat_categories", "v1/vatCategory", "vatCategoryId", "VatCategoryDto", marked=False),
        Kind("credit_terms", "v1/creditTerm", "termsId", "CreditTermDto", 100, second=True, marked=False,
             alone=False,
             asked={"termsId": "termsId"}),
        Kind("payment_methods", "v1/paymentmethod", "paymentMethodID", "PaymentMethodDto", marked=False,
             timed=False),
        Kind("carriers", "v1/carrier", "carrierId", "CarrierDto", marked=False),
        Kind("accounts", "v1/account", "accountCD", "AccountDto", verbs="GPU",
             asked={"active": "active", "publicCode": "publicCode1"}),
        Kind("subaccounts", "v1/subaccount", "subaccountNumber", "SubAccountDto", 1000,
             asked={"active": "active"}),
        Kind("departments", "v1/department", "departmentId", "DepartmentDto", verbs="GPU", marked=False),
        Kind("projects", "v1/project", "projectID", "ProjectDto", 1000, verbs="GPU", marked=False,
             asked={"status": "status"}),
        Kind("ledgers", "v1/ledger", "number", "LedgerDto", marked=False, alone=False),
        Kind("branches", "v1/branch", "number", "BranchDto", marked=False),
        Kind("sales_categories", "v1/salescategory", "categoryID", "SalesCategoryDto", marked=False,
             timed=False),
    )
}  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS.values()}
#: Where records are made, by the path of the request.
MADE = {(kind.made or kind.path).lower(): kind for kind in KINDS.values() if "P" in kind.verbs}
