"""Organisations and persons, their addresses and contacts, and the debtors that they are."""

from __future__ import annotations

from connectors.afas.sandbox.books import Books, Row
from connectors.afas.sandbox.elements import Node
from connectors.afas.sandbox.refusal import absent, exists, rule

_RELATION = {
    "DbId": "DebtorId", "Iban": "IBAN", "VaId": "VatNr", "ColA": "CollectAccount", "PaCd": "PayCon",
    "VaDu": "VatDuty", "Bl": "Blocked", "Krli": "CreditLimit", "CuId": "CurrencyId", "AuPa": "AutoPayment",
}  # fmt: skip
#: How a new party is told from those that are there: always new, by its number, or that of its parent.
_NEW, _NUMBER, _PARENT = {"6", "7"}, "0", "9"
#: ... or by what an organisation is called, or registered as; whoever is not found is new.
_BY = {"1": ("ChOfCommNr", "CcNr"), "3": ("Name", "Nm")}


def relation(books: Books, node: Node, creating: bool) -> Row:  # noqa: FBT001 (the writers' shape)
    """Make or change a debtor, and the organisation or person behind it."""
    person = node.name == "KnSalesRelationPer"
    there = _debtor(books, node, creating=creating, person=person)
    inner = node.only("KnPerson" if person else "KnOrganisation")
    owner = books.row("parties", there["BcCo"]) if there else None
    if inner is not None:
        owner = _party(books, inner, owner)
    if owner is None:
        raise rule("De organisatie of persoon ontbreekt.", "The organisation or person is missing.")
    given = {_RELATION.get(one, one): value for one, value in node.fields.items()}
    usual: Row = {"Blocked": False, "CurrencyId": "EUR", "PayCon": "14", "CollectAccount": "1300"}
    row = {**usual, **(there or {}), **given, "Person": person, "BcCo": owner["BcCo"]}
    row["DebtorId"] = row.get("DebtorId") or str(books.number("debtors", 10001))
    row |= {"DebtorName": owner["Name"], "SearchName": owner.get("SearchName"), "TelNr": owner.get("TelWork")}
    row |= {"Email": owner.get("MailWork"), "ChOfCommNr": owner.get("ChOfCommNr")}
    row |= {line: owner.get(line) for line in ("AdressLine1", "AdressLine3", "AdressLine4")}
    books.put("debtors", row["DebtorId"], row)
    places = [place for place in books.tables["addresses"].values() if place.get("OrgId") == owner["BcCo"]]
    for place in places:
        books.put(
            "addresses", place["AddressId"], {**place, "Is_debiteur": True, "DebiteurID": row["DebtorId"]}
        )
    return {node.name: {"DbId": row["DebtorId"], "BcCo": owner["BcCo"]}}


def _debtor(books: Books, node: Node, *, creating: bool, person: bool) -> Row | None:
    """Find the debtor that is changed; a new one's number must not be taken."""
    number = node.fields.get("DbId")
    there = books.row("debtors", number) if number else None
    if creating and there is not None:
        raise exists("Debiteurnummer", number)
    if not creating and (there is None or there["Person"] is not person):
        raise absent("Verkooprelatie")
    for one, table, label in (
        ("PaCd", "conditions", "Betalingsvoorwaarde"),
        ("CuId", "currencies", "Valuta"),
    ):
        if node.fields.get(one) and books.row(table, node.fields[one]) is None:
            raise absent(label)
    return there


def party(books: Books, node: Node, creating: bool) -> Row:  # noqa: FBT001
    """Make or change an organisation or a person."""
    del creating
    row = _party(books, node, None)
    return {node.name: {"BcCo": row["BcCo"], "BcId": row["BcId"]}}


def _party(books: Books, node: Node, parent: Row | None) -> Row:
    person = node.name == "KnPerson"
    there = _matched(books, node, parent)
    fields = node.fields
    given: Row = {"SearchName": "SeNm", "TelWork": "TeNr", "MailWork": "EmAd", "Homepage": "HoPa",
                  "ChOfCommNr": "CcNr", "Note": "Re", "FirstName": "FiNm", "LastName": "LaNm"}  # fmt: skip
    row = {**(there or {}), **{ours: fields[one] for ours, one in given.items() if one in fields}}
    names = [row.get("FirstName"), row.get("LastName")]
    row["Name"] = " ".join(filter(None, names)) if person else fields.get("Nm", row.get("Name"))
    if not row["Name"]:
        raise rule("De waarde bij 'Naam' is verplicht.", "A value for 'Name' is required.")
    if there is None:
        number = books.number("parties", 1000001)
        row |= {"BcId": number, "BcCo": fields.get("BcCo") or str(number)}
    row |= {"Type": "Persoon" if person else "Organisatie"}
    books.put("parties", row["BcCo"], row)
    for place in node.every("KnBasicAddressAdr"):
        row |= address(books, place, row)
    books.put("parties", row["BcCo"], row)
    for each in node.every("KnContact"):
        contact(books, row, each)
    return row


