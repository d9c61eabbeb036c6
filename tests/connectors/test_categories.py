"""Categories: the collections of a shop, carried both ways, and which of them a product joins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.catalog import Catalog
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.store import Run
from core.workspace import Workspace

CATALOG = Catalog()
SYSTEMS = ("shopify", "eaccounting", "afas", "accountview", "exact_online")


@pytest.fixture
def shop() -> Iterator[Served]:
    """A shop and books of every kind that answer."""
    simulators = CATALOG.simulators(World(), Rates())
    with Served(app({name: simulators[name] for name in SYSTEMS})) as served:
        yield served


@pytest.fixture
def desk(shop: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with all of them and a folder of products."""
    workspace = Workspace(tmp_path / "home")
    for name in SYSTEMS:
        workspace.connect_sandbox(name, name, shop.url)
    (workspace.home / "files" / "goods" / "products").mkdir(parents=True)
    workspace.connect("files", "files", {"folder": "goods", "quiet": "0"}, {})
    yield workspace
    workspace.close()


def given(desk: Workspace, category: str, price: str = "1.00", sku: str = "CUP") -> None:
    """Put a file of one product where it comes in."""
    text = f"sku;title;category;price\n{sku};Cup;{category};{price}\n"
    place = desk.home / "files" / "goods" / "products"
    (place / f"{category} {price}.csv").write_text(text, "utf-8")


def carried(desk: Workspace, entity: str, source: str, target: str, **answers: Any) -> Run:
    """Make the recipe's flow where there is none yet, and carry it."""
    name = f"{source}-{entity}".replace("_", "-")
    if name not in {each.name for each in desk.flows()}:
        desk.save(desk.new(name, entity, source, target, answers))
    run = desk.run(desk.flow(name))
    assert run.state is RunState.DONE, run.error
    return run


def collections(shop: Served) -> dict[str, Any]:
    """The collections of the shop, by title; no two have the same."""
    rows = httpx.get(f"{shop.url}/_sandbox/shopify/collections").json()
    assert len({row["title"] for row in rows}) == len(rows)
    return {row["title"]: row for row in rows}


def joined(shop: Served, sku: str = "CUP") -> set[str]:
    """The collections that a product stands in by hand."""
    (row,) = [v for v in httpx.get(f"{shop.url}/_sandbox/shopify/variants").json() if v["sku"] == sku]
    return {title for title, one in collections(shop).items() if row["product_id"] in one["product_ids"]}


def test_collections_become_labels_and_labels_collections(desk: Workspace, shop: Served) -> None:
    """Those that a rule fills are left out; what is there already is neither made again nor renamed."""
    before = collections(shop)
    out = carried(desk, "category", "shopify", "eaccounting")
    assert out.counts.read == len(before) - 1
    labels = {row["Name"] for row in httpx.get(f"{shop.url}/_sandbox/eaccounting/article_labels").json()}
    assert set(before) - {"All drinks"} <= labels
    assert "All drinks" not in labels
    back = carried(desk, "category", "eaccounting", "shopify")
    assert labels <= set(collections(shop))
    assert back.counts.created == len(labels - set(before))
    again = carried(desk, "category", "eaccounting", "shopify")
    assert (again.counts.created, again.counts.updated) == (0, 0)


def test_a_product_joins_the_collection_of_its_category_and_leaves_no_other(
    desk: Workspace, shop: Served
) -> None:
    """The collection is made where it is missing; another category later is joined beside the first."""
    given(desk, "Mugs")
    assert carried(desk, "product", "files", "shopify").counts.created == 1
    assert joined(shop) == {"Mugs"}
    given(desk, "Mugs", "2.00")
    carried(desk, "product", "files", "shopify")
    given(desk, "Home", "2.00")
    assert carried(desk, "product", "files", "shopify").counts.updated == 1
    assert joined(shop) == {"Mugs", "Home"}
    assert carried(desk, "product", "files", "shopify").counts.updated == 0


def test_a_missing_collection_parks_where_it_must_be_there(desk: Workspace, shop: Served) -> None:
    """By the setting a product waits for its collection, which is named, and nothing is made."""
    given(desk, "Mugs")
    given(desk, "Home", sku="POT")
    run = carried(desk, "product", "files", "shopify", collections="there")
    assert (run.counts.created, run.counts.parked) == (1, 1)
    (parked,) = desk.records(run.id, Verdict.PARKED)
    assert "Mugs" in parked.why
    assert joined(shop, "POT") == {"Home"}
    assert "Mugs" not in collections(shop)


def test_a_collection_that_a_rule_fills_is_left_to_its_rule(desk: Workspace, shop: Served) -> None:
    """A product whose category is an automated collection is written, and is put in by nobody."""
    given(desk, "All drinks")
    assert carried(desk, "product", "files", "shopify").counts.created == 1
    assert joined(shop) == set()
    assert len([title for title in collections(shop) if title == "All drinks"]) == 1


def test_no_collection_is_touched_where_none_is_wanted(desk: Workspace, shop: Served) -> None:
    """By the setting the category is the product type alone."""
    before = collections(shop)
    given(desk, "Mugs")
    carried(desk, "product", "files", "shopify", collections="none")
    assert collections(shop) == before


@pytest.mark.parametrize(
    ("named", "counts"), [(None, "Aardewerk"), ("Home", "Home"), ("Nowhere", "Aardewerk")]
)
def test_a_product_of_several_collections_has_one_category(
    desk: Workspace, shop: Served, named: str | None, counts: str
) -> None:
    """The first by title counts, or the one that a setting names where the product is in it."""
    for category, price in (("Home", "1.00"), ("Aardewerk", "2.00")):
        given(desk, category, price)
        carried(desk, "product", "files", "shopify")
    assert joined(shop) == {"Home", "Aardewerk"}
    said = {"source_collection": named} if named else {}
    carried(desk, "product", "shopify", "eaccounting", **said)
    articles = httpx.get(f"{shop.url}/_sandbox/eaccounting/articles").json()
    (article,) = [row for row in articles if row["Number"] == "CUP"]
    assert [label["Name"] for label in article["ArticleLabels"]] == [counts]


@pytest.mark.parametrize("books", ["eaccounting", "afas", "accountview", "exact_online"])
def test_groups_of_books_and_the_categories_of_their_products_are_the_same(
    desk: Workspace, shop: Served, books: str
) -> None:
    """Each product joins the collection that the flow of categories made of its group; no other is made."""
    carried(desk, "category", books, "shopify")
    before = collections(shop)
    run = carried(desk, "product", books, "shopify")
    assert run.counts.created + run.counts.updated > 0
    assert collections(shop).keys() == before.keys()
