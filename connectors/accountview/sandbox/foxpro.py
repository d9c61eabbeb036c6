"""FoxPro's expressions, as far as filters use them: read once, then asked of every row."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
#: A row's value of an expression.
Of = Callable[[Row], Any]


class Unreadable(ValueError):
    """A filter that FoxPro cannot read."""


_TOKEN = re.compile(
    r"\s*(?:(?P<time>\{\^[^}]*\})|(?P<text>'[^']*'|\"[^\"]*\"|\[[^\]]*\])|(?P<truth>\.[TF]\.)"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<word>\.(?:AND|OR|NOT)\.|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)"
    r"|(?P<mark>==|<>|!=|>=|<=|[-+(),=#<>!$]))",
    re.IGNORECASE,
)
_CALLS: dict[str, Callable[[Any], Any]] = {
    "EMPTY": lambda value: value in (None, False, 0) or (isinstance(value, str) and not value.strip()),
    "ALLTRIM": lambda value: str(value).strip(),
    "TRIM": lambda value: str(value).rstrip(),
    "UPPER": lambda value: str(value).upper(),
    "LOWER": lambda value: str(value).lower(),
    "DTOS": lambda value: value.strftime("%Y%m%d") if value else "        ",
}


def _equal(left: Any, right: Any) -> bool:
    """Compare as `=` does: texts only up to the length of the right one."""
    if isinstance(left, str) and isinstance(right, str):
        return left.startswith(right) or left == right.rstrip()
    return bool(left == right)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compared(left: Any, right: Any) -> bool:
        if left is None or right is None:
            return False
        try:
            return compare(left, right)
        except TypeError:
            raise Unreadable("Operator/operand type mismatch.") from None

    return compared


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": _equal,
    "==": operator.eq,
    "<>": lambda left, right: not _equal(left, right),
    "!=": lambda left, right: not _equal(left, right),
    "#": lambda left, right: not _equal(left, right),
    "$": lambda left, right: str(left) in str(right),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
}


def condition(text: str, tables: Mapping[str, set[str]]) -> Callable[[Row], bool]:
    """Read a filter over these tables' columns; Unreadable says why it cannot be.

    The first table is the header's, whose rows are asked. Text columns hold their padding.
    """
    reader = _Reader(text, tables)
    test = reader.either()
    if reader.at < len(reader.tokens):
        raise Unreadable("Syntax error.")
    return lambda row: bool(test(row))


class _Reader:
    def __init__(self, text: str, tables: Mapping[str, set[str]]) -> None:
        self.tokens, self.at, self._tables = list(_tokens(text)), 0, tables

    def either(self) -> Of:
        tests = [self._both()]
        while self._took("OR", ".OR."):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _both(self) -> Of:
        tests = [self._not()]
        while self._took("AND", ".AND."):
            tests.append(self._not())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _not(self) -> Of:
        if self._took("!", "NOT", ".NOT."):
            test = self._not()
            return lambda row: not test(row)
        return self._compared()

    def _compared(self) -> Of:
        left = self._sum()
        mark = self._peek()[1]
        if mark not in _COMPARE:
            return left
        self.at += 1
        compare, right = _COMPARE[mark], self._sum()
        return lambda row: compare(left(row), right(row))

    def _sum(self) -> Of:
        made = self._one()
        while self._took("+"):
            made = _added(made, self._one())
        return made

    def _one(self) -> Of:
        kind, text = self._peek()
        self.at += 1
        if text == "(":
            inner = self.either()
            self._needs(")")
            return inner
        if kind == "word" and self._took("("):
            call = _CALLS.get(text.upper())
            if call is None:
                raise Unreadable(f"File '{text.lower()}.prg' does not exist.")
            inner = self.either()
            self._needs(")")
            return lambda row: call(inner(row))
        return self._column(text) if kind == "word" else _literal(kind, text)

    def _column(self, text: str) -> Of:
        table, _, name = text.upper().rpartition(".")
        found = [columns for each, columns in self._tables.items() if table in {"", each}]
        if not any(name in columns for columns in found):
            raise Unreadable(f"Variable '{text.upper()}' is not found.")
        return lambda row: row.get(name)

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _took(self, *texts: str) -> bool:
        kind, text = self._peek()
        taken = kind in {"word", "mark"} and text.upper() in texts
        self.at += taken
        return taken

    def _needs(self, text: str) -> None:
        if not self._took(text):
            raise Unreadable("Syntax error.")


def _added(left: Of, right: Of) -> Of:
    return lambda row: left(row) + right(row)


def _tokens(text: str) -> list[tuple[str, str]]:
    made, at, text = [], 0, text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or match.lastgroup is None:
            raise Unreadable("Syntax error.")
        made.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return made


def _literal(kind: str, text: str) -> Of:
    value: Any
    match kind:
        case "text":
            value = text[1:-1]
        case "number":
            value = Decimal(text)
        case "truth":
            value = text.upper() == ".T."
        case "time":
            value = moment(text)
        case _:
            raise Unreadable("Syntax error.")
    return lambda _: value


def moment(text: str) -> datetime:
    """Read a strict date or time: `{^2026-01-31}`, `{^2026-01-31 12:00:00}`."""
    try:
        return datetime.fromisoformat(text.strip("{^}").strip().replace(",", ""))
    except ValueError:
        raise Unreadable("Date/datetime evaluated to an invalid value.") from None
