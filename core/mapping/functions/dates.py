"""Functions on dates and times: ISO 8601 text in, ISO 8601 or a chosen form out, with time zones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.mapping.functions.registry import function
from core.mapping.values import named, number, text

_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The marks of strftime that mean the same everywhere; a width before one of them is not among them.
_FORM = re.compile(r"(?:[^%]|%[aAbBdHIjmMpSUwWyYzZfGVu%])*", re.DOTALL)


def _zone(tz: str) -> ZoneInfo:
    try:
        return ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {tz!r}; write one like 'Europe/Amsterdam'") from None


def _moment(value: Any) -> datetime:
    given = text(value).strip()
    try:
        return datetime.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{named(value)} is not a date or time as 2026-01-31T12:00:00+01:00") from None


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A time in a zone; one without a zone is taken as local there, and must exist once."""
    if moment.tzinfo is not None:
        return moment.astimezone(zone)
    first, second = moment.replace(tzinfo=zone), moment.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        what = "comes twice" if back == moment else "does not exist"
        raise ValueError(f"the time {moment.isoformat()} {what} in {zone.key}, when the clock changes")
    return first


def _formed(moment: datetime, form: str) -> str:
    if not _FORM.fullmatch(form):
        raise ValueError(f"{form!r} is not a form of a date; write one like '%d-%m-%Y %H:%M'")
    return moment.strftime(
        form.replace("%Y", f"{moment.year:04d}").replace("%G", f"{moment.isocalendar().year:04d}")
    )


def _guarded(value: Any, tz: str | None) -> datetime:
    try:
        moment = _moment(value)
        if tz is None or _DATE_ONLY.fullmatch(text(value).strip()):
            return moment
        return _local(moment, _zone(tz))
    except OverflowError:
        raise ValueError(f"{named(value)} lies outside of the years 1 to 9999") from None


@function(
    "'2026-01-31T23:30:00Z'|date('%d-%m-%Y', tz='Europe/Amsterdam')",
    "01-02-2026",
    library="zoneinfo",
    name="date",
)
def date_(value: Any, format: str = "%Y-%m-%d", tz: str | None = None) -> str:  # noqa: A002  - reads best in a rule
    """The date of a date or time, in a form and in a time zone."""
    return _formed(_guarded(value, tz), format)


@function(
    "'2026-07-01T10:00:00Z'|datetime(tz='Europe/Amsterdam')",
    "2026-07-01T12:00:00+02:00",
    library="zoneinfo",
    name="datetime",
)
def datetime_(value: Any, tz: str | None = None) -> str:
    """A time as ISO 8601, in a time zone; a time without a zone is taken as local there."""
    return _guarded(value, tz).isoformat()


@function("'31-01-2026'|parse_date('%d-%m-%Y')", "2026-01-31")
def parse_date(value: Any, format: str) -> str:  # noqa: A002  - reads best in a rule
    """Read a date from a form like %d-%m-%Y and give it as ISO 8601; a time when the form has one."""
    if not _FORM.fullmatch(format) or "%" not in format:
        raise ValueError(f"{format!r} is not a form of a date; write one like '%d-%m-%Y'")
    try:
        moment = datetime.strptime(text(value).strip(), format)  # noqa: DTZ007  - a form with %z gives a zone
    except (ValueError, re.error):
        raise ValueError(f"{named(value)} is not a date in the form {format!r}") from None
    has_time = any(mark in format for mark in ("%H", "%I", "%M", "%S"))
    return moment.isoformat() if has_time else moment.date().isoformat()


@function("'2026-01-31'|add_days(14)", "2026-02-14")
def add_days(value: Any, days: Any) -> str:
    """So many days later, or earlier with a minus; a date stays a date, a time keeps its hour."""
    given = text(value).strip()
    try:
        step = timedelta(days=int(number(days)))
        if _DATE_ONLY.fullmatch(given):
            return (date.fromisoformat(given) + step).isoformat()
        return (_moment(given) + step).isoformat()
    except OverflowError:
        raise ValueError(f"{days} days from {named(value)} lies outside of the years 1 to 9999") from None


@function("1767225600|from_epoch(tz='UTC')", "2026-01-01T00:00:00+00:00", library="zoneinfo")
def from_epoch(value: Any, tz: str = "UTC", unit: Literal["s", "ms"] = "s") -> str:
    """A time from the seconds (or milliseconds, `ms`) since 1970."""
    count = number(value)
    if unit not in ("s", "ms"):
        raise ValueError(f"from_epoch() counts in 's' or 'ms', not {unit!r}")
    try:
        since = timedelta(milliseconds=int(count)) if unit == "ms" else timedelta(seconds=int(count))
        moment = datetime.combine(date(1970, 1, 1), time(), UTC) + since
        return moment.astimezone(_zone(tz)).isoformat()
    except OverflowError:
        raise ValueError(f"{named(value)} lies outside of the years 1 to 9999") from None
