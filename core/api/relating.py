"""What belongs to records and is kept elsewhere: an order's customer, the article of each of its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.api.connector import Related, Resource
from core.api.places import at, key_at
from core.records import JsonObject, Record

#: Related records, by what they are put under and by what they are known.
Told = dict[tuple[str, str | int], list[Record]]


@dataclass(frozen=True, slots=True)
class Relating:
    """Puts beside records those of other resources that belong to them, and finds records by these.

    `find` looks records up in a resource by its name, `declared` gives it.
    """

    find: Callable[[str, Sequence[JsonObject]], list[list[Record]]]
    declared: Callable[[str], Resource]

    def beside(
        self, resource: Resource, records: tuple[Record, ...], told: Told | None = None
    ) -> tuple[Record, ...]:
        """Put beside each record those of other resources that belong to it; `told` remembers them."""
        told = {} if told is None else told
        for each in resource.related:
            other = self.declared(each.resource)
            keys = list(dict.fromkeys(key for record in records for key in named(each, record.data)))
            new = [key for key in keys if (each.into, key) not in told]
            found = self.find(other.name, [{each.by or other.key: key} for key in new]) if new else []
            told |= {
                (each.into, key): [] if each.sole and len(rows) > 1 else rows[:1]
                for key, rows in zip(new, found, strict=True)
            }
            known = {key: record.data for key in keys for record in told[each.into, key]}
            records = tuple(replace(record, data=_beside(each, record.data, known)) for record in records)
        return records

    def through(self, resource: Resource, link: Related, wanted: Sequence[JsonObject]) -> list[list[Record]]:
        """Find by what related records say: those are looked up first, and then asked for by their keys."""
        mark, by = f"{link.into}.", link.by or self.declared(link.resource).key
        own = [{n: value for n, value in entry.items() if not n.startswith(mark)} for entry in wanted]
        told = [{n[len(mark) :]: entry[n] for n in entry if n.startswith(mark)} for entry in wanted]
        others = self.find(link.resource, told)
        keys = [list(dict.fromkeys(at(record.data, by) for record in records)) for records in others]
        asked = [{**entry, link.field: key} for entry, of in zip(own, keys, strict=True) for key in of]
        found = iter(self.find(resource.name, asked))
        return [[record for _ in of for record in next(found)] for of in keys]


def named(related: Related, data: JsonObject) -> list[str | int]:
    """Give the keys by which a record, or its rows, name what belongs to them."""
    rows, _, field = related.field.rpartition("[].")
    found = at(data, rows) if rows else [data]
    keys = [key_at(each, field) for each in found] if isinstance(found, list) else []
    return [key for key in keys if key]


def _beside(related: Related, data: JsonObject, known: Mapping[str | int, JsonObject]) -> JsonObject:
    """Put what belongs to a record, or to each of its rows, beside it."""
    rows, _, field = related.field.rpartition("[].")

    def told(each: JsonObject) -> JsonObject:
        return {**each, related.into: known.get(key_at(each, field))}

    if not rows:
        return told(data)
    found = at(data, rows) or []
    if not isinstance(found, list):
        return data
    return {**data, rows: [told(row) if isinstance(row, dict) else row for row in found]}
