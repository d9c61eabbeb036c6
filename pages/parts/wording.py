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
from core.language import N_, _, moment, n_, translated, whole
from core.records import RunState, Verdict

K = TypeVar("K")
Colour = Literal["red", "orange", "green", "blue", "gray"]

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=\"'])")
#: What a browser or Markdown would turn into a link, an icon or a directive is cut by an invisible joiner.
_CUTS = re.compile(r"(?<=:)|(?<=@)|(?<=www)", re.IGNORECASE)
_A_MOMENT = 5
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_JOINER = "\N{WORD JOINER}"

STATES: dict[RunState, tuple[str, Colour, str]] = {
    RunState.WAITING: (N_("waiting"), "gray", "schedule"),
    RunState.RUNNING: (N_("running"), "blue", "sync"),
    RunState.INTERRUPTED: (N_("interrupted"), "orange", "pause_circle"),
    RunState.PAUSED: (N_("paused"), "orange", "motion_photos_paused"),
    RunState.DONE: (N_("done"), "green", "check_circle"),
    RunState.FAILED: (N_("failed"), "red", "error"),
    RunState.CANCELLED: (N_("cancelled"), "gray", "cancel"),
    RunState.SKIPPED: (N_("skipped"), "gray", "skip_next"),
}

VERDICTS: dict[Verdict, tuple[str, Colour]] = {
    Verdict.CREATE: (N_("create"), "green"),
    Verdict.UPDATE: (N_("update"), "blue"),
    Verdict.UNCHANGED: (N_("unchanged"), "gray"),
    Verdict.SKIP: (N_("skip"), "gray"),
    Verdict.FILTERED: (N_("filtered"), "gray"),
    Verdict.PARKED: (N_("parked"), "orange"),
    Verdict.AMBIGUOUS: (N_("ambiguous"), "red"),
}


def plain(text: object) -> str:
    """Write text of others so that Markdown shows it as it stands: no link, image or icon comes of it."""
    one_line = " ".join(str(text).split())
    return _CUTS.sub(_JOINER, _MARKS.sub(r"\\\1", one_line))


def phrase(text: object) -> str:
    """Words of the core in the reader's language: harmless; what stands between backticks is code."""
    one_line = " ".join(translated(text).split())
    pieces = re.split(r"( ?`[^`]+` ?)", one_line)
    return "".join(piece if n % 2 else plain(piece) for n, piece in enumerate(pieces))


def sentence(text: object) -> str:
    """As `phrase`, with a capital."""
    words = phrase(text)
    return words[:1].upper() + words[1:]


def state_badge(state: RunState) -> str:
    """A run's state as a coloured word."""
    word, colour, icon = STATES[state]
    return f":{colour}-badge[:material/{icon}: {_(word)}]"


def zone() -> tzinfo:
    """The time zone of the person who looks, or UTC when the browser does not tell."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC


def local(when: datetime) -> str:
    """A moment on the clock of the person who looks: `Sat 21 Nov 2026, 14:05`."""
    return moment(when.astimezone(zone()))


def apart(labels: Mapping[K, str]) -> dict[K, str]:
    """Give each choice words of its own: the browser tells choices apart by nothing but what they say."""
    often = Counter(labels.values())
    return {each: said if often[said] == 1 else f"{said} ({each})" for each, said in labels.items()}


def ago(when: datetime | None) -> str:
    """How long ago, or how soon, in one short phrase."""
    if when is None:
        return _("never")
    seconds = (datetime.now(UTC) - when).total_seconds()
    length = span(timedelta(seconds=abs(seconds)))
    if abs(seconds) < _A_MOMENT:
        return _("just now")
    return _("{time} ago", time=length) if seconds > 0 else _("in {time}", time=length)


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit: `40 seconds`, `3 hours`."""
    seconds = length.total_seconds()
    if seconds >= _DAY:
        return n_("{n} day", "{n} days", round(seconds / _DAY))
    if seconds >= _HOUR:
        return n_("{n} hour", "{n} hours", round(seconds / _HOUR))
    if seconds >= _MINUTE:
        return n_("{n} minute", "{n} minutes", round(seconds / _MINUTE))
    return n_("{n} second", "{n} seconds", round(seconds)) if seconds >= 1 else _("under a second")


def counted(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: `1 record`, `1,240 records`."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def listed(names: list[str], at_most: int = 4) -> str:
    """Names in a row, the first few only: `a, b, c and 5 more`."""
    shown = names[:at_most]
    more = len(names) - len(shown)
    if more:
        return _("{names} and {n} more", names=", ".join(shown), n=whole(more))
    return (
        _("{first} and {last}", first=", ".join(shown[:-1]), last=shown[-1])
        if len(shown) > 1
        else "".join(shown)
    )


def short(value: Any, at_most: int = 120) -> str:
    """A JSON value in one line of a table: text as it is, nothing as nothing, the rest as JSON."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else write_json(value)
    return text if len(text) <= at_most else text[: at_most - 1] + "…"
