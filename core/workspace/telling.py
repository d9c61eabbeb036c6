"""When people are told what is wrong: the hours, how often, and from where links lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from core.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Telling:
    """When people are told: `quiet_from` to `quiet_to` nothing leaves, else once in `digest` minutes at most.

    The hours are wall times of `timezone`. `address` is where the pages answer, for links; `ping` tells
    whether somebody outside is told that all is on time, and `unheard` why that failed last.
    """

    quiet_from: str = ""
    quiet_to: str = ""
    timezone: str = "Europe/Amsterdam"
    digest: int = 0
    address: str = ""
    ping: bool = False
    unheard: str = ""


def hour(text: str) -> str:
    """Read an hour of the day; Misconfigured where it is none."""
    try:
        return datetime.strptime(text, "%H:%M").strftime("%H:%M") if text else ""  # noqa: DTZ007 - a wall time
    except ValueError:
        raise Misconfigured(f"{text!r} is no hour of the day; write 22:00") from None


def zone(name: str) -> str:
    """Read a time zone; Misconfigured where there is none of that name."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise Misconfigured(f"there is no time zone {name!r}; write Europe/Amsterdam") from None


def http(url: str) -> str:
    """Read an address of the web; Misconfigured where it is none."""
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise Misconfigured(f"{url!r} is no address; write https://koppel.example.com")
    return url.rstrip("/") if url.count("/") == 3 else url  # noqa: PLR2004 - an address without a path
