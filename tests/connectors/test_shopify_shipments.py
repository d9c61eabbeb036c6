"""What was sent comes to the right order of the shop: with its tracking, once, and in parts where allowed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.shopify.sandbox import Sandbox
from core.catalog import Catalog
from core.errors import Refused
from core.flow import Flow, Source, Target
from core.recipes.composing import Composer
from core.recipes.profile import Lines, Part, profile
from core.records import RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

#: A warehouse that tells its shipments in the trade's words.
WAREHOUSE = Part(
    resource="incoming",
    read={
        **{word: word for word in ("number", "order", "carrier", "tracking_number")},
        "pieces": "sum(lines[].quantity)",
        "lines": Lines(each="lines[]", fields={"sku": "sku", "quantity": "quantity"}),
    },
)
#: An order of the hand-made set that nothing was sent of: one piece of coffee and two of a candle.
ORDER = "#1005"


@pytest.fixture(scope="module")
def shop() -> Iterator[Served]:
    """A shop."""
    with Served(app({"shopify": Sandbox(World(), Rates())})) as served:
        yield served


@pytest.fixture
def desk(shop: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that knows a warehouse's folder and a shop as it was in the beginning."""
    httpx.post(f"{shop.url}/_sandbox/reset").raise_for_status()
    workspace = Workspace(tmp_path / "home")
    (workspace.home / "files" / "in").mkdir(parents=True)
    workspace.connect("warehouse", "files", {"folder": "in", "quiet": "0", "key": "number"}, {})
    workspace.connect_sandbox("shop", "shopify", shop.url)
    yield workspace
    workspace.close()


def to_the_shop(**answers: Any) -> Flow:
    """The flow of shipments into the shop, by these answers to what it asks."""
    writing = profile(Catalog(), "shopify")["shipment"].write
    assert writing
    composer = Composer(WAREHOUSE)
    usual = {name: question.default for name, question in writing.settings.items()}
    return Flow(
        koppel=1,
        name="shipments",
        title="Shipments to the shop",
        source=Source(connection="warehouse", resource="incoming"),
        target=Target(
            connection="shop",
            resource="shipments",
            match=composer.match(writing.match),
            policy=writing.policy,
        ),
        settings={**usual, **answers},
        checks=composer.checks(writing),
        map=composer.rules(writing.map),
    )


def send(desk: Workspace, *shipments: dict[str, Any], **answers: Any) -> Run:
    """Carry these shipments."""
    count = len(list((desk.home / "files" / "in").rglob("*.json")))
    (desk.home / "files" / "in" / f"{count}.json").write_text(json.dumps(list(shipments)))
    desk.save(to_the_shop(**answers))
    run = desk.run(desk.flow("shipments"))
    assert run.state is RunState.DONE, run.error
    assert run.counts.balanced
    return run


def shipment(number: str, tracking: str | None, *pieces: tuple[str, int], order: str = ORDER) -> Any:
    """A shipment of an order, as the warehouse tells it."""
    lines = [{"sku": sku, "quantity": quantity} for sku, quantity in pieces]
    told = {"number": number, "order": order, "carrier": "PostNL", "tracking_number": tracking}
    return {**told, "lines": lines}


def lines_of(desk: Workspace, order: str = ORDER) -> list[tuple[str, int]]:
    """What is still to be sent of an order of the shop."""
    client, _ = desk._reach.client("shop")
    with client:
        ((found,),) = client.find("open_orders", [{"order": order}])
    every = [line for one in found.data["fulfillment_orders"] for line in one["line_items"]]
    return [(line["sku"], line["remaining"]) for line in every if line["remaining"]]


def sent(desk: Workspace, order: str = ORDER) -> list[tuple[Any, ...]]:
    """The shipments that the shop has of an order: tracking, carrier, and pieces."""
    client, _ = desk._reach.client("shop")
    with client:
        found = [each.data for page in client.pull("shipments") for each in page.records]
    return [
        (
            one["tracking_number"],
            one["tracking_company"],
            {line["sku"]: line["quantity"] for line in one["line_items"]},
        )
        for one in found
        if one["order"] == order
    ]


def why(desk: Workspace, run: Run) -> list[str]:
    """Why shipments wait."""
    return [record.why for record in desk.records(run.id, Verdict.PARKED)]


def test_a_shipment_comes_to_its_order_with_its_tracking_once(desk: Workspace) -> None:
    """The order is sent whole; who carries the shipment again, by whatever number, makes no second."""
    whole = lines_of(desk)
    assert send(desk, shipment("W1", "3SABC1", *whole)).counts.created == 1
    assert sent(desk) == [("3SABC1", "PostNL", dict(whole))]
    assert lines_of(desk) == []
    again = send(desk, shipment("W1-COPY", "3SABC1", *whole))
    assert (again.counts.created, again.counts.parked) == (0, 0)
    assert len(sent(desk)) == 1


