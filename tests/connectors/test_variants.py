"""Variants in a shop: those of one parent come together in one product, whatever happens on the way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.catalog import Catalog
from core.mapping import Rule
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.store import Run
from core.workspace import Workspace

CATALOG = Catalog()
COLUMNS = ("sku", "title", "parent", "options", "price", "category", "description")
SHIRTS = [
    ("T-M-B", "T-shirt / M / Blue", "T-shirt", "Size: M; Colour: Blue", "19.95", "Clothing", "Soft"),
    ("T-L-B", "T-shirt / L / Blue", "T-shirt", "Size: L; Colour: Blue", "19.95", "Clothing", "Soft"),
    ("T-L-R", "T-shirt / L / Red", "T-shirt", "Size: L; Colour: Red", "21.95", "Clothing", "Soft"),
]
MUG = ("MUG", "Mug", "", "", "8.50", "Home", "Of clay")


@pytest.fixture
def shop() -> Iterator[Served]:
    """A shop that answers."""
    with Served(app({"shopify": CATALOG.simulators(World(), Rates())["shopify"]})) as served:
        yield served


@pytest.fixture
def desk(shop: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace with the shop and a folder of products."""
    workspace = Workspace(tmp_path / "home")
    reached = workspace._reach.target

    @contextmanager
    def settled(*args: Any, **more: Any) -> Iterator[Any]:
        with reached(*args, **more) as known:
            yield replace(known, settle=0.1)  # the sandbox commits sooner than the vendor may

    monkeypatch.setattr(workspace._reach, "target", settled)
    workspace.connect_sandbox("shopify", "shopify", shop.url)
    (workspace.home / "files" / "goods").mkdir(parents=True)
    workspace.connect("files", "files", {"folder": "goods", "quiet": "0"}, {})
    workspace.save(workspace.new("goods", "product", "files", "shopify"))
    yield workspace
    workspace.close()


def given(desk: Workspace, *rows: tuple[str, ...], name: str = "a") -> None:
    """Put a file of products where it comes in."""
    place = desk.home / "files" / "goods" / "products"
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([COLUMNS, *rows])


def carried(desk: Workspace) -> Run:
    """Carry what the folder holds."""
    run = desk.run(desk.flow("goods"))
    assert run.state is RunState.DONE, run.error
    return run


def stored(shop: Served, resource: str, **wanted: Any) -> list[dict[str, Any]]:
    """What the shop keeps of a resource, as far as it has these values."""
    rows = httpx.get(f"{shop.url}/_sandbox/shopify/{resource}").json()
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def fault(shop: Served, **how: Any) -> None:
    """Let the shop fail."""
    made = {"connector": "shopify", **how}
    httpx.post(f"{shop.url}/_sandbox/faults", json=made).raise_for_status()


def shirts(shop: Served) -> dict[str, Any]:
    """The one product of the shirts."""
    (product,) = [p for p in stored(shop, "products") if any(v["sku"] == "T-M-B" for v in p["variants"])]
    return product


def test_variants_of_one_parent_become_one_product(desk: Workspace, shop: Served) -> None:
    """The first makes the product with its options, the others come beside it; all are found again by SKU."""
    given(desk, *SHIRTS, MUG)
    before = len(stored(shop, "products"))
    first = carried(desk)
    assert (first.counts.created, first.counts.parked) == (4, 0), first.counts
    product = shirts(shop)
    assert len(stored(shop, "products")) == before + 2
    assert (product["title"], product["handle"], product["status"]) == ("T-shirt", "t-shirt", "draft")
    assert [option["name"] for option in product["options"]] == ["Size", "Colour"]
    assert [(v["sku"], v["title"], v["price"]) for v in product["variants"]] == [
        ("T-M-B", "M / Blue", "19.95"),
        ("T-L-B", "L / Blue", "19.95"),
        ("T-L-R", "L / Red", "21.95"),
    ]
    given(desk, *SHIRTS, MUG, name="b")
    again = carried(desk)
    assert (again.counts.created, again.counts.updated) == (0, 0), again.counts


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("written", ["productSet", "productVariantsBulkUpdate", "productVariantsBulkCreate"])
def test_a_lost_answer_doubles_no_variant(desk: Workspace, shop: Served, written: str, when: str) -> None:
    """Whichever answer is lost, and whether the write had arrived or not: one product, each variant once."""
    fault(shop, match={"body": written}, when=when, reset=True)
    given(desk, *SHIRTS, MUG)
    run = carried(desk)
    given(desk, *SHIRTS, MUG, name="b")
    last = carried(desk)
    assert (last.counts.created, last.counts.parked, last.counts.ambiguous) == (0, 0, 0), run.counts
    assert sorted(v["sku"] for v in shirts(shop)["variants"]) == ["T-L-B", "T-L-R", "T-M-B"]
    assert len([v for v in stored(shop, "variants") if v["sku"] in {row[0] for row in SHIRTS}]) == 3


def test_a_run_that_ends_between_two_variants_is_gone_on_with(desk: Workspace, shop: Served) -> None:
    """The product is there with its first variant only; the next run adds the others to it."""
    fault(shop, match={"body": "productVariantsBulkCreate"}, status=401, times=None)
    given(desk, *SHIRTS)
    assert desk.run(desk.flow("goods")).state is not RunState.DONE
    assert [v["sku"] for v in shirts(shop)["variants"]] == ["T-M-B"]
    httpx.delete(f"{shop.url}/_sandbox/faults")
    given(desk, *SHIRTS, name="b")
    carried(desk)
    assert sorted(v["sku"] for v in shirts(shop)["variants"]) == ["T-L-B", "T-L-R", "T-M-B"]
    assert len(stored(shop, "products", title="T-shirt")) == 1


