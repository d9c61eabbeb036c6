"""Reading ahead: the next page is fetched, and looked at, while the one before it is carried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from core.records import Page, Record


def ahead(pages: Iterator[Page], foresee: Callable[[Sequence[Record]], None]) -> Iterator[Page]:
    """Give pages, each the moment that it is asked for, if it has come by then; one is held at most.

    `foresee` is told of a page that has come before its turn. What reading raises is raised where the page
    would be given. To close it waits for the page on its way.
    """
    first = next(pages, None)
    if first is None:
        return
    if not first.records:  # most runs find nothing new, and nothing behind it
        yield first
        yield from pages
        return
    here = copy_context()  # what is measured there belongs to who asked

    def following() -> Page | None:
        page = next(pages, None)
        if page is not None and page.records:
            foresee(page.records)
        return page

    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as reader:
        page: Page | None = first
        while page is not None:
            coming = reader.submit(here.run, following)
            yield page
            page = coming.result()
