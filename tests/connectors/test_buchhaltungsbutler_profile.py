"""What BuchhaltungsButler's profile makes of the trade's own words, and how its records read in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.buchhaltungsbutler import CONNECTOR
from connectors.buchhaltungsbutler.dialect import record
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes import Recipe, compose
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject

PROFILE = profile(Catalog(), "buchhaltungsbutler")
HOME = {"street": "Torstr. 1", "postcode": "10119", "city": "Berlin", "country": "DE", "name": "Jörg Groß"}
PERSON = {"email": "joerg@example.de", "name": "Jörg Groß", "billing": HOME}


def plain(entity: str, *without: str) -> Part:
    """A source that speaks the trade's words as they are, but for some."""
    words = {word: word for word in ENTITIES[entity].words if word not in without}
    line = {word: word for word in ENTITIES[entity].line if f"line.{word}" not in without}
    lines = {"lines": Lines(each="lines[]", fields=line)} if line else {}
    return Part(resource="any", read={**words, **lines})


def render(entity: str, data: JsonObject, check: str | None = None, *without: str) -> JsonObject:
    """Render a record, or what one of its checks would make, into a payload without fault."""
    part = PROFILE[entity]
    writing = part.write
    assert writing
    composer = Composer(plain(entity, *without))
    checks = composer.checks(writing)
    rules = next(each.map for each in checks if each.name == check) if check else composer.rules(writing.map)
    name = next((each.resource for each in checks if each.name == check), writing.resource or part.resource)
    settings = {each: question.default for each, question in writing.settings.items()}
    tables = {each: Table(rows=table.rows, default=table.default) for each, table in writing.tables.items()}
    names = tuple(each.name for each in checks)
    mapping = Mapping(rules=rules, tables=tables, settings=settings, checks=names)
    found = {"customer": {"postingaccount_number": "10000"}} if checks else {}
    made = compile(mapping, CONNECTOR.resource(name).fields).render([Scope(data, found)])[0]
    assert made.faults == ()
    assert list(faults(made.payload, CONNECTOR.resource(name).fields, creating=True)) == []
    return made.payload


def order(**more: Any) -> JsonObject:
    """An order at night, of two coffees with a discount on both."""
    line = {"sku": "KOF", "title": "Kaffee", "quantity": 2, "price": Decimal(10), "discount": Decimal(3)}
    about = {"number": "#1001", "ordered": "2026-06-30T23:30:00+00:00", "vat_included": True}
    return {**about, "lines": [{**line, "vat_rate": Decimal("0.07")}], **PERSON, **more}


def test_an_order_is_an_invoice() -> None:
    """The invoice bears the order's number and its day in Germany; a discount lowers the price of one."""
    made = render("order", order())
    assert (made["invoice_number"], made["date"], made["show_prices_type"]) == (
        "#1001",
        "2026-07-01",
        "gross",
    )
    assert (made["company_name"], made["customer_number"]) == ("Jörg Groß", "10000")
    assert made["items"] == [
        {
            "name": "Kaffee",
            "amount": 2,
            "unit": "Stück",
            "vat": "7",
            "single_price": Decimal("8.5"),
            "description": "KOF",
        }
    ]
    assert render("order", order(vat_included=False))["show_prices_type"] == "net"


def test_a_source_that_says_less_makes_an_invoice_too() -> None:
    """Without units, rates, or whether VAT is included, what an invoice needs is there all the same."""
    made = render("order", order(), None, "vat_included", "line.unit", "line.vat_rate", "email")
    assert made["show_prices_type"] == "gross"
    assert (made["items"][0]["unit"], made["items"][0]["vat"]) == ("Stück", "0")


@pytest.mark.parametrize(("rate", "text"), [("0.19", "19"), ("0.055", "5.5"), ("0", "0"), ("0.10", "10")])
def test_rates_are_per_cent(rate: str, text: str) -> None:
    """A rate is told in per cent, with decimals only where it has them."""
    made = render("order", order(lines=[{**order()["lines"][0], "vat_rate": Decimal(rate)}]))
    assert made["items"][0]["vat"] == text


