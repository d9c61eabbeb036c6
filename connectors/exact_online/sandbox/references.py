"""How the rows of the books refer to each other: by key or by code; and what they repeat of each other."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.exact_online.sandbox.books import Books, Row

_ROWS = {
    "accounts": "Account Customer OrderedBy InvoiceTo DeliverTo InvoiceAccount Parent",
    "contacts": "Contact OrderedByContactPerson MainContact",
    "gl_accounts": "GLAccount GLRevenue GLCosts GLStock GLAR GLAccountSales GLToPay GLToClaim",
    "warehouses": "Warehouse WarehouseID",
    "items": "Item",
    "item_groups": "ItemGroup",
    "addresses": "DeliveryAddress DeliverToAddress",
    "shipping_methods": "ShippingMethod",
    "sales_order_lines": "SalesOrderLineID",
}
_CODED = {
    "vat_codes": "VATCode SalesVATCode SalesVatCode",
    "payment_conditions": "PaymentCondition PaymentConditionSales",
    "units": "Unit UnitCode",
    "journals": "Journal JournalCode",
    "cost_centres": "CostCenter",
    "cost_units": "CostUnit",
}
#: Columns that hold the key of a row in another table.
KEYS = {column: name for name, columns in _ROWS.items() for column in columns.split()}
#: Columns that hold the code of a row in another table.
CODES = {column: name for name, columns in _CODED.items() for column in columns.split()}
#: Columns that repeat what the row referred to says of itself.
_REPEATED = {
    "Item": {
        "ItemCode": "Code",
        "ItemDescription": "Description",
        "ItemBarcode": "Barcode",
        "ItemUnit": "Unit",
    },
    "Account": {"AccountName": "Name"},
    "OrderedBy": {"OrderedByName": "Name"},
    "InvoiceTo": {"InvoiceToName": "Name"},
    "DeliverTo": {"DeliverToName": "Name"},
    "InvoiceAccount": {"InvoiceAccountName": "Name"},
    "Contact": {"ContactName": "FullName"},
    "OrderedByContactPerson": {"OrderedByContactPersonFullName": "FullName"},
    "Warehouse": {"WarehouseCode": "Code", "WarehouseDescription": "Description"},
    "WarehouseID": {"WarehouseCode": "Code"},
    "ItemGroup": {"ItemGroupCode": "Code", "ItemGroupDescription": "Description"},
    "ShippingMethod": {"ShippingMethodCode": "Code", "ShippingMethodDescription": "Description"},
    "VATCode": {"VATCodeDescription": "Description", "VATPercentage": "Percentage"},
    "SalesVatCode": {"SalesVatCodeDescription": "Description"},
    "SalesVATCode": {"SalesVATCodeDescription": "Description"},
    "PaymentCondition": {"PaymentConditionDescription": "Description"},
    "PaymentConditionSales": {"PaymentConditionSalesDescription": "Description"},
    "Journal": {"JournalDescription": "Description"},
    "JournalCode": {"JournalDescription": "Description"},
    "Customer": {"CustomerName": "Name"},
    "GLAccount": {"GLAccountCode": "Code", "GLAccountDescription": "Description"},
    "Unit": {"UnitDescription": "Description"},
}


def coded(books: Books, column: str, code: str) -> Row | None:
    """Find the row whose code a column holds."""
    return next(iter(books.tables[CODES[column]].having("Code", code.strip())), None)


def named(books: Books, row: Row, columns: Iterable[str]) -> Row:
    """Fill in what the rows that these columns refer to say of themselves."""
    repeated: Row = {}
    for column in columns:
        if column not in _REPEATED or row.get(column) is None:
            continue
        by_code = column in CODES
        source = (
            coded(books, column, row[column]) if by_code else books.tables[KEYS[column]].rows.get(row[column])
        )
        repeated |= {name: source[of] for name, of in _REPEATED[column].items()} if source else {}
    return {**row, **repeated}
