"""Value tables on their page: shared by flows, out of files and into them, and what they were before."""

from __future__ import annotations

import pytest
from page import press, shown, text_of

from core.errors import Misconfigured
from core.flow import Table
from core.workspace import Workspace
from pages.parts.table_history import changed

FLOW, NAME = "webshop-orders-to-exact", "vat_codes"


def test_an_edit_of_a_shared_table_is_looked_at_and_published_everywhere(demo: Workspace) -> None:
    """Pressed once to share; the edit tells what it changes, and is in every flow when it is saved."""
    demo.run(demo.flow(FLOW), limit=5)
    other = demo.duplicate(FLOW, "Another client").name
    press(shown("tables", flow=FLOW, table=NAME), "Share it with other flows")
    page = shown("tables", show="shared")
    assert "followed by 2 flows" in text_of(page)
    rows = demo.flow(FLOW).tables[NAME].rows
    first = next(iter(rows))
    key = f"shared.rows.{NAME}.1.0"
    page.session_state[key] = {"edited_rows": {0: {"value": "99"}}, "added_rows": [], "deleted_rows": []}
    page.run()
    assert f"{rows[first]} → 99" in text_of(page)
    assert demo.flow(other).tables[NAME].rows[first] == rows[first]
    told = next(each.value for each in page.dataframe if "after" in each.value)
    assert {*told["after"]} == {"99"}
    assert {*told["flow"]} == {demo.flow(FLOW).title}
    press(page, "Save and publish in 2 flows")
    assert [demo.flow(name).tables[NAME].rows[first] for name in (FLOW, other)] == ["99", "99"]


def test_rows_come_out_of_a_spreadsheet_as_they_went_into_it(demo: Workspace) -> None:
    """CSV and Excel alike, also what a spreadsheet would take for a formula; what is no table is refused."""
    table = Table(rows={"NL": "2", "-1 day": "=A1", "0012": "007", 'a;"b"': "x, y"})
    for kind in ("csv", "xlsx"):
        assert demo.read_table(demo.write_table(table, kind), f"rows.{kind}") == table.rows, kind
    with pytest.raises(Misconfigured, match="line 3: 'NL' stands twice"):
        demo.read_table(b"from,to\nNL,2\nNL,3\n", "rows.csv")
    with pytest.raises(Misconfigured, match="no Excel file"):
        demo.read_table(b"not a workbook", "rows.xlsx")


def test_an_earlier_version_of_a_table_is_told_and_comes_back(demo: Workspace) -> None:
    """Who changed what, newest first; restoring puts the rows into the draft."""
    flow = demo.flow(FLOW)
    before = flow.tables[NAME]
    changed_ = {NAME: Table(rows={**before.rows, "PT 23": "24"})}
    demo.save(flow.model_copy(update={"tables": {**flow.tables, **changed_}}), "Portugal", by="Anna")
    demo.save(demo.flow(FLOW).model_copy(update={"title": "No change of the table"}))
    history = demo.table_history(FLOW, NAME)
    assert (history[0].by, history[0].note) == ("Anna", "Portugal")
    assert [each.version for each in history] == [2, 1]
    page = shown("tables", flow=FLOW, table=NAME)
    key = f"table.history.{FLOW}.{NAME}"
    page.session_state[f"{key}.2"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    press(page.run(), "Restore the rows of version 1")
    draft = demo.draft(FLOW)
    assert draft is not None
    assert draft.tables[NAME] == before


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, Table(rows={"NL": "2"}), "made, with 1 row"),
        (
            Table(rows={"NL": "2", "FR": "1"}),
            Table(rows={"NL": "3", "SE": "9"}),
            "NL: 2 → 3; new: SE; gone: FR",
        ),
        (Table(rows={}), Table(rows={}, default="0"), "default: 0"),
        (Table(rows={"NL": "2"}), None, "taken out"),
    ],
)
def test_what_became_of_a_table_is_said_in_a_line(
    before: Table | None, after: Table | None, said: str
) -> None:
    """Rows that changed, came and went, and the default."""
    assert changed(before, after) == said


def test_the_rows_that_records_wait_for_are_asked_for(demo: Workspace) -> None:
    """The way from a parked record leads to a field for each missing row; the draft takes them."""
    page = shown("tables", flow=FLOW, table=NAME, lacks="PT 23")
    page.text_input(key=f"table.lacks.{NAME}.PT 23").input("24")
    press(page, "Add to the table")
    draft = demo.draft(FLOW)
    assert draft is not None
    assert draft.tables[NAME].rows["PT 23"] == "24"


def test_a_run_becomes_tests_of_its_flow_at_one_press(demo: Workspace) -> None:
    """The few that show the most, in the draft; a change is then shown field by field, and taken as right."""
    run = demo.run(demo.flow(FLOW))
    page = shown("runs", run=run.id)
    press(page, "Keep as tests")
    draft = demo.draft(FLOW)
    assert draft is not None
    assert len(draft.samples) == 5
    assert "5 tests in the draft" in text_of(page)
    other = tuple(
        r.model_copy(update={"select": "'else'", "transform": None}) if r.to == "Description" else r
        for r in draft.map
    )
    kept = demo.drafts(FLOW)[0]
    demo.keep_draft(kept, draft.model_copy(update={"map": other}))
    page = shown("notebook", flow=FLOW)
    page.button(key="fold_5").click().run()
    assert "0 of 5 records as expected" in text_of(page)
    press(page, "It is right as it is now")
    assert "1 of 5 records as expected" in text_of(page)
