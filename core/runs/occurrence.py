"""When a schedule is due: pure functions on local wall time, so that a night of clock change fires once.

A planned time that comes while a run of its flow is under way waits for it; one that comes while an earlier
planned one still waits is left out, unless the schedule catches up on all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from croniter import croniter

from core.flow import CatchUp, FlowProblems, Schedule, read_flow
from core.records import JsonObject
from core.store import Firing, Timed

#: A flow that was off for long does not make up for more than this many occurrences at once.
MOST_CAUGHT_UP = 1000
#: An occurrence that is later than this was missed; `catch_up: none` leaves it out.
ON_TIME = timedelta(minutes=2)
_YEAR = 400


def local(schedule: Schedule, now: datetime) -> datetime:
    """The wall time at the schedule's place, without offset: the same hour is never told twice."""
    return now.astimezone(ZoneInfo(schedule.timezone)).replace(tzinfo=None)


def moment(schedule: Schedule, wall: datetime) -> datetime:
    """When a wall time comes: a repeated one the first time, a skipped one at the end of the gap."""
    zone = ZoneInfo(schedule.timezone)
    end_of_gap = next(each for each in _minutes(wall) if _exists(each, zone))
    return end_of_gap.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _minutes(wall: datetime) -> Iterator[datetime]:
    return (wall + timedelta(minutes=number) for number in range(24 * 60))


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


def occurrences(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """The wall times at which the schedule fires after a wall time, for ever."""
    times = croniter(schedule.cron, after)
    while True:
        yield times.get_next(datetime)


def due(schedule: Schedule, fired: datetime, now: datetime) -> list[datetime]:
    """The wall times that are to be fired now, given the last one that was; oldest first."""
    match schedule.catch_up:
        case CatchUp.ALL:
            times = islice(occurrences(schedule, fired), MOST_CAUGHT_UP)
            return list(takewhile(lambda wall: moment(schedule, wall) <= now, times))
        case CatchUp.LATEST:
            return _latest(schedule, fired, now)
        case CatchUp.NONE:
            return [wall for wall in _latest(schedule, fired, now) if now - moment(schedule, wall) <= ON_TIME]


def _latest(schedule: Schedule, fired: datetime, now: datetime) -> list[datetime]:
    """The last wall time that has come, when it is later than the last one that was fired."""
    # No clock is changed by more than a few hours: what has come lies before this.
    times = croniter(schedule.cron, max(local(schedule, now), fired) + timedelta(hours=4))
    while (wall := times.get_prev(datetime)) > fired:
        if moment(schedule, wall) <= now:
            return [wall]
    return []


def firing(timed: Timed, now: datetime) -> Firing:
    """What becomes of a flow that is due to be looked at.

    A schedule that was changed counts from the change: what the new one would have started before is not
    made up for, and what the old one missed is gone.
    """
    timing = timed.timing if timed.text is None else _timing(timed.text)
    if timing is None:
        return Firing(None, timed.fired, None)
    schedule = Schedule.model_construct(
        cron=timing["cron"], timezone=timing["timezone"], catch_up=CatchUp(timing["catch_up"])
    )
    fired = datetime.fromisoformat(timed.fired) if timed.fired else local(schedule, now)
    if timed.timing and [timed.timing[n] for n in _WHEN] != [timing[n] for n in _WHEN]:
        fired = local(schedule, min(timed.at, now))
    walls = due(schedule, fired, now)
    fired = max([fired, *walls, *_latest(schedule, fired, now)]) if len(walls) < MOST_CAUGHT_UP else walls[-1]
    upcoming = moment(schedule, next(occurrences(schedule, fired)))
    return Firing(
        timing=timing,
        fired=fired.isoformat(),
        due=upcoming,
        planned=tuple(wall.isoformat() for wall in walls),
        ends=(timing["source"], timing["target"]),
        each=schedule.catch_up is CatchUp.ALL,
    )


_WHEN = ("cron", "timezone")


def _timing(text: str) -> JsonObject | None:
    """What a document says about when it runs; None when it says nothing, or cannot be read."""
    try:
        flow = read_flow(text)
    except FlowProblems:
        return None
    if flow.schedule is None:
        return None
    ends = {"source": flow.source.connection, "target": flow.target.connection}
    return {**flow.schedule.model_dump(mode="json"), **ends}


def next_times(schedule: Schedule, now: datetime, count: int = 10) -> list[datetime]:
    """The next moments at which the schedule fires, in its own zone."""
    zone = ZoneInfo(schedule.timezone)
    here = local(schedule, now)
    moments = (
        moment(schedule, wall).astimezone(zone) for wall in occurrences(schedule, here - timedelta(hours=1))
    )
    return list(islice((each for each in moments if each > now), count))


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A change of the clock where a schedule is: what it shows before and after, and the starts in between.

    `before` and `after` are wall times of the same moment; `starts` are those of the hour that is skipped, or
    that comes twice.
    """

    before: datetime
    after: datetime
    starts: tuple[datetime, ...]


def clock_change(schedule: Schedule, now: datetime) -> ClockChange | None:
    """The next change of the clock within a bit more than a year, or None where the clock never changes."""
    zone = ZoneInfo(schedule.timezone)

    def shown(at: datetime) -> datetime:
        return at.astimezone(zone).replace(tzinfo=None)

    def offset(at: datetime) -> timedelta:
        return shown(at) - at.replace(tzinfo=None)

    days = (now.astimezone(UTC) + timedelta(days=number) for number in range(_YEAR))
    early = next((day for day in days if offset(day) != offset(day + timedelta(days=1))), None)
    if early is None:
        return None
    late = early + timedelta(days=1)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        early, late = (middle, late) if offset(middle) == offset(early) else (early, middle)
    at = late.replace(microsecond=0)
    after = shown(at)
    before = after - (offset(at) - offset(at - timedelta(minutes=1)))
    first, last = sorted((before, after))
    walls = takewhile(lambda wall: wall < last, occurrences(schedule, first - timedelta(seconds=1)))
    return ClockChange(before, after, tuple(walls))
