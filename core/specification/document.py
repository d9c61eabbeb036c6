"""A document for people: a title, facts, and parts that are tables; `workbook` and `web_page` write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.documents import write_json
from core.language import moment

#: Control characters, halves of characters, what is none, and what turns the direction of a line.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SHOWN = 240

#: What stands in a cell: a text, or a number that counts something.
Cell = str | int


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a document; `none` is said where it has no rows, `told` before them.

    Its `name` is its title in English, by which it is found in every language.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    told: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: what it is about in facts (name and value), then its parts, in their order."""

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    #: what stands under the line for a pen
    signature: str

    def part(self, name: str) -> Part:
        """The part of that name; StopIteration where there is none."""
        return next(part for part in self.parts if part.name == name)


def harmless(text: str) -> str:
    """A text of others without characters that no document can hold, or that would disguise it."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def in_words(value: Any) -> str:
    """A value as a document shows it: nothing for null, a text as it is, JSON for what is nested."""
    match value:
        case None:
            text = ""
        case str():
            text = value
        case Decimal() | int() | float() if not isinstance(value, bool):
            text = format(value, "f") if isinstance(value, Decimal) else str(value)
        case _:
            text = write_json(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def on(when: datetime) -> str:
    """A moment as a day and a time of this machine's zone."""
    return moment(when.astimezone())
