"""A cron line in plain words, as far as words are plainer than the line."""

from __future__ import annotations

from functools import reduce

from core.language import N_, _

_DAYS = [
    N_("Sunday"),
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
]
_SHORT = {"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

#: What is offered first; anything else is written as a cron line.
USUAL = {
    "*/5 * * * *": N_("every 5 minutes"),
    "*/15 * * * *": N_("every 15 minutes"),
    "0 * * * *": N_("every hour"),
    "0 */4 * * *": N_("every 4 hours"),
    "0 6 * * *": N_("every day at 06:00"),
    "30 7 * * 1-5": N_("on weekdays at 07:30"),
    "0 3 * * 0": N_("every Sunday at 03:00"),
}


def in_words(cron: str) -> str:
    """Say when a cron line fires: `every 15 minutes`, `on weekdays at 07:30`."""
    fields = cron.lower().split()
    if len(fields) != len(("minute", "hour", "day", "month", "weekday")):
        return cron
    minute, hour, day, month, weekday = fields
    said = ""
    if month == "*" and (day == "*" or weekday == "*"):
        if day == weekday == "*" and (hour == "*" or hour.startswith("*/")):
            said = _within_the_hour(minute) if hour == "*" else _every_hours(hour[2:], minute)
        elif minute.isdigit() and all(each.isdigit() for each in hour.split(",")):
            times = _and([f"{int(each):02d}:{int(minute):02d}" for each in hour.split(",")])
            said = _on_days(day, weekday, times)
    return said or _("by the cron line {cron}", cron=cron)


def _within_the_hour(minute: str) -> str:
    if minute == "*":
        return _("every minute")
    if minute.startswith("*/"):
        return _("every {n} minutes", n=minute[2:])
    if not minute.isdigit():
        return ""
    return _("every hour at {minute} past", minute=int(minute)) if int(minute) else _("every hour")


def _every_hours(hours: str, minute: str) -> str:
    if not minute.isdigit():
        return ""
    if int(minute):
        return _("every {n} hours at {minute} past", n=hours, minute=int(minute))
    return _("every {n} hours", n=hours)


def _on_days(day: str, weekday: str, times: str) -> str:
    if day == weekday == "*":
        return _("every day at {times}", times=times)
    if weekday == "*":
        return _("on day {day} of the month at {times}", day=day, times=times)
    if weekday in ("1-5", "mon-fri"):
        return _("on weekdays at {times}", times=times)
    first, dash, last = weekday.partition("-")
    if dash and "," not in weekday:
        return _("every {first} to {last} at {times}", first=_day(first), last=_day(last), times=times)
    days = [each for part in weekday.split(",") for each in _range(part)]
    return _("every {days} at {times}", days=_and([_(_DAYS[each]) for each in days]), times=times)


def _range(part: str) -> list[int]:
    first, dash, last = part.partition("-")
    begin = _number(first)
    return [n % 7 for n in range(begin, begin + (_number(last) - begin) % 7 + 1)] if dash else [begin]


def _day(word: str) -> str:
    return _(_DAYS[_number(word)])


def _number(word: str) -> int:
    return int(word) % 7 if word.isdigit() else _SHORT.get(word[:3], 0)


def _and(names: list[str]) -> str:
    return reduce(lambda first, last: _("{first} and {last}", first=first, last=last), names)
