"""A document as a person writes it, YAML or JSON: read strictly, every place in it with its line.

What YAML readers disagree about (booleans such as NO, octal 012, times such as 12:30) is refused with the
advice to put it in quotes; so is everything that a document of data has no use for: tags, anchors, aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from core.documents import HALF, parse_json

MOST_BYTES = 1_000_000
DEEPEST = 50
MOST_DIGITS = 4300

Place = tuple[str | int, ...]

_EVENTS = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_TWO_FACED = re.compile(r"y|yes|n|no|on|off|=|<<", re.IGNORECASE)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]{1,3})?")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0x[0-9a-f_]+|0o[0-7_]+|\.inf|\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?)|\.nan",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a document: the place, its line where that is known, and what to do."""

    place: Place
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line else []
        where += [path(self.place)] if self.place else []
        return f"{', '.join(where)}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True)
class Document:
    """What a text says: its value, the line of every place in it, and what is wrong with its writing."""

    value: Any
    lines: dict[Place, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, place: Place) -> int | None:
        """The line of a place, or of the nearest thing around it."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return None


def path(place: Place) -> str:
    """A place for people: `checks[0].match.Email`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read_document(text: str | bytes) -> Document:
    """Read YAML or JSON; what is wrong with the writing stands in `problems`, never in an exception."""
    try:
        text = _decoded(text)
        return _json(text) or _Builder(text).document()
    except _Unreadable as error:
        return Document(None, {}, (error.problem,))


class _Unreadable(Exception):
    """The text cannot be read any further."""

    def __init__(self, message: str, line: int | None = None, place: Place = ()) -> None:
        super().__init__(message)
        self.problem = Problem(place, message, line)


def _decoded(text: str | bytes) -> str:
    try:
        data = text.encode() if isinstance(text, str) else text
        if len(data) > MOST_BYTES:
            raise _Unreadable(f"has {len(data):,} bytes, but a document holds at most {MOST_BYTES:,}")
        return data.decode("utf-8-sig")
    except UnicodeError:
        raise _Unreadable("is not UTF-8 text; save the file as UTF-8") from None


def _json(text: str) -> Document | None:
    """JSON is read as JSON, for it is exact about its numbers; YAML only tells the lines."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        value = parse_json(text)
    except ValueError:
        return None
    problems = tuple(_unfit(value, ()))
    text = _SURROGATE.sub("\\\\u003f", text.replace("\t", " "))  # YAML knows neither; only the lines are used
    try:
        return Document(value, _Builder(text).document().lines, problems)
    except _Unreadable:
        return Document(value, {}, problems)


def _unfit(value: Any, place: Place) -> Iterator[Problem]:
    if len(place) > DEEPEST:
        yield Problem(place[:3], f"is nested more than {DEEPEST} levels deep")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unfit(key, place)
            yield from _unfit(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unfit(inner, (*place, index))
    elif why := _why_unfit(value):
        yield Problem(place, why)


def _why_unfit(value: Any) -> str:
    if isinstance(value, Decimal) and abs(value.adjusted()) > 999:  # noqa: PLR2004 - as many as YAML's side allows
        return "is a number beyond all measure"
    if isinstance(value, str) and HALF.search(value):
        return "holds half a character (a lone surrogate)"
    return ""


class _Builder:
    """Builds the value of one YAML document from the parser's events, so that nothing is ever expanded."""

    def __init__(self, text: str) -> None:
        self._events = yaml.parse(text, Loader=_EVENTS)
        self._lines: dict[Place, int] = {}
        self._problems: list[Problem] = []

    def document(self) -> Document:
        """Read the one document; _Unreadable when the text is not YAML, is too deep or holds several."""
        try:
            self._next()
            if isinstance(self._next(), yaml.StreamEndEvent):
                raise _Unreadable("is empty")
            value = self._value(self._next(), ())
            self._next()
            more = self._next()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise _Unreadable(_said(error), mark.line + 1 if mark else None) from None
        except yaml.YAMLError as error:
            raise _Unreadable(f"is not YAML: {str(error).splitlines()[0]}") from None
        if not isinstance(more, yaml.StreamEndEvent):
            raise _Unreadable("a second document begins here; a file holds one", _line(more))
        return Document(value, self._lines, tuple(self._problems))

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _value(self, event: yaml.Event, place: Place) -> Any:
        self._lines.setdefault(place, _line(event))
        if len(place) > DEEPEST:
            raise _Unreadable(f"is nested more than {DEEPEST} levels deep", _line(event), place[:3])
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._refuse(event, place, "an alias is not allowed; write the value itself")
            return None
        if event.anchor:
            self._refuse(event, place, f"the anchor &{event.anchor[:40]} is not allowed; write the value out")
        if event.tag:
            self._refuse(
                event, place, f"the tag {event.tag[:60]} is not allowed; a document holds plain data"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._object(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(place)
        return self._scalar(event, place) if isinstance(event, yaml.ScalarEvent) else None

    def _object(self, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, place)
            if key in made:
                first = self._lines[(*place, key)]
                self._refuse(event, (*place, key), f"stands twice (first on line {first}); keep one of them")
            self._lines.setdefault((*place, key), _line(event))
            made[key] = self._value(self._next(), (*place, key))
        return made

    def _key(self, event: yaml.Event, place: Place) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _Unreadable("a key must be a word, not a list, an object or an alias", _line(event), place)
        if event.value == "<<" and event.implicit[0]:
            self._refuse(event, place, "the merge key << is not allowed; write the keys out")
            return "<<"
        if event.anchor or event.tag:
            self._refuse(event, place, f"an anchor or a tag on the key {event.value!r} is not allowed")
        value = self._scalar(event, (*place, event.value))
        if value is None or isinstance(value, bool):
            self._refuse(event, (*place, event.value), f"the key {event.value!r} must be in quotes")
        return str(event.value)

    def _list(self, place: Place) -> list[Any]:
        made: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            made.append(self._value(event, (*place, len(made))))
        return made

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Any:
        if not event.implicit[0]:
            return event.value
        try:
            return plain(event.value)
        except ValueError as error:
            self._refuse(event, place, str(error))
            return event.value

    def _refuse(self, event: yaml.Event, place: Place, message: str) -> None:
        self._problems.append(Problem(place, message, _line(event)))


def plain(text: str) -> Any:
    """What a word without quotes means: null, a truth, a number or text; ValueError when readers disagree."""
    if text in _WORDS:
        return _WORDS[text]
    if text.lower() in _WORDS and text in (text.upper(), text.title()):
        return _WORDS[text.lower()]
    if len(text) > MOST_DIGITS and _OTHER_NUMBER.fullmatch(text):
        raise ValueError(f"is a number of {len(text):,} characters, at most {MOST_DIGITS:,} are read")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return Decimal(text)
    if _TWO_FACED.fullmatch(text) or _OTHER_NUMBER.fullmatch(text):
        text = text[:60]
        raise ValueError(f'{text} means different things to different readers; put it in quotes: "{text}"')
    return text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _said(error: yaml.MarkedYAMLError) -> str:
    return "is not YAML: " + ", ".join(part for part in (error.context, error.problem) if part)
