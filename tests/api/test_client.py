"""What the client gives to those who pull, find and write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from small_vendor import Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Connector, Cursor, Dialect, Find, LinkInBody, Related, Resource, Since, Write
from core.errors import Misconfigured, Refused, Unclear, WriteRefused
from core.fields import Field, FieldType
from core.records import JsonObject, Record


def altered(**changes: object) -> Connector:
    """Declare the small system with another kind of orders."""
    declared = connector()
    return replace(declared, resources=(replace(declared.resources[0], **changes),))


def rows(*names: str) -> Said:
    """Answer with orders of these numbers."""
    return Said({"value": [{"id": name, "number": name} for name in names]})


def test_pull_gives_records_with_key_time_and_exact_numbers(vendor: Vendor, client: Client) -> None:
    """A record has its key, an aware modified time, and money as it was written."""
    vendor.says(Said(b'{"value": [{"id": 7, "total": 10.10, "changed": "2026-01-02T03:04:05"}]}'))
    (page,) = client.pull("orders")
    assert page.records == (
        Record(
            "7",
            {"id": 7, "total": Decimal("10.10"), "changed": "2026-01-02T03:04:05"},
            datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        ),
    )
    assert str(page.records[0].data["total"]) == "10.10"
    assert vendor.heard[0].path == "/v1/7/orders"
    assert vendor.heard[0].headers["x-key"] == "canary-key"


def test_pull_asks_since_exactly_as_given_in_the_vendors_zone(vendor: Vendor, access: Access) -> None:
    """The time asked for is the time given, written in the vendor's zone and joined to the filter there."""
    since = Since(field="changed", param="filter", filter="changed ge '{time}'", zone="Europe/Amsterdam")
    with Client(altered(since=since), access) as client:
        vendor.says(rows())
        list(client.pull("orders", since=datetime(2026, 7, 1, 10, 0, tzinfo=UTC), params={"filter": "open"}))
    assert vendor.heard[0].query == {"filter": "open and changed ge '2026-07-01T12:00:00'"}


def test_a_page_is_ordered_only_when_the_order_was_asked_for(vendor: Vendor, access: Access) -> None:
    """Pages ascend by modified time when the vendor was asked for it, not when a flow asks otherwise."""
    since = Since(field="changed", param="filter", ordered=True, order={"orderby": "changed"})
    with Client(altered(since=since), access) as client:
        vendor.says(rows("a"))
        assert [page.ordered for page in client.pull("orders")] == [True]
        assert [page.ordered for page in client.pull("orders", params={"orderby": "id"})] == [False]
    assert [heard.query["orderby"] for heard in vendor.heard] == ["changed", "id"]


def test_next_links_are_followed_to_the_end(vendor: Vendor, access: Access) -> None:
    """Each page is asked for when the one before is used up, by the link as the vendor wrote it."""
    link = f"{vendor.url}/v1/7/orders?$skiptoken=guid'aa'&x=%C3%A9"
    vendor.says(Said({"value": [{"id": 1}], "next": link}), Said({"value": [{"id": 2}]}))
    with Client(altered(paging=LinkInBody("next")), access) as client:
        pages = client.pull("orders")
        assert [r.key for r in next(pages).records] == ["1"]
        assert len(vendor.heard) == 1
        assert [r.key for page in pages for r in page.records] == ["2"]
    assert vendor.heard[1].query == {"$skiptoken": "guid'aa'", "x": "é"}


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ({"d": {"results": [{"id": 1}, {"id": 2}]}}, ["1", "2"]),
        ({"d": [{"id": 1}]}, ["1"]),
        ({"d": {"id": 1}}, ["1"]),
        ({"d": {"results": []}}, []),
    ],
)
def test_a_list_is_found_in_each_of_its_shapes(
    vendor: Vendor, access: Access, body: JsonObject, keys: list[str]
) -> None:
    """An answer that holds the list in one of several places, or one object, is read all the same."""
    vendor.says(Said(body))
    with Client(altered(records="d.results || d"), access) as client:
        assert [r.key for page in client.pull("orders") for r in page.records] == keys


