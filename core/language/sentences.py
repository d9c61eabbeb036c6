"""Sentences of the core in the language of who reads them.

They are English where they are made, so that what is kept and logged reads the same for everybody. Here they
are known again by the pattern in which they were written (`{name} answered {status}`), and said by that
pattern's translation; what stands in the gaps is put in place, itself translated where it is a sentence. What
stands between quotes or backticks is somebody's data, and stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from core.language.catalogue import pairs
from core.language.formats import whole
from core.language.language import ENGLISH, current, speaking

GAP = re.compile(r"(?<!\{)\{([a-z]\w*)\}(?!\})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_QUOTES = ("'", '"', "`")
#: Between these stand sentences of their own; and between all of these a text comes apart, the widest first.
_APART = ("\n", ". ", " · ", "; ")
_JOINTS = (*_APART, ": ", ", ")
#: How a language writes them where it sets a mark apart from the word before it.
_WRITTEN = {"fr": {"; ": "\u202f; ", ": ": "\u00a0: "}}
_PLACE = re.compile(r"[A-Za-z][\w.\[\]]{2,}")
_NAMED = re.compile(r"[a-z][a-z0-9_-]*")
_LONGEST = 2000
#: Words of a pattern from which on nothing else is like it; and those that a name in a gap may have.
_SURE, _NAME = 3, 3
#: What stands in phrases, and seldom in names.
_PHRASE = re.compile(
    r"\b(?:the|of|is|are|was|with|and|or|to|in|for|its?|by|on|an|not?|that|which|at|from|as)\b", re.IGNORECASE
)
#: With what a German sentence begins that is written small within another one.
_SMALL = re.compile(
    r"(?:D(?:er|ie|as|en|em)|Eine?n?|Keine?|Es|Er|W(?:as|er|ie|o|ann|enn)|Ob|Nur|Nichts?|Niemand|Alle|Jede[rs]?"
    r"|Diese[rs]?|Von|Für|Bei|Mit|Ohne|I[nm]|Au[sf]|A[bn])\b"
)


@dataclass(frozen=True)
class Pattern:
    """How a sentence is written, and how it is said."""

    written: str
    said: str

    @cached_property
    def weight(self) -> int:
        """How much of it is fixed."""
        return len(GAP.sub("", self.written))

    @cached_property
    def form(self) -> re.Pattern[str]:
        """What fits it: its own words, whatever stands in its gaps."""
        fixed = [re.escape(each) for each in GAP.split(self.written)[::2]]
        names = GAP.findall(self.written)
        parts = [fixed[0]]
        for name, each in zip(names, fixed[1:], strict=True):
            seen = names.index(name)
            again = any(part.startswith(f"(?P<g{seen}>") for part in parts)
            parts += [f"(?P=g{seen})" if again else f"(?P<g{seen}>.*?)", each]
        return re.compile("".join(parts), re.DOTALL)

    @cached_property
    def few(self) -> bool:
        """Whether it has so few words that it fits sentences of others."""
        return len(_WORD.findall(GAP.sub(" ", self.written))) < _SURE

    @cached_property
    def vague(self) -> bool:
        """Whether it has none but the small words that every sentence has."""
        return all(map(_PHRASE.fullmatch, _WORD.findall(GAP.sub(" ", self.written))))

    @cached_property
    def word(self) -> str:
        """The longest of its words that no gap touches; empty where each is touched."""
        apart = re.sub(r"\w*\{\w+\}\w*", " ", self.written)
        return max(_WORD.findall(apart), key=len, default="").lower()

    def quoted(self, name: str) -> bool:
        """Whether a gap stands between quotes: it holds what somebody else wrote."""
        at = self.written.find("{" + name + "}")
        before, after = self.written[max(at - 1, 0) : at], self.written[at + len(name) + 2 :][:1]
        return before == after and before in _QUOTES


def translated(text: object) -> str:
    """A text of the core in the language that is spoken, as far as it is known; else as it stands."""
    said = str(text)
    spoken = current()
    return said if spoken == ENGLISH or not said.strip() else _translated(said, spoken)


@lru_cache(maxsize=8192)
def _translated(text: str, language: str) -> str:
    with speaking(language):
        return _said(text, language, 0) if len(text) <= _LONGEST else text


_DEEPEST = 6


def _said(text: str, language: str, depth: int) -> str:
    if depth > _DEEPEST or not text.strip():
        return text
    if _NUMBER.fullmatch(text):
        return whole(int(text.replace(",", "")))
    return _known(text, language) or _fitted(text, language, depth) or _joined(text, language, depth) or text


Fit = Callable[[str], str]


def _forms(text: str) -> dict[str, Fit]:
    """How a sentence may be written where it is known, and what makes its translation fit this text."""
    forms: dict[str, Fit] = {}
    ends: dict[str, Fit] = {text: _same}
    ends |= {text[:-1]: _ended} if text.endswith(".") else {f"{text}.": _open}
    for form, end in ends.items():
        forms.setdefault(form, end)
        forms.setdefault(_lowered(form), partial(_both, end, _raised))
        forms.setdefault(_raised(form), partial(_both, end, _small))
    return forms


def _both(one: Fit, other: Fit, text: str) -> str:
    return other(one(text))


def _known(text: str, language: str) -> str:
    """A sentence without gaps; empty where it is not known."""
    every = pairs(language)
    return next((fit(every[form]) for form, fit in _forms(text).items() if form in every), "")


def _fitted(text: str, language: str, depth: int) -> str:
    """A sentence by the pattern that fits it best; empty where none does."""
    best: tuple[int, str] = 0, ""
    index, forms = _index(language), _forms(text)
    for word in {"", *(each.lower() for each in _WORD.findall(text))}:
        for pattern in index.get(word, ()):
            if pattern.weight > best[0]:
                for form, fit in forms.items():
                    fits = pattern.form.fullmatch(form)
                    if fits and (said := _filled(pattern, fits, language, depth)):
                        best = pattern.weight, fit(said)
                        break
    return best[1]


def _joined(text: str, language: str, depth: int) -> str:
    """Several sentences, each for itself; empty where none of them is known."""
    place, colon, rest = text.partition(": ")
    if colon and not _left(place, place) and (said_rest := _said(rest, language, depth + 1)) != rest:
        marks = _WRITTEN.get(language, {})
        return _said(place, language, depth + 1) + marks.get(colon, colon) + said_rest
    for joint in _JOINTS:
        if joint in text:
            pieces = text.split(joint)
            said = [_said(each, language, depth + 1) for each in pieces]
            if said != pieces and (joint != ", " or not any(map(_left, pieces, said))):
                return _WRITTEN.get(language, {}).get(joint, joint).join(said)
    place, blank, rest = text.partition(" ")  # a field and what is wrong with it
    if " " not in rest or not _PLACE.fullmatch(place) or _PHRASE.fullmatch(place):
        return ""
    said_rest = _known(rest, language) or _fitted(rest, language, depth + 1)
    return place + blank + said_rest if said_rest else ""


def _left(text: str, said: str) -> bool:
    """Whether a text is a phrase, and no name, that could not be said."""
    return said == text and (len(_WORD.findall(text)) > _NAME or bool(_PHRASE.search(text)))


def _same(text: str) -> str:
    return text


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _ended(text: str) -> str:
    return f"{text}."


def _open(text: str) -> str:
    return text.removesuffix(".")


def _small(text: str) -> str:
    """A translation that goes on a sentence: in German only what is no noun gets a small letter."""
    return text if current() == "de" and not _SMALL.match(text) else _lowered(text)


def _named(gap: str, value: str, language: str) -> bool:
    """Whether a word is a name, as of a flow: a small one that is said only with a capital, as Orders is."""
    return (
        _NAMED.fullmatch(value) is not None and value not in pairs(language) and not gap.startswith("lower")
    )


def _filled(pattern: Pattern, fits: re.Match[str], language: str, depth: int) -> str:
    """A pattern's translation with what stands in the gaps; empty where it has too few words to be sure."""
    values: dict[str, str] = {}
    if pattern.vague and not any(str(each).startswith(_QUOTES) for each in fits.groups()):
        return ""
    for n, name in enumerate(GAP.findall(pattern.written)):
        if name not in values:
            value = fits[f"g{n}"]
            given = pattern.quoted(name) or _named(name, value, language)
            values[name] = value if given else _said(value, language, depth + 1)
            torn = value.endswith((",", ";", ":")) or _left(value, values[name])
            torn = torn or (fits.start(f"g{n}") == 0 and ": " in value)  # as in "city: is", before "empty"
            if pattern.few and not pattern.quoted(name) and torn:
                return ""
    return GAP.sub(lambda gap: values.get(gap[1], gap[0]), pattern.said)


@lru_cache(maxsize=16)
def _index(language: str) -> dict[str, list[Pattern]]:
    """The patterns of a language by a word that stands in what fits them."""
    made: dict[str, list[Pattern]] = defaultdict(list)
    for written, said in pairs(language).items():
        pattern = Pattern(written, said)
        if GAP.search(written) and _WORD.search(GAP.sub(" ", written)):
            made[pattern.word].append(pattern)
    return made
