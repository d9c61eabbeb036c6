"""What AFAS Profit's profile makes of the trade's own words, and which recipes it takes part in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.afas import CONNECTOR
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes import recipes
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject, Rendering

PROFILE = profile(Catalog(), "afas")


def plain(entity: str) -> Part:
    """A source that speaks the trade's words as they are: `billing.street` reads billing.street."""
    known = ENTITIES[entity]
    read: dict[str, Any] = {word: word for word in known.words}
    if known.line:
        read["lines"] = Lines(each="lines[]", fields={word: word for word in known.line})
    return Part(resource=entity, read=read)


def render(entity: str, record: JsonObject, check: str | None = None, **settings: Any) -> Rendering:
    """Render a record, or what one of its checks would make, with everything found that is looked for."""
    writing = PROFILE[entity].write
    assert writing
    composer = Composer(plain(entity))
    checks = composer.checks(writing)
    rules = next(each.map for each in checks if each.name == check) if check else composer.rules(writing.map)
    target = writing.resource or PROFILE[entity].resource
    resource = next((each.resource for each in checks if each.name == check), target)
    mapping = Mapping(
        rules=rules,
        tables={name: _table(table) for name, table in writing.tables.items()},
        settings={**{name: question.default for name, question in writing.settings.items()}, **settings},
        checks=tuple(each.name for each in checks),
        listed={each.name: each.each for each in checks if each.each},
    )
    found = {
        "customer": {"DebtorId": "10001"},
        "order": {"DebtorId": "10002", "OrderNumber": "60000001"},
        "items": [{"ItemCode": row.get("sku"), "UnitId": "STK"} for row in record.get("lines") or ()],
    }
    return compile(mapping, CONNECTOR.resource(resource).fields).render([Scope(record, found)])[0]


def _table(table: Table) -> Table:
    return Table(rows=table.rows, default=table.default) if table.has_default else Table(rows=table.rows)


def made(entity: str, record: JsonObject, check: str | None = None, **settings: Any) -> JsonObject:
    """The payload, which has no fault and is what the resource takes."""
    rendering = render(entity, record, check, **settings)
    assert rendering.faults == ()
    return rendering.payload


HOME = {"street": "Keizersgracht 174-II", "postcode": "1016 DW", "city": "Amsterdam", "country": "NL"}


def order(**more: Any) -> JsonObject:
    """An order of two coffees by a person in Amsterdam."""
    line = {"sku": "KOF", "title": "Coffee", "quantity": 2, "price": "8.95", "vat_rate": Decimal("0.09")}
    person = {
        "email": "anna@example.nl",
        "name": "Anna de Vries",
        "first_name": "Anna",
        "last_name": "de Vries",
    }
    times = {"ordered": "2026-06-30T23:30:00+00:00", "currency": "EUR", "vat_included": True}
    return {"number": "#1001", "lines": [line], "billing": HOME, "shipping": HOME, **person, **times, **more}


def test_an_order_is_whole() -> None:
    """An order becomes one that Profit takes, dated as in Amsterdam, with no field too many."""
    payload = made("order", order(note="Please ring", payment_method="ideal"))
    assert payload == {
        "CustomerReference": "#1001",
        "DebtorId": "10001",
        "OrderDate": "2026-07-01",
        "CurrencyId": "EUR",
        "PricesIncludeVAT": True,
        "Remark": "Please ring",
        "lines": [
            {
                "ItemTypeCode": "2",
                "ItemCodeId": "KOF",
                "Description": "Coffee",
                "UnitId": "STK",
                "PiecePerUnit": 2,
                "PricePerUnit": Decimal("8.95"),
                "VATGroup": "2",
            }
        ],
    }
    assert list(faults(payload, CONNECTOR.resource("sales_orders").fields, creating=True)) == []


def test_the_settings_of_orders() -> None:
    """Debtor, administration, warehouse, condition and dimensions are asked once; methods have a table."""
    asked = {"default_debtor": "all", "administration": 2, "warehouse": "01", "payment_condition": "30"}
    payload = made("order", order(), **asked, cost_centre="100", cost_unit="7")
    assert (payload["DebtorId"], payload["UnitId"], payload["Warehouse"], payload["PaymentCondition"]) == (
        "all",
        2,
        "01",
        "30",
    )
    assert (payload["lines"][0]["CostCentre"], payload["lines"][0]["CostUnit"]) == ("100", "7")
    assert "PaymentMethod" not in payload
    assert "PaymentCondition" not in made("order", order(payment_terms="Net 14"))
    assert made("order", order(payment_terms="Net 14"), payment_condition="30")["PaymentCondition"] == "30"


