"""What Profit keeps: tables of rows, numbers that it gives out, and the GetConnectors that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from connectors.afas.sandbox.refusal import Refusal
from core.sandbox.rates import Clock

Row = dict[str, Any]

ZONE = ZoneInfo("Europe/Amsterdam")
#: t text, i whole number, n number, b true or false, d day or time.
_EMPTY: dict[str, Any] = {"t": "", "i": 0, "n": 0, "b": False, "d": ""}


@dataclass(frozen=True)
class View:
    """A GetConnector: the table it looks at, and its columns.

    A column is `name`, `name:kind` or `name=source:kind`. `where` is a column of the table that must be
    filled, `own` whether the customer made it.
    """

    name: str
    title: str
    table: str
    text: str
    where: str = ""
    own: bool = False
    columns: dict[str, tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        made = {}
        for part in self.text.split():
            plain, _, kind = part.partition(":")
            name, _, source = plain.partition("=")
            made[name] = (source or name, kind or "t")
        object.__setattr__(self, "columns", made)

    def value(self, row: Row, column: str) -> Any:
        """Give what a row has in a column."""
        return row.get(self.columns[column][0])

    def wire(self, row: Row, *, nulls: bool) -> Row:
        """Write a row as Profit sends it: local times marked Z; empty values, or nulls."""
        return {
            name: _written(row.get(source), kind, nulls=nulls)
            for name, (source, kind) in self.columns.items()
        }


def _written(value: Any, kind: str, *, nulls: bool) -> Any:
    if value is None or value == "":
        return None if nulls else _EMPTY[kind]
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value


_BASIC = "DebtorId OrderDate:d CurrencyId CustomerReference"
_LINES = (
    "Nummer=OrderNumber Status Datum=OrderDate:d Debiteur=DebtorId Valuta=CurrencyId"
    " Referentie=CustomerReference Regel=SeqNo:i Regelstatus=LineStatusCode Regel_GUID=LineGuid"
    " Type_item=ItemTypeCode Itemcode=ItemCodeId Omschrijving=Description Eenheid=UnitId"
    " Aantal=PiecePerUnit:n Prijs=PricePerUnit:n Korting=AmtRowDiscount:n Nettoprijs=PriceNet:n"
    " Bedrag=AmtTotal:n Btw_percentage=VATPercentage:n Gewijzigd_op=ModifiedDate:d"
)
VIEWS = {
    view.name: view
    for view in (
        View("Profit_Article", "Items", "items",
             "ItemCode Description ExtraDescription UnitId Factor:i ArtGroup Blocked:b Barcode VATGroup"
             " ItemSortCode ItemTypeCode Stock:b BitDecimals:i PriceGroup StockCode StockDimId1 StockDimId2"
             " CreateDate:d ModifiedDate:d"),
        View("Profit_Article_Basic", "Items", "items",
             "ItemCode Description UnitId ArtGroup Blocked:b VATgroup=VATGroup BasicSalesPrice:n"
             " StockActual:n CreateDate:d DateModified=ModifiedDate:d"),
        View("Profit_Article_image", "Items", "items",
             "ItemType ItemCodeId=ItemCode Filename=FileName Image=ImageId", where="ImageId"),
        View("Profit_ArticleGroups", "Article groups (report)", "groups", "Artikelgroep Omschrijving"),
        View("Profit_Unit_per_Item", "Unit per item", "items",
             "ItemType ItemCode UnitId Amount:n BasicItem:b"),
        View("Profit_Barcode_per_Item", "Barcode per item", "items",
             "ItemType ItemCode UnitId BarcodeType Barcode StockDimCode1 StockDimCode2 SerialNumber"
             " BatchNumber DebtorId CreditorId", where="Barcode"),
        View("Profit_SalesPrice", "Price list per debtor (GetConnector)", "prices",
             "Debtor Date:d Currency Volume:b Level Item Description Quantity:n Unit GrossPrice:n Discount:n"
             " Nettoprijs:n"),
        View("Profit_Stock_per_Warehouse", "Stock (virtual) by item", "items",
             "Basisartikeltype_code=ItemType Item_code=ItemCode In_stock=StockActual:n Unit=UnitId"
             " Stock_level_code", where="Stock"),
        View("Profit_Warehouses", "Warehouse", "warehouses",
             "Warehouse Description UnitIdFin:i Blocked:b Barcode BasicContactCode Name AdressLine1"
             " AdressLine2 AdressLine3 CountryId CreateDate:d ModifiedDate:d"),
        View("Profit_Debtor", "Debtors", "debtors",
             "DebtorId DebtorName BcCo SearchName AdressLine1 AdressLine3 AdressLine4 TelNr Email IBAN VatNr"
             " ChOfCommNr CollectAccount PayCon VatDuty Blocked:b CreditLimit:n CurrencyId AutoPayment:b"
             " CreateDate:d ModifiedDate:d"),
        View("Profit_Deliveryaddress", "Addresses at contacts (all)", "addresses",
             "OrgId Bedrijf Tel Fax Mail Gewijzigd_op=ModifiedDate:d Gewijzigd_op_2=ModifiedDate:d"
             " Is_debiteur:b Adres_ID=AddressId:i Adrestype_code=AddressAdd A_Straat=Address"
             " A_Huisnummer=Number:i A_Toev_Huisnr.=NumberAdd A_Postcode=ZipCode A_Woonplaats=Recidence"
             " Adrestype_code_2=Kind A_Land=Iso DebiteurID", where="OrgId"),
        View("Profit_Address", "Address", "addresses",
             "AddressId:i AddressLine PoBox:b AddressAdd Address Number:i NumberAdd ZipCode Recidence Country"
             " Addition CreateDate:d ModifiedDate:d"),
        View("Profit_OrgPer", "Organisations/Persons (excl. authorisation)", "parties",
             "BcCo Type SearchName Name AdressLine1 AdressLine3 AdressLine4 TelWork MailWork Homepage Note"
             " ChOfCommNr DateBirth:d BSN"),
        View("Profit_Contacts", "Contacts", "contacts",
             "Type ContactId:i Name OrgNumber PerNumber Department Blocked:b AddressLine1 AddressLine3"
             " AddressLine4 TelWork MobWork MailWork Note Function FunctionCard FullName Gender TelPrivate"
             " MobPrivate MailPrivate CreateDate:d ModifiedDate:d"),
        View("Profit_Salesorders", "Sales order lines", "orders",
             f"Ordersoort OrderNumber Status {_BASIC} Gross:n Discount:n TotalAmount:n VAT:n Quantity:n"
             " InvoiceTotal:n"),
        View("Profit_SalesorderLines", "Sales order lines", "order_lines",
             f"OrderNumber Status {_BASIC} SeqNo:i LineStatusCode LineGuid ItemTypeCode ItemCodeId"
             " Description UnitId PiecePerUnit:n PricePerUnit:n AmtRowDiscount:n PriceNet:n AmtTotal:n"
             " CreateDate:d ModifiedDate:d"),
        View("Profit_Deliverynotes", "Packing slips", "notes", "Pakbonnummer=OrderNumber Type_order"),
        View("Profit_Deliverynotelines", "Packing slip lines", "note_lines",
             "Type_order Nummer_pakbon=OrderNumber Volgnummer=SeqNo:i"),
        View("Profit_Debtor_Invoices", "Outstanding items debtor", "open_invoices",
             "UnitId:i DebtorId InvoiceNr NookPieceDate:d ExpDate:d CurrencyId AmtInvoice:n AmtInvoiceCurr:n"
             " Balance:n BalanceCurr:n Description"),
        View("Profit_Transactions", "Financial entries", "transactions",
             "UnitId:i EntryNo:i SeqNo:i Year:i Period:i JournalId AccountNo AmtDebit:n AmtCredit:n"
             " EntryDate:d InvoiceId VoucherDate:d VoucherNo VatCode VatAmt:n Description Created:d"
             " Modified:d"),
        View("Profit_Accounts", "Ledger accounts (Financial)", "accounts",
             "Account Description Type Sort Blocked:b CollectAccount:b CollectAccountType Feature CollectOn"
             " VatAllowed:b VatCode Budget ToProject DimAx1 DimAx2 DimAx3 DimAx4 DimAx5"),
        View("Profit_Journals", "Journals", "journals",
             "UnitId:i JournalId Description JournalType Blocked:b"),
        View("Profit_VAT_code", "VAT code", "vat_codes",
             "VatCode Description AccountNr VatPerc:n VatDuty Blocked:b VatMethod VatType"),
        View("Profit_CostCentre", "Employer / cost centres", "cost_centres",
             "EmployerId CostCentre Description Blocked:b ModifiedDate:d"),
        View("Profit_CostCarrier", "Employer / cost carriers", "cost_units",
             "EmployerId CostCarrier Description Blocked:b ModifiedDate:d"),
        View("Profit_Allocation_Assigments", "Allocation assignment", "allocations",
             "Unit:i Account DimAx AxDescription DimCode CodeDescription"),
        View("Profit_Administrations", "Administrations (Profit)", "administrations",
             "AdminId:i AdminNm AdminCd"),
        View("Profit_periods_per_administration", "Blocked periods per administration", "periods",
             "Unit:i Year:i Period:i PeriodDesc DateFrom:d DateTo:d Blocked:b Periodtable:i TableDesc"),
        View("Profit_Currency", "Currency", "currencies",
             "CurrencyId Currency Exchange_Rate:n StartDate:d DailyRate:n"),
        View("ProfitCountries", "Countries", "countries", "CoId Co"),
        View("Webshop_Voorraad", "Stock for the webshop", "items",
             "Itemcode=ItemCode Voorraad=StockActual:n Gereserveerd=Reserved:n Eenheid=UnitId"
             " Gewijzigd_op=ModifiedDate:d", where="Stock", own=True),
        View("Webshop_Magazijnen", "Stock in each warehouse", "stock",
             "Itemcode=ItemCode Magazijn=Warehouse Voorraad=InStock:n Gereserveerd=Reserved:n Eenheid=UnitId"
             " Gewijzigd_op=ModifiedDate:d", own=True),
        View("Webshop_Orders", "Order lines for the webshop", "order_lines", _LINES, own=True),
        View("Webshop_Facturen", "Direct invoices for the webshop", "invoice_lines",
             f"Factuur=InvoiceNumber {_LINES}", own=True),
        View("Webshop_Pakbonnen", "Packing slips for the webshop", "notes",
             "Pakbonnummer=OrderNumber Type_order Datum=OrderDate:d Debiteur=DebtorId"
             " Referentie=CustomerReference Order=SalesOrder Zending=TrackingNumber Vervoerder=Carrier"
             " Gewijzigd_op=ModifiedDate:d", own=True),
    )
}  # fmt: skip
#: What a connection says of the GetConnectors that the customer made.
_THEIRS = (
    "OrderNumber=Nummer, OrderDate=Datum, DebtorId=Debiteur, CurrencyId=Valuta,"
    " CustomerReference=Referentie, SeqNo=Regel, LineStatusCode=Regelstatus, LineGuid=Regel_GUID,"
    " ItemTypeCode=Type_item, ItemCodeId=Itemcode, Description=Omschrijving, UnitId=Eenheid,"
    " PiecePerUnit=Aantal, PricePerUnit=Prijs, AmtRowDiscount=Korting, PriceNet=Nettoprijs,"
    " AmtTotal=Bedrag, VATPercentage=Btw_percentage, ModifiedDate=Gewijzigd_op"
)
OWN = (
    "stock: Webshop_Voorraad(Item_code=Itemcode, In_stock=Voorraad, Reserved=Gereserveerd, Unit=Eenheid,"
    " ModifiedDate=Gewijzigd_op);"
    f" sales_orders: Webshop_Orders({_THEIRS});"
    f" direct_invoices: Webshop_Facturen(InvoiceNumber=Factuur, {_THEIRS});"
    " delivery_notes: Webshop_Pakbonnen(OrderDate=Datum, DebtorId=Debiteur, CustomerReference=Referentie,"
    " SalesOrder=Order, TrackingNumber=Zending, Carrier=Vervoerder, ModifiedDate=Gewijzigd_op)"
)


#: What no GetConnector shows.
_BEHIND = ("units", "costs", "tariffs", "conditions", "axis_codes", "invoices")


def local(time: datetime) -> datetime:
    """Give a time as Profit writes it."""
    return time.astimezone(ZONE).replace(tzinfo=None, microsecond=0)


class Books:
    """The tables of one environment, and its clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        #: the time while the books are opened
        self.then: datetime | None = None
        tables = (*(view.table for view in VIEWS.values()), *_BEHIND)
        self.tables: dict[str, dict[str, Row]] = {name: {} for name in tables}
        self._numbers: dict[str, count[int]] = {}

    def now(self) -> datetime:
        """Tell the time as Profit keeps it: local, to the second."""
        return local(self.then or self._clock.now())

    def number(self, kind: str, first: int) -> int:
        """Give out the next number of a kind."""
        return next(self._numbers.setdefault(kind, count(first)))

    def row(self, table: str, key: object) -> Row | None:
        """Give a row by its key; codes differ by more than case."""
        return self.tables[table].get(str(key).strip().casefold())

    def put(self, table: str, key: object, row: Row) -> Row:
        """Store a row, new or changed, with its times."""
        name = str(key).strip().casefold()
        whole = {**self.tables[table].get(name, {"CreateDate": self.now()}), **row}
        whole["ModifiedDate"] = self.now()
        self.tables[table][name] = whole
        return whole

    def drop(self, table: str, key: object) -> Row | None:
        """Remove a row."""
        return self.tables[table].pop(str(key).strip().casefold(), None)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Store all that is written inside, or nothing when something of it is refused."""
        before = {name: dict(table) for name, table in self.tables.items()}
        try:
            yield
        except Refusal:
            self.tables = before
            raise

    def rows(self, view: View) -> Iterator[Row]:
        """Give the rows that a GetConnector shows."""
        rows = self.tables[view.table].values()
        return (row for row in rows if not view.where or row.get(view.where))
