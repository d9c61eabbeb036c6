"""Numbers that are counted from others: scaled, rounded, with VAT or without, products, sums and shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, DecimalException
from itertools import permutations

from core.suggestions.candidate import Atom, Candidate, Wanted, of

_RATES = ("21", "19", "20", "9", "7", "6", "10", "5.5", "25", "12", "4", "5")
_PAIRED, _TRIPLED = 40, 14
_CENTS, _MOST_DECIMALS = 2, 4
#: How long a constant may be that people count with.
_NICE = 4

#: What rounding costs where numbers are counted together: to whole ones, much comes out right by chance.
_ROUNDED, _WHOLE = 0.4, 1.6


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to count with numbers: as a transform writes it, what it costs, and in words.

    `either` says that the first two can change places.
    """

    call: str
    cost: float
    count: Callable[..., Decimal]
    why: str
    either: bool = False


_SCALED = (
    _Way("({v}) * 100", 0.7, lambda a: a * 100, "times 100"),
    _Way("({v}) / 100", 0.7, lambda a: a / 100, "divided by 100"),
    _Way("({v}) * 1000", 0.8, lambda a: a * 1000, "times 1000"),
    _Way("({v}) / 1000", 0.8, lambda a: a / 1000, "divided by 1000"),
    _Way("-({v})", 0.7, lambda a: -a, "with the other sign"),
    _Way("({v}) | abs", 0.7, abs, "without its sign"),
    _Way("1 - ({v})", 1.6, lambda a: 1 - a, "what is left of one"),
    _Way("({v}) + 1", 1.4, lambda a: a + 1, "one more"),
)
_PAIRS = (
    _Way("{a} * {b}", 1.2, lambda a, b: a * b, "{a} times {b}", either=True),
    _Way("{a} + {b}", 1.3, lambda a, b: a + b, "{a} plus {b}", either=True),
    _Way("{a} - {b}", 1.3, lambda a, b: a - b, "{a} minus {b}"),
    _Way("{a} / {b}", 1.5, lambda a, b: a / b, "{a} divided by {b}"),
    _Way("{a} * (1 + {b})", 1.6, lambda a, b: a * (1 + b), "{a} with the share {b} added"),
    _Way("{a} / (1 + {b})", 1.6, lambda a, b: a / (1 + b), "{a} without the share {b}"),
    _Way("{a} * (100 + {b}) / 100", 1.7, lambda a, b: a * (100 + b) / 100, "{a} with {b} per cent added"),
    _Way("{a} / (100 + {b}) * 100", 1.7, lambda a, b: a / (100 + b) * 100, "{a} without {b} per cent"),
    _Way("{a} * {b} / 100", 1.7, lambda a, b: a * b / 100, "{b} per cent of {a}"),
    _Way("{a} / {b} * 100", 1.8, lambda a, b: a / b * 100, "{a} in per cents of {b}"),
)
_TRIPLES = (
    _Way("{a} * {b} - {c}", 2.4, lambda a, b, c: a * b - c, "{a} times {b} minus {c}", either=True),
    _Way("{a} * {b} + {c}", 2.5, lambda a, b, c: a * b + c, "{a} times {b} plus {c}", either=True),
    _Way("({a} - {b}) * {c}", 2.6, lambda a, b, c: (a - b) * c, "{a} minus {b}, times {c}"),
    _Way("{a} + {b} + {c}", 2.5, lambda a, b, c: a + b + c, "{a} plus {b} plus {c}", either=True),
    _Way(
        "{a} * {b} * (1 + {c})", 2.7, lambda a, b, c: a * b * (1 + c), "{a} times {b}, {c} added", either=True
    ),
    _Way("{a} - {b} - {c}", 2.6, lambda a, b, c: a - b - c, "{a} minus {b} minus {c}"),
)


def counted(atoms: Sequence[Atom], wanted: Wanted) -> Iterator[Candidate]:
    """Rules that count what is wanted from one, two or three numbers."""
    if wanted.numbers is None:
        return
    numeric: dict[tuple[Decimal, ...], Atom] = {}
    for atom in sorted(atoms, key=lambda one: one.cost):
        if atom.numbers is not None:
            numeric.setdefault(atom.numbers, atom)
    goal = _Goal(wanted)
    for atom in atoms:
        if atom.numbers is not None:
            yield from _one(atom, goal)
    known = list(numeric.values())
    yield from _several(known[:_PAIRED], 2, _PAIRS, goal)
    if len(goal.numbers) > 1:  # one example fits too much by chance
        yield from _several(known[:_TRIPLED], 3, _TRIPLES, goal)


