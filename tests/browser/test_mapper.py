"""The mapper in a browser: by pointer, by keyboard, and while one types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Visit
from playwright.sync_api import Locator, expect

from core.flow import Flow, Rule
from core.workspace import Workspace

pytestmark = pytest.mark.browser

FLOW = "webshop-orders-to-exact"


@pytest.fixture
def mapper(demo_desk: Visit) -> Visit:
    """Open the demo's flow at its mapper."""
    demo_desk.go(f"/notebook?flow={FLOW}")
    expect(demo_desk.field("OrderedBy")).to_be_visible(timeout=30_000)
    expect(demo_desk.source("name")).to_contain_text("#1001")
    return demo_desk


def kept(visit: Visit, home: Path, so: Callable[[Flow], object]) -> Flow:
    """The flow as it is kept for the next visit, as soon as it is so."""
    workspace = Workspace(home)
    try:
        for _ in range(150):
            flow = workspace.draft(FLOW)
            if flow is not None and so(flow):
                return flow
            visit.page.wait_for_timeout(200)
    finally:
        workspace.close()
    raise AssertionError("the draft is not kept as it was edited")


def rule(flow: Flow, to: str, *inside: str) -> Rule:
    """The rule for a field, or for a field of a row; one that says nothing where there is none."""
    found = next((one for one in flow.map if one.to == to), Rule(to=to, select="''"))
    for name in inside:
        found = next((one for one in found.map if one.to == name), Rule(to=name, select="''"))
    return found


def drag(visit: Visit, source: Locator, target: Locator) -> None:
    """Carry a source field to a target field with the pointer."""
    source.scroll_into_view_if_needed()
    target.scroll_into_view_if_needed()
    start, end = source.locator(".port").bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    mouse = visit.page.mouse
    mouse.move(start["x"] + 5, start["y"] + 5)
    mouse.down()
    mouse.move(start["x"] + 40, start["y"] + 15, steps=3)
    mouse.move(end["x"] + 60, end["y"] + end["height"] / 2, steps=4)
    mouse.up()


def link(visit: Visit, source: str, target: str) -> Locator:
    """The line between two fields."""
    return visit.page.locator(f'[data-link="{source}>|{target}"]')


def filtered(visit: Visit, name: str) -> Locator:
    """Choose which target fields are shown."""
    visit.page.get_by_role("group", name="Show target fields").get_by_role(
        "button", name=re.compile(f"^{name}")
    ).click()
    return visit.page.get_by_test_id("tree-target").get_by_role("treeitem")


def test_a_field_is_dragged_onto_another_and_back_again(mapper: Visit, home: Path) -> None:
    """A line, its value and its state stand there at once; undo and redo take them away and bring them."""
    drag(mapper, mapper.source("order_number"), mapper.field("PaymentReference"))
    expect(link(mapper, "order_number", "PaymentReference")).to_be_attached()
    expect(mapper.field("PaymentReference")).to_contain_text("1001")
    expect(mapper.page.get_by_test_id("code-jmespath")).to_have_text("order_number")
    kept(mapper, home, lambda flow: rule(flow, "PaymentReference").select == "order_number")

    mapper.page.get_by_test_id("tree-target").focus()
    mapper.page.keyboard.press("Control+z")
    expect(link(mapper, "order_number", "PaymentReference")).not_to_be_attached()
    mapper.page.keyboard.press("Control+Shift+z")
    expect(link(mapper, "order_number", "PaymentReference")).to_be_attached()


def test_a_target_is_dragged_to_its_source_and_escape_lets_go(mapper: Visit) -> None:
    """It works in both directions, and what is let go of changes nothing."""
    drag(mapper, mapper.field("ShippingMethod"), mapper.source("email"))
    expect(link(mapper, "email", "ShippingMethod")).to_be_attached()
    box = mapper.source("name").locator(".port").bounding_box()
    assert box is not None
    mapper.page.mouse.move(box["x"] + 4, box["y"] + 4)
    mapper.page.mouse.down()
    mapper.page.mouse.move(box["x"] + 90, box["y"] + 30, steps=3)
    expect(mapper.page.locator(".line.dragged")).to_be_attached()
    mapper.page.keyboard.press("Escape")
    expect(mapper.page.locator(".line.dragged")).not_to_be_attached()
    mapper.page.mouse.up()


