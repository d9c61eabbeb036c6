"""The acceptance report: the samples, and what a run or a plan did, in which nobody is found."""

from __future__ import annotations

import pytest
from papers import Papers, flow_of

from core.errors import Misconfigured
from core.flow import Sample
from core.specification import as_file
from core.workspace import Workspace

RULE = {"to": "Email", "select": "email"}
RECORD = {"sku": "A1", "email": "anna@real.example"}


def test_samples_are_held_against_what_is_expected(workspace: Workspace) -> None:
    """As expected, differing and unproven samples are told apart; a person in a difference is made up."""
    good = {"name": "good", "record": RECORD, "expect": {"Email": "anna@real.example"}}
    bad = {"name": "bad", "record": RECORD, "expect": {"Email": "bert@real.example"}}
    unproven = {"name": "unproven", "record": RECORD}
    document = workspace.acceptance(flow_of(RULE, samples=[good, bad, unproven]))
    rows = document.part("Samples").rows
    assert [row[:2] for row in rows] == [
        ("good", "as expected"),
        ("bad", "differs"),
        ("unproven", "without an expectation"),
    ]
    assert str(rows[1][2]).startswith("Email: expected ")
    assert dict(document.facts)["Result"] == "1 of 2 samples did not become what is expected"
    assert dict(document.facts)["Version"] == "as it stands, not published"
    assert "real.example" not in as_file(document, "a.html").decode()


def test_what_was_expected_and_what_became_of_it_are_not_confused(workspace: Workspace) -> None:
    """The first is what the sample says, the second what the rules make."""
    sample = {"name": "lamp", "record": {"price": 2}, "expect": {"Price": 1, "Rows": [{"N": 4}]}}
    rules = (
        {"to": "Price", "select": "price"},
        {"to": "Rows", "each": "[@]", "map": [{"to": "N", "select": "price"}]},
    )
    told = workspace.acceptance(flow_of(*rules, samples=[sample])).part("Samples").rows[0][2]
    assert "Price: expected 1, became 2" in str(told)


def test_a_plan_and_a_run_are_reported_with_counts_and_records(papers: Papers) -> None:
    """A plan wrote nothing; a run tells where each record is now; both add up."""
    workspace, flow = papers.workspace, papers.flow
    plan = workspace.save_plan(flow, 4)
    planned = workspace.acceptance(flow, plan.id)
    assert "nothing was written" in dict(planned.facts)["Records from"]
    assert {row[0]: row[2] for row in planned.part("Counts").rows} == plan.counts
    run = workspace.run(flow, limit=4)
    report = workspace.acceptance(flow, run.id)
    assert dict(report.facts)["Counts"] == "every record that was read is accounted for"
    counts = {row[0]: row[2] for row in report.part("Counts").rows}
    assert (counts["create"], counts["filtered"]) == (run.counts.created, run.counts.filtered)
    records = workspace.records(run.id)
    told = [(row[0], row[1], row[2]) for row in report.part("Records").rows]
    assert told == [(each.key, each.verdict.value, each.target_key or "") for each in records]


def test_a_run_of_another_flow_is_refused(papers: Papers) -> None:
    """A report is on one flow."""
    plan = papers.workspace.save_plan(papers.flow, 1)
    other = papers.flow.model_copy(update={"name": "another", "samples": ()})
    with pytest.raises(Misconfigured, match="is of the flow 'webshop-orders-to-exact'"):
        papers.workspace.acceptance(other, plan.id)
    with pytest.raises(Misconfigured, match="there is no run 'nothing'"):
        papers.workspace.acceptance(papers.flow, "nothing")


def test_a_sample_kept_of_the_demo_is_as_expected(papers: Papers) -> None:
    """What the notebook keeps as a test is a line of the report."""
    order = papers.orders[0]
    made = next(iter(papers.workspace.preview(papers.flow, [order])))
    sample = Sample(name="first", record=order, expect=made.payload)
    flow = papers.flow.model_copy(update={"samples": (sample,)})
    document = papers.workspace.acceptance(flow)
    assert document.part("Samples").rows == (("first", "as expected", ""),)
    assert dict(document.facts)["Result"] == "all 1 samples became what is expected"


def test_a_field_that_nobody_expected_is_told_as_made(workspace: Workspace) -> None:
    """What is in the payload and not in the expectation became so; nothing was expected."""
    sample = {"name": "lamp", "record": {"price": 2}, "expect": {}}
    flow = flow_of({"to": "Price", "select": "price"}, samples=[sample])
    told = workspace.acceptance(flow).part("Samples").rows[0][2]
    assert told == "Price: expected nothing, became 2"
