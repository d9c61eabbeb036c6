"""Numbers, amounts, days and times as the language writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from core.language.language import ENGLISH, current


def whole(number: int) -> str:
    """A whole number with its thousands apart: `1,240`, `1.240`, `1 240`."""
    if current() == ENGLISH or abs(number) < 1000:  # noqa: PLR2004  below nothing is set apart
        return f"{number:,}"
    return decimal(number)


def decimal(number: Decimal | float, digits: int | None = None) -> str:
    """A number as it is written, with `digits` places where they are told."""
    from babel.numbers import format_decimal  # noqa: PLC0415  imported where it is needed: commands start quickly

    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(number, format=pattern, locale=current())


def percent(share: float) -> str:
    """A share of one as whole per cents: `12%`, `12 %`."""
    from babel.numbers import format_percent  # noqa: PLC0415

    return format_percent(share, locale=current())


def amount(value: Decimal, currency: str) -> str:
    """An amount of money: `€1,240.50`, `1.240,50 €`."""
    from babel.numbers import format_currency  # noqa: PLC0415

    return format_currency(value, currency, locale=current())


def day(value: date) -> str:
    """A day: `21 Nov 2026`, `21. Nov. 2026`."""
    if current() == ENGLISH:
        return f"{value:%-d %b %Y}"
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(value, format="medium", locale=current())


def weekday(value: date, *, year: bool = True) -> str:
    """A day with its weekday: `Sat 21 Nov 2026`, `Sa., 21. Nov. 2026`; or without its year."""
    if current() == ENGLISH:
        return f"{value:%a %-d %b %Y}" if year else f"{value:%a %-d %b}"
    from babel.dates import format_skeleton  # noqa: PLC0415

    # it takes a moment: a day is one at its beginning, in no zone
    begins = datetime.combine(value, time())
    return format_skeleton("yMMMEd" if year else "MMMEd", begins, tzinfo=None, locale=current())


def moment(value: datetime) -> str:
    """A moment with its weekday, in the zone that it has: `Sat 21 Nov 2026, 14:05`."""
    if current() == ENGLISH:
        return f"{value:%a %-d %b %Y, %H:%M}"
    from babel.dates import format_skeleton  # noqa: PLC0415

    parts = (format_skeleton(each, value, tzinfo=value.tzinfo, locale=current()) for each in ("yMMMEd", "Hm"))
    return ", ".join(parts)


def day_order() -> str:
    """The order in which a day is typed, with its marks: `YYYY/MM/DD`, `DD.MM.YYYY`."""
    if current() == ENGLISH:
        return "YYYY/MM/DD"
    from babel.dates import get_date_format  # noqa: PLC0415

    typed = get_date_format("short", locale=current()).pattern
    for letters, part in ((r"d+", "DD"), (r"M+", "MM"), (r"y+", "YYYY")):
        typed = re.sub(letters, part, typed)
    return typed
