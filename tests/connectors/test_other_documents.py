"""An order can be written as another document: what is stored comes to what the customer pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from core.api.limits import Pace
from core.catalog import Catalog
from core.flow import Flow
from core.mapping import Mapping, Rule, Scope, compile  # noqa: A004 (the house's own word)
from core.recipes import DOCUMENT, recipes
from core.recipes.profile import Part, profile
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.store import Run
from core.workspace import Workspace

ORDERS, SEED = 24, 7
CATALOG = Catalog()
#: Every document other than the usual one that an order of the shop can become.
OTHERS = [
    (recipe.target, document)
    for recipe in recipes(CATALOG, "shopify")
    if recipe.entity == "order"
    for document in recipe.documents[1:]
]
#: Who has invoices that Exact Online can book.
INVOICED = [recipe.source for recipe in recipes(CATALOG, target="exact_online") if recipe.entity == "invoice"]


@pytest.fixture(scope="module")
def shop() -> Iterator[Served]:
    """All systems, with the trade of a few weeks."""
    with Served(app(CATALOG.simulators(World(ORDERS, SEED), Rates()))) as served:
        yield served


@pytest.fixture(scope="module")
def workspace(shop: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that is connected with each of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pace, "_minute_pause", lambda *_: 0.0)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("keys")))
        made = Workspace(tmp_path_factory.mktemp("home"))
        for name in {"shopify", *(target for target, _ in OTHERS), *INVOICED} - {"files"}:
            made.connect_sandbox(name, name, shop.url)
        yield made
        made.close()


def _sum(rows: list[JsonObject], *names: str) -> Decimal:
    return sum((Decimal(str(row[name])) for row in rows for name in names), Decimal(0))


#: What a stored document comes to with VAT, by target.
COMES_TO: dict[str, Callable[[JsonObject], Any]] = {
    "accountview": lambda page: _sum(page["DJ_LINE"], "AMOUNT"),
    "afas": lambda invoice: _sum(invoice["lines"], "AmtTotal"),
    "exact_online": lambda document: document["AmountFC"],
    "eaccounting": lambda invoice: invoice["TotalAmount"],
    "visma_net": lambda invoice: invoice["amountInCurrency"],
}


@pytest.mark.parametrize(("target", "document"), OTHERS)
def test_an_order_becomes_a_document_of_another_kind(
    target: str, document: str, workspace: Workspace
) -> None:
    """It has the order's number and comes to the same amount; run again, nothing is written."""
    flow = workspace.new(
        f"{target}-{document}".replace("_", "-"), "order", "shopify", target, {DOCUMENT: document}
    )
    workspace.save(flow)
    first = workspace.run(flow)
    assert first.state is RunState.DONE, first.error
    assert first.counts.created > ORDERS / 2, [record.why for record in workspace.records(first.id)]
    assert _off(workspace, flow, first, COMES_TO[target]) == []
    again = workspace.run(flow)
    assert (again.counts.created, again.counts.updated, again.counts.ambiguous) == (0, 0, 0)


@pytest.mark.parametrize("source", [name for name in INVOICED if name != "files"])
def test_what_is_invoiced_elsewhere_is_booked_in_exact(source: str, workspace: Workspace) -> None:
    """An entry has the day of the invoice and its amount with VAT; run again, nothing is written."""
    flow = workspace.new(f"{source}-booked".replace("_", "-"), "invoice", source, "exact_online")
    workspace.save(flow)
    first = workspace.run(flow)
    assert first.state is RunState.DONE, first.error
    made = {record.key: record.match for record in workspace.records(first.id, Verdict.CREATE)}
    assert made
    given, _ = workspace._reach.client(source)
    books, _ = workspace._reach.client("exact_online")
    with given, books:
        pages = given.pull(flow.source.resource, params=flow.source.params)
        sent = {record.key: record.data for page in pages for record in page.records if record.key in made}
        stored = books.find("sales_entries", list(made.values()))
    said = _said(profile(CATALOG, source)["invoice"], [sent[key] for key in made])
    for before, found in zip(said, stored, strict=True):
        (after,) = (record.data for record in found)
        assert after["EntryDate"] == str(before["invoiced"])[:10]
        slack = Decimal("0.01") * len(after["SalesEntryLines"])
        assert abs(Decimal(str(after["AmountFC"])) - Decimal(str(before["total"]))) <= slack, before
    again = workspace.run(flow)
    assert (again.counts.created, again.counts.updated, again.counts.ambiguous) == (0, 0, 0)


def _said(part: Part, records: list[JsonObject]) -> list[JsonObject]:
    """Day and amount of invoices, as their system's profile reads them."""
    rules = []
    for word in ("invoiced", "total"):
        read = part.word(word)
        assert read
        rules.append(Rule(to=word, select=read.select, transform=read.transform))
    renderer = compile(Mapping(rules=tuple(rules)), ())
    return [made.payload for made in renderer.render([Scope(record) for record in records])]


def _off(workspace: Workspace, flow: Flow, run: Run, comes_to: Callable[[JsonObject], Any]) -> list[str]:
    """The orders whose document comes to another amount, by more than each line's cent."""
    made = {record.key: record for record in workspace.records(run.id, Verdict.CREATE)}
    source, _ = workspace._reach.client("shopify")
    target, _ = workspace._reach.client(flow.target.connection)
    with source, target:
        pages = source.pull("orders", params=flow.source.params)
        orders = {record.key: record.data for page in pages for record in page.records}
        stored = target.find(flow.target.resource, [record.match for record in made.values()])
    told = []
    for key, found in zip(made, stored, strict=True):
        assert len(found) == 1, (key, found)
        order, amount = orders[key], Decimal(str(comes_to(found[0].data)))
        owed, slack = Decimal(str(order["total_price"])), Decimal("0.01") * (len(order["line_items"]) + 1)
        if abs(owed - amount) > slack:
            told.append(f"{order['name']}: {owed} became {amount}")
    return told