def test_a_split_shipment_is_named_and_waits(desk: Workspace) -> None:
    """Neither a part of an order nor a second delivery is guessed at."""
    first, *rest = lines_of(desk)
    assert rest
    waits = send(desk, shipment("W1", "3SABC1", first))
    assert waits.counts.parked == 1
    assert (
        f"{ORDER} (sent whole, as split_shipments is off) is not in open_orders of the target"
        in why(desk, waits)[0]
    )
    assert sent(desk) == []
    assert send(desk, shipment("W2", "3SABC2", first, *rest)).counts.created == 1
    second = send(desk, shipment("W3", "3SABC3", first))
    assert any(f"{ORDER} (sent whole" in each for each in why(desk, second))
    assert len(sent(desk)) == 1


def test_a_shipment_that_names_no_articles_closes_no_order_unasked(desk: Workspace) -> None:
    """It may be one of several: it waits and is named, or sends all that is open where that is chosen."""
    waits = send(desk, {**shipment("W1", "3SABC1"), "lines": []})
    assert f"{ORDER} (with its articles named, as whole_orders is off)" in why(desk, waits)[0]
    assert sent(desk) == []
    whole = lines_of(desk)
    assert send(desk, shipment("W2", "3SABC2"), whole_orders=True).counts.created == 1
    assert sent(desk) == [("3SABC2", "PostNL", dict(whole))]


def test_split_shipments_are_carried_where_that_is_allowed(desk: Workspace) -> None:
    """Each delivery becomes a shipment of the articles that it names, and the order is sent with the last."""
    first, *rest = lines_of(desk)
    run = send(desk, shipment("W1", "3SABC1", first), shipment("W2", "3SABC2", *rest), split_shipments=True)
    assert run.counts.created == 2
    expected = [("3SABC1", "PostNL", dict([first])), ("3SABC2", "PostNL", dict(rest))]
    assert sorted(sent(desk)) == expected
    assert lines_of(desk) == []


def test_a_shipment_without_an_order_or_a_number_waits(desk: Workspace) -> None:
    """What belongs to no order of the shop, or could be sent twice, is a person's."""
    pieces = lines_of(desk)
    lost = send(desk, shipment("W1", "3SABC1", *pieces, order="#9999"), shipment("W2", None, *pieces))
    assert lost.counts.parked == 2
    told = " ".join(why(desk, lost))
    assert "order = #9999 is not in open_orders of the target" in told
    assert "tracking_number is empty" in told
    other = "#1021"
    send(desk, shipment("W3", None, *lines_of(desk, other), order=other), number_for_tracking=True)
    assert [tracking for tracking, *_ in sent(desk, other)] == ["W3"]


def test_an_order_that_was_carried_in_is_known_by_the_number_that_it_came_with(desk: Workspace) -> None:
    """A marketplace's own reference is no name for an order; the number that a flow carried it with is."""
    client, _ = desk._reach.client("shop", writes=True)
    line = {"title": "Coffee", "sku": "KOF", "quantity": 1, "price": "9.00"}
    with client:
        for name, number in (("koppel", "ERP-7"), ("marketplace", "MP-8")):
            order = {"source_name": name, "source_identifier": number, "line_items": [line]}
            client.create("orders", order, once=number)
        found = client.find("open_orders", [{"order": "ERP-7"}, {"order": "MP-8"}])
    assert [len(each) for each in found] == [1, 0]
    assert send(desk, shipment("W1", "3SABC1", ("KOF", 1), order="ERP-7")).counts.created == 1
    assert sent(desk, "ERP-7") == [("3SABC1", "PostNL", {"KOF": 1})]


def test_the_shop_sends_no_article_twice(desk: Workspace) -> None:
    """What is not open any more is refused in words, by us and by the shop."""
    client, _ = desk._reach.client("shop", writes=True)
    with client:
        ((order,),) = client.find("open_orders", [{"order": ORDER}])
        told = {"order": ORDER, "fulfillment_orders": order.data["fulfillment_orders"]}
        made = client.create(
            "shipments", {**told, "tracking_number": "T1", "notify_customer": True}, once="1"
        )
        ((there,),) = client.find("shipments", [{"order": ORDER, "tracking_number": "T1"}])
        assert there.key == made.key
        with pytest.raises(Refused, match="unfulfillable status"):
            client.create("shipments", {**told, "tracking_number": "T2"}, once="2")
        strange = {**told, "line_items": [{"sku": "NO-SUCH", "quantity": 1}]}
        with pytest.raises(Refused, match=f"nothing of NO-SUCH is still to be sent of the order {ORDER}"):
            client.create("shipments", strange, once="3")