class _Goal:
    """The wanted numbers, and how they may be rounded."""

    def __init__(self, wanted: Wanted) -> None:
        self.numbers = wanted.numbers or ()
        self.decimals = min(wanted.decimals, _MOST_DECIMALS)

    def met(self, made: Sequence[Decimal]) -> str | None:
        """How the numbers must be rounded to be what is wanted: not at all, or so; None when they are not."""
        if tuple(made) == self.numbers:
            return ""
        step = Decimal(1).scaleb(-self.decimals)
        if all(abs(a - b) <= step for a, b in zip(made, self.numbers, strict=True)):
            for way, name in ((ROUND_HALF_UP, ""), (ROUND_CEILING, "ceil"), (ROUND_FLOOR, "floor")):
                if all(a.quantize(step, way) == b for a, b in zip(made, self.numbers, strict=True)):
                    return self._rounding(name)
        return None

    def _rounding(self, way: str) -> str:
        if way:
            return f" | round({self.decimals}, '{way}')"
        if self.decimals == _CENTS:
            return " | money"
        return f" | round({self.decimals})" if self.decimals else " | round"


def _one(atom: Atom, goal: _Goal) -> Iterator[Candidate]:
    values, number = atom.numbers or (), atom.call
    if (rounding := goal.met(values)) is not None:
        if not rounding:
            yield Candidate(atom.cost, atom.select, None, "as it is")
            if number != "{v}":
                yield Candidate(atom.cost + 0.25, atom.select, of(number), "read as a number")
        else:
            yield Candidate(atom.cost + 0.4, atom.select, of(number + rounding), "rounded")
    for way in _SCALED:
        rounding = goal.met([way.count(one) for one in values])
        if rounding is not None:
            call = _rounded(way.call.replace("{v}", number), rounding)
            dear = atom.cost + way.cost + (0.2 if rounding else 0)
            yield Candidate(dear, atom.select, of(call), way.why)
    for n, rate in enumerate(_RATES):
        share = 1 + Decimal(rate) / 100
        dear = atom.cost + 1.1 + 0.02 * n
        cents = Decimal("0.01")
        if tuple((one * share).quantize(cents, ROUND_HALF_UP) for one in values) == goal.numbers:
            yield Candidate(dear, atom.select, of(f"{{v}} | vat_in({rate})"), f"with {rate} % VAT")
        if tuple((one / share).quantize(cents, ROUND_HALF_UP) for one in values) == goal.numbers:
            yield Candidate(dear, atom.select, of(f"{{v}} | vat_out({rate})"), f"without {rate} % VAT")
    yield from _constant(atom, goal)


def _constant(atom: Atom, goal: _Goal) -> Iterator[Candidate]:
    """The same factor, or the same difference, in every example."""
    values = atom.numbers or ()
    if len(set(values)) < 2:  # noqa: PLR2004  - one value tells nothing
        return
    gaps = {wish - one for one, wish in zip(values, goal.numbers, strict=True)}
    if len(gaps) == 1 and (gap := gaps.pop()):
        sign = "+" if gap > 0 else "-"
        yield Candidate(
            atom.cost + 1.8, atom.select, of(f"({atom.call}) {sign} {abs(gap)}"), f"{sign} {abs(gap)}"
        )
    if all(values):
        factors = {(wish / one).normalize() for one, wish in zip(values, goal.numbers, strict=True)}
        factor = factors.pop() if len(factors) == 1 else None
        if factor and factor != 1 and len(factor.as_tuple().digits) <= _NICE:
            call = f"({atom.call}) * {factor:f}"
            yield Candidate(atom.cost + 1.8, atom.select, of(call), f"times {factor:f}")


def _rounded(call: str, rounding: str) -> str:
    return f"({call}){rounding}" if rounding else call


def _several(atoms: Sequence[Atom], size: int, ways: Sequence[_Way], goal: _Goal) -> Iterator[Candidate]:
    place = {id(atom): n for n, atom in enumerate(atoms)}
    for some in permutations(atoms, size):
        rows = list(zip(*(atom.numbers or () for atom in some), strict=True))
        ordered = place[id(some[0])] < place[id(some[1])]
        for way in ways:
            if ordered or not way.either:
                yield from _together(some, rows, way, goal)


def _together(
    atoms: tuple[Atom, ...], rows: Sequence[tuple[Decimal, ...]], way: _Way, goal: _Goal
) -> Iterator[Candidate]:
    """The numbers counted together in one way, if that gives what is wanted and is more than the first."""
    try:
        if abs(way.count(*rows[0]) - goal.numbers[0]) > 1:
            return
        made = [way.count(*row) for row in rows]
    except DecimalException:
        return
    rounding = goal.met(made)
    if rounding is None or made == [row[0] for row in rows]:
        return
    calls = [f"({atom.call})" if atom.call != "{v}" else "{v}" for atom in atoms]
    values = [call.replace("{v}", f"value[{n}]") for n, call in enumerate(calls)]
    written = way.call.format(**dict(zip("abc", values, strict=False)))
    why = way.why.format(**{letter: atom.names[-1] for letter, atom in zip("abc", atoms, strict=False)})
    dear = sum(atom.cost for atom in atoms) + way.cost
    dear += (_ROUNDED if goal.decimals else _WHOLE) if rounding else 0
    yield Candidate(
        dear, f"[{', '.join(atom.select for atom in atoms)}]", of(_rounded(written, rounding)), why
    )
