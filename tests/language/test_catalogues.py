"""Six languages, each of them whole."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "house"))

from messages import gathered, kept, without

from core.language import LANGUAGES
from core.language.sentences import GAP

OTHERS = [code for code in LANGUAGES if code != "en"]
#: What Markdown, a link or a sign is made of: a translation that loses one of them shows the others bare.
_MARKS = re.compile(r"\*\*|`|:material/\w+:")


@pytest.fixture(scope="module")
def every() -> set[str]:
    """Give every message that is said anywhere, by its first form."""
    return {each if isinstance(each, str) else each[0] for each in gathered()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_has_its_translation(language: str, every: set[str]) -> None:
    """Nothing that is said is missing, empty or doubtful, and nothing is kept that nobody says any more."""
    file = kept(language)
    there = {each.id if isinstance(each.id, str) else each.id[0]: each for each in file if each.id}
    assert sorted(every - set(there)) == [], "not in the file: make messages brings them in"
    assert sorted(set(there) - every) == [], "said nowhere: make messages takes them out"
    assert [each.id for each in without(file)] == []
    assert [each.id for each in file if each.id and each.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_gaps(language: str) -> None:
    """What is filled in, and the marks around it, are those of the message; so are blanks at its ends."""
    wrong = []
    for each in kept(language):
        if not each.id:
            continue
        asked = [each.id] if isinstance(each.id, str) else list(each.id)
        said = [each.string] if isinstance(each.string, str) else list(each.string)
        gaps = {frozenset(GAP.findall(text)) for text in asked}
        wrong += [(text, "gaps") for text in said if frozenset(GAP.findall(text)) not in gaps]
        if len(said) == 1:
            one, other = asked[0], said[0]
            wrong += [(other, "marks")] * (len(_MARKS.findall(one)) != len(_MARKS.findall(other)))
            wrong += [(other, "blanks")] * (
                (one[:1].isspace(), one[-1:].isspace()) != (other[:1].isspace(), other[-1:].isspace())
            )
    assert wrong == []
