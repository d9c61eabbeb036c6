"""Reading ahead: the next page comes while one is carried, and nothing else changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from runs.conftest import Trade

from core.errors import Unreachable
from core.records import Page, Record
from core.runs.ahead import ahead


class Source:
    """Three pages; it is told when each is asked for, and the last is never given."""

    def __init__(self) -> None:
        self.asked = [threading.Event() for _ in range(3)]

    def pages(self) -> Iterator[Page]:
        """Give two pages, then fail."""
        for number in range(2):
            self.asked[number].set()
            yield Page((Record(str(number), {}),))
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
