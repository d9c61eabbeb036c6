"""Days and times as they are given on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer


def day(text: str) -> date:
    """Read a day, as 2026-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-01-31") from None


def moment(text: str) -> datetime:
    """Read a time with its zone; a day is its first moment in UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is neither a day (2026-01-31) nor a time (2026-01-31T08:00:00+01:00)"
        ) from None
    if len(text) <= len("2026-01-31"):
        return datetime.combine(read.date(), time.min, UTC)
    if read.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no time zone; add one, as in 2026-01-31T08:00:00+01:00")
    return read


SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since", parser=moment, metavar="DAY", help="Read again what was modified from this day or time on."
    ),
]
FromOption = Annotated[
    date | None, typer.Option("--from", parser=day, metavar="DAY", help="The first day; else 31 days.")
]
ToOption = Annotated[
    date | None, typer.Option("--to", parser=day, metavar="DAY", help="The last day; else today.")
]
