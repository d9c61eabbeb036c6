"""AFAS Profit through our own client and in flows: its dialect, and the connector against its simulator."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jsonschema
import pytest

from connectors.afas import CONNECTOR
from connectors.afas.asking import asked, behind
from connectors.afas.columns import Columns, own
from connectors.afas.dialect import _ZONE as CONNECTOR_ZONE
from connectors.afas.dialect import NOT_ALLOWED, UNEXPECTED, fit, record, refusal
from connectors.afas.sandbox import Sandbox
from connectors.afas.sandbox.books import OWN
from connectors.afas.writing import receipt, write
from connectors.exact_online.sandbox import Sandbox as Exact
from connectors.shopify.sandbox import Sandbox as Shop
from core.api.access import Access
from core.api.client import Client
from core.api.tokens import MemoryTokens
from core.errors import ConsentNeeded, Misconfigured, RateLimited, Refused, WriteRefused
from core.records import JsonObject
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World
from core.workspace import Run, Workspace

DEBTORS, ORDERS = CONNECTOR.resource("debtors"), CONNECTOR.resource("sales_orders")
ITEMS, ENTRIES = CONNECTOR.resource("items"), CONNECTOR.resource("entries")
WORLD = World(460, seed=5)
#: A GetConnector that tells stock by warehouse.
WAREHOUSES = (
    "stock: Webshop_Magazijnen(Item_code=Itemcode, Warehouse=Magazijn, In_stock=Voorraad,"
    " Reserved=Gereserveerd, Unit=Eenheid, ModifiedDate=Gewijzigd_op)"
)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Profit between a shop and other books."""
    rates = Rates("relaxed", Clock())
    simulators = {"afas": Sandbox(WORLD, rates), "shopify": Shop(WORLD, rates)}
    with Served(app(simulators)) as served:
        yield served


@pytest.fixture(scope="module")
def desk(served: Served) -> Iterator[httpx.Client]:
    """A client that looks behind the counter."""
    with httpx.Client(base_url=served.url) as client:
        yield client


@pytest.fixture
def given(desk: httpx.Client) -> dict[str, str]:
    """What a client needs, on the first day."""
    desk.post("/_sandbox/reset").raise_for_status()
    found: dict[str, str] = desk.get("/_sandbox/credentials").json()["afas"]
    return found


def access(given: Mapping[str, str], name: str = "test", **settings: str) -> Access:
    """A connection to the sandbox."""
    plain = {name: value for name, value in given.items() if name != "token"}
    secrets = {"token": settings.pop("token", given["token"])}
    return Access(f"{name} {given['base_url']}", {**plain, **settings}, secrets, MemoryTokens(), private=True)


@pytest.fixture
def told() -> list[str]:
    """The addresses that were asked."""
    return []


@pytest.fixture
def afas(given: dict[str, str], told: list[str]) -> Iterator[Client]:
    """A client that may write."""
    trace = lambda method, url, status, _: told.append(f"{method} {url} {status}")  # noqa: E731
    with Client(CONNECTOR, access(given), writes=True, trace=trace) as client:
        yield client


def stored(desk: httpx.Client, system: str, resource: str, **wanted: str) -> list[dict[str, Any]]:
    """What a system has."""
    answer = desk.get(f"/_sandbox/{system}/{resource}", params=wanted)
    return answer.raise_for_status().json()  # type: ignore[no-any-return]


def switch(desk: httpx.Client, **switches: bool) -> None:
    """Turn on what differs between environments."""
    desk.post("/_sandbox/switches", json={"afas": switches}).raise_for_status()


def order(**more: Any) -> JsonObject:
    """An order of two coffees, as a payload."""
    line = {"ItemTypeCode": "2", "ItemCodeId": WORLD.products[0]["sku"], "UnitId": "STK"}
    line |= {"PiecePerUnit": 2, "PricePerUnit": Decimal("8.95"), "VATGroup": "2"}
    return {"DebtorId": "10000", "CustomerReference": "#1001", "lines": [line], **more}


# The dialect


def test_local_times_get_their_offset_and_days_stay_days() -> None:
    """The Z is ignored: summer and winter differ; a day is a day; nothing stays nothing."""
    wire = {"ItemCode": "A", "CreateDate": "2026-01-02T03:04:05Z", "ModifiedDate": "2026-07-02T03:04:05Z"}
    read = record(Columns(), ITEMS, wire)
    assert (read["CreateDate"], read["ModifiedDate"]) == (
        "2026-01-02T03:04:05+01:00",
        "2026-07-02T03:04:05+02:00",
    )
    read = record(Columns(), ORDERS, {"OrderDate": "2026-07-02T00:00:00Z", "Status": None})
    assert read == {"OrderDate": "2026-07-02", "Status": None}
    custom = record(Columns(), ITEMS, {"U123": "2026-10-25T02:30:00Z", "Note": "2026-07-02"})
    assert custom == {"U123": "2026-10-25T02:30:00+02:00", "Note": "2026-07-02"}