def _matched(books: Books, node: Node, parent: Row | None) -> Row | None:
    """Find the party that is meant; None when a new one is."""
    how = node.fields.get("MatchPer" if node.name == "KnPerson" else "MatchOga")
    if how in _NEW:
        return None
    if how == _PARENT:
        return parent
    if how == _NUMBER and node.fields.get("BcCo"):
        there = books.row("parties", node.fields["BcCo"])
        if there is None and node.fields.get("AutoNum") is None:
            raise absent("Nummer")
        return there
    if how in _BY and node.name == "KnOrganisation":
        column, one = _BY[how]
        rows = books.tables["parties"].values()
        return next((row for row in rows if row.get(column) == node.fields.get(one)), None)
    raise rule("De waarde bij 'Vergelijken op' is onjuist.", "The value for 'Match on' is incorrect.")


def address(books: Books, node: Node, owner: Row | None) -> Row:
    """Store an address, and give its lines; the country must be one of Profit's own codes."""
    fields = node.fields
    country = books.row("countries", fields.get("CoId") or "")
    if country is None:
        raise absent("Land")
    street = " ".join(str(fields[one]) for one in ("Ad", "HmNr") if fields.get(one))
    line1 = " ".join(filter(None, (street, fields.get("HmAd"))))
    line3 = "  ".join(filter(None, (fields.get("ZpCd"), fields.get("Rs"))))
    number = books.number("addresses", 501)
    names = {"Address": "Ad", "Number": "HmNr", "NumberAdd": "HmAd", "ZipCode": "ZpCd", "Recidence": "Rs",
             "Country": "CoId", "Addition": "AdAd", "AddressAdd": "StAd", "PoBox": "PbAd"}  # fmt: skip
    row = {ours: fields.get(one) for ours, one in names.items()}
    row |= {
        "AddressId": number,
        "AddressLine": ", ".join(filter(None, (line1, line3))),
        "Iso": country["Iso"],
    }
    if owner is not None:
        row |= {"OrgId": owner["BcCo"], "Bedrijf": owner["Name"], "Tel": owner.get("TelWork")}
        row |= {"Mail": owner.get("MailWork"), "Kind": "ADR", "Is_debiteur": False}
        known = books.row("addresses", owner.get("Place") or "")
        if known is not None:  # an address that changes keeps its number
            row = {**known, **row, "AddressId": known["AddressId"]}
    books.put("addresses", row["AddressId"], row)
    lines = {"AdressLine1": line1, "AdressLine3": line3, "AdressLine4": country["Co"]}
    return {**lines, "Place": row["AddressId"]}


_CONTACT = {
    "ViKc": "Type", "ExAd": "Department", "Bl": "Blocked", "TeNr": "TelWork", "MbNr": "MobWork",
    "EmAd": "MailWork", "Re": "Note", "ViFu": "Function", "FuDs": "FunctionCard",
}  # fmt: skip


def contact(books: Books, owner: Row, node: Node) -> Row:
    """Make a contact at an organisation, with the person that it is."""
    number = books.number("contacts", 3001)
    row = {"ContactId": number, "Name": owner["Name"], "OrgNumber": owner["BcCo"], "Blocked": False}
    row |= {_CONTACT.get(one, one): value for one, value in node.fields.items()}
    inner = node.only("KnPerson")
    if inner is not None:
        person = _party(books, inner, None)
        row |= {"PerNumber": person["BcCo"], "FullName": person["Name"]}
        row |= {"FirstName": person.get("FirstName"), "LastName": person.get("LastName")}
    elif row.get("Type") == "PRS":
        raise rule("Een persoon ontbreekt.", "A person is missing.")
    return books.put("contacts", number, row)


def change_contact(books: Books, node: Node, creating: bool) -> None:  # noqa: FBT001
    """Change a contact; it is known by its number."""
    del creating
    row = books.row("contacts", node.fields.get("CdId") or "")
    if row is None:
        raise absent("Contact")
    books.put(
        "contacts", row["ContactId"], {**row, **{_CONTACT.get(k, k): v for k, v in node.fields.items()}}
    )
