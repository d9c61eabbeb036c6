"""The ways in which one value can be written: capitals, parts, padding, amounts, days, as transforms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.suggestions.candidate import Atom, Wanted, quoted_text

#: A form: how a transform makes it of the value `{v}`, what that costs, and what it gives at each example.
_DIVIDERS = ("-", " ", "/", "@", ".", "_", ",", ":", "#", "|", ", ", " - ", ";")
_PARTS = (0, 1, -1, 2)
_ENDS = (0, -1)
_WIDEST = 12
_LONGEST = 2_000
_DAYS = (
    *("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%y", "%d.%m.%y", "%y%m%d"),
    *("%Y", "%m", "%d", "%y", "%H:%M", "%Y-%m", "%m-%Y", "%m/%Y", "%Y%m", "%d%m%Y", "%V", "%H:%M:%S"),
    *("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M"),
    *("%d.%m.%Y %H:%M", "%Y%m%d%H%M%S", "%d %B %Y", "%d %b %Y"),
)
#: Forms in which the source may write a day.
_READ = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%y", "%d-%m-%Y %H:%M")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ].+)?")
_EPOCH = re.compile(r"1\d{9}(\d{3})?")
ZONES = ("Europe/Amsterdam", "UTC", "Europe/London", "Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an atom's value: how a transform makes it of `{v}`, and what it gives."""

    atom: Atom
    call: str
    cost: float
    texts: tuple[str, ...]
    why: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is the value itself."""
        return self.call == "{v}"


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


def days(atom: Atom, zones: Sequence[str] = ZONES) -> Iterator[Form]:
    """Dates and times in other forms and time zones."""
    if not all(_ISO_DAY.fullmatch(one) for one in atom.texts):
        yield from _read_days(atom)
        return
    moments = [_moment(one) for one in atom.texts]
    if None in moments:
        return
    known = [moment for moment in moments if moment is not None]
    timed = any(len(one) > 10 for one in atom.texts)  # noqa: PLR2004  - more than a day
    local = timed and all(moment.tzinfo is not None for moment in known)
    for n, zone in enumerate([None, *(zones if local else ())]):
        there = [moment.astimezone(_zone(zone)) for moment in known] if zone else known
        tz, away = (f", tz='{zone}'" if zone else ""), (0.15 + 0.05 * n if zone else 0)
        where = f", the time in {zone}" if zone else ""
        day = tuple(f"{moment:%Y-%m-%d}" for moment in there)
        if timed:
            call = f"{{v}} | date('%Y-%m-%d'{tz})" if zone else "{v} | date"
            yield Form(atom, call, 0.3 + away, day, "the day" + where)
        for m, form in enumerate(_DAYS):
            made = tuple(moment.strftime(form) for moment in there)
            yield Form(atom, f"{{v}} | date('{form}'{tz})", 0.5 + 0.01 * m + away, made, f"as {form}" + where)
        if zone:
            stamps = tuple(moment.isoformat() for moment in there)
            yield Form(atom, f"{{v}} | datetime(tz='{zone}')", 0.4 + away, stamps, where.removeprefix(", "))


def _read_days(atom: Atom) -> Iterator[Form]:
    """Days that the source does not write as ISO 8601, or as the seconds since 1970."""
    if all(_EPOCH.fullmatch(one) for one in atom.texts):
        unit = ", unit='ms'" if len(atom.texts[0]) > 10 else ""  # noqa: PLR2004  - milliseconds have 13 digits
        seconds = [int(one[:10]) for one in atom.texts]
        there = [datetime.fromtimestamp(one, UTC) for one in seconds]
        read = f"{{v}} | from_epoch(tz='UTC'{unit})"
        yield Form(atom, read, 0.6, tuple(moment.isoformat() for moment in there), "a time from its seconds")
        yield Form(
            atom, f"{read} | date", 0.7, tuple(f"{one:%Y-%m-%d}" for one in there), "a day from its seconds"
        )
    for n, form in enumerate(_READ):
        moments = [_written(one, form) for one in atom.texts]
        if None in moments:
            continue
        known = [moment for moment in moments if moment is not None]
        read = f"{{v}} | parse_date('{form}')"
        why = f"a day written as {form}"
        if "%H" in form:
            yield Form(atom, read, 0.5 + 0.01 * n, tuple(one.isoformat() for one in known), why)
            read += " | date"
        yield Form(atom, read, 0.5 + 0.01 * n, tuple(f"{one:%Y-%m-%d}" for one in known), why)
        for m, other in enumerate(_DAYS):
            made = tuple(one.strftime(other) for one in known)
            call = f"{read} | date('{other}')"
            yield Form(atom, call, 0.9 + 0.01 * (n + m), made, f"{why}, as {other}")


@lru_cache(maxsize=2048)
def _moment(given: str) -> datetime | None:
    try:
        return datetime.fromisoformat(given)
    except ValueError:
        return None


@lru_cache(maxsize=2048)
def _written(given: str, form: str) -> datetime | None:
    try:
        moment = datetime.strptime(given.strip(), form)  # noqa: DTZ007  - a day has no zone
    except ValueError:
        return None
    return moment if moment.year > 1900 else None  # noqa: PLR2004  - what is older is no date of a trade


def _zone(name: str) -> Any:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def towards(atom: Atom, wanted: Wanted, room: int | None) -> Iterator[Form]:
    """The ways of writing that only what is wanted can tell: cuts, slices, days later."""
    pairs = [(one, wish) for one, wish in zip(atom.texts, wanted.texts, strict=True) if wish]
    if not pairs or any(not one for one, _ in pairs):
        return
    yield from _cut(atom, wanted, pairs, room)
    yield from _without(atom, wanted, pairs)
    yield from _slice(atom, wanted, pairs)
    yield from _later(atom, wanted, pairs)


_Pairs = list[tuple[str, str]]


def _cut(atom: Atom, wanted: Wanted, pairs: _Pairs, room: int | None) -> Iterator[Form]:
    longest = max(len(wish) for _, wish in pairs)
    if all(one[:longest] == wish for one, wish in pairs) and any(one != wish for one, wish in pairs):
        cost = 0.3 if longest == room else 0.5
        yield Form(atom, f"{{v}} | truncate({longest})", cost, wanted.texts, f"cut to {longest} characters")


def _without(atom: Atom, wanted: Wanted, pairs: _Pairs) -> Iterator[Form]:
    """Without what stands before or after it in every example."""
    before = {one[: -len(wish)] for one, wish in pairs if one.endswith(wish) and one != wish}
    if len(before) == 1 and all(one.endswith(wish) for one, wish in pairs):
        gone = quoted_text(next(iter(before)))
        yield Form(atom, f"{{v}}.removeprefix({gone})", 0.45, wanted.texts, f"without {gone} before it")
    after = {one[len(wish) :] for one, wish in pairs if one.startswith(wish) and one != wish}
    if len(after) == 1 and all(one.startswith(wish) for one, wish in pairs):
        gone = quoted_text(next(iter(after)))
        yield Form(atom, f"{{v}}.removesuffix({gone})", 0.45, wanted.texts, f"without {gone} after it")


def _slice(atom: Atom, wanted: Wanted, pairs: _Pairs) -> Iterator[Form]:
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


def _later(atom: Atom, wanted: Wanted, pairs: _Pairs) -> Iterator[Form]:
    """The same number of days later, or earlier: a day on which something is due."""
    if not all(_ISO_DAY.fullmatch(one) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", wish) for one, wish in pairs):
        return
    spans = {_span(one, wish) for one, wish in pairs}
    span = spans.pop() if len(spans) == 1 else None
    if span:
        timed = any(len(one) > 10 for one, _ in pairs)  # noqa: PLR2004  - more than a day
        call = f"{{v}} | date | add_days({span})" if timed else f"{{v}} | add_days({span})"
        yield Form(atom, call, 0.9, wanted.texts, f"{abs(span)} days {'later' if span > 0 else 'earlier'}")


def _span(one: str, wish: str) -> int | None:
    try:
        gap: timedelta = datetime.fromisoformat(wish[:10]) - datetime.fromisoformat(one[:10])
    except ValueError:
        return None
    return gap.days