def test_the_whole_job_is_done_by_keyboard(mapper: Visit, home: Path) -> None:
    """Walk, search, take in hand, put down, edit, look at records, remove, undo, publish."""
    page, keys = mapper.page, mapper.page.keyboard
    page.get_by_test_id("tree-source").focus()
    keys.press("Home")
    for _ in range(3):
        keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="order_number is in your hand")).to_be_attached()
    expect(page.get_by_test_id("tree-target")).to_be_focused()
    keys.press("/")
    keys.type("paymentref")
    expect(page.get_by_test_id("tree-target").get_by_role("treeitem")).to_have_count(1)
    keys.press("Escape")
    keys.press("Home")
    keys.press("Enter")
    expect(mapper.field("PaymentReference")).to_contain_text("1001")
    keys.press("Enter")
    expect(page.get_by_test_id("code-jmespath")).to_be_focused()
    keys.press("Control+a")
    keys.type("nam")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("#1001")
    page.wait_for_timeout(200)  # the editor takes no key for a list that nobody can have seen yet
    keys.press("Tab")
    expect(page.get_by_test_id("result")).to_have_text("#1001")
    keys.press("Escape")
    expect(page.get_by_test_id("tree-target")).to_be_focused()
    keys.press("]")
    expect(page.get_by_test_id("result")).to_have_text("#1002")
    keys.press("Delete")
    expect(mapper.field("PaymentReference")).not_to_contain_text("#1002")
    keys.press("Control+z")
    expect(mapper.field("PaymentReference")).to_contain_text("#1002")
    mapper.publish("by keys alone")
    mapper.sees("Published as version 2")
    workspace = Workspace(home)
    assert rule(workspace.flow(FLOW), "PaymentReference").select == "name"
    assert workspace.saved(FLOW).note == "by keys alone"
    workspace.close()


def test_what_is_wrong_is_shown_where_it_stands(mapper: Visit) -> None:
    """The letters that are wrong are underlined, the reason stands below, and the tree knows."""
    mapper.edit("Description")
    mapper.code("jinja", "{{ value | uper }}")
    expect(mapper.page.locator(".cm-lintRange-error")).to_have_text("uper")
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("did you mean")
    expect(mapper.field("Description").locator(".state")).to_have_text("!")
    filtered(mapper, "Problems")
    expect(mapper.field("Description")).to_be_visible()
    mapper.code("jinja", "{{ value | upper }}")
    expect(mapper.page.locator(".cm-lintRange-error")).to_have_count(0)
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("capitals")


def test_what_is_written_over_at_once_is_answered_each_time(mapper: Visit) -> None:
    """The text goes and the next one comes before anything is drawn: the result is that of the last."""
    result = mapper.edit("Description")
    for number in range(30):
        mapper.code("jinja", f"Order {number} of {{{{ value }}}}")
        expect(result).to_have_text(f"Order {number} of #1001")


def test_rows_have_a_scope_of_their_own(mapper: Visit, home: Path) -> None:
    """A field of a row is written as the row's, one of the order as the record's; the list around is kept."""
    mapper.edit("SalesOrderLines/Notes")
    box = mapper.page.get_by_role("searchbox", name="Search source fields")
    box.fill("variant_title")
    mapper.source("line_items[].variant_title").dblclick()
    expect(mapper.page.get_by_test_id("code-jmespath")).to_have_text("variant_title")
    box.fill("order_number")
    mapper.source("order_number").dblclick()
    expect(mapper.page.get_by_test_id("code-jmespath")).to_have_text("$record.order_number")
    expect(mapper.page.get_by_test_id("result")).to_have_text("1001 · 1001")
    made = kept(
        mapper, home, lambda flow: rule(flow, "SalesOrderLines", "Notes").select == "$record.order_number"
    )
    assert rule(made, "SalesOrderLines").each == rule(Workspace(home).flow(FLOW), "SalesOrderLines").each


def test_a_list_is_fed_by_a_list(mapper: Visit, home: Path) -> None:
    """A dropped list brings the rules that its rows are likely to want."""
    mapper.edit("SalesOrderLines")
    mapper.page.get_by_role("button", name="Remove the rule").click()
    expect(mapper.field("SalesOrderLines")).to_contain_text("required")
    mapper.page.get_by_role("searchbox", name="Search source fields").fill("line_items")
    drag(mapper, mapper.source("line_items"), mapper.field("SalesOrderLines"))
    expect(mapper.page.get_by_test_id("code-jmespath")).to_have_text("line_items[]")
    expect(mapper.page.get_by_test_id("result")).to_contain_text("row")
    made = kept(mapper, home, lambda flow: rule(flow, "SalesOrderLines").each == "line_items[]")
    assert "Quantity" in [each.to for each in rule(made, "SalesOrderLines").map]


