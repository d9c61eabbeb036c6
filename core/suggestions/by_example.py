"""Mapping by example: from what a person wants for two or three samples, the rules that give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.fields import Field, convert
from core.mapping import Rule, Scope, Table
from core.suggestions.atoms import atoms
from core.suggestions.candidate import Atom, Candidate, Form, Wanted, of, text
from core.suggestions.choices import chosen, constant, looked_up, otherwise
from core.suggestions.counting import counted
from core.suggestions.days import ZONES
from core.suggestions.forms import forms, towards
from core.suggestions.joins import joined
from core.suggestions.likeness import asked, likenesses
from core.suggestions.proof import Proved, prove
from core.suggestions.registers import registered
from core.suggestions.seen import Seen, look
from core.suggestions.suggestion import Surroundings

#: Guesses that are shown, and candidates that are rendered for them, so many at once.
_MOST = 5
_RENDERED, _AT_ONCE = 90, 30
#: What it costs to fail for a sample, or to give nothing for it.
_FAULT, _EMPTY = 2.5, 0.8
#: How much simpler the best must be than the next not to be in doubt.
_DOUBT = 1.6
_ENOUGH = 2.5
#: What it costs to come by a number through its letters.
_SPELT = 0.8
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Example:
    """What a person wants for one sample: its place among the samples, and the value; nothing for nothing."""

    place: int
    wanted: Any


@dataclass(frozen=True, slots=True)
class Guess:
    """A rule that gives what is wanted for every example, and what it gives for every sample.

    `score` is from 0 to 1, `why` says how it comes about. `faults` samples have no value, for the rule fails
    there. `tables` are the value tables that the rule needs and the flow does not have, `missing` the source
    values for which they have no row yet.
    """

    rule: Rule
    score: float
    why: str
    values: tuple[Any, ...]
    faults: int
    tables: dict[str, Table]
    missing: tuple[str, ...] = ()

    @property
    def filled(self) -> int:
        """For how many samples it gives a value."""
        return sum(value not in (None, "") for value in self.values)


@dataclass(frozen=True, slots=True)
class Guesses:
    """The rules that give what is wanted, best first, each with values of its own.

    `tell` is the place of a sample whose wanted value would tell the first two apart, None when there is no
    doubt; `question` asks for it.
    """

    guesses: tuple[Guess, ...] = ()
    tell: int | None = None
    question: str = ""


def by_example(
    to: Field,
    scopes: Sequence[Scope],
    examples: Sequence[Example],
    known: Surroundings | None = None,
    *,
    labels: Sequence[str] = (),
) -> Guesses:
    """Find the rules for a field that give what the examples want, over all samples.

    `labels` are what people call the samples. Every guess was rendered; the search looks at a bounded number
    of candidates and is the same every time.
    """
    wishes = {one.place: _wish(one.wanted, to) for one in examples if 0 <= one.place < len(scopes)}
    if not any(wish not in (None, "") for wish in wishes.values()):
        return Guesses()
    search = _Search(to, scopes, wishes, known or Surroundings())
    return search.told(search.guesses(), labels)


def _wish(wanted: Any, to: Field) -> Any:
    """What a person wrote, as the field's type where it can be that."""
    try:
        return convert(wanted, to)
    except ValueError:
        return wanted


