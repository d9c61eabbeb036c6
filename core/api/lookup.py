"""Look records up by the values of their fields: many values in one request, compared again in the answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from core.api.connector import Find, Resource
from core.api.places import at, segments
from core.documents import HALF
from core.errors import Misconfigured
from core.records import KEYLESS, JsonObject, Record

#: Writes a value as a literal of the vendor's filter language.
Quote = Callable[[Resource, str, Any], str]

#: Field and value, as they are compared: as text, so that a number and its digits are the same.
Mark = tuple[tuple[str, str], ...]


class Lookup:
    """One look-up: what is wanted, the filters that ask for it, and what was found."""

    def __init__(self, resource: Resource, wanted: Sequence[JsonObject], quote: Quote | None) -> None:
        self._resource, self._quote = resource, quote or odata
        self.find = _declared(resource, wanted)
        self._marks = [self._mark(entry) for entry in wanted]
        pairs = zip(self._marks, wanted, strict=True)
        self._wanted = {mark: entry for mark, entry in pairs if mark is not None}
        self._found: dict[Mark, dict[str, Record]] = {mark: {} for mark in self._wanted}
        self._shapes = {tuple(field for field, _ in mark) for mark in self._wanted}

    def places(self) -> Iterator[str]:
        """Give the paths at which wanted records stand alone."""
        for entry in self._wanted.values():
            if place := self._alone(entry):
                field, path = place
                with suppress(Misconfigured):  # a value that cannot stand in a path names no record
                    parts = self._resource.parts if field == self._resource.key else 1
                    yield path.replace("{value}", segments(_text(entry[field]).strip(), parts, field))

    def own(self) -> list[JsonObject]:
        """Give the parameters to ask with, where each field has its own; {} asks for all that there is."""
        asked: dict[str, JsonObject] = {}
        for entry in self._others():
            known = self._askable(entry)
            params = {str(self.find.names.get(name, name)): _text(known[name]).strip() for name in known}
            if self.find.own or not params:
                asked[repr(sorted(params.items()))] = params
        return [{}] if {} in asked.values() else list(asked.values())

    def _others(self) -> list[JsonObject]:
        return [entry for entry in self._wanted.values() if not self._alone(entry)]

    def _askable(self, entry: JsonObject) -> JsonObject:
        return {name: value for name, value in entry.items() if name not in self.find.compared}

    def _alone(self, entry: JsonObject) -> tuple[str, str] | None:
        return next(((name, str(self.find.alone[name])) for name in entry if name in self.find.alone), None)

    def filters(self, fits: Callable[[str], bool]) -> Iterator[str]:
        """Give the filters to ask with: as many values in one as the system and its address take."""
        asked = [] if self.find.own else [known for each in self._others() if (known := self._askable(each))]
        either = self.find.either.join
        terms = list(dict.fromkeys(map(self._term, asked)))  # without what is compared, some may be equal
        while terms:
            some = terms[: self.find.at_once]
            more = bisect_left(range(2, len(some) + 1), True, key=lambda n: not fits(either(some[:n])))
            yield either(some[: more + 1])
            terms = terms[more + 1 :]

    def take(self, records: Iterable[Record]) -> None:
        """Keep records for those who want them; a vendor may find more than was asked for."""
        for record in records:
            if record.key.startswith(KEYLESS):
                raise Misconfigured(f"{self._resource.title}: {record.fault}.")
            for fields in self._shapes:
                mark = mark_of(self.find, {field: at(record.data, field) for field in fields})
                if mark in self._found:
                    self._found[mark][record.key] = record

    def answers(self) -> list[list[Record]]:
        """Give for each wanted entry its records, in the order in which they were wanted."""
        return [[] if mark is None else list(self._found[mark].values()) for mark in self._marks]

    def _mark(self, entry: JsonObject) -> Mark | None:
        """Give what an entry is compared by; None when a value is missing, so that nothing can be found."""
        mark = mark_of(self.find, entry)
        return mark if mark and all(value and not HALF.search(value) for _, value in mark) else None

    def _term(self, entry: JsonObject) -> str:
        parts = [
            self.find.term.replace("{field}", str(self.find.names.get(field, field))).replace(
                "{value}", self._quote(self._resource, field, value)
            )
            for field, value in entry.items()
        ]
        return f"({self.find.both.join(parts)})" if len(parts) > 1 else parts[0]


def mark_of(find: Find | None, entry: JsonObject) -> Mark:
    """Give what an entry is compared by: its values as text, without case where the system has none."""
    blind = find.case_blind if find is not None else ()
    fields = sorted(entry) if len(entry) > 1 else entry
    texts = [(field, _text(entry[field]).strip()) for field in fields]
    return tuple([(field, text.casefold() if field in blind else text) for field, text in texts])


def _declared(resource: Resource, wanted: Sequence[JsonObject]) -> Find:
    find = resource.find
    if find is None:
        raise Misconfigured(f"{resource.title} cannot be looked up; match on another resource.")
    for field in {name for entry in wanted for name in entry}:
        if find.fields and field not in find.fields:
            known = ", ".join(find.fields)
            raise Misconfigured(f"{resource.title} cannot be looked up by {field}; it can be by: {known}.")
    return find


def odata(resource: Resource, field: str, value: Any) -> str:
    """Write a value as an OData literal."""
    del resource, field
    if isinstance(value, bool | int | Decimal):
        return _text(value)
    return "'" + str(value).replace("'", "''") + "'"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)