@pytest.mark.parametrize(
    ("country", "rate", "group"),
    [
        ("NL", "0.21", "1"),
        ("NL", "0.090", "2"),
        ("NL", "0", "0"),
        ("DE", "0.19", "DE19"),
        ("FR", "0.055", "FR05"),
        (None, "0.21", "1"),
        ("NL", None, None),
    ],
)
def test_tariff_groups(country: str | None, rate: str | None, group: str | None) -> None:
    """Country and percentage give the tariff group; without a percentage the item's own holds."""
    percent = None if rate is None else Decimal(rate)
    home = {**HOME, "country": country}
    record = order(lines=[{**order()["lines"][0], "vat_rate": percent}], shipping=home, billing=home)
    assert made("order", record)["lines"][0].get("VATGroup") == group


def test_an_unknown_rate_is_named() -> None:
    """A rate without a group is a fault that names country and rate, not a guess."""
    rendering = render("order", order(lines=[{**order()["lines"][0], "vat_rate": Decimal("0.33")}]))
    assert [fault.to for fault in rendering.faults] == ["lines[0].VATGroup"]
    assert "NL 33" in rendering.faults[0].why


def test_where_it_is_sent_to_is_said_where_that_is_elsewhere() -> None:
    """Another address than the debtor's own stands in words on the order."""
    away = {"name": "Jo Bos", "street": "Meir 24", "postcode": None, "city": "Antwerpen", "country": "BE"}
    lines = [{**order()["lines"][0], "vat_rate": Decimal("0.21")}]
    assert (
        made("order", order(shipping=away, lines=lines))["DeliveryNote"] == "Jo Bos, Meir 24, Antwerpen, BE"
    )
    assert "DeliveryNote" not in made("order", order())
    assert "DeliveryNote" not in made("order", order(shipping=None))


def test_a_company_is_an_organisation_with_a_contact_and_anybody_else_a_person() -> None:
    """Names stand where the kind of debtor has them; without a last name it is an organisation too."""
    person = made("order", order(), "customer")
    assert (person["FirstName"], person["LastName"]) == ("Anna", "de Vries")
    assert not {"DebtorName", "contact"} & person.keys()
    firm = made("order", order(company="Firm"), "customer")
    assert firm["DebtorName"] == "Firm"
    assert firm["contact"] == {"FirstName": "Anna", "LastName": "de Vries", "MailWork": "anna@example.nl"}
    assert not {"FirstName", "LastName"} & firm.keys()
    someone = made("order", order(last_name=None, first_name=None, name="Anna"), "customer")
    assert (someone["DebtorName"], "LastName" in someone) == ("Anna", False)
    nobody = made("customer", {"email": "a@b.nl", "billing": {}})
    assert (nobody["DebtorName"], nobody["CurrencyId"]) == ("a@b.nl", "EUR")
    for payload in (person, firm, someone, nobody):
        assert list(faults(payload, CONNECTOR.resource("debtors").fields, creating=True)) == []


@pytest.mark.parametrize(
    ("street", "country", "parts"),
    [
        ("Keizersgracht 174-II", "NL", ("Keizersgracht", 174, "II")),
        ("Karl-Marx-Allee 90-92", "DE", ("Karl-Marx-Allee", 90, "-92")),
        ("12 bis, rue de l'Église", "FR", ("rue de l'Église", 12, "bis")),
        ("Avda. de la Constitución s/n", "ES", ("Avda. de la Constitución s/n", None, None)),
        ("Dam 1", None, ("Dam", 1, None)),
        ("", "NL", (None, None, None)),
        (None, "NL", (None, None, None)),
    ],
)
def test_an_address_in_its_parts(street: str | None, country: str | None, parts: tuple[Any, ...]) -> None:
    """Street, whole number and the rest; nothing of what is written is lost."""
    for entity, check in (("order", "customer"), ("customer", None)):
        record = order(billing={**HOME, "street": street, "country": country})
        address = made(entity, record, check).get("address", {})
        names = ("A_Straat", "A_Huisnummer", "A_Toev_Huisnr")
        assert tuple(address.get(name) or None for name in names) == parts


def test_discounts_and_shipping() -> None:
    """A discount is an amount on its line; the costs of sending have an item of their own."""
    line = order()["lines"][0]
    rows = [
        {**line, "discount": Decimal("1.79")},
        {**line, "discount": Decimal(0)},
        {**line, "discount": None},
    ]
    assert [row.get("AmtRowDiscount") for row in made("order", order(lines=rows))["lines"]] == [
        Decimal("1.79"),
        None,
        None,
    ]
    writing = PROFILE["order"].write
    assert writing
    (items,) = (each for each in Composer(plain("order")).checks(writing) if each.name == "items")
    code = expression(items.match["ItemCode"])
    assert code.of(Scope({"shipping": True}, settings={"shipping_item": "VERZEND"})) == "VERZEND"
    assert (
        code.of(Scope({"shipping": True}, settings={"shipping_item": None}))
        == "the empty setting shipping_item"
    )
    assert code.of(Scope({"sku": "KOF"}, settings={"shipping_item": "VERZEND"})) == "KOF"


