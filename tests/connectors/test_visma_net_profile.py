"""What Visma.net's profile makes of the trade's own words, and how its records read in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.visma_net import CONNECTOR
from connectors.visma_net.dialect import record
from core.catalog import Catalog
from core.entities import ENTITIES
from core.fields import faults
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.mapping.mapping import Table
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject, Rendering

PROFILE = profile(Catalog(), "visma_net")
HOME = {"street": "Keizersgracht 174-II", "postcode": "1016 DW", "city": "Amsterdam", "country": "NL"}
PERSON = {"email": "anna@example.nl", "name": "Anna de Vries", "first_name": "Anna", "last_name": "de Vries"}


def plain(entity: str) -> Part:
    """A source that speaks the trade's words as they are."""
    words, line = ENTITIES[entity].words, ENTITIES[entity].line
    lines = Lines(each="lines[]", fields={word: word for word in line})
    return Part(resource="any", read={**{word: word for word in words}, **({"lines": lines} if line else {})})


def render(
    entity: str,
    given: JsonObject,
    check: str | None = None,
    tables: JsonObject | None = None,
    **settings: Any,
) -> Rendering:
    """Render a record, or what one of its checks would make, with everything found that is looked for."""
    part = PROFILE[entity]
    writing = part.write
    assert writing
    composer = Composer(plain(entity))
    checks = composer.checks(writing)
    rules = next(each.map for each in checks if each.name == check) if check else composer.rules(writing.map)
    name = next((each.resource for each in checks if each.name == check), writing.resource or part.resource)
    asked = writing.tables
    rows = {table: {**value.rows, **(tables or {}).get(table, {})} for table, value in asked.items()}
    kept = {table: {"default": value.default} if value.has_default else {} for table, value in asked.items()}
    mapping = Mapping(
        rules=rules,
        tables={table: Table(rows=row, **kept[table]) for table, row in rows.items()},
        settings={**{name: question.default for name, question in writing.settings.items()}, **settings},
        checks=tuple(each.name for each in checks),
        listed={each.name: each.each for each in checks if each.each},
    )
    items = [{"inventoryNumber": row.get("sku") or "SHIPPING"} for row in given.get("lines", [])]
    found = {"customer": {"number": "10001"} if given.get("email") else None, "contact": None, "items": items}
    scope = Scope(given, {name: value for name, value in found.items() if name in mapping.checks})
    made = compile(mapping, CONNECTOR.resource(name).fields).render([scope])[0]
    assert made.faults or not list(faults(made.payload, CONNECTOR.resource(name).fields, creating=True))
    return made


def order(**more: Any) -> JsonObject:
    """An order of two coffees, placed at night."""
    line = {
        "sku": "KOF",
        "title": "Coffee",
        "quantity": 2,
        "price": Decimal("8.95"),
        "vat_rate": Decimal("0.09"),
    }
    about = {
        "number": "#1001",
        "ordered": "2026-06-30T23:30:00+00:00",
        "currency": "EUR",
        "vat_included": True,
    }
    return {**about, "lines": [line], "billing": HOME, "shipping": HOME, **PERSON, **more}


def test_an_order_is_whole() -> None:
    """An order becomes a sales order with the shop's number, dated as in the Netherlands."""
    made = render("order", order(note="Please ring", reference="PO 7"))
    assert made.faults == ()
    where = {"line1": "Keizersgracht 174-II", "postalCode": "1016 DW", "city": "Amsterdam", "countryId": "NL"}
    assert made.payload == {
        "type": "SO",
        "customer": {"id": "10001", "order": "#1001", "refNo": "PO 7"},
        "date": "2026-07-01T00:00:00Z",
        "description": "#1001",
        "currencyId": "EUR",
        "note": "Please ring",
        "billing": {"contact": {"name": "Anna de Vries", "email": "anna@example.nl"}, "address": where},
        "shipping": {"address": where},
        "orderLines": [
            {
                "inventoryId": "KOF",
                "description": "Coffee",
                "quantity": 2,
                "unitPrice": Decimal("8.95"),
                "taxCategoryId": "NL9",
            }
        ],
    }


