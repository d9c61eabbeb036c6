"""Texts put together: values, parts of values and what stands between them, the same in every example."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from core.suggestions.candidate import Atom, Candidate, Form, Wanted
from core.suggestions.seen import literal

#: What one letter costs that stands in every example: signs little, letters and digits more.
_SIGN, _LETTER, _ONLY = 0.1, 0.4, 0.9
#: What a letter costs that goes on a word.
_FURTHER = 0.12
#: What every further value costs.
_VALUE = 0.3
_LONGEST = 120
_STEPS = 4_000
_WAYS_TO_A_PLACE = 3
_MOST = 12

_Part = Form | str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to write the wanted texts up to a place in each of them."""

    places: tuple[int, ...]
    parts: tuple[_Part, ...]


def joined(forms: Sequence[Form], wanted: Wanted) -> Iterator[Candidate]:
    """Rules that put the wanted texts together, the simplest first."""
    texts = wanted.texts
    if not wanted.written or not all(texts) or max(map(len, texts)) > _LONGEST:
        return
    useful = _useful(forms, texts)
    ends = tuple(map(len, texts))
    order, visits = count(), dict[tuple[int, ...], int]()
    waiting: list[tuple[float, int, _Way]] = [(0.0, next(order), _Way((0,) * len(texts), ()))]
    found = steps = 0
    while waiting and found < _MOST and steps < _STEPS:
        cost, _, way = heapq.heappop(waiting)
        steps += 1
        if way.places == ends:
            if made := _candidate(way.parts, cost):
                found += 1
                yield made
            continue
        visits[way.places] = visits.get(way.places, 0) + 1
        if visits[way.places] > _WAYS_TO_A_PLACE:
            continue
        for more, longer in _further(way, texts, useful):
            heapq.heappush(waiting, (cost + more, next(order), longer))


def _useful(forms: Sequence[Form], texts: tuple[str, ...]) -> list[tuple[float, Form]]:
    """The forms that occur in the wanted texts, each text once in its simplest way and once more."""
    kept: dict[tuple[str, ...], list[tuple[float, Form]]] = {}
    for form in forms:
        if all(one and one in wish for one, wish in zip(form.texts, texts, strict=True)):
            kept.setdefault(form.texts, []).append((form.atom.cost + form.cost, form))
    best = [
        sorted(same, key=lambda one: (one[0], one[1].atom.select, one[1].call))[:2] for same in kept.values()
    ]
    return [one for same in best for one in same]


def _further(
    way: _Way, texts: tuple[str, ...], useful: Sequence[tuple[float, Form]]
) -> Iterator[tuple[float, _Way]]:
    for cost, form in useful:
        pairs = zip(texts, way.places, form.texts, strict=True)
        if all(text.startswith(one, place) for text, place, one in pairs):
            places = tuple(place + len(one) for place, one in zip(way.places, form.texts, strict=True))
            short = min(map(len, form.texts)) == 1
            yield cost + _VALUE + (_LETTER if short else 0), _Way(places, (*way.parts, form))
    letters = {text[place : place + 1] for text, place in zip(texts, way.places, strict=True)}
    letter = letters.pop() if len(letters) == 1 else ""
    if letter:
        places = tuple(place + 1 for place in way.places)
        before = way.parts[-1] if way.parts and isinstance(way.parts[-1], str) else ""
        parts = way.parts[:-1] if before else way.parts
        goes_on = before[-1:].isalpha() and letter.isalpha()
        cost = (
            _SIGN if not letter.isalnum() else _ONLY if len(texts) == 1 else _FURTHER if goes_on else _LETTER
        )
        yield cost, _Way(places, (*parts, f"{before}{letter}"))


def _candidate(parts: tuple[_Part, ...], cost: float) -> Candidate | None:
    forms = [part for part in parts if isinstance(part, Form)]
    atoms = list(dict.fromkeys(form.atom for form in forms))
    if not forms or any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        return None
    if len(parts) == 1:
        return None
    if chain := _chain(parts, atoms):
        return Candidate(cost - 0.1, chain, None, "joined")
    several = len(atoms) > 1
    values = {atom: f"value[{n}]" if several else "value" for n, atom in enumerate(atoms)}
    written = "".join(
        part if isinstance(part, str) else f"{{{{ {part.call.replace('{v}', values[part.atom])} }}}}"
        for part in parts
    )
    select = f"[{', '.join(atom.select for atom in atoms)}]" if several else atoms[0].select
    return Candidate(cost, select, written, "put together" if several else "with a text around it")


def _chain(parts: tuple[_Part, ...], atoms: list[Atom]) -> str | None:
    """Plain values with the same text between all: JMESPath joins them, without those that are empty."""
    between = {part for part in parts if isinstance(part, str)}
    plain = all(isinstance(part, Form) and part.plain for part in parts[::2])
    if len(atoms) < 2 or len(parts) != 2 * len(atoms) - 1 or len(between) != 1 or not plain:  # noqa: PLR2004
        return None
    if not all(isinstance(part, str) for part in parts[1::2]):
        return None
    if not all(isinstance(value, str) for atom in atoms for value in atom.values):
        return None
    return f"join({literal(between.pop())}, [{', '.join(atom.select for atom in atoms)}][?@])"