def test_headers_and_their_lines_are_brought_together(vendor: Vendor, access: Access) -> None:
    """A dialect finds the elements of an answer itself; one in a shape that it does not know is a fault."""

    def rows(_: Resource, body: JsonObject) -> list[JsonObject]:
        lines = body["line"]
        return [{**one, "lines": [line for line in lines if line["of"] == one["id"]]} for one in body["head"]]

    declared = replace(altered(), dialect=Dialect(rows=rows))
    vendor.says(Said({"head": [{"id": 1}, {"id": 2}], "line": [{"of": 2}]}), Said({"head": [{"id": 1}]}))
    with Client(declared, access) as client:
        (page,) = client.pull("orders")
        assert [len(record.data["lines"]) for record in page.records] == [0, 1]
        with pytest.raises(Misconfigured, match=r"unknown shape \(KeyError\)"):
            list(client.pull("orders"))


def test_settings_stand_in_headers_and_bodies(vendor: Vendor, access: Access) -> None:
    """Every request says whose books are meant; what is not filled in is left out."""

    def asked(_: Resource, params: JsonObject) -> tuple[str, JsonObject]:
        return "POST", params

    said = (("x-books", "{division}"), ("x-other", "{other}"))
    small = altered(write=Write(create="orders"))
    declared = replace(small, headers=said, members=said, params=said, dialect=Dialect(read=asked))
    vendor.says(rows(), Said({"id": "1"}))
    with Client(declared, access, writes=True) as client:
        list(client.pull("orders"))
        client.create("orders", {"number": "A"}, once="1")
    assert [(heard.headers["x-books"], heard.json) for heard in vendor.heard] == [
        ("7", {"x-books": "7"}),
        ("7", {"x-books": "7", "number": "A"}),
    ]
    assert "x-other" not in vendor.heard[0].headers
    vendor.says(rows())
    with Client(replace(declared, dialect=Dialect()), access) as client:
        client.find("orders", [{"number": "A"}])
    assert vendor.heard[-1].query == {"x-books": "7", "filter": "number eq 'A'"}


def test_an_answer_without_its_list_is_a_fault(vendor: Vendor, client: Client) -> None:
    """An answer of another shape is never taken for "no records"."""
    vendor.says(Said({"orders": []}))
    with pytest.raises(Misconfigured, match=r"Acme \(test\) \(Orders\): the answer has no list at 'value'"):
        list(client.pull("orders"))


def test_graphql_pages_by_cursor_and_goes_out_without_writes(vendor: Vendor, access: Access) -> None:
    """A GraphQL read is a POST of its document with variables, and the cursor goes into the next ones."""

    def answer(heard: Heard) -> Said:
        first = heard.json["variables"].get("after") is None
        info = {"hasNextPage": first, "endCursor": "c1"}
        return Said({"data": {"orders": {"nodes": [{"id": "1" if first else "2"}], "pageInfo": info}}})

    vendor.answers = answer
    declared = altered(
        records="data.orders.nodes",
        query="query ($first: Int, $after: String) { orders(first: $first, after: $after) { nodes { id } } }",
        paging=Cursor("after", "data.orders.pageInfo.endCursor", "data.orders.pageInfo.hasNextPage"),
        page_size=50,
        size_param="first",
    )
    with Client(declared, access) as client:
        assert [r.key for page in client.pull("orders") for r in page.records] == ["1", "2"]
        client.find("orders", [{"number": "A"}])
    assert [heard.json["variables"] for heard in vendor.heard[:3]] == [
        {"first": 50},
        {"first": 50, "after": "c1"},
        {"first": 50, "filter": "number eq 'A'"},
    ]


def test_a_dry_client_refuses_every_write(vendor: Vendor, access: Access) -> None:
    """A client without writes sends nothing that could write, not even a mutation declared as a read."""
    mutation = altered(query="mutation { orderDelete(id: 1) { id } }")
    with Client(mutation, access) as client:
        with pytest.raises(WriteRefused):
            client.create("orders", {}, once="1")
        with pytest.raises(WriteRefused):
            client.update("orders", "1", {}, once="1")
        with pytest.raises(WriteRefused):
            list(client.pull("orders"))
    assert vendor.heard == []