def test_a_check_s_rules_are_mapped_in_the_same_way(mapper: Visit, home: Path) -> None:
    """Its part shows its own fields; what it finds is no source of its own."""
    mapper.page.get_by_role("button", name="customer (accounts)").click()
    mapper.page.get_by_role("searchbox", name="Search target fields").fill("Website")
    mapper.page.get_by_test_id("tree-target").locator('[data-path="customer|Website"]').click()
    mapper.code("jmespath", "order_status_url")
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("Result")
    expect(mapper.source("$customer")).to_have_count(0)
    kept(
        mapper,
        home,
        lambda flow: ("Website", "order_status_url") in [(one.to, one.select) for one in flow.checks[0].map],
    )


def test_suggestions_are_taken_by_one_key(mapper: Visit) -> None:
    """It says what it would do and why; A does it."""
    offer = mapper.field("Discount").locator(".ghost")
    expect(offer).to_contain_text("total_discounts")
    mapper.field("Discount").locator(".name").click()
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("Suggestions")
    mapper.page.keyboard.press("a")
    expect(link(mapper, "total_discounts", "Discount")).to_be_attached()
    expect(offer).to_have_count(0)


def test_filters_show_what_is_asked_for(mapper: Visit) -> None:
    """All, mapped, required and unmapped, with problems, changed: each with its number."""
    rows = filtered(mapper, "Changed")
    expect(rows).to_have_count(0)
    filtered(mapper, "All")
    mapper.edit("OrderedBy")
    mapper.page.get_by_role("button", name="Remove the rule").click()
    rows = filtered(mapper, "Required, unmapped 1")
    expect(rows).to_have_count(1)
    expect(mapper.field("OrderedBy")).to_contain_text("required")
    expect(mapper.page.get_by_test_id("mapper")).to_contain_text("1 of 2 required fields mapped")
    expect(filtered(mapper, "Changed 1")).to_have_count(1)
    filtered(mapper, "Mapped")
    expect(mapper.field("YourRef")).to_be_visible()
    expect(mapper.field("InvoiceTo")).to_have_count(0)


def test_the_first_fault_is_one_press_away(mapper: Visit) -> None:
    """All samples are seen at a glance; a press looks at the one that fails, here and in the other cells."""
    mapper.edit("Discount")
    mapper.code("jmespath", "customer.note || (number == `3` && name) || '0'")
    mapper.code("jmespath", "contains('#1003', name) && name || '0'")
    strip = mapper.page.locator(".strip i")
    expect(strip).to_have_count(25)
    expect(mapper.page.locator(".strip i.bad")).to_have_count(1)
    first = mapper.page.get_by_test_id("editor").locator(".first")
    expect(first).to_contain_text("Record 3")
    first.get_by_role("button", name="Look at it").click()
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("Record 3 of 25")
    expect(mapper.page.get_by_test_id("editor")).to_contain_text("is not a number")
    expect(mapper.source("name")).to_contain_text("#1003")


def test_several_fields_are_edited_together(mapper: Visit) -> None:
    """A rule is copied onto all that are chosen, and all of them go at once."""
    page, keys = mapper.page, mapper.page.keyboard
    mapper.field("YourRef").click()
    keys.press("Control+c")
    mapper.field("PaymentReference").click()
    mapper.field("ShippingMethod").click(modifiers=["Control"])
    keys.press("Control+v")
    expect(link(mapper, "name", "PaymentReference")).to_be_attached()
    expect(link(mapper, "name", "ShippingMethod")).to_be_attached()
    keys.press("Delete")
    expect(link(mapper, "name", "PaymentReference")).not_to_be_attached()
    expect(link(mapper, "name", "ShippingMethod")).not_to_be_attached()
    assert page.get_by_test_id("tree-target").get_by_role("treeitem", selected=True).count() == 2


def test_policies_and_a_note_are_kept_with_the_rule(mapper: Visit, home: Path) -> None:
    """When it is written, what an empty value does, and why it is so."""
    mapper.edit("Remarks")
    mapper.page.get_by_label("When it is written").select_option("Only when the record is made")
    mapper.page.get_by_label("When it is empty").select_option("Send null")
    mapper.page.get_by_label("Note").fill("asked for by the client")
    expect(mapper.field("Remarks").locator(".noted")).to_be_visible()
    made = rule(
        kept(mapper, home, lambda flow: rule(flow, "Remarks").note == "asked for by the client"), "Remarks"
    )
    assert (made.write.value, made.empty.value) == ("create", "null")


