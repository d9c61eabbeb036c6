"""What Exact Online's profile makes of an order, told in the trade's own words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from connectors.exact_online import CONNECTOR
from connectors.exact_online.dialect import record
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Rule, Table
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject, Rendering

PROFILE = profile(Catalog(), "exact_online")
ORDER = ENTITIES["order"]
#: A source that speaks the trade's words as they are: `billing.street` reads billing.street.
PLAIN = Part(
    resource="orders",
    read={
        **{word: word for word in ORDER.words},
        "lines": Lines(each="lines[]", fields={word: word for word in ORDER.line}),
    },
)


def order(**more: Any) -> JsonObject:
    """An order of two coffees by a person in Amsterdam."""
    line = {
        "sku": "KOF",
        "title": "Coffee",
        "quantity": 2,
        "price": Decimal("8.95"),
        "vat_rate": Decimal("0.09"),
    }
    home = {"street": "Keizersgracht 174-II", "postcode": "1016 DW", "city": "Amsterdam", "country": "NL"}
    person = {
        "email": "anna@example.nl",
        "name": "Anna de Vries",
        "first_name": "Anna",
        "last_name": "de Vries",
    }
    times = {"ordered": "2026-06-30T23:30:00+00:00", "currency": "EUR", "vat_included": True}
    return {"number": "#1001", "lines": [line], "billing": home, "shipping": home, **person, **times, **more}


def render(record: JsonObject, check: str | None = None, **settings: Any) -> Rendering:
    """Render an order, or what one of its checks would make, with everything found that is looked for."""
    writing = PROFILE["order"].write
    assert writing
    composer = Composer(PLAIN)
    checks = composer.checks(writing)
    rules = next(each.map for each in checks if each.name == check) if check else composer.rules(writing.map)
    resource = next((each.resource for each in checks if each.name == check), "sales_orders")
    mapping = Mapping(
        rules=rules,
        tables={name: Table(rows=table.rows) for name, table in writing.tables.items()},
        settings={**{name: question.default for name, question in writing.settings.items()}, **settings},
        checks=tuple(each.name for each in checks),
        listed={each.name: each.each for each in checks if each.each},
    )
    found = {
        "customer": {"ID": "debtor"} if record.get("email") else None,
        "contact": {"ID": "person"} if record.get("company") else None,
        "items": [{"ID": f"item {row['sku']}"} for row in record["lines"]],
    }
    return compile(mapping, CONNECTOR.resource(resource).fields).render([Scope(record, found)])[0]


def line(**more: Any) -> JsonObject:
    """The line that the profile makes of a line."""
    made = render(order(lines=[{**order()["lines"][0], **more}]))
    assert made.faults == ()
    row: JsonObject = made.payload["SalesOrderLines"][0]
    return row


def test_an_order_is_whole() -> None:
    """An order becomes a sales order that Exact takes, dated as in Amsterdam, with no field too many."""
    made = render(order(note="Please ring"))
    assert made.faults == ()
    payload = made.payload
    assert payload["YourRef"] == payload["Description"] == "#1001"
    assert (payload["OrderedBy"], payload["OrderDate"], payload["Remarks"]) == (
        "debtor",
        "2026-07-01",
        "Please ring",
    )
    assert payload["SalesOrderLines"] == [
        {
            "Item": "item KOF",
            "Description": "Coffee",
            "Quantity": 2,
            "UnitPrice": Decimal("8.95"),
            "VATCode": "3",
        }
    ]
    assert list(faults(payload, CONNECTOR.resource("sales_orders").fields, creating=True)) == []


def test_the_debtor() -> None:
    """A default debtor gets all; without e-mail it is the webshop's debtor; a company has a contact."""
    assert render(order(), default_debtor="all").payload["OrderedBy"] == "all"
    assert render(order(email=None), webshop_debtor="shop").payload["OrderedBy"] == "shop"
    assert "OrderedByContactPerson" not in render(order()).payload
    assert render(order(company="Firm")).payload["OrderedByContactPerson"] == "person"


@pytest.mark.parametrize(
    ("country", "rate", "included", "code"),
    [
        ("NL", "0.21", True, "1"),
        ("NL", "0.210", True, "1"),
        ("NL", "0.09", True, "3"),
        ("NL", "0.21", False, "2"),
        ("FR", "0.055", True, "17"),
        ("FR", "0.2", None, "15"),
        ("DE", "0", True, "7"),
        ("SE", "0.25", True, "18"),
    ],
)
def test_vat_codes(country: str, rate: str | None, included: bool | None, code: str) -> None:  # noqa: FBT001 (a row)
    """Country, percentage and whether prices include VAT give the VAT code."""
    percent = None if rate is None else Decimal(rate)
    lines = [{**order()["lines"][0], "vat_rate": percent}]
    home = {**order()["shipping"], "country": country}
    made = render(order(lines=lines, shipping=home, vat_included=included))
    assert made.faults == ()
    assert made.payload["SalesOrderLines"][0]["VATCode"] == code


