"""The rules of a flow as a person reads them: what each takes, does and gives, with a record as example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from core.fields import walk
from core.flow import Rule
from core.insight import RECORD, bases, sources
from core.insight.place import Place, places
from core.language import translated
from core.mapping import Empty, Write, plainly
from core.mapping.plainly import phrase
from core.records import JsonObject
from core.specification.document import Cell, Part, in_words
from core.specification.subject import Block
from core.specification.wording import say

_COLUMNS = ("field", "type", "required", "source", "does", "taken", "becomes", "filled", "expression", "note")
_WHOLE_LIST = re.compile(r"[\w.]+(\[\])?")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def rules_part(block: Block, records: Sequence[JsonObject], name: str, title: str, told: str) -> Part:
    """The rules of a block, one line each, those of rows below their list."""
    lines = _Lines(block, records)
    return Part(
        name=name,
        title=title,
        told=told,
        columns=tuple(say(f"rule.{name}") for name in _COLUMNS),
        rows=tuple(lines.of(place) for place in places(block.rules)),
    )


def does(rule: Rule) -> str:
    """What a rule does, in whole sentences; never nothing."""
    if rule.each is not None:
        told = say("rule.rows", each=phrase(rule.each).replace("`", "") or rule.each)
    else:
        told = plainly(rule.select, rule.transform).replace("`", "") or _worked(rule)
    more = [say(f"write.{rule.write.value}")] if rule.write is not Write.ALWAYS else []
    more += [say(f"empty.{rule.empty.value}")] if rule.empty is not Empty.OMIT else []
    return " ".join([told, *more])


def _worked(rule: Rule) -> str:
    """What is said of a rule that is too much for a sentence: what it reads."""
    read = ", ".join(sources(rule))
    return say("rule.worked", sources=read) if read else say("rule.worked.alone")


def expression(rule: Rule) -> str:
    """A rule exactly as it stands in the flow."""
    return "\n".join(part for part in (rule.each or rule.select, rule.transform) if part)


class _Lines:
    """Tells the rules of one block."""

    def __init__(self, block: Block, records: Sequence[JsonObject]) -> None:
        self._block, self._records = block, records
        self._fields = dict(walk(block.fields))
        self._covered = {each.to: each for each in block.coverage}

    def of(self, place: Place) -> tuple[Cell, ...]:
        """One rule as one line."""
        field, covered = self._fields.get(place.to), self._covered.get(place.to)
        read = sources(place.rule, self._around(place))
        taken, becomes = self._example(place, read)
        filled = say("n.of", n=covered.filled, of=covered.of) if covered else ""
        return (
            place.to,
            ", ".join(map(translated, field.told)) if field else "",
            say("yes" if field is not None and field.required else "no"),
            "\n".join(read),
            does(place.rule),
            taken,
            becomes,
            filled,
            expression(place.rule),
            place.rule.note or "",
        )

    def _around(self, place: Place) -> list[tuple[str, ...]]:
        """Where the nodes of a rule stand, from the record in."""
        around = [RECORD, *([bases(self._block.each)] if self._block.each else [])]
        for outer in place.around:
            around.append(bases(outer.each or "@", around[-1]))
        return around

    def _example(self, place: Place, read: Sequence[str]) -> tuple[str, str]:
        """The first value that a rule gave, and what it was made from."""
        outcome = self._block.outcomes.get(place.at)
        if outcome is None or place.rule.map:
            return "", ""
        for record, values in zip(self._records, outcome.values, strict=True):
            for row, value in enumerate(values):
                if value not in _EMPTY:
                    return self._taken(place, read, record, row), in_words(value)
        return "", ""

    def _taken(self, place: Place, read: Sequence[str], record: JsonObject, row: int) -> str:
        """The source's values behind an example; nothing where it cannot be told which row it was."""
        lists = [text for text in (self._block.each, *(outer.each for outer in place.around)) if text]
        if len(lists) > 1 or any(not _WHOLE_LIST.fullmatch(text) for text in lists):
            return ""
        found = {
            path: _at(record, path, row) for path in read if not path.startswith("$") and '"' not in path
        }
        there = {path: in_words(value) for path, value in found.items() if value not in _EMPTY}
        return "\n".join(there.values() if len(read) == 1 else (f"{p}: {v}" for p, v in there.items()))


def _at(value: Any, path: str, row: int) -> Any:
    """What a record holds at a path; of a list on the way, its item of that row, then the first."""
    for step in _steps(path):
        if isinstance(value, list):
            value, row = value[row] if row < len(value) else None, 0
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _steps(path: str) -> Iterator[str]:
    return (step for step in path.replace("[]", "").split(".") if step)
