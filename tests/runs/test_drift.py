"""Drift: a source that suddenly fills its fields otherwise is told, and a quiet day is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.flow import read_flow
from core.records import Counts, JsonObject, RunState
from core.runs.drift import drifts, said
from core.runs.gauge import Gauge, read_by
from core.store import FEW, LOOKED_BACK, Filling, Stretch, Tally
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
READERS = {"email": ("Email", "check customer: Email")}


def stretch(filled: int, of: int = 40, kind: str = "text", field: str = "email", **more: Any) -> Stretch:
    """Some records with a field that so many of them fill."""
    kinds = {kind: filled} if filled else {}
    return Stretch(Tally(of, {field: Filling(of, kinds)}), NOW, closed=True, **more)


def told(now: Stretch, *before: Stretch) -> str:
    """What is said of a stretch after those before it."""
    return "; ".join(said(drifts(READERS, now.tally, before)))


USUAL = [stretch(filled) for filled in (40, 39, 40, 38, 40, 40)]


def test_a_field_that_is_hardly_filled_any_more_is_told_with_its_rules() -> None:
    """The field, what it was, what it is, and who reads it; no value."""
    assert told(stretch(9), *USUAL) == (
        "email was filled in 99% of cases before and is in 22% now (read by Email, check customer: Email)"
    )


def test_a_field_that_is_suddenly_filled_is_told() -> None:
    """A rule with `if_empty` behind it does something else from now on."""
    before = [stretch(filled) for filled in (0, 1, 0, 0, 2)]
    assert "was filled in 2% of cases before and is in 95% now" in told(stretch(38), *before)


def test_a_field_of_another_kind_is_told() -> None:
    """A price that was text is a number."""
    now = stretch(40, kind="number")
    assert "was number in 0% of its values before and is in 100% now" in told(now, *USUAL)


def test_few_records_say_nothing() -> None:
    """Neither now nor before, and neither do few stretches."""
    assert told(stretch(0, of=24), *USUAL) == ""
    assert told(stretch(0), *USUAL[:4]) == ""
    assert told(stretch(0), *[stretch(24, of=24) for _ in range(20)]) == ""


def test_what_happens_every_sunday_is_usual() -> None:
    """Lows that were there before are no news; what was found odd once is no usage."""
    assert told(stretch(3), *USUAL, stretch(5)) == ""
    assert told(stretch(3), *USUAL, stretch(5, odd=tuple(drifts(READERS, stretch(5).tally, USUAL)))) != ""


def test_a_field_that_was_never_counted_is_no_drift() -> None:
    """A new rule reads it; it becomes usual first."""
    assert told(stretch(0), *[stretch(40, field="phone") for _ in range(20)]) == ""


def test_ordinary_trade_never_alarms() -> None:
    """Thirty flows of twelve fields each, with small runs, weekends and changing customers: not one alarm."""
    dice, alarms, looked = Random(20260601), 0, 0
    for _ in range(30):
        rates = {f"field {n}": dice.random() ** dice.choice((0.2, 1, 5)) for n in range(12)}
        rules = dict.fromkeys(rates, ("Rule",))
        past: list[Stretch] = []
        for day in range(40):
            of = dice.choice((25, 25, 26, 30, 40, 150))
            fields = {}
            for field, rate in rates.items():
                moved = min(1.0, max(0.0, rate + dice.gauss(0, 0.05) - 0.1 * (day % 7 == 6)))
                filled = sum(dice.random() < moved for _ in range(of))
                fields[field] = Filling(of, {"text": filled} if filled else {})
            now = Stretch(Tally(of, fields), NOW, closed=True)
            found = drifts(rules, now.tally, past)
            alarms += len(found)
            looked += 1
            past = [replace(now, odd=tuple(found)), *past][:LOOKED_BACK]
    assert (alarms, looked) == (0, 1200)


TEXT = """
koppel: 1
name: webshop-orders-to-exact
title: Orders
source: {connection: shop, resource: orders}
target: {connection: books, resource: sales_orders, match: {YourRef: name}}
checks:
  - name: customer
    resource: accounts
    match: {Email: "email || customer.email"}
map:
  - {to: OrderedBy, select: $customer.ID}
  - {to: Remarks, select: note}
  - {to: Untaxed, transform: "{{ record.taxes_included }}"}
  - to: Lines
    each: line_items[]
    map:
      - {to: Item, select: sku}
      - {to: Price, select: price}