def test_an_unknown_vat_rate_is_named() -> None:
    """A rate without a code is a fault that names country and rate, not a guess."""
    lines = [{**order()["lines"][0], "vat_rate": Decimal("0.33")}]
    made = render(order(lines=lines))
    assert [fault.to for fault in made.faults] == ["SalesOrderLines[0].VATCode"]
    assert "NL 33" in made.faults[0].why


@pytest.mark.parametrize("included", [True, None])
def test_a_line_of_unknown_rate_has_the_code_of_its_item(included: bool | None) -> None:  # noqa: FBT001 (a row)
    """What nobody says of the VAT is not taken for 0 %: the field is left out, and the item's own counts."""
    lines = [{**order()["lines"][0], "vat_rate": None}]
    made = render(order(lines=lines, vat_included=included))
    assert made.faults == ()
    assert "VATCode" not in made.payload["SalesOrderLines"][0]


def test_a_line_of_unknown_rate_without_vat_waits() -> None:
    """The item's own code may read the price as including VAT: the table has to say which it is."""
    lines = [{**order()["lines"][0], "vat_rate": None}]
    (fault,) = render(order(lines=lines, vat_included=False)).faults
    assert fault.to == "SalesOrderLines[0].VATCode"
    assert "'vat_codes' has no row for 'NL without a rate excl'" in fault.why


def test_discounts() -> None:
    """A discount on a line becomes a fraction of it, exact enough for the cent; none leaves the field out."""
    made = line(quantity=Decimal("2.5"), price=Decimal(10), discount=Decimal("3.33"))
    assert made["Discount"] == Decimal("0.1332")
    assert "Discount" not in line(discount=Decimal("0.00"))
    assert "Discount" not in line(discount=None)


def code_of(source: Part, row: JsonObject, **settings: Any) -> Any:
    """The code of the item on which the profile books a row of such a source."""
    writing = PROFILE["order"].write
    assert writing
    (items,) = (each for each in Composer(source).checks(writing) if each.name == "items")
    return expression(items.match["Code"]).of(Scope(row, settings={"shipping_item": None, **settings}))


def test_shipping_costs_have_an_item_of_their_own() -> None:
    """A row that is the cost of sending is booked on the item of the setting, else nothing can match it."""
    sending = {"title": "Standard", "shipping": True}
    assert code_of(PLAIN, sending, shipping_item="SHIPPING") == "SHIPPING"
    assert code_of(PLAIN, sending) == "the empty setting shipping_item"
    assert code_of(PLAIN, {"sku": "KOF"}, shipping_item="SHIPPING") == "KOF"
    assert code_of(PLAIN, {"sku": None}, shipping_item="SHIPPING") is None


def test_a_source_without_shipping_rows_matches_by_the_sku_alone() -> None:
    """A system that does not say what is shipping gets the plain expression."""
    rows = Lines(each="rows", fields={"sku": "sku"})
    plain = Part(resource="orders", read={"email": "mail", "lines": rows})
    writing = PROFILE["order"].write
    assert writing
    assert [each.match for each in Composer(plain).checks(writing) if each.name == "items"] == [
        {"Code": "sku"}
    ]


def test_a_customer_is_made_whole() -> None:
    """A person becomes a debtor by name, a company by the company's; what is too long is cut."""
    made = render(order(), "customer")
    assert made.faults == ()
    assert (made.payload["Name"], made.payload["Status"], made.payload["Country"]) == (
        "Anna de Vries",
        "C",
        "NL",
    )
    assert render(order(company="F" * 60), "customer").payload["Name"] == "F" * 50
    assert list(faults(made.payload, CONNECTOR.resource("accounts").fields, creating=True)) == []


def test_a_contact_is_for_companies_only() -> None:
    """The contact check is left out for a person, and both are for an order without an e-mail address."""
    writing = PROFILE["order"].write
    assert writing
    nested = Part(resource="orders", read={word: f"deep.{word}" for word in ("email", "company", "number")})
    unless = {each.name: each.unless or "" for each in Composer(nested).checks(writing)}

    def left_out(**order: str | None) -> list[str]:
        scope = Scope({"deep": order}, settings={"default_debtor": None})
        return [name for name, text in unless.items() if text and expression(text).of(scope)]

    assert left_out(email="jo@firm.example", company="Firm") == []
    assert left_out(email="jo@home.example", company=None) == ["contact"]
    assert left_out(email="jo@home.example", company="") == ["contact"]
    assert left_out(email=None, company="Firm") == ["customer", "contact"]


def test_a_contact_always_has_a_name() -> None:
    """Exact wants both names of a contact; what the shop does not know is a dash."""
    nameless = order(company="Firm", first_name=None, last_name=None, name=None)
    payload = render(nameless, "contact").payload
    assert (payload["FirstName"], payload["LastName"], payload["Account"]) == ("-", "-", "debtor")


SOLD = {
    "Quantity": 1,
    "UnitPrice": Decimal(10),
    "VATPercentage": Decimal("0.21"),
    "DiscountAmount": Decimal(1),
}
INCLUDING, EXCLUDING, NONE = ({"Type": kind, "Charged": False} for kind in "IEN")


