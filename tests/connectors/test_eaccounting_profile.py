"""What eAccounting's profile makes of the trade, told in its own words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.eaccounting import CONNECTOR
from connectors.eaccounting.dialect import record as read
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.recipes.recipe import recipes
from core.records import JsonObject, Rendering

PROFILE = profile(Catalog(), "eaccounting")


def plain(entity: str) -> Part:
    """A source that speaks the trade's words as they are: `billing.street` reads billing.street."""
    words: dict[str, Any] = {word: word for word in ENTITIES[entity].words}
    if ENTITIES[entity].line:
        words["lines"] = Lines(each="lines[]", fields={word: word for word in ENTITIES[entity].line})
    return Part(resource="any", read=words)


def render(
    entity: str, data: JsonObject, check: str | None = None, found: JsonObject | None = None, **settings: Any
) -> Rendering:
    """Render a record, or what one of its checks would make, with what the checks found."""
    part = PROFILE[entity]
    assert part.write
    composer = Composer(plain(entity))
    checks = composer.checks(part.write)
    rules = (
        next(each.map for each in checks if each.name == check) if check else composer.rules(part.write.map)
    )
    resource = part.write.resource or part.resource
    mapping = Mapping(
        rules=rules,
        tables={
            name: Table(rows=table.rows, default=table.default) for name, table in part.write.tables.items()
        },
        settings={**{name: question.default for name, question in part.write.settings.items()}, **settings},
        checks=tuple(each.name for each in checks),
        listed={each.name: each.each for each in checks if each.each},
    )
    target = next((each.resource for each in checks if each.name == check), resource)
    return compile(mapping, CONNECTOR.resource(target).fields).render([Scope(data, found or {})])[0]


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


def booked(data: JsonObject, **settings: Any) -> Rendering:
    """What an order becomes, with everything found that is looked for."""
    articles = [{"Id": f"key of {row['sku']}", "Number": row["sku"]} for row in data["lines"]]
    buyer = {"Id": "buyer", "IsPrivatePerson": not data.get("company")}
    found = {"customer": buyer if data.get("email") else None, "articles": articles}
    return render("order", data, found=found, **settings)


def line(data: JsonObject | None = None, settings: JsonObject | None = None, **more: Any) -> JsonObject:
    """The row that the profile makes of a line."""
    data = data or order()
    made = booked({**data, "lines": [{**data["lines"][0], **more}]}, **(settings or {}))
    assert made.faults == ()
    row: JsonObject = made.payload["Rows"][0]
    return row


def test_an_order_is_whole() -> None:
    """It becomes an order that eAccounting takes, dated as in Amsterdam, ongoing, with no field too many."""
    made = booked(order(reference="PO 1"))
    assert made.faults == ()
    payload = made.payload
    assert (payload["YourReference"], payload["BuyersOrderReference"]) == ("#1001", "PO 1")
    assert (payload["CustomerId"], payload["OrderDate"], payload["Status"]) == ("buyer", "2026-07-01", 2)
    assert (payload["CustomerIsPrivatePerson"], payload["IncludesVat"]) == (True, True)
    assert (payload["InvoiceAddress1"], payload["DeliveryCity"]) == ("Keizersgracht 174-II", "Amsterdam")
    assert payload["InvoiceCustomerName"] == "Anna de Vries"
    assert payload["Rows"] == [
        {
            "LineNumber": 1,
            "ArticleId": "key of KOF",
            "ArticleNumber": "KOF",
            "IsTextRow": False,
            "IsWorkCost": False,
            "EligibleForReverseChargeOnVat": False,
            "Text": "Coffee",
            "Quantity": 2,
            "UnitPrice": Decimal("8.95"),
            "VatRate": Decimal("0.09"),
        }
    ]
    assert list(faults(payload, CONNECTOR.resource("orders").fields, creating=True)) == []


def test_the_customer_of_an_order() -> None:
    """A default customer gets all; without e-mail it is the web shop's, whose kind decides on VAT."""
    assert booked(order(), default_customer="all").payload["CustomerId"] == "all"
    nobodys = order(email=None, company="Firm")
    made = booked(nobodys, webshop_customer="shop").payload
    assert (made["CustomerId"], made["IncludesVat"]) == ("shop", True)
    firms = booked(nobodys, webshop_customer="shop", default_is_person=False).payload
    assert (firms["IncludesVat"], firms["Rows"][0]["UnitPrice"]) == (False, Decimal("8.21"))


