"""A name taken apart into its words: `BillingAddress`, `billing_address`, `Rechnungs-Adresse`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "Ø": "O", "Æ": "AE", "°": "o", "º": "o"})


def folded(text: str) -> str:
    """A text without accents."""
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in parts if letter.isascii())


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters without accents, where its writing divides them."""
    return tuple(word.lower() for word in _WORD.findall(folded(name)))


def together(name: str) -> str:
    """A name as one word, for comparing names however they are written."""
    return "".join(words(name))
