"""What Profit keeps: each resource is a GetConnector, and often an UpdateConnector by which it is written."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources as packaged
from typing import Any

from connectors.afas.asking import BEHIND, CHANGED, WANTED
from core.api.connector import AfterLast, Find, Related, Resource, Rows, Since, Write
from core.api.content import Content
from core.fields import FieldType, read_fields

FIELDS = read_fields((packaged.files(__package__) / "fields.json").read_text(encoding="utf-8"))
#: Read again each time: in the hour that comes twice, Profit's local times begin anew.
OVERLAP = 3_660
_ADDRESS = Related("DebtorId", "delivery_addresses", into="address", by="DebiteurID")
_PARTY = Related("BcCo", "organisations", into="party")
_DEBTOR = Related("DebtorId", "debtors", into="debtor")
_MAIL = {"Email", "MailWork", "Mail"}
_PICTURE = Content(address="Image", into="data", type="type", name="Filename",
                   path="ImageConnector/{value}?format=0", data="filedata")  # fmt: skip


def changed(field: str) -> Since:
    """Read since a time by a column: local times, of which the Z must be ignored."""
    return Since(
        field,
        CHANGED,
        f'["{field}","2","{{time}}"]',
        zone="Europe/Amsterdam",
        ordered=True,
        overlap=OVERLAP,
    )


def _get(  # noqa: PLR0917 (a row of a table)
    name: str, title: str, of: str, order: str, find: str = "", since: str = "", **more: Any
) -> Resource:
    """Declare a resource: its GetConnector, its columns in an order that is never the same twice, its key."""
    rows: Rows | None = more.get("rows")
    key = more.pop("key", "") or (order if " " not in order else "Key")
    asked = tuple(dict.fromkeys((key, *find.split())))
    compared = more.pop("compared", ())
    return Resource(
        name,
        title,
        path=f"connectors/{of}",
        records="rows",
        key=key,
        natural=more.pop("natural", asked[1:2]),
        params={"orderbyfieldids": ",".join(filter(None, (since, *order.split())))},
        paging=AfterLast(BEHIND, BEHIND, size="take"),
        page_size=100,
        size_param="take",
        since=changed(since) if since else _told(rows),
        find=Find(
            WANTED,
            '["{field}","1",{value}]',
            fields=(*asked, *compared),
            compared=compared,
            case_blind=tuple(each for each in asked if each in _MAIL),
        ),
        fields=FIELDS[name],
        **more,
    )


def _told(rows: Rows | None) -> Since | None:
    """A record that is told row by row changes with its rows; read whole, it is in no order of time."""
    if rows is None:
        return None
    return replace(changed("Modified" if rows.changed == "transactions" else "ModifiedDate"), ordered=False)


def _written(create: str, *, update: bool = True, **more: Any) -> Write:
    path = f"connectors/{create}"
    return Write(create=path, update=path if update else "", **more)


_TOLD_BY_LINES = ("Status", "OrderDate", "DebtorId", "CurrencyId", "CustomerReference")
_TOLD_BY_ROWS = (
    "UnitId", "EntryNo", "Year", "Period", "JournalId", "EntryDate", "VoucherDate", "VoucherNo", "Created",
)  # fmt: skip

RESOURCES = (
    _get("items", "Items", "Profit_Article", "ItemCode", "Barcode Description", "ModifiedDate",
         natural=("ItemCode",), entity="product", write=_written("FbItemArticle", key_given=True),
         related=(Related("ItemCode", "item_basics", into="basic"),
                  Related("ArtGroup", "item_groups", into="group"))),
    _get("item_basics", "Items with price and stock", "Profit_Article_Basic", "ItemCode", "", "DateModified",
         entity="price", write=Write(update="connectors/FbItemArticle")),
    _get("item_images", "Pictures of items", "Profit_Article_image", "ItemType ItemCodeId Filename",
         "ItemCodeId", entity="image", content=_PICTURE),
    _get("pictured_items", "Items, to be pictured", "Profit_Article", "ItemCode",
         write=Write(update="connectors/FbItemArticle")),
    _get("item_groups", "Article groups", "Profit_ArticleGroups", "Artikelgroep", entity="category"),
    _get("item_units", "Units of items", "Profit_Unit_per_Item", "ItemType ItemCode UnitId", "ItemCode"),
    _get("barcodes", "Bar codes of items", "Profit_Barcode_per_Item", "ItemType ItemCode Barcode",
         "Barcode ItemCode"),
    _get("prices", "Sales prices", "Profit_SalesPrice", "Item Debtor Level Date Quantity",
         "Item Debtor Level", compared=("Currency", "Date", "Quantity"),
         write=_written("FbSalesPrice", update=False, key_given=True)),
    _get("stock", "Stock levels", "Profit_Stock_per_Warehouse", "Item_code", "Item_code", key="Key",
         entity="stock"),
    _get("warehouses", "Warehouses", "Profit_Warehouses", "Warehouse", "Description", "ModifiedDate"),
    _get("debtors", "Debtors", "Profit_Debtor", "DebtorId", "Email DebtorName BcCo VatNr SearchName",
         "ModifiedDate", entity="customer",
         write=_written("KnSalesRelationOrg", repeats=("party",)), related=(_ADDRESS, _PARTY)),
    _get("delivery_addresses", "Addresses of debtors", "Profit_Deliveryaddress", "Adres_ID",
         "DebiteurID Mail"),
    _get("organisations", "Organisations and persons", "Profit_OrgPer", "BcCo", "MailWork Name SearchName"),
    _get("contacts", "Contacts", "Profit_Contacts", "ContactId", "MailWork OrgNumber PerNumber FullName",
         "ModifiedDate", write=_written("KnOrganisation/KnContact")),
    _get("addresses", "Addresses", "Profit_Address", "AddressId", "Address Number ZipCode Country",
         "ModifiedDate", write=_written("KnAddress", update=False)),
    _get("sales_orders", "Sales orders", "Profit_SalesorderLines", "OrderNumber SeqNo",
         "CustomerReference DebtorId", key="OrderNumber", entity="order", write=_written("FbSales"),
         rows=Rows("lines", _TOLD_BY_LINES, changed="sales_order_lines"),
         related=(_DEBTOR, Related("OrderNumber", "sales_order_totals", into="totals"))),
    _get("sales_order_lines", "Lines of sales orders", "Profit_SalesorderLines", "OrderNumber SeqNo",
         "OrderNumber ItemCodeId", "ModifiedDate", key="LineGuid"),
    _get("sales_order_totals", "Totals of sales orders", "Profit_Salesorders", "OrderNumber",
         "CustomerReference DebtorId"),
    _get("direct_invoices", "Direct invoices", "", "OrderNumber SeqNo", "CustomerReference DebtorId",
         key="OrderNumber", entity="invoice", write=_written("FbDirectInvoice"),
         rows=Rows("lines", (*_TOLD_BY_LINES, "InvoiceNumber"), changed="direct_invoice_lines"),
         related=(_DEBTOR,)),
    _get("direct_invoice_lines", "Lines of direct invoices", "", "OrderNumber SeqNo",
         "OrderNumber ItemCodeId", "ModifiedDate", key="LineGuid"),
    _get("delivery_notes", "Packing slips", "Profit_Deliverynotes", "Pakbonnummer",
         "CustomerReference SalesOrder", entity="shipment", write=_written("FbDeliveryNote"),
         related=(Related("SalesOrder", "sales_orders", into="sale"),)),
    _get("open_invoices", "Open invoices", "Profit_Debtor_Invoices", "UnitId InvoiceNr",
         "InvoiceNr DebtorId", entity="invoice", related=(_DEBTOR,)),
    _get("entries", "Financial entries", "Profit_Transactions", "UnitId EntryNo SeqNo",
         "VoucherNo EntryNo JournalId", key="EntryKey", entity="ledger_entry",
         rows=Rows("lines", _TOLD_BY_ROWS, changed="transactions"),
         write=_written("FiEntries", update=False)),
    _get("transactions", "Rows of financial entries", "Profit_Transactions", "UnitId EntryNo SeqNo",
         "EntryKey VoucherNo InvoiceId AccountNo", "Modified", key="Key"),
    _get("gl_accounts", "Ledger accounts", "Profit_Accounts", "Account", "Description",
         write=_written("KnAccount", key_given=True)),
    _get("journals", "Journals", "Profit_Journals", "UnitId JournalId", "JournalId Description"),
    _get("vat_codes", "VAT codes", "Profit_VAT_code", "VatCode", "Description"),
    _get("cost_centres", "Cost centres", "Profit_CostCentre", "EmployerId CostCentre",
         "CostCentre Description", "ModifiedDate", key="Key", write=_written("HrCostCentre", key_given=True)),
    _get("cost_units", "Cost units", "Profit_CostCarrier", "EmployerId CostCarrier",
         "CostCarrier Description", "ModifiedDate", key="Key"),
    _get("allocations", "Allocation codes", "Profit_Allocation_Assigments", "Unit Account DimAx DimCode",
         "DimAx DimCode", write=_written("KnDimCode", update=False, key_given=True)),
    _get("administrations", "Administrations", "Profit_Administrations", "AdminId", "AdminNm"),
    _get("periods", "Periods", "Profit_periods_per_administration", "Unit Year Period", "Unit Year"),
    _get("currencies", "Currencies", "Profit_Currency", "CurrencyId"),
    _get("countries", "Countries", "ProfitCountries", "CoId", "Co"),
)  # fmt: skip

#: What is read as a day, by resource.
DAYS = {
    each.name: frozenset(field.name for field in each.fields if field.type is FieldType.DATE)
    for each in RESOURCES
}
