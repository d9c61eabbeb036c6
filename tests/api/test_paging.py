"""From one page to the next, and to an end."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from small_vendor import Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import AfterLast, Counted, Cursor, LinkHeader, LinkInBody, OnePage, PageNumber, Paging
from core.api.paging import Ask, Asked, following, next_link
from core.errors import Misconfigured, Unreachable

FIRST = Ask("https://api.example/orders", {"limit": 50})


@pytest.mark.parametrize(
    ("paging", "headers", "body", "after"),
    [
        (OnePage(), {"link": '</b>; rel="next"'}, {"next": "x"}, None),
        (
            LinkInBody("d.__next"),
            {},
            {"d": {"__next": "https://api.example/o?$skiptoken=guid'1'"}},
            "verbatim",
        ),
        (LinkInBody("d.__next"), {}, {"d": [{"id": 1}]}, None),
        (LinkInBody("next"), {}, {"next": None}, None),
        (LinkInBody("next"), {}, {"next": ""}, None),
        (LinkHeader(), {}, {}, None),
        (Cursor("after", "end"), {}, {"end": "c"}, {"limit": 50, "after": "c"}),
        (Cursor("after", "end"), {}, {"end": None}, None),
        (Cursor("after", "end", "more"), {}, {"end": "c", "more": False}, None),
        (Cursor("after", "end", "more"), {}, {"end": "c", "more": True}, {"limit": 50, "after": "c"}),
    ],
)
def test_the_next_page_is_where_the_answer_says(
    paging: Paging, headers: dict[str, str], body: Any, after: Any
) -> None:
    """Links are followed as they stand, cursors go into the next question, and the last page is the last."""
    ask = following(paging, FIRST, headers, body, body.get("d", ()))
    if after == "verbatim":
        assert ask == Ask(body["d"]["__next"])
    elif after is None:
        assert ask is None
    else:
        assert ask == Ask(FIRST.url, after)


@pytest.mark.parametrize(
    ("paging", "params", "found", "after"),
    [
        (Counted("page", size="limit"), {}, 50, {"page": 2}),
        (Counted("page", size="limit"), {"page": 4}, 50, {"page": 5}),
        (Counted("page", size="limit"), {"page": 4}, 49, None),
        (Counted("page", first=0, size="limit"), {}, 50, {"page": 1}),
        (Counted("page"), {}, 3, {"page": 2}),
        (Counted("page"), {"page": 2}, 0, None),
        (Counted("offset", by="records", first=0, size="limit"), {}, 50, {"offset": 50}),
        (Counted("offset", by="records", first=0, size="limit"), {"offset": 50}, 50, {"offset": 100}),
        (Counted("offset", by="records", first=0), {"offset": 50}, 7, {"offset": 57}),
        (AfterLast("after", "row.id", size="limit"), {}, 50, {"after": 50}),
        (AfterLast("after", "row.id", size="limit"), {"after": 50}, 1, None),
        (AfterLast("after", "row.id", size="limit"), {}, 0, None),
    ],
)
def test_the_next_page_is_counted(
    paging: Paging, params: dict[str, int], found: int, after: dict[str, int] | None
) -> None:
    """Pages and records are counted on, or the last key is named, until an answer is not full."""
    elements = [{"row": {"id": n + 1}} for n in range(found)]
    ask = following(paging, Ask(FIRST.url, {**FIRST.params, **params}), {}, {}, elements)
    assert (ask and (ask.url, ask.params)) == ((FIRST.url, {**FIRST.params, **after}) if after else None)


def test_a_last_record_without_its_key_is_a_fault() -> None:
    """A full answer whose last record does not say where it ends is never taken for the end."""
    with pytest.raises(Misconfigured, match="but not where it begins"):
        following(AfterLast("after", "id"), FIRST, {}, {}, [{"id": ""}])


@pytest.mark.parametrize(
    ("header", "link"),
    [
        ('<https://a.example/o?page_info=x%3D>; rel="next"', "https://a.example/o?page_info=x%3D"),
        ('<https://a.example/1>; rel="previous", <https://a.example/2>; rel=next', "https://a.example/2"),
        ('<https://a.example/1,2>; title="a; rel=next"; rel="last"', None),
        ('<https://a.example/3>; title="x"; rel="prev next"', "https://a.example/3"),
        ('<https://a.example/1>; rel="nextish"', None),
        ("", None),
        ("rubbish", None),
    ],
)
def test_link_headers_are_read(header: str, link: str | None) -> None:
    """The next page is found among several links, and only where it is named so."""
    assert next_link(header) == link


def test_more_without_a_cursor_is_a_fault() -> None:
    """An answer that says that there is more without saying where is never taken for the end."""
    with pytest.raises(Misconfigured, match="but not where it begins"):
        following(Cursor("after", "end", "more"), FIRST, {}, {"more": True})


@pytest.mark.parametrize("told", [None, 1, "true", [], {}, "missing"])
def test_what_does_not_say_whether_there_is_more_is_not_the_end(told: Any) -> None:
    """Only a yes or a no is understood: all else could hide the pages that are still to come."""
    page = {} if told == "missing" else {"page": {"more": told}}
    with pytest.raises(Misconfigured, match=r"whether there is more: at 'page\.more' true or false is due"):
        following(Cursor("after", "page.end", "page.more"), FIRST, {}, page)


@pytest.mark.parametrize("links", [[{"rel": "next"}], "/b", 2])
def test_links_in_another_shape_are_not_the_end(links: Any) -> None:
    """As where a system comes to write its links as a list."""
    with pytest.raises(Misconfigured, match="something else where its link to the next page is due"):
        following(LinkInBody("links.next"), FIRST, {}, {"links": links, "value": []}, [])
    for last in ({"value": []}, {"links": None}, {"links": {}}, {"links": {"next": None}}):
        assert following(LinkInBody("links.next"), FIRST, {}, last, []) is None


@pytest.mark.parametrize("most", [None, "500", [500], 0, -1, True])
def test_a_page_size_that_is_none_is_not_counted_with(most: Any) -> None:
    """The total alone then says whether there is more."""
    paging = Counted("page", first=1, size="size", total="total", most="most")
    ask = following(paging, Ask("/o", {"size": 2}), {}, {"total": 5, "most": most}, [{}, {}])
    assert ask == Ask("/o", {"size": 2, "page": 2}, held=2)


def test_pages_that_go_round_end(vendor: Vendor, access: Access) -> None:
    """A link to a page that was read, or a cursor that comes again, ends the run after few requests."""
    declared = connector()
    for paging in (LinkInBody("next"), Cursor("after", "next")):

        def answer(heard: Heard, paging: Paging = paging) -> Said:
            shift = {"a": "b", "b": "a"}[heard.query.get("after", "a")]
            link = f"{vendor.url}/v1/7/orders?after={shift}" if isinstance(paging, LinkInBody) else shift
            return Said({"value": [{"id": 1}], "next": link})

        vendor.answers = answer
        vendor.heard.clear()
        round_and_round = replace(declared, resources=(replace(declared.resources[0], paging=paging),))
        words = r"Acme \(test\) \(Orders\): the pages go round"
        with Client(round_and_round, access) as client, pytest.raises(Misconfigured, match=words):
            list(client.pull("orders"))
        assert len(vendor.heard) <= 3


def test_pages_that_never_end_are_ended() -> None:
    """Ever new cursors end at a cap."""
    asked = Asked(most=100)
    for n in range(100):
        asked.add(Ask(FIRST.url, {"after": n}))
    with pytest.raises(Misconfigured, match="do not end: 100 were read"):
        asked.add(Ask(FIRST.url, {"after": 100}))


def test_a_next_link_elsewhere_is_not_followed(vendor: Vendor, access: Access) -> None:
    """A link to another host stops the pull, and the credential goes nowhere."""
    other = Vendor()
    declared = connector()
    away = replace(declared, resources=(replace(declared.resources[0], paging=LinkHeader()),))
    vendor.says(Said({"value": [{"id": 1}]}, headers={"Link": f'<{other.url}/p2>; rel="next"'}))
    with Client(away, access) as client, pytest.raises(Misconfigured, match="leads to another host"):
        list(client.pull("orders"))
    assert other.heard == []
    other.server_close()


NUMBERED = PageNumber("page", "meta.page", "meta.pages", total="meta.total")


def numbered(page: int, pages: int, total: int) -> Any:
    """The answer with a page of a list that is paged by number."""
    return {"meta": {"page": page, "pages": pages, "total": total}, "value": [{"id": page}]}


def test_pages_by_number(vendor: Vendor, access: Access) -> None:
    """Each next page is asked for by its number, and the last is the last; an empty list has no page."""
    by_number = replace(connector().resources[0], paging=NUMBERED)
    with Client(replace(connector(), resources=(by_number,)), access) as client:
        vendor.says(*[Said(numbered(n, 3, 3)) for n in (1, 2, 1, 3, 2)])
        assert [page.records[0].key for page in client.pull("orders")] == ["1", "2", "3"]
        assert [heard.query.get("page") for heard in vendor.heard] == [None, "2", None, "3", "2"]
        vendor.says(Said({"meta": {"page": 1, "pages": 0, "total": 0}, "value": []}))
        assert [page.records for page in client.pull("orders")] == [()]


def test_records_that_slip_to_a_page_before_are_found_there(vendor: Vendor, access: Access) -> None:
    """A record is removed from the first page while the list is read: each page before is looked at again."""
    by_offset = replace(connector().resources[0], paging=Counted("skip", by="records", first=0), page_size=2)
    there = [{"id": n} for n in range(7)]

    def answer(heard: Heard) -> Said:
        first = int(heard.query.get("skip", 0))
        said = Said({"value": there[first : first + 2]})
        if first == 2 and there[0] == {"id": 0}:
            del there[0]
        return said

    vendor.answers = answer
    with Client(replace(connector(), resources=(by_offset,)), access) as client:
        read = [record.key for page in client.pull("orders") for record in page.records]
    assert read == [str(n) for n in range(7)]


@pytest.mark.parametrize(
    "paging", [NUMBERED, Counted("page", size="size"), Counted("skip", "records", 0, "size")]
)
@pytest.mark.parametrize("size", [7, 10, 25])
@pytest.mark.parametrize("seed", range(5))
def test_records_that_slip_and_come_back_are_read(
    vendor: Vendor, access: Access, paging: PageNumber | Counted, size: int, seed: int
) -> None:
    """The first order is put on hold and taken up again while they are read: none behind it is lost."""
    dice = random.Random(seed)
    declared = replace(connector().resources[0], paging=paging, page_size=size, size_param="size")

    def answer(heard: Heard) -> Said:
        there = list(range(dice.randrange(2), 3 * size))
        asked = int(heard.query["size"])
        page = int(heard.query.get("page", 1))
        first = int(heard.query.get("skip", (page - 1) * asked))
        value = [{"id": n} for n in there[first : first + asked]]
        return Said({"meta": {"page": page, "pages": -(-len(there) // asked)}, "value": value})

    vendor.answers = answer
    with Client(replace(connector(), resources=(declared,)), access) as client:
        read = [record.key for page in client.pull("orders") for record in page.records]
    assert set(read) >= {str(n) for n in range(1, 3 * size)}


EACH_NEW = [[n] for n in range(50)]


@pytest.mark.parametrize(
    ("paging", "next_", "pages"),
    [
        (Cursor("after", "next"), "same", EACH_NEW),
        (Cursor("after", "next"), "{turn}", EACH_NEW),
        (Cursor("after", "next"), "{n}", [[1, 2]]),
        (Cursor("after", "next"), "{n}", [[1, 2], [3, 4]]),
        (Cursor("after", "next"), "{n}", [[1, 2], [], [], [], []]),
        (LinkInBody("next"), "?after=1", EACH_NEW),
        (LinkInBody("next"), "?after={n}", [[1, 2]]),
        (Counted("page"), "", [[1, 2]]),
        (Counted("skip", by="records", first=0), "", [[1, 2]]),
    ],
    ids=[
        "the same cursor",
        "two cursors in turn",
        "new cursors, the same records",
        "new cursors, two pages in turn",
        "new cursors, nothing more",
        "a link to itself",
        "new links, the same records",
        "every page is the first",
        "every offset is the first",
    ],
)
def test_pages_that_lead_nowhere_end_after_three_requests_too_many(
    vendor: Vendor, access: Access, paging: Paging, next_: str, pages: list[list[int]]
) -> None:
    """However a system goes round, the pull ends soon, and says so."""
    count = iter(range(100))

    def answer(_: Heard) -> Said:
        n = next(count)
        base = f"{vendor.url}/v1/7/orders" if isinstance(paging, LinkInBody) else ""
        value = [{"id": key} for key in pages[n % len(pages)]]
        return Said({"value": value, "next": base + next_.format(n=n, turn=n % 2)})

    vendor.answers = answer
    declared = replace(connector().resources[0], paging=paging, page_size=0)
    with (
        Client(replace(connector(), resources=(declared,)), access) as client,
        pytest.raises(Misconfigured, match=r"the pages (go round|do not end)"),
    ):
        list(client.pull("orders"))
    new = 1 if pages == EACH_NEW else len([page for page in pages if page])
    looked_back = 1 if isinstance(paging, Counted) else 0
    assert len(vendor.heard) <= new + 3 + looked_back


def test_more_records_removed_than_a_page_holds_are_noticed(vendor: Vendor, access: Access) -> None:
    """When so many are gone that looking at the page before is not enough, nothing is taken for whole."""
    by_number = replace(connector().resources[0], paging=NUMBERED)
    vendor.says(Said(numbered(1, 2, 2)), Said(numbered(2, 2, 1)))
    with (
        Client(replace(connector(), resources=(by_number,)), access) as client,
        pytest.raises(Unreachable, match=r"Acme \(test\) \(Orders\): records were removed"),
    ):
        list(client.pull("orders"))
    with pytest.raises(Misconfigured, match="does not say which page"):
        following(NUMBERED, FIRST, {}, {"meta": {"page": 1}})
