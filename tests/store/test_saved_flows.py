"""Flows: every version byte for byte, drafts apart, and the schedule's memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import Misconfigured, Overtaken
from core.store import SavedDraft, Store


def test_every_version_is_kept_byte_for_byte(store: Store) -> None:
    """Line ends, spaces and emoji come back as they were; an unchanged text makes no new version."""
    first, second = "koppel: 1\r\nname: f  \n# é 🎁\n", "koppel: 1\nname: f\n"
    assert store.flows.put("f", first, "as imported").version == 1
    assert store.flows.put("f", first).version == 1
    assert store.flows.put("f", second).version == 2
    assert store.flows.put("f", first).version == 3
    assert [(flow.version, flow.text, flow.note) for flow in store.flows.versions("f")] == [
        (3, first, ""),
        (2, second, ""),
        (1, first, "as imported"),
    ]
    newest, older = store.flows.get("f"), store.flows.get("f", 2)
    assert newest is not None
    assert older is not None
    assert (newest.text, older.text) == (first, second)
    assert store.flows.get("f", 9) is None
    assert store.flows.get("g") is None
    assert store.flows.versions("g") == []


def test_the_list_holds_the_newest_version_of_each(store: Store) -> None:
    """One line for each flow, by name."""
    for name, text in [("b", "1"), ("a", "1"), ("b", "2")]:
        store.flows.put(name, text)
    assert [(flow.name, flow.version) for flow in store.flows.all()] == [("a", 1), ("b", 2)]
    assert store.flows.newest() == [("a", 1), ("b", 2)]
    store.flows.remove("a")
    assert store.flows.newest() == [("b", 2)]


def test_a_removed_flow_never_reuses_a_version_number(store: Store) -> None:
    """A run's version means one text for ever, also when the flow is removed and comes back, switched off."""
    store.flows.put("f", "one")
    store.flows.activate("f", True)
    store.flows.set_fired("f", "2026-11-01T12:00")
    store.flows.keep_draft(SavedDraft("d", "f", "two"))
    store.flows.remove("f")
    assert store.flows.all() == []
    assert store.flows.get("f") is None
    assert store.flows.drafts("f") == []
    back = store.flows.put("f", "one")
    assert (back.version, back.active, store.flows.fired("f")) == (2, False, None)


def test_a_flow_is_switched_on_by_a_person_only(store: Store) -> None:
    """A new flow is off; saving a new version changes nothing about that."""
    assert not store.flows.put("f", "1").active
    store.flows.activate("f", True)
    assert store.flows.put("f", "2").active
    store.flows.activate("f", False)
    assert not store.flows.all()[0].active
    with pytest.raises(Misconfigured, match="no flow 'g'"):
        store.flows.activate("g", True)


def test_a_draft_stands_beside_the_versions(store: Store) -> None:
    """A draft is kept for a flow that was never saved, too, and is forgotten on demand."""
    first = store.flows.keep_draft(SavedDraft("d", "new", "half a", by="Anna"))
    assert first is not None
    second = store.flows.keep_draft(replace(first, text="half a flow"))
    assert second is not None
    assert [(each.text, each.by, each.edit) for each in store.flows.drafts("new")] == [
        ("half a flow", "Anna", 2)
    ]
    assert store.flows.all() == []
    assert store.flows.put("new", "a flow").draft
    store.flows.drop_draft(second)
    assert store.flows.drafts("new") == []
    assert not store.flows.all()[0].draft


def test_an_edit_over_an_unseen_one_is_not_kept(store: Store) -> None:
    """Who keeps or drops a draft that another window has changed since overwrites nothing."""
    seen = store.flows.keep_draft(SavedDraft("d", "f", "one"))
    assert seen is not None
    assert store.flows.keep_draft(replace(seen, text="from the other window")) is not None
    assert store.flows.keep_draft(replace(seen, text="from this window")) is None
    store.flows.drop_draft(seen)
    assert [each.text for each in store.flows.drafts("f")] == ["from the other window"]
    assert store.flows.keep_draft(SavedDraft("gone", "f", "x", edit=3)) is None


def test_ones_own_edit_is_no_news(store: Store) -> None:
    """Where a flow stands is the same after an edit that one knows of, and another after anybody else's."""
    store.flows.put("f", "1")
    mine = store.flows.keep_draft(SavedDraft("a", "f", "2"))
    before = store.flows.stamp("f", mine)
    assert mine is not None
    mine = store.flows.keep_draft(replace(mine, text="3"))
    assert store.flows.stamp("f", mine) == before
    assert mine is not None
    store.flows.keep_draft(replace(mine, text="4"))  # in another window
    assert store.flows.stamp("f", mine) != before
    store.flows.drop_draft(replace(mine, edit=mine.edit + 1))
    assert store.flows.stamp("f") == before
    store.flows.keep_draft(SavedDraft("b", "f", "5"))
    assert store.flows.stamp("f") != before


def test_a_version_over_an_unseen_one_is_refused(store: Store) -> None:
    """Two people publish at once: the second is told which version was first, and who made it is known."""
    assert store.flows.put("f", "one", by="Anna", after=0).by == "Anna"
    with pytest.raises(Overtaken, match="version 1"):
        store.flows.put("f", "two", by="Bas", after=0)
    assert [each.by for each in store.flows.versions("f")] == ["Anna"]


def test_the_last_occurrence_is_remembered(store: Store) -> None:
    """What the schedule fired last is a local wall time, kept as it was given."""
    store.flows.put("f", "1")
    assert store.flows.fired("f") is None
    store.flows.set_fired("f", "2026-10-25T02:30")
    assert store.flows.fired("f") == "2026-10-25T02:30"
