"""The notebook shows what the samples say: reasons, suggestions, coverage, changes, gaps, the function."""

from __future__ import annotations

from typing import Any

import pytest
from page import press, shown, text_of
from streamlit.testing.v1 import AppTest

from core.flow import Flow, Rule, Table
from core.workspace import Workspace
from pages.parts.reason import ways_out
from pages.parts.wording import explained

FLOW = "webshop-orders-to-exact"
FIELD = f"editor.field.{FLOW}.[]"


def rule_of(flow: Flow | None, to: str) -> Rule:
    """The rule for a field."""
    assert flow is not None
    return next(rule for rule in flow.map if rule.to == to)


def without(flow: Flow, to: str) -> Flow:
    """The flow without its rule for a field."""
    return flow.model_copy(update={"map": tuple(rule for rule in flow.map if rule.to != to)})


def opened(to: str) -> AppTest:
    """The notebook with a field in its editor."""
    page = shown("notebook", flow=FLOW)
    page.selectbox(key=FIELD).set_value(to).run()
    return page


def looking(look: str) -> AppTest:
    """The notebook with one look of its preview."""
    page = shown("notebook", flow=FLOW)
    page.session_state["preview.look"] = look
    page.button(key="fold_5").click().run()
    assert not page.exception, page.exception[0].value
    return page


def table(page: AppTest, column: str) -> Any:
    """The table that has a column."""
    return next(each.value for each in page.dataframe if column in each.value.columns)


def test_an_empty_field_says_why_and_offers_the_path_that_was_meant(demo: Workspace) -> None:
    """The path that is missing, in how many samples, and a press that puts the right one into the rule."""
    page = opened("Description")
    next(each for each in page.text_input if each.label == "JMESPath").input("custmer.email || nothing").run()
    said = text_of(page)
    assert "has no `custmer` (as in all 25 samples)" in said
    assert "did you mean `customer.email`?" in said
    page.button(key="editor.out.0").click().run()
    assert rule_of(demo.draft(FLOW), "Description").select == "customer.email || nothing"
    assert next(each for each in page.text_input if each.label == "JMESPath").value == (
        "customer.email || nothing"
    )


def test_a_way_out_replaces_the_path_that_is_read_and_nothing_else(demo: Workspace) -> None:
    """Not a longer path that begins with it, and not a name that ends with it."""
    flow = demo.flow(FLOW)
    rule = Rule(to="Description", select="custmer.email2 || custmer.email")
    records = [{"customer": {"email": "a@b.nl"}}]
    small = flow.model_copy(update={"map": (rule,)})
    found = demo.reasons(small, records, list(demo.preview(small, records)))[0]
    out = [
        way for each in found if each.to == "Description" for gap in each.gaps for way in ways_out(rule, gap)
    ]
    assert {"select": "custmer.email2 || customer.email"} in [way.changes for way in out]


def test_a_suggestion_fills_an_unmapped_field(demo: Workspace) -> None:
    """Each with its reason and an example; one press makes the rule."""
    demo.begin_draft(without(demo.flow(FLOW), "Currency"))
    page = opened("Currency")
    assert "same name, and the values fit" in text_of(page)
    press(page, "Use")
    assert rule_of(demo.draft(FLOW), "Currency").select == "currency"
    assert "EUR" in [code.value for code in page.code]


def test_a_rule_is_found_by_example(demo: Workspace) -> None:
    """What is wanted for one order gives the rule for all of them."""
    demo.begin_draft(without(demo.flow(FLOW), "Remarks"))
    page = opened("Remarks")
    page.session_state["example"] = True
    page.run()
    next(each for each in page.text_input if "1001" in each.label).input("Order #1001").run()
    next(each for each in page.text_input if "1002" in each.label).input("Order #1002").run()
    assert "25 of 25 filled" in text_of(page)
    page.button(key="proposals.guess.0").click().run()
    made = rule_of(demo.draft(FLOW), "Remarks")
    small = demo.flow(FLOW).model_copy(update={"map": (made,)})
    orders = [record.data for record in demo.sample(small, 3)]
    assert [each.payload["Remarks"] for each in demo.preview(small, orders)] == [
        "Order #1001",
        "Order #1002",
        "Order #1003",
    ]