def test_a_change_names_keys_where_the_payload_has_codes(vendor: Vendor, access: Access) -> None:
    """As a new record does: the code itself is never sent."""
    vendor.answers = lambda heard: Said({"value": [{"id": "k8", "number": "8000"}]} if heard.query else {})
    by_code = Write(update="/orders/{key}", keys=(Related("account_code", "orders", "account", "number"),))
    with Client(altered(write=by_code), access, writes=True) as client:
        client.update("orders", "1", {"account_code": "8000"}, once="1")
    assert vendor.heard[-1].json == {"account": "k8"}


def test_find_asks_in_few_requests_and_keeps_the_order(vendor: Vendor, client: Client) -> None:
    """Forty values take two requests; each wanted entry gets its own records, in the order asked."""

    def answer(heard: Heard) -> Said:
        return rows(*(part.split("'")[1] for part in heard.query["filter"].split(" or ")))

    vendor.answers = answer
    wanted = [{"number": f"A{n}"} for n in range(40)]
    found = client.find("orders", [*wanted, {"number": "A3"}, {"number": None}, {"number": " "}])
    assert [[r.key for r in records] for records in found] == [
        *[[f"A{n}"] for n in range(40)],
        ["A3"],
        [],
        [],
    ]
    assert len(vendor.heard) == 2


def test_find_compares_the_answer_again(vendor: Vendor, client: Client) -> None:
    """A vendor that finds too much is corrected: padding and declared case do not matter, all else does."""
    found = {"value": [{"id": 1, "email": " Ann@X.nl "}, {"id": 2, "email": "joann@x.nl"}, {"id": 3}]}
    vendor.says(Said(found))
    (by_mail,) = client.find("orders", [{"email": "ann@x.NL"}])
    assert [r.key for r in by_mail] == ["1"]
    vendor.says(Said({"value": [{"id": 1, "number": "a1"}, {"id": 2, "number": "                A1"}]}))
    (by_number,) = client.find("orders", [{"number": "A1"}])
    assert [r.key for r in by_number] == ["2"]


def test_find_joins_several_fields_and_a_standing_filter(vendor: Vendor, access: Access) -> None:
    """Values are quoted, fields joined, and the resource's own filter keeps standing."""
    with Client(altered(params={"filter": "Status eq 'C'"}), access) as client:
        client.find("orders", [{"number": "O'1", "email": "a@b.nl"}, {"number": Decimal("2.50")}])
    assert vendor.heard[0].query["filter"] == (
        "Status eq 'C' and ((number eq 'O''1' and email eq 'a@b.nl') or number eq 2.5)"
    )


def test_find_keeps_addresses_short(vendor: Vendor, access: Access) -> None:
    """Long values make more requests, none longer than a server takes."""
    with Client(altered(find=Find(param="filter", at_once=500)), access) as client:
        client.find("orders", [{"number": f"{n}" * 200} for n in range(20)])
    assert len(vendor.heard) > 2
    assert max(len(str(heard.query)) for heard in vendor.heard) < 1_800


def test_find_refuses_fields_that_cannot_be_asked_for(client: Client) -> None:
    """A match on a field that the vendor cannot filter by is told with those that it can."""
    with pytest.raises(Misconfigured, match="cannot be looked up by colour; it can be by: number, email"):
        client.find("orders", [{"colour": "red"}])


def test_a_write_carries_its_key_for_ever(vendor: Vendor, access: Access) -> None:
    """A create sends the idempotency key and gives the new record's key and answer."""
    write = Write(
        create="/orders", key="order.id", idempotency="Idempotency-Key", headers=(("Prefer", "full"),)
    )
    vendor.says(Said({"order": {"id": 12}}, status=201))
    with Client(altered(write=write), access, writes=True) as client:
        receipt = client.create("orders", {"total": Decimal("10.10")}, once="run-1/7")
    assert (receipt.key, receipt.answer) == ("12", {"order": {"id": 12}})
    (heard,) = vendor.heard
    assert (heard.headers["idempotency-key"], heard.headers["prefer"]) == ("run-1/7", "full")
    assert heard.body == b'{"total":10.10}'


