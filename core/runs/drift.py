"""Drift: a source field that is suddenly filled in another share of the records, or of another kind.

What is usual is what earlier stretches of the flow had, the lowest and the highest of them: whoever is quiet
on Sundays has Sundays among them. Only what lies beyond both, and is too far off to be chance, is drift.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from statistics import variance

from core.store import FEW, Drift, Filling, Stretch, Tally

#: So many earlier stretches must be known before anything is strange.
USUALLY = 5
#: A share that is so many standard deviations off is no chance; from day to day one differs at least so much.
_SURELY, _DAILY = 6.0, 0.05
#: So many fields are named in a message.
_NAMED = 5

#: How often something was so, of how many.
_Share = tuple[int, int]


def drifts(rules: Mapping[str, tuple[str, ...]], now: Tally, before: Sequence[Stretch]) -> list[Drift]:
    """What is odd about the records of now, held against earlier stretches; `rules` read each field."""
    usual = [each.tally for each in before if each.closed and not each.odd]
    return [drift for field, readers in rules.items() for drift in _of_field(field, readers, now, usual)]


def _of_field(field: str, rules: tuple[str, ...], now: Tally, usual: Sequence[Tally]) -> Iterator[Drift]:
    after = now.fields.get(field, Filling())
    earlier = [tally.fields[field] for tally in usual if field in tally.fields]
    filled = [(each.filled, each.of) for each in earlier]
    if found := _jump((after.filled, after.of), filled):
        yield Drift(field, rules, "", *found)
        return
    # Whichever kind it is now more often: where one comes, another goes, and that is told once.
    for kind in sorted(after.kinds, key=lambda each: -after.kinds[each]):
        of_kind = [(each.kinds.get(kind, 0), each.filled) for each in earlier]
        found = _jump((after.kinds[kind], after.filled), of_kind)
        if found and found[1] > found[0]:
            yield Drift(field, rules, kind, *found)
            return


def _jump(now: _Share, before: Sequence[_Share]) -> tuple[float, float] | None:
    """The shares before and now, where they are too far apart; None where that may well be chance."""
    known = [each for each in before if each[1] >= FEW]
    if now[1] < FEW or len(known) < USUALLY:
        return None
    shares = [hits / of for hits, of in known]
    after = now[0] / now[1]
    if min(shares) <= after <= max(shares):
        return None
    hits, of = sum(one for one, _ in known), sum(all_ for _, all_ in known)
    together = (hits + now[0]) / (of + now[1])
    # What chance makes of so few, and what each day differs from the next anyway.
    chance = together * (1 - together) * (1 / of + 1 / now[1])
    deviation = sqrt(chance + max(variance(shares), _DAILY**2))
    return (hits / of, after) if abs(after - hits / of) > _SURELY * deviation else None


def said(found: Sequence[Drift]) -> tuple[str, ...]:
    """What drifted, for people: each field with what it was, what it is, and the rules that read it."""
    named = [f"{_one(each)} (read by {_listed(each.rules)})" for each in found[:_NAMED]]
    more = len(found) - _NAMED
    return (*named, *([f"and {more} more fields"] if more > 0 else []))


def _one(drift: Drift) -> str:
    before, after = f"{drift.before:.0%}", f"{drift.after:.0%}"
    if drift.kind:
        return f"{drift.field} was {drift.kind} in {before} of its values before and is in {after} now"
    return f"{drift.field} was filled in {before} of cases before and is in {after} now"


def _listed(rules: Sequence[str]) -> str:
    more = len(rules) - 3
    return ", ".join(rules[:3]) + (f" and {more} more" if more > 0 else "")
