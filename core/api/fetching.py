"""Fetching the pictures of records: a few at a time, each once, and never more than may be carried."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from core.api.connector import Resource
from core.api.content import MOST, Content, encoded, file_name, media_type, megabytes
from core.api.places import at
from core.api.wire import Wire
from core.errors import RecordError
from core.records import Page, Record

#: Records that are handed on together: what is in memory at once is so many pictures.
_AT_ONCE = 8
#: Pictures that are remembered: those of one product, which its variants share.
_REMEMBERED = 16


class Fetching:
    """Puts their pictures into the records of resources that bring some along."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        #: what the records before these had: variants of one product share their pictures
        self._known: dict[str, bytes | RecordError] = {}

    def pages(self, resource: Resource, page: Page) -> Iterator[Page]:
        """Hand a page on, its records with their pictures; a record without one says why."""
        if resource.content is None or not page.records:
            yield page
            return
        for start in range(0, len(page.records), _AT_ONCE):
            yield replace(page, records=self.of(resource, page.records[start : start + _AT_ONCE]))

    def of(self, resource: Resource, records: tuple[Record, ...]) -> tuple[Record, ...]:
        """Give records with their pictures."""
        if resource.content is None:
            return records
        return tuple(self._with_picture(resource.content, record) for record in records)

    def _with_picture(self, how: Content, record: Record) -> Record:
        name, address = (str(at(record.data, field) or "") for field in (how.name, how.address))
        if not (name or address):  # a thing without a picture
            return record
        try:
            content = self._bytes(how, address)
            type_ = media_type(content)
        except RecordError as error:
            fault = f"the picture {name or record.key} is not carried: {error}"
            return replace(record, data={**record.data, how.into: None, how.type: None}, fault=fault)
        told = {how.into: encoded(content), how.type: type_, how.name: file_name(name, type_)}
        return replace(record, data={**record.data, **told})

    def _bytes(self, how: Content, address: str) -> bytes:
        if not address:
            raise RecordError("nothing says where it is")
        known = self._known.pop(address) if address in self._known else self._fetched(how, address)
        while len(self._known) >= _REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[address] = known
        if isinstance(known, RecordError):
            raise known
        return known

    def _fetched(self, how: Content, address: str) -> bytes | RecordError:
        try:
            if how.path:
                address = self._wire.addresses.path(how.path.replace("{value}", quote(address, safe="")))
            if not how.data:
                return self._wire.fetch(address, how.hosts, MOST)
            return _inside(at(self._wire.fetch_json(address), how.data))
        except RecordError as error:
            return error


def _inside(text: object) -> bytes:
    """Read the bytes that stand in Base64 in an answer."""
    try:
        content = b64decode(str(text or ""), validate=True)
    except (binascii.Error, ValueError):
        raise RecordError("what was answered is no Base64") from None
    if len(content) > MOST:
        raise RecordError(f"it has {megabytes(len(content))}, at most {megabytes(MOST)} are carried")
    return content
