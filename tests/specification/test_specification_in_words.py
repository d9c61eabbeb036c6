"""The documents in the language of the client: every word is looked up; what is data stays as it is."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial

import pytest
from openpyxl import load_workbook
from papers import Papers, flow_of
from wrapped import outside, wrap

from core.flow import Sample
from core.language import LANGUAGES
from core.records import JsonObject
from core.specification import Document, as_file
from core.workspace import Workspace

WORD = re.compile(r"[^\W\d_]{2,}")
#: Columns of which every word is the document's own; the others hold names, paths and values.
OWN = {
    "Rules": (1, 2, 4, 7),
    "Checks": (1, 4),
    "Open points": (0, 1),
    "Samples": (1,),
    "Counts": (0, 1),
    "Records": (1,),
}


def texts(document: Document) -> Iterator[str]:
    """What the document says of itself: titles, facts' names, columns, sentences, and cells of its own."""
    yield from (document.title, document.signature)
    yield from (name for name, _value in document.facts)
    for part in document.parts:
        yield from filter(None, (part.title, *part.columns, part.told, part.none))
        name = "Rules" if part.name.startswith("Rules") else part.name
        yield from (str(row[n]) for row in part.rows for n in OWN.get(name, ()) if row[n])


def english(flow_words: JsonObject | str, text: str) -> list[str]:
    """The words of a text outside of all brackets that are no names of the flow's."""
    known = {each.lower() for each in WORD.findall(json.dumps(flow_words))}
    return [each for each in WORD.findall(outside(text)) if each.lower() not in known]


def test_every_word_of_the_specification_is_looked_up(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands outside are names of the flow and of its fields."""
    language = wrap(monkeypatch)
    document = papers.workspace.specification(papers.flow, papers.orders, language)
    words = partial(english, papers.flow.model_dump(mode="json"))
    assert {text: found for text in texts(document) if (found := words(text))} == {}
    facts = dict(document.facts)
    assert [name for name, value in facts.items() if "⟦" not in value] == [
        "⟦Flow⟧",
        "⟦Version⟧",
        "⟦Made⟧",
        "⟦Open points⟧",
    ]


def test_every_word_of_the_report_is_looked_up(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a plan, and a sample that does not become what is expected."""
    language = wrap(monkeypatch)
    sample = Sample(name="one", record=papers.orders[0], expect={"YourRef": "x"})
    flow = papers.flow.model_copy(update={"samples": (sample,)})
    plan = papers.workspace.save_plan(papers.flow, 2)
    document = papers.workspace.acceptance(flow, plan.id, language)
    words = partial(english, papers.flow.model_dump(mode="json"))
    assert {text: found for text in texts(document) if (found := words(text))} == {}
    facts = dict(document.facts)
    assert all("⟦" in facts[f"⟦{name}⟧"] for name in ("Result", "Records from", "Counts"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_documents_can_be_had_in_every_language(workspace: Workspace, language: str) -> None:
    """Their parts are found by the same names; sheets are called in the language, and the page says which."""
    flow = flow_of({"to": "Code", "select": "sku"})
    for document in (
        workspace.specification(flow, [{"sku": 1}], language),
        workspace.acceptance(flow, language=language),
    ):
        assert document.language == language
        book = load_workbook(io.BytesIO(as_file(document, "a.xlsx")))
        assert len(book.sheetnames) == 1 + len(document.parts)
        assert f'<html lang="{language}">' in as_file(document, "a.html").decode()
    assert document.part("Samples").rows == ()
    assert workspace.specification(flow, [], language).part("Rules").rows[0][0] == "Code"