def test_a_rule_is_found_by_example(mapper: Visit) -> None:
    """What is wanted for two orders is written down; the rule that gives it is taken."""
    mapper.edit("Remarks")
    mapper.page.get_by_role("button", name="Remove the rule").click()
    mapper.page.get_by_role("button", name="By example").click()
    mapper.page.get_by_label("For #1001").fill("Order #1001")
    mapper.page.get_by_label("For #1002").fill("Order #1002")
    offer = mapper.page.locator(".proposal").filter(has_text="25 of 25 filled")
    offer.get_by_role("button", name="Use it").first.click()
    expect(mapper.page.get_by_test_id("result")).to_have_text("Order #1001")


def test_typing_asks_for_no_drawing_of_the_page(mapper: Visit) -> None:
    """Twenty letters are previewed as they come; the page is drawn when they stop, and not for each."""
    mapper.edit("Description")
    mapper.rests()
    before = mapper.page.evaluate("window.drawings.wanted")
    editor = mapper.page.get_by_test_id("code-jinja")
    editor.fill("")
    editor.press_sequentially("a note of twenty let", delay=25)
    expect(mapper.page.get_by_test_id("result")).to_have_text("a note of twenty let")
    mapper.sees("draft, not published")
    mapper.rests()
    assert 1 <= mapper.page.evaluate("window.drawings.wanted") - before <= 10


def test_an_edit_outside_reaches_the_mapper(mapper: Visit) -> None:
    """Undo above the cells takes back what was mapped, here as well."""
    drag(mapper, mapper.source("order_number"), mapper.field("PaymentReference"))
    mapper.sees("draft, not published")
    mapper.page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(link(mapper, "order_number", "PaymentReference")).not_to_be_attached(timeout=10_000)


def test_the_same_mapping_is_a_table(mapper: Visit, home: Path) -> None:
    """Rules are pasted out of a spreadsheet, and stand in the mapper then."""
    mapper.page.get_by_role("radio", name="Table").or_(
        mapper.page.get_by_role("button", name="Table")
    ).first.click()
    mapper.page.get_by_role("button", name="Paste rules").click()
    pasted = mapper.page.get_by_role("textbox", name="Rules")
    pasted.fill("PaymentReference\torder_number\nRemarks\tname\t{{ value | lower }}")
    pasted.press("Control+Enter")
    mapper.page.get_by_role("button", name="Take these rules").click()
    made = kept(mapper, home, lambda flow: rule(flow, "PaymentReference").select == "order_number")
    assert rule(made, "Remarks").transform == "{{ value | lower }}"
    mapper.page.get_by_role("radio", name="Visual").or_(
        mapper.page.get_by_role("button", name="Visual")
    ).first.click()
    expect(link(mapper, "order_number", "PaymentReference")).to_be_attached()


def test_two_thousand_fields_are_but_a_few_in_the_page(mapper: Visit) -> None:
    """Only rows in sight are there; the last one is found and mapped like the first."""
    page = mapper.page
    record = {f"field_{n}": {"deep": f"value {n}"} for n in range(1000)}
    mapper.unfold("2 · Sample")
    page.get_by_role("button", name="Paste or upload").click()
    pasted = page.get_by_role("textbox", name="Or paste records")
    pasted.fill(json.dumps([record]))
    pasted.press("Control+Enter")
    page.get_by_role("button", name="Use these records").click()
    mapper.sees("1 record from what was pasted")
    expect(mapper.source("field_0")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Unfold all").click()
    page.get_by_test_id("tree-source").focus()
    page.keyboard.press("End")
    count = page.get_by_test_id("mapper").evaluate("element => element.querySelectorAll('*').length")
    assert count <= 1500
    page.get_by_role("searchbox", name="Search source fields").fill("field_999")
    drag(mapper, mapper.source("field_999.deep"), mapper.field("PaymentReference"))
    expect(page.get_by_test_id("result")).to_have_text("value 999")


def test_the_page_keeps_its_style_when_a_part_of_it_says_something(mapper: Visit) -> None:
    """Publishing from the mapper tells so in passing; heads of cells stay left, icons without words."""
    fold = mapper.page.locator('[class*="st-key-fold_"] button').first
    expect(fold).to_have_css("justify-content", "flex-start")
    mapper.edit("Description")
    mapper.code("jinja", "X {{ value }}")
    expect(mapper.page.get_by_test_id("result")).to_contain_text("X ")
    mapper.publish()
    mapper.sees("Published as version 2")
    expect(fold).to_have_css("justify-content", "flex-start")
