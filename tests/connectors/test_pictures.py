"""Pictures go from one system to another as they are: the same bytes, at the right product, each once."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalog import Catalog
from core.documents import write_json
from core.errors import RecordError
from core.recipes import recipes
from core.records import JsonObject, RunState, Verdict
from core.sandbox.pictures import png
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


def put(desk: Workspace, sku: str, name: str, content: bytes) -> None:
    """Give an item of Exact a picture."""
    client, _ = desk._reach.client("exact_online", writes=True)
    with client:
        ((item,),) = client.find("item_pictures", [{"Code": sku}])
        payload = {"PictureName": name, "Picture": base64.b64encode(content).decode()}
        client.update("item_pictures", item.key, payload, once=name)


def whys(desk: Workspace, run: Run) -> list[str]:
    """Why records of a run wait."""
    return [record.why for record in desk.records(run.id, Verdict.PARKED)]


def test_a_picture_may_have_two_megabytes(desk: Workspace) -> None:
    """One of nearly so many arrives whole; a larger one waits, with its size and the limit."""
    whole = png("large") + bytes(1_999_000 - len(png("large")))
    put(desk, "KOF-ESP-0250", "large.png", whole)
    put(desk, "KOF-ESP-1000", "larger.png", whole + bytes(200_000))
    run = carried(desk, "exact_online", "shopify")
    shown = pictures(desk, "shopify")
    assert base64.b64decode(shown["KOF-ESP-0250", "large.png"]["data"]) == whole
    assert ("KOF-ESP-1000", "larger.png") not in shown
    assert whys(desk, run) == [
        "the picture larger.png is not carried: it has 2.2 MB, at most 2.0 MB are carried"
    ]


def test_what_is_no_picture_waits(desk: Workspace) -> None:
    """A page, and the blank that stands for a picture that may not be seen, are not taken for pictures."""
    put(desk, "KOF-ESP-0250", "page.png", b"<html>sign in</html>")
    put(desk, "KOF-ESP-1000", "blank.png", png("blank", 1))
    run = carried(desk, "exact_online", "shopify")
    assert sorted(why.partition(": ")[2][:30] for why in whys(desk, run)) == [
        "it is a blank of one pixel, wh",
        "it is no picture in JPEG, PNG,",
    ]


def test_a_picture_of_an_unknown_product_names_it(desk: Workspace) -> None:
    """What the shop does not sell waits for its product."""
    put(desk, "GIFTWRAP", "wrap.png", png("wrap"))
    run = carried(desk, "exact_online", "shopify")
    assert [why for why in whys(desk, run) if "GIFTWRAP" in why]


def test_the_first_picture_only(desk: Workspace) -> None:
    """Where one was asked for, the others of a product are left out."""
    desk.save(desk.new("images", "image", "shopify", "exact_online", {}))
    run = carried(desk, "shopify", "exact_online")
    rows = pictures(desk, "shopify").values()
    assert run.counts.filtered == len([row for row in rows if row["position"] > 1]) > 0
    assert run.counts.updated == len([row for row in rows if row["position"] == 1])


def test_pictures_of_one_name_are_pictures_of_their_own_product(desk: Workspace) -> None:
    """Two products may each have their `photo.png`; another picture of a product joins the first."""
    for sku in ("KOF-ESP-0250", "KOF-ESP-1000", "STOF-LINNEN"):
        put(desk, sku, "photo.png", png(f"photo of {sku}"))
    carried(desk, "exact_online", "shopify")
    put(desk, "STOF-LINNEN", "other.png", png("another"))
    carried(desk, "exact_online", "shopify")
    shown = pictures(desk, "shopify")
    for sku in ("KOF-ESP-0250", "KOF-ESP-1000", "STOF-LINNEN"):
        assert base64.b64decode(shown[sku, "photo.png"]["data"]) == png(f"photo of {sku}")
    assert base64.b64decode(shown["STOF-LINNEN", "other.png"]["data"]) == png("another")


def test_a_lost_ledger_adds_no_picture_twice(desk: Workspace) -> None:
    """A new flow looks first what the shop shows, and leaves it."""
    carried(desk, "exact_online", "shopify")
    before = pictures(desk, "shopify").keys()
    desk.save(desk.new("again", "image", "exact_online", "shopify", {}))
    run = desk.run(desk.flow("again"))
    assert (run.state, run.counts.created) == (RunState.DONE, 0)
    assert pictures(desk, "shopify").keys() == before


def test_files_come_from_the_systems_own_addresses(desk: Workspace) -> None:
    """An address in a record leads nowhere else, and into no inner network."""
    client, _ = desk._reach.client("shopify")
    with client:
        for url in ("https://elsewhere.example/x.png", "http://127.0.0.1:1/x.png", "file:///etc/passwd", ""):
            with pytest.raises(RecordError, match="which is no address of Shopify"):
                client._wire.fetch(url, ("cdn.shopify.com",), 10)


def test_what_is_kept_and_shown_of_a_picture_is_short(desk: Workspace) -> None:
    """Samples and the passports of records hold the beginning of its bytes, not megabytes of them."""
    put(desk, "KOF-ESP-0250", "large.png", png("large") + bytes(900_000))
    run = carried(desk, "exact_online", "shopify")
    (key,) = [r.key for r in desk.records(run.id, Verdict.CREATE) if r.key.endswith("large.png")]
    (passport,) = desk.passports(run.id, [key]).values()
    assert len(write_json(passport.record)) < 2_000
    assert all(len(write_json(each.data)) < 2_000 for each in desk.sample(desk.flow("images")))


def test_another_picture_takes_the_place_of_the_one_before(desk: Workspace) -> None:
    """Where a product has one place for it, the new one stands there, under its own name or the old one."""
    for name, content in (("one.png", png("one")), ("two.png", png("two")), ("two.png", png("three"))):
        put(desk, "KOF-ESP-0250", name, content)
        carried(desk, "exact_online", "afas")
        shown = {file: row for (sku, file), row in pictures(desk, "afas").items() if sku == "KOF-ESP-0250"}
        assert {file: base64.b64decode(row["data"]) for file, row in shown.items()} == {name: content}
