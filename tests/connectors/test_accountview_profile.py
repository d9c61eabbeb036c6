"""What AccountView's profile makes of the trade's own words, and how its records read in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.accountview import CONNECTOR
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject, Rendering

PROFILE = profile(Catalog(), "accountview")
HOME = {"street": "Keizersgracht 174-II", "postcode": "1016dw", "city": "Amsterdam", "country": "NL"}
PERSON = {"email": "anna@example.nl", "name": "Anna de Vries"}


def plain(entity: str) -> Part:
    """A source that speaks the trade's words as they are."""
    words, line = ENTITIES[entity].words, ENTITIES[entity].line
    lines = Lines(each="lines[]", fields={word: word for word in line})
    return Part(resource="any", read={**{word: word for word in words}, **({"lines": lines} if line else {})})


def render(entity: str, record: JsonObject, check: str | None = None, **settings: Any) -> Rendering:
    """Render a record, or what one of its checks would make, with everything found that is looked for."""
    part = PROFILE[entity]
    writing = part.write
    assert writing
    composer = Composer(plain(entity))
    checks = composer.checks(writing)
    rules = next(each.map for each in checks if each.name == check) if check else composer.rules(writing.map)
    name = next((each.resource for each in checks if each.name == check), writing.resource or part.resource)
    mapping = Mapping(
        rules=rules,
        tables={table: Table(rows=value.rows) for table, value in writing.tables.items()},
        settings={**{name: question.default for name, question in writing.settings.items()}, **settings},
        checks=tuple(each.name for each in checks),
        listed={each.name: each.each for each in checks if each.each},
    )
    items = [{"ART_CODE": row["sku"]} for row in record.get("lines", []) if "sku" in row]
    found = {"customer": {"SUB_NR": "10001"}, "delivery": {"REC_ID": "A1"}, "items": items}
    scope = Scope(record, {name: value for name, value in found.items() if name in mapping.checks})
    made = compile(mapping, CONNECTOR.resource(name).fields).render([scope])[0]
    assert made.faults or not list(faults(made.payload, CONNECTOR.resource(name).fields, creating=True))
    return made


def order(**more: Any) -> JsonObject:
    """An order of two coffees at night."""
    line = {"sku": "KOF", "quantity": 2, "price": Decimal("10.00"), "vat_rate": Decimal("0.09")}
    about = {"number": "#1001", "ordered": "2026-06-30T23:30:00+00:00", "vat_included": True}
    return {**about, "lines": [line], "billing": HOME, "shipping": HOME, **PERSON, **more}


def test_an_order_is_whole() -> None:
    """An order is dated as in the Netherlands, kept under the other side's number, for one debtor."""
    made = render("order", order())
    assert made.faults == ()
    day = "2026-07-01"
    assert made.payload == {
        "COMMENT1": "#1001", "RPL_DEL": "10001", "RPL_INV": "10001", "DEL_CODE": "A1",
        "TO_EMAIL": "anna@example.nl",
        "ORD_DATE": day, "DEL_DATE": day, "INV_DATE": day,
        "SO_LINE": [{"ART_CODE": "KOF", "ORD_QTY": 2, "ART_PX": Decimal("10.0000")}],
    }  # fmt: skip
    assert render("order", order(), default_debtor="7").payload["RPL_INV"] == "7"


@pytest.mark.parametrize(
    ("included", "wanted", "discount", "price"),
    [
        (True, True, None, "10"),
        (True, False, None, "9.1743"),
        (False, True, None, "10.9"),
        (False, False, "3.00", "8.5"),
        (None, True, "3.00", "8.5"),
    ],
)
def test_prices_fit_what_accountview_reads(
    included: bool | None,  # noqa: FBT001 (a row)
    wanted: bool,  # noqa: FBT001 (a row)
    discount: str | None,
    price: str,
) -> None:
    """VAT is put in or taken out as the setting says, and a discount on the line lowers the price of one."""
    off = Decimal(discount) if discount else None
    made = render(
        "order",
        order(vat_included=included, lines=[{**order()["lines"][0], "discount": off}]),
        prices_with_vat=wanted,
    )
    assert made.payload["SO_LINE"][0]["ART_PX"] == Decimal(price)


def test_a_person_and_a_company_become_debtors() -> None:
    """A company has the person who ordered as its contact; a Dutch postcode gets its blank; lengths fit."""
    person = render("order", order(), "customer", receivables_account="1300").payload
    assert (person["ACCT_NAME"], person["SRC_CODE"], person["ACCT_NR"]) == (
        "Anna de Vries",
        "ANNA DE VR",
        "1300",
    )
    assert person["POST_CODE"] == "1016 dw"
    assert "MAIN_CONT" not in person
    firm = order(company="F" * 50, billing={**HOME, "name": "Anna de Vries", "postcode": "D-10115"})
    company = render("order", firm, "customer").payload
    assert (company["ACCT_NAME"], company["MAIN_CONT"], company["POST_CODE"]) == (
        "F" * 40,
        "Anna de Vries",
        "D-10115",
    )


