"""The canary: the first few records are read back, and it is said what the target made of what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from core.documents import write_json
from core.fields import Field
from core.records import Difference, JsonObject, Step
from core.runs.case import Case
from core.runs.difference import differences
from core.runs.line import Line
from core.store import WRITES

#: The name under which it stands in a decision trace.
READ_BACK = "read back"
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_LONGEST = 60
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def read_back(cases: Sequence[Case], line: Line) -> None:
    """Read what was just written, and note on each record what the target made of it."""
    for case in cases:
        if case.verdict not in WRITES:
            continue
        if not line.memory.asks:
            case.note(READ_BACK, "the target cannot be asked for it, so nobody knows how it was kept")
            continue
        there = line.memory.ask_again(case.match)
        if not there:
            case.note(READ_BACK, "it was written, and the target does not show it", ok=False)
        elif case.payload is None:
            case.note(READ_BACK, "it was written before this run was cut short, and not compared")
        else:
            fields = line.resource.fields if line.resource else ()
            made = case.live is None
            case.steps += list(kept(case.payload, there[0].data, fields if made else ()))


def kept(sent: JsonObject, there: JsonObject, fields: Sequence[Field] = ()) -> Iterator[Step]:
    """What the target made of a payload, field by field; `fields` are those that it may have filled in."""
    filled = {
        field.name: there[field.name]
        for field in fields
        if field.write and there.get(field.name) not in _EMPTY and sent.get(field.name) in _EMPTY
    }
    if filled:
        told = sorted((f"{name} {_short(value)}" for name, value in filled.items()), key=len)
        yield Step(READ_BACK, ok=True, why=f"the target filled in by itself: {', '.join(told)}", found=filled)
    other = [step for each in differences(sent, there) if (step := _step(each, there)) is not None]
    yield from other
    if not other:
        yield Step(READ_BACK, ok=True, why="everything is in the target as it was sent")


def _step(each: Difference, there: JsonObject) -> Step | None:
    """One field in words; nothing where the target never shows it, or writes the same number otherwise."""
    sent, now, name = each.after, each.before, each.field
    if name.partition(".")[0].partition("[")[0] not in there:
        return None
    numbers = _numbers(sent, now)
    if numbers and numbers[0] == numbers[1]:
        return None
    if now in _EMPTY:
        how, why = "lost", f"{name} was sent as {_short(sent)} and is empty in the target"
    elif numbers and _rounded(*numbers):
        how, why = "rounded", f"{name} was rounded: {_short(sent)} was sent, {_short(now)} is there"
    elif _cut(sent, now):
        how, why = "cut", f"{name} was cut to {len(now)} characters: {_short(now)}"
    elif sent in _EMPTY:
        how, why = "filled", f"{name} was sent empty, and the target filled in {_short(now)}"
    else:
        how, why = "changed", f"{name} was changed: {_short(sent)} was sent, {_short(now)} is there"
    found = {"field": name, "how": how, "sent": sent, "there": now}
    return Step(READ_BACK, ok=how == "filled", why=why, found=found)


def _numbers(sent: Any, there: Any) -> tuple[Decimal, Decimal] | None:
    """Both as numbers, where they are: some systems write a fraction as text, of which codes have none."""
    fraction = any(isinstance(each, str) and "." in each for each in (sent, there))
    found = []
    for each in (sent, there):
        text = isinstance(each, str) and fraction and _NUMBER.fullmatch(each)
        number = isinstance(each, int | Decimal | float) and not isinstance(each, bool)
        if not (text or number):
            return None
        found.append(Decimal(str(each)))
    return found[0], found[1]


def _rounded(sent: Decimal, there: Decimal) -> bool:
    """Whether a number lost its last digits: less than one unit of the last digit that is there."""
    exponent = there.as_tuple().exponent
    return abs(sent - there) < Decimal(1).scaleb(exponent) if isinstance(exponent, int) else False


def _cut(sent: Any, there: Any) -> bool:
    texts = isinstance(sent, str) and isinstance(there, str)
    return texts and len(there.rstrip()) < len(sent.rstrip()) and sent.startswith(there.rstrip())


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else write_json(value)
    return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”"
