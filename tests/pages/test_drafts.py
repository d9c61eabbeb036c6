"""Drafts: kept with every edit, followed from tab to tab, published over nobody's head."""

from __future__ import annotations

import pytest
from page import shown

from core.flow import Flow, Rule
from core.workspace import Workspace
from pages.parts.company import others
from pages.parts.draft import Draft, change, discard, follow, redo, save, take_in, undo
from pages.parts.edit_list import where

FLOW = "webshop-orders-to-exact"


def tab(workspace: Workspace) -> Draft:
    """Open the flow as a tab does that has just been loaded."""
    flow = workspace.flow(FLOW)
    draft = Draft(flow, flow, workspace.saved(FLOW).version, None, flow)
    follow(workspace, draft)
    return draft


def titled(flow: Flow, title: str) -> Flow:
    """The flow with another title."""
    return flow.model_copy(update={"title": title})


def ruled(flow: Flow, to: str, select: str) -> Flow:
    """The flow with one more rule."""
    return flow.model_copy(update={"map": (*flow.map, Rule(to=to, select=select))})


def test_inputs_tell_their_value_with_every_drawing(demo: Workspace) -> None:
    """A drawing that is cut short may never arrive: what comes after it shows the same filter, not none."""
    wanted = demo.flow(FLOW).source.where
    page = shown("notebook", flow=FLOW)
    page.button(key="fold_1").click().run()
    for _drawing in range(2):
        field = next(each for each in page.text_input if each.label == "Only records where")
        assert (field.value, field.proto.default) == (wanted, wanted)
        page.run()


def test_every_edit_is_kept_at_once(demo: Workspace) -> None:
    """A tab that is loaded after an edit, an undo, a redo or a discard shows it."""
    one = tab(demo)
    change(demo, one, titled(one.flow, "Edited"))
    assert tab(demo).flow.title == "Edited"
    undo(demo, one)
    assert not tab(demo).changed
    redo(demo, one)
    assert tab(demo).flow.title == "Edited"
    discard(demo, one)
    assert demo.drafts(FLOW) == []
    undo(demo, one)
    assert tab(demo).flow.title == "Edited"


def test_a_second_tab_follows_the_first_one(demo: Workspace) -> None:
    """Both tabs of one person show one draft, and undo works in either."""
    one, two = tab(demo), tab(demo)
    change(demo, one, titled(one.flow, "From the first tab"))
    assert follow(demo, two)
    assert two.flow.title == "From the first tab"
    assert not follow(demo, two)
    undo(demo, two)
    assert follow(demo, one)
    assert not one.changed
    assert len(demo.drafts(FLOW)) == 0


def test_two_tabs_at_once_are_put_together(demo: Workspace) -> None:
    """Edits of the same moment at different places stand in one draft."""
    one = tab(demo)
    change(demo, one, titled(one.flow, "First"))
    two = tab(demo)
    change(demo, one, ruled(one.flow, "Remarks2", "note"))
    change(demo, two, ruled(two.flow, "Remarks3", "tags"))
    assert {rule.to for rule in two.flow.map} >= {"Remarks2", "Remarks3"}
    assert follow(demo, one)
    assert one.flow == two.flow
    assert len(demo.drafts(FLOW)) == 1


def test_two_tabs_that_clash_keep_both_drafts(demo: Workspace) -> None:
    """Neither overwrites the other; each is offered to the other, and can be taken in."""
    one = tab(demo)
    change(demo, one, titled(one.flow, "First"))
    two = tab(demo)
    change(demo, one, titled(one.flow, "Of the first tab"))
    change(demo, two, titled(two.flow, "Of the second tab"))
    assert {draft.text.split("title: ")[1].split("\n")[0] for draft in demo.drafts(FLOW)} == {
        "Of the first tab",
        "Of the second tab",
    }
    assert not follow(demo, one)
    assert not follow(demo, two)
    offered = others(demo, two)
    assert [(each.who, each.flow.title) for each in offered] == [("You, in another tab,", "Of the first tab")]


def test_a_version_of_somebody_else_is_told_and_taken_in(demo: Workspace) -> None:
    """Who and when; publishing on top of it is refused, taking it in keeps both, and then it is published."""
    draft = tab(demo)
    change(demo, draft, ruled(draft.flow, "Remarks2", "note"))
    demo.save(titled(demo.flow(FLOW), "Theirs"), "a better title", by="Anna")
    assert not save(demo, draft, "mine")
    assert demo.saved(FLOW).version == 2
    newer = others(demo, draft)[0]
    assert newer.who == "Anna"
    assert "published version 2" in newer.what
    take_in(demo, draft, titled(draft.flow, newer.flow.title), newer.version)
    assert others(demo, draft) == []
    assert save(demo, draft, "both")
    last = demo.flow(FLOW)
    assert (last.title, last.map[-1].to) == ("Theirs", "Remarks2")
    assert demo.drafts(FLOW) == []
    assert [each.note for each in demo.versions(FLOW)][:2] == ["both", "a better title"]


def test_a_draft_of_somebody_else_is_told_and_left_alone(demo: Workspace) -> None:
    """It is never opened as one's own, and publishing does not touch it."""
    demo.begin_draft(titled(demo.flow(FLOW), "Anna's"), by="Anna", version=1)
    draft = tab(demo)
    assert not draft.changed
    assert [(each.who, each.flow.title) for each in others(demo, draft)] == [("Anna", "Anna's")]
    change(demo, draft, titled(draft.flow, "Mine"))
    assert save(demo, draft)
    assert [each.by for each in demo.drafts(FLOW)] == ["Anna"]


def test_a_tab_without_edits_moves_to_a_new_version(demo: Workspace) -> None:
    """Where nothing is edited there is nothing to ask."""
    draft = tab(demo)
    demo.save(titled(demo.flow(FLOW), "Theirs"), by="Anna")
    assert follow(demo, draft)
    assert (draft.version, draft.flow.title, draft.changed) == (2, "Theirs", False)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("map", "Lines", "map", "Quantity"), "rule Lines · Quantity"),
        (("tables", "vat", "rows", "NL"), "table vat · NL"),
        (("settings", "journal"), "setting journal"),
        (("source", "where"), "source where"),
        (("title",), "title"),
    ],
)
def test_a_place_reads_as_people_say_it(place: tuple[str, ...], said: str) -> None:
    """Rules, rows, settings: each by its kind and its name."""
    assert where(place) == said