def test_a_delivery_address_is_made_only_where_it_differs() -> None:
    """What is sent to the debtor's own address needs none."""
    writing = PROFILE["order"].write
    assert writing
    (delivery,) = (each for each in Composer(plain("order")).checks(writing) if each.name == "delivery")

    def left_out(shipping: JsonObject) -> bool:
        scope = Scope(order(shipping=shipping), settings={"default_debtor": None})
        return bool(expression(delivery.unless or "").of(scope))

    assert left_out(HOME)
    assert left_out({})
    assert not left_out({**HOME, "street": "Damrak 1"})


def invoice(**line: Any) -> JsonObject:
    """An invoice of one line without VAT in its amounts."""
    row = {"title": "Coffee", "quantity": 2, "price": Decimal(50), "vat_rate": Decimal("0.21"), **line}
    about = {"number": "F1", "invoiced": "2026-03-01", "currency": "EUR", "vat_included": False}
    return {**about, "lines": [row], "billing": HOME, **PERSON}


def test_an_invoice_is_a_page_of_the_sales_journal() -> None:
    """Each line is an amount on a revenue account by country and rate, with its VAT."""
    made = render("invoice", invoice(), journal="70")
    assert made.faults == ()
    assert (made.payload["DJ_CODE"], made.payload["SUB_NR"], made.payload["GROSS_FLG"]) == (
        "70",
        "10001",
        False,
    )
    (line,) = made.payload["DJ_LINE"]
    assert (line["ACCT_NR"], line["AMOUNT"], line["VAT_CODE"]) == ("8000", Decimal("100.00"), "1")
    assert line["VAT_AMT"] == Decimal("21.00")
    known = invoice(total=Decimal(121), vat=Decimal("21.00"))
    (line,) = render("invoice", {**known, "vat_included": True}, journal="70").payload["DJ_LINE"]
    assert (line["AMOUNT"], line["VAT_AMT"]) == (Decimal("121.00"), Decimal("21.00"))


def test_an_unknown_rate_is_named() -> None:
    """A country and rate without a row are a fault that names them, not a guess."""
    made = render("invoice", invoice(vat_rate=Decimal("0.33")), journal="70")
    assert {fault.to for fault in made.faults} == {"DJ_LINE[0].ACCT_NR", "DJ_LINE[0].VAT_CODE"}
    assert all("NL 33" in fault.why for fault in made.faults)


def test_an_entry_is_debit_above_zero() -> None:
    """Debit and credit become one amount; an amount stays what it is."""
    lines = [{"account": "4000", "debit": Decimal(5)}, {"account": "1100", "credit": Decimal(5)}]
    entry = {"number": "M1", "booked": "2026-03-01", "description": "Kantoor", "lines": lines}
    made = render("ledger_entry", entry, journal="90")
    assert [row["AMOUNT"] for row in made.payload["DJ_LINE"]] == [Decimal("5.00"), Decimal("-5.00")]
    made = render(
        "ledger_entry", {**entry, "lines": [{"account": "4000", "amount": Decimal(-3)}]}, journal="90"
    )
    assert made.payload["DJ_LINE"][0]["AMOUNT"] == Decimal("-3.00")


def reads(entity: str, word: str, record: JsonObject) -> Any:
    """What a word reads on a record."""
    read = PROFILE[entity].word(word)
    assert read
    return expression(read.select).of(Scope(record))


def test_what_is_read_is_what_it_is() -> None:
    """A debtor with a contact is a company; entries balance by themselves; sales are the sales journal's."""
    assert reads("customer", "company", {"ACCT_NAME": "Firma", "MAIN_CONT": "Jo", "VAT_NR": ""}) == "Firma"
    assert not reads("customer", "company", {"ACCT_NAME": "Jo", "MAIN_CONT": "", "VAT_NR": ""})
    assert reads("order", "number", {"COMMENT1": "", "REC_ID": "7A"}) == "7A"
    whole = {"DJ_CODE": "90", "DJ_LINE": [{"AMOUNT": Decimal("1.10")}, {"AMOUNT": Decimal("-1.10")}]}
    half = {"DJ_CODE": "70", "DJ_LINE": [{"AMOUNT": Decimal(5)}]}
    where = {name: expression(PROFILE[name].where or "") for name in ("ledger_entry", "invoice")}
    assert [where["ledger_entry"].of(Scope(page)) for page in (whole, half)] == [True, False]
    assert [where["invoice"].of(Scope(page)) for page in (whole, half)] == [False, True]