schedule: {cron: "0 4 1 1 *", timezone: UTC}
"""
ORDER: JsonObject = {
    "name": "#1001",
    "email": " ",
    "customer": {"email": "someone@example.com"},
    "taxes_included": False,
    "line_items": [{"sku": "A", "price": "9.50"}, {"sku": "", "price": Decimal("9.50")}, {"sku": "B"}],
}
RINGING, BARE = {**ORDER, "note": "please ring"}, {**ORDER, "note": None}


def test_a_record_is_counted_and_none_of_its_values_kept() -> None:
    """Blank is empty, zero and no are not; of a list the first rows speak."""
    gauge = Gauge(read_flow(TEXT))
    tally = gauge.read([ORDER, {"name": "#1002", "line_items": None}])
    assert tally.records == 2
    assert tally.fields["name"] == Filling(2, {"text": 2})
    assert tally.fields["email"] == Filling(2, {})
    assert tally.fields["customer.email"] == Filling(2, {"text": 1})
    assert tally.fields["taxes_included"] == Filling(2, {"yes or no": 1})
    assert tally.fields["line_items"] == Filling(2, {"list": 1})
    assert tally.fields["line_items[].sku"] == Filling(2, {"text": 1})
    assert tally.fields["line_items[].price"] == Filling(2, {"text": 1, "number": 1})
    assert "someone" not in str(tally)


def test_every_rule_that_reads_a_field_is_named() -> None:
    """Rules of the mapping, of rows, of checks; what checks found is no field of the source."""
    assert read_by(read_flow(TEXT)) == {
        "note": ("Remarks",),
        "taxes_included": ("Untaxed",),
        "line_items": ("Lines",),
        "line_items[].sku": ("Lines.Item",),
        "line_items[].price": ("Lines.Price",),
        "name": ("YourRef",),
        "email": ("check customer: Email",),
        "customer.email": ("check customer: Email",),
    }


def learn(workspace: Workspace, order: JsonObject, stretches: int = 6, each: int = 40) -> None:
    """Let a flow have carried such orders, stretch by stretch."""
    gauge, ledger = Gauge(workspace.flow(FLOW)), workspace._store.ledger(FLOW)
    for _ in range(stretches):
        run = workspace._store.runs.ask(FLOW, 1, "schedule")
        ledger.turn(run.id, Counts(), [], [], None, tally=gauge.read([order] * each))
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
        workspace._store.runs.finish(run.id, RunState.DONE)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Iterator[Workspace]:
    """A workspace with a flow that starts by itself, and has known orders that always had a remark."""
    del database
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    workspace.save(TEXT)
    workspace.activate(FLOW, on=True)
    learn(workspace, RINGING)
    yield workspace
    workspace.close()


def drifted(workspace: Workspace, now: datetime) -> list[str]:
    """What changed in the look at a moment, of drift alone."""
    return [alert.change for alert in workspace.watch(now) if alert.trouble.kind == "drift"]


def test_a_run_whose_source_drifted_is_told(trade: Any) -> None:
    """The run finds few remarks where there always were some: it is carried, and people are told."""
    workspace = trade.workspace
    gauge, ledger = Gauge(trade.flow), workspace._store.ledger(FLOW)
    orders = [{**order, "note": "please ring"} for order in trade.stored("shopify", "orders")]
    for _ in range(6):
        ledger.turn("before", Counts(), [], [], None, tally=gauge.read(orders))
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
    assert trade.run().state is RunState.DONE
    assert set(trade.paid()) <= set(trade.booked())
    assert drifted(workspace, datetime.now(UTC)) == ["down"]
    (trouble,) = [each for each in workspace.troubles() if each.kind == "drift"]
    assert "note was filled in 100% of cases before and is in 15% now (read by Remarks)" in trouble.why
    assert workspace.drift(FLOW).odd[0].field == "note"


def test_a_drift_is_told_once_and_taken_back(desk: Workspace) -> None:
    """People are told when it begins, and when the source is as usual again."""
    began = datetime.now(UTC)
    assert drifted(desk, began) == []
    learn(desk, BARE, 1)
    assert drifted(desk, began) == ["down"]
    assert drifted(desk, began + timedelta(minutes=1)) == []
    learn(desk, RINGING, 1)
    assert drifted(desk, began + timedelta(minutes=2)) == ["recovered"]
    assert (desk.drift(FLOW).odd, desk.drifting()) == ((), {})


def test_what_a_person_says_is_right_is_usual_from_then_on(desk: Workspace) -> None:
    """It is over at once, and the next run without remarks is nothing new."""
    began = datetime.now(UTC)
    learn(desk, BARE, 1)
    assert drifted(desk, began) == ["down"]
    desk.accept_drift(FLOW)
    assert drifted(desk, began + timedelta(minutes=1)) == ["recovered"]
    learn(desk, BARE, 1)
    assert drifted(desk, began + timedelta(minutes=2)) == []


def test_a_flow_can_be_paused_by_drift(desk: Workspace) -> None:
    """It is paused with the run that drifted; resumed, it goes on although nothing has changed yet."""
    learn(desk, BARE, 1)
    assert not desk.saved(FLOW).held
    desk.accept_drift(FLOW)
    desk.pause_on_drift(FLOW, on=True)
    learn(desk, {**BARE, "email": "somebody@example.com"}, 1)
    assert desk.saved(FLOW).held
    desk.watch()
    assert "The flow is paused." in desk.troubles()[0].do
    desk.resume(FLOW)
    learn(desk, {**BARE, "email": "somebody@example.com"}, 1)
    assert not desk.saved(FLOW).held


def test_runs_of_one_record_are_looked_at_together(desk: Workspace) -> None:
    """Nothing is said of a few; of more, notice by notice, it is."""
    learn(desk, BARE, FEW - 1, each=1)
    assert drifted(desk, datetime.now(UTC)) == []
    learn(desk, BARE, 1, each=1)
    assert drifted(desk, datetime.now(UTC)) == ["down"]


def test_no_more_is_kept_than_is_looked_back_at(desk: Workspace) -> None:
    """However long a flow runs."""
    learn(desk, RINGING, LOOKED_BACK - 3)
    assert len(desk._store.stretches.all(FLOW)) == LOOKED_BACK