def read(part: str, word: str, row: JsonObject, **settings: Any) -> Any:
    """What a word of the trade reads on a record of Exact."""
    found = PROFILE[part].word(word)
    assert found
    return expression(found.select).of(Scope(row, settings={"source_shipping": None, **settings}))


@pytest.mark.parametrize(
    ("codes", "included"),
    [
        ((INCLUDING,), True),
        ((EXCLUDING, NONE), False),
        ((NONE, INCLUDING), True),
        ((NONE,), True),
        ((None,), True),
    ],
)
def test_the_vat_codes_say_whether_prices_include_vat(codes: Sequence[JsonObject], included: bool) -> None:  # noqa: FBT001 (a row)
    """Exact says it by the VAT code of each line; a line without VAT costs the same either way."""
    lines = [{**SOLD, "VAT": code} for code in codes]
    assert read("order", "vat_included", {"SalesOrderLines": lines}) is included
    assert read("invoice", "vat_included", {"SalesInvoiceLines": lines}) is included


@pytest.mark.parametrize(
    ("codes", "prices"),
    [
        ((INCLUDING, EXCLUDING), [(10, 1), (10, 1)]),
        ((INCLUDING, INCLUDING), [(Decimal("12.10"), Decimal("1.21")), (10, 1)]),
    ],
)
def test_lines_with_vat_and_without_it_are_read_alike(
    codes: Sequence[JsonObject], prices: list[tuple[Any, Any]]
) -> None:
    """Where both kinds meet in one document, all its prices and discounts are without VAT, as it says."""
    wire = [
        {
            "Quantity": 1,
            "UnitPrice": Decimal("12.10"),
            "VATPercentage": Decimal("0.21"),
            "Discount": Decimal("0.1"),
        },
        {
            "Quantity": 1,
            "UnitPrice": Decimal(10),
            "VATPercentage": Decimal("0.21"),
            "Discount": Decimal("0.1"),
        },
    ]
    made = record(CONNECTOR.resource("sales_orders"), {"SalesOrderLines": {"results": wire}})
    lines = [{**line, "VAT": code} for line, code in zip(made["SalesOrderLines"], codes, strict=True)]
    words = [Rule(to=word, select=reading(f"line.{word}")) for word in ("price", "discount")]
    mapping = Mapping(rules=(Rule(to="rows", each="SalesOrderLines[]", map=tuple(words)),))
    (told,) = compile(mapping, ()).render([Scope({"SalesOrderLines": lines})])
    assert [(row["price"], row["discount"]) for row in told.payload["rows"]] == prices
    assert read("order", "vat_included", {"SalesOrderLines": lines}) is (EXCLUDING not in codes)


def reading(word: str) -> str:
    """How a word of an order reads on a record of Exact."""
    found = PROFILE["order"].word(word)
    assert found
    return found.select


def test_reverse_charged_vat_is_none_on_the_line() -> None:
    """The rate of a code whose VAT the customer pays himself is no rate of the line."""
    assert read("order", "line.vat_rate", {**SOLD, "VAT": INCLUDING}) == Decimal("0.21")
    assert read("order", "line.vat_rate", {**SOLD, "VAT": {**EXCLUDING, "Charged": True}}) == 0


def test_a_line_of_exact_without_a_vat_code_is_a_fault() -> None:
    """Nobody knows its rate, so nobody takes it for zero."""
    with pytest.raises(Exception, match="abs"):
        read("order", "line.vat_rate", {**SOLD, "VATPercentage": None, "VAT": None})


def test_a_company_is_told_by_its_numbers_or_its_contact() -> None:
    """Exact keeps persons and companies alike: a VAT or trade number, or a contact, makes a company."""
    customer = {"VATNumber": None, "ChamberOfCommerce": None, "MainContact": None}
    order = {"OrderedByName": "De Vries", "Customer": customer}
    assert not read("order", "company", order)
    for known in customer:
        assert read("order", "company", {**order, "Customer": {**customer, known: "1"}}) == "De Vries"


def test_shipping_is_the_item_that_the_flow_was_told() -> None:
    """A line of that item is the cost of sending; without the setting every line is goods."""
    line = {**SOLD, "ItemCode": "SHIPPING"}
    assert read("order", "line.shipping", line, source_shipping="SHIPPING")
    assert not read("order", "line.shipping", {**line, "ItemCode": "KOF"}, source_shipping="SHIPPING")
    assert not read("order", "line.shipping", line)


@pytest.mark.parametrize(
    ("part", "record", "carried"),
    [
        ("order", {"Status": 12}, True),
        ("order", {"Status": 45}, False),
        ("invoice", {"Status": 50, "Type": 8020}, True),
        ("invoice", {"Status": 20, "Type": 8020}, False),
        ("invoice", {"Status": 50, "Type": 8021}, False),
    ],
)
def test_what_is_no_order_and_no_invoice_stays(part: str, record: JsonObject, carried: bool) -> None:  # noqa: FBT001 (a row)
    """A cancelled order is none; an invoice is one when it is printed, and a credit note is another thing."""
    assert expression(PROFILE[part].where or "").of(Scope(record)) is carried
