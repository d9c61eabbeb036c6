from __future__ import annotations

from pathlib import Path

import pytest
from page import PAGES, mapped, press, shown, text_of
from streamlit.testing.v1 import AppTest

from core.flow import Rule
from core.records import RunState
from core.sandbox.server import Served
from core.workspace import Workspace
from pages.parts.mapper import put
from pages.parts.recent import bars

FLOW = "webshop-orders-to-exact"


def parked(demo: Workspace) -> None:
    """Run the demo's flow so that a check finds nothing and every paid order is parked."""
    flow = demo.flow(FLOW)
    lost = tuple(
        check.model_copy(update={"match": {"Code": "'NOT-THERE'"}}) if check.name == "items" else check
        for check in flow.checks
    )
    broken = flow.model_copy(update={"checks": lost})
    demo.save(broken, "nothing is found")
    assert demo.run(broken).counts.parked > 0


@pytest.mark.usefixtures("home")
def test_an_empty_home_leads_to_the_first_connection() -> None:
    """The overview of an empty workspace says what to do first."""
    page = shown("overview")
    assert "See what would be written" in text_of(page)
    assert "Connect a system" in text_of(page)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["notebook", "runs", "tables", "connections"])
def test_every_page_opens_on_an_empty_home(name: str) -> None:
    """No page needs anything to be there before it."""
    assert shown(name).error.len == 0


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["overview", "notebook", "runs", "tables", "connections"])
def test_a_page_that_is_reached_past_the_frame_shows_nothing(name: str) -> None:
    """Each page guards itself."""
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60).run()
    assert "past its frame" in page.error[0].value
    assert page.button.len == 0


def test_the_overview_tells_what_waits_for_a_person(demo: Workspace) -> None:
    """Parked records and failed connections stand on top, with their flow."""
    parked(demo)
    said = text_of(shown("overview"))
    assert "Needs you now" in said
    assert "records parked" in said


def test_the_overview_shows_what_was_carried_lately(demo: Workspace) -> None:
    """The last runs stand under the flows: one bar and one row each, with the way to the run."""
    assert "Lately" not in text_of(shown("overview"))
    run = demo.run(demo.flow(FLOW))
    page = shown("overview")
    assert "the last 1 run," in text_of(page)
    row = page.dataframe[0].value.iloc[0]
    assert (row["flow"], row["read"], row["parked"]) == (demo.flow(FLOW).title, run.counts.read, 0)
    drawn = bars([run], {})
    assert drawn.count("<span title=") == 1
    assert f"{run.counts.created} written" in drawn


def test_a_flow_s_title_is_never_markup_in_a_bar(demo: Workspace) -> None:
    """What a person typed as a title is shown as it stands."""
    run = demo.run(demo.flow(FLOW))
    assert "<img" not in bars([run], {FLOW: '"><img src=x>'})


def test_run_now_asks_for_a_run(demo: Workspace) -> None:
    """The button on a flow's card starts it through the worker."""
    press(shown("overview"), "Run now")
    assert [run.state for run in demo.runs(FLOW)] == [RunState.WAITING]


def test_a_connection_s_form_is_drawn_from_its_declaration(home: Path) -> None:
    """Every setting is asked for; a secret goes in as a password and is never shown again."""
    page = shown("connections")
    page.selectbox(key="connection.system").set_value("exact_online").run()
    by_key = {str(each.key).rpartition(".")[2]: each for each in page.text_input}
    by_key["name"].input("books")
    by_key["division"].input("123456")
    by_key["client_id"].input("11111111-2222-4333-8444-555555555555")
    by_key["client_secret"].input("made-up-secret")
    press(page, "Connect")
    workspace = Workspace(home)
    assert workspace.connection("books").secrets == {"client_secret"}
    workspace.close()
    again = shown("connections")
    assert "made-up-secret" not in text_of(again)
    assert "Client secret sealed" in text_of(again)