def test_an_update_touches_its_own_variant_only(desk: Workspace, shop: Served) -> None:
    """A new price, and a new size of a product that was renamed in the shop: siblings stay as they are."""
    given(desk, *SHIRTS[:2])
    carried(desk)
    renamed(desk, "T-M-B", title="Organic T-shirt")
    before = {v["sku"]: v for v in shirts(shop)["variants"]}
    dearer = (*SHIRTS[1][:4], "24.95", *SHIRTS[1][5:])
    given(desk, SHIRTS[0], dearer, SHIRTS[2], name="b")
    run = carried(desk)
    assert (run.counts.created, run.counts.updated) == (1, 1), run.counts
    product = shirts(shop)
    after = {v["sku"]: v for v in product["variants"]}
    assert product["title"] == "Organic T-shirt"
    assert after["T-M-B"] == before["T-M-B"]
    assert {sku: v["price"] for sku, v in after.items()} == {
        "T-M-B": "19.95",
        "T-L-B": "24.95",
        "T-L-R": "21.95",
    }


def renamed(desk: Workspace, sku: str, **words: Any) -> None:
    """Rewrite a product in the shop, as somebody who works there does."""
    shop, _ = desk._reach.client("shopify", writes=True)
    with shop:
        ((found,),) = shop.find("variants", [{"sku": sku}])
        shop.update("variants", found.key, words, once=f"{sku} {words}")


def test_what_is_there_already_stays_where_it_is(desk: Workspace, shop: Served) -> None:
    """A variant that has a product of its own is changed there; no second one is made for its parent."""
    shop_, _ = desk._reach.client("shopify", writes=True)
    with shop_:
        shop_.create("variants", {"sku": "T-M-B", "title": "An old shirt", "price": "1.00"}, once="old")
    given(desk, SHIRTS[0])
    run = carried(desk)
    assert (run.counts.created, run.counts.updated) == (0, 1), run.counts
    assert (shirts(shop)["title"], shirts(shop)["variants"][0]["price"]) == ("An old shirt", "19.95")
    assert stored(shop, "products", title="T-shirt") == []
    (record,) = desk.records(run.id)
    assert any("nothing that is sent needs it" in step.why for step in record.steps)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("Size: M; Colour: Blue", "already exists"),
        ("Size: XL", "Colour"),
        ("Length: 1; Size: M; Colour: Red", "Length"),
        ("red, large", "are written as Size: M; Colour: Blue"),
        ("A: 1; B: 2; C: 3; D: 4", "at most 3 options"),
    ],
)
def test_options_that_do_not_fit_are_parked(desk: Workspace, shop: Served, options: str, why: str) -> None:
    """Two of the same options, or other options than its siblings have: parked with the reason, none lost."""
    odd = ("T-ODD", "T-shirt / odd", "T-shirt", options, *SHIRTS[0][4:])
    given(desk, *SHIRTS, odd)
    run = carried(desk)
    assert (run.counts.created, run.counts.parked) == (3, 1), run.counts
    (parked,) = desk.records(run.id, Verdict.PARKED)
    assert why in parked.why
    assert [v["sku"] for v in shirts(shop)["variants"]] == ["T-M-B", "T-L-B", "T-L-R"]


def test_features_are_mapped_by_hand_and_written_where_they_differ(desk: Workspace) -> None:
    """A rule of one's own makes a metafield of the product, in a family and alone; its others stay."""
    flow = desk.flow("goods")
    rules = [Rule(to="metafields.origin", select="vendor"), Rule(to="metafields.days", select="`3`")]
    desk.save(flow.model_copy(update={"map": (*flow.map, *rules)}))
    place = desk.home / "files" / "goods" / "products"
    place.mkdir(parents=True, exist_ok=True)
    text = "sku;title;vendor;parent;options\nCUP;Cup;{0};;\nT-M;T / M;NL;T;Size: M\nT-L;T / L;NL;T;Size: L\n"
    (place / "one.csv").write_text(text.format("NL"), "utf-8")
    assert carried(desk).counts.created == 3
    assert features(desk, "CUP") == features(desk, "T-M") == {"origin": "NL", "days": 3}
    (place / "two.csv").write_text(text.format("NL"), "utf-8")
    assert carried(desk).counts.updated == 0
    renamed(desk, "CUP", metafields={"care": "By hand"})
    (place / "three.csv").write_text(text.format("BE"), "utf-8")
    assert carried(desk).counts.updated == 1
    assert features(desk, "CUP") == {"origin": "BE", "days": 3, "care": "By hand"}


def features(desk: Workspace, sku: str) -> Any:
    """The features of a product, as the shop gives them."""
    shop, _ = desk._reach.client("shopify")
    with shop:
        return shop.find("variants", [{"sku": sku}])[0][0].data["metafields"]


def test_a_name_taken_by_another_product_makes_no_second_one(desk: Workspace) -> None:
    """Where the address of the new product is that of another in the shop, its variants wait for a person."""
    shop_, _ = desk._reach.client("shopify", writes=True)
    with shop_:
        shop_.create("variants", {"sku": "OLD", "title": "Vest", "handle": "t-shirt"}, once="old")
    given(desk, *SHIRTS)
    run = carried(desk)
    assert (run.counts.created, run.counts.parked) == (0, 3), run.counts
    assert all("Handle 't-shirt' already in use" in r.why for r in desk.records(run.id, Verdict.PARKED))
