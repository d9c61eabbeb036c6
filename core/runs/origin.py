"""The source of a flow, asked for single records: what it has of them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.api.client import Client
from core.api.connector import Resource
from core.records import JsonObject, Record


class Origin:
    """Where a flow's records come from; `params` go along with every read of it."""

    def __init__(self, source: tuple[Client, Resource], params: JsonObject) -> None:
        self._client, self._resource = source
        self._params = params

    @property
    def asks(self) -> bool:
        """Whether it can be asked for a record by its key."""
        find = self._resource.find
        return find is not None and (not find.fields or self._resource.key in find.fields)

    def found(self, keys: Sequence[str]) -> dict[str, Record]:
        """Give those of these records that it has; all of it is read where it can't be asked."""
        if self.asks:
            found = self._client.find(self._resource.name, [{self._resource.key: key} for key in keys])
            return {key: records[0] for key, records in zip(keys, found, strict=True) if records}
        wanted = set(keys)
        return {record.key: record for page in self.pages() for record in page if record.key in wanted}

    def pages(self) -> Iterator[Sequence[Record]]:
        """Read all that it has."""
        return (page.records for page in self._client.pull(self._resource.name, params=self._params))


def file_of(record: Record) -> Any:
    """The file that a record stands in, where it comes from a folder."""
    file = record.data.get("_file")
    return file.get("name") if isinstance(file, dict) else None