@pytest.mark.usefixtures("home")
def test_a_sandbox_that_does_not_answer_is_told_in_one_sentence() -> None:
    """An address where nothing listens gives a sentence, not a traceback."""
    page = shown("connections")
    page.selectbox(key="connection.system").set_value("shopify").run()
    page.session_state["connection.kind"] = "A sandbox"
    page.run()
    page.text_input(key="sandbox.url.shopify").input("http://127.0.0.1:9")
    press(page, "Connect the sandbox")
    assert page.error.len + page.warning.len == 1


def test_a_changed_rule_is_kept_and_counted(demo: Workspace) -> None:
    """What the browser sends is the draft at once; the version stays as it was."""
    page = mapped(shown("notebook", flow=FLOW), demo, "Description", transform="Web order {{ value }}")
    kept = demo.draft(FLOW)
    assert kept is not None
    assert rule(kept.map, "Description").transform == "Web order {{ value }}"
    assert demo.saved(FLOW).version == 1
    assert "draft, not published" in text_of(page)


def test_undo_brings_a_rule_back(demo: Workspace) -> None:
    """One step back is one change back."""
    page = mapped(shown("notebook", flow=FLOW), demo, "Description", transform="x")
    press(page, "Undo")
    assert page.session_state["draft.open"].flow == demo.flow(FLOW)
    assert demo.draft(FLOW) is None


def test_an_unreadable_expression_is_told_and_there_again_after_a_reload(demo: Workspace) -> None:
    """What is half typed is kept like any other change: F5 loses nothing, and the cell tells of it."""
    page = mapped(shown("notebook", flow=FLOW), demo, "Description", select="customer.(")
    assert "1 with faults" in text_of(page)
    again = shown("notebook", flow=FLOW)
    assert "1 with faults" in text_of(again)
    assert "draft, not published" in text_of(again)
    kept = demo.draft(FLOW)
    assert kept is not None
    assert rule(kept.map, "Description").select == "customer.("


def test_a_document_that_is_no_mapping_changes_nothing(demo: Workspace) -> None:
    """A rule with both ways at once is refused in a sentence, and the draft stays as it was."""
    page = shown("notebook", flow=FLOW)
    draft = page.session_state["draft.open"]
    assert "colour" in put(
        demo, draft, {"map": [{"to": "A", "select": "a", "colour": "red"}], "checks": {}}, draft.flow
    )
    assert draft.flow == demo.flow(FLOW)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 6, 7, 8, 9])
@pytest.mark.usefixtures("demo")
def test_every_cell_unfolds(number: int) -> None:
    """Each cell of the notebook can be drawn for the demo's flow."""
    page = shown("notebook", flow=FLOW)
    page.button(key=f"fold_{number}").click().run()
    assert not page.exception, page.exception[0].value
    assert page.error.len == 0


def test_a_plan_is_shown_and_nothing_is_written(demo: Workspace) -> None:
    """The plan tells its verdicts and that nothing was sent."""
    page = shown("notebook", flow=FLOW)
    page.button(key="fold_6").click().run()
    press(page, "Make the plan")
    assert "Nothing was written" in text_of(page)
    assert demo.runs(FLOW) == []


def test_a_run_is_shown_as_a_balance(demo: Workspace) -> None:
    """One run shows its counts as an equation, and its records by verdict."""
    run = demo.run(demo.flow(FLOW))
    said = text_of(shown("runs", run=run.id))
    assert f"**{run.counts.read}** read = " in said
    assert f"**{run.counts.created}** created" in said


def test_parked_records_are_retried_from_the_page(demo: Workspace) -> None:
    """What waits is listed, and one press asks for a retry."""
    parked(demo)
    page = shown("runs", show="waiting")
    press(page, "Retry")
    assert demo.runs(FLOW)[0].trigger == "retry"


