"""What Shopify's profile reads of an order, from recorded answers of real shops too."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connectors.exact_online import CONNECTOR as BOOKS
from connectors.shopify import CONNECTOR
from core.catalog import Catalog
from core.documents import parse_json
from core.flow import Flow
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.mapping.expression import expression
from core.recipes import compose, recipes
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject
from core.runs.preview import preview

PART = profile(Catalog(), "shopify")["order"]
OFF = {"amount": "1.95", "discount_application_index": 0}
GOODS = {"sku": "KOF", "name": "Coffee - 250 g", "title": "Coffee", "quantity": 2, "price": "8.95"}
GOODS |= {"discount_allocations": [], "properties": [{"name": "Grind", "value": "fine"}]}
SENT = {"title": "Standard", "price": "4.95", "discounted_price": "3.00", "discount_allocations": [OFF]}
SENT |= {"tax_lines": [{"rate": Decimal("0.21"), "price": "0.52"}]}
WORTH = ("quantity", "price", "discount", "vat_rate")
FREE = {"title": "Free", "price": "4.95", "discounted_price": "0.00"}


def said(word: str, record: JsonObject, item: Any = None) -> Any:
    """What a word reads on an order, or on a row of it."""
    read = PART.word(word)
    assert read
    return expression(read.select).of(Scope(record, item=item))


def rows(**order: Any) -> list[dict[str, Any]]:
    """The words of each row of an order."""
    words = ("sku", "title", "quantity", "price", "discount", "vat_rate", "note", "shipping")
    return [
        {word: made for word in words if (made := said(f"line.{word}", order, row)) not in (None, "", 0)}
        for row in said("lines", order) or ()
    ]


def test_shipping_costs_are_a_row_of_one_piece() -> None:
    """Goods come first, as they were; then what sending them costs, with its own discount and VAT rate."""
    goods, sent = rows(line_items=[GOODS], shipping_lines=[SENT, FREE])
    assert goods == {
        "sku": "KOF",
        "title": "Coffee - 250 g",
        "quantity": 2,
        "price": "8.95",
        "note": "Grind: fine",
    }
    assert sent == {
        "title": "Standard",
        "quantity": 1,
        "price": "4.95",
        "discount": Decimal("1.95"),
        "vat_rate": Decimal("0.21"),
        "shipping": True,
    }


@pytest.mark.parametrize("lines", [{}, {"shipping_lines": None}, {"shipping_lines": []}])
def test_an_order_without_shipping_lines_has_its_goods(lines: JsonObject) -> None:
    """What older versions of the API leave out, and what nothing was asked for, is no fault."""
    assert [row["sku"] for row in rows(line_items=[GOODS], **lines)] == ["KOF"]
    assert rows(**lines) == []


def test_an_older_answer_without_the_discounted_price_still_has_its_costs() -> None:
    """Where only the price is stated, it is what was paid; a price of nothing makes no row."""
    older = [{"title": "Post", "price": "4.00"}, {"title": "Pick-up", "price": "0.00"}]
    assert rows(line_items=[], shipping_lines=older) == [
        {"title": "Post", "quantity": 1, "price": "4.00", "shipping": True}
    ]


def to_the_books() -> Flow:
    """The recipe's flow to Exact Online, with its item for shipping costs."""
    (recipe,) = (each for each in recipes(Catalog(), "shopify", "exact_online") if each.entity == "order")
    return compose(recipe, Catalog(), "x", "shop", "books", settings={"shipping_item": "SHIPPING"})


@pytest.mark.parametrize(
    "file", ["order.json", "orders.json", "node_order.res.get.json", "node_order.res.list.json"]
)
def test_recorded_orders_are_previewed(file: str) -> None:
    """No fault comes from shipping; what real shops once sold to other continents only lacks a VAT code."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE is not set: the recorded answers are not here")
    answer = parse_json((Path(reference) / "real_samples/shopify_rest" / file).read_text(encoding="utf-8"))
    orders = answer.get("orders") or [answer.get("order") or answer]
    target = {each.name: each for each in BOOKS.resources}
    for made, order in zip(
        preview(to_the_books(), orders, CONNECTOR.resource("rest_orders"), target), orders, strict=True
    ):
        assert {fault.to.rpartition(".")[2] for fault in made.faults} <= {"VATCode", "SalesOrderLines"}
        booked = made.payload.get("SalesOrderLines", [])
        assert len(booked) == len(order.get("line_items", []))


#: A source that speaks the trade's words as they are, of orders and of stock.
PLAIN_ORDER = Part(
    resource="orders",
    read={
        "number": "number",
        "ordered": "ordered",
        "vat_included": "vat_included",
        "lines": Lines(each="lines[]", fields={word: word for word in ("sku", *WORTH)}),
    },
)
PLAIN_STOCK = Part(resource="stock", read={"sku": "sku", "level": "available"})


def made(entity: str, source: Part, record: JsonObject) -> JsonObject:
    """What the shop is sent for a record of such a source."""
    writing = profile(Catalog(), "shopify")[entity].write
    assert writing
    rules, settings = Composer(source).rules(writing.map), dict.fromkeys(writing.settings)
    sent = compile(Mapping(rules=rules, settings=settings), ()).render([Scope(record)])[0]
    assert sent.faults == ()
    return sent.payload


@pytest.mark.parametrize(
    ("there", "sold"), [("2.5", 2), ("2.99", 2), ("3", 3), ("0.5", 0), ("-0.5", -1), ("0", 0)]
)
def test_what_is_not_there_is_not_sold(there: str, sold: int) -> None:
    """The shop counts whole pieces: a stock level is rounded down, never up."""
    assert made("stock", PLAIN_STOCK, {"sku": "LINEN", "available": Decimal(there)})["available"] == sold


@pytest.mark.parametrize(("included", "vat"), [(True, "4.69"), (None, "4.69"), (False, "5.67")])
def test_a_row_has_its_price_after_discount_and_its_vat(included: bool | None, vat: str) -> None:  # noqa: FBT001 (a row)
    """Three pieces of 10.00 with 3.00 off are worth 27.00, with the VAT inside or on top of it."""
    row = {
        "sku": "KOF",
        "quantity": 3,
        "price": Decimal(10),
        "discount": Decimal(3),
        "vat_rate": Decimal("0.21"),
    }
    order = {"number": "1", "ordered": "2026-07-01", "vat_included": included, "lines": [row]}
    (line,) = made("order", PLAIN_ORDER, order)["line_items"]
    assert (line["quantity"], line["price"]) == (3, Decimal("9.00"))
    assert line["tax_lines"] == [{"title": "VAT", "rate": Decimal("0.21"), "price": Decimal(vat)}]


def test_a_row_of_unknown_rate_tells_no_vat() -> None:
    """What nobody said is not told to the shop as 0 %."""
    row = {"sku": "KOF", "quantity": 1, "price": Decimal(10), "vat_rate": None}
    (line,) = made("order", PLAIN_ORDER, {"number": "1", "lines": [row]})["line_items"]
    assert "tax_lines" not in line


def test_an_order_has_the_day_on_which_it_was_placed() -> None:
    """What another system carried into the shop is made there later; where no VAT was charged it is 0 %."""
    times = {"created_at": "2026-11-21T10:00:00+01:00", "processed_at": "2026-07-01T09:15:00+02:00"}
    assert said("ordered", times) == times["processed_at"]
    assert said("line.vat_rate", {}, {**GOODS, "tax_lines": []}) == 0
