"""What UpdateConnectors do: the rules by which Profit takes an element, or refuses it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from connectors.afas.sandbox.booking import book
from connectors.afas.sandbox.books import Books, Row
from connectors.afas.sandbox.elements import Node
from connectors.afas.sandbox.parties import address, change_contact, contact, party, relation
from connectors.afas.sandbox.refusal import absent, exists, no_update, rule
from connectors.afas.sandbox.selling import SALES, Sale

#: What a write answers below `results`; None: nothing at all.
Answer = Row | None


def write(books: Books, connector: str, node: Node, *, creating: bool) -> Answer:
    """Carry one element out; Refusal when a rule forbids it, and then nothing is stored."""
    if connector in SALES:
        return Sale(books, SALES[connector]).write(node, creating=creating)
    return _WRITERS[connector](books, node, creating)


def add_below(books: Books, connector: str, node: Node) -> Answer:
    """Carry out what stands below an element that is there."""
    if connector in SALES:
        return Sale(books, SALES[connector]).add_lines(node)
    if connector in {"KnOrganisation", "KnPerson"}:
        owner = books.row("parties", node.fields.get("BcCo", ""))
        if owner is None:
            raise absent("Nummer")
        for each in node.every("KnContact"):
            contact(books, owner, each)
        return {connector: {"BcCo": owner["BcCo"], "BcId": owner["BcId"]}}
    raise no_update()


def remove(books: Books, connector: str, keys: list[str]) -> None:
    """Remove a row; Refusal when there is none."""
    table = _REMOVED.get(connector)
    if table is None:
        raise no_update()
    key = "|".join(keys)
    if books.drop(table, key) is None:
        raise absent("Nummer")
    if connector in SALES:
        Sale(books, SALES[connector]).forget(key)


_REMOVED = {
    "FbItemArticle": "items",
    "FbSales": "orders",
    "FbDirectInvoice": "invoices",
    "FbDeliveryNote": "notes",
    "KnAccount": "accounts",
    "HrCostCentre": "cost_centres",
}


def _needed(node: Node, *names: str) -> None:
    for name in names:
        if node.fields.get(name) is None:
            raise rule(f"De waarde bij '{name}' is verplicht.", f"A value for '{name}' is required.")


def _there(books: Books, table: str, key: Any, label: str, *, creating: bool) -> Row:
    """Give the row that is changed; a new one must not be there."""
    row = books.row(table, key)
    if creating and row is not None:
        raise exists(label, key)
    if not creating and row is None:
        raise absent(label)
    return row or {}


def _kept(node: Node, names: dict[str, str]) -> Row:
    """Give what is stored: columns under their names, everything else under its id."""
    return {names.get(one, one): value for one, value in node.fields.items()}


_ITEM = {
    "ItCd": "ItemCode", "Ds": "Description", "DsEx": "ExtraDescription", "BiUn": "UnitId", "PrFc": "Factor",
    "Grp": "ArtGroup", "Bl": "Blocked", "BaCo": "Barcode", "VaBc": "BarcodeType", "VaRc": "VATGroup",
    "VaTp": "ItemSortCode", "ArSu": "ItemTypeCode", "BiSt": "Stock", "BiDc": "BitDecimals",
    "PrGr": "PriceGroup", "StCh": "StockCode", "StD1": "StockDimId1", "StD2": "StockDimId2",
    "SaPrice": "BasicSalesPrice",
}  # fmt: skip


def image_id(code: str, content: str) -> str:
    """Give a picture the name by which it is asked for."""
    return sha256(f"{code} {content}".encode()).hexdigest()[:32].upper()


def _item(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001 (the writers' shape)
    fields = node.fields
    if creating and fields.get("AuId"):
        fields["ItCd"] = str(books.number("items", 20001))
    _needed(node, "ItCd", *(("Ds", "Grp", "BiUn") if creating else ()))
    row = _there(books, "items", fields["ItCd"], "Itemcode", creating=creating)
    for one, table, label in (("Grp", "groups", "Artikelgroep"), ("BiUn", "units", "Eenheid"),
                              ("VaRc", "tariffs", "Tariefgroep")):  # fmt: skip
        if fields.get(one) and books.row(table, fields[one]) is None:
            raise absent(label)
    usual: Row = {"ItemType": "2", "Factor": 1, "VATGroup": "1", "ItemSortCode": "0", "ItemTypeCode": "0",
                  "BitDecimals": 0, "BasicItem": True, "Amount": 1, "StockActual": 0}  # fmt: skip
    new = {**usual, **row, **_kept(node, _ITEM)}
    if fields.get("FileStream"):
        new["ImageId"] = image_id(new["ItemCode"], fields["FileStream"])
    books.put("items", new["ItemCode"], new)
    return {"FbItemArticle": {"ItCd": new["ItemCode"]}}


#: The price lists that the environment has.
PRICE_LISTS = ("ALG", "B2B", "DLR")

_PRICE = {
    "ItCd": "Item", "DbId": "Debtor", "DaBg": "Date", "CuId": "Currency", "PrLi": "Level", "Am": "Quantity",
    "BiUn": "Unit", "Pric": "GrossPrice",
}  # fmt: skip


def _price(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    del creating
    _needed(node, "ItCd", "BiUn", "CuId", "DaBg")
    item = books.row("items", node.fields["ItCd"])
    if item is None:
        raise absent("Itemcode")
    if node.fields.get("DbId") and books.row("debtors", node.fields["DbId"]) is None:
        raise absent("Debiteur")
    row = _kept(node, _PRICE)
    quantity = row.get("Quantity") or 0
    row |= {"Description": item["Description"], "Quantity": quantity, "Volume": bool(quantity), "Discount": 0}
    row["Nettoprijs"] = row.get("GrossPrice") or 0
    if row.get("Level") and row["Level"] not in PRICE_LISTS:
        raise absent(f"Prijslijst {row['Level']}")
    of = f"{row.get('Debtor') or ''}|{row.get('Level') or ''}|{row['Currency']}"
    key = f"{row['Item']}|{of}|{row['Date']:%Y-%m-%d}|{quantity}"
    if books.row("prices", key):
        raise exists("Verkoopprijs", row["Item"])
    books.put("prices", key, row)
    return None


def _mutation(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    """A stock mutation adds to what is there; sent twice, it is there twice."""
    del creating
    _needed(node, "VaOt", "ReId", "ItCd", "War", "BiUn", "QuUn", "Qu")
    key = f"{node.fields['ItCd']}|{node.fields['War']}"
    item, level = books.row("items", node.fields["ItCd"]), books.row("stock", key)
    if item is None or books.row("warehouses", node.fields["War"]) is None:
        raise absent("Itemcode" if item is None else "Magazijn")
    start: Row = level or {"ItemCode": item["ItemCode"], "Warehouse": node.fields["War"], "InStock": 0,
                           "Reserved": 0, "UnitId": item["UnitId"]}  # fmt: skip
    books.put("stock", key, {**start, "InStock": start["InStock"] + node.fields["Qu"]})
    books.put("items", item["ItemCode"], {**item, "StockActual": item["StockActual"] + node.fields["Qu"]})
    return None


_ACCOUNT = {
    "AcNr": "Account", "Ds": "Description", "VaAt": "Type", "VaPc": "Sort", "Bl": "Blocked",
    "SaYn": "CollectAccount", "CoAc": "CollectAccountType", "ColA": "CollectOn", "VaYn": "VatAllowed",
    "VaCo": "VatCode", "VaBu": "Budget", "VaPp": "ToProject", **{f"VaA{n}": f"DimAx{n}" for n in range(1, 6)},
}  # fmt: skip


def _account(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    _needed(node, "AcNr")
    row = _there(books, "accounts", node.fields["AcNr"], "Rekeningnummer", creating=creating)
    books.put("accounts", node.fields["AcNr"], {**row, **_kept(node, _ACCOUNT)})
    return None


_CENTRE = {"CmId": "EmployerId", "CrId": "CostCentre", "CrDs": "Description", "Bl": "Blocked"}


def _centre(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    _needed(node, "CmId", "CrId")
    key = f"{node.fields['CmId']}|{node.fields['CrId']}"
    row = _there(books, "cost_centres", key, "Kostenplaats", creating=creating)
    books.put("cost_centres", key, {**row, **_kept(node, _CENTRE)})
    return {"HrCostCentre": {"CmId": node.fields["CmId"], "CrId": node.fields["CrId"]}}


def _allocation(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    """A code on an axis; it shows with the accounts to which it is assigned, which is not done here."""
    _needed(node, "AxId", "VbCo", "Ds")
    key = f"{node.fields['AxId']}|{node.fields['VbCo']}"
    row = _there(books, "axis_codes", key, "Verbijzonderingscode", creating=creating)
    books.put("axis_codes", key, {**row, **node.fields})
    return None


def _address(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    del creating
    _needed(node, "CoId")
    address(books, node, None)
    return None


def _entries(books: Books, node: Node, creating: bool) -> Answer:  # noqa: FBT001
    del creating
    return book(books, node)


_WRITERS: dict[str, Callable[[Books, Node, bool], Answer]] = {
    "FbItemArticle": _item,
    "FbSalesPrice": _price,
    "FbStockMutation": _mutation,
    "KnAccount": _account,
    "HrCostCentre": _centre,
    "KnDimCode": _allocation,
    "KnAddress": _address,
    "KnContact": change_contact,
    "KnOrganisation": party,
    "KnPerson": party,
    "KnSalesRelationOrg": relation,
    "KnSalesRelationPer": relation,
    "FiEntries": _entries,
}
#: Every UpdateConnector: its root object, what it is called, and the verbs it knows.
UPDATES: dict[str, tuple[str, str, str]] = {
    "FbItemArticle": ("FbItemArticle", "Artikel", "POST PUT DELETE"),
    "FbSalesPrice": ("FbSalesPrice", "Verkoopprijs", "POST"),
    "FbStockMutation": ("FbStockMutation", "Voorraadmutatie", "POST"),
    "FbSales": ("FbSales", "Verkooporder", "POST PUT DELETE"),
    "FbDirectInvoice": ("FbDirectInvoice", "Directe factuur", "POST PUT DELETE"),
    "FbDeliveryNote": ("FbDeliveryNote", "Pakbon", "POST PUT DELETE"),
    "KnSalesRelationOrg": ("KnSalesRelationOrg", "Verkooprelatie organisatie", "POST PUT"),
    "KnSalesRelationPer": ("KnSalesRelationPer", "Verkooprelatie persoon", "POST PUT"),
    "KnOrganisation": ("KnOrganisation", "Organisatie", "POST PUT"),
    "KnPerson": ("KnPerson", "Persoon", "POST PUT"),
    "KnContact": ("KnContact", "Contact", "PUT"),
    "KnAddress": ("KnAddress", "Adres", "POST"),
    "KnAccount": ("KnAccount", "Grootboekrekening", "POST PUT DELETE"),
    "KnDimCode": ("KnDimCode", "Verbijzonderingscode", "POST PUT"),
    "HrCostCentre": ("HrCostCentre", "Kostenplaats", "POST PUT DELETE"),
    "FiEntries": ("FiEntryPar", "Financiële mutaties", "POST"),
}