def test_an_update_goes_to_its_key_and_takes_an_empty_answer(vendor: Vendor, access: Access) -> None:
    """A key stands in the path as one segment, and an update may be answered with nothing."""
    vendor.says(Said(status=204))
    write = Write(update="/orders(guid'{key}')")
    with Client(altered(write=write), access, writes=True) as client:
        assert client.update("orders", "a/b?c", {"x": 1}, once="1").key == "a/b?c"
        with pytest.raises(Refused):
            client.update("orders", "../../admin", {}, once="1")
    assert [(h.method, h.path) for h in vendor.heard] == [("PUT", "/orders(guid'a%2Fb%3Fc')")]


def test_a_create_without_a_key_in_its_answer_is_unclear(vendor: Vendor, client: Client) -> None:
    """An answer that says yes without saying which is looked up, not taken for granted."""
    vendor.says(Said({"ok": True}, status=201))
    with pytest.raises(Unclear, match="without a key"):
        client.create("orders", {}, once="1")


def test_a_dialect_speaks_where_the_wire_differs(vendor: Vendor, access: Access) -> None:
    """A dialect unwraps records, shapes payloads, writes filters and reads receipts."""

    def record(_: Resource, wire: JsonObject) -> JsonObject:
        return {name: value["value"] for name, value in wire.items()}

    def payload(_: Resource, data: JsonObject, creating: bool) -> JsonObject:  # noqa: FBT001 - its signature
        return {name: {"value": value} for name, value in data.items()} | {"new": creating}

    dialect = Dialect(
        record=record,
        payload=payload,
        quote=lambda _, field, value: f"<{field}:{value}>",
        receipt=lambda resource, body: record(resource, body["made"]),
    )
    vendor.says(
        Said({"value": [{"id": {"value": 1}, "number": {"value": "A"}}], "made": {"id": {"value": 9}}})
    )
    with Client(replace(connector(), dialect=dialect), access, writes=True) as client:
        ((found,),) = client.find("orders", [{"number": "A"}])
        assert found.data == {"id": 1, "number": "A"}
        assert client.create("orders", {"n": 1}, once="1").key == "9"
    assert vendor.heard[0].query["filter"] == "number eq <number:A>"
    assert vendor.heard[1].json == {"n": {"value": 1}, "new": True}


def test_a_graphql_write_posts_its_mutation(vendor: Vendor, access: Access) -> None:
    """A mutation goes out with the payload as its input, and with the id when it changes a record."""
    write = Write(key="data.made.id", create_query="mutation A { a }", update_query="mutation B { b }")
    vendor.says(Said({"data": {"made": {"id": "g/1"}}}))
    with Client(altered(write=write), access, writes=True) as client:
        assert client.create("orders", {"n": 1}, once="1").key == "g/1"
        client.update("orders", "g/1", {"n": 2}, once="2")
    assert vendor.heard[0].json == {"query": "mutation A { a }", "variables": {"input": {"n": 1}}}
    assert vendor.heard[1].json["variables"] == {"input": {"n": 2}, "id": "g/1"}


def test_the_test_of_a_connection_says_what_was_reached(vendor: Vendor, access: Access) -> None:
    """One sentence names the system, the connection and what was read."""
    vendor.says(rows("a"))
    with Client(connector(), access) as client:
        assert client.check() == "Acme (test) answers: 1 of Orders read."
    with Client(connector(probe="/v1/current/Me"), access) as client:
        assert client.check().startswith("Acme (test) answers at http://127.0.0.1:")
    assert vendor.heard[1].path == "/v1/current/Me"


def test_requests_are_told_without_their_secrets(vendor: Vendor, access: Access) -> None:
    """The trace names method, address, status and time, and hides what a query holds of secrets."""
    told: list[tuple[str, str, int, float]] = []
    vendor.says(rows("a"))
    with Client(connector(), access, trace=lambda *one: told.append(one)) as client:
        list(client.pull("orders", params={"access_token": "canary", "status": "any"}))
    ((method, url, status, seconds),) = told
    assert (method, status) == ("GET", 200)
    assert url == f"{vendor.url}/v1/7/orders?access_token=***&status=any"
    assert 0 < seconds < 60


