"""The words that the mapper says in the browser, in the language of who reads."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from core.language import _, current

ENGLISH = Path(__file__).parent / "src" / "words.json"


def words() -> dict[str, str]:
    """Every word by its name; none for English, which the browser has."""
    return {} if current() == "en" else {name: _(text) for name, text in _english().items()}


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    made: dict[str, str] = json.loads(ENGLISH.read_text("utf-8"))
    return made
