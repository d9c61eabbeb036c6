"""Every recipe between every two systems is run: what arrives, what waits, and what is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from core.api.limits import Pace
from core.catalog import Catalog
from core.flow import Flow
from core.mapping import Mapping, Rule, Scope, compile  # noqa: A004 (the house's own word)
from core.recipes import Recipe, recipes
from core.recipes.profile import Lines, Part, profile
from core.records import JsonObject, RunState, Verdict
from core.sandbox.rates import Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.store import Run
from core.workspace import Workspace

ORDERS, SEED = 160, 7
ZONE = ZoneInfo("Europe/Amsterdam")
CATALOG = Catalog()
#: Every recipe between two systems; those of files are in test_files_recipes.py.
RECIPES = [each for each in recipes(CATALOG) if "files" not in (each.source, each.target)]
#: What a target tells of its stock, and who counts whole pieces: of half a metre they have none for sale.
LEVELS, WHOLE = ("available", "on_hand"), {"shopify"}
ARRIVED = (Verdict.CREATE, Verdict.UPDATE, Verdict.UNCHANGED)

#: Why a record may wait for a person: what its data says, and nothing that a profile should have handled.
PARKED = {
    "nobody can say who it is": r"\S+ is empty: without it the record could be booked twice",
    "two customers share an address": r"2 \w+ have \S+ = |both have \S+ = \S+: only the first",
    "half a piece": r"quantity '[\d.]+' has a fraction, but the field holds a whole number",
    "only one of the two sells it": r"= (DISCOUNT|GIFTCARD|CADEAU|KORTING|VERZEND) is not in \w+ of",
    "only another VAT would be booked": r"table 'vat_let_pass' has no row for '\w\w [\d.]+ as [\w .]+'",
    "a sum of several rates": r"table 'vat_codes' has no row for '\w\w without a rate'",
    "only one of the two keeps it": r"no \w+ with \S+ = \S+: the flow only updates",
}

#: What does not hold yet, and why: a recipe that comes to work has to go from here.
REMAINING: dict[str, tuple[str, ...]] = {}


def season() -> World:
    """The hand-made orders with all that is odd about them, after as many of a season as make 200."""
    world, odd = World(ORDERS, SEED), World()
    last = max(order["number"] for order in world.orders)
    for n, order in enumerate(odd.orders, 1):
        world.orders.append({**order, "number": last + n, "customer": _moved(order, len(world.customers))})
    world.customers += odd.customers
    world.products += [product for product in odd.products if product["sku"] not in world.by_sku]
    world.by_sku |= {product["sku"]: product for product in world.products}
    return world


def _moved(order: JsonObject, by: int) -> int | None:
    return None if order["customer"] is None else order["customer"] + by


@pytest.fixture(scope="module")
def shop() -> Iterator[Served]:
    """All systems, with the trade of one season."""
    with Served(app(CATALOG.simulators(season(), Rates()))) as served:
        yield served


@pytest.fixture(scope="module")
def written() -> set[str]:
    """The systems that were written to since they were filled."""
    return set()


@pytest.fixture
def fresh(recipe: Recipe, shop: Served, written: set[str]) -> None:
    """Fill the two systems of a recipe anew, where something was written to them."""
    asked = httpx.get(f"{shop.url}/_sandbox/requests", params={"write": "true"}, timeout=120)
    written |= {each["connector"] for each in asked.raise_for_status().json()}
    if two := sorted(written & {recipe.source, recipe.target}):
        httpx.post(f"{shop.url}/_sandbox/reset", params={"connector": two}, timeout=120).raise_for_status()
        written -= {*two}


@pytest.fixture(scope="module")
def workspace(shop: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that is connected with each of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectors.buchhaltungsbutler.dialect._PAUSE", 0.1)
        patch.setattr(
            Pace, "_minute_pause", lambda *_: 0.0
        )  # what the vendors allow in a minute is tried elsewhere
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("keys")))
        made = Workspace(tmp_path_factory.mktemp("home"))
        for name in {name for recipe in RECIPES for name in (recipe.source, recipe.target)}:
            made.connect_sandbox(name, name, shop.url)
        yield made
        made.close()


def _named(recipe: Recipe) -> str:
    return f"{recipe.source}-{recipe.target}-{recipe.entity}".replace("_", "-")


def _every() -> Iterator[object]:
    """Every recipe there is; what does not hold yet must still fail, or it would stand here in vain."""
    why = {name: sentence for sentence, names in REMAINING.items() for name in names}
    for recipe in RECIPES:
        name = _named(recipe)
        marks = [pytest.mark.xfail(reason=why[name], strict=True)] if name in why else []
        yield pytest.param(recipe, id=name, marks=marks)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("recipe", list(_every()))
def test_a_pair_runs(recipe: Recipe, workspace: Workspace) -> None:
    """What can arrive arrives and is stored as it was meant; run again, nothing is written."""
    if "order" in recipe.follows:  # what follows orders finds them where a flow of its own has carried them
        orders = workspace.run(_flow(workspace, replace(recipe, entity="order"), f"before-{_named(recipe)}"))
        assert orders.state is RunState.DONE, orders.error
    flow = _flow(workspace, recipe, _named(recipe))

    first = workspace.run(flow)
    assert first.state is RunState.DONE, first.error
    assert first.counts.read == _carried(first)
    assert _unexplained(workspace, first) == Counter()
    arrived = first.counts.created + first.counts.updated + first.counts.unchanged
    assert arrived > 0, first.counts
    assert _misread(workspace, recipe, flow, first) == []

    again = workspace.run(flow)
    assert again.state is RunState.DONE, again.error
    assert (again.counts.created, again.counts.updated, again.counts.ambiguous) == (0, 0, 0)


def _flow(workspace: Workspace, recipe: Recipe, name: str) -> Flow:
    """The recipe's flow as it is suggested, saved; shipments follow orders that a flow has carried here."""
    asked = workspace.questions(recipe.source, recipe.target, recipe.entity)
    sent = {"source_order": "number", "whole_orders": True}  # as books without delivery lines need it
    answers = {name: answer for name, answer in sent.items() if name in asked}
    workspace.save(workspace.new(name, recipe.entity, recipe.source, recipe.target, answers))
    return workspace.flow(name)


