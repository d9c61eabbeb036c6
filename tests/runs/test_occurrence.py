"""Schedules fire once per planned wall time, through both nights of clock change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.flow import Schedule
from core.runs.occurrence import clock_change, due, local, next_times

ZONES = [
    "Europe/Amsterdam",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "UTC",
]


def at(text: str) -> datetime:
    """A moment from ISO text."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "cron"), [*((zone, "30 2 * * *") for zone in ZONES), ("Europe/Amsterdam", "*/15 * * * *")]
)
def test_each_planned_wall_time_fires_once_in_a_year(zone: str, cron: str) -> None:
    """Polled at odd times for 400 days, no wall time is fired twice and none is left out."""
    schedule = Schedule(cron=cron, timezone=zone, catch_up="all")
    now = at("2026-01-01T00:00:00+00:00")
    first = fired = local(schedule, now)
    walls: list[datetime] = []
    for _ in range(400 * 24 // 7):
        now += timedelta(hours=7, minutes=1)
        for wall in due(schedule, fired, now):
            walls.append(wall)
            fired = wall
    assert len(walls) == len(set(walls))
    expected = next_walls(schedule, first, walls[-1])
    assert walls == expected


def next_walls(schedule: Schedule, after: datetime, last: datetime) -> list[datetime]:
    """The wall times of a cron line by counting minutes: the slow and simple way."""
    from croniter import croniter  # noqa: PLC0415 - only the expectation needs it

    times, found = croniter(schedule.cron, after), []
    while (wall := times.get_next(datetime)) <= last:
        found.append(wall)
    return found


def test_the_hour_that_comes_twice_fires_once() -> None:
    """At 02:30 of the night in which the clock goes back, the first 02:30 counts."""
    schedule = Schedule(cron="30 2 * * *", timezone="Europe/Amsterdam")
    times = next_times(schedule, at("2026-10-24T12:00:00+00:00"), 2)
    assert [each.isoformat() for each in times] == ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]
    fired = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a wall time
    assert due(schedule, fired, at("2026-10-25T01:31:00+00:00")) == []


def test_the_hour_that_never_comes_fires_at_its_end() -> None:
    """At 02:30 of the night in which the clock goes forward, the run starts at 03:00."""
    schedule = Schedule(cron="30 2 * * *", timezone="Europe/Amsterdam")
    (first,) = next_times(schedule, at("2026-03-28T12:00:00+00:00"), 1)
    assert first.isoformat() == "2026-03-29T03:00:00+02:00"


@pytest.mark.parametrize(("catch_up", "count"), [("latest", 1), ("all", 4), ("none", 0)])
def test_missed_starts_are_caught_up_as_the_flow_says(catch_up: str, count: int) -> None:
    """After an hour off, a quarter-hourly flow makes one run, four, or none."""
    schedule = Schedule(cron="*/15 * * * *", timezone="UTC", catch_up=catch_up)
    fired = datetime(2026, 5, 1, 8, 0)  # noqa: DTZ001 - a wall time
    assert len(due(schedule, fired, datetime(2026, 5, 1, 9, 5, tzinfo=UTC))) == count


@pytest.mark.parametrize(
    ("zone", "now", "before", "after", "starts"),
    [
        ("Europe/Amsterdam", "2026-11-21", "2027-03-28T02:00", "2027-03-28T03:00", ["02:30"]),
        ("Europe/Amsterdam", "2027-04-01", "2027-10-31T03:00", "2027-10-31T02:00", ["02:30"]),
        ("America/New_York", "2026-06-01", "2026-11-01T02:00", "2026-11-01T01:00", []),
        ("Australia/Lord_Howe", "2026-11-21", "2027-04-04T02:00", "2027-04-04T01:30", []),
    ],
)
def test_the_next_clock_change_is_told_with_its_starts(
    zone: str, now: str, before: str, after: str, starts: list[str]
) -> None:
    """What the clock shows before and after, and which starts fall where it jumps."""
    schedule = Schedule(cron="30 2 * * *", timezone=zone)
    found = clock_change(schedule, at(f"{now}T00:00:00+00:00"))
    assert found is not None
    assert (found.before, found.after.replace(fold=0)) == (at(before), at(after))
    assert [f"{start:%H:%M}" for start in found.starts] == starts


def test_a_clock_that_never_changes_has_no_change() -> None:
    """UTC, and places without summer time."""
    for zone in ("UTC", "Asia/Tokyo"):
        schedule = Schedule(cron="30 2 * * *", timezone=zone)
        assert clock_change(schedule, at("2026-11-21T00:00:00+00:00")) is None
