"""The page of all flows: found, filed, copied, and where things are used."""

from __future__ import annotations

import io
import zipfile

from page import press, shown, text_of
from streamlit.testing.v1 import AppTest

from core.flow import Schedule
from core.workspace import Workspace
from pages.parts.flow_list import packed

FLOW = "webshop-orders-to-exact"


def listed(page: AppTest) -> list[str]:
    """The flows in the table."""
    return list(page.dataframe[0].value["flow"])


def test_flows_are_found_by_word_and_folder(demo: Workspace) -> None:
    """What is typed is looked for in titles, systems and folders; a folder shows its own alone."""
    title = demo.flow(FLOW).title
    for name in ("Bakery", "Bikes"):
        demo.file([demo.duplicate(FLOW, f"Orders of {name}").name], name)
    page = shown("flows")
    assert set(listed(page)) == {title, "Orders of Bakery", "Orders of Bikes"}
    page.text_input(key="flows.search").input("orders bik").run()
    assert listed(page) == ["Orders of Bikes"]
    page.text_input(key="flows.search").input("").run()
    page.selectbox(key="flows.folder").set_value("Bakery").run()
    assert listed(page) == ["Orders of Bakery"]
    page.selectbox(key="flows.folder").set_value("").run()
    assert listed(page) == [title]


def test_a_chosen_flow_is_copied_and_filed(demo: Workspace) -> None:
    """One press each; the list shows it at once."""
    page = shown("flows")
    page.session_state["flows.table.0.*."] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    page.run()
    assert "1 flow chosen" in text_of(page).replace("*", "")
    page.text_input(key=f"flows.copy.{FLOW}").input("For another client").run()
    press(page, "Make the copy")
    assert {state.title for state in demo.flows()} == {demo.flow(FLOW).title, "For another client"}


def test_flows_are_handed_out_together(demo: Workspace) -> None:
    """Several flows are one zip, each file as it is kept."""
    demo.duplicate(FLOW, "Another")
    with zipfile.ZipFile(io.BytesIO(packed(demo, demo.flows()))) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            f"{state.name}.yaml": demo.text(state.name) for state in demo.flows()
        }


def test_it_is_shown_where_a_value_table_is_used(demo: Workspace) -> None:
    """First what is in use, then each use with its place."""
    page = shown("flows", show="used", thing="value table")
    assert set(page.dataframe[0].value["name"]) == set(demo.flow(FLOW).tables)
    page.selectbox(key="used.name.value table").set_value("vat_codes").run()
    rows = page.dataframe[0].value
    assert list(rows["where"]) == ["rule SalesOrderLines.VATCode"]
    assert list(rows["flow"]) == [demo.flow(FLOW).title]
    assert "lookup" in rows["how"].iloc[0]


def test_the_overview_tells_the_days_behind_and_the_day_ahead(demo: Workspace) -> None:
    """What was read day by day, what starts next; of many flows those that matter."""
    run = demo.run(demo.flow(FLOW))
    for n in range(8):
        demo.duplicate(FLOW, f"Copy {n}")
    every_minute = Schedule(cron="* * * * *", timezone="Europe/Amsterdam")
    demo.save(demo.flow(FLOW).model_copy(update={"schedule": every_minute}))
    demo.activate(FLOW, on=True)
    page = shown("overview")
    said = text_of(page)
    assert f"{run.counts.read} records** read in 14 days" in said
    assert "Starts today" in said
    assert [button.label for button in page.button].count("Run now") == 8