class _Search:
    """One search: what there is to start from, and the candidates in the order of their simplicity."""

    def __init__(
        self,
        to: Field,
        scopes: Sequence[Scope],
        wishes: Mapping[int, Any],
        known: Surroundings,
    ) -> None:
        self.to, self.scopes, self.wishes = to, scopes, wishes
        self.known, self.tables = known, known.tables or {}
        self.zones = tuple(dict.fromkeys([known.zone, *ZONES] if known.zone else ZONES))
        self.seen = {one.select: one for one in look(scopes)}
        self.alike = _alike(to, list(self.seen.values()), known)
        self.places = [place for place, wish in wishes.items() if wish not in (None, "")]
        self.wanted = Wanted(tuple(wishes[place] for place in self.places))

    def guesses(self) -> list[tuple[float, Proved]]:
        """The proved candidates, best first, one for each of the values that they give."""
        best: dict[tuple[str, ...], tuple[float, Proved]] = {}
        waiting = sorted(self._candidates(), key=lambda one: one.order)[:_RENDERED]
        while waiting:
            now, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            for one in prove(now, self.scopes, self.wishes, self.to, self.known):
                rank = self._rank(one)
                if one.key not in best or rank < best[one.key][0]:
                    best[one.key] = (rank, one)
            if best and waiting and waiting[0].cost > min(rank for rank, _ in best.values()) + _ENOUGH:
                break
        return sorted(best.values(), key=lambda one: (round(one[0], 4), one[1].candidate.order))

    def _rank(self, one: Proved) -> float:
        n = len(self.scopes)
        faults = 0 if one.candidate.tables else one.faults
        wanted_empty = sum(wish in (None, "") for wish in self.wishes.values())
        return one.candidate.cost + _FAULT * faults / n + _EMPTY * max(0, one.empty - wanted_empty) / n

    def _candidates(self) -> list[Candidate]:
        every = atoms(self.scopes, list(self.seen.values()), self.wanted, self.places, self.alike)
        full = [atom for atom in every if all(value not in (None, "") for value in atom.values)]
        written = [form for atom in full for form in forms(atom, self.zones)]
        made = [
            *self._alone(full, written),
            *counted(full, self.wanted),
            *registered(full, self.wanted),
            *joined(written, self.wanted),
            *looked_up(full, self.seen, self.wanted, self.tables, self.to.name),
            *chosen(every, self.wanted, self.to.name),
            *otherwise(every, self.wanted),
            *constant(self.wanted),
        ]
        best: dict[tuple[str | None, str | None], Candidate] = {}
        for one in sorted(made, key=lambda one: one.order):
            best.setdefault((one.select, one.transform), one)
        return list(best.values())

    def _alone(self, full: Sequence[Atom], written: Sequence[Form]) -> Iterator[Candidate]:
        """One value, written in one way."""
        more = (form for atom in full for form in towards(atom, self.wanted, self.to.max_length))
        for form in (*written, *more):
            if form.texts == self.wanted.texts:
                transform = None if form.plain else of(form.call)
                cost = form.cost + (0 if form.plain or self.wanted.written else _SPELT)
                yield Candidate(form.atom.cost + cost, form.atom.select, transform, form.why or "as it is")

    def told(self, found: list[tuple[float, Proved]], labels: Sequence[str]) -> Guesses:
        """The best ones, and the sample that would tell the best from the next, where they are close."""
        guesses = tuple(self._guess(rank, one) for rank, one in found[:_MOST])
        for _, rival in [one for one in found[1:_MOST] if one[0] - found[0][0] < _DOUBT]:
            for place, (one, other) in enumerate(zip(found[0][1].key, rival.key, strict=True)):
                if place not in self.wishes and one != other:
                    name = labels[place] if place < len(labels) else f"Sample {place + 1}"
                    return Guesses(guesses, place, f"{name} would tell: {_short(one)} or {_short(other)}")
        return Guesses(guesses)

    def _guess(self, rank: float, one: Proved) -> Guess:
        made = one.candidate
        rule = Rule(to=self.to.name, select=made.select, transform=made.transform)
        rows = {key for table in made.tables.values() for key in table.rows}
        there = self.seen[made.select or ""].filled if made.tables else []
        missing = tuple(key for key in dict.fromkeys(map(text, there)) if key not in rows)
        return Guess(rule, round(1 / (1 + rank), 3), made.why, one.values, one.faults, made.tables, missing)


def _alike(to: Field, seen: Sequence[Seen], known: Surroundings) -> dict[str, float]:
    """How well each path's name fits the field's, which decides between paths with the same values."""
    source, target = ((name,) if name else () for name in (known.source, known.target))
    found = likenesses([asked(to.name, to, target)], seen, source)[0] if to.name else []
    return {like.seen.select: like.score for like in found}


def _short(value: str) -> str:
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    return shown or "nothing"