def test_keys_of_several_columns_are_one() -> None:
    """An entry is known by administration and number, a row of it by its number too; a rate is worked out."""
    row = {"UnitId": 1, "EntryNo": 54605, "SeqNo": 2}
    assert record(Columns(), ENTRIES, row)["EntryKey"] == "1|54605"
    assert record(Columns(), CONNECTOR.resource("transactions"), row)["Key"] == "1|54605|2"
    price = {"Item": "A", "Debtor": None, "Level": "B2B", "Date": "2026-01-01T00:00:00Z"}
    price["Quantity"] = Decimal("10.0")
    assert record(Columns(), CONNECTOR.resource("prices"), price)["Key"] == "A||B2B|2026-01-01|10"
    assert record(Columns(), ORDERS, {"VATPercentage": Decimal("5.5")})["VATRate"] == Decimal("0.055")
    who = CONNECTOR.resource("organisations")
    assert [
        record(Columns(), who, {"Type": kind})["Person"] for kind in ("Persoon", "Organisatie", None)
    ] == [
        True,
        False,
        False,
    ]


def test_a_page_is_asked_for_behind_the_last_row() -> None:
    """What comes after a row is after it in the first column, or alike there and after it in the next."""
    assert behind(["Day", "Key"], None) == [[]]
    assert behind(["Day", "Key"], ["2026-01-01T00:00:00Z", 7]) == [
        [("Day", "4", "2026-01-01T00:00:00")],
        [("Day", "1", "2026-01-01T00:00:00"), ("Key", "4", "7")],
    ]
    assert behind(["Day", "Key"], [None, "a"]) == [
        [("Day", "9", "1")],
        [("Day", "8", "1"), ("Key", "4", "a")],
    ]


def conditions(params: JsonObject) -> list[list[tuple[str, str, str]]]:
    """The filter that is sent."""
    filters = json.loads(params["filterjson"])["Filters"]["Filter"]
    return [[(f["@FieldId"], f["@OperatorType"], f["#text"]) for f in one["Field"]] for one in filters]


def test_a_flows_own_filter_is_kept_in_either_writing() -> None:
    """Each of its alternatives holds together with what we ask ourselves."""
    same = lambda condition: [condition]  # noqa: E731
    ours = {"changed": '["M","2","2026"]', "take": 100}
    listed = {"filterfieldids": "A,B;C", "filtervalues": "1,2;3", "operatortypes": "1,6;7"}
    since = ("M", "2", "2026")
    both = [[("A", "1", "1"), ("B", "6", "2"), since], [("C", "7", "3"), since]]
    sent = asked({**listed, **ours}, ["M", "K"], same)
    assert conditions(sent) == both
    assert sent.keys() == {"take", "orderbyfieldids", "filterjson"}
    document = {"filterjson": sent["filterjson"]}
    assert conditions(asked({**document, "behind": ["x", None]}, ["M", "K"], same)) == [
        [*both[0], ("M", "4", "x")],
        [*both[0], ("M", "1", "x"), ("K", "9", "1")],
        [*both[1], ("M", "4", "x")],
        [*both[1], ("M", "1", "x"), ("K", "9", "1")],
    ]
    assert conditions(asked({"filterfieldids": "A", "filtervalues": "1"}, ["K"], same)) == [[("A", "1", "1")]]
    with pytest.raises(Misconfigured, match="equally many entries"):
        asked({**listed, "filtervalues": "1,2"}, ["K"], same)
    assert "filterjson" not in asked({"take": 1}, ["K"], same)


def test_values_with_anything_in_them_are_asked_for_as_they_are() -> None:
    """Commas, semicolons, quotes and brackets in a value change no filter."""
    text = 'a, b; c] "or" [d'
    wanted = f'(["A","1",{json.dumps(text)}] and ["B","1","x"]) or ["A","1","y"]'
    assert conditions(asked({"wanted": wanted}, ["K"], lambda c: [c])) == [
        [("A", "1", text), ("B", "1", "x")],
        [("A", "1", "y")],
    ]


