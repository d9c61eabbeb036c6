"""Pictures go from one system to another as they are: the same bytes, at the right product, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalog import Catalog
from core.recipes import recipes
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

CATALOG = Catalog()
PAIRS = [(each.source, each.target) for each in recipes(CATALOG) if each.entity == "image"]
SYSTEMS = sorted({name for pair in PAIRS for name in pair})


@pytest.fixture
def served() -> Iterator[Served]:
    """Every system that has pictures."""
    simulators = CATALOG.simulators(World(), Rates())
    with Served(app({name: simulators[name] for name in SYSTEMS})) as served:
        yield served


@pytest.fixture
def desk(served: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that is connected with each of them."""
    workspace = Workspace(tmp_path / "home")
    for name in SYSTEMS:
        workspace.connect_sandbox(name, name, served.url)
    yield workspace
    workspace.close()


def carried(desk: Workspace, source: str, target: str, **answers: str) -> Run:
    """Run the recipe's flow."""
    if "images" not in desk.flows():
        desk.save(desk.new("images", "image", source, target, answers))
    run = desk.run(desk.flow("images"))
    assert run.state is RunState.DONE, run.error
    return run


def pictures(desk: Workspace, name: str) -> dict[tuple[str, str], JsonObject]:
    """The pictures that a system shows, by the article's code and the file's name."""
    resource, sku, file = _SHOWN[name]
    client, _ = desk._reach.client(name)
    with client:
        records = [record for page in client.pull(resource) for record in page.records]
    return {(r.data[sku], r.data[file]): {**r.data, "key": r.key} for r in records if r.data.get("data")}


#: The resource that shows pictures, and its fields for the article's code and the file's name.
_SHOWN = {
    "exact_online": ("pictures", "Code", "PictureName"),
    "shopify": ("pictures", "sku", "name"),
    "afas": ("item_images", "ItemCodeId", "Filename"),
}


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_picture_arrives_with_its_bytes_and_once(desk: Workspace, source: str, target: str) -> None:
    """What a target takes is there afterwards, byte by byte; run again, nothing is written."""
    given, before = pictures(desk, source), pictures(desk, target)
    run = carried(desk, source, target)
    assert run.counts.created + run.counts.updated > 0
    after = pictures(desk, target)
    keys = {r.key for v in (Verdict.CREATE, Verdict.UPDATE) for r in desk.records(run.id, v)}
    sent = {name: row for name, row in given.items() if row["key"] in keys}
    assert {name: row["data"] for name, row in sent.items()} == {name: after[name]["data"] for name in sent}
    assert all(after[name]["data"] == row["data"] for name, row in before.items() if name in after)
    again = carried(desk, source, target)
    assert (again.counts.created, again.counts.updated, again.counts.ambiguous) == (0, 0, 0)
    assert pictures(desk, target).keys() == after.keys()
