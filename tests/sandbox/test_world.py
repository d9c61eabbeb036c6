"""The world that the sandboxes are filled with: coherent, reproducible, and full of edges on purpose."""

from decimal import Decimal
from typing import Any

import pytest
from stdnum import ean

from core.sandbox.world import REFERENCE, World

Order = dict[str, Any]


@pytest.fixture(scope="module")
def made_up() -> World:
    """Give a world made from a seed."""
    return World(records=400, seed=7)


@pytest.fixture(params=["by hand", "made up"])
def world(request: pytest.FixtureRequest, made_up: World) -> World:
    """Give either world."""
    return World() if request.param == "by hand" else made_up


def test_an_order_adds_up_to_the_cent(world: World) -> None:
    """Lines less discounts plus shipping is the total, and the VAT inside it is the sum of its parts."""
    for order in world.orders:
        lines, shipping, totals = order["lines"], order["shipping"], order["totals"]
        for line in lines:
            assert line["total"] == line["amount"] - line["discount"] - line["allocated"]
            assert line["total"] >= 0
            assert abs(line["tax"] * (100 + line["vat_rate"]) - line["total"] * line["vat_rate"]) <= 1
        by_order = sum(d["amount"] for d in order["discounts"] if d["kind"] != "shipping")
        assert sum(line["allocated"] for line in lines) == by_order
        assert totals["subtotal"] == sum(line["total"] for line in lines)
        assert totals["total"] == totals["subtotal"] + (shipping["total"] if shipping else 0)
        assert totals["tax"] == sum(line["tax"] for line in lines) + (shipping["tax"] if shipping else 0)
        assert totals["total"].as_tuple().exponent == -2


def test_a_refund_is_never_more_than_the_order(world: World) -> None:
    """Refunded in full means the whole amount; refunded in part means less."""
    for order in world.orders:
        refunded, total = order["totals"]["refunded"], order["totals"]["total"]
        expected = {"refunded": refunded == total, "partially_refunded": 0 < refunded < total}
        assert expected.get(order["status"], refunded == 0), order["number"]


def test_every_sku_and_customer_of_an_order_exists(world: World) -> None:
    """An order names no product and no customer that the world does not have."""
    for order in world.orders:
        assert all(line["sku"] in world.by_sku for line in order["lines"])
        assert order["email"] == world.customers[order["customer"]]["email"]
    assert len(world.by_sku) == len(world.products)
    assert all(ean.is_valid(p["ean"]) for p in world.products if p["ean"])


def test_orders_follow_one_another_up_to_a_fixed_time(world: World) -> None:
    """Numbers and times ascend, no order is updated before it is made or after the world stands still."""
    created = [order["created"] for order in world.orders]
    assert created == sorted(created)
    assert [order["number"] for order in world.orders] == [*range(1001, 1001 + len(world.orders))]
    assert all(o["created"] <= o["updated"] <= REFERENCE and o["created"].tzinfo for o in world.orders)


def test_every_paid_order_has_an_e_mail_address(world: World) -> None:
    """Only orders that are not paid lack an address, so that the demonstration carries every paid one."""
    assert all(order["email"] for order in world.orders if order["status"] == "paid")
    assert any(not order["email"] for order in world.orders)


def test_the_same_seed_gives_the_same_world(made_up: World) -> None:
    """A seed names a world: the same again on every machine, another one for another seed."""
    again, other = World(records=400, seed=7), World(records=400, seed=8)
    assert again.orders == made_up.orders
    assert (again.products, again.customers) == (made_up.products, made_up.customers)
    assert other.orders != made_up.orders


def test_a_made_up_world_has_the_size_and_mix_that_was_asked_for(made_up: World) -> None:
    """N orders, a quarter as many customers, about 70 % paid, companies and six countries."""
    assert (len(made_up.orders), len(made_up.customers), len(made_up.products)) == (400, 100, 300)
    assert 0.6 < sum(o["status"] == "paid" for o in made_up.orders) / 400 < 0.8
    assert {c["billing"]["country"] for c in made_up.customers} >= {"NL", "BE", "DE"}
    assert 10 < sum(c["company"] is not None for c in made_up.customers) < 45


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) else []