@pytest.mark.parametrize(
    ("said", "settings", "price"),
    [
        ({"vat_included": True}, {}, "121.00"),
        ({"vat_included": True}, {"private_prices_include_vat": False}, "100.00"),
        ({"vat_included": False}, {}, "146.41"),
        ({"company": "Firm", "vat_included": True}, {}, "100.00"),
        ({"company": "Firm", "vat_included": False}, {}, "121.00"),
        ({"company": "Firm", "vat_included": None}, {"prices_include_vat": True}, "100.00"),
        ({"company": "Firm", "vat_included": None}, {}, "121.00"),
    ],
)
def test_prices_with_and_without_vat(said: JsonObject, settings: JsonObject, price: str) -> None:
    """With VAT to a person, where the company's settings say so; without it to a company."""
    data = order(**said)
    row = line(data, settings, price=Decimal("121.00"), vat_rate=Decimal("0.21"))
    assert row["UnitPrice"] == Decimal(price)
    shown = settings.get("private_prices_include_vat", True)
    assert booked(data, **settings).payload["IncludesVat"] is (shown and "company" not in said)


def test_discounts_cost_centres_and_projects() -> None:
    """A discount is a fraction of its row; what the settings name stands on every row."""
    row = line(quantity=Decimal("2.5"), price=Decimal(10), discount=Decimal("3.33"))
    assert row["DiscountPercentage"] == Decimal("0.1332")
    assert "DiscountPercentage" not in line(discount=Decimal("0.00"))
    row = line(settings={"cost_center_item": "web", "project": "fair"})
    assert (row["CostCenterItemId1"], row["ProjectId"]) == ("web", "fair")
    assert booked(order(shipping_method="Courier")).payload.get("DeliveryMethodCode") in (None, "")


def article_of(source: Part, row: JsonObject, **settings: Any) -> Any:
    """The number of the article on which a row of such a source is booked."""
    writing = PROFILE["order"].write
    assert writing
    (check,) = (each for each in Composer(source).checks(writing) if each.name == "articles")
    usual = {"shipping_article": None, "default_article": None}
    return expression(check.match["Number"]).of(Scope(row, settings={**usual, **settings}))


def test_the_article_of_a_row() -> None:
    """Its SKU; for what sending costs the article of the setting; for a row without one, that of another."""
    sending = {"title": "Standard", "shipping": True}
    assert article_of(plain("order"), sending, shipping_article="SHIPPING") == "SHIPPING"
    assert article_of(plain("order"), sending) == "the empty setting shipping_article"
    assert article_of(plain("order"), {"sku": "KOF"}, default_article="MISC") == "KOF"
    assert article_of(plain("order"), {"sku": None}, default_article="MISC") == "MISC"
    bare = Part(
        resource="any",
        read={"number": "n", "email": "mail", "lines": Lines(each="rows", fields={"sku": "s"})},
    )
    assert article_of(bare, {"s": "KOF"}) == "KOF"


def test_a_customer_is_made_whole() -> None:
    """A person by name, a company by its own with a contact; VAT numbers without blanks, what is long cut."""
    made = render("order", order(), "customer", terms_of_payment="30 days")
    assert made.faults == ()
    payload = made.payload
    assert (payload["Name"], payload["IsPrivatePerson"], payload["IsActive"]) == ("Anna de Vries", True, True)
    assert (payload["TermsOfPaymentId"], payload["InvoicePostalCode"]) == ("30 days", "1016 DW")
    assert "ContactPersonName" not in payload
    assert list(faults(payload, CONNECTOR.resource("customers").fields, creating=True)) == []
    firm = order(company="F" * 60, vat_number="nl 1234.56782.B90")
    payload = render("order", firm, "customer", terms_of_payment="30 days").payload
    assert (payload["Name"], payload["IsPrivatePerson"]) == ("F" * 50, False)
    assert (payload["ContactPersonName"], payload["VatNumber"]) == ("Anna de Vries", "NL123456782B90")
    nowhere = render("order", order(billing={}, shipping={}), "customer", terms_of_payment="t").payload
    assert (nowhere["InvoiceCity"], nowhere["InvoicePostalCode"]) == ("-", "-")


def test_a_product() -> None:
    """Its coding goes by the VAT rate, its gross price is the shop's, and people's changes are kept."""
    data = {"sku": "KOF", "title": "T" * 60, "price": Decimal("8.95"), "category": "Coffee",
            "ean": "8710000000017",
            "description": "<p>Dark <b>roast</b></p>", "vat_rate": Decimal("0.09")}  # fmt: skip
    codings = {"coding": "high", "coding_reduced": "low", "unit": "piece"}
    made = render("product", data, found={"label": {"Id": "key of Coffee"}}, **codings)
    assert made.faults == ()
    payload = made.payload
    assert (payload["Name"], payload["GrossPrice"], payload["CodingId"]) == ("T" * 50, Decimal("8.95"), "low")
    assert (payload["Note"], payload["Barcodes"][0]["Barcode"]) == ("Dark roast", "8710000000017")
    assert payload["ArticleLabels"] == [{"Id": "key of Coffee", "Name": "Coffee"}]
    assert list(faults(payload, CONNECTOR.resource("articles").fields, creating=True)) == []
    for rate in (None, Decimal("0.21")):
        bare = {"sku": "KOF", "title": "Coffee", "price": 1, "vat_rate": rate}
        assert render("product", bare, **codings).payload["CodingId"] == "high"
    writing = PROFILE["product"].write
    assert writing
    kept = {rule.to for rule in writing.map if rule.write.value in {"create", "if_empty"}}
    assert {"Note", "PurchasePrice", "ArticleLabels", "CodingId"} <= kept


