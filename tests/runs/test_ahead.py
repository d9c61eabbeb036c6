"""Reading ahead: the next page comes while one is carried, and nothing else changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from runs.conftest import Trade

from core.errors import Unreachable
from core.records import Page, Record
from core.runs.ahead import TOGETHER, ahead


class Source:
    """Three pages; it is told when each is asked for, and the last is never given."""

    def __init__(self) -> None:
        self.asked = [threading.Event() for _ in range(3)]

    def pages(self) -> Iterator[Page]:
        """Give two pages, then fail."""
        for number in range(2):
            self.asked[number].set()
            yield Page((Record(str(number), {}),) * TOGETHER)
        self.asked[2].set()
        raise Unreachable("the shop does not answer")


def test_the_next_page_is_asked_for_while_one_is_carried() -> None:
    """One page further and no more; what goes wrong there is told when its turn has come."""
    source = Source()
    pages = ahead(source.pages(), list)
    assert next(pages).records[0].key == "0"
    assert source.asked[1].wait(10)
    assert not source.asked[2].wait(0.2)
    assert next(pages).records[0].key == "1"
    assert source.asked[2].wait(10)
    with pytest.raises(Unreachable, match="the shop does not answer"):
        next(pages)


def test_who_goes_early_leaves_nothing_behind() -> None:
    """A run that stops in the middle waits for the page on its way, and asks for none after it."""
    source, before = Source(), threading.active_count()
    pages = ahead(source.pages(), list)
    next(pages)
    pages.close()
    assert threading.active_count() == before
    assert not source.asked[2].is_set()


class Shop:
    """Pages that come one after the other; at None the shop waits until it is told to go on."""

    def __init__(self, *pages: Page | None, error: Exception | None = None) -> None:
        self.given, self.error = pages, error
        self.waits, self.goes_on, self.ended = (threading.Event() for _ in range(3))

    def pages(self) -> Iterator[Page]:
        """Give them."""
        for page in self.given:
            if page is not None:
                yield page
            else:
                self.waits.set()
                assert self.goes_on.wait(10)
        self.ended.set()
        if self.error is not None:
            raise self.error


def _page(*keys: str, ordered: bool = True) -> Page:
    return Page(tuple(Record(key, {}) for key in keys), ordered)


def _keys(page: Page) -> str:
    return "".join(record.key for record in page.records)


def test_small_pages_that_have_come_are_carried_as_one() -> None:
    """The first is carried at once; those that came meanwhile ask the target together."""
    source = Shop(_page("a"), _page("b"), _page("c", ordered=False), _page("d"))
    given = ahead(source.pages(), list)
    assert _keys(next(given)) == "a"
    assert source.ended.wait(10)
    last = next(given)
    assert _keys(last) == "bcd"
    assert not last.ordered
    assert next(given, None) is None


def test_nothing_waits_for_a_page_that_has_not_come() -> None:
    """What is there is carried, while the source takes its time."""
    source = Shop(_page("a"), _page("b"), None, _page("c"))
    given = ahead(source.pages(), list)
    assert _keys(next(given)) == "a"
    assert source.waits.wait(10)
    assert _keys(next(given)) == "b"
    source.goes_on.set()
    assert _keys(next(given)) == "c"


def test_what_came_twice_is_carried_as_it_was_and_then_as_it_is() -> None:
    """A record that was changed while the source was read is on two pages: each has its turn."""
    source = Shop(_page("a"), _page("b", "c"), _page("c", "d"), _page("e"))
    given = ahead(source.pages(), list)
    next(given)
    assert source.ended.wait(10)
    assert [_keys(page) for page in given] == ["bc", "cde"]


def test_no_more_are_carried_as_one_than_is_good_for_it() -> None:
    """A page that a run carries in one go stays so small that what is looked up for it is not yet old."""
    half = TOGETHER // 2
    source = Shop(*(Page(tuple(Record(f"{n}-{m}", {}) for m in range(half))) for n in range(6)))
    given = ahead(source.pages(), list)
    sizes = [len(page.records) for page in given]
    assert sum(sizes) == 6 * half
    assert max(sizes) <= TOGETHER


def test_what_was_read_before_an_error_is_carried_first() -> None:
    """Small pages that came before the source fell silent are carried; then the run says why it stops."""
    source = Shop(_page("a"), _page("b"), _page("c"), error=Unreachable("the shop does not answer"))
    given = ahead(source.pages(), list)
    next(given)
    assert source.ended.wait(10)
    assert _keys(next(given)) == "bc"
    with pytest.raises(Unreachable, match="the shop does not answer"):
        next(given)


def test_a_run_with_a_limit_asks_for_no_page_that_it_does_not_need(trade: Trade) -> None:
    """Three orders to try are on the first page: the shop is asked once."""
    run = trade.workspace.run(trade.flow, limit=3)
    assert run.counts.created == 3
    asked = trade.requests("shopify")
    assert len(asked) == 1, asked


def test_the_shop_is_asked_for_more_before_all_orders_are_booked(trade: Trade) -> None:
    """Of pages of ten, the second is there before the orders of the first are."""
    source = trade.flow.source.model_copy(update={"params": {"first": 10}})
    trade.workspace.run(trade.flow.model_copy(update={"source": source}))
    told = trade.requests()
    pages = [n for n, each in enumerate(told) if each["connector"] == "shopify"]
    writes = [n for n, each in enumerate(told) if each["write"]]
    assert len([n for n in writes if n < pages[1]]) < 5
    assert trade.booked() == trade.paid()