def _carried(run: Run) -> int:
    counts = run.counts
    written = counts.created + counts.updated + counts.unchanged
    return written + counts.skipped + counts.filtered + counts.parked + counts.ambiguous


def _unexplained(workspace: Workspace, run: Run) -> Counter[str]:
    """The reasons that are none of the data, by how often they were given."""
    parked = workspace.records(run.id, Verdict.PARKED)
    whys = [why for record in parked for why in record.why.split("; ")]
    return Counter(why for why in whys if not any(re.search(known, why) for known in PARKED.values()))


def _misread(workspace: Workspace, recipe: Recipe, flow: Flow, run: Run) -> list[str]:
    """Where the target's stored records say something else than the source's, word by word."""
    given, taken = (profile(CATALOG, name)[recipe.entity] for name in (recipe.source, recipe.target))
    if not taken.read or flow.target.resource != taken.resource:
        return []
    arrived = {record.key: record for record in workspace.records(run.id) if record.verdict in ARRIVED}
    source, _ = workspace._reach.client(recipe.source)
    target, _ = workspace._reach.client(recipe.target)
    with source, target:
        pages = source.pull(flow.source.resource, params=flow.source.params)
        sent = {record.key: record.data for page in pages for record in page.records}
        stored = target.find(flow.target.resource, [record.match for record in arrived.values()])
    wrong = [
        f"{record.match} is stored {len(found)} times"
        for record, found in zip(arrived.values(), stored, strict=True)
        if len(found) != 1
    ]
    found = {key: rows[0].data for key, rows in zip(arrived, stored, strict=True) if len(rows) == 1}
    befores = _words(given, [sent[key] for key in found], flow.settings)
    usual = {name: asked.default if asked.choices else None for name, asked in taken.settings.items()}
    afters = _words(taken, list(found.values()), usual)
    for key, before, after in zip(found, befores, afters, strict=True):
        if recipe.entity == "stock" and recipe.target in WHOLE:
            before["level"] = floor(before["level"])
        wrong += [f"{arrived[key].match}: {each}" for each in _differences(recipe.entity, before, after)]
    return wrong


def _words(part: Part, records: list[JsonObject], settings: JsonObject) -> list[JsonObject]:
    """Records in the trade's words, as their system's profile reads them with what the flow was told."""
    rules = []
    for word, read in part.read.items():
        name = word.replace(".", "_")
        if isinstance(read, Lines):
            rows = tuple(_rule(each, how) for each, how in read.fields.items())
            rules.append(Rule(to=name, each=read.each, map=rows))
        else:
            rules.append(_rule(name, read))
    renderer = compile(Mapping(rules=tuple(rules), settings=settings), ())
    return [made.payload for made in renderer.render([Scope(record) for record in records])]