def test_prices_and_stock() -> None:
    """A price loses the VAT that the setting says; stock is the level that was chosen, to two decimals."""
    made = render(
        "price",
        {"sku": "KOF", "price": "12.10"},
        found={"article": {"Id": "a"}, "list": {"Id": "l"}, "new_list": None},
        vat_rate="0.21",
    )
    assert made.payload == {"SalesPriceListId": "l", "ArticleId": "a", "NetPrice": Decimal("10.00")}
    assert render("stock", {"level": "7.126"}).payload == {"StockBalance": Decimal("7.13")}


@pytest.mark.parametrize(
    ("row", "debit", "credit"),
    [
        ({"debit": "10.50"}, "10.50", 0),
        ({"credit": 7}, 0, 7),
        ({"amount": "3.10"}, "3.10", 0),
        ({"amount": -4}, 0, 4),
        ({"debit": 0, "credit": 5, "amount": 9}, 0, 5),
    ],
)
def test_a_ledger_entry(row: JsonObject, debit: Any, credit: Any) -> None:
    """Debit and credit, or an amount with its sign, become a voucher's row; the text keeps the number."""
    lines = [{"account": "1300", "description": "D" * 60, **row}]
    data = {"number": "70-1", "booked": "2026-10-01", "description": "Sale", "lines": lines}
    made = render("ledger_entry", data)
    assert made.faults == ()
    assert (made.payload["VoucherText"], made.payload["VoucherDate"]) == ("70-1", "2026-10-01")
    (told,) = made.payload["Rows"]
    assert (told["AccountNumber"], told["TransactionText"]) == (1300, "D" * 50)
    assert (told["DebitAmount"], told["CreditAmount"]) == (Decimal(debit), Decimal(credit))


def test_an_invoice() -> None:
    """It is for a customer who is known, dated as in the source, with prices as the customer has them."""
    data = {**order(company="Firm"), "invoiced": "2026-10-01", "due": "2026-10-15"}
    found = {"customer": {"Id": "buyer", "IsPrivatePerson": False}, "articles": [{"Id": "a"}]}
    made = render("invoice", data, found=found)
    assert made.faults == ()
    assert (made.payload["InvoiceDate"], made.payload["DueDate"]) == ("2026-10-01", "2026-10-15")
    assert made.payload["Rows"][0]["UnitPrice"] == Decimal("8.21")
    assert list(faults(made.payload, CONNECTOR.resource("customer_invoices").fields, creating=True)) == []


def said(entity: str, data: JsonObject) -> JsonObject:
    """A record of eAccounting in the trade's words, those that are plain expressions."""
    part = PROFILE[entity]
    read_by = {word: text for word, text in part.read.items() if isinstance(text, str)}
    return {word: expression(text).of(Scope(data)) for word, text in read_by.items()}


def test_an_order_is_read_in_the_trades_words() -> None:
    """Numbers are text, a person has no company, and the customer says the e-mail address."""
    wire = {"Number": 7, "Status": 3, "CustomerIsPrivatePerson": False, "InvoiceCustomerName": "Firm",
            "OrderDate": "2026-10-01T00:00:00Z", "Rows": []}  # fmt: skip
    data = read(CONNECTOR.resource("orders"), wire) | {
        "Customer": {"EmailAddress": "a@b.nl", "MobilePhone": "06"}
    }
    words = said("order", data)
    assert (words["number"], words["status"], words["company"]) == ("7", "shipped", "Firm")
    assert (words["ordered"], words["email"], words["phone"]) == ("2026-10-01", "a@b.nl", "06")
    person = read(CONNECTOR.resource("orders"), {**wire, "CustomerIsPrivatePerson": True})
    assert said("order", person)["company"] is None
    assert expression(PROFILE["order"].where or "").of(Scope({"Status": 1})) is False


def test_what_is_offered() -> None:
    """Both directions with the web shop and with Exact, for every entity in which they meet."""
    offered = {(each.source, each.target, each.entity) for each in recipes(Catalog())}
    for entity in ("order", "customer", "product", "stock", "price"):
        assert ("shopify", "eaccounting", entity) in offered
        assert ("exact_online", "eaccounting", entity) in offered
    assert ("exact_online", "eaccounting", "invoice") in offered
    for target, entities in {
        "shopify": "order customer product stock",
        "exact_online": "order customer product",
    }.items():
        assert all(("eaccounting", target, entity) in offered for entity in entities.split())
    assert not any(each[0] == "eaccounting" and each[2] == "shipment" for each in offered)
