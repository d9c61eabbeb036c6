"""The mapping as a table: rows of a spreadsheet become rules, and nothing else of them changes."""

from __future__ import annotations

import pytest
from page import shown

from core.flow import Rule, Write
from core.workspace import Workspace
from pages.parts.block import Block
from pages.parts.mapping_table import made_of, pasted, put

FLOW = "webshop-orders-to-exact"
BEFORE = (
    Rule(to="Name", select="name", write=Write.CREATE, note="kept"),
    Rule(to="Lines", each="rows[]", map=(Rule(to="Item", select="sku"),)),
)


def test_columns_out_of_a_spreadsheet_are_rules() -> None:
    """Tabs, semicolons or commas; what is missing at the end of a row is empty."""
    assert pasted("Name\tname\t{{ value | upper }}\nCode\tcode\n\n") == [
        {"to": "Name", "select": "name", "transform": "{{ value | upper }}"},
        {"to": "Code", "select": "code"},
    ]
    assert pasted('Name;"a; b"')[0]["select"] == "a; b"


def test_what_a_row_does_not_show_of_a_rule_stays() -> None:
    """When it is written, its rows, and its place among the others."""
    made = made_of(
        BEFORE, [{"to": "Lines", "select": "each items[]"}, {"to": "Name", "select": "title", "note": "new"}]
    )
    assert [rule.to for rule in made] == ["Name", "Lines"]
    assert (made[0].select, made[0].write, made[0].note) == ("title", Write.CREATE, "new")
    assert (made[1].each, made[1].map) == ("items[]", BEFORE[1].map)


def test_a_row_that_goes_takes_its_rule_along_and_pasted_rows_take_none() -> None:
    """The whole table is the block; what is pasted is added to it."""
    assert [rule.to for rule in made_of(BEFORE, [{"to": "Name", "select": "name"}])] == ["Name"]
    assert [rule.to for rule in made_of(BEFORE, [{"to": "Own", "select": "x"}], whole=False)] == [
        "Name",
        "Lines",
        "Own",
    ]
    assert made_of(BEFORE[:1], [{"to": "Name", "select": " ", "transform": ""}]) == ()


def test_rows_are_mapped_where_they_are_seen() -> None:
    """A new list is refused in a sentence."""
    with pytest.raises(ValueError, match="map its rows in the visual view"):
        made_of((), [{"to": "Lines", "select": "each rows[]"}])


def test_a_block_of_rows_is_filled(demo: Workspace) -> None:
    """Rules inside a list go to that list."""
    page = shown("notebook", flow=FLOW)
    draft = page.session_state["draft.open"]
    n = next(n for n, rule in enumerate(draft.flow.map) if rule.to == "SalesOrderLines")
    put(demo, draft, Block("rows", place=(n,)), [{"to": "Notes", "select": "sku"}], whole=False)
    assert next(rule for rule in draft.flow.map[n].map if rule.to == "Notes") == Rule(
        to="Notes", select="sku"
    )
    assert draft.flow.map[n].each == demo.flow(FLOW).map[n].each


@pytest.mark.usefixtures("demo")
def test_the_table_is_shown_beside_what_its_rules_give() -> None:
    """Either view can be chosen."""
    page = shown("notebook", flow=FLOW)
    page.session_state["map.view"] = "table"
    page.run()
    assert not page.exception, page.exception[0].value
    results = next(each.value for each in page.dataframe if "result" in each.value.columns)
    assert "#1001" in list(results["result"])