def test_a_row_s_rule_is_found_by_example(demo: Workspace) -> None:
    """In a list each row can be an example, and the one that would tell two guesses apart is named."""
    page = shown("notebook", flow=FLOW)
    page.session_state[f"map.go.{FLOW}"] = "SalesOrderLines (rows)"
    page.session_state["example"] = True
    page.run()
    fields = next(each for each in page.selectbox if each.label == "Target field")
    fields.set_value("NetPrice").run()
    rows = [each for each in page.text_input if each.label.startswith("For ")]
    assert [each.label.replace("\\", "") for each in rows] == ["For #1001, row 1", "For #1001, row 2"]
    rows[0].input("29.95").run()
    assert not page.exception, page.exception[0].value
    assert "would tell" in text_of(page)
    page.button(key="proposals.guess.0").click().run()
    lines = rule_of(demo.draft(FLOW), "SalesOrderLines")
    assert next(rule for rule in lines.map if rule.to == "NetPrice").select == "price"


@pytest.mark.usefixtures("demo")
def test_coverage_is_shown_for_each_field() -> None:
    """Which are required and mapped, how often they are filled, and how long against the limit."""
    found = table(looking("coverage"), "distinct").set_index("field")
    assert found.loc["Currency", "filled"] == 100
    assert found.loc["Description", "limit"] == 60
    assert found.loc["Remarks", "filled"] < 100
    assert bool(found.loc["OrderedBy", "required"])


@pytest.mark.usefixtures("demo")
def test_source_fields_that_nothing_reads_are_shown() -> None:
    """What is used is not among them."""
    paths = set(table(looking("unused"), "path")["path"])
    assert "order_number" in paths
    assert not {"name", "currency"} & paths


def test_what_changed_since_the_saved_version_is_counted(demo: Workspace) -> None:
    """How many outputs, which field, and what it was and is."""
    page = looking("changes")
    assert "Nothing has changed since version 1" in text_of(page)
    page.selectbox(key=FIELD).set_value("Description").run()
    next(each for each in page.text_input if each.label == "Jinja").input("Web order {{ value }}").run()
    assert "25 of 25 outputs changed" in text_of(page)
    found = table(page, "before")
    assert set(found["field"]) == {"Description"}
    assert (found["before"][0], found["after"][0]) == ("#1001", "Web order #1001")
    assert demo.saved(FLOW).version == 1


def test_values_without_a_row_get_one_from_the_preview(demo: Workspace) -> None:
    """They are counted with what becomes of them; one press gives each a row to be filled in."""
    looked_up = Rule(to="Remarks", select="currency", transform="{{ value | lookup('money') }}")
    flow = without(demo.flow(FLOW), "Remarks")
    money = {**flow.tables, "money": Table(rows={"GBP": "pound"})}
    demo.begin_draft(flow.model_copy(update={"map": (*flow.map, looked_up), "tables": money}))
    page = looking("unlisted")
    found = table(page, "becomes")
    row = found[found["value"] == "EUR"].iloc[0]
    assert (row["table"], row["records"], row["becomes"]) == ("money", 25, "a fault")
    next(button for button in page.button if "a row in money" in button.label.replace("\\", "")).click()
    page.run()
    draft = demo.draft(FLOW)
    assert draft is not None
    assert draft.tables["money"].rows == {"GBP": "pound", "EUR": None}


@pytest.mark.usefixtures("demo")
def test_the_function_that_the_mapping_is_run_as_can_be_read() -> None:
    """It is shown when its fold is opened, and not before."""
    page = shown("notebook", flow=FLOW)
    assert not any("def render(" in code.value for code in page.code)
    page.session_state["explanation"] = True
    page.run()
    [source] = [code.value for code in page.code if "def render(" in code.value]
    assert "# Description ← name" in source
    assert "--explain" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_samples_are_chosen_and_say_what_they_are_there_for() -> None:
    """Twenty out of the first thousand, each with its reason."""
    page = shown("notebook", flow=FLOW)
    page.session_state["sample.look"] = "Records"
    page.button(key="fold_2").click().run()
    press(page, "Choose 20")
    assert "20 records chosen out of the first 1,000" in text_of(page)
    assert "Here for: " in text_of(page)
    chosen = table(page, "why")
    assert len(chosen) == 20
    assert all(chosen["why"])


def test_paths_in_a_reason_are_code_and_never_markup() -> None:
    """Backticks of our own mark code; whatever else is in the sentence stays text."""
    assert explained("`a.b` has no `![x](http://e)`") == "`a.b` has no `![x](http://e)`"
    assert explained("it is [x](y)") == "It is \\[x\\]\\(y\\)"
    assert explained("one ` alone [x](y)") == "One \\` alone \\[x\\]\\(y\\)"