def test_a_product_and_its_price() -> None:
    """What a new item needs is asked once; its price is written by itself."""
    record = {"sku": "KOF", "title": "Coffee", "price": "8.95", "description": "<p>Dark</p>", "weight": 250}
    payload = made("product", record, article_group="300")
    assert list(faults(payload, CONNECTOR.resource("items").fields, creating=True)) == []
    assert (payload["basic"], payload["Remark"], payload["NetWeight"]) == (
        {"BasicSalesPrice": Decimal("8.95")},
        "Dark",
        250,
    )
    assert payload["Stock"] is True
    assert made("product", record, article_group="300", keep_stock=False)["Stock"] is False
    assert made("price", {"sku": "KOF", "price": 5}) == {"BasicSalesPrice": 5}
    assert made("price", {"sku": "KOF", "price": 5, "quantity": 1}) == {"BasicSalesPrice": 5}


def test_an_entry_balances_as_its_source_does() -> None:
    """Debit and credit, or one amount with a sign; the year and the period are those of its day."""
    rows = [
        {"account": "1300", "debit": 121, "credit": 0},
        {"account": "8000", "amount": Decimal("-100.00")},
        {"account": "1510", "amount": -21, "description": "VAT", "cost_centre": "100"},
    ]
    record = {"number": 17, "booked": "2026-01-31T23:30:00+00:00", "lines": rows, "description": "Sale"}
    payload = made("ledger_entry", record, journal="90")
    assert (payload["VoucherNo"], payload["Year"], payload["Period"], payload["EntryDate"]) == (
        "17",
        2026,
        2,
        "2026-02-01",
    )
    assert [(row["AmtDebit"], row["AmtCredit"]) for row in payload["lines"]] == [(121, 0), (0, 100), (0, 21)]
    assert [row["Description"] for row in payload["lines"]] == ["Sale", "Sale", "VAT"]
    assert list(faults(payload, CONNECTOR.resource("entries").fields, creating=True)) == []


def test_shipments_and_invoices_find_their_order_and_items() -> None:
    """A packing slip belongs to its order; an invoice to the customer, or to the debtor of the setting."""
    sent = {"number": "S1", "order": "#1001", "shipped": "2026-06-01T10:00:00+00:00"}
    payload = made("shipment", {**sent, "lines": [{"sku": "KOF", "quantity": 2}], "tracking_number": "3S1"})
    assert (payload["DebtorId"], payload["SalesOrder"], payload["Remark"]) == ("10002", "60000001", "3S1")
    assert payload["lines"][0]["PiecePerUnit"] == 2
    invoice = {**order(), "invoiced": "2026-06-01"}
    assert made("invoice", invoice)["DebtorId"] == "10001"
    assert made("invoice", invoice, default_debtor="10000")["DebtorId"] == "10000"


@pytest.mark.parametrize("entity", ["order", "invoice"])
def test_no_rate_is_not_a_rate_of_zero(entity: str) -> None:
    """Where a GetConnector does not tell the VAT, a line is a fault that names the column, not a guess."""
    read = PROFILE[entity].word("line.vat_rate")
    assert read
    rate = expression(read.select)
    assert rate.of(Scope({"VATRate": Decimal("0.21")})) == Decimal("0.21")
    assert rate.of(Scope({"VATRate": 0})) == 0
    with pytest.raises(ValueError, match="VATRate is null"):
        rate.of(Scope({}))


def test_recipes_in_both_directions() -> None:
    """Where the words of two systems meet, a flow is offered."""
    offered = {(each.source, each.target, each.entity) for each in recipes(Catalog())}
    for other in ("shopify", "exact_online"):
        for entity in ("order", "customer", "product"):
            assert (other, "afas", entity) in offered
            assert ("afas", other, entity) in offered
    assert ("afas", "shopify", "stock") in offered
    assert not {each for each in offered if each[1] == "afas" and each[2] in {"stock", "category"}}


def test_what_is_sent_free_of_charge_has_no_row() -> None:
    """Goods that cost nothing stay; costs of sending that are none are left out."""
    rows = [
        {"ItemTypeCode": kind, "ItemCodeId": code, "PricePerUnit": Decimal(price)}
        for kind, code, price in (("2", "SAMPLE", "0.00"), ("6", "D012", "0.00"), ("6", "D012", "4.95"))
    ]
    read = profile(Catalog(), "afas")["order"].word("lines")
    assert read
    assert expression(read.select).of(Scope({"lines": rows})) == [rows[0], rows[2]]
