"""The books of one company: the tables behind its business objects, and the year administrations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from connectors.accountview import CONNECTOR
from connectors.accountview.dialect import JOINED, KEY, RATE, lines_of
from core.api.connector import Resource
from core.fields import Field, FieldType
from core.sandbox.rates import Clock

Row = dict[str, Any]

HERE = ZoneInfo("Europe/Amsterdam")
_TIMES = {FieldType.DATE, FieldType.DATETIME}
_BLANKS: dict[FieldType, Any] = {FieldType.TEXT: "", FieldType.BOOLEAN: False, FieldType.DATE: None,
                                 FieldType.DATETIME: None}  # fmt: skip
#: Codes are as wide as their field; what is wider than this is text, and comes without its padding.
_CODE = 10


@dataclass(frozen=True)
class Object:
    """One business object: its code, its table with the key, and what may be done with it (G, P, U).

    `beside` are the tables that come along empty; `yearly`: each book year has rows of its own.
    """

    resource: Resource
    verbs: str
    beside: tuple[str, ...] = ()
    yearly: bool = False

    @cached_property
    def code(self) -> str:
        """Give the code by which it is asked for."""
        return str(self.resource.params["BusinessObject"])

    @cached_property
    def lines(self) -> Field | None:
        """Give the field that holds its lines."""
        return lines_of(self.resource)

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Give the header table's columns."""
        brought = {KEY, RATE, *(each.into for each in self.resource.related)}
        kept = [each for each in self.resource.fields if each != self.lines and each.name not in brought]
        return {each.name: each for each in kept}

    @cached_property
    def tables(self) -> dict[str, dict[str, Field]]:
        """Give every table's columns, the header's first."""
        found: dict[str, dict[str, Field]] = {self.resource.records: self.columns}
        if self.lines:
            own = {each.name: each for each in self.lines.fields if each.type is not FieldType.OBJECT}
            joined = {name: self.columns[name] for name in JOINED[self.lines.name]}
            found[self.lines.name] = {**joined, **own}
        return found

    def key(self, row: Row) -> str:
        """Give a row's key: the journal and the number for a page."""
        if self.resource.key == KEY:
            return f"{row['DJ_CODE']}/{row['PAGE_NR']}"
        return str(row[self.resource.key])


#: Resources that show a part of another one's rows.
VIEWS = {"prices": "items"}


def _objects() -> dict[str, Object]:
    more: dict[str, dict[str, Any]] = {
        "entries": {"verbs": "GP", "beside": ("USR_LINK", "PAGE_WF"), "yearly": True},
        "mutations": {"verbs": "G", "beside": ("TRN_HDR",), "yearly": True},
        "customers": {"beside": ("USR_LINK",)},
        "projects": {"verbs": "G"},
    }
    resources = [each for each in CONNECTOR.resources if each.records and each.name not in VIEWS]
    made = [Object(each, **{"verbs": "GPU", **more.get(each.name, {})}) for each in resources]
    return {each.code: each for each in made}


OBJECTS = _objects()
BY_NAME = {each.resource.name: each for each in OBJECTS.values()}


@dataclass
class Books:
    """One company's books."""

    id: str
    code: str
    name: str
    clock: Clock
    tables: dict[str, dict[str, Row]] = field(default_factory=lambda: {name: {} for name in BY_NAME})

    def __post_init__(self) -> None:
        self._ids, self._changes = count(1), count(1)

    def now(self) -> datetime:
        """Tell the time as AccountView keeps it: where the administration is, without a zone."""
        return self.clock.now().astimezone(HERE).replace(tzinfo=None, microsecond=0)

    def identity(self) -> str:
        """Give a key that no row of any table has."""
        return f"{next(self._ids):09d}A"

    def store(self, name: str, row: Row) -> Row:
        """Store a row with all its columns; what it lacks is blank."""
        object_ = BY_NAME[name]
        whole = {each: row.get(each, _blank(known)) for each, known in object_.columns.items()}
        changed = {"CNG_DATE": self.now(), "CNG_NR": next(self._changes)}
        changed |= {"INP_DATE": row.get("INP_DATE") or self.now()}
        whole |= {each: value for each, value in changed.items() if each in whole}
        if "REC_ID" in whole:
            whole["REC_ID"] = whole["REC_ID"] or self.identity()
        if object_.lines:
            columns = object_.tables[object_.lines.name]
            joined = {each: whole[each] for each in JOINED[object_.lines.name]}
            lines = row[object_.lines.name]
            whole[object_.lines.name] = [self._line(columns, {**line, **joined}) for line in lines]
        self.tables[name][object_.key(whole)] = whole
        return whole

    def _line(self, columns: dict[str, Field], line: Row) -> Row:
        whole = {each: line.get(each, _blank(known)) for each, known in columns.items()}
        return {**whole, "REC_ID": self.identity()} if "REC_ID" in columns else whole

    def rows(self, object_: Object, year: int) -> list[Row]:
        """Give an object's rows by key, those of one book year where each has its own."""
        found = sorted(self.tables[object_.resource.name].items())
        return [row for _, row in found if not object_.yearly or row["TRN_DATE"].year == year]

    def next_number(self, name: str, column: str, first: int) -> str:
        """Give the next free number of a table."""
        taken = [int(row[column]) for row in self.tables[name].values() if str(row[column]).isdecimal()]
        return str(max([first - 1, *taken]) + 1)


def _blank(known: Field) -> Any:
    return _BLANKS.get(known.type, 0)


def padded(row: Row, columns: dict[str, Field]) -> Row:
    """Give a row as FoxPro keeps it: every text as wide as its field, days as times."""
    return {name: _kept(row[name], known) for name, known in columns.items() if name in row}


def _kept(value: Any, known: Field) -> Any:
    if isinstance(value, str) and known.max_length:
        return value.ljust(known.max_length)
    if known.type is FieldType.DATE and value is not None:
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (as AccountView keeps it)
    return value


def wire(row: Row, columns: dict[str, Field], table: str, at: int) -> Row:
    """Give a row as an answer has it: codes padded, times without zone, what is blank as an empty text."""
    made = {name: _told(row[name], known) for name, known in columns.items()}
    return {**made, "EXT_KEY": "", f"{table}_Id": at}


def _told(value: Any, known: Field) -> Any:
    if known.type in _TIMES:
        return value.strftime("%Y-%m-%dT%H:%M:%S") if value else ""
    if isinstance(value, str) and known.max_length and known.max_length <= _CODE:
        return value.ljust(known.max_length)
    return value


def instant(text: str) -> datetime:
    """Read a time of a request, which is in UTC; without zone as it stands here."""
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
