"""Variants, services and vouchers: what becomes of a shop's products elsewhere, and of articles in a shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from core.mapping import Mapping, Scope, compile  # noqa: A004 (the house's own word)
from core.recipes import compose, recipes
from core.records import JsonObject, RunState
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

CATALOG = Catalog()
SYSTEMS = ("shopify", "exact_online")
SHIRT = {"title": "T-shirt", "variant_title": "M / Blue", "sku": "T-M-B", "tracked": True}
SHIRT |= {"options": [{"name": "Size", "value": "M"}, {"name": "Colour", "value": "Blue"}]}
SHIRT |= {"requires_shipping": True, "status": "active"}
LESSON = {"title": "Lesson", "variant_title": None, "sku": "LESSON", "status": "active"}
LESSON |= {"options": [{"name": "Title", "value": "Default Title"}]}
LESSON |= {"tracked": False, "requires_shipping": False}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that is connected with a shop and with books."""
    simulators = CATALOG.simulators(World(), Rates())
    with Served(app({name: simulators[name] for name in SYSTEMS})) as served:
        workspace = Workspace(tmp_path / "home")
        for name in SYSTEMS:
            workspace.connect_sandbox(name, name, served.url)
        yield workspace
        workspace.close()


def made(source: str, target: str, record: JsonObject, **settings: Any) -> JsonObject:
    """What a target is sent for a product of a source."""
    (recipe,) = (each for each in recipes(CATALOG, source, target) if each.entity == "product")
    flow = compose(recipe, CATALOG, "x", "from", "to", settings=settings)
    rules = tuple(rule for rule in flow.map if rule.each is None)  # what a check finds is not asked here
    names = tuple(check.name for check in flow.checks)
    mapping = Mapping(rules=rules, tables=flow.tables, settings=flow.settings, checks=names)
    return compile(mapping, ()).render([Scope(record, dict.fromkeys(names))])[0].payload


@pytest.mark.parametrize(
    ("target", "named", "kept"),
    [
        ("exact_online", "Description", "IsStockItem"),
        ("afas", "Description", "Stock"),
        ("files", "title", "stocked"),
    ],
)
def test_a_variant_is_an_article_with_its_options_in_its_name(target: str, named: str, kept: str) -> None:
    """Size and colour tell one article from the other; of a service no stock is kept."""
    shirt, lesson = made("shopify", target, SHIRT), made("shopify", target, LESSON)
    assert (shirt[named], shirt[kept]) == ("T-shirt / M / Blue", True)
    assert (lesson[named], lesson[kept]) == ("Lesson", False)


def test_files_name_the_product_of_a_variant_and_its_options() -> None:
    """Where there is a place for them, parent, options and what is not sent are carried."""
    shirt, lesson = made("shopify", "files", SHIRT), made("shopify", "files", LESSON)
    assert (shirt["parent"], shirt["options"], shirt["virtual"]) == (
        "T-shirt",
        "Size: M; Colour: Blue",
        False,
    )
    assert (lesson.get("parent"), lesson.get("options"), lesson["virtual"]) == (None, None, True)


@pytest.mark.parametrize("target", ["exact_online", "afas", "eaccounting", "shopify"])
def test_whether_the_target_keeps_stock_is_chosen(target: str) -> None:
    """A setting says it of what is new; what the source keeps no stock of has none, whatever it says."""
    field = {"exact_online": "IsStockItem", "afas": "Stock", "eaccounting": "IsStock", "shopify": "tracked"}[
        target
    ]
    goods, service = (
        {"inventoryNumber": "A", "description": "A", "stockItem": stocked, "type": kind, "status": "Active"}
        for stocked, kind in ((True, "FinishedGoodItem"), (False, "ServiceItem"))
    )
    for chosen in (True, False):
        assert made("visma_net", target, goods, keep_stock=chosen)[field] is chosen
        assert made("visma_net", target, service, keep_stock=chosen)[field] is False


def test_a_service_stays_one_in_the_books_and_in_the_shop(desk: Workspace) -> None:
    """Not counted here, not counted there; a service is not sent, and the books' own goods are counted."""
    shop, _ = desk._reach.client("shopify", writes=True)
    books, _ = desk._reach.client("exact_online", writes=True)
    with shop, books:
        told = {
            "sku": "LESSON",
            "title": "Lesson",
            "price": "50.00",
            "tracked": False,
            "requires_shipping": False,
        }
        shop.create("variants", told, once="a lesson")
        books.create("items", {"Code": "HOUR", "Description": "An hour", "IsSalesItem": True}, once="an hour")
        for name, source, target in (("out", "shopify", "exact_online"), ("back", "exact_online", "shopify")):
            desk.save(desk.new(name, "product", source, target))
            run = desk.run(desk.flow(name))
            assert run.state is RunState.DONE, run.error
        items = books.find("items", [{"Code": "LESSON"}, {"Code": "SJAAL-WOL"}])
        assert [row.data["IsStockItem"] for (row,) in items] == [False, True]
        assert items[1][0].data["Description"] == "Wool scarf / Red / 180 cm"
        ((hour,), (lesson,)) = shop.find("variants", [{"sku": "HOUR"}, {"sku": "LESSON"}])
        assert (lesson.data["tracked"], lesson.data["requires_shipping"]) == (False, False)
        assert hour.data["variant_title"] is None