def test_whose_order_it_is() -> None:
    """A default debtor gets all, another those without an e-mail address; a company has a contact."""
    assert render("order", order(), default_debtor="7").payload["customer"]["id"] == "7"
    assert render("order", order(email=None), webshop_debtor="10000").payload["customer"]["id"] == "10000"
    writing = PROFILE["order"].write
    assert writing
    unless = {each.name: each.unless or "" for each in Composer(plain("order")).checks(writing)}

    def left_out(**more: Any) -> list[str]:
        scope = Scope(order(**more), settings={"default_debtor": None})
        return [name for name, text in unless.items() if text and expression(text).of(scope)]

    assert left_out() == ["contact"]
    assert left_out(company="Firm") == []
    assert left_out(email=None, company="Firm") == ["customer", "contact"]


@pytest.mark.parametrize(
    ("country", "rate", "included", "setting", "category"),
    [
        ("NL", "0.21", True, True, "NL21"),
        ("NL", "0.210", False, True, "NL21E"),
        ("FR", "0.055", True, True, "FR5.5"),
        ("DE", "0", True, True, "EU0"),
        ("SE", "0.25", None, False, "SE25E"),
        ("SE", "0.25", None, True, "SE25"),
        (None, "0.21", True, True, "NL21"),
        ("NL", None, True, True, None),
    ],
)
def test_vat_categories(
    country: str | None,
    rate: str | None,
    included: bool | None,  # noqa: FBT001 (a row)
    setting: bool,  # noqa: FBT001 (a row)
    category: str | None,
) -> None:
    """Country, percentage and whether prices include VAT give the category; else the item's own holds."""
    line = {**order()["lines"][0], "vat_rate": rate and Decimal(rate)}
    home = {**HOME, "country": country}
    given = order(lines=[line], shipping=home, billing=home, vat_included=included)
    made = render("order", given, prices_include_vat=setting)
    assert made.faults == ()
    assert made.payload["orderLines"][0].get("taxCategoryId") == category
    made = render("invoice", given, prices_include_vat=setting)
    assert made.payload["invoiceLines"][0].get("vatCodeId") == category


def test_an_unknown_rate_is_named() -> None:
    """A rate without a category is a fault that names country and rate, not a guess."""
    made = render("order", order(lines=[{**order()["lines"][0], "vat_rate": Decimal("0.33")}]))
    assert [fault.to for fault in made.faults] == ["orderLines[0].taxCategoryId"]
    assert "NL 33" in made.faults[0].why


def test_discounts_and_revenue_accounts() -> None:
    """A discount goes along as an amount, none is left out; an account may follow from the country."""
    line = {**order()["lines"][0], "discount": Decimal("1.50")}
    tables = {"revenue_accounts": {"NL": "3000"}}
    row = render("order", order(lines=[line]), tables=tables).payload["orderLines"][0]
    assert (row["discountAmount"], row["salesAccountId"]) == (Decimal("1.50"), "3000")
    free = render("order", order(lines=[{**line, "discount": Decimal(0)}])).payload["orderLines"][0]
    assert "discountAmount" not in free
    assert "salesAccountId" not in free


def test_methods_are_translated_or_left_out() -> None:
    """How it is paid and sent becomes the company's own ID, where the tables have one."""
    given = order(payment_method="ideal", shipping_method="Standard")
    tables = {"payment_methods": {"ideal": "BANK"}, "carriers": {"Standard": "POST"}}
    made = render("order", given, tables=tables).payload
    assert (made["paymentSettings"], made["shipping"]["shipViaId"]) == ({"paymentMethodId": "BANK"}, "POST")
    bare = render("order", given).payload
    assert "paymentSettings" not in bare
    assert "shipViaId" not in bare["shipping"]


def match_of_a_row(row: JsonObject, **settings: Any) -> Any:
    """The number of the item on which a row is booked."""
    writing = PROFILE["order"].write
    assert writing
    (items,) = (each for each in Composer(plain("order")).checks(writing) if each.name == "items")
    asked = {"shipping_item": None, "default_item": None, **settings}
    return expression(items.match["inventoryNumber"]).of(Scope(row, settings=asked))


def test_rows_that_are_no_goods_have_an_item_of_the_settings() -> None:
    """What sending costs, and rows that name no item; without the setting nothing can match them."""
    sending = {"shipping": True, "title": "Standard"}
    assert match_of_a_row(sending, shipping_item="SHIPPING") == "SHIPPING"
    assert match_of_a_row(sending) == "the empty setting shipping_item"
    assert match_of_a_row({"sku": "KOF"}, shipping_item="SHIPPING") == "KOF"
    assert match_of_a_row({"sku": None}, default_item="MISC") == "MISC"


