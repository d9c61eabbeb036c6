"""The balance of a flow's days and what a sweep found, as a person sees them."""

from __future__ import annotations

from datetime import UTC, datetime

from page import press, shown, text_of
from sqlalchemy import text

from core.records import Verdict
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def test_days_that_add_up_and_one_that_does_not(demo: Workspace) -> None:
    """All is accounted for; then a record is lost from the books: its day is told, with its key."""
    counts = demo.run(demo.flow(FLOW)).counts
    page = shown("runs", show="balance", flow=FLOW)
    said = text_of(page)
    assert "is accounted for" in said
    assert f"**{counts.read}** read" in said
    assert page.error.len == 0
    day = datetime.now(UTC).date()
    _, key = demo.behind(FLOW, day, Verdict.CREATE)[0]
    with demo._store._database.keeping() as connection:
        connection.execute(text("DELETE FROM run_record WHERE key = :key"), {"key": key})
    errors = [each.value for each in shown("runs", show="balance", flow=FLOW).error]
    assert any("1 day does not add up" in each for each in errors)
    assert any(key in each for each in errors)


def test_a_sweep_is_asked_for_and_what_it_found_is_shown(demo: Workspace) -> None:
    """The page asks, and a worker sweeps: everything is there."""
    flow = demo.flow(FLOW)
    demo.run(flow)
    page = press(shown("runs", show="balance", flow=FLOW), "Sweep now")
    asked = demo.runs(FLOW)[0]
    assert (asked.trigger, asked.state.value) == ("sweep", "waiting")
    taken = demo.next_run()
    assert taken is not None
    demo.carry(taken)
    said = text_of(page.run())
    assert "in the source" in said
    assert "in the target" in said
    assert "missing" not in said
