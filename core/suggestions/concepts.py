"""The trade's concepts, and which of them a name speaks of, in six languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from core.flow.document import read_document
from core.suggestions.words import together, words

LANGUAGES = ("en", "nl", "de", "fr", "es", "sv")
#: A word nobody knows says nearly as much as a known one, where both names have it.
_UNKNOWN = 0.8
#: What is as short as FC says less.
_SHORT, _SAYS_LITTLE = 2, 0.3
#: A word that means two things says less of each.
_TWO_MEANINGS = 0.8
#: What stands for several concepts together is meant by their words apart, too.
_PUT_TOGETHER = 0.9
#: From this many letters on, words may be misspelt.
_MISSPELT = 6
_ALIKE = 90
#: What a longer word may be put together of, and the letters between its parts.
_PART = 3
_LINKS = ("", "s", "n", "en", "es", "e")
_ENDS = ("nr", "no", "id")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that systems keep: the words for it, what its values look like, what it is close to."""

    name: str
    words: tuple[str, ...]
    kind: str = ""
    weight: float = 1.0
    parts: tuple[str, ...] = ()
    near: dict[str, float] = field(default_factory=dict)
    against: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The concept in a word for people."""
        return self.words[0] if self.words else self.name


#: How much a name speaks of each concept, or of a word that is no concept.
Meaning = dict[str, float]


@cache
def concepts() -> dict[str, Concept]:
    """Every concept, by name."""
    document = read_document((Path(__file__).parent / "concepts.yaml").read_bytes())
    return {name: _concept(name, row) for name, row in document.value.items()}


def _concept(name: str, row: dict[str, Any]) -> Concept:
    return Concept(
        name,
        tuple(str(word) for language in LANGUAGES for word in row.get(language, ())),
        row.get("kind", ""),
        float(row.get("weight", 1)),
        tuple(row.get("is", ())),
        {other: float(share) for other, share in row.get("near", {}).items()},
        frozenset(row.get("against", ())),
    )


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Every word and phrase, written together, with the concepts that it may mean."""
    found: dict[str, dict[str, None]] = {}
    for concept in concepts().values():
        for word in (concept.name, *concept.words):
            for phrase in {together(word), _short(word)} - {""}:
                found.setdefault(phrase, {})[concept.name] = None
    return {word: tuple(names) for word, names in found.items()}


def _short(phrase: str) -> str:
    """A phrase without its small words: `numéro de commande` is also written numero_commande."""
    small = concepts()["nothing"].words
    return "".join(word for word in words(phrase) if word not in small)


@lru_cache(maxsize=8192)
def meaning(name: str) -> Meaning:
    """What a name speaks of: `kundennummer` of the customer and a number, `address1` of the street."""
    found: Meaning = {}
    for part in _phrases(words(name)):
        for concept, weight in _meant(part):
            found[concept] = max(found.get(concept, 0), weight)
    for whole in _wholes():
        if found.keys() >= set(whole.parts):
            found.setdefault(whole.name, whole.weight * _PUT_TOGETHER)
    return {concept: weight for concept, weight in found.items() if weight}


@cache
def _wholes() -> tuple[Concept, ...]:
    return tuple(concept for concept in concepts().values() if len(concept.parts) > 1)


def _meant(word: str) -> Iterator[tuple[str, float]]:
    known = _vocabulary().get(word)
    if known is None:
        yield f"={word}", _UNKNOWN if len(word) > _SHORT else _SAYS_LITTLE
        return
    share = 1.0 if len(known) == 1 else _TWO_MEANINGS
    for name in known:
        concept = concepts()[name]
        yield name, concept.weight * share
        for part in concept.parts:
            yield part, concepts()[part].weight * 0.5 * share


def _phrases(given: tuple[str, ...]) -> list[str]:
    """The words put together again where they are one phrase, long ones taken apart, slips put right."""
    known, found, at = _vocabulary(), [], 0
    while at < len(given):
        for end in range(len(given), at, -1):
            phrase = next((p for p in _spellings(given[at:end]) if p in known), None)
            if phrase is not None:
                found.append(phrase)
                break
        else:
            end = at + 1
            found += _apart(given[at]) or [_nearest(given[at])]
        at = end
    return found


def _spellings(given: tuple[str, ...]) -> Iterator[str]:
    """Words as one phrase: as they are, then with the last in the singular, then with all of them."""
    yield "".join(given)
    yield "".join([*given[:-1], given[-1].removesuffix("s")])
    if len(given) > 1:
        yield "".join(word.removesuffix("s") for word in given)


def _apart(word: str) -> list[str]:
    """A compound as its parts, the longest first; none when it is not made of known words."""
    known = _vocabulary()
    for cut in range(len(word) - 2, _PART - 1, -1):
        for link in _LINKS:
            if not word[:cut].endswith(link):
                continue
            head, rest = word[: cut - len(link)], word[cut:]
            if len(head) >= _PART and head in known:
                if rest in known and (len(rest) >= _PART or rest in _ENDS):
                    return [head, rest]
                if more := _apart(rest):
                    return [head, *more]
    return []


def _nearest(word: str) -> str:
    """The known word of which this is a misspelling, or the word itself."""
    if len(word) < _MISSPELT:
        return word
    near = process.extractOne(word, _long_words(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(near[0]) if near else word


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in _vocabulary() if len(word) >= _MISSPELT - 1)