#: What the hand-made set must hold, each as a sentence and a test on the world.
EDGES = {
    "six countries": lambda w: (
        {o["shipping_address"]["country"] for o in w.orders} == {"NL", "BE", "DE", "FR", "SE", "ES"}
    ),
    "French streets put the number first": lambda w: any(
        c["billing"]["street"].startswith("12 bis") for c in w.customers
    ),
    "number additions": lambda w: any(c["billing"]["street"].endswith("-II") for c in w.customers),
    "the same e-mail in two spellings": lambda w: (
        len({(c["email"] or "").lower() for c in w.customers}) < len({c["email"] for c in w.customers})
    ),
    "companies with a VAT number": lambda w: any(c["company"] and c["vat_number"] for c in w.customers),
    "customers whom the books know and others": lambda w: {c["in_erp"] for c in w.customers} == {True, False},
    "a name longer than 50 characters": lambda w: any(len(c["company"] or "") > 50 for c in w.customers),
    "every status": lambda w: (
        {o["status"] for o in w.orders}
        == {"paid", "pending", "authorized", "voided", "refunded", "partially_refunded"}
    ),
    "paid later than placed": lambda w: any(o["paid"] and o["paid"] > o["created"] for o in w.orders),
    "equal times of change": lambda w: len({o["updated"] for o in w.orders}) < len(w.orders),
    "several orders of one customer": lambda w: len({o["customer"] for o in w.orders}) < len(w.orders),
    "VAT rates of every kind": lambda w: (
        {Decimal(x) for x in (21, 9, 6, 19, 7, 20, 25, 0)}
        <= {line["vat_rate"] for o in w.orders for line in o["lines"]}
    ),
    "half a piece": lambda w: any(
        line["quantity"] == Decimal("0.5") for o in w.orders for line in o["lines"]
    ),
    "a large quantity": lambda w: any(line["quantity"] > 100_000 for o in w.orders for line in o["lines"]),
    "a total of one cent": lambda w: any(o["totals"]["total"] == Decimal("0.01") for o in w.orders),
    "a discount per line and one per order": lambda w: any(
        line["discount"] and line["allocated"] for o in w.orders for line in o["lines"]
    ),
    "free and paid shipping, and none": lambda w: (
        {bool(o["shipping"] and o["shipping"]["total"]) for o in w.orders} == {True, False}
        and any(o["shipping"] is None for o in w.orders)
    ),
    "cancelled and test orders": lambda w: (
        any(o["cancelled"] for o in w.orders) and any(o["test"] for o in w.orders)
    ),
    "gift notes": lambda w: any("gift" in (o["note"] or "") for o in w.orders),
    "SKUs with blanks, slashes, quotes, small letters and leading zeros": lambda w: (
        {
            "thee/groen 100g",
            "D'OR-250",
            "0012345",
        }
        <= w.by_sku.keys()
    ),
    "an EAN with leading zeros": lambda w: any((p["ean"] or "").startswith("00") for p in w.products),
    "a product without a variant title": lambda w: any(p["variant_title"] == "" for p in w.products),
    "markup in a description": lambda w: any("<script>" in p["description_html"] for p in w.products),
    "emoji": lambda w: any("🎂" in text for text in _texts(w.orders)),
    "right-to-left text": lambda w: any("\u0644" in text for text in _texts(w.orders)),
    "combining characters": lambda w: any("\u0308" in text for text in _texts(w.customers)),
    "quotes and apostrophes": lambda w: any('"Piet"' in text for text in _texts(w.customers)),
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_hand_made_set_has_its_edges(edge: str) -> None:
    """Each edge that trips integrations is there on purpose."""
    assert EDGES[edge](World())