def test_refusals() -> None:
    """Words are a refusal; what nobody expected is unclear; what a person must mend says so."""
    business = {"errorNumber": -2147220469, "externalMessage": "De ingevulde waarde bij 'X' bestaat niet."}
    assert refusal(500, {}, business) == business["externalMessage"]
    assert refusal(500, {}, {"externalMessage": "Nummer '1' bestaat al."}).endswith("(it already exists)")
    assert refusal(500, {}, {"errorNumber": UNEXPECTED, "externalMessage": "Er is een fout."}) == ""
    assert refusal(404, {}, "").startswith("there is no such address, or the query has more than 2,049")
    assert refusal(400, {}, {"message": "Invalid json"}) == "Invalid json"
    assert refusal(200, {}, {"externalMessage": "x"}) == refusal(500, {}, "<html>") == ""
    for body in (
        {"errorNumber": NOT_ALLOWED, "externalMessage": "General message: no."},
        {"externalMessage": "GetConnector niet ondersteund voor deze app"},
    ):
        with pytest.raises(Misconfigured, match="Add the connector to the app connector"):
            refusal(500, {}, body)
    with pytest.raises(Misconfigured, match="has no such column"):
        refusal(500, {}, {"externalMessage": "Connector-veld 'X' niet gevonden"})
    with pytest.raises(RateLimited) as limited:
        refusal(503, {}, {"error": {"code": "503"}, "retry_after": 7200})
    assert limited.value.wait == 7200


def test_answers_in_every_shape() -> None:
    """Below `results` or not, under one name or another; what is no key gives none."""
    for body in (
        {"results": {"FiEntryPar": {"UnId": "4", "EnNo": "54605"}}},
        {"results": {"FiEntries": {"EnNo": "54605", "UnId": "4", "InID": ""}}},
        {"FiEntryPar": {"UnId": "4", "EnNo": "54605", "InId": "IH001057X"}},
    ):
        assert receipt(ENTRIES, body) == {"EntryKey": "4|54605", "EntryNo": 54605}
    assert receipt(DEBTORS, {"results": {"KnSalesRelationPer": {"DbId": "1", "BcCo": "2"}}}) == {
        "DebtorId": "1",
        "BcCo": "2",
    }
    assert receipt(ORDERS, {"results": {}}) == {}


def test_an_organisation_and_a_person_are_written_each_its_way() -> None:
    """A last name makes a person; on a change the debtor stays what it is, as does the party behind it."""
    firm = {"DebtorName": "Firm", "Email": "a@b.nl", "CurrencyId": "EUR", "contact": {"LastName": "Bos"}}
    method, path, body = write(DEBTORS, {**firm, "address": {"A_Straat": "Dam", "A_Land": "NL"}}, None, "")
    assert (method, path) == ("POST", "connectors/KnSalesRelationOrg")
    relation = body["KnSalesRelationOrg"]["Element"]
    assert relation["Fields"] == {"CuId": "EUR", "IsDb": True}
    (party,) = relation["Objects"][0]["KnOrganisation"]["Element"]
    assert {"Nm": "Firm", "EmAd": "a@b.nl", "MatchOga": "6"}.items() <= party["Fields"].items()
    assert [next(iter(each)) for each in party["Objects"]] == ["KnBasicAddressAdr", "KnContact"]
    _, path, body = write(DEBTORS, {"FirstName": "Jo", "LastName": "Bos", "CurrencyId": "EUR"}, None, "")
    assert path == "connectors/KnSalesRelationPer"
    change = {"DebtorName": "X", "TelNr": "1", "party": {"Person": True}}
    method, path, body = write(DEBTORS, change, "10001", "")
    assert (method, path) == ("PUT", "connectors/KnSalesRelationPer")
    element = body["KnSalesRelationPer"]["Element"]
    assert element["Fields"] == {"DbId": "10001"}
    assert element["Objects"][0]["KnPerson"]["Element"] == [{"Fields": {"MatchPer": "9", "TeNr": "1"}}]
    _, _, body = write(DEBTORS, {"PayCon": "30", "party": {"Person": False}}, "10001", "")
    assert body == {"KnSalesRelationOrg": {"Element": {"Fields": {"PaCd": "30", "DbId": "10001"}}}}


def test_what_profit_does_not_do_is_refused_before_it_is_sent() -> None:
    """Booked entries stay; lines without their key would be added; a name that is no field is named."""
    with pytest.raises(Refused, match="does not change them"):
        write(ENTRIES, {}, "1|1", "")
    with pytest.raises(Refused, match="LineGuid"):
        write(ORDERS, order(), "60000001", "")
    with pytest.raises(Misconfigured, match="is no field of Profit"):
        write(ITEMS, {"Colour of it": "red"}, None, "")
    custom = write(ITEMS, {"ItemCode": "A", "U0A1B2C3D": "red", "Barcode": None}, None, "")[2]
    assert custom["FbItemArticle"]["Element"]["Fields"] == {"ItCd": "A", "U0A1B2C3D": "red", "BaCo": ""}