def test_a_run_is_paused_and_goes_on_from_the_page(demo: Workspace) -> None:
    """Whoever sees that a run should wait lets it wait, and lets it go on where it was."""
    run = demo.start(FLOW)
    page = shown("runs", run=run.id)
    press(page, "Pause")
    assert demo.run_of(run.id).state is RunState.PAUSED
    assert "nothing new to read" not in text_of(page), "it has not been read yet"
    press(page, "Resume")
    assert demo.run_of(run.id).state is RunState.WAITING
    press(page, "Cancel")
    assert demo.run_of(run.id).state is RunState.CANCELLED


@pytest.mark.usefixtures("sandbox")
def test_values_without_a_row_are_flagged_and_added(demo: Workspace) -> None:
    """A value table names the values of the samples that it lacks, and takes them over in one press."""
    flow = demo.flow(FLOW)
    looked_up = Rule(to="Remarks", select="currency", transform="{{ value | lookup('money') }}")
    others = tuple(each for each in flow.map if each.to != "Remarks")
    table = type(flow.tables.get("money") or next(iter(flow.tables.values())))(rows={"GBP": "pound"})
    demo.save(
        flow.model_copy(update={"map": (*others, looked_up), "tables": {**flow.tables, "money": table}})
    )
    shown("notebook", flow=FLOW)
    page = shown("tables", flow=FLOW)
    page.session_state[f"table.chosen.{FLOW}"] = "money"
    page.run()
    assert "EUR" in page.warning[0].value
    press(page, "Add rows for them")
    draft = demo.draft(FLOW)
    assert draft is not None
    assert "EUR" in draft.tables["money"].rows


def labels(page: AppTest) -> str:
    """The labels of the inputs on a page."""
    return "\n".join(each.label.replace("\\", "") for each in (*page.text_input, *page.selectbox))


def rule(rules: tuple[Rule, ...], to: str) -> Rule:
    """The rule for a field."""
    return next(each for each in rules if each.to == to)


def test_the_demo_s_sandbox_is_what_the_pages_read(demo: Workspace, sandbox: Served) -> None:
    """The connections of these tests lead to the sandbox and nowhere else."""
    assert all(sandbox.url in each.settings["base_url"] for each in demo.connections())


def test_a_record_is_kept_as_a_test_of_the_flow(demo: Workspace) -> None:
    """One press keeps the record with its payload; a rule that changes the payload is then told."""
    page = shown("notebook", flow=FLOW)
    page.button(key="fold_5").click().run()
    press(page, "Keep as a test")
    draft = demo.draft(FLOW)
    assert draft is not None
    assert [sample.name for sample in draft.samples] == ["#1001"]
    assert "1 of 1 record as expected" in text_of(page)
    mapped(page, demo, "Description", transform="other")
    assert "0 of 1 record as expected" in text_of(page)


def test_a_new_flow_is_made_from_a_recipe(demo: Workspace) -> None:
    """Two systems that are connected, what is carried, and what is asked: the notebook opens with samples."""
    page = shown("notebook", new="1")
    next(each for each in page.selectbox if each.label == "From").set_value("shopify").run()
    next(each for each in page.selectbox if each.label == "To").set_value("exact_online").run()
    press(page, "Continue")
    press(page, "Test both and continue")
    for each in page.checkbox:
        if not each.disabled:
            each.set_value("Customers" in each.label or "Orders" in each.label)
    page.run()
    press(page, "Continue")
    next(each for each in page.selectbox if each.label == "Write them as").set_value("Sales entries").run()
    choices = {each.label for each in page.selectbox}
    assert "Sales journal" in choices
    assert "Item for shipping costs" not in choices
    asked = demo.questions("demo-shop", "demo-exact", "customer")
    assert all(question.title in text_of(page) + labels(page) for question in asked.values())
    assert all(question.help in text_of(page) for question in asked.values())
    press(page, "Continue")
    assert "records can be written as they are" in text_of(page)
    press(page, "Create 2 flows")
    made = demo.flow("demo-shop-customer-to-demo-exact")
    assert made.source.connection == "demo-shop"
    assert demo.flow("demo-shop-order-to-demo-exact").target.resource == "sales_entries"
    assert "25 records pulled from the source" in text_of(page)
