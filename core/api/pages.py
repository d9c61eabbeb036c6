"""Reading page after page, also where records come and go meanwhile: what was there all the time is read.

A page that is asked for by number, or by how many records stand before it, has another content when a record
before it is removed: the first of the next page slips to the page that was read already. So a window across
the border is read between two pages. Records keep their order, so when the window holds one of the page
before, and the page behind it one of the window, none can have slipped through. Where that is not so, or the
system cannot be asked for such a window, the page before is read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from core.api.connector import Resource
from core.api.paging import Ask, Asked, across, following, silent, slips
from core.api.reading import Reading, gathered
from core.api.wire import Wire
from core.errors import Misconfigured, Unreachable
from core.records import JsonObject, Record

#: Gives an answer's records with those of them whole that it cut short.
Whole = Callable[[Resource, tuple[Record, ...], tuple[Record, ...]], tuple[Record, ...]]


class Pages:
    """The pages of one system's resources."""

    def __init__(self, wire: Wire, reading: Reading, whole: Whole) -> None:
        self._wire, self._reading, self._whole = wire, reading, whole

    def of(
        self, resource: Resource, params: JsonObject, *, sure: bool = False
    ) -> Iterator[tuple[Record, ...]]:
        """Read page after page; `sure`: also what slips to a page before while it is read."""
        ask: Ask | None = self._reading.first(resource, params)
        asked, held, page = Asked(), tuple[Record, ...](), tuple[Record, ...]()
        before: Ask | None = None
        while ask is not None:
            here, there = ask, page
            window = self._across(resource, here) if before else ()
            page, ask = self._page(resource, here, asked, sure=sure)
            if silent(resource.paging) and len(page) < resource.page_size and not _new(resource, page, there):
                ask = None  # less than was asked for, and nothing that is not known: the end
            more = page or len(there) >= resource.page_size
            slipped = self._slipped(resource, before, (there, window, page)) if before and more else ()
            rows, held = (*held, *slipped, *page), ()
            if resource.rows and ask is not None and rows:  # the last record may go on on the next page
                held = tuple(row for row in rows if row.key == rows[-1].key)
                rows = rows[: len(rows) - len(held)]
            if rows or ask is not None or not there:  # the empty answer behind the last page is none
                yield gathered(resource, rows)
            before = here if sure and slips(resource.paging) else None

    def _across(self, resource: Resource, here: Ask) -> tuple[Record, ...]:
        """Read a window that holds the last records before a page and its first."""
        ask = across(resource.paging, here, resource.size_param)
        return self._page(resource, ask, Asked(), sure=False)[0] if ask else ()

    def _slipped(
        self,
        resource: Resource,
        before: Ask,
        read: tuple[Sequence[Record], Sequence[Record], Sequence[Record]],
    ) -> tuple[Record, ...]:
        """Give what neither the page before nor this one held when it was read: what made room, made way."""
        there, window, page = read
        beyond = _shares(resource, page, (*there, *window)) if page else not _new(resource, window, there)
        again: tuple[Record, ...] = ()
        if not (beyond and _shares(resource, window, there)):
            again, _ = self._page(resource, replace(before, total=None), Asked(), sure=False)
        found = _new(resource, window, (*there, *page))
        return (*found, *_new(resource, again, (*there, *page, *found)))

    def _page(
        self, resource: Resource, ask: Ask, asked: Asked, *, sure: bool
    ) -> tuple[tuple[Record, ...], Ask | None]:
        try:
            asked.add(ask)
            request = self._reading.request(resource, ask)
        except Misconfigured as error:
            raise self._wire.named(resource, error) from None
        reply = self._wire.ask(request, resource)
        try:
            elements = self._reading.elements(resource, reply.body)
            records = self._reading.records(resource, elements)
            cut = self._reading.cut(resource, elements, records)
            after = following(resource.paging, ask, reply.headers, reply.body, elements, sure=sure)
            if after is not None:
                asked.told([record.key for record in records])
        except (Misconfigured, Unreachable) as error:
            raise self._wire.named(resource, error) from None
        return (self._whole(resource, records, cut) if cut else records), after


def _shares(resource: Resource, records: Sequence[Record], known: Sequence[Record]) -> bool:
    """Tell whether one of the records is known."""
    return len(_new(resource, records, known)) < len(records)


def _new(resource: Resource, records: Sequence[Record], known: Sequence[Record]) -> tuple[Record, ...]:
    """Give those records that are not known yet."""

    def mark(record: Record) -> str:  # rows of one record have the same key
        return repr(record.data) if resource.rows else record.key

    marks = set(map(mark, known))
    return tuple(record for record in records if mark(record) not in marks)
