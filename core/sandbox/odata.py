"""OData's `$filter` and `$orderby`, as far as the vendors offer them: read once, then asked of every row."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class Kind(StrEnum):
    """What a column, or a literal, holds; only equal kinds can be compared."""

    TEXT = "text"
    GUID = "guid"
    NUMBER = "number"
    TIME = "time"
    TRUTH = "truth"
    NULL = "null"


class QueryError(ValueError):
    """The query cannot be read: its syntax, an unknown column, or kinds that do not compare."""


def fold(value: Any) -> Any:
    """Give a value as it is compared: text without case and trailing blanks, as the vendors' databases do."""
    return value.rstrip().casefold() if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: the test of a row; if only rows with one of some values can pass it, these are named."""

    test: Callable[[Row], bool]
    column: str = ""
    values: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class _Operand:
    kind: Kind
    of: Callable[[Row], Any]
    column: str = ""
    literal: bool = False


_KEY = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_TYPED = r"(?P<typed>guid|datetime|datetimeoffset)'(?P<inner>[^']*)'"
#: Version 4 writes keys and times as they are.
_BARE = rf"(?P<guid>{_KEY})\b|(?P<time>\d{{4}}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)(?![\w-])"
_OTHER = (
    r"(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)[LlMmDdFf]?\b|(?P<name>[A-Za-z_][\w/]*)"
    r"|(?P<mark>[(),:])"
)
_TOKEN = re.compile(rf"\s*(?:{_TYPED}|{_OTHER})")
_TOKEN_4 = re.compile(rf"\s*(?:{_BARE}|{_OTHER})")
_GUID = re.compile(_KEY)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt,
    "ge": operator.ge, "lt": operator.lt, "le": operator.le,
}  # fmt: skip
_TEXTS: dict[str, Callable[[str], str]] = {"trim": str.strip, "tolower": str.lower, "toupper": str.upper}
_TESTS: dict[str, Callable[[str, str], bool]] = {
    "substringof": lambda part, whole: part in whole,
    "contains": lambda whole, part: part in whole,
    "startswith": lambda whole, part: whole.startswith(part),
    "endswith": lambda whole, part: whole.endswith(part),
}
_WORDS = {"null": (Kind.NULL, None), "true": (Kind.TRUTH, True), "false": (Kind.TRUTH, False)}


#: The lists of a row, and the columns of what is in each.
Lists = Mapping[str, Mapping[str, Kind]]


def read_filter(
    text: str, columns: Mapping[str, Kind], *, version: int = 3, lists: Lists | None = None
) -> Filter:
    """Read a `$filter`; QueryError when it is wrong. In version 4, `any` may ask the rows of `lists`."""
    reader = _Reader(text, columns, version, lists or {})
    try:
        found = reader.either()
    except RecursionError:
        raise QueryError("it is nested too deeply") from None
    reader.end()
    return found


def read_order(text: str, columns: Mapping[str, Kind]) -> list[tuple[str, bool]]:
    """Read an `$orderby` into columns, each with whether it descends."""
    order = []
    for part in filter(None, (part.split() for part in text.split(","))):
        if part[0] not in columns or part[1:] not in ([], ["asc"], ["desc"]):
            raise QueryError(f"cannot order by {' '.join(part)!r}")
        order.append((part[0], part[1:] == ["desc"]))
    return order


def read_literals(text: str) -> list[Any]:
    """Read literals between commas, such as those of a `$skiptoken`."""
    reader = _Reader(text, {})
    values = [reader.operand().of({})]
    while reader.take(","):
        values.append(reader.operand().of({}))
    reader.end()
    return values


def write_literal(value: Any) -> str:
    """Write a value as a literal."""
    match value:
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case datetime():
            return f"datetime'{value.isoformat()}'"
        case str() if _GUID.fullmatch(value):
            return f"guid'{value}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return str(value)


class _Reader:
    def __init__(
        self, text: str, columns: Mapping[str, Kind], version: int = 3, lists: Lists | None = None
    ) -> None:
        self._tokens = list(_tokens(text, _TOKEN_4 if version >= 4 else _TOKEN))  # noqa: PLR2004 (a version)
        self._columns, self._version, self._lists = columns, version, lists or {}
        self._at = 0

    def _next(self) -> tuple[str, Any]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def take(self, word: str) -> bool:
        kind, value = self._next()
        found = kind in {"name", "mark"} and value == word
        self._at += found
        return found

    def _must(self, word: str) -> None:
        if not self.take(word):
            raise QueryError(f"{word!r} expected at {self._next()[1]!r}")

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise QueryError(f"{self._next()[1]!r} is too much")

    def either(self) -> Filter:
        found = self._both()
        while self.take("or"):
            found = _either(found, self._both())
        return found

    def _both(self) -> Filter:
        found = self._single()
        while self.take("and"):
            found = _both(found, self._single())
        return found

    def _single(self) -> Filter:
        if self.take("not"):
            inner = self._single().test
            return Filter(lambda row: not inner(row))
        if self.take("("):
            found = self.either()
            self._must(")")
            return found
        return self._comparison()

    def _comparison(self) -> Filter:
        left = self.operand()
        kind, word = self._next()
        if kind != "name" or word not in _COMPARE:
            if left.kind is Kind.TRUTH:
                return Filter(lambda row: bool(left.of(row)))
            raise QueryError(f"a comparison expected at {word!r}")
        self._at += 1
        return _compared(left, word, self.operand())

    def operand(self) -> _Operand:
        kind, value = self._next()
        self._at += 1
        if kind == "literal":
            return _Operand(value[0], lambda _: value[1], literal=True)
        if kind != "name":
            raise QueryError(f"a value expected at {value!r}")
        if self.take("("):
            return self._call(value)
        if value not in self._columns:
            raise QueryError(f"there is no property {value!r}")
        return _Operand(self._columns[value], operator.itemgetter(value), column=value)

    def _any(self, name: str) -> _Operand:
        """Whether one row of a list passes: `Rows/any(c: contains(c/Text,'x'))`."""
        kind, each = self._next()
        self._at += 1
        if kind != "name" or name not in self._lists:
            raise QueryError(f"there is no list {name!r}")
        self._must(":")
        outer = self._columns
        self._columns = {f"{each}/{column}": of for column, of in self._lists[name].items()}
        test = self.either().test
        self._columns = outer
        self._must(")")
        return _Operand(
            Kind.TRUTH,
            lambda row: any(
                test({f"{each}/{column}": value for column, value in inner.items()})
                for inner in row.get(name) or ()
            ),
        )

    def _call(self, name: str) -> _Operand:
        if self._version >= 4 and name.endswith("/any"):  # noqa: PLR2004 (a version)
            return self._any(name.removesuffix("/any"))
        given = [self.operand()]
        while self.take(","):
            given.append(self.operand())
        self._must(")")
        if any(one.kind not in {Kind.TEXT, Kind.TRUTH} for one in given):
            raise QueryError(f"{name} is for text")
        if name in _TEXTS and len(given) == 1:
            change, (one,) = _TEXTS[name], given
            return _Operand(Kind.TEXT, lambda row: None if one.of(row) is None else change(one.of(row)))
        if name in _TESTS and len(given) == 2:  # noqa: PLR2004 (the two arguments that each of them has)
            test, (first, second) = _TESTS[name], given
            return _Operand(
                Kind.TRUTH, lambda row: test(fold(first.of(row) or ""), fold(second.of(row) or ""))
            )
        raise QueryError(f"there is no function {name!r} of {len(given)}")


def _tokens(text: str, token: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        match = token.match(text, at)
        if not match:
            raise QueryError(f"cannot read {text[at : at + 20]!r}")
        at = match.end()
        group = match.lastgroup
        if group == "inner":
            yield "literal", _typed(match["typed"], match["inner"])
        elif group in {"guid", "time"}:
            yield "literal", _typed(group, match[group])
        elif group == "text":
            yield "literal", (Kind.TEXT, match["text"][1:-1].replace("''", "'"))
        elif group == "number":
            yield "literal", (Kind.NUMBER, Decimal(match["number"]))
        elif match["mark"]:
            yield "mark", match["mark"]
        elif match["name"] in _WORDS:
            yield "literal", _WORDS[match["name"]]
        else:
            yield "name", match["name"]


def _typed(kind: str, inner: str) -> tuple[Kind, Any]:
    if kind == "guid":
        if not _GUID.fullmatch(inner):
            raise QueryError(f"{inner!r} is no GUID")
        return Kind.GUID, inner.lower()
    try:
        time = datetime.fromisoformat(inner)
    except ValueError:
        raise QueryError(f"{inner!r} is no time") from None
    return Kind.TIME, time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def _compared(left: _Operand, word: str, right: _Operand) -> Filter:
    if left.kind is not right.kind and Kind.NULL not in {left.kind, right.kind}:
        raise QueryError(f"{left.kind} and {right.kind} do not compare")
    if left.literal and not right.literal and word in {"eq", "ne"}:
        left, right = right, left
    compare, of, other = _COMPARE[word], left.of, right.of
    if word in {"eq", "ne"}:
        if right.literal:
            value = fold(right.of({}))
            test = lambda row: compare(fold(of(row)), value)  # noqa: E731 (one of three forms of a test)
            return Filter(test, left.column, frozenset([value])) if word == "eq" else Filter(test)
        return Filter(lambda row: compare(fold(of(row)), fold(other(row))))

    def ordered(row: Row) -> bool:
        one, two = of(row), other(row)
        return one is not None and two is not None and compare(fold(one), fold(two))

    return Filter(ordered)


def _either(one: Filter, two: Filter) -> Filter:
    first, second = one.test, two.test
    same = one.column if one.column == two.column else ""
    return Filter(
        lambda row: first(row) or second(row), same, one.values | two.values if same else frozenset()
    )


def _both(one: Filter, two: Filter) -> Filter:
    first, second = one.test, two.test
    narrow = one if one.column else two
    return Filter(lambda row: first(row) and second(row), narrow.column, narrow.values)
