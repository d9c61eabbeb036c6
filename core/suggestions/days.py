"""Days and times in the forms and the time zones in which systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.suggestions.candidate import Atom, Form, Pairs, Wanted

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
#: What lies outside is no date of a trade.
_YEARS = range(1900, 2200)
ZONES = ("Europe/Amsterdam", "UTC", "Europe/London", "Europe/Helsinki")


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
        moment = datetime.fromisoformat(given)
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None


@lru_cache(maxsize=2048)
def _written(given: str, form: str) -> datetime | None:
    try:
        moment = datetime.strptime(given.strip(), form)  # noqa: DTZ007  - a day has no zone
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None


def _zone(name: str) -> Any:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def later(atom: Atom, wanted: Wanted, pairs: Pairs) -> Iterator[Form]:
    """The same number of days later, or earlier: a day on which something is due."""
    if not all(_ISO_DAY.fullmatch(one) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", wish) for one, wish in pairs):
        return
    spans = {_span(one, wish) for one, wish in pairs}
    span = spans.pop() if len(spans) == 1 else None
    if span:
        timed = any(len(one) > 10 for one, _ in pairs)  # noqa: PLR2004  - more than a day
        call = f"{{v}} | date | add_days({span})" if timed else f"{{v}} | add_days({span})"
        why = f"{span} days later" if span > 0 else f"{-span} days earlier"
        yield Form(atom, call, 0.9, wanted.texts, why)


def _span(one: str, wish: str) -> int | None:
    try:
        gap: timedelta = datetime.fromisoformat(wish[:10]) - datetime.fromisoformat(one[:10])
    except ValueError:
        return None
    return gap.days
