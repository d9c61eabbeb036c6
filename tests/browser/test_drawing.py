"""An edit shows wherever it has to: in the bar, in cells that are folded, and in those that are not."""

from __future__ import annotations

import pytest
from desk import Visit, drawn
from edits import at_source, typed, undo, where
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

UNPUBLISHED = "the draft is not published yet"

#: What the page does by the clock can be done at will, and what it tells the server arrives half a second
#: after what it told before.
CLOCK = """
    const every = window.setInterval, clock = window.clock = [];
    window.setInterval = (does, time) => { clock.push(does); return every(does, time); };
    const send = WebSocket.prototype.send;
    let told = Promise.resolve();
    window.spaced = () => WebSocket.prototype.send = function (data) {
        const kept = data.slice();
        told = told.then(() => new Promise((go) => setTimeout(go, 500))).then(() => send.call(this, kept));
    };
"""


def test_folded_cells_tell_of_an_edit_in_another(demo_desk: Visit) -> None:
    """A filter is typed in the first cell: its line, the bar and the last cell tell of it, until undone."""
    page = at_source(demo_desk)
    source, export = page.locator(".st-key-fold_1"), page.locator(".st-key-fold_9")
    expect(export).not_to_contain_text(UNPUBLISHED)
    typed(page, "total_price > `100`")
    expect(source).to_contain_text("where total_price")
    expect(export).to_contain_text(UNPUBLISHED)
    demo_desk.sees("draft, not published")
    undo(page)
    expect(export).not_to_contain_text(UNPUBLISHED)
    expect(source).not_to_contain_text("where total_price")
    expect(where(page)).to_be_visible()


def test_unfolded_cells_look_at_the_same_record(demo_desk: Visit) -> None:
    """The next record in one cell is the next one in all of them."""
    page = at_source(demo_desk)
    demo_desk.unfold("2 · Sample")
    demo_desk.unfold("5 · Preview")
    for number in (2, 5):
        expect(page.locator(f".st-key-cell_{number}").get_by_text("Record 1 of").first).to_be_visible()
    page.locator(".st-key-cell_2").get_by_role("button", name="Next record").click()
    for number in (2, 5):
        expect(page.locator(f".st-key-cell_{number}").get_by_text("Record 2 of").first).to_be_visible()


def test_a_press_is_heard_once(demo_desk: Visit) -> None:
    """The clock strikes between the press and its message: the page tells of the press with both."""
    demo_desk.page.add_init_script(CLOCK)
    page = at_source(demo_desk)
    demo_desk.rests()
    line = page.locator(".st-key-fold_5")
    with drawn(page):
        line.get_by_role("button").evaluate(
            "button => { window.spaced(); button.click(); window.clock.forEach((does) => does()); }"
        )
    expect(line.get_by_text("expand_more")).to_be_visible()


def test_the_bar_stays_on_top(demo_desk: Visit) -> None:
    """Whoever works far down still sees which flow it is, undo and Publish."""
    page = at_source(demo_desk)
    page.locator(".st-key-fold_9").scroll_into_view_if_needed()
    expect(page.locator(".st-key-fold_1")).not_to_be_in_viewport()
    bar = page.locator(".st-key-bar")
    expect(bar.get_by_role("button", name="Publish")).to_be_in_viewport()
    where_it_is = bar.bounding_box()
    assert where_it_is is not None
    assert where_it_is["y"] < 120
