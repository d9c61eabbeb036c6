"""Reading ahead: the next page is fetched, and looked at, while the one before it is carried."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from core.records import Page, Record

#: So many records are carried together, where a source gives them in smaller pages: each time costs the
#: target and the ledger a few questions.
TOGETHER = 200


def ahead(pages: Iterator[Page], foresee: Callable[[Sequence[Record]], None]) -> Iterator[Page]:
    """Give pages, each the moment that it is asked for, if it has come by then.

    Small pages that have come meanwhile are given as one; nothing waits for them. `foresee` is told of a page
    before its turn. What reading raises is raised where the page would be given. To close it waits for the
    page on its way.
    """
    first = next(pages, None)
    if first is None:
        return
    if not first.records:  # most runs find nothing new, and nothing behind it
        yield first
        yield from pages
        return
    shelf = _Shelf()
    here = copy_context()  # what is measured there belongs to who asked
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as reader:
        reader.submit(here.run, shelf.fill, pages, foresee)
        try:
            yield first
            while (page := shelf.take()) is not None:
                yield page
        finally:
            shelf.close()


class _Shelf:
    """Pages that have come and are not given yet: one at least, of small ones as many as go together."""

    def __init__(self) -> None:
        self._pages: deque[Page] = deque()
        self._changed = threading.Condition()
        self._error: Exception | None = None
        self._ended = self._closed = False

    def fill(self, pages: Iterator[Page], foresee: Callable[[Sequence[Record]], None]) -> None:
        """Read pages, as long as there is room, until there is none left or nobody wants them any more."""
        try:
            for page in pages:
                foresee(page.records)
                with self._changed:
                    self._pages.append(page)
                    self._changed.notify_all()
                    self._changed.wait_for(self._room)
                    if self._closed:
                        return
        except Exception as error:  # noqa: BLE001 - told where the page would be given, whatever it is
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def take(self) -> Page | None:
        """Wait for the next page, and give it with those that have come after it and go with it."""
        with self._changed:
            self._changed.wait_for(lambda: self._pages or self._ended)
            if not self._pages:
                if self._error is not None:
                    raise self._error
                return None
            page = self._pages.popleft()
            while self._pages and _together(page, self._pages[0]):
                more = self._pages.popleft()
                page = Page((*page.records, *more.records), page.ordered and more.ordered)
            self._changed.notify_all()
            return page

    def close(self) -> None:
        """Want no more pages."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _room(self) -> bool:
        return self._closed or sum(len(page.records) for page in self._pages) < TOGETHER


def _together(page: Page, more: Page) -> bool:
    """Whether two pages are carried as one; what is on both was changed meanwhile, and has two turns."""
    keys = {record.key for record in page.records}
    small = len(page.records) + len(more.records) <= TOGETHER
    return small and keys.isdisjoint(record.key for record in more.records)
