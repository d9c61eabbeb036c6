"""Records that may or may not have arrived are settled on the page of runs."""

from __future__ import annotations

from dataclasses import replace

from page import press, shown, text_of

from core.store import Entry, EntryState
from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def left_open(demo: Workspace) -> list[Entry]:
    """Carry two orders, and leave them as a lost answer leaves them."""
    run = demo.run(demo.flow(FLOW), limit=2)
    ledger = demo._store.ledger(FLOW)
    keys = [record.key for record in demo.records(run.id)]
    found = ledger.entries("record", keys).values()
    lost = [replace(e, state=EntryState.AMBIGUOUS, target_key=None, why="no answer came") for e in found]
    ledger.keep(lost)
    return lost


def test_a_look_on_the_page_finds_what_arrived(demo: Workspace) -> None:
    """Both are there: one press settles them, and nothing waits any more."""
    left_open(demo)
    page = shown("runs", show="waiting")
    assert "2 records of" in text_of(page)
    assert "may or may not have arrived" in text_of(page)
    press(page, "Look again for 2 records")
    assert demo.parked(FLOW) == []
    assert page.success[0].value == "Nothing waits for a person."


def test_a_person_says_on_the_page_what_became_of_one(demo: Workspace) -> None:
    """With one left, its key in the target is asked for; the ledger knows who said it."""
    first, second = left_open(demo)
    demo.look_again(demo.flow(FLOW), [first.key])
    page = shown("runs", show="waiting")
    (asked,) = [each for each in page.text_input if str(second.match["YourRef"]) in each.label]
    asked.set_value("4711").run()
    press(page, "It arrived")
    assert demo.parked(FLOW) == []
    (act,) = demo.acts(FLOW, second.key)
    assert (act.what, bool(act.by)) == ("arrived", True)


def test_what_did_not_arrive_is_sent_again_from_the_page(demo: Workspace) -> None:
    """It waits for the retry that the page asks for."""
    left_open(demo)
    page = shown("runs", show="waiting")
    press(page, "It is not there: send")
    assert demo.runs(FLOW)[0].trigger == "retry"
    assert {each.state for each in demo.parked(FLOW)} == {"parked"}