def test_a_person_and_a_company_become_debtors() -> None:
    """A company has the person who ordered as its contact; a person has none."""
    person = render("order", order(), "customer")
    assert (person["name"], person["zip"], person["country"]) == ("Jörg Groß", "10119", "DE")
    assert "contact_person_name" not in person
    company = render("customer", {**PERSON, "company": "Firma GmbH", "vat_number": "DE1"})
    assert (company["name"], company["contact_person_name"], company["sales_tax_id"]) == (
        "Firma GmbH",
        "Jörg Groß",
        "DE1",
    )


def test_an_invoice_of_others_is_a_document() -> None:
    """Its whole amount, its days and its debtor; the rates of its lines go along."""
    rates = [{"vat_rate": Decimal("0.19")}, {"vat_rate": Decimal("0.07")}]
    about = {
        "number": "F1",
        "invoiced": "2026-03-01",
        "due": "2026-03-15",
        "total": Decimal("119.00"),
        "currency": "EUR",
    }
    made = render("invoice", {**about, "lines": rates, **PERSON})
    assert (made["invoice_number"], made["amount"], made["date_payment_due"]) == (
        "F1",
        Decimal("119.00"),
        "2026-03-15",
    )
    assert (made["counterparty"], made["creditor_debtor"]) == ("Jörg Groß", 10000)
    assert made["rates"] == [{"rate": Decimal("0.19")}, {"rate": Decimal("0.07")}]


def test_an_entry_is_known_by_number_and_words() -> None:
    """Number and description are the posting's text; debit is above zero."""
    lines = [{"account": "4930", "debit": Decimal(5)}, {"account": "1200", "credit": Decimal(5)}]
    made = render(
        "ledger_entry", {"number": "M1", "booked": "2026-03-01", "description": "Büro", "lines": lines}
    )
    assert made["postingtext"] == "M1 Büro"
    assert made["lines"] == [
        {"account": 4930, "amount": Decimal("5.00")},
        {"account": 1200, "amount": Decimal("-5.00")},
    ]


def read(entity: str, word: str, data: JsonObject) -> Any:
    """What a word reads on a record."""
    found = PROFILE[entity].word(word)
    assert found
    return expression(found.select).of(Scope(data))


def test_how_records_read() -> None:
    """A document is one line of its own, a posting two; credit notes and what was deleted are left out."""
    wire = {"id_by_customer": "2", "invoicenumber": "F", "amount": "119.00", "vat": "19", "currency": "EUR"}
    document = record(
        CONNECTOR.resource("sales_receipts"), {**wire, "type": "invoice outbound", "deleted": "0"}
    )
    (row,) = read("invoice", "lines", document)
    line = PROFILE["invoice"].word("line.vat_rate")
    assert line
    assert expression(line.select).of(Scope(row)) == Decimal("0.19")
    where = expression(PROFILE["invoice"].where or "")
    assert where.of(Scope(document))
    assert not where.of(Scope({**document, "deleted": "1"}))
    assert not where.of(Scope({**document, "type": "credit outbound"}))
    posting = {
        "debit_postingaccount_number": "4930",
        "credit_postingaccount_number": "1200",
        "amount": Decimal(5),
    }
    debit, credit = read("ledger_entry", "lines", posting)
    assert (debit["account"], debit["debit"], credit["account"], credit["credit"]) == ("4930", 5, "1200", 5)
    assert read("customer", "company", {"name": "Firma", "contact_person_name": "Jo"}) == "Firma"
    assert not read("customer", "company", {"name": "Jo", "contact_person_name": None, "sales_tax_id": None})


def test_the_usual_accounts_of_a_neighbour_have_their_numbers_here() -> None:
    """What another system's chart calls by the same word is a row of the table; other numbers are kept."""
    recipe = Recipe("afas", "buchhaltungsbutler", "ledger_entry", "Entries")
    accounts = compose(recipe, Catalog(), "entries", "here", "there").tables["accounts"]
    assert (accounts.rows["1300"], accounts.rows["1510"], accounts.rows["8000"]) == ("1400", "1776", "8400")
    assert accounts.default == ""
