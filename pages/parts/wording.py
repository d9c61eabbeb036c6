"""How things are said on the pages: times, numbers and states in words, and text of others made harmless."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st

from core.documents import write_json
from core.records import RunState, Verdict

K = TypeVar("K")
Colour = Literal["red", "orange", "green", "blue", "gray"]

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=\"'])")
#: What a browser or Markdown would turn into a link, an icon or a directive is cut by an invisible joiner.
_CUTS = re.compile(r"(?<=:)|(?<=@)|(?<=www)", re.IGNORECASE)
_A_MOMENT = 5
_JOINER = "\N{WORD JOINER}"

STATES: dict[RunState, tuple[str, Colour, str]] = {
    RunState.WAITING: ("waiting", "gray", "schedule"),
    RunState.RUNNING: ("running", "blue", "sync"),
    RunState.INTERRUPTED: ("interrupted", "orange", "pause_circle"),
    RunState.PAUSED: ("paused", "orange", "motion_photos_paused"),
    RunState.DONE: ("done", "green", "check_circle"),
    RunState.FAILED: ("failed", "red", "error"),
    RunState.CANCELLED: ("cancelled", "gray", "cancel"),
    RunState.SKIPPED: ("skipped", "gray", "skip_next"),
}

VERDICTS: dict[Verdict, tuple[str, Colour]] = {
    Verdict.CREATE: ("create", "green"),
    Verdict.UPDATE: ("update", "blue"),
    Verdict.UNCHANGED: ("unchanged", "gray"),
    Verdict.SKIP: ("skip", "gray"),
    Verdict.FILTERED: ("filtered", "gray"),
    Verdict.PARKED: ("parked", "orange"),
    Verdict.AMBIGUOUS: ("ambiguous", "red"),
}


def plain(text: object) -> str:
    """Write text of others so that Markdown shows it as it stands: no link, image or icon comes of it."""
    one_line = " ".join(str(text).split())
    return _CUTS.sub(_JOINER, _MARKS.sub(r"\\\1", one_line))


def sentence(text: object) -> str:
    """A text of others as a sentence: harmless, with a capital."""
    words = plain(text)
    return words[:1].upper() + words[1:]


def explained(text: str) -> str:
    """A sentence of our own about records of others, in which paths between backticks are code."""
    one_line = " ".join(text.split())
    pieces = re.split(r"( ?`[^`]+` ?)", one_line[:1].upper() + one_line[1:])
    return "".join(piece if n % 2 else plain(piece) for n, piece in enumerate(pieces))


def state_badge(state: RunState) -> str:
    """A run's state as a coloured word."""
    word, colour, icon = STATES[state]
    return f":{colour}-badge[:material/{icon}: {word}]"


def zone() -> tzinfo:
    """The time zone of the person who looks, or UTC when the browser does not tell."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC


def local(moment: datetime) -> str:
    """A moment on the clock of the person who looks: `Sat 21 Nov 2026, 14:05`."""
    return f"{moment.astimezone(zone()):%a %-d %b %Y, %H:%M}"


def apart(labels: Mapping[K, str]) -> dict[K, str]:
    """Give each choice words of its own: the browser tells choices apart by nothing but what they say."""
    often = Counter(labels.values())
    return {each: said if often[said] == 1 else f"{said} ({each})" for each, said in labels.items()}


def ago(moment: datetime | None) -> str:
    """How long ago, or how soon, in one short phrase."""
    if moment is None:
        return "never"
    seconds = (datetime.now(UTC) - moment).total_seconds()
    length = span(timedelta(seconds=abs(seconds)))
    if abs(seconds) < _A_MOMENT:
        return "just now"
    return f"{length} ago" if seconds > 0 else f"in {length}"


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit: `40 seconds`, `3 hours`."""
    seconds = length.total_seconds()
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            return counted(round(seconds / size), unit)
    return counted(round(seconds), "second") if seconds >= 1 else "under a second"


def counted(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: `1 record`, `1,240 records`."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def listed(names: list[str], at_most: int = 4) -> str:
    """Names in a row, the first few only: `a, b, c and 5 more`."""
    shown = names[:at_most]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def short(value: Any, at_most: int = 120) -> str:
    """A JSON value in one line of a table: text as it is, nothing as nothing, the rest as JSON."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else write_json(value)
    return text if len(text) <= at_most else text[: at_most - 1] + "…"
