"""When runs of a flow start: a cron line of five fields in a time zone, checked to mean what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from croniter import croniter
from croniter.croniter import CroniterBadDateError
from pydantic import field_validator

from core.mapping.mapping import Strict

_FIELDS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ("l",)),
    ("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    ("day of the week", 0, 7, ("sun", "mon", "tue", "wed", "thu", "fri", "sat")),
)
_PART = re.compile(
    r"(?P<first>\*|[0-9]{1,2}|[a-z]{1,3})(?:-(?P<last>[0-9]{1,2}|[a-z]{3}))?(?:/(?P<step>[0-9]{1,4}))?"
)


class CatchUp(StrEnum):
    """What becomes of the starts that were missed while nothing ran."""

    #: one run makes up for all of them
    LATEST = "latest"
    #: a run for each of them
    ALL = "all"
    #: they are gone
    NONE = "none"


class Schedule(Strict):
    """When runs of the flow start."""

    cron: str
    timezone: str = "UTC"
    catch_up: CatchUp = CatchUp.LATEST

    @field_validator("cron")
    @classmethod
    def _sound(cls, cron: str) -> str:
        check_cron(cron)
        return cron

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (ValueError, OSError, KeyError):
            raise ValueError(f"{timezone!r} is not a time zone; write it as Europe/Amsterdam") from None
        return timezone


def check_cron(cron: str) -> None:
    """Refuse a cron line that is not five plain fields, or that never comes; ValueError says which field."""
    fields = cron.lower().split()
    if len(fields) != len(_FIELDS):
        raise ValueError(
            f"{cron!r} has {len(fields)} fields; it has five: minute, hour, day, month, day of the week"
        )
    for text, (name, low, high, names) in zip(fields, _FIELDS, strict=True):
        for part in text.split(","):
            if why := _why_not(part, low, high, names):
                raise ValueError(f"{cron!r}: in the {name}, {part!r} {why}")
    try:
        croniter(cron, datetime(2024, 1, 1, tzinfo=UTC)).get_next(datetime)
    except CroniterBadDateError:
        raise ValueError(f"{cron!r} never comes: no such day is in the calendar") from None
    except ValueError as error:
        raise ValueError(f"{cron!r} is not a schedule: {error}") from None


def _why_not(part: str, low: int, high: int, names: tuple[str, ...]) -> str:
    found = _PART.fullmatch(part)
    if not found:
        return f"is not understood; use * or {low} to {high}, with , - and /"
    first, last, step = found["first"], found["last"], found["step"]
    for word in (first, last):
        if word and word != "*" and not _within(word, low, high, names):
            return f"is not within {low} to {high}"
    if last and first.isdigit() and last.isdigit() and int(first) > int(last):
        return "runs backwards; write two ranges with a comma between"
    if step and not 1 <= int(step) <= high - low:
        return f"takes steps of {step}, but they go from 1 to {high - low}"
    return ""


def _within(word: str, low: int, high: int, names: tuple[str, ...]) -> bool:
    return low <= int(word) <= high if word.isdigit() else word in names
