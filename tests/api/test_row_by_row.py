"""Records that come row by row, what is asked in the vendor's own parameters, and declarations that fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from small_vendor import Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Connector, Counted, Dialect, Find, Related, Resource, Rows, Since, Write
from core.errors import Misconfigured, Unclear
from core.records import JsonObject

SINCE = Since("changed", "since", "{time}", ordered=True)
#: Rows of two entries, the second of which goes on over the end of a page of two.
ROWS = [("A", 1, 5), ("B", 1, 9), ("B", 2, 3), ("B", 3, 4), ("C", 1, 6)]


def row(entry: str, number: int, day: int) -> JsonObject:
    """A row as the vendor sends it."""
    return {"entry": entry, "row": f"{entry}{number}", "of": "2026", "changed": f"2026-01-0{day}T00:00:00"}


def books() -> Connector:
    """Entries that come row by row, and the same rows one by one."""
    shared: dict[str, Any] = {"records": "value", "since": SINCE, "find": Find("filter", fields=("entry",))}
    paged = {"paging": Counted("page", size="size"), "page_size": 2, "size_param": "size"}
    entries = Resource("entries", "Entries", "/rows", key="entry", **shared, **paged,
                       rows=Rows("lines", ("of",), changed="changes"))  # fmt: skip
    changes = Resource("changes", "Changes", "/changes", key="row", **shared)
    return replace(connector(), resources=(entries, changes))


def answer(heard: Heard) -> Said:
    """Give two rows of a page, those of the entries asked for, or the rows that changed."""
    rows = [row(*each) for each in ROWS]
    if heard.path == "/changes":
        return Said({"value": sorted(rows[1:3], key=lambda each: str(each["changed"]))})
    if asked := heard.query.get("filter"):
        rows = [each for each in rows if f"'{each['entry']}'" in asked]
    page = int(heard.query.get("page", 1))
    return Said({"value": rows[page * 2 - 2 : page * 2]})


def test_rows_become_records_over_the_end_of_a_page(vendor: Vendor, access: Access) -> None:
    """A record is given when its last row was read, once, with what is its own beside its rows."""
    vendor.answers = answer
    with Client(books(), access) as client:
        pages = [page.records for page in client.pull("entries")]
    assert [[record.key for record in page] for page in pages] == [["A"], [], ["B"], ["C"]]
    entry = pages[2][0]
    lines = [{"row": "B1"}, {"row": "B2"}, {"row": "B3"}]
    assert entry.data == {"entry": "B", "of": "2026", "changed": "2026-01-09T00:00:00", "lines": lines}
    assert entry.modified == datetime(2026, 1, 9, tzinfo=UTC)


def test_a_changed_row_brings_its_record_whole(vendor: Vendor, access: Access) -> None:
    """Read since a time, the rows tell which records changed; each comes once, at the time of its row."""
    vendor.answers = answer
    with Client(books(), access) as client:
        (page,) = client.pull("entries", since=datetime(2026, 1, 2, tzinfo=UTC), params={"status": "open"})
    assert page.ordered
    assert [(record.key, record.modified) for record in page.records] == [
        ("B", datetime(2026, 1, 9, tzinfo=UTC))
    ]
    asked = [heard for heard in vendor.heard if heard.path == "/changes"]
    assert asked[0].query == {"since": "2026-01-02T00:00:00", "status": "open"}


@pytest.mark.parametrize("sole", [False, True])
def test_related_records_are_found_by_another_field(vendor: Vendor, access: Access, *, sole: bool) -> None:
    """Where several belong to a record, the first comes along; none does where only one can be meant."""
    found = Find("filter")
    places = Resource("places", "Places", "/places", "value", "id", find=found)
    orders = replace(
        connector().resources[0], related=(Related("id", "places", "place", by="order", sole=sole),)
    )
    vendor.says(Said({"value": [{"id": 1}]}), Said({"value": [{"id": 7, "order": 1}, {"id": 8, "order": 1}]}))
    with Client(replace(connector(), resources=(orders, places)), access) as client:
        (page,) = client.pull("orders")
    assert page.records[0].data["place"] == (None if sole else {"id": 7, "order": 1})


def test_a_dialect_writes_the_parameters(vendor: Vendor, access: Access) -> None:
    """What goes into the address is the vendor's own; its length is measured as it is sent."""

    def params(resource: Resource, given: JsonObject) -> JsonObject:
        return {"q": f"{resource.name}:" + "x" * (700 * len(str(given.get("filter", "")).split(" or ")))}

    declared = replace(connector(), dialect=Dialect(params=params))
    vendor.says(Said({"value": []}))
    with Client(declared, access) as client:
        list(client.pull("orders", params={"a": 1}))
        client.find("orders", [{"number": n} for n in range(4)])
    assert [len(heard.query["q"]) for heard in vendor.heard] == [707, 1407, 1407]


def test_a_key_that_was_given_needs_no_answer(vendor: Vendor, access: Access) -> None:
    """An answer without a key is a riddle, unless the key was in the payload."""
    resource = connector().resources[0]
    for given in (True, False):
        write = Write(create="/orders", key_given=given)
        vendor.says(Said(None, 201))
        with Client(
            replace(connector(), resources=(replace(resource, write=write),)), access, writes=True
        ) as client:
            if given:
                assert client.create("orders", {"id": "A1"}, once="1").key == "A1"
            else:
                with pytest.raises(Unclear, match="without a key"):
                    client.create("orders", {"id": "A1"}, once="1")


def test_a_declaration_fits_its_connection(vendor: Vendor, access: Access) -> None:
    """Settings make a declaration the connection's own, and testing it says what else is wrong."""

    def fit(declared: Connector, settings: Mapping[str, str]) -> Connector:
        if "division" not in settings:
            raise Misconfigured("no division")
        own = replace(declared.resources[0], path=f"/own/{settings['division']}")
        return replace(declared, resources=(own,))

    declared = replace(
        connector(),
        probe="v1/about",
        fit=fit,
        checked=lambda fitted, ask: f"{fitted.resources[0].path} has {ask('v1/more')['value']}.",
    )
    vendor.says(Said({"value": []}))
    with Client(declared, access) as client:
        list(client.pull("orders"))
        assert vendor.heard[0].path == "/own/7"
        assert client.check().endswith("/v1/about. /own/7 has [].")
    with pytest.raises(Misconfigured, match="no division"):
        declared.fitted({})


def test_an_update_repeats_what_the_vendor_asks_for(vendor: Vendor, access: Access) -> None:
    """The record is read first, and what it says of these fields goes along, behind the payload."""
    resource = connector().resources[0]
    write = Write(update="/orders/{key}", repeats=("kind", "place"))
    found = Find("filter", fields=("id",))
    declared = replace(connector(), resources=(replace(resource, write=write, find=found),))
    vendor.says(Said({"value": [{"id": 1, "kind": "B", "place": "old", "more": 2}]}), Said({}))
    with Client(declared, access, writes=True) as client:
        client.update("orders", "1", {"place": "new"}, once="u")
    assert vendor.heard[1].json == {"kind": "B", "place": "new"}
