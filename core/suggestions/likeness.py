"""How well a source path fits a target field: by what both names mean, by the types and by the values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.fields import Field, FieldType
from core.suggestions.concepts import Meaning, concepts, meaning
from core.suggestions.seen import Seen
from core.suggestions.words import together

#: How much the name above counts, the one above that and those further out.
_ABOVE = (0.5, 0.35, 0.25)
#: How much two names next to each other count as one: `customer.number` as customer number.
_JOINED = 0.9
#: How much names count against a likeness that only one side has around it.
_ONLY_AROUND = 0.4
#: The share of what the target's own name says that must be met at all.
_MET = 0.55
#: Kinds of values that tell what a thing is, whatever its name.
_TELLING = {"email", "phone", "iban", "vat_number", "ean", "url"}
#: Kinds of values that are nothing else: they do not fit where something else is asked for.
_OWN = {"email", "iban", "url", "key", "currency", "date", "time", "boolean"}
_KEY = re.compile(r"\b(?:GUID|UUID|uuid|guid)\b")

_DATES = {"date": 1.0, "time": 1.0, "other_date": 0.95}
_NUMBERS = {"number": 1.0, "comma_number": 0.95}
#: For each kind that a concept asks for, how well each kind of values fits it; others fit at 0.3.
_FITTING: dict[str, dict[str, float]] = {
    "email": {"email": 1.0},
    "phone": {"phone": 1.0, "number": 0.9, "code": 0.8, "text": 0.7},
    "iban": {"iban": 1.0},
    "vat_number": {"vat_number": 1.0, "code": 0.9, "text": 0.6},
    "ean": {"ean": 1.0, "number": 0.8, "code": 0.7},
    "currency": {"currency": 1.0},
    "country": {"country": 1.0, "country_name": 0.9, "text": 0.5},
    "postcode": {"postcode": 1.0, "number": 1.0, "code": 0.8, "text": 0.6},
    "url": {"url": 1.0},
    "place": {"text": 1.0, "code": 0.8, "country_name": 0.5, "country": 0.5},
    "date": _DATES,
    "number": _NUMBERS,
    "text": {"text": 1.0, "code": 0.8, "other": 0.3, "country_name": 0.5, "html": 0.6},
}
_MISFIT = 0.3
#: For each type of a field, how well each kind of values fits it; others fit at 0.1.
_TYPES: dict[FieldType, dict[str, float]] = {
    FieldType.DATE: _DATES,
    FieldType.DATETIME: _DATES,
    FieldType.INTEGER: {**_NUMBERS, "ean": 0.8},
    FieldType.DECIMAL: {**_NUMBERS, "ean": 0.8},
    FieldType.BOOLEAN: {"boolean": 1.0, "text": 0.3},
}
_MISTYPED = 0.1
#: A path of which no record at hand has a value.
_EMPTY = 0.8
_AGAINST = 0.5
#: What HTML is written for; elsewhere, and where there is little room, it fits less.
_LONG = {"description", "note"}
_MARKED_UP = 0.6
#: Concepts up to this weight, such as a code, say nothing without what they are of.
_GENERAL = 0.6
_OF_ANOTHER = 0.6
#: What a name says so much of that its values must be of that kind.
_MEANT = 0.5
_MUCH_BETTER, _CALMED = 0.12, 0.85


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name says by itself, and with what stands around it."""

    own: Meaning
    all: Meaning

    @property
    def size(self) -> float:
        """How much there is to be met."""
        return sum(self.own.values()) + _ONLY_AROUND * sum(
            weight for word, weight in self.all.items() if word not in self.own
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One target field to be filled: its path, what it means, and what kinds of values it asks for."""

    path: str
    field: Field
    sense: Sense
    kinds: frozenset[str]

    @property
    def is_key(self) -> bool:
        """Whether it holds a key of the target itself, which no source has."""
        return bool(_KEY.search(self.field.help))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well one path fits one field, from 0 to 1, and what they have in common."""

    seen: Seen
    score: float
    shared: tuple[str, ...]


def sense(names: Sequence[str], value_kind: str = "", help_: str = "") -> Sense:
    """What a path says: its last name by itself, those above it less, and the values where they tell."""
    own: Meaning = dict(meaning(names[-1]))
    if help_ and all(word.startswith("=") or weight <= _GENERAL for word, weight in own.items()):
        _add(own, meaning(re.split(r"[.;:,(]", help_)[0]), 1.0)
    if len(names) > 1:
        joined = meaning(f"{names[-2]}_{names[-1]}")
        apart = {*own, *meaning(names[-2])}
        _add(own, {word: weight for word, weight in joined.items() if word not in apart}, _JOINED)
    if value_kind in _TELLING:
        _add(own, {value_kind: 1.0}, 0.7)
    whole = dict(own)
    for n, name in enumerate(reversed(names[:-1])):
        _add(whole, meaning(name), _ABOVE[min(n, len(_ABOVE) - 1)])
    return Sense(own, whole)


def asked(path: str, field: Field, around: Sequence[str] = ()) -> Asked:
    """A target field as something to be filled; `around` names what it is a field of."""
    made = sense((*around, *path.split(".")), "", field.help)
    meant = [word for word, weight in made.own.items() if weight > _MEANT and word in concepts()]
    return Asked(path, field, made, frozenset({concepts()[word].kind for word in meant} - {""}))


def likenesses(
    wanted: Sequence[Asked], seen: Sequence[Seen], around: Sequence[str] = ()
) -> list[list[Likeness]]:
    """For each field the paths that fit it at all, best first."""
    readings = [(one, made) for one in seen for made in _senses(one, around)]
    having: dict[str, list[int]] = {}
    for n, (_, made) in enumerate(readings):
        for word in made.own:
            having.setdefault(word, []).append(n)
    found = [_fitting(one, readings, having) for one in wanted]
    best = _best(found)
    return [_calmed(one, best) for one in found]


def _senses(seen: Seen, around: Sequence[str]) -> Iterator[Sense]:
    """What a path says; what is called by a code, such as an order called #1001, has it for its number."""
    names = (*around, *seen.names)
    yield sense(names, seen.kind)
    if seen.kind == "code" and meaning(names[-1]).keys() == {"name"}:
        yield sense((*names[:-1], "number"))


def _fitting(
    one: Asked, readings: Sequence[tuple[Seen, Sense]], having: dict[str, list[int]]
) -> list[Likeness]:
    hits = {n for word in _wanted(one.sense.own) for n in having.get(word, ())}
    made = [_likeness(one, *readings[n]) for n in sorted(hits)]
    best: dict[str, Likeness] = {}
    for like in sorted((like for like in made if like.score > 0), key=_order):
        best.setdefault(like.seen.select, like)
    return list(best.values())


def _order(like: Likeness) -> tuple[float, int, str]:
    return (-round(like.score, 4), len(like.seen.select), like.seen.select)


def _wanted(own: Meaning) -> Iterable[str]:
    for word in own:
        yield word
        if word in concepts():
            yield from concepts()[word].near


def _likeness(one: Asked, seen: Seen, other: Sense) -> Likeness:
    target = one.sense
    shared, met, met_own = [], 0.0, 0.0
    for word, weight in target.all.items():
        share = _met(word, weight, other.all)
        if share:
            met += share
            if word in target.own:
                met_own += max(share, _raw(word, weight, other.all))
                shared.append(word)
    own = sum(target.own.values())
    if not own or met_own < _MET * own:
        return Likeness(seen, 0, ())
    score = met / (0.6 * target.size + 0.4 * max(other.size, met))
    if together(one.path.rpartition(".")[2]) == together(seen.names[-1]):
        score += 0.15 * (1 - score)
    score *= _against(target, other) * _of_the_same(target, other) * _fit(one, seen) * seen.share
    return Likeness(seen, min(score, 1.0), tuple(shared))


def _met(word: str, weight: float, other: Meaning) -> float:
    share = min(weight, other.get(word, 0))
    if share < weight and word in concepts():
        for near, worth in concepts()[word].near.items():
            share = max(share, min(weight, other.get(near, 0)) * worth)
    return share


def _raw(word: str, weight: float, other: Meaning) -> float:
    """How much of a word is met by a concept that may stand in for it, however well."""
    known = concepts().get(word)
    return max((min(weight, other.get(near, 0)) for near in known.near), default=0) if known else 0


def _of_the_same(target: Sense, source: Sense) -> float:
    """Less than 1 where a general word, such as a code, is one of different things."""
    if any(weight > _GENERAL for weight in target.own.values()):
        return 1.0
    around, other = target.all.keys() - target.own.keys(), source.all.keys() - source.own.keys()
    met = any(_met(word, 1.0, source.all) for word in around)
    return 1.0 if met or not around or not other else _OF_ANOTHER


def _against(target: Sense, source: Sense) -> float:
    """Less than 1 where the two sides say what must not be taken for each other."""
    known = concepts()
    for one, other in ((target, source), (source, target)):
        for word in one.all:
            if (
                word in known
                and word not in other.all
                and known[word].against & other.all.keys() - one.all.keys()
            ):
                return _AGAINST
    return 1.0


def _fit(one: Asked, seen: Seen) -> float:
    """How well the values fit: the field's type, its choices, its length, and what it is for."""
    field, kind = one.field, seen.kind
    if not kind:
        return _EMPTY
    share = (
        _TYPES[field.type].get(kind, _MISTYPED) if field.type in _TYPES else 0.5 if kind == "boolean" else 1.0
    )
    if field.allowed and not any(value in field.allowed for value in seen.filled):
        share *= 0.4
    if field.max_length and seen.filled and min(len(str(value)) for value in seen.filled) > field.max_length:
        share *= 0.6
    if kind == "html" and (field.max_length or not one.sense.own.keys() & _LONG):
        share *= _MARKED_UP
    if one.kinds:
        share *= max(_FITTING[asked_for].get(kind, _MISFIT) for asked_for in one.kinds)
    elif kind in _OWN and field.type not in _TYPES:
        share *= 0.5 if kind != "key" else 0.2
    return share


def _best(found: Iterable[list[Likeness]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for one in found:
        for like in one:
            best[like.seen.select] = max(best.get(like.seen.select, 0), like.score)
    return best


def _calmed(found: list[Likeness], best: dict[str, float]) -> list[Likeness]:
    """A path that fits another field much better is less likely to be meant for this one."""
    much = {like.seen.select for like in found if best[like.seen.select] - like.score > _MUCH_BETTER}
    calm = {select: _CALMED if select in much else 1 for select in best}
    made = [Likeness(like.seen, like.score * calm[like.seen.select], like.shared) for like in found]
    return sorted(made, key=_order)


def _add(found: Meaning, more: Meaning, share: float) -> None:
    for word, weight in more.items():
        found[word] = max(found.get(word, 0), weight * share)
