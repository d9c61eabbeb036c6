"""What people enrich in the target: written once, and again only where somebody said so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from core.mapping import Write
from core.recipes import compose, questions, recipes
from core.recipes.profile import Writing, profile
from core.records import JsonObject, RunState
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Workspace

CATALOG = Catalog()
PRODUCTS = [each for each in recipes(CATALOG) if each.entity == "product"]
HELD_BACK = (Write.CREATE, Write.IF_EMPTY)
ROW = "sku;title;description\nCUP;{title};{description}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a shop, books and a folder of products."""
    simulators = CATALOG.simulators(World(), Rates())
    with Served(app({name: simulators[name] for name in ("shopify", "exact_online")})) as served:
        workspace = Workspace(tmp_path / "home")
        for name in ("shopify", "exact_online"):
            workspace.connect_sandbox(name, name, served.url)
        (workspace.home / "files" / "goods" / "products").mkdir(parents=True)
        workspace.connect("files", "files", {"folder": "goods", "quiet": "0"}, {})
        yield workspace
        workspace.close()


@pytest.mark.parametrize("recipe", PRODUCTS, ids=lambda each: f"{each.source}-{each.target}")
def test_every_recipe_of_products_asks_whether_descriptions_are_written_again(recipe: object) -> None:
    """Off, what the target holds back is written as before; on, it is written when the source changes it."""
    (recipe,) = (each for each in PRODUCTS if each is recipe)
    writing = profile(CATALOG, recipe.target)["product"].write
    assert writing is not None
    if not _holds_back(writing):  # a file that goes out has nothing that could be enriched
        assert recipe.target == "files"
        return
    assert questions(recipe, CATALOG)["update_info"].default is False
    kept = compose(recipe, CATALOG, "kept", "from", "to")
    again = compose(recipe, CATALOG, "again", "from", "to", settings={"update_info": True})
    told = {rule.to for rule in kept.map} & set(writing.info)
    assert {rule.write for rule in kept.map if rule.to in told} <= set(HELD_BACK)
    assert {rule.write for rule in again.map if rule.to in told} <= {Write.IF_CHANGED}
    assert "update_info" not in again.settings


def _holds_back(writing: Writing) -> bool:
    return any(rule.write in HELD_BACK for rule in writing.map)


@pytest.mark.parametrize(
    ("target", "resource", "key", "description"),
    [("shopify", "variants", "sku", "body_html"), ("exact_online", "items", "Code", "Notes")],
)
@pytest.mark.parametrize("again", [False, True])
def test_an_enriched_description_stays_unless_the_box_is_ticked(
    desk: Workspace, target: str, resource: str, key: str, description: str, *, again: bool
) -> None:
    """Enriched in the target it stays; only with the box ticked, a new text of the source takes its place."""

    def carried(text: str) -> str:
        given = ROW.format(title="Cup", description=text)
        (desk.home / "files" / "goods" / "products" / f"{text}.csv").write_text(given, "utf-8")
        run = desk.run(desk.flow("goods"))
        assert run.state is RunState.DONE, run.error
        assert run.counts.parked == 0, [record.why for record in desk.records(run.id)]
        return str(stored()[description])

    def stored() -> JsonObject:
        with client:
            return client.find(resource, [{key: "CUP"}])[0][0].data

    client, _ = desk._reach.client(target, writes=True)
    answers: dict[str, Any] = {"update_info": again}
    desk.save(desk.new("goods", "product", "files", target, answers))
    assert carried("Plain") == "Plain"
    with client:
        (found,) = client.find(resource, [{key: "CUP"}])[0]
        client.update(resource, found.key, {description: "By hand"}, once="by hand")
    assert carried("Plain") == "By hand"
    assert carried("Better") == ("Better" if again else "By hand")
