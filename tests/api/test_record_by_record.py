"""Systems that are asked for one thing at a time: a parameter for each field, a path for each record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from small_vendor import Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Counted, Dialect, Find, Related, Resource, Rows, Since, Write
from core.errors import Misconfigured, Refused, Unclear
from core.records import JsonObject

PEOPLE = [
    {"id": "1", "email": "ann@x.nl", "town": "Ede"},
    {"id": "2", "email": "bob@x.nl", "town": "Ede"},
    {"id": "3", "email": "bob@x.nl", "town": "Urk"},
]
ALONE = {"id": "people/{value}"}
Opens = Callable[..., Client]


def said(heard: Heard) -> Said:
    """Answer as a list that one parameter narrows down, or as the one at its own path."""
    if heard.path != "/people":
        key = heard.path.rpartition("/")[2]
        one = next((person for person in PEOPLE if person["id"] == key), None)
        return Said(one) if one else Said({"message": "Not found"}, status=404)
    asked = {name: value for name, value in heard.query.items() if name == "mail"}
    return Said([p for p in PEOPLE if not asked or p["email"] == asked["mail"]])


@pytest.fixture
def opens(vendor: Vendor, access: Access) -> Opens:
    """Give a client of people, declared as the test says."""

    def opened(**changes: Any) -> Client:
        vendor.answers = said
        declared = connector()
        find = Find(
            own=True, fields=("id", "email", "town"), names={"email": "mail"}, compared=("town",), alone=ALONE
        )
        people = Resource(name="people", title="People", path="people", records="", key="id", find=find)
        dialect = changes.pop("dialect", Dialect())
        return Client(
            replace(declared, resources=(replace(people, **changes),), dialect=dialect), access, writes=True
        )

    return opened


def keys(client: Client, *wanted: JsonObject) -> list[list[str]]:
    """The keys of what was found for each."""
    return [[record.key for record in found] for found in client.find("people", list(wanted))]


def test_each_field_has_a_parameter_of_its_own(vendor: Vendor, opens: Opens) -> None:
    """One request for each value, and the answer is compared again in what the system can't be asked for."""
    with opens() as client:
        found = keys(
            client, {"email": "bob@x.nl", "town": "Urk"}, {"email": "bob@x.nl"}, {"email": "no@x.nl"}
        )
    assert found == [["3"], ["2", "3"], []]
    assert [heard.query for heard in vendor.heard] == [{"mail": "bob@x.nl"}, {"mail": "no@x.nl"}]


def test_a_record_is_read_at_its_own_path(vendor: Vendor, opens: Opens) -> None:
    """The answer 404 says that there is none, and a value that would lead elsewhere is not asked for."""
    with opens() as client:
        assert keys(client, {"id": "2"}, {"id": "9"}, {"id": ".."}) == [["2"], [], []]
    assert [heard.path for heard in vendor.heard] == ["/people/2", "/people/9"]


def test_a_record_at_its_own_path_is_the_whole_answer_or_stands_where_lists_do(
    vendor: Vendor, opens: Opens
) -> None:
    """Lists have a name around them, the one record often has none: what has no key is neither."""
    with opens(records="people") as client:
        vendor.says(Said(PEOPLE[0]), Said({"people": [PEOPLE[1]]}), Said({"message": "Try again"}))
        assert keys(client, {"id": "1"}) == [["1"]]
        assert keys(client, {"id": "2"}) == [["2"]]
        with pytest.raises(Misconfigured, match="no list at 'people'"):
            keys(client, {"id": "3"})


def test_what_cannot_be_asked_for_is_compared_among_all(vendor: Vendor, opens: Opens) -> None:
    """Only then is everything read, once for all that is wanted."""
    with opens() as client:
        assert keys(client, {"town": "Ede"}, {"town": "Urk"}, {"email": "ann@x.nl"}) == [
            ["1", "2"],
            ["3"],
            ["1"],
        ]
    assert [heard.query for heard in vendor.heard] == [{}]


def test_the_same_is_asked_once_whatever_is_compared(vendor: Vendor, opens: Opens) -> None:
    """Entries that differ only in what the system can't be asked for are one question."""
    find = Find("filter", fields=("email", "town"), compared=("town",))
    with opens(find=find) as client:
        assert keys(client, {"email": "bob@x.nl", "town": "Urk"}, {"email": "bob@x.nl", "town": "Ede"}) == [
            ["3"],
            ["2"],
        ]
    assert [heard.query for heard in vendor.heard] == [{"filter": "email eq 'bob@x.nl'"}]


def test_a_new_key_stands_in_the_location(vendor: Vendor, opens: Opens) -> None:
    """An answer without a body gives the key as the end of its address; without that it is unclear."""
    with opens(write=Write(create="people", located=True), parts=2) as client:
        vendor.says(Said(status=201, headers={"Location": "https://api.example/v1/people/SO/00%2012"}))
        assert client.create("people", {}, once="1").key == "SO/00 12"
        vendor.says(Said(status=201))
        with pytest.raises(Unclear, match="without its place"):
            client.create("people", {}, once="2")


