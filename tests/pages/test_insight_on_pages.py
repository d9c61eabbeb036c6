"""The notebook shows what the samples say: reasons, suggestions, coverage, changes, gaps, the function."""

from __future__ import annotations

from typing import Any

import pytest
from page import mapped, press, shown, text_of
from streamlit.testing.v1 import AppTest

from core.flow import Flow, Rule, Table
from core.workspace import Workspace
from pages.parts.mapper.way_out import ways_out
from pages.parts.wording import sentence

FLOW = "webshop-orders-to-exact"


def rule_of(flow: Flow | None, to: str) -> Rule:
    """The rule for a field."""
    assert flow is not None
    return next(rule for rule in flow.map if rule.to == to)


def without(flow: Flow, to: str) -> Flow:
    """The flow without its rule for a field."""
    return flow.model_copy(update={"map": tuple(rule for rule in flow.map if rule.to != to)})


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
    mapped(page, demo, "Description", transform="Web order {{ value }}")
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
    assert sentence("`a.b` has no `![x](http://e)`") == "`a.b` has no `![x](http://e)`"
    assert sentence("it is [x](y)") == "It is \\[x\\]\\(y\\)"
    assert sentence("one ` alone [x](y)") == "One \\` alone \\[x\\]\\(y\\)"
