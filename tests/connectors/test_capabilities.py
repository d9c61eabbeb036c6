"""The capability table: what every system can do with each kind of record, and a reason where it can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalog import Catalog
from core.entities import ENTITIES
from core.recipes import Capability, capabilities, guide, offers, pages, recipes
from core.recipes.profile import profile

CATALOG = Catalog()
ROWS = [row for row in capabilities(CATALOG) if row.entity]
TOLD = {(row.connector, row.entity): row for row in ROWS}
SPOKEN = [each.name for each in CATALOG.connectors() if profile(CATALOG, each.name)]
DOCS = Path(__file__).parents[2] / "docs" / "systems"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.connector}-{row.entity}")
def test_what_a_system_can_has_a_way_and_what_it_cannot_has_a_reason(row: Capability) -> None:
    """A way or a reason, never both: a reason that has become untrue is found when the way is made."""
    absent = guide(CATALOG, row.connector).absent.get(row.entity)
    for can, by, reason, way in (
        (row.reads, row.read_by, row.why_not_read, "read"),
        (row.writes, row.write_by, row.why_not_write, "write"),
    ):
        assert bool(by) == can, f"{row.connector} {row.entity}: {way}"
        assert bool(reason) != can, f"connectors/{row.connector}/guide.yaml: absent.{row.entity}.{way}"
        assert not (can and absent and getattr(absent, way)), f"guide.yaml of {row.connector}: {row.entity}"
    assert not (row.why_not_read or row.why_not_write) or row.instead


@pytest.mark.parametrize("name", SPOKEN)
def test_every_system_says_how_it_is_connected(name: str) -> None:
    """Where the credentials are, which rights they need, which addresses hold, and whose words that is."""
    told = guide(CATALOG, name)
    assert len(told.find) >= 3
    assert all((told.rights, told.addresses, told.limits, told.source))
    assert {row.entity for row in ROWS if row.connector == name} == set(ENTITIES)


def test_recipes_and_table_agree() -> None:
    """What a recipe reads and writes, the table says can be read and written."""
    for recipe in recipes(CATALOG):
        assert TOLD[recipe.source, recipe.entity].reads
        assert TOLD[recipe.target, recipe.entity].writes


@pytest.mark.parametrize("source", SPOKEN)
def test_for_every_pair_each_kind_is_offered_or_explained(source: str) -> None:
    """Whoever chooses two systems sees a flow for each kind of record, or a sentence that says why not."""
    for target in SPOKEN:
        if target == source:
            continue
        for offer in offers(CATALOG, source, target):
            assert bool(offer.recipe) != bool(offer.why), f"{source} {target} {offer.entity}"
            assert not offer.why or offer.why.endswith("."), offer.why


def test_books_without_articles_say_what_serves_instead() -> None:
    """BuchhaltungsButler has no articles, stock, prices, orders or shipments, and says so in a sentence."""
    for entity in ("product", "stock", "price", "shipment"):
        row = TOLD["buchhaltungsbutler", entity]
        assert (row.reads, row.writes) == (False, False)
        assert "keeps books" in row.why_not_read
        assert "files" in row.instead
    assert "no orders" in TOLD["buchhaltungsbutler", "order"].why_not_read
    for entity in ("customer", "invoice", "ledger_entry"):
        assert TOLD["buchhaltungsbutler", entity].writes


def test_a_pair_tells_what_one_of_the_two_lacks() -> None:
    """The sentence is that of the system which lacks the kind of record."""
    told = {offer.entity: offer.why for offer in offers(CATALOG, "exact_online", "buchhaltungsbutler")}
    assert "BuchhaltungsButler keeps books and has no stock" in told["stock"]
    assert told["customer"] == ""


@pytest.mark.parametrize(("file", "text"), pages(CATALOG).items(), ids=lambda one: str(one)[:30])
def test_the_documents_are_what_the_connectors_say(file: str, text: str) -> None:
    """A page that differs is drawn anew: koppel connectors --docs docs/systems."""
    assert (DOCS / file).read_text("utf-8") == text


def test_no_page_is_left_of_a_system_that_is_gone() -> None:
    """The folder holds the pages of the systems there are, and nothing else."""
    assert {file.name for file in DOCS.iterdir()} == set(pages(CATALOG))
