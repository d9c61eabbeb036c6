"""Records whole, of which an answer gave lists that were cut short: each is asked for again, alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.api.connector import Resource
from core.records import JsonObject, Record


@dataclass(frozen=True, slots=True)
class Whole:
    """Puts whole records in the place of those that were cut short.

    `found` looks records up in a resource, `declared` gives one by its name.
    """

    found: Callable[[Resource, Sequence[JsonObject]], list[list[Record]]]
    declared: Callable[[str], Resource]

    def of(
        self, resource: Resource, records: tuple[Record, ...], cut: tuple[Record, ...]
    ) -> tuple[Record, ...]:
        """Put whole records where the answer cut some short; each keeps its place and its modified time.

        Of one that cannot be had whole, nothing is to be used: not even to tell whether it is wanted.
        """
        whole, found = self._asked(resource), [list[Record]() for _ in cut]
        if whole is not None:
            found = self.found(whole, [{whole.key: record.key} for record in cut])
        title = (whole or resource).title
        told = {record.key: _all_of(record, rows, title) for record, rows in zip(cut, found, strict=True)}
        return tuple(told.get(record.key, record) for record in records)

    def _asked(self, resource: Resource) -> Resource | None:
        """Give the resource that has records whole, or itself, asked for each alone.

        None: it is asked so already, or nothing has them whole.
        """
        if resource.whole:
            return self.declared(resource.whole)
        if resource.longer.items() <= resource.params.items() or resource.find is None:
            return None
        params, find = {**resource.params, **resource.longer}, replace(resource.find, at_once=1)
        return replace(resource, params=params, page_size=1, find=find)


def _all_of(record: Record, rows: Sequence[Record], title: str) -> Record:
    """Give a record whole; one that cannot be had so is known, and cannot be carried."""
    if rows and not rows[0].fault:
        return replace(record, data=rows[0].data)
    why = f"it is longer than one answer, and {title} does not have it whole"
    return replace(record, fault=why, partial=True)
