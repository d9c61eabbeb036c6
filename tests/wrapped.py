"""A language in which every message is itself in brackets: what is not in them was never looked up."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

import pytest

from core.language import sentences, words

#: Numbers and days are written as in this language; nobody can choose it, so what is kept of it stands apart.
LANGUAGE = "nl_BE"
_INNER = re.compile(r"⟦[^⟦⟧]*⟧")


class Wrapped(NullTranslations):
    """The messages of that language."""

    def gettext(self, message: str) -> str:
        """Give a message in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the form of a message that fits in brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@lru_cache(maxsize=1)
def _pairs() -> dict[str, str]:
    """Every message of the code with itself in brackets."""
    house = str(Path(__file__).parent / "house")
    sys.path.insert(0, house)
    try:
        from messages import gathered  # noqa: PLC0415  it stands beside the tests that use it
    finally:
        sys.path.remove(house)
    return {each: f"⟦{each}⟧" for each in gathered() if isinstance(each, str)}


def wrap(monkeypatch: pytest.MonkeyPatch) -> str:
    """Have every message of other languages given in brackets; gives the one in which to ask for them."""
    made = Wrapped()
    monkeypatch.setattr(words, "messages", lambda _language: made)
    monkeypatch.setattr(sentences, "pairs", lambda _language: _pairs())
    return LANGUAGE


def outside(text: str) -> str:
    """What of a text stands outside of all brackets."""
    before = ""
    while before != text:
        before, text = text, _INNER.sub("", text)
    return text
