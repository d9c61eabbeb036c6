"""Setting up a flow: what is kept of it, what can be carried, and the answers that the target has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from core.catalog import Catalog
from core.recipes.profile import profile
from core.sandbox.server import Served
from core.workspace import Workspace

CATALOG = Catalog()
#: The systems whose profile asks what can be looked up in them.
ASKING = [
    connector.name
    for connector in CATALOG.connectors()
    if any(
        question.resource
        for part in profile(CATALOG, connector.name).values()
        for question in {**part.settings, **(part.write.settings if part.write else {})}.values()
    )
]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty workspace."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    opened = Workspace(tmp_path / "home")
    yield opened
    opened.close()


def test_what_was_begun_is_there_again_until_it_is_done(workspace: Workspace) -> None:
    """Each person sees their own, the newest first; what is dropped is gone, and no secret is in it."""
    first = workspace.keep_beginning(replace(workspace.begin("anna"), source="shopify", step="flows"))
    second = workspace.keep_beginning(replace(workspace.begin("anna"), entities=("order",)))
    workspace.keep_beginning(replace(workspace.begin("bob"), source="afas"))
    assert [each.id for each in workspace.beginnings("anna")] == [second.id, first.id]
    changed = replace(first, answers={"order": {"journal": "70", "hold": True}})
    assert workspace.keep_beginning(changed).answers == changed.answers
    kept = workspace.beginning(first.id)
    assert kept is not None
    assert (kept.step, kept.answers["order"]["hold"]) == ("flows", True)
    workspace.drop_beginning(first.id)
    assert workspace.beginning(first.id) is None
    assert workspace.beginning("made up") is None


@pytest.mark.parametrize("connector", ASKING)
def test_every_question_is_answered_by_its_target(
    workspace: Workspace, sandbox: Served, connector: str
) -> None:
    """A question that names where its answers stand gets some, each with a label that people can read."""
    workspace.connect_sandbox("target", connector, sandbox.url)
    asked = {
        (question.resource, question.value): question
        for part in profile(CATALOG, connector).values()
        for question in {**part.settings, **(part.write.settings if part.write else {})}.values()
        if question.resource
    }
    assert asked
    for question in asked.values():
        choices = workspace.choices("target", question)
        labels = [choice.label for choice in choices]
        assert choices, question.title
        assert all(label.strip() for label in labels)
        assert labels == sorted(labels)
        assert len({str(choice.value) for choice in choices}) == len(choices), question.title


def test_codes_that_the_target_does_not_have_are_named(workspace: Workspace, sandbox: Served) -> None:
    """A value table of a recipe is held against the codes that stand in the target now."""
    workspace.connect_sandbox("shop", "shopify", sandbox.url)
    workspace.connect_sandbox("books", "exact_online", sandbox.url)
    (vat,) = workspace.checked_tables("shop", "books", "order")
    rows = dict(vat.rows)
    assert vat.title == "VAT codes"
    codes = {
        row["Code"].strip() for row in httpx.get(f"{sandbox.url}/_sandbox/exact_online/vat_codes").json()
    }
    assert set(vat.strays).isdisjoint(codes)
    assert rows["NL 21"].startswith("1 · ")