def test_a_person_and_a_company_become_customers() -> None:
    """The company's name is the customer's, the person stands in the attention line."""
    person = render("order", order(), "customer").payload
    assert (person["name"], "attention" in person["mainContact"]) == ("Anna de Vries", False)
    assert person["mainAddress"]["countryId"] == "NL"
    firm = render("order", order(company="Firm", vat_number="NL1"), "customer", customer_class="B2B").payload
    assert (firm["name"], firm["mainContact"]["attention"], firm["customerClassId"]) == (
        "Firm",
        "Anna de Vries",
        "B2B",
    )
    assert (
        render("customer", {**PERSON, "billing": HOME, "shipping": HOME}).payload["name"] == "Anna de Vries"
    )


def test_an_item_keeps_what_was_enriched() -> None:
    """Grams become kilograms; class, text and state are written with a new item only."""
    given = {
        "sku": "KOF",
        "title": "Coffee",
        "description": "<p>Good</p>",
        "weight": 250,
        "price": Decimal("8.95"),
    }
    made = render("product", given, item_class="GOODS").payload
    assert made["packaging"] == {"baseItemWeight": Decimal("0.25"), "weightUOM": "KG"}
    assert (
        made["status"],
        render("product", {**given, "active": False}, item_class="G").payload["status"],
    ) == (
        "Active",
        "NoSales",
    )
    writing = PROFILE["product"].write
    assert writing
    once = {rule.to for rule in writing.map if rule.write.value == "create"}
    assert once == {"inventoryNumber", "body", "itemClass", "status"}


def test_an_entry_has_debit_and_credit() -> None:
    """Two columns, or one amount with debit above zero; accounts and codes go through their tables."""
    lines = [
        {"account": "1300", "debit": Decimal("12.10"), "credit": None, "cost_centre": "1-100"},
        {"account": "8000", "amount": Decimal("-10.00"), "vat_code": "1"},
        {"account": "1500", "debit": Decimal(0), "credit": Decimal("2.10")},
    ]
    tables = {"accounts": {"8000": "3000"}, "vat_codes": {"1": "NL21"}}
    given = {"number": "BB-1", "booked": "2026-07-01", "lines": lines}
    made = render("ledger_entry", given, tables=tables, ledger="1").payload
    assert (made["batchNumber"], made["overrideNumberSeries"], made["hold"]) == ("BB-1", True, True)
    booked = [
        (row["accountNumber"], row["debitAmountInCurrency"], row["creditAmountInCurrency"])
        for row in made["journalTransactionLines"]
    ]
    assert booked == [
        ("1300", Decimal("12.10"), 0),
        ("3000", 0, Decimal("10.00")),
        ("1500", 0, Decimal("2.10")),
    ]
    assert made["journalTransactionLines"][0]["subaccount"] == [{"segmentId": 1, "segmentValue": "1-100"}]
    assert made["journalTransactionLines"][1]["vatCodeId"] == "NL21"


def reads(entity: str, word: str, wire: JsonObject) -> Any:
    """What a word of the trade reads in a record."""
    part = PROFILE[entity]
    read = part.word(word)
    assert read
    return expression(read.select).of(Scope(record(CONNECTOR.resource(part.resource), wire)))


def test_what_is_read_is_what_it_is() -> None:
    """Stock over all warehouses, who carries a shipment and for which order, and who is a company."""
    levels = [
        {
            "isDefault": False,
            "warehouse": "2",
            "quantityOnHand": 1,
            "available": 0,
            "lastModifiedDateTime": "2026-01-02",
        },
        {
            "isDefault": True,
            "warehouse": "1",
            "quantityOnHand": 5,
            "available": 3,
            "lastModifiedDateTime": "2026-01-01",
        },
    ]
    stock = {"inventoryNumber": "A", "warehouseDetails": levels}
    assert [reads("stock", word, stock) for word in ("location", "on_hand", "available", "modified")] == [
        "1",
        6,
        3,
        "2026-01-02",
    ]
    boxes = [{"trackingNumber": None}, {"trackingNumber": "3S1"}]
    shipment = {"shipmentPackageLines": boxes, "shipmentOrderLines": [{"orderNbr": "000001"}]}
    shipment |= {"shipVia": {"id": "POST", "description": "Post"}}
    words = ("order", "carrier", "tracking_number")
    assert [reads("shipment", word, shipment) for word in words] == ["000001", "Post", "3S1"]
    assert reads("customer", "company", {"name": "Kaffe AS", "corporateId": "1"}) == "Kaffe AS"
    assert reads("customer", "company", {"name": "Anna"}) is None
