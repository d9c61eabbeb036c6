"""The ways in which one value can be written: capitals, parts, padding, amounts, days, as transforms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from core.suggestions.candidate import Atom, Form, Pairs, Wanted, quoted_text
from core.suggestions.days import ZONES, days, later

_DIVIDERS = ("-", " ", "/", "@", ".", "_", ",", ":", "#", "|", ", ", " - ", ";")
_PARTS = (0, 1, -1, 2)
_ENDS = (0, -1)
_WIDEST = 12
_LONGEST = 2_000


def forms(atom: Atom, zones: Sequence[str] = ZONES) -> Iterator[Form]:
    """Every way of writing a value that does not depend on what is wanted."""
    texts = atom.texts
    if any(len(one) > _LONGEST for one in texts):
        return
    yield Form(atom, "{v}", 0.0, texts)
    for call, cost, write, why in _WRITTEN:
        made = tuple(map(write, texts))
        if made != texts:
            yield Form(atom, call, cost, made, why)
    yield from _parts(atom)
    yield from _padded(atom)
    yield from _amounts(atom)
    yield from days(atom, zones)


_WRITTEN: tuple[tuple[str, float, Any, str], ...] = (
    ("{v} | trim", 0.2, str.strip, "without blanks around"),
    ("{v} | one_line", 0.3, lambda one: " ".join(one.split()), "on one line"),
    ("{v} | upper", 0.3, str.upper, "in capitals"),
    ("{v} | lower", 0.3, str.lower, "in small letters"),
    ("{v} | trim | upper", 0.45, lambda one: one.strip().upper(), "in capitals, without blanks around"),
    ("{v} | trim | lower", 0.45, lambda one: one.strip().lower(), "in small letters, without blanks around"),
    ("{v} | title", 0.4, str.title, "each word with a capital"),
    ("{v} | capitalize", 0.4, str.capitalize, "with a capital"),
    ("{v}[:1]", 0.5, lambda one: one[:1], "the first letter"),
    ("{v}[:1] | upper", 0.6, lambda one: one[:1].upper(), "the first letter as a capital"),
    ("{v} | replace(' ', '')", 0.5, lambda one: one.replace(" ", ""), "without blanks"),
    (
        "{v} | replace(' ', '') | upper",
        0.65,
        lambda one: one.replace(" ", "").upper(),
        "in capitals, without blanks",
    ),
    ("{v} | replace('-', '')", 0.5, lambda one: one.replace("-", ""), "without hyphens"),
    ("{v} | replace('.', '')", 0.55, lambda one: one.replace(".", ""), "without points"),
    ("{v} | replace('.', ',')", 0.5, lambda one: one.replace(".", ","), "with a comma for the point"),
    ("{v} | replace(' ', '-')", 0.6, lambda one: one.replace(" ", "-"), "with hyphens for blanks"),
    ("{v} | replace(' ', '_')", 0.6, lambda one: one.replace(" ", "_"), "with _ for blanks"),
    (
        "{v} | replace(' ', '-') | lower",
        0.7,
        lambda one: one.replace(" ", "-").lower(),
        "in small letters with hyphens",
    ),
    ("{v} | replace('_', ' ')", 0.6, lambda one: one.replace("_", " "), "with blanks for _"),
    (
        "{v} | replace('_', ' ') | capitalize",
        0.75,
        lambda one: one.replace("_", " ").capitalize(),
        "as words",
    ),
    ("{v} | regex_replace('[^0-9]', '')", 0.8, lambda one: re.sub(r"[^0-9]", "", one), "the digits"),
)


def _parts(atom: Atom) -> Iterator[Form]:
    for rank, divider in enumerate(_DIVIDERS):
        every = all(divider in one for one in atom.texts if one)
        if not any(divider in one for one in atom.texts):
            continue
        split = [one.split(divider) for one in atom.texts]
        for place in _PARTS if every else _ENDS:
            made = tuple(some[place] if -len(some) <= place < len(some) else "" for some in split)
            cost = 0.5 + 0.02 * rank + 0.05 * _PARTS.index(place)
            yield Form(atom, f"{{v}} | part({quoted_text(divider)}, {place})", cost, made, "a part")
        if not every:
            continue
        rest = tuple(one.partition(divider)[2] for one in atom.texts)
        yield Form(
            atom, f"({{v}}.split({quoted_text(divider)}, 1) | last)", 0.75 + 0.02 * rank, rest, "what follows"
        )


def _padded(atom: Atom) -> Iterator[Form]:
    if not all(one.isdigit() for one in atom.texts):
        return
    for width in range(min(map(len, atom.texts)) + 1, _WIDEST + 1):
        made = tuple(one.rjust(width, "0") for one in atom.texts)
        yield Form(atom, f"{{v}} | pad({width})", 0.5 + 0.01 * width, made, "filled up with zeros")
    short = tuple(one.lstrip("0") for one in atom.texts)
    if short != atom.texts and all(short):
        yield Form(atom, "{v} | int", 0.5, short, "without zeros before it")


def _amounts(atom: Atom) -> Iterator[Form]:
    """Amounts as texts: with two decimals, none, a comma; in cents."""
    if atom.numbers is None:
        return
    hundredth = Decimal("0.01")
    two = tuple(format(one.quantize(hundredth, ROUND_HALF_UP), "f") for one in atom.numbers)
    cents = tuple(format((one * 100).quantize(Decimal(1), ROUND_HALF_UP), "f") for one in atom.numbers)
    none = tuple(format(one.quantize(Decimal(1), ROUND_HALF_UP), "f") for one in atom.numbers)
    comma = tuple(one.replace(".", ",") for one in two)
    number = atom.call
    yield Form(atom, f"'%.2f' | format({number})", 0.5, two, "with two decimals")
    yield Form(
        atom, f"'%.2f' | format({number}) | replace('.', ',')", 0.6, comma, "with two decimals and a comma"
    )
    yield Form(atom, f"{number} | round", 0.6, none, "rounded")
    yield Form(atom, f"(({number}) * 100) | round", 0.8, cents, "in cents")


def towards(atom: Atom, wanted: Wanted, room: int | None) -> Iterator[Form]:
    """The ways of writing that only what is wanted can tell: cuts, slices, days later."""
    pairs = [(one, wish) for one, wish in zip(atom.texts, wanted.texts, strict=True) if wish]
    if not pairs or any(not one for one, _ in pairs):
        return
    yield from _cut(atom, wanted, pairs, room)
    yield from _without(atom, wanted, pairs)
    yield from _slice(atom, wanted, pairs)
    yield from later(atom, wanted, pairs)


def _cut(atom: Atom, wanted: Wanted, pairs: Pairs, room: int | None) -> Iterator[Form]:
    longest = max(len(wish) for _, wish in pairs)
    if all(one[:longest] == wish for one, wish in pairs) and any(one != wish for one, wish in pairs):
        cost = 0.3 if longest == room else 0.5
        yield Form(atom, f"{{v}} | truncate({longest})", cost, wanted.texts, f"cut to {longest} characters")


def _without(atom: Atom, wanted: Wanted, pairs: Pairs) -> Iterator[Form]:
    """Without what stands before or after it in every example."""
    before = {one[: -len(wish)] for one, wish in pairs if one.endswith(wish) and one != wish}
    if len(before) == 1 and all(one.endswith(wish) for one, wish in pairs):
        gone = quoted_text(next(iter(before)))
        yield Form(atom, f"{{v}}.removeprefix({gone})", 0.45, wanted.texts, f"without {gone} before it")
    after = {one[len(wish) :] for one, wish in pairs if one.startswith(wish) and one != wish}
    if len(after) == 1 and all(one.startswith(wish) for one, wish in pairs):
        gone = quoted_text(next(iter(after)))
        yield Form(atom, f"{{v}}.removesuffix({gone})", 0.45, wanted.texts, f"without {gone} after it")


def _slice(atom: Atom, wanted: Wanted, pairs: Pairs) -> Iterator[Form]:
    """The same places of every text, counted from the start or from the end."""
    first, wish = pairs[0]
    if not 0 < len(wish) < len(first) or any(len(one) != len(wish) for _, one in pairs):
        return
    start = first.find(wish)
    while start >= 0:
        end, back = start + len(wish), start - len(first)
        if start and all(one[start:end] == want for one, want in pairs):
            yield Form(atom, f"{{v}}[{start}:{end}]", 0.8, wanted.texts, f"characters {start + 1} to {end}")
        stop = back + len(wish)
        if all(one[back : stop or None] == want for one, want in pairs):
            yield Form(atom, f"{{v}}[{back}:{stop or ''}]", 0.75, wanted.texts, "characters from the end")
        start = first.find(wish, start + 1)