def test_an_update_says_which_version_it_changes(vendor: Vendor, opens: Opens) -> None:
    """The version is read just before, at the record's own path; what is gone is refused."""
    write = Write(update="people/{key}", update_method="PATCH", versioned=True)
    with opens(write=write, parts=2) as client:
        vendor.says(Said({"id": "1"}, headers={"ETag": '"7"'}), Said(status=202), Said(status=404))
        assert client.update("people", "SO/1", {"town": "Urk"}, once="1").key == "SO/1"
        with pytest.raises(Refused, match="no such record"):
            client.update("people", "SO/1", {"town": "Urk"}, once="2")
    assert [(heard.method, heard.path) for heard in vendor.heard[:2]] == [
        ("GET", "/people/SO/1"),
        ("PATCH", "/people/SO/1"),
    ]
    assert vendor.heard[1].headers["if-match"] == '"7"'


def test_what_changed_is_asked_for_with_what_goes_along(vendor: Vendor, opens: Opens) -> None:
    """A filter that nothing joins takes the place of the one that stands there."""
    since = Since("at", param="from", join="", format="%Y-%m-%d", also={"how": ">="})
    with opens(since=since, params={"from": "2000-01-01"}) as client:
        list(client.pull("people"))
        list(client.pull("people", since=datetime(2026, 7, 1, tzinfo=UTC)))
    assert [heard.query for heard in vendor.heard] == [
        {"from": "2000-01-01"},
        {"from": "2026-07-01", "how": ">="},
    ]


@pytest.mark.parametrize(
    ("paging", "size", "most", "pages"),
    [
        (Counted("page", size="size", total="0.of", most="0.most"), 2, 2, 4),
        (Counted("page", size="size", total="0.of", most="0.most"), 9, 3, 3),
        (Counted("page", size="size", total="0.of"), 9, 9, 1),
        (Counted("page", total="0.of"), 0, 7, 1),
        (Counted("skip", by="records", first=0, size="size", total="0.of"), 3, 3, 3),
    ],
)
def test_a_total_ends_the_pages(  # noqa: PLR0917 - fixtures
    vendor: Vendor, opens: Opens, paging: Counted, size: int, most: int, pages: int
) -> None:
    """What the answer says of all counts, and a page that the system made smaller than was asked for."""

    def page(heard: Heard) -> Said:
        step = min(size or most, most)
        number = int(heard.query.get(paging.param, paging.first)) - paging.first
        start = number * step if paging.by == "pages" else number
        return Said([{"id": str(n), "of": 7, "most": most} for n in range(start, min(start + step, 7))])

    with opens(paging=paging, page_size=size, size_param="size") as client:
        vendor.answers = page
        read = [record.key for page in client.pull("people") for record in page.records]
    assert read == [str(n) for n in range(7)]
    assert len(vendor.heard) == pages + (pages - 1)  # each page is looked at again after the one behind it


def test_a_record_that_goes_on_over_pages_is_one(vendor: Vendor, opens: Opens) -> None:
    """Parts of a record that follow each other, also over the end of a page, are put together."""
    pages = [[("a", [1]), ("b", [1, 2])], [("b", [3]), ("c", [1])], [("c", [2])], []]

    def answer(heard: Heard) -> Said:
        held = pages[int(heard.query.get("page", 1)) - 1]
        return Said([{"id": key, "town": "Ede", "rows": rows} for key, rows in held])

    with opens(paging=Counted("page"), rows=Rows("rows")) as client:
        vendor.answers = answer
        read = [
            (r.key, r.data["town"], r.data["rows"]) for page in client.pull("people") for r in page.records
        ]
    assert read == [("a", "Ede", [1]), ("b", "Ede", [1, 2, 3]), ("c", "Ede", [1, 2])]


def test_rows_bring_what_belongs_to_them_and_only_what_was_found_is_completed(
    vendor: Vendor, opens: Opens
) -> None:
    """Each row gets the record that it names; of a list that is only compared, the others are left alone."""
    friends = Related("friends[].id", "people", "who")

    def answer(heard: Heard) -> Said:
        key = heard.path.rpartition("/")[2]
        if key != "people":
            return Said({"id": key, "town": "Ede"})
        return Said([{"id": n, "town": f"T{n}", "friends": [{"id": f"{n}1"}, {"id": None}]} for n in "12"])

    with opens(related=(friends,)) as client:
        vendor.answers = answer
        (found,) = client.find("people", [{"town": "T2"}])
    assert [(row["id"], row["who"] and row["who"]["town"]) for row in found[0].data["friends"]] == [
        ("21", "Ede"),
        (None, None),
    ]
    assert [heard.path for heard in vendor.heard] == ["/people", "/people/21"]
