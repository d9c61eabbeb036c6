"""How records are written: one payload in the words of our columns becomes an UpdateConnector's elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from core.api.connector import Resource
from core.errors import Misconfigured, Refused
from core.records import JsonObject

_ADDRESS = {
    "A_Straat": "Ad", "A_Huisnummer": "HmNr", "A_Toev_Huisnr": "HmAd", "A_Postcode": "ZpCd",
    "A_Woonplaats": "Rs", "A_Land": "CoId",
}  # fmt: skip
_RELATION = {
    "DebtorId": "DbId", "IBAN": "Iban", "VatNr": "VaId", "CollectAccount": "ColA", "PayCon": "PaCd",
    "VatDuty": "VaDu", "Blocked": "Bl", "CreditLimit": "Krli", "CurrencyId": "CuId", "AutoPayment": "AuPa",
    "PriceList": "PrLs", "Language": "LgId", "Remark": "Rm",
}  # fmt: skip
_PARTY = {"SearchName": "SeNm", "TelNr": "TeNr", "Email": "EmAd"}
_ORGANISATION = {**_PARTY, "DebtorName": "Nm", "ChOfCommNr": "CcNr"}
_PERSON = {**_PARTY, "FirstName": "FiNm", "LastName": "LaNm"}
_CONTACT = {
    "Type": "ViKc", "Department": "ExAd", "Blocked": "Bl", "TelWork": "TeNr", "MobWork": "MbNr",
    "MailWork": "EmAd", "Note": "Re", "Function": "ViFu", "FunctionCard": "FuDs",
}  # fmt: skip
_ITEM = {
    "ItemCode": "ItCd", "Description": "Ds", "ExtraDescription": "DsEx", "UnitId": "BiUn", "Factor": "PrFc",
    "ArtGroup": "Grp", "Blocked": "Bl", "Barcode": "BaCo", "BarcodeType": "VaBc", "VATGroup": "VaRc",
    "ItemSortCode": "VaTp", "ItemTypeCode": "ArSu", "Stock": "BiSt", "BitDecimals": "BiDc",
    "PriceGroup": "PrGr", "StockCode": "StCh", "StockDimId1": "StD1", "StockDimId2": "StD2",
    "BasicSalesPrice": "SaPrice", "CostPrice": "CoPrice", "WeightUnit": "VaWt", "NetWeight": "NeWe",
    "GrossWeight": "GrWe", "Remark": "Rm",
}  # fmt: skip
_PRICE = {
    "Item": "ItCd", "ItemTypeCode": "VaIt", "Debtor": "DbId", "Date": "DaBg", "EndDate": "DaEn",
    "Currency": "CuId", "Level": "PrLi", "Quantity": "Am", "Unit": "BiUn", "GrossPrice": "Pric",
}  # fmt: skip
_HEAD = {
    "OrderNumber": "OrNu", "Pakbonnummer": "OrNu", "InvoiceNumber": "SinOrNu", "OrderDate": "OrDa",
    "DebtorId": "DbId", "CurrencyId": "CuId", "CustomerReference": "RfCs", "UnitId": "Unit",
    "Warehouse": "War", "PaymentCondition": "PaCd", "PaymentMethod": "PaTp", "PricesIncludeVAT": "InVa",
    "VatDuty": "VaDu", "Remark": "Re", "SalesChannel": "SaCh", "DeliveryAddress": "DlAd",
    "DeliveryNote": "ExAd", "SalesOrder": "SoOr", "Carrier": "TrPt",
}  # fmt: skip
_LINE = {
    "LineGuid": "GuLi", "ItemTypeCode": "VaIt", "ItemCodeId": "ItCd", "Description": "Ds", "UnitId": "BiUn",
    "PiecePerUnit": "QuUn", "PricePerUnit": "Upri", "AmtRowDiscount": "ARDc", "VATGroup": "VaRc",
    "Warehouse": "War", "Note": "Re", "CostCentre": "V1Cd", "CostUnit": "V2Cd", "SalesOrder": "SoOr",
    "OrderLineGuid": "SoGu",
}  # fmt: skip
_ENTRY = {"Year": "Year", "Period": "Peri", "UnitId": "UnId", "JournalId": "JoCo"}
_EACH_ROW = {"EntryDate": "EnDa", "VoucherDate": "BpDa", "VoucherNo": "BpNr"}
_ROW = {
    "AccountType": "VaAs", "AccountNo": "AcNr", "AmtDebit": "AmDe", "AmtCredit": "AmCr",
    "InvoiceId": "InId", "VatCode": "VaId", "Description": "Ds",
}  # fmt: skip
_ALLOCATED = {"CostCentre": "DiC1", "CostUnit": "DiC2"}
_PLACE = {
    "PoBox": "PbAd", "Address": "Ad", "Number": "HmNr", "NumberAdd": "HmAd", "ZipCode": "ZpCd",
    "Recidence": "Rs", "Country": "CoId", "Addition": "AdAd",
}  # fmt: skip
_ACCOUNT = {
    "Account": "AcNr", "Description": "Ds", "Type": "VaAt", "Sort": "VaPc", "Blocked": "Bl",
    "CollectAccount": "SaYn", "CollectAccountType": "CoAc", "CollectOn": "ColA", "VatAllowed": "VaYn",
    "VatCode": "VaCo", "Budget": "VaBu", "ToProject": "VaPp", **{f"DimAx{n}": f"VaA{n}" for n in range(1, 6)},
}  # fmt: skip
_CENTRE = {"EmployerId": "CmId", "CostCentre": "CrId", "Description": "CrDs", "Blocked": "Bl"}
_ALLOCATION = {"DimAx": "AxId", "DimCode": "VbCo", "CodeDescription": "Ds"}

#: A field under Profit's own id passes as it is: custom fields, and whatever has no column.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,39}")
#: Organisations and persons are always new, or those behind the relation that is changed.
_NEW = {"MatchOga": "6", "MatchPer": "7", "behind": "9"}


def write(resource: Resource, data: JsonObject, key: str | None, once: str) -> tuple[str, str, Any]:
    """Make a whole write: method, path and the UpdateConnector's body."""
    del once
    how = resource.write
    path = (how.create if key is None else how.update) if how else ""
    if not path:
        raise Refused(
            f"{resource.title} of Profit cannot be written so: it does not make them."
            if key is None
            else f"{resource.title} of Profit cannot be written so: it does not change them."
        )
    body = _SHAPES[resource.name](data, key)
    if resource.name == "contacts" and key is not None:
        path = "connectors/KnContact"
    elif resource.name == "debtors":
        path = f"connectors/{next(iter(body))}"
    return "POST" if key is None else "PUT", path, body


