"""Which language is spoken here and now, and words in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

#: The languages by their codes, each called as its speakers call it.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "nl": "Nederlands",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "sv": "Svenska",
}
ENGLISH = "en"

_spoken: ContextVar[str] = ContextVar("language", default="")
_asked: list[Callable[[], str]] = []


def known(name: str | None) -> str:
    """The code of a language by a locale's name, as `nl`, `nl-BE` or `nl_NL.UTF-8`; empty for any other."""
    code = (name or "").replace("_", "-").partition("-")[0].partition(".")[0].lower()
    return code if code in LANGUAGES else ""


def asked_of(who: Callable[[], str]) -> None:
    """Have the language asked of `who` wherever it is not said; an empty answer is English."""
    _asked[:] = [who]


def current() -> str:
    """The code of the language that is spoken here and now."""
    if spoken := _spoken.get():
        return spoken
    if asked := _asked[0]() if _asked else "":
        _spoken.set(asked)  # once for each thread of a page
    return asked or ENGLISH


def speak(language: str) -> None:
    """Speak a language from now on in this thread."""
    _spoken.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)
