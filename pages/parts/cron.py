"""A cron line in plain words, as far as words are plainer than the line."""

from __future__ import annotations

_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT = {"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

#: What is offered first; anything else is written as a cron line.
USUAL = {
    "*/5 * * * *": "every 5 minutes",
    "*/15 * * * *": "every 15 minutes",
    "0 * * * *": "every hour",
    "0 */4 * * *": "every 4 hours",
    "0 6 * * *": "every day at 06:00",
    "30 7 * * 1-5": "on weekdays at 07:30",
    "0 3 * * 0": "every Sunday at 03:00",
}


def in_words(cron: str) -> str:
    """Say when a cron line fires: `every 15 minutes`, `on weekdays at 07:30`."""
    fields = cron.lower().split()
    if len(fields) != len(("minute", "hour", "day", "month", "weekday")):
        return cron
    minute, hour, day, month, weekday = fields
    if month != "*" or (day != "*" and weekday != "*"):
        return f"by the cron line {cron}"
    if hour == "*" and day == weekday == "*":
        return _within_the_hour(minute, cron)
    if minute.isdigit() and hour.startswith("*/") and day == weekday == "*":
        at = f" at {int(minute)} past" if int(minute) else ""
        return f"every {hour[2:]} hours{at}"
    hours = hour.split(",")
    if minute.isdigit() and all(each.isdigit() for each in hours):
        times = " and ".join(f"{int(each):02d}:{int(minute):02d}" for each in hours)
        return f"{_days(day, weekday)} at {times}"
    return f"by the cron line {cron}"


def _within_the_hour(minute: str, cron: str) -> str:
    if minute == "*":
        return "every minute"
    if minute.startswith("*/"):
        return f"every {minute[2:]} minutes"
    if minute.isdigit():
        return "every hour" if int(minute) == 0 else f"every hour at {int(minute)} past"
    return f"by the cron line {cron}"


def _days(day: str, weekday: str) -> str:
    if day == weekday == "*":
        return "every day"
    if weekday == "*":
        return f"on day {day} of the month"
    if weekday in ("1-5", "mon-fri"):
        return "on weekdays"
    names = [_day(each) for each in weekday.split(",")]
    return "every " + " and ".join(names)


def _day(word: str) -> str:
    first, dash, last = word.partition("-")
    number = int(first) if first.isdigit() else _SHORT.get(first[:3], 0)
    return f"{_DAYS[number % 8]}{f' to {_day(last)}' if dash else ''}"
