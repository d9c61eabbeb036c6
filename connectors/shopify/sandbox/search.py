"""The search syntax of Shopify's `query:` arguments, read once and then asked of every row."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

Row = dict[str, Any]
Test = Callable[[Row], bool]
#: How a field is asked: what a row has for it, and how a wanted text is understood.
Getter = Callable[[Row], Iterable[Any]]

_WORD = re.compile(
    r"""\s*(?:(?P<paren>[()])|(?P<minus>-)(?=\S)|(?:(?P<field>[A-Za-z_][\w.]*):\s*)?(?P<op>>=|<=|>|<)?\s*
    (?:(?P<quote>["'])(?P<quoted>(?:\\.|(?!(?P=quote)).)*)(?P=quote)|(?P<bare>(?:\\.|[^\s()\\])+)))""",
    re.VERBOSE,
)
_COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@lru_cache(maxsize=65_536)
def moment(text: str) -> float:
    """Read a time as seconds; one without a zone is UTC."""
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


class Words:
    """A query in words, one after the other."""

    def __init__(self, text: str) -> None:
        self._found: list[dict[str, str | None]] = []
        at, end = 0, len(text.rstrip())
        while at < end:
            match = _WORD.match(text, at)
            if match is None:
                at += 1
                continue
            self._found.append(match.groupdict())
            at = match.end()
        self._at = 0

    def peek(self) -> dict[str, str | None]:
        """Look at the next word; empty at the end."""
        return self._found[self._at] if self._at < len(self._found) else {}

    def take(self) -> dict[str, str | None]:
        """Take the next word."""
        self._at += 1
        return self._found[self._at - 1]

    def said(self, *words: str) -> bool:
        """Whether the next word is one of these bare ones, and nothing else."""
        word = self.peek()
        return bool(word) and not word["field"] and not word["op"] and word["bare"] in words


def compiled(text: str | None, fields: dict[str, tuple[str, Getter]], default: Getter) -> Test:
    """Make a test of a query; a field that is not known is passed over, as Shopify does with a warning."""
    words = Words(text or "")
    tests = []
    while words.peek():
        tests.append(_either(words, fields, default))
        if words.peek() and words.peek()["paren"] == ")":
            words.take()
    return lambda row: all(test(row) for test in tests)


def _either(words: Words, fields: dict[str, tuple[str, Getter]], default: Getter) -> Test:
    tests = [_both(words, fields, default)]
    while words.said("OR"):
        words.take()
        tests.append(_both(words, fields, default))
    return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)


def _both(words: Words, fields: dict[str, tuple[str, Getter]], default: Getter) -> Test:
    tests = []
    while words.peek() and words.peek()["paren"] != ")" and not words.said("OR"):
        if words.said("AND"):
            words.take()
            continue
        tests.append(_one(words, fields, default))
    return lambda row: all(test(row) for test in tests)


def _one(words: Words, fields: dict[str, tuple[str, Getter]], default: Getter) -> Test:
    if words.peek()["minus"] or words.said("NOT"):
        words.take()
        if not words.peek():
            return lambda _: True
        test = _one(words, fields, default)
        return lambda row: not test(row)
    word = words.take()
    if word["paren"]:
        inside = _either(words, fields, default)
        if words.peek() and words.peek()["paren"] == ")":
            words.take()
        return inside
    raw = word["quoted"] if word["quoted"] is not None else word["bare"] or ""
    value = re.sub(r"\\(.)", r"\1", raw)
    if word["field"] is None:
        return _part(value, default)
    known = fields.get(word["field"])
    return _asked(*known, word["op"] or "", value) if known else lambda _: True


def _part(value: str, getter: Getter) -> Test:
    wanted = value.casefold()
    return lambda row: any(wanted in str(found).casefold() for found in getter(row) if found)


def _asked(kind: str, getter: Getter, op: str, value: str) -> Test:
    if value == "*" and not op:
        return lambda row: any(found not in {None, ""} for found in getter(row))
    if kind == "time":
        return _ordered(lambda found: moment(str(found)), getter, op, value)
    if kind == "number":
        return _ordered(float, getter, op, value.rsplit("/", 1)[-1])
    wanted = {part.strip().casefold() for part in (value.split(",") if kind == "list" else [value])}
    if value.endswith("*"):
        start = value[:-1].casefold()
        return lambda row: any(str(found).casefold().startswith(start) for found in getter(row) if found)
    return lambda row: any(str(found).casefold() in wanted for found in getter(row) if found is not None)


def _ordered(read: Callable[[Any], float], getter: Getter, op: str, value: str) -> Test:
    try:
        wanted = read(value)
    except ValueError:
        return lambda _: False
    compare = _COMPARE.get(op, operator.eq)
    return lambda row: any(compare(read(found), wanted) for found in getter(row) if found is not None)
