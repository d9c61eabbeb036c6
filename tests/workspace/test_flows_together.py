"""All flows together: folders, copies, where things are used, tests from runs, and tables that are shared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import KoppelError, Overtaken
from core.flow import Rule, Schedule, Table
from core.insight import Thing
from core.sandbox.server import Served
from core.workspace import Workspace

FLOW, OTHER = "webshop-orders-to-exact", "second-shop"
ROWS = {"NL": "2", "DE": "16", "BE": "17", "FR": "18"}


@pytest.fixture
def demo(tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Give a workspace with two flows that have the value table `countries`, and use it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    workspace = Workspace(tmp_path / "home")
    workspace.demo(sandbox.url)
    flow = workspace.flow(FLOW)
    rule = Rule(
        to="Remarks", select="billing_address.country_code", transform="{{ value | lookup('countries') }}"
    )
    others = tuple(each for each in flow.map if each.to != "Remarks")
    changed = {
        "map": (*others, rule),
        "tables": {**flow.tables, "countries": Table(rows=ROWS, default="0")},
    }
    workspace.save(flow.model_copy(update=changed))
    workspace.save(flow.model_copy(update={**changed, "name": OTHER, "title": "Second shop"}))
    yield workspace
    workspace.close()


def test_a_flow_lies_in_the_folder_of_its_client_through_every_version(demo: Workspace) -> None:
    """A folder is no part of the file: it stays when a version comes, and an export does not tell of it."""
    demo.file([FLOW], "  Bakery   Jansen ")
    demo.save(demo.flow(FLOW).model_copy(update={"title": "Orders"}))
    assert {state.name: state.folder for state in demo.flows()} == {FLOW: "Bakery Jansen", OTHER: ""}
    assert "Bakery" not in demo.export(FLOW)
    demo.file([FLOW], "")
    assert {state.folder for state in demo.flows()} == {""}


def test_a_flow_is_copied_under_a_name_that_is_free(demo: Workspace) -> None:
    """The copy is the newest version, lies in the same folder, and no schedule starts it."""
    demo.file([FLOW], "Bakery")
    first, second = (demo.duplicate(FLOW, title) for title in ("One more", "And one"))
    assert [first.name, second.name] == [f"{FLOW}-copy", f"{FLOW}-copy-2"]
    assert demo.flow(first.name).map == demo.flow(FLOW).map
    assert {s.title: (s.folder, s.active) for s in demo.flows() if s.name == first.name} == {
        "One more": ("Bakery", False)
    }


def test_an_imported_flow_waits_for_a_person(demo: Workspace) -> None:
    """A file is taken in byte for byte, and starts nothing by itself, whatever ran under its name."""
    hourly = Schedule(cron="0 * * * *", timezone="Europe/Amsterdam")
    demo.save(demo.flow(FLOW).model_copy(update={"schedule": hourly}))
    demo.activate(FLOW, on=True)
    text = demo.export(FLOW).replace("title:", "title:  ")
    demo.import_flow(text, "from a colleague")
    assert demo.export(FLOW) == text
    assert not demo.saved(FLOW).active


def test_it_is_told_where_a_thing_is_used(demo: Workspace) -> None:
    """By flow and place, in all flows, and only there."""
    for thing, name, where in (
        (Thing.TABLE, "countries", "rule Remarks"),
        (Thing.FUNCTION, "lookup", "rule Remarks"),
        (Thing.SOURCE, "billing_address", "rule Remarks"),
        (Thing.TARGET, "Remarks", "rule Remarks"),
        (Thing.CONNECTION, "demo-shop", "source"),
        (Thing.SETTING, "default_debtor", "rule OrderedBy"),
    ):
        found = {(each.flow, each.use.where) for each in demo.where_used(thing, name)}
        assert found >= {(FLOW, where), (OTHER, where)}, thing
        assert demo.where_used(thing, "not-there") == []


def test_what_is_read_inside_a_list_is_found_by_its_path(demo: Workspace) -> None:
    """A rule for rows reads from the rows of its list: the path is that of the record."""
    found = demo.where_used(Thing.SOURCE, "line_items[].quantity")
    assert {each.use.where for each in found if each.flow == FLOW} >= {"rule SalesOrderLines.Quantity"}


def test_tests_are_made_from_a_run(demo: Workspace) -> None:
    """A few records of a run that show the most, people made up, with what its version made of them."""
    run = demo.run(demo.flow(FLOW))
    samples = demo.tests_of(run.id, 3)
    assert len(samples) == 3
    flow = demo.flow(FLOW).model_copy(update={"samples": tuple(samples)})
    assert all(result.ok for result in demo.test(flow))
    emails = {str((record.get("customer") or {}).get("email")) for record in demo.recent(FLOW)}
    assert not emails & {str((sample.record.get("customer") or {}).get("email")) for sample in samples}
    other = Rule(to="Remarks", select="'something else'")
    changed = flow.model_copy(update={"map": (*(r for r in flow.map if r.to != "Remarks"), other)})
    assert [d.field for each in demo.test(changed) for d in each.differences] == ["Remarks"] * 3


def test_a_run_whose_payloads_are_forgotten_makes_no_test(demo: Workspace) -> None:
    """It is said why, in place of an empty list."""
    run = demo.run(demo.flow(FLOW))
    demo.keep_days(FLOW, 0)
    with pytest.raises(KoppelError, match="keeps no payloads"):
        demo.tests_of(run.id)


def test_an_edit_of_a_shared_table_tells_what_it_changes_before_it_is_saved(demo: Workspace) -> None:
    """Each flow that follows, with the outputs that would differ; nothing is written until it is said."""
    demo.run(demo.flow(FLOW), limit=20)
    demo.share("countries", Table(rows=ROWS, default="0"), after=0)
    edited = Table(rows={**ROWS, "NL": "3"}, default="0")
    effects = {each.flow: each for each in demo.effects("countries", edited)}
    assert set(effects) == {FLOW, OTHER}
    seen = effects[FLOW].changes
    assert [change.field for change in seen.fields] == ["Remarks"]
    assert {(d.before, d.after) for d in seen.fields[0].examples} == {("2", "3")}
    assert effects[OTHER].records == ()
    assert demo.flow(FLOW).tables["countries"].rows["NL"] == "2"
    versions = {each.flow: each.at for each in effects.values()}
    saved = demo.share("countries", edited, after=1, flows=versions, note="new code", by="Anna")
    assert (saved.version, saved.by, saved.note) == (2, "Anna", "new code")
    for name in (FLOW, OTHER):
        assert demo.flow(name).tables["countries"] == edited
        assert demo.saved(name).note == "new code"


def test_a_flow_with_rows_of_its_own_follows_nobody(demo: Workspace) -> None:
    """Who changed its table goes its own way; who is behind still follows; history restores any version."""
    demo.share("countries", Table(rows=ROWS, default="0"), after=0)
    own = demo.flow(OTHER)
    tables = {**own.tables, "countries": Table(rows={"NL": "9"})}
    demo.save(own.model_copy(update={"tables": tables}))
    demo.share("countries", Table(rows={"NL": "3"}), after=1)
    shared = demo.shared_tables()[0]
    assert {each.flow: each.version for each in shared.flows} == {FLOW: 1, OTHER: None}
    assert [each.flow for each in shared.followers] == [FLOW]
    assert [each.content["rows"] for each in demo.table_versions("countries")] == [{"NL": "3"}, ROWS]
    demo.unshare("countries")
    assert demo.shared_tables() == []
    assert demo.flow(FLOW).tables["countries"].rows == ROWS


def test_a_shared_table_overtakes_nobody(demo: Workspace) -> None:
    """A version of the table or of a flow that was not seen is not written over: nothing at all is saved."""
    demo.share("countries", Table(rows=ROWS), after=0)
    with pytest.raises(Overtaken):
        demo.share("countries", Table(rows={}), after=0)
    seen = demo.saved(FLOW).version
    demo.save(demo.flow(FLOW).model_copy(update={"title": "Changed meanwhile"}))
    with pytest.raises(Overtaken):
        demo.share("countries", Table(rows={}), after=1, flows={OTHER: demo.saved(OTHER).version, FLOW: seen})
    assert demo.shared_tables()[0].saved.version == 1
    assert demo.flow(OTHER).tables["countries"].rows == ROWS


def test_what_all_flows_carried_is_told_by_day(demo: Workspace) -> None:
    """Runs, failures and counts from moment to moment, over all flows."""
    run = demo.run(demo.flow(FLOW))
    now = datetime.now(UTC)
    before, today = demo.carried([now - timedelta(days=2), now - timedelta(days=1)])
    assert (before.runs, before.counts.read) == (0, 0)
    assert (today.runs, today.failed, today.counts) == (1, 0, run.counts)