def receipt(resource: Resource, body: Any) -> JsonObject:
    """Find the new record in an answer: below `results`, or without that, under one name or another."""
    found = body.get("results", body) if isinstance(body, dict) else {}
    made = next((row for row in found.values() if isinstance(row, dict)), {})
    if resource.name == "entries" and "EnNo" in made:
        return {"EntryKey": f"{made.get('UnId')}|{made['EnNo']}", "EntryNo": int(made["EnNo"])}
    return {ours: made[theirs] for ours, theirs in _GIVEN.get(resource.name, {}).items() if theirs in made}


#: What Profit gives a new record, by resource.
_GIVEN = {
    "items": {"ItemCode": "ItCd"},
    "debtors": {"DebtorId": "DbId", "BcCo": "BcCo"},
    "contacts": {"ContactId": "CdId"},
    "sales_orders": {"OrderNumber": "OrNu"},
    "direct_invoices": {"OrderNumber": "OrNu"},
    "delivery_notes": {"Pakbonnummer": "OrNu"},
}


def _renamed(data: JsonObject, names: dict[str, str]) -> JsonObject:
    """Give the fields that Profit has under its ids; texts and lists of ours that are no fields are left."""
    made: JsonObject = {}
    for ours, value in data.items():
        if isinstance(value, dict | list):
            continue
        if ours not in names and not _ID.fullmatch(ours):
            raise Misconfigured(f"{ours!r} is no field of Profit: write its id, such as `RfCs`.")
        made[names.get(ours, ours)] = "" if value is None else value
    return made


def _only(data: JsonObject, names: dict[str, str]) -> JsonObject:
    return {theirs: data[ours] for ours, theirs in names.items() if ours in data}


def _element(name: str, fields: JsonObject, *below: JsonObject) -> JsonObject:
    """Make one element; Profit's schema wants those below it in lists."""
    objects = [{inner: {"Element": _list(one["Element"])}} for each in below for inner, one in each.items()]
    return {name: {"Element": {"Fields": fields, **({"Objects": objects} if objects else {})}}}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _item(data: JsonObject, key: str | None) -> JsonObject:
    flat = {**data, **(data.get("basic") or {})}
    fixed = {} if key is None else {"ItCd": key}
    return _element("FbItemArticle", {**_renamed(flat, _ITEM), **fixed})


def _debtor(data: JsonObject, key: str | None) -> JsonObject:
    """A new debtor with a last name is a person, any other an organisation; who is there stays what it is."""
    party_ = data.get("party") or {}
    person = bool(data.get("LastName")) if key is None else bool(party_.get("Person"))
    names = _PERSON if person else _ORGANISATION
    rest = {name: value for name, value in data.items() if name not in {**_ORGANISATION, **_PERSON}}
    relation = _renamed(rest, _RELATION) | ({"IsDb": True} if key is None else {"DbId": key})
    match = "MatchPer" if person else "MatchOga"
    party = _only(data, names)
    if key is None:
        party = {"PadAdr": True, "AutoNum": True, match: _NEW[match], **party}
    address = _address(data.get("address") or {})
    contact = {} if person or key is not None else _person(data.get("contact") or {})
    below = _element(
        "KnPerson" if person else "KnOrganisation", {match: _NEW["behind"], **party}, address, contact
    )
    changed = bool(party or address or contact)
    name = "KnSalesRelationPer" if person else "KnSalesRelationOrg"
    return _element(name, relation, below if changed else {})


