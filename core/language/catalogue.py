"""The messages of one language, read from its file when somebody first speaks it."""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

HERE = Path(__file__).parent


def path(language: str) -> Path:
    """The file with the messages of a language."""
    return HERE / f"{language}.po"


@lru_cache(maxsize=16)
def messages(language: str) -> GNUTranslations:
    """The messages of a language (not English, which is what they are asked by)."""
    # Read only where another language is spoken: Babel's tools take a tenth of a second to be imported.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path(language).open("rb") as file:
        made = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, made)
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=16)
def pairs(language: str) -> dict[str, str]:
    """Every message without a plural, and what it is in a language."""
    found: dict[str | tuple[str, int], str] = messages(language)._catalog  # type: ignore[attr-defined]  # noqa: SLF001  gettext tells it no other way
    return {asked: said for asked, said in found.items() if isinstance(asked, str) and asked and said}