def test_what_is_not_known_whole_is_not_replaced(vendor: Vendor, access: Access) -> None:
    """What was cut off would be taken away; nothing is sent."""
    write = Write(update="/v1/{division}/orders/{key}", replaces=True)
    cut = Dialect(cut=lambda _, wire: "lines" in wire)
    declared = replace(
        altered(write=write, longer={"lines": "all"}, find=Find("filter", fields=("id",))), dialect=cut
    )
    vendor.answers = lambda _: Said({"value": [{"id": "7", "lines": [1, 2]}]})
    with (
        Client(declared, access, writes=True) as client,
        pytest.raises(
            Refused, match=r"has 7, but it is longer than one answer, and Orders does not have it whole"
        ),
    ):
        client.update("orders", "7", {"note": "new"}, once="u")
    assert {heard.method for heard in vendor.heard} == {"GET"}


def test_an_update_that_replaces_keeps_what_it_does_not_say(vendor: Vendor, access: Access) -> None:
    """The record is read; what the system itself writes is left out; the rest goes back with the change."""
    lines = Field("lines", FieldType.LIST, fields=(Field("row", write=False), Field("sku")))
    fields = (Field("id", write=False), Field("number"), Field("note"), lines)
    write = Write(update="/v1/{division}/orders/{key}", replaces=True)
    found = {"id": "7", "number": "A", "note": "old", "more": 1, "lines": [{"row": 1, "sku": "KOF"}]}
    vendor.says(Said({"value": [found]}), Said())
    declared = altered(write=write, fields=fields, find=Find("filter", fields=("id",)))
    with Client(declared, access, writes=True) as client:
        client.update("orders", "7", {"note": "new"}, once="u")
        assert [heard.method for heard in vendor.heard] == ["GET", "PUT"]
        assert vendor.heard[1].json == {"number": "A", "note": "new", "more": 1, "lines": [{"sku": "KOF"}]}
        vendor.says(Said({"value": []}))
        with pytest.raises(Refused, match=r"\(Orders\) does not have 7 any more"):
            client.update("orders", "7", {"note": "new"}, once="v")
        assert vendor.heard[-1].method == "GET"


def test_related_records_come_along(vendor: Vendor, access: Access) -> None:
    """A page's records bring their customers, each asked for once and together; who has none, has none."""
    customers = Resource("customers", "Customers", "/v1/customers", "value", "id", find=Find("filter"))
    orders = replace(
        connector().resources[0], find=None, related=(Related("customer", "customers", into="buyer"),)
    )
    vendor.says(
        Said({"value": [{"id": n, "customer": who} for n, who in enumerate(["c1", "c2", "c1", None])]}),
        Said({"value": [{"id": "c1", "email": "a@b.nl"}]}),
    )
    with Client(replace(connector(), resources=(orders, customers)), access) as client:
        (page,) = client.pull("orders")
    buyers = [record.data["buyer"] for record in page.records]
    assert buyers == [{"id": "c1", "email": "a@b.nl"}, None, {"id": "c1", "email": "a@b.nl"}, None]
    assert [heard.query for heard in vendor.heard] == [{}, {"filter": "id eq 'c1' or id eq 'c2'"}]


def test_a_record_is_found_through_what_belongs_to_it(vendor: Vendor, access: Access) -> None:
    """What a match says of a related record is looked up there first; its key then finds the record."""
    customers = Resource("customers", "Customers", "/v1/customers", "value", "id", find=Find("filter"))
    orders = replace(
        connector().resources[0],
        find=Find("filter", fields=("customer", "number", "buyer.email")),
        related=(Related("customer", "customers", into="buyer"),),
    )
    ann = {"id": "c1", "email": "a@b.nl"}
    vendor.says(
        Said({"value": [ann]}),
        Said({"value": [{"id": "7", "number": "A", "customer": "c1"}]}),
        Said({"value": [ann]}),
    )
    with Client(replace(connector(), resources=(orders, customers)), access) as client:
        wanted = [{"number": "A", "buyer.email": "a@b.nl"}, {"number": "A", "buyer.email": "no@b.nl"}]
        found = client.find("orders", wanted)
    assert [[record.key for record in records] for records in found] == [["7"], []]
    assert [heard.query["filter"] for heard in vendor.heard] == [
        "email eq 'a@b.nl' or email eq 'no@b.nl'",
        "(number eq 'A' and customer eq 'c1')",
        "id eq 'c1'",
    ]
