"""The mapper in the language of who reads: its words in the browser, and what its routes answer."""

from __future__ import annotations

import json

import pytest
from page import shown
from test_mapper_in_its_page import data
from test_mapper_routes import FLOW, Asking
from wrapped import outside, wrap

from core.language import speaking
from core.workspace import Workspace
from pages.parts.mapper.spoken import ENGLISH, words


def test_every_word_of_the_browser_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """In English the browser has them."""
    assert words() == {}
    with speaking(wrap(monkeypatch)):
        given = words()
    known = json.loads(ENGLISH.read_text("utf-8"))
    assert given == {name: f"⟦{text}⟧" for name, text in known.items()}


def test_the_page_gives_them_to_the_mapper(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """With another ground, so that what was answered in the language before is asked again."""
    english = data(shown("notebook", flow=demo.flow(FLOW).name))
    wrap(monkeypatch)
    monkeypatch.setattr("pages.parts.mapper.spoken.current", lambda: "nl")
    monkeypatch.setattr("pages.parts.mapper.language_of", lambda: "nl")
    dutch = data(shown("notebook", flow=FLOW))
    assert english["t"] == {}
    assert set(dutch["t"]) == set(json.loads(ENGLISH.read_text("utf-8")))
    assert dutch["ground"] != english["ground"]


def test_the_routes_answer_in_the_language_of_the_session(
    demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What rules give, what is wrong with them, why nothing comes; help, and the kinds of fields."""
    with speaking(wrap(monkeypatch)):
        asking = Asking(demo)
    schema = asking.ask("schema").json()
    helps = [each["help"] for each in (*schema["functions"], *schema["jmespath"])]
    kinds = [each["kind"] for part in schema["parts"] for each in part["fields"]]
    kinds += [each["kind"] for each in schema["source"]["fields"]]
    assert [each for each in (*helps, *kinds) if outside(each).strip()] == []
    assert asking.preview({"to": "Remarks", "each": "line_items"})["here"].startswith("⟦")
    assert outside(asking.preview({"to": "Remarks", "select": "nme"})["why"][0]).strip(" ;") == ""
    assert asking.preview({"to": "Remarks", "select": "name ||"})["error"]["why"].startswith("⟦")
    assert asking.preview({"to": "Remarks", "select": "name"})["said"].startswith("⟦")
    fault = asking.preview({"to": "Remarks", "select": "name", "transform": "{{ value | number }}"})
    assert "⟦" in fault["first"]["why"]
    guessed = asking.ask("example", {"to": "YourRef", "wanted": {"0": "1001"}}).json()["guesses"]
    assert guessed
    assert all(each["why"].startswith("⟦") for each in guessed)
    assert asking.ask("preview", b"x" * 1_000_001).json()["why"].startswith("⟦")
    assert asking.ask("preview", b"[").json()["why"].startswith("⟦")