def test_payloads_are_as_afas_describes_them() -> None:
    """Our bodies hold against the schemas of requests, but for what these want and AFAS itself leaves out."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE is not set: AFAS's OpenAPI files are not here")
    components: JsonObject = {}
    for file in (Path(reference) / "specs/afas").glob("openapi_*.json"):
        components |= json.loads(file.read_text(encoding="utf-8"))["components"]["schemas"]
    lines = {"AccountNo": "8000", "AmtDebit": 1, "CostCentre": "100"}
    head = {
        "Year": 2026,
        "Period": 6,
        "JournalId": "70",
        "EntryDate": "2026-06-01",
        "VoucherDate": "2026-06-01",
    }
    contact = {"OrgNumber": "1", "LastName": "Bos", "MailWork": "a@b.nl"}
    firm = {"DebtorName": "F", "CurrencyId": "EUR", "address": {"A_Land": "NL"}, "contact": contact}
    for name, payload, key in (
        ("items", {"ItemCode": "A", "Stock": True, "basic": {"BasicSalesPrice": 1}}, None),
        ("item_basics", {"BasicSalesPrice": 1}, "A"),
        (
            "prices",
            {"Item": "A", "Date": "2026-01-01", "Currency": "EUR", "Unit": "STK", "GrossPrice": 1},
            None,
        ),
        ("debtors", firm, None),
        ("debtors", {"LastName": "Bos", "CurrencyId": "EUR", "address": {"A_Huisnummer": 1}}, None),
        ("debtors", {"TelNr": "1", "party": {"Person": False}}, "1"),
        ("contacts", contact, None),
        ("contacts", {"TelWork": "1"}, "7"),
        ("addresses", {"Country": "NL", "Number": 1}, None),
        ("sales_orders", order(UnitId=1, PricesIncludeVAT=True), None),
        ("sales_orders", {"Remark": "late"}, "60000001"),
        ("direct_invoices", order(), None),
        ("delivery_notes", order(SalesOrder="1"), None),
        ("entries", {**head, "lines": [lines]}, None),
        ("gl_accounts", {"Account": "1", "Type": "3"}, None),
        ("cost_centres", {"Description": "x"}, "MZ|100"),
        ("allocations", {"DimAx": "1", "DimCode": "1", "CodeDescription": "x"}, None),
    ):
        method, path, body = write(CONNECTOR.resource(name), payload, key, "")
        schema = components.get(f"{path.split('/')[1]}_{method}")
        assert schema, path
        jsonschema.validate(json.loads(json.dumps(body, default=float)), _lenient(schema))


def _lenient(schema: Any) -> Any:
    """Take a schema without what it wants, and with nothing that it does not name."""
    if isinstance(schema, list):
        return [_lenient(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        name: _lenient(value)
        for name, value in schema.items()
        if name != "required" or isinstance(value, dict)
    }
    if isinstance(made.get("properties"), dict) and "anyOf" not in made:
        made["additionalProperties"] = False
    return made


# Names of one's own


def test_the_names_of_ones_own() -> None:
    """One line names a GetConnector and its columns; the rows of a record have them too."""
    made, columns = own(OWN)
    known = {each.name: each for each in made}
    assert known["stock"].path == "connectors/Webshop_Voorraad"
    assert known["stock"].since is not None
    assert known["stock"].params["orderbyfieldids"] == "ModifiedDate,Item_code"
    (each,) = (one for one in own(WAREHOUSES)[0] if one.name == "stock")
    assert each.params["orderbyfieldids"] == "ModifiedDate,Item_code,Warehouse"
    assert known["sales_order_lines"].path == known["sales_orders"].path == "connectors/Webshop_Orders"
    assert columns.name("sales_order_lines", "LineGuid") == "Regel_GUID"
    assert columns.name("debtors", "DebtorId") == "DebtorId"
    assert columns.name("delivery_addresses", "A_Toev_Huisnr") == "A_Toev_Huisnr."
    plain = {each.name: each for each in own("")[0]}
    assert plain["stock"].since is None
    assert plain["items"] == CONNECTOR.resource("items")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stok: X", "'stok: X' names no GetConnector of your own: write stock: Webshop_Stock"),
        ("stock X", "resources are: items, item_basics"),
        ("stock: X(Nope=Y)", "'Nope' names no column of stock"),
        ("stock: X(Item_code)", "'Item_code' names no column of stock"),
    ],
)
def test_names_that_cannot_be_read_are_explained(text: str, words: str) -> None:
    """What is wrong is said with an example of what is right."""
    with pytest.raises(Misconfigured, match=words.replace("(", r"\(")):
        fit(CONNECTOR, {"connectors": text})


def test_a_connection_is_tested_against_metainfo(given: dict[str, str], desk: httpx.Client) -> None:
    """All that can be used is there; what is not, connectors and columns alike, is named."""
    del desk
    with Client(CONNECTOR, access(given)) as client:
        assert client.check().endswith("The app connector has all that Koppel can use.")
    wrong = "stock: Webshop_Voorraad(Item_code=Artikel); items: My_Items"
    with Client(CONNECTOR, access(given, connectors=wrong)) as client:
        told = client.check()
    assert "lacks My_Items (items)" in told
    assert "the column Artikel in Webshop_Voorraad" in told


# Reading


def test_what_changed_is_read_page_by_page_in_order(afas: Client, told: list[str]) -> None:
    """Pages go by what the one before ended with; times are moments; a bookmark asks in Amsterdam's time."""
    pages = list(afas.pull("debtors", page_size=20))
    records = [each for page in pages for each in page.records]
    assert all(page.ordered for page in pages)
    assert len(records) == len({each.key for each in records}) > 50
    moments = [each.modified for each in records if each.modified]
    assert moments == sorted(moments)
    assert len(moments) == len(records)
    assert not any("skip" in one for one in told)
    half = moments[len(moments) // 2]
    told.clear()
    since = [each.key for page in afas.pull("debtors", since=half) for each in page.records]
    assert since == [each.key for each in records if each.modified and each.modified >= half]
    filters = json.loads(parse_qs(urlsplit(told[0].split()[1]).query)["filterjson"][0])["Filters"]["Filter"]
    local = half.astimezone(CONNECTOR_ZONE).strftime("%Y-%m-%dT%H:%M:%S")
    assert filters[0]["Field"][0] == {"@FieldId": "ModifiedDate", "@OperatorType": "2", "#text": local}


def test_a_row_that_moves_while_it_is_read_hides_no_other(afas: Client, desk: httpx.Client) -> None:
    """A record that changes goes to the end; the others are all given, for no page counts rows."""
    pages = afas.pull("items", page_size=100)
    first = next(pages)
    afas.update("items", first.records[0].key, {"Remark": "changed meanwhile"}, once="1")
    keys = [each.key for page in (first, *pages) for each in page.records]
    assert set(keys) == {row["ItemCode"] for row in stored(desk, "afas", "items")}
    assert keys.count(first.records[0].key) == 2


def test_orders_come_with_lines_debtor_and_totals(afas: Client, desk: httpx.Client) -> None:
    """An order is told by its lines; what stands elsewhere comes along."""
    records = [each for page in afas.pull("sales_orders") for each in page.records]
    kept = {row["OrderNumber"]: row for row in stored(desk, "afas", "sales_orders")}
    assert [each.key for each in records] == sorted(kept)
    for each in records[:50]:
        there = kept[each.key]
        assert [line["LineGuid"] for line in each.data["lines"]] == [
            line["LineGuid"] for line in there["lines"]
        ]
        assert each.data["debtor"]["DebtorId"] == each.data["DebtorId"] == there["DebtorId"]
        assert each.data["debtor"]["address"]["DebiteurID"] == there["DebtorId"]
        assert each.data["totals"]["InvoiceTotal"] == Decimal(str(there["InvoiceTotal"]))
        assert each.modified is not None


def test_an_order_of_which_a_line_changed_comes_whole(afas: Client) -> None:
    """Lines tell what changed; the order is read with all of its lines, and the others are not read."""
    longest = max(
        (r for p in afas.pull("sales_orders") for r in p.records), key=lambda r: len(r.data["lines"])
    )
    line = longest.data["lines"][-1]
    change = {"lines": [{"LineGuid": line["LineGuid"], "PiecePerUnit": 99}]}
    afas.update("sales_orders", longest.key, change, once="1")
    since = datetime.now(UTC) - timedelta(minutes=1)
    found = [each for page in afas.pull("sales_orders", since=since) for each in page.records]
    assert [each.key for each in found] == [longest.key]
    assert len(found[0].data["lines"]) == len(longest.data["lines"]) > 1
    assert found[0].modified
    assert found[0].modified >= since


def test_entries_are_read_since_a_time_and_found(afas: Client) -> None:
    """An entry is its rows, which balance; it is found by voucher and by key."""
    records = [each for page in afas.pull("entries") for each in page.records]
    for each in records:
        rows = each.data["lines"]
        assert sum(row["AmtDebit"] for row in rows) == sum(row["AmtCredit"] for row in rows)
    found = afas.find("entries", [{"VoucherNo": records[3].data["VoucherNo"]}, {"EntryKey": records[7].key}])
    assert [[each.key for each in one] for one in found] == [[records[3].key], [records[7].key]]
    assert afas.find("entries", [{"EntryKey": "none"}]) == [[]]


def test_stock_by_warehouse(given: dict[str, str]) -> None:
    """A GetConnector with a warehouse gives a level for each; an item's levels are found together."""
    with Client(CONNECTOR, access(given, connectors=WAREHOUSES)) as client:
        records = [each for page in client.pull("stock") for each in page.records]
        sku = records[0].data["Item_code"]
        assert len(records) == len({each.key for each in records}) == 2 * len(WORLD.products)
        found = client.find("stock", [{"Item_code": sku}, {"Key": f"{sku}|02"}])
    assert sorted(each.key for each in found[0]) == [f"{sku}|01", f"{sku}|02"]
    assert [each.key for each in found[1]] == [f"{sku}|02"]


def test_profits_own_getconnectors_are_enough(given: dict[str, str]) -> None:
    """Without names of one's own orders and stock are read; what Profit does not tell is said."""
    with Client(CONNECTOR, access(given, connectors="")) as client:
        (first, *_), (level, *_) = (next(client.pull(n)).records for n in ("sales_orders", "stock"))
        assert first.data["lines"][0]["ItemCodeId"]
        assert "VATRate" not in first.data["lines"][0]
        assert (level.key, level.modified) == (level.data["Item_code"], None)
        assert client.find("stock", [{"Key": level.key}])[0][0].data == level.data
        with pytest.raises(Misconfigured, match="no GetConnector of its own for direct invoices"):
            list(client.pull("direct_invoices"))
        with pytest.raises(Misconfigured, match="has no such column"):
            client.find("delivery_notes", [{"CustomerReference": "x"}])


def test_nulls_are_nothing_too(afas: Client, desk: httpx.Client) -> None:
    """Environments that send null for what is empty are read to their end, and found again."""
    switch(desk, nulls=True)
    for name in ("debtors", "stock", "prices", "transactions"):
        records = [each for page in afas.pull(name) for each in page.records]
        assert len(records) == len(stored(desk, "afas", name))
        key = CONNECTOR.resource(name).key
        assert [found.key for found in afas.find(name, [{key: records[0].key}])[0]] == [records[0].key]


def test_a_look_up_takes_as_few_requests_as_its_query_may_be_long(afas: Client, told: list[str]) -> None:
    """Two hundred references are asked for in addresses that Profit takes."""
    wanted = [{"CustomerReference": f"PO-{row['number']}"} for row in WORLD.orders[:200]]
    found = afas.find("sales_order_totals", wanted)
    assert sum(len(one) for one in found) > 50
    assert all(len(urlsplit(one.split()[1]).query) <= 2049 for one in told)
    assert len(told) < 30


def test_doors_that_stay_closed(given: dict[str, str], desk: httpx.Client) -> None:
    """A wrong token, a wrong address, and maintenance each say what to do, or how long to wait."""
    with Client(CONNECTOR, access(given, token="0" * 64)) as client, pytest.raises(ConsentNeeded):
        client.check()
    switch(desk, ip_restricted=True)
    with Client(CONNECTOR, access(given)) as client, pytest.raises(Misconfigured, match="gives no right"):
        client.check()
    switch(desk, ip_restricted=False)
    fault = {"connector": "afas", "status": 503, "headers": {"retry-after": "7200"}, "times": None}
    desk.post("/_sandbox/faults", json=fault)
    with Client(CONNECTOR, access(given, "waits")) as client, pytest.raises(RateLimited) as limited:
        client.check()
    assert limited.value.wait >= 7000
    desk.delete("/_sandbox/faults")


# Writing


def test_what_is_written_is_read_again(afas: Client) -> None:
    """Each kind of record is made, found by what people know it by, and changed where Profit changes it."""
    made = afas.create("sales_orders", order(), once="1")
    (there,) = afas.find("sales_orders", [{"CustomerReference": "#1001"}])[0]
    assert there.key == made.key
    assert there.data["lines"][0]["PricePerUnit"] == Decimal("8.95")
    debtor = {"DebtorName": "Firm", "Email": "New@Firm.example", "CurrencyId": "EUR"}
    debtor |= {"address": {"A_Straat": "Dam", "A_Huisnummer": 1, "A_Land": "NL"}}
    key = afas.create("debtors", debtor, once="2").key
    afas.update(
        "debtors", key, {"TelNr": "020-1", "address": {"A_Straat": "Rokin", "A_Land": "NL"}}, once="3"
    )
    (firm,) = afas.find("debtors", [{"Email": "new@firm.example"}])[0]
    assert (firm.key, firm.data["TelNr"], firm.data["AdressLine1"]) == (key, "020-1", "Rokin")
    assert (firm.data["DebtorName"], firm.data["party"]["Person"]) == ("Firm", False)
    item = {"ItemCode": "NEW", "Description": "New", "UnitId": "STK", "ArtGroup": "300", "VATGroup": "1"}
    assert afas.create("items", {**item, "basic": {"BasicSalesPrice": 5}}, once="4").key == "NEW"
    afas.update("item_basics", "NEW", {"BasicSalesPrice": Decimal("5.50")}, once="5")
    assert afas.find("items", [{"ItemCode": "NEW"}])[0][0].data["basic"]["BasicSalesPrice"] == Decimal("5.5")
    price = {"Item": "NEW", "Date": "2026-03-01", "Currency": "EUR", "Unit": "STK", "GrossPrice": 4}
    key = afas.create("prices", price, once="6").key
    assert afas.find("prices", [{"Item": "NEW"}])[0][0].data["GrossPrice"] == 4
    assert key.startswith("NEW|||2026-03-01|")
    row = {"AccountNo": "8000", "AmtCredit": Decimal(5), "CostCentre": "100"}
    head = {"VoucherNo": "V-1", "Year": 2026, "Period": 3, "JournalId": "90", "UnitId": 1}
    head |= {"EntryDate": "2026-03-02", "VoucherDate": "2026-03-02"}
    key = afas.create("entries", {**head, "lines": [row, {"AccountNo": "1100", "AmtDebit": 5}]}, once="7").key
    assert [each.key for each in afas.find("entries", [{"VoucherNo": "V-1"}])[0]] == [key]


def test_business_errors_park_and_a_reader_writes_nothing(afas: Client, given: dict[str, str]) -> None:
    """A 500 with words is a refusal of this record; a client that may only read refuses by itself."""
    with pytest.raises(Refused, match="The entered value for 'Verkooprelatie' does not exist"):
        afas.create("sales_orders", order(DebtorId="nobody"), once="1")
    with Client(CONNECTOR, access(given)) as reader, pytest.raises(WriteRefused):
        reader.create("sales_orders", order(), once="1")


# Flows


@pytest.fixture(scope="module")
def season() -> Iterator[httpx.Client]:
    """A desk behind which Profit stands between a shop and other books, with hundreds of all there is."""
    world, rates = World(1700, seed=5), Rates("relaxed", Clock())
    simulators = {
        "afas": Sandbox(world, rates),
        "shopify": Shop(world, rates),
        "exact_online": Exact(world, rates),
    }
    with Served(app(simulators)) as served, httpx.Client(base_url=served.url) as client:
        yield client


@pytest.fixture
def workspace(season: httpx.Client, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with connections to all three, which start over."""
    season.post("/_sandbox/reset").raise_for_status()
    yield from connected(tmp_path, str(season.base_url), shop="shopify", exact="exact_online", profit="afas")


def connected(home: Path, url: str, **systems: str) -> Iterator[Workspace]:
    """Make a workspace with connections to these simulators."""
    made = Workspace(home / "home")
    for name, connector in systems.items():
        made.connect_sandbox(name, connector, url)
    yield made
    made.close()


def carry(workspace: Workspace, entity: str, source: str, target: str, start: datetime | None = None) -> Run:
    """Run the recipe's flow, saved under its own name."""
    flow = workspace.new(f"{entity}-{source}-{target}", entity, source, target)
    flow = flow.model_copy(update={"source": flow.source.model_copy(update={"start": start})})
    workspace.save(flow)
    return workspace.run(workspace.flow(flow.name))


def balanced(run: Run) -> bool:
    """Whether every record that was read is accounted for."""
    c = run.counts
    return c.read == c.filtered + c.created + c.updated + c.unchanged + c.skipped + c.parked + c.ambiguous


def writes(desk: httpx.Client) -> list[dict[str, Any]]:
    """The requests that could have changed something, since last asked."""
    asked = desk.get("/_sandbox/requests").json()
    desk.delete("/_sandbox/requests")
    return [one for one in asked if one["write"]]


def test_the_shops_orders_are_in_profit_once(season: httpx.Client, workspace: Workspace) -> None:
    """Each paid order of three weeks is there once: debtor, place, items, quantities, amounts."""
    run = carry(workspace, "order", "shop", "profit", datetime(2026, 10, 8, tzinfo=UTC))
    assert balanced(run)
    assert run.counts.created > 200
    assert (run.counts.parked, run.counts.ambiguous) == (0, 0)
    booked = {row["CustomerReference"]: row for row in stored(season, "afas", "sales_orders")}
    debtors = {row["DebtorId"]: row for row in stored(season, "afas", "debtors")}
    items = {row["ItemCode"]: row for row in stored(season, "afas", "items")}
    placed = {row["name"]: row for row in stored(season, "shopify", "orders") if row["name"] in booked}
    assert len(placed) == run.counts.created
    for name, shop in placed.items():
        made, home = booked[name], shop["billing_address"]
        debtor = debtors[made["DebtorId"]]
        if shop.get("email"):
            assert debtor["Email"].lower() == shop["email"].lower()
            assert debtor["DebtorName"] == (
                home.get("company") or f"{home['first_name']} {home['last_name']}".strip()
            )
            assert debtor["Person"] is not bool(home.get("company"))
            assert debtor["address"]["Recidence"] == home["city"]
            assert debtor["address"]["Iso"] == home["country_code"]
            assert _letters(debtor["AdressLine1"]) == _letters(home["address1"])
        sold = [(line["sku"], Decimal(str(line["quantity"]))) for line in shop["line_items"]]
        kept = [(line["ItemCodeId"], Decimal(str(line["PiecePerUnit"]))) for line in made["lines"]]
        assert kept[: len(sold)] == sold
        assert {code for code, _ in kept[len(sold) :]} <= {"VERZEND"}
        assert all(line["UnitId"] == items[line["ItemCodeId"]]["UnitId"] for line in made["lines"])
        assert made["InVa"] is True
        assert abs(Decimal(str(made["InvoiceTotal"])) - Decimal(shop["total_price"])) < Decimal("0.01")
        assert abs(Decimal(str(made["VAT"])) - Decimal(shop["total_tax"])) < Decimal("0.05")
    writes(season)
    again = workspace.run(workspace.flow("order-shop-profit"))
    assert balanced(again)
    assert (again.counts.created, again.counts.updated, writes(season)) == (0, 0, [])


def _letters(street: str) -> list[str]:
    """An address without its order: Profit writes the number behind the street."""
    return sorted(one for one in street if one.isalnum())


def test_debtors_and_items_go_to_other_books(season: httpx.Client, workspace: Workspace) -> None:
    """What Profit has is made, or changed, in Exact, by value; a second run writes nothing."""
    for entity, theirs, parked in (("customer", "debtors", True), ("product", "items", False)):
        run = carry(workspace, entity, "profit", "exact")
        rows = stored(season, "afas", theirs)
        assert balanced(run)
        assert run.counts.read == len(rows) > 200
        nameless = [row for row in rows if entity == "customer" and not row["Email"]]
        assert (run.counts.parked, run.counts.ambiguous) == (len(nameless) if parked else 0, 0)
        writes(season)
        again = workspace.run(workspace.flow(f"{entity}-profit-exact"))
        assert (again.counts.created, again.counts.updated, writes(season)) == (0, 0, [])
    accounts = {
        row["Email"].lower(): row for row in stored(season, "exact_online", "accounts") if row["Email"]
    }
    for debtor in stored(season, "afas", "debtors"):
        if debtor["Email"]:
            account = accounts[debtor["Email"].lower()]
            assert account["Name"] == debtor["DebtorName"][:50].strip()
            assert (account["City"], account["Postcode"]) == (
                debtor["address"]["Recidence"][:30],
                debtor["address"]["ZipCode"],
            )
            assert account["Country"] == debtor["address"]["Iso"]
            assert _letters(account["AddressLine1"]) == _letters(debtor["AdressLine1"])
    items = {row["Code"]: row for row in stored(season, "exact_online", "items")}
    for item in stored(season, "afas", "items"):
        assert items[item["ItemCode"]]["Description"] == item["Description"][:60].strip()


def test_profits_orders_go_to_other_books(season: httpx.Client, workspace: Workspace) -> None:
    """Orders with the VAT and the shipping costs of their lines are booked in Exact once, to the cent."""
    run = carry(workspace, "order", "profit", "exact", datetime(2026, 10, 8, tzinfo=UTC))
    assert balanced(run)
    assert (run.counts.parked, run.counts.ambiguous) == (0, 0)
    ours = [row for row in stored(season, "exact_online", "sales_orders") if row["YourRef"]]
    booked = {row["YourRef"]: row for row in ours}
    kept = {row["OrderNumber"]: row for row in stored(season, "afas", "sales_orders")}
    assert len(booked) == run.counts.created > 150
    for number, made in booked.items():
        there = kept[number]
        assert [Decimal(str(line["Quantity"])) for line in made["SalesOrderLines"]] == [
            Decimal(str(line["PiecePerUnit"]))
            for line in there["lines"]
            if line["ItemTypeCode"] != "6" or Decimal(str(line["PricePerUnit"]))  # sent free of charge
        ]
        total = Decimal(str(there["InvoiceTotal"]))
        assert abs(Decimal(str(made["AmountDC"])) - total) < Decimal("0.02"), number


def test_a_lost_answer_doubles_nothing(given: dict[str, str], desk: httpx.Client, tmp_path: Path) -> None:
    """An order whose answer is lost is looked up, and not booked a second time."""
    del given
    workspace = next(connected(tmp_path, str(desk.base_url), shop="shopify", profit="afas"))
    lost = {"method": "POST", "path": "FbSales"}
    fault = {"connector": "afas", "match": lost, "when": "after", "reset": True, "skip": 1}
    desk.post("/_sandbox/faults", json=fault).raise_for_status()
    run = carry(workspace, "order", "shop", "profit", datetime(2026, 10, 30, tzinfo=UTC))
    assert balanced(run)
    assert run.counts.created > 1
    assert run.counts.ambiguous == 0
    references = [row["CustomerReference"] for row in stored(desk, "afas", "sales_orders")]
    assert len(references) == len(set(references))
