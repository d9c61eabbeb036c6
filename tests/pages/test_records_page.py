"""What the pages say of records and runs: how often one was written, why, and in which states runs are."""

from __future__ import annotations

import pytest
from page import shown

from core.language import speaking
from core.records import Counts
from core.workspace import Workspace
from pages.parts.chips import wide
from pages.parts.tally import heading, tallies, tally
from pages.parts.wording import phrase

FLOW = "webshop-orders-to-exact"


def test_a_record_that_was_written_once_is_written_once(demo: Workspace) -> None:
    """Neither a plan nor a run that finds it carried already writes it."""
    flow = demo.flow(FLOW)
    demo.save_plan(flow)
    demo.run(flow)
    demo.start_over(FLOW)
    demo.run(flow)
    page = shown("records", word="#1001")
    assert len(demo.find_records("#1001")[0].passports) > 1
    assert list(page.dataframe[0].value["written"]) == [1]


def test_only_states_that_runs_are_in_are_offered(demo: Workspace) -> None:
    """While all runs have ended alike there is nothing to choose."""
    demo.run(demo.flow(FLOW))
    assert [each.label for each in shown("runs").button_group if each.label == "State"] == []
    waiting = demo.start(FLOW)
    offered = next(each for each in shown("runs").button_group if each.label == "State")
    assert offered.options == ["waiting", "done"]
    demo.cancel(waiting.id)


def test_code_in_a_reason_is_code(demo: Workspace) -> None:
    """What stands between backticks is no text with backticks in it; data beside it stays harmless."""
    demo.run(demo.flow(FLOW))
    page = shown("runs", run=demo.runs(FLOW)[0].id)
    assert any("its `unless` holds" in each.value for each in page.markdown)
    assert phrase("`a.b` is <b>x</b>") == "`a.b` is \\<b\\>x\\</b\\>"


@pytest.mark.parametrize(("number", "said"), [(1, "1 parkerad"), (3, "3 parkerade")])
def test_a_number_and_its_word_agree(number: int, said: str) -> None:
    """Swedish has another word for one than for three."""
    with speaking("sv"):
        assert tally("parked", number) == said
        assert tallies(Counts(read=number, parked=number)) == [said]


def test_a_column_of_counts_is_headed_by_many() -> None:
    """The word over a column is that for many records, and not that for one run."""
    with speaking("fr"):
        assert heading("parked") == "Mis de côté"
        assert heading("created") == "Créés"
    with speaking("sv"):
        assert heading("parked") == "Parkerade"


def test_a_column_is_as_wide_as_its_heading() -> None:
    """A long heading of one language is not cut to the width of another one's."""
    assert wide("Parked", 90) == 90
    assert wide("Zurückgestellt", 72) > wide("Geparkeerd", 72) > 72