def _address(data: JsonObject) -> JsonObject:
    if not data:
        return {}
    return _element("KnBasicAddressAdr", {"PbAd": False, "ResZip": False, **_renamed(data, _ADDRESS)})


def _person(data: JsonObject) -> JsonObject:
    """A person at an organisation: the contact, and the person below it."""
    if not data.get("LastName"):
        return {}
    person = {"PadAdr": True, "AutoNum": True, "MatchPer": _NEW["MatchPer"], **_only(data, _PERSON)}
    fields = {"ViKc": "PRS", "PadAdr": True, **_only(data, _CONTACT)}
    return _element("KnContact", fields, _element("KnPerson", person))


def _contact(data: JsonObject, key: str | None) -> JsonObject:
    if key is not None:
        rest = {name: value for name, value in data.items() if name not in {*_PERSON, "OrgNumber"}}
        return _element("KnContact", {"CdId": int(key), **_renamed(rest, _CONTACT)})
    owner = {"MatchOga": "0", "BcCo": data.get("OrgNumber")}
    below = _person(data) or _element("KnContact", {"PadAdr": True, **_only(data, _CONTACT)})
    return _element("KnOrganisation", owner, below)


def _sale(name: str) -> Callable[[JsonObject, str | None], JsonObject]:
    def made(data: JsonObject, key: str | None) -> JsonObject:
        fields = _renamed(data, _HEAD) | ({} if key is None else {"OrNu": key})
        lines = [_line(line, changing=key is not None) for line in data.get("lines") or ()]
        return _element(name, fields, {f"{name}Lines": {"Element": lines}} if lines else {})

    return made


def _line(line: JsonObject, *, changing: bool) -> JsonObject:
    if changing and not line.get("LineGuid"):
        raise Refused(
            "Profit adds lines without their LineGuid to those that are there: give that rule"
            " `write: create`, or the lines their LineGuid."
        )
    fields = _renamed(line, _LINE)
    if fields.get("ARDc"):
        fields["MaAD"] = True  # else the amount is worked out again
    return {"Fields": {**({"@Action": "update"} if changing else {}), **fields}}


def _entries(data: JsonObject, key: str | None) -> JsonObject:
    del key
    each = _only(data, _EACH_ROW)
    rest = {name: value for name, value in data.items() if name not in _EACH_ROW}
    rows = [_row({"AccountType": "1", **row}, each) for row in data.get("lines") or ()]
    return _element("FiEntryPar", _renamed(rest, _ENTRY), {"FiEntries": {"Element": rows}})


def _row(row: JsonObject, each: JsonObject) -> JsonObject:
    own = {name: value for name, value in row.items() if name not in _ALLOCATED}
    fields = {**each, **_renamed(own, _ROW)}
    codes = _only(row, _ALLOCATED)
    if not codes:
        return {"Fields": fields}
    codes |= {name: fields[name] for name in ("AmDe", "AmCr") if name in fields}
    return {"Fields": fields, "Objects": [{"FiDimEntries": {"Element": [{"Fields": codes}]}}]}


def _flat(name: str, names: dict[str, str], **fixed: Any) -> Callable[[JsonObject, str | None], JsonObject]:
    def made(data: JsonObject, key: str | None) -> JsonObject:
        del key
        return _element(name, {**fixed, **_renamed(data, names)})

    return made


def _account(data: JsonObject, key: str | None) -> JsonObject:
    return _element("KnAccount", _renamed(data, _ACCOUNT) | ({} if key is None else {"AcNr": key}))


def _centre(data: JsonObject, key: str | None) -> JsonObject:
    employer, _, centre = (key or "").partition("|")
    named = {"CmId": employer, "CrId": centre} if key else {"Bl": False}
    return _element("HrCostCentre", {**named, **_renamed(data, _CENTRE)})


_SHAPES: dict[str, Callable[[JsonObject, str | None], JsonObject]] = {
    "items": _item,
    "item_basics": _item,
    "pictured_items": _item,
    "prices": _flat("FbSalesPrice", _PRICE, VaIt="2"),
    "debtors": _debtor,
    "contacts": _contact,
    "addresses": _flat("KnAddress", _PLACE, PbAd=False),
    "sales_orders": _sale("FbSales"),
    "direct_invoices": _sale("FbDirectInvoice"),
    "delivery_notes": _sale("FbDeliveryNote"),
    "entries": _entries,
    "gl_accounts": _account,
    "cost_centres": _centre,
    "allocations": _flat("KnDimCode", _ALLOCATION),
}
