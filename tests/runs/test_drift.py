"""Drift: a source that suddenly fills its fields otherwise is told, and a quiet day is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from core.flow import Schedule
from core.records import Counts, JsonObject
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


ORDER: JsonObject = {
    "name": "#1001",
    "email": " ",
    "customer": {"email": "someone@example.com"},
    "taxes_included": False,
    "line_items": [{"sku": "A", "price": "9.50"}, {"sku": "", "price": Decimal("9.50")}, {"sku": "B"}],
}


def test_a_record_is_counted_and_none_of_its_values_kept(trade: Any) -> None:
    """Blank is empty, zero and no are not; of a list the first rows speak."""
    gauge = Gauge(trade.flow)
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


def test_every_rule_that_reads_a_field_is_named(trade: Any) -> None:
    """Rules of the mapping, of rows, of checks; what checks found is no field of the source."""
    readers = read_by(trade.flow)
    assert "SalesOrderLines.Quantity" in readers["line_items[].quantity"]
    assert "check customer: Email" in readers["email"]
    assert "YourRef" in readers["name"]
    assert not any(path.startswith("$") for path in readers)


def learn(workspace: Workspace, orders: list[JsonObject], stretches: int = 6) -> None:
    """Let a flow have carried such records before, as often."""
    flow = workspace.flow(FLOW)
    gauge, ledger = Gauge(flow), workspace._store.ledger(FLOW)
    for _ in range(stretches):
        run = workspace._store.runs.ask(FLOW, 1, "schedule")
        tally = gauge.read([*orders, *orders])
        ledger.turn(run.id, Counts(), [], [], None, tally=tally)
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
        workspace._store.runs.finish(run.id, run.state.DONE)


@pytest.fixture
def known(trade: Any) -> Any:
    """The trade, whose flow starts by itself and has known orders that always had a remark."""
    orders = [{**order, "note": "please ring"} for order in trade.stored("shopify", "orders")]
    schedule = Schedule(cron="0 4 1 1 *", timezone="UTC")
    trade.workspace.save(trade.flow.model_copy(update={"schedule": schedule}))
    trade.workspace.activate(FLOW, on=True)
    learn(trade.workspace, orders)
    return trade


def drifted(workspace: Workspace, now: datetime) -> list[str]:
    """What changed in the look at a moment, of drift alone."""
    return [alert.change for alert in workspace.watch(now) if alert.trouble.kind == "drift"]


def test_a_run_whose_source_drifted_is_told_once_and_taken_back(known: Any) -> None:
    """The run of today finds few remarks; it is carried, and people are told until it is as usual again."""
    workspace, began = known.workspace, datetime.now(UTC)
    assert drifted(workspace, began) == []
    ended = known.run()
    assert ended.state == "done"
    assert set(known.paid()) <= set(known.booked())
    assert drifted(workspace, began) == ["down"]
    assert drifted(workspace, began + timedelta(minutes=1)) == []
    (trouble,) = [each for each in workspace.troubles() if each.kind == "drift"]
    assert "note was filled in 100% of cases before and is in 15% now (read by Remarks)" in trouble.why
    assert workspace.drift(FLOW).odd[0].field == "note"
    assert not workspace.saved(FLOW).held
    orders = [{**order, "note": "please ring"} for order in known.stored("shopify", "orders")]
    learn(workspace, orders, 1)
    assert drifted(workspace, began + timedelta(minutes=2)) == ["recovered"]
    assert workspace.drift(FLOW).odd == ()


def test_what_a_person_says_is_right_is_usual_from_then_on(known: Any) -> None:
    """It is over at once, and the next run without remarks is nothing new."""
    workspace, began = known.workspace, datetime.now(UTC)
    bare = [{**order, "note": None} for order in known.stored("shopify", "orders")]
    learn(workspace, bare, 1)
    assert drifted(workspace, began) == ["down"]
    workspace.accept_drift(FLOW)
    assert drifted(workspace, began + timedelta(minutes=1)) == ["recovered"]
    learn(workspace, bare, 1)
    assert drifted(workspace, began + timedelta(minutes=2)) == []


def test_a_flow_can_be_paused_by_drift(known: Any) -> None:
    """It is paused with the run that drifted; resumed, it goes on although nothing has changed yet."""
    workspace = known.workspace
    workspace.pause_on_drift(FLOW, on=True)
    bare = [{**order, "note": None} for order in known.stored("shopify", "orders")]
    learn(workspace, bare, 1)
    assert workspace.saved(FLOW).held
    workspace.watch()
    assert "The flow is paused." in workspace.troubles()[0].do
    workspace.resume(FLOW)
    learn(workspace, bare, 1)
    assert not workspace.saved(FLOW).held


def test_runs_of_one_record_are_looked_at_together(known: Any) -> None:
    """Nothing is said of a few; of more, notice by notice, it is."""
    workspace, began = known.workspace, datetime.now(UTC)
    gauge, ledger = Gauge(known.flow), workspace._store.ledger(FLOW)
    order = {**known.stored("shopify", "orders")[0], "note": None}
    for number in range(FEW):
        assert drifted(workspace, began + timedelta(seconds=number)) == []
        run = workspace._store.runs.ask(FLOW, 1, "notice", id=f"one-{number}")
        ledger.turn(run.id, Counts(), [], [], None, tally=gauge.read([order]))
        ledger.compare(lambda tally, before: drifts(gauge.rules, tally, before))
    assert drifted(workspace, began + timedelta(minutes=1)) == ["down"]


def test_no_more_is_kept_than_is_looked_back_at(known: Any) -> None:
    """However long a flow runs, and whatever other flows do."""
    learn(known.workspace, known.stored("shopify", "orders"), LOOKED_BACK - 3)
    assert len(known.workspace._store.stretches.all(FLOW)) == LOOKED_BACK