def _rule(to: str, read: Any) -> Rule:
    return (
        Rule(to=to, select=read)
        if isinstance(read, str)
        else Rule(to=to, select=read.select, transform=read.transform)
    )


def _differences(entity: str, before: JsonObject, after: JsonObject) -> Iterator[str]:
    """What both sides have a word for and do not say alike."""
    for word, alike in ALIKE[entity].items():
        one, other = before.get(word), after.get(word)
        if one not in (None, "") and word in after and not alike(one, other):
            yield f"{word} was {one!r} and is {other!r}"
    if entity == "stock" and not any(_cents(before["level"], other) for other in _levels(after)):
        yield f"there were {before['level']} and are {_levels(after)}"
    if "lines" in before and "lines" in after:
        compared = _booked if entity == "ledger_entry" else _sold
        yield from compared(before, after)


def _levels(said: JsonObject) -> list[Any]:
    return [said[word] for word in LEVELS if said.get(word) is not None]


def _sold(before: JsonObject, after: JsonObject) -> Iterator[str]:
    """Rows of goods: as many of each article, each worth as much, with VAT or without it."""
    one, other = before["lines"], after["lines"]
    if len(other) == 1 and "total" in after and "sku" not in other[0]:  # kept as one sum
        return
    if len(one) != len(other):
        yield f"{len(one)} rows are {len(other)}"
        return
    for had, has in zip(one, other, strict=True):
        if (
            had.get("sku")
            and has.get("sku")
            and not had.get("shipping")
            and not _same(had["sku"], has["sku"])
        ):
            yield f"the article was {had['sku']} and is {has['sku']}"
        if "sku" in has and _number(had["quantity"]) != _number(has["quantity"]):
            yield f"the quantity was {had['quantity']} and is {has['quantity']}"
        if "price" not in has:  # what was sent is not paid for by it
            continue
        rates = had.get("vat_rate"), has.get("vat_rate")
        if None not in rates and not _cents(*rates):
            yield f"its VAT was {rates[0]} and is {rates[1]}"
        worth, now = _worth(had), _worth(has)
        rate = _number(had.get("vat_rate") or has.get("vat_rate") or 0)
        slack = Decimal("0.005") * (1 + _number(had["quantity"])) + Decimal("0.005")
        if all(abs(each - now) > slack for each in (worth, worth * (1 + rate), worth / (1 + rate))):
            yield f"the row was worth {worth} and is worth {now}"


def _worth(row: JsonObject) -> Decimal:
    return _number(row["price"]) * _number(row["quantity"]) - _number(row.get("discount") or 0)


def _booked(before: JsonObject, after: JsonObject) -> Iterator[str]:
    """The amounts of an entry, debit above zero, in any order."""
    one, other = (sorted(map(_amount, said["lines"])) for said in (before, after))
    if one != other:
        yield f"the amounts were {one} and are {other}"


def _amount(row: JsonObject) -> Decimal:
    whole = row.get("amount")
    sides = _number(row.get("debit") or 0) - _number(row.get("credit") or 0)
    return round(sides if whole is None else _number(whole), 2)


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _cents(one: Any, other: Any) -> bool:
    return other is not None and abs(_number(one) - _number(other)) <= Decimal("0.005")


def _same(one: Any, other: Any) -> bool:
    return str(one).casefold() == str(other).casefold()


def _begins(one: Any, other: Any) -> bool:
    """A text that the target may cut where it is longer than the field."""
    return bool(other) and str(one).casefold().startswith(str(other).casefold().strip())


def _day(one: Any, other: Any) -> bool:
    return _date(one) == _date(other)


def _date(value: Any) -> date | None:
    """The day of a time as it is in the shop."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment.astimezone(ZONE).date() if moment.tzinfo else moment.date()


#: The words that are compared, by entity, and how.
ALIKE: dict[str, dict[str, Callable[[Any, Any], bool]]] = {
    "order": {"email": _same, "ordered": _day},
    "invoice": {"email": _same, "invoiced": _day},
    "customer": {"email": _same, "name": _begins, "billing_city": _begins, "billing_country": _same},
    "product": {"sku": _same, "price": _cents},
    "stock": {"sku": _same},
    "price": {"sku": _same, "price": _cents},
    "shipment": {"order": _same, "tracking_number": _same},
    "ledger_entry": {"booked": _day},
    "category": {"title": _same},
}
