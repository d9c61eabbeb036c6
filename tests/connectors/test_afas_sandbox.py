"""AFAS Profit's simulator, asked by a stranger: plain HTTP, as the vendor's own pages tell it."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from connectors.afas.sandbox import API_KEY, API_TOKEN, MAINTENANCE, Sandbox
from connectors.afas.sandbox.books import VIEWS
from connectors.afas.sandbox.writing import UPDATES
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

Json = dict[str, Any]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Profit alone, with its real limits."""
    with Served(app({"afas": Sandbox(World(), Rates("real", Clock()))})) as served:
        yield served


@pytest.fixture(scope="module")
def desk(served: Served) -> Iterator[httpx.Client]:
    """A client without a token, which can also look behind the counter."""
    with httpx.Client(base_url=served.url) as client:
        yield client


@pytest.fixture(scope="module")
def token(desk: httpx.Client) -> dict[str, str]:
    """What a client needs; a token stays good."""
    found: dict[str, str] = desk.get("/_sandbox/credentials").json()["afas"]
    return found


@pytest.fixture
def given(desk: httpx.Client, token: dict[str, str]) -> dict[str, str]:
    """What a client needs, on the first day."""
    desk.post("/_sandbox/reset").raise_for_status()
    return token


def header(token: str) -> dict[str, str]:
    """The header in which a token is sent."""
    text = f"<token><version>1</version><data>{token}</data></token>"
    return {"Authorization": "AfasToken " + base64.b64encode(text.encode()).decode()}


@pytest.fixture(scope="module")
def signed_in(token: dict[str, str]) -> Iterator[httpx.Client]:
    """A client with a token, which reads Dutch."""
    with httpx.Client(base_url=token["base_url"], headers=header(token["token"])) as client:
        yield client


@pytest.fixture
def afas(signed_in: httpx.Client, given: dict[str, str]) -> httpx.Client:
    """A client with a token, on the first day."""
    del given
    return signed_in


def switch(desk: httpx.Client, **switches: bool) -> None:
    """Turn on what differs between environments."""
    desk.post("/_sandbox/switches", json={"afas": switches}).raise_for_status()


def stored(desk: httpx.Client, resource: str, **wanted: str) -> list[Json]:
    """What Profit keeps."""
    answer = desk.get(f"/_sandbox/afas/{resource}", params=wanted)
    return answer.raise_for_status().json()  # type: ignore[no-any-return]


def rows(afas: httpx.Client, name: str, **options: Any) -> list[Json]:
    """The rows of a GetConnector."""
    answer = afas.get(f"connectors/{name}", params=options)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]  # type: ignore[no-any-return]


def element(name: str, fields: Json, *objects: Json) -> Json:
    """One element of an UpdateConnector."""
    return {name: {"Element": {"Fields": fields, **({"Objects": list(objects)} if objects else {})}}}


def line(**more: Any) -> Json:
    """A line of an order, as a payload."""
    return {"VaIt": "2", "ItCd": "KOF-ESP-0250", "BiUn": "STK", "QuUn": "2", "Upri": "8.95", **more}


def order(*lines: Json, **fields: Any) -> Json:
    """An order of the webshop's debtor, as a payload."""
    elements = {"Element": [{"Fields": each} for each in lines or (line(),)]}
    return element("FbSales", {"DbId": "10000", "RfCs": "#1001", **fields}, {"FbSalesLines": elements})


def made(answer: httpx.Response) -> Json:
    """What a write answers."""
    assert answer.status_code == 201, answer.text
    return answer.json()["results"]  # type: ignore[no-any-return]


def refused(answer: httpx.Response) -> str:
    """The words of a refusal, which is a 500 with three members."""
    body = answer.json()
    assert answer.status_code == 500, answer.text
    assert body.keys() == {"errorNumber", "externalMessage", "profitLogReference"}
    return body["externalMessage"]  # type: ignore[no-any-return]


# Coming in


@pytest.mark.parametrize(
    "sent",
    [
        {},
        header("0" * 64),
        {"Authorization": "AfasToken !"},
        {"Authorization": "Bearer x"},
        {"Authorization": "AfasToken PHRva2VuPg=="},
    ],
)
def test_a_token_that_is_not_known_is_answered_with_nothing(
    desk: httpx.Client, given: dict[str, str], sent: dict[str, str]
) -> None:
    """Without a good token there is a 401, and not a word."""
    answer = desk.get(f"{given['base_url']}/metainfo", headers=sent)
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (401, b"", "0")


def test_a_token_does_not_end_and_opens_paths_in_any_case(given: dict[str, str], desk: httpx.Client) -> None:
    """The same token works for ever; the service's name may be written in small letters."""
    desk.post("/_sandbox/clock", json={"advance": 400 * 86400})
    url = given["base_url"].replace("ProfitRestServices", "profitrestservices")
    answer = desk.get(f"{url}/MetaInfo", headers=header(given["token"].lower()))
    assert answer.status_code == 200
    assert (answer.headers["cache-control"], answer.headers["x-afas-proxy-version"]) == (
        "no-store",
        "4.3.0.0",
    )
    assert desk.get(f"{url}/nowhere", headers=header(given["token"])).status_code == 404


def test_a_one_time_password_gives_a_token(given: dict[str, str], desk: httpx.Client) -> None:
    """Who knows the app's keys gets a password by mail, and for it, once, a token of their own."""
    asked = {"apiKey": API_KEY, "apiToken": API_TOKEN, "userId": "jo@firm.example"}
    assert desk.post(f"{given['base_url']}/OtpRequest", json={**asked, "apiKey": "x"}).status_code == 401
    assert desk.post(f"{given['base_url']}/OtpRequest", json=asked).status_code == 200
    asked["otp"] = stored(desk, "otp")[0]["otp"]
    token = desk.post(f"{given['base_url']}/OtpValidation", json=asked).json()["token"]
    sent = {"Authorization": "AfasToken " + base64.b64encode(token.encode()).decode()}
    assert desk.get(f"{given['base_url']}/ProfitVersion", headers=sent).json() == {"version": "22.22.5"}
    assert desk.post(f"{given['base_url']}/OtpValidation", json=asked).status_code == 401


def test_an_address_may_be_kept_out(afas: httpx.Client, desk: httpx.Client) -> None:
    """An app connector may be limited to addresses: a 403."""
    switch(desk, ip_restricted=True)
    assert afas.get("metainfo").status_code == 403


def test_maintenance(afas: httpx.Client, desk: httpx.Client) -> None:
    """Under maintenance everything is a 503 that says when to come back."""
    switch(desk, maintenance=True)
    answer = afas.get("connectors/Profit_Article")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, str(MAINTENANCE))
    assert (answer.json()["retry_after"], answer.json()["error"]["code"]) == (MAINTENANCE, "503")


# Reading


def test_pages(afas: httpx.Client) -> None:
    """A hundred rows unless told otherwise; minus one for all, of both or of none; nothing says how many."""
    answer = afas.get("connectors/Profit_Article").json()
    assert (answer["skip"], answer["take"]) == (0, 100)
    assert answer.keys() == {"skip", "take", "rows"}
    everything = rows(afas, "Profit_Article", skip=-1, take=-1)
    assert rows(afas, "Profit_Article", skip=3, take=2) == everything[3:5]
    assert len(rows(afas, "Profit_Article", take=0)) == 1
    assert rows(afas, "Profit_Article", skip=10_000) == []
    answer = afas.get("connectors/Profit_Article", params={"skip": 2, "take": -1})
    assert refused(answer) == "Er is een onverwachte fout opgetreden."
    assert answer.json()["errorNumber"] == -2147180999
    assert refused(afas.get("connectors/Profit_Article", params={"take": "x"}))


def test_order(afas: httpx.Client, desk: httpx.Client) -> None:
    """Rows are in the order of the columns asked for, downwards with a minus, and else in none."""
    found = rows(afas, "Profit_Article", orderbyfieldids="VATGroup,-ItemCode", take=-1, skip=-1)
    assert found == sorted(
        sorted(found, key=lambda r: r["ItemCode"].casefold(), reverse=True), key=lambda r: r["VATGroup"]
    )
    switch(desk, unstable_order=True)
    first, second = (rows(afas, "Profit_Article", take=-1, skip=-1) for _ in range(2))
    assert first != second
    assert sorted(map(str, first)) == sorted(map(str, second))
    words = refused(afas.get("connectors/Profit_Article", params={"orderbyfieldids": "Nope"}))
    assert words == "Connector-veld 'Nope' niet gevonden"


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("1", "kof-esp-0250", lambda code: code == "KOF-ESP-0250"),
        ("2", "KOF-ESP-0250", lambda code: code.casefold() >= "kof-esp-0250"),
        ("3", "KOF-ESP-0250", lambda code: code.casefold() <= "kof-esp-0250"),
        ("4", "KOF-ESP-0250", lambda code: code.casefold() > "kof-esp-0250"),
        ("5", "KOF-ESP-0250", lambda code: code.casefold() < "kof-esp-0250"),
        ("6", "ESP", lambda code: "esp" in code.casefold()),
        ("6", "%ESP%", lambda code: "esp" in code.casefold()),
        ("7", "KOF-ESP-0250", lambda code: code != "KOF-ESP-0250"),
        ("8", "x", lambda code: not code),
        ("9", "x", bool),
        ("10", "KOF", lambda code: code.startswith("KOF")),
        ("11", "ESP", lambda code: "esp" not in code.casefold()),
        ("12", "KOF", lambda code: not code.startswith("KOF")),
        ("13", "0250", lambda code: code.endswith("0250")),
        ("14", "0250", lambda code: not code.endswith("0250")),
        ("15", "esp", lambda code: "esp" in code.casefold()),
    ],
)
def test_operators(afas: httpx.Client, operator: str, value: str, expected: Any) -> None:
    """Each comparison finds what it says, in both writings of a filter."""
    everything = [row["ItemCode"] for row in rows(afas, "Profit_Article", skip=-1, take=-1)]
    listed = {"filterfieldids": "ItemCode", "filtervalues": value, "operatortypes": operator}
    field = {"@FieldId": "ItemCode", "@OperatorType": operator, "#text": value}
    document = {"filterjson": json.dumps({"Filters": {"Filter": [{"@FilterId": "F", "Field": [field]}]}})}
    for asked in (listed, document):
        found = [row["ItemCode"] for row in rows(afas, "Profit_Article", skip=-1, take=-1, **asked)]
        assert found == [code for code in everything if expected(code)], asked


def test_commas_mean_and_and_semicolons_or(afas: httpx.Client) -> None:
    """Several conditions stand beside each other; what does not fit together is not expected."""
    both = {"filterfieldids": "ItemCode,VATGroup", "filtervalues": "KOF,2", "operatortypes": "10,1"}
    found = rows(afas, "Profit_Article", **both)
    assert found
    assert all(row["ItemCode"].startswith("KOF") and row["VATGroup"] == "2" for row in found)
    either = {"filterfieldids": "ItemCode;ItemCode", "filtervalues": "KOF-ESP-0250;VERZEND"}
    codes = [row["ItemCode"] for row in rows(afas, "Profit_Article", **either, operatortypes="1;1")]
    assert sorted(codes) == ["KOF-ESP-0250", "VERZEND"]
    assert [row["ItemCode"] for row in rows(afas, "Profit_Article", **either)] == codes
    for wrong in ({**both, "filtervalues": "KOF"}, {**both, "operatortypes": "10,99"}, {"filterjson": "{"}):
        assert "onverwachte fout" in refused(afas.get("connectors/Profit_Article", params=wrong))


def test_a_long_query_is_not_found(afas: httpx.Client) -> None:
    """2,049 characters of query are taken; one more, and there is no such page, and no word why."""
    fits = "take=1&" + "x" * (2049 - len("take=1&"))
    assert afas.get(f"connectors/Profit_Article?{fits}").status_code == 200
    answer = afas.get(f"connectors/Profit_Article?{fits}y")
    assert (answer.status_code, answer.content) == (404, b"")


def test_times_are_local_whatever_their_z_says(afas: httpx.Client, desk: httpx.Client) -> None:
    """A change shows Amsterdam's clock, marked Z; filters take it without."""
    before = rows(afas, "Profit_Article", take=1, orderbyfieldids="-ModifiedDate")[0]["ModifiedDate"]
    afas.put("connectors/FbItemArticle", json=element("FbItemArticle", {"ItCd": "VERZEND", "Ds": "Post"}))
    after = rows(afas, "Profit_Article", take=1, orderbyfieldids="-ModifiedDate")[0]
    assert (after["Description"], after["ModifiedDate"][-1]) == ("Post", "Z")
    kept = stored(desk, "items", ItemCode="VERZEND")[0]["ModifiedDate"]
    assert after["ModifiedDate"] == f"{kept}Z"
    since = {"filterfieldids": "ModifiedDate", "filtervalues": before.rstrip("Z"), "operatortypes": "4"}
    assert [row["ItemCode"] for row in rows(afas, "Profit_Article", **since)] == ["VERZEND"]


def test_empty_values_or_nulls(afas: httpx.Client, desk: httpx.Client) -> None:
    """What has no value is empty, or null where an environment sends that; no column is left out."""
    plain = rows(afas, "Profit_Debtor", take=1)[0]
    assert (plain["IBAN"], plain["CreditLimit"], plain["AutoPayment"]) == ("", 0, False)
    switch(desk, nulls=True)
    assert rows(afas, "Profit_Debtor", take=1)[0] == {
        **plain,
        **{name: None for name, value in plain.items() if value in ("", 0) and not isinstance(value, bool)},
        "AutoPayment": None,
    }


def test_what_a_token_may_not_use_looks_unknown(afas: httpx.Client) -> None:
    """Names are written exactly; the words come in the language that is asked for."""
    for name in ("Profit_Nothing", "profit_article"):
        answer = afas.get(f"connectors/{name}")
        assert "GetConnector niet ondersteund voor deze app" in refused(answer)
        assert answer.json()["errorNumber"] == -2147180996
    answer = afas.post("connectors/FbNothing", json={})
    assert "Deze UpdateConnector wordt niet ondersteund" in refused(answer)
    english = afas.get("connectors/Profit_Nothing", headers={"Accept-Language": "en-us"})
    assert "not supported" in refused(english)
    assert "niet ondersteund" in refused(afas.get("connectors/KnAddress"))
    assert refused(afas.put("connectors/FbSalesPrice", json={}))


def test_metainfo_tells_the_columns_that_rows_have(afas: httpx.Client) -> None:
    """Every connector that is named is described, and gives what its description says."""
    known = afas.get("metainfo").json()
    assert {each["id"] for each in known["updateConnectors"]} == set(UPDATES)
    for each in known["getConnectors"]:
        described = afas.get(f"metainfo/get/{each['id']}").json()
        columns = {field["id"] for field in described["fields"]}
        assert described["name"] == each["id"]
        assert all(row.keys() == columns for row in rows(afas, each["id"], take=3))
    update = afas.get("metainfo/update/FbSales").json()
    assert {"fieldId": "DbId", "mandatory": True, "length": 16}.items() <= next(
        field for field in update["fields"] if field["fieldId"] == "DbId"
    ).items()
    assert [each["name"] for each in update["objects"]] == ["FbSalesLines"]
    assert refused(afas.get("metainfo/get/Nothing"))
    assert refused(afas.get("metainfo/update/Nothing"))


# Writing


def test_an_order_in_each_of_its_writings(afas: httpx.Client, desk: httpx.Client) -> None:
    """Objects in a list or alone, elements in a list or alone, numbers and truths as texts or as such."""
    alone = order()
    alone["FbSales"]["Element"]["Objects"] = alone["FbSales"]["Element"]["Objects"][0]
    alone["FbSales"]["Element"]["Objects"]["FbSalesLines"]["Element"] = {"Fields": line(QuUn=2, Upri=8.95)}
    keyed = order(Unit="1", InVa="1")
    keyed["FbSales"]["Element"] = {"@OrNu": "KEY-1", **keyed["FbSales"]["Element"]}
    numbers = [made(afas.post("connectors/FbSales", json=body))["FbSales"]["OrNu"] for body in (alone, keyed)]
    assert numbers[1] == "KEY-1"
    for number in numbers:
        kept = stored(desk, "sales_orders", OrderNumber=number)[0]
        assert (kept["DebtorId"], kept["CustomerReference"], kept["CurrencyId"]) == ("10000", "#1001", "EUR")
        (sold,) = kept["lines"]
        assert (sold["ItemCodeId"], Decimal(str(sold["PiecePerUnit"]))) == ("KOF-ESP-0250", 2)
    totals = {row["OrderNumber"]: row for row in rows(afas, "Profit_Salesorders", skip=-1, take=-1)}
    plain, including = (totals[number] for number in numbers)
    assert (plain["TotalAmount"], plain["VAT"], plain["InvoiceTotal"]) == (17.9, 1.61, 19.51)
    assert (including["TotalAmount"], including["VAT"], including["InvoiceTotal"]) == (16.42, 1.48, 17.9)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (order(DbId="nobody"), "De ingevulde waarde bij 'Verkooprelatie' bestaat niet."),
        (order(line(ItCd="nothing")), "De ingevulde waarde bij 'Itemcode' bestaat niet."),
        (order(line(), line(BiUn="???")), "De ingevulde waarde bij 'Eenheid' bestaat niet."),
        (order(line(VaRc="99")), "De ingevulde waarde bij 'Tariefgroep' bestaat niet."),
        (order(War="99"), "De ingevulde waarde bij 'Magazijn' bestaat niet."),
        (order(line(QuUn=None)), "verplicht"),
        (order(line(QuUn="many")), "onjuist"),
        (order(OrDa="tomorrow"), "onjuist"),
        (order(RfCs="x" * 101), "langer dan 100"),
        (order(Nope="1"), "Veld 'Nope' is onbekend in 'FbSales'"),
        (
            element("FbSales", {"DbId": "10000"}, {"FbPurchLines": {"Element": []}}),
            "onbekend onder 'FbSales'",
        ),
        ({"FbPurch": {}}, "ontbreekt"),
        (element("FbSales", {}), "verplicht"),
    ],
)
def test_what_breaks_a_rule_is_a_500_and_leaves_nothing(
    afas: httpx.Client, desk: httpx.Client, body: Json, words: str
) -> None:
    """Business errors come with status 500, in words, and nothing of the order is kept."""
    before = stored(desk, "sales_orders")
    assert words in refused(afas.post("connectors/FbSales", json=body))
    assert stored(desk, "sales_orders") == before


def test_what_is_no_json_is_said_otherwise(afas: httpx.Client) -> None:
    """A body that cannot be read has words of its own."""
    answer = afas.post("connectors/FbSales", content="{")
    assert (answer.status_code, answer.json()) == (400, {"message": "Invalid json"})


def test_the_same_order_twice(afas: httpx.Client, desk: httpx.Client) -> None:
    """A number that is taken is refused; a reference is not: a double booking can be seen."""
    afas.post("connectors/FbSales", json=order(OrNu="A1"))
    assert "bestaat al" in refused(afas.post("connectors/FbSales", json=order(OrNu="A1")))
    made(afas.post("connectors/FbSales", json=order()))
    assert len(stored(desk, "sales_orders", CustomerReference="#1001")) == 2


def test_lines_are_added_changed_and_removed(afas: httpx.Client, desk: httpx.Client) -> None:
    """A PUT adds lines that name no action; others are known by their key; custom fields stay."""
    number = made(afas.post("connectors/FbSales", json=order(U3A1B2C3D4E5F="yes")))["FbSales"]["OrNu"]
    made(afas.put("connectors/FbSales", json=order(line(ItCd="VERZEND"), OrNu=number, Re="late")))
    body = element("FbSales", {"OrNu": number}, {"FbSalesLines": {"Element": {"Fields": line(QuUn=5)}}})
    made(afas.post("connectors/FbSales/FbSalesLines", json=body))
    kept = stored(desk, "sales_orders", OrderNumber=number)[0]
    assert (kept["U3A1B2C3D4E5F"], kept["Re"]) == ("yes", "late")
    first, second, third = kept["lines"]
    assert [each["SeqNo"] for each in kept["lines"]] == [1, 2, 3]
    change = {"@Action": "update", "GuLi": first["LineGuid"], "QuUn": 7}
    gone = {"@Action": "delete", "GuLi": second["LineGuid"]}
    made(afas.put("connectors/FbSales", json=order(change, gone, OrNu=number)))
    left = stored(desk, "sales_orders", OrderNumber=number)[0]["lines"]
    assert [(one["LineGuid"], one["PiecePerUnit"]) for one in left] == [
        (first["LineGuid"], 7),
        (third["LineGuid"], 5),
    ]
    assert afas.delete(f"connectors/FbSales/FbSales/@OrNu/{number}").content == b""
    assert stored(desk, "sales_orders", OrderNumber=number) == []
    assert rows(afas, "Profit_SalesorderLines", filterfieldids="OrderNumber", filtervalues=number) == []
    assert refused(afas.delete(f"connectors/FbSales/FbSales/@OrNu/{number}"))
    assert refused(afas.put("connectors/FbSales", json=order(OrNu=number)))


def organisation(*below: Json, **fields: Any) -> Json:
    """An organisation below a debtor."""
    return element("KnOrganisation", {"PadAdr": True, "AutoNum": True, "MatchOga": "6", **fields}, *below)


PLACE = {"Ad": "Dam", "HmNr": "1", "HmAd": "A", "ZpCd": "1012 JS", "Rs": "Amsterdam", "CoId": "NL", "PbAd": 0}


def test_an_organisation_becomes_a_debtor(afas: httpx.Client, desk: httpx.Client) -> None:
    """Debtor, organisation, address and contact are made at once, without what the schema wants besides."""
    person = element("KnPerson", {"PadAdr": 1, "AutoNum": 1, "MatchPer": "7", "FiNm": "Jo", "LaNm": "Bos"})
    contact = element("KnContact", {"PadAdr": "1", "ViKc": "PRS", "EmAd": "jo@firm.example"}, person)
    place = element("KnBasicAddressAdr", PLACE)
    body = element(
        "KnSalesRelationOrg",
        {"CuId": "EUR", "VaId": "NL1", "IsDb": True},
        organisation(place, contact, Nm="Firm", EmAd="info@firm.example"),
    )
    answer = made(afas.post("connectors/KnSalesRelationOrg", json=body))["KnSalesRelationOrg"]
    assert answer.keys() == {"DbId", "BcCo"}
    debtor = stored(desk, "debtors", DebtorId=answer["DbId"])[0]
    assert (debtor["DebtorName"], debtor["Email"], debtor["VatNr"]) == ("Firm", "info@firm.example", "NL1")
    assert (debtor["AdressLine1"], debtor["AdressLine3"]) == ("Dam 1 A", "1012 JS  Amsterdam")
    asked = {"filterfieldids": "DebiteurID", "filtervalues": answer["DbId"]}
    (where,) = rows(afas, "Profit_Deliveryaddress", **asked)
    assert (where["A_Straat"], where["A_Huisnummer"], where["A_Toev_Huisnr."], where["A_Land"]) == (
        "Dam",
        1,
        "A",
        "NL",
    )
    (known,) = rows(afas, "Profit_Contacts", filterfieldids="OrgNumber", filtervalues=answer["BcCo"])
    assert (known["FullName"], known["MailWork"], known["Type"]) == ("Jo Bos", "jo@firm.example", "PRS")
    parent = organisation(element("KnBasicAddressAdr", {**PLACE, "HmNr": 2}), MatchOga="9", EmAd="")
    change = {"KnSalesRelationOrg": {"Element": {"@DbId": answer["DbId"], "Objects": parent}}}
    made(afas.put("connectors/KnSalesRelationOrg", json=change))
    after = stored(desk, "debtors", DebtorId=answer["DbId"])[0]
    assert (after["Email"], after["AdressLine1"], after["VatNr"]) == (None, "Dam 2 A", "NL1")
    assert after["address"]["AddressId"] == debtor["address"]["AddressId"]


def test_who_is_meant_by_an_organisation(afas: httpx.Client) -> None:
    """By its number, by what it is called, always new; what is not among the ways is refused."""
    number = made(afas.post("connectors/KnOrganisation", json=organisation(Nm="One")))["KnOrganisation"][
        "BcCo"
    ]
    again = {"MatchOga": "0", "BcCo": number, "AutoNum": None, "Nm": "Two"}
    assert (
        made(afas.put("connectors/KnOrganisation", json=organisation(**again)))["KnOrganisation"]["BcCo"]
        == number
    )
    named = made(afas.post("connectors/KnOrganisation", json=organisation(MatchOga="3", Nm="Two")))
    assert named["KnOrganisation"]["BcCo"] == number
    other = made(afas.post("connectors/KnOrganisation", json=organisation(Nm="Two")))
    assert other["KnOrganisation"]["BcCo"] != number
    assert "Vergelijken" in refused(
        afas.post("connectors/KnOrganisation", json=organisation(MatchOga="8", Nm="x"))
    )
    missing = {"MatchOga": "0", "BcCo": "1", "AutoNum": None, "Nm": "x"}
    assert "bestaat niet" in refused(afas.put("connectors/KnOrganisation", json=organisation(**missing)))


def test_a_person_is_no_organisation(afas: httpx.Client, desk: httpx.Client) -> None:
    """Each kind of debtor has its own connector; a country is one of Profit's codes."""
    person = element("KnPerson", {"PadAdr": 1, "AutoNum": 1, "MatchPer": "7", "FiNm": "Jo", "LaNm": "Bos"})
    body = element("KnSalesRelationPer", {"CuId": "EUR"}, person)
    number = made(afas.post("connectors/KnSalesRelationPer", json=body))["KnSalesRelationPer"]["DbId"]
    assert stored(desk, "debtors", DebtorId=number)[0]["DebtorName"] == "Jo Bos"
    change = element("KnSalesRelationOrg", {"DbId": number, "PaCd": "30"})
    assert "Verkooprelatie" in refused(afas.put("connectors/KnSalesRelationOrg", json=change))
    for wrong in ({"CuId": "XXX"}, {"CuId": "EUR", "PaCd": "99"}):
        assert "bestaat niet" in refused(
            afas.post("connectors/KnSalesRelationPer", json=element("KnSalesRelationPer", wrong, person))
        )
    abroad = organisation(element("KnBasicAddressAdr", {**PLACE, "CoId": "XX"}), Nm="Far")
    before = len(stored(desk, "organisations"))
    answer = afas.post("connectors/KnSalesRelationOrg", json=element("KnSalesRelationOrg", {}, abroad))
    assert "'Land'" in refused(answer)
    assert len(stored(desk, "organisations")) == before


def entry(*booked: Json, **fields: Any) -> Json:
    """A sale of 100 with VAT of 21, as a payload."""
    each = {"EnDa": "2026-06-15", "BpDa": "2026-06-15", "BpNr": "S-1"}
    usual = (
        {"VaAs": "2", "AcNr": "10000", "AmDe": "121", "InId": "S1"},
        {"VaAs": "1", "AcNr": "8000", "AmCr": 100, "VaId": "1"},
        {"VaAs": "1", "AcNr": "1510", "AmCr": "21.00", "VaId": "1"},
    )
    booked_ = [{"Fields": {**each, **row}} for row in booked or usual]
    head = {"Year": 2026, "Peri": 6, "UnId": 1, "JoCo": "70", **fields}
    return element("FiEntryPar", head, {"FiEntries": {"Element": booked_}})


def test_an_entry_is_answered_in_three_ways(afas: httpx.Client, desk: httpx.Client) -> None:
    """Under its own name below `results`, without that, or as the specification says it."""
    first = made(afas.post("connectors/FiEntries", json=entry()))["FiEntryPar"]
    assert first.keys() == {"UnId", "EnNo"}
    switch(desk, bare_results=True)
    second = afas.post("connectors/FiEntries", json=entry(AuNu="1")).json()["FiEntryPar"]
    assert int(second["EnNo"]) == int(first["EnNo"]) + 1
    switch(desk, bare_results=False, spec_results=True)
    assert made(afas.post("connectors/FiEntries", json=entry()))["FiEntries"].keys() == {
        "EnNo",
        "UnId",
        "InID",
    }
    asked = {"filterfieldids": "EntryNo", "filtervalues": first["EnNo"]}
    booked = rows(afas, "Profit_Transactions", orderbyfieldids="SeqNo", **asked)
    assert [(row["AccountNo"], row["AmtDebit"], row["AmtCredit"]) for row in booked] == [
        ("1300", 121, 0),
        ("8000", 0, 100),
        ("1510", 0, 21),
    ]
    (owed,) = rows(afas, "Profit_Debtor_Invoices", filterfieldids="InvoiceNr", filtervalues="S1")
    assert (owed["DebtorId"], owed["AmtInvoice"], owed["Balance"]) == ("10000", 121, 363)
    switch(desk, debtor_accounts=True)
    assert rows(afas, "Profit_Transactions", orderbyfieldids="SeqNo", **asked)[0]["AccountNo"] == "10000"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (entry({"VaAs": "1", "AcNr": "8000", "AmCr": 1}), "niet in evenwicht"),
        (entry({"VaAs": "1", "AcNr": "nope", "AmCr": 0}), "'Account Number' bestaat niet"),
        (entry({"VaAs": "1", "AcNr": "8000", "EnDa": "2024-11-01"}), "geblokkeerde periode"),
        (entry({"VaAs": "1", "AcNr": "8000", "VaId": "99"}), "'Btw-code' bestaat niet"),
        (entry(*[{"VaAs": "1", "AcNr": "8000"}] * 1001), "1 tot 1000"),
        (entry(JoCo="nope"), "'Dagboek' bestaat niet"),
        (entry(UnId=9), "'Administratie' bestaat niet"),
        (element("FiEntryPar", {"Year": 2026, "Peri": 6, "JoCo": "70"}), "1 tot 1000"),
    ],
)
def test_entries_that_cannot_be_booked(
    afas: httpx.Client, desk: httpx.Client, body: Json, words: str
) -> None:
    """An entry balances, in an open period, on accounts that there are; else nothing of it is booked."""
    before = stored(desk, "transactions")
    assert words in refused(afas.post("connectors/FiEntries", json=body))
    assert stored(desk, "transactions") == before


def test_a_mutation_of_stock_adds(afas: httpx.Client) -> None:
    """Sent twice, it counts twice: stock is not set, but moved."""
    body = {
        "VaOt": "31",
        "ReId": "1",
        "VaIt": "2",
        "ItCd": "KOF-ESP-0250",
        "War": "01",
        "Loc": "A",
        "BiUn": "STK",
    }
    asked = {"filterfieldids": "Itemcode,Magazijn", "filtervalues": "KOF-ESP-0250,01", "operatortypes": "1,1"}
    (before,) = rows(afas, "Webshop_Magazijnen", **asked)
    for _ in range(2):
        answer = afas.post(
            "connectors/FbStockMutation", json=element("FbStockMutation", {**body, "QuUn": 3, "Qu": 3})
        )
        assert (answer.status_code, answer.content) == (201, b"")
    (after,) = rows(afas, "Webshop_Magazijnen", **asked)
    assert after["Voorraad"] == before["Voorraad"] + 6
    (item,) = rows(
        afas, "Profit_Stock_per_Warehouse", filterfieldids="Item_code", filtervalues="KOF-ESP-0250"
    )
    assert item["In_stock"] == after["Voorraad"]


def test_items_with_their_picture(afas: httpx.Client) -> None:
    """An item is made with price and picture, found by both, and removed."""
    picture = base64.b64encode(b"PNG").decode()
    fields = {"ItCd": "NEW", "Ds": "New", "Grp": "300", "BiUn": "STK", "BiSt": "1", "SaPrice": "9.95"}
    body = element("FbItemArticle", {**fields, "FileName": "new.png", "FileStream": picture})
    assert made(afas.post("connectors/FbItemArticle", json=body)) == {"FbItemArticle": {"ItCd": "NEW"}}
    (basic,) = rows(afas, "Profit_Article_Basic", filterfieldids="ItemCode", filtervalues="NEW")
    assert (basic["BasicSalesPrice"], basic["StockActual"]) == (9.95, 0)
    (shown,) = rows(afas, "Profit_Article_image", filterfieldids="ItemCodeId", filtervalues="NEW")
    assert shown["Filename"] == "new.png"
    image = afas.get(f"ImageConnector/{shown['Image']}", params={"format": 1}).json()
    assert image == {"filedata": picture, "mimetype": "image/png"}
    assert "bestaat al" in refused(afas.post("connectors/FbItemArticle", json=body))
    assert "'Artikelgroep'" in refused(
        afas.put("connectors/FbItemArticle", json=element("FbItemArticle", {"ItCd": "NEW", "Grp": "x"}))
    )
    assert afas.delete("connectors/FbItemArticle/FbItemArticle/@ItCd/NEW").status_code == 200
    assert afas.get("ImageConnector/none").status_code == 404


def test_small_connectors(afas: httpx.Client, desk: httpx.Client) -> None:
    """Prices, accounts, cost centres, allocation codes and addresses; most answer with nothing."""
    price = {
        "VaIt": "2",
        "ItCd": "KOF-ESP-0250",
        "BiUn": "STK",
        "CuId": "EUR",
        "DaBg": "2026-02-01",
        "Pric": 7,
    }
    account = {"AcNr": "8300", "Ds": "Revenue abroad", "VaAt": "3"}
    for name, fields in (
        ("FbSalesPrice", price),
        ("KnAccount", account),
        ("KnDimCode", {"AxId": "1", "VbCo": "300", "Ds": "Fair"}),
        ("KnAddress", PLACE),
    ):
        answer = afas.post(f"connectors/{name}", json=element(name, fields))
        assert (answer.status_code, answer.content) == (201, b""), name
    assert stored(desk, "prices", Item="KOF-ESP-0250")[-1]["GrossPrice"] == 7
    assert "bestaat al" in refused(afas.post("connectors/KnAccount", json=element("KnAccount", account)))
    afas.put("connectors/KnAccount", json=element("KnAccount", {"AcNr": "8300", "Bl": "true"}))
    (kept,) = rows(afas, "Profit_Accounts", filterfieldids="Account", filtervalues="8300")
    assert (kept["Description"], kept["Blocked"]) == ("Revenue abroad", True)
    centre = element("HrCostCentre", {"CmId": "MZ", "CrId": "300", "CrDs": "Fair", "Bl": False})
    assert made(afas.post("connectors/HrCostCentre", json=centre)) == {
        "HrCostCentre": {"CmId": "MZ", "CrId": "300"}
    }
    assert afas.delete("connectors/HrCostCentre/HrCostCentre/@CmId,@CrId/MZ,300").status_code == 200
    contact = stored(desk, "contacts")[0]["ContactId"]
    afas.put("connectors/KnContact", json=element("KnContact", {"CdId": contact, "TeNr": "020-1"}))
    assert stored(desk, "contacts")[0]["TelWork"] == "020-1"


# The vendor's own description


@cache
def described() -> dict[str, Json]:
    """The paths of AFAS's OpenAPI files, each with the file it stands in; skipped where they are not here."""
    reference = os.environ.get("KOPPEL_REFERENCE")
    if not reference:
        pytest.skip("KOPPEL_REFERENCE is not set: AFAS's OpenAPI files are not here")
    found = {}
    for file in sorted((Path(reference) / "specs/afas").glob("openapi_*.json")):
        whole = json.loads(file.read_text(encoding="utf-8"))
        for path, item in whole["paths"].items():
            found[path] = {"item": item, "components": whole["components"]}
    return found


def schema(path: str, method: str, status: int) -> Json:
    """The schema of an answer, `nullable` said as JSON Schema says it."""
    there = described()[path]
    answer = there["item"][method]["responses"][str(status)]
    if "$ref" in answer:
        answer = there["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    content = answer.get("content", {}).get("application/json", {})
    return _plain(content.get("schema", {}), there["components"])  # type: ignore[no-any-return]


def _plain(value: Any, components: Json) -> Any:
    if isinstance(value, list):
        return [_plain(one, components) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _plain(components["schemas"][value["$ref"].rpartition("/")[2]], components)
    made = {
        name: _plain(one, components) for name, one in value.items() if name not in {"nullable", "example"}
    }
    return {"anyOf": [made, {"type": "null"}]} if value.get("nullable") is True else made


OWN = {view.name for view in VIEWS.values() if view.own}


@pytest.mark.parametrize("name", VIEWS)
def test_every_getconnector_answers_as_described(afas: httpx.Client, name: str) -> None:
    """Each row has exactly the columns of AFAS's description, each of its type."""
    answer = afas.get(f"connectors/{name}", params={"skip": -1, "take": -1})
    path = "/connectors/{Endpoint}" if name in OWN else f"/connectors/{name}"
    wanted = schema(path, "get", 200)
    jsonschema.validate(answer.json(), wanted)
    if name not in OWN:
        columns = set(wanted["properties"]["rows"]["items"]["properties"])
        assert all(row.keys() == columns for row in answer.json()["rows"])


def test_everything_else_answers_as_described(afas: httpx.Client, desk: httpx.Client) -> None:
    """Metainfo, version, picture, password, writes, refusals and maintenance."""
    for path, template in (
        ("metainfo", "/MetaInfo"),
        ("metainfo/get/Profit_Article", "/Metainfo/{Type}/{Endpoint}"),
        ("metainfo/update/FbSales", "/Metainfo/{Type}/{Endpoint}"),
        ("ProfitVersion", "/ProfitVersion"),
    ):
        jsonschema.validate(afas.get(path).json(), schema(template, "get", 200))
    for name, body in (
        ("FbSales", order(OrNu="D1")),
        ("FiEntries", entry()),
        ("KnOrganisation", organisation(Nm="D")),
        ("HrCostCentre", element("HrCostCentre", {"CmId": "MZ", "CrId": "D", "CrDs": "D", "Bl": False})),
    ):
        answer = afas.post(f"connectors/{name}", json=body)
        jsonschema.validate(answer.json(), schema(f"/connectors/{name}", "post", answer.status_code))
        answer = afas.post(f"connectors/{name}", json={})
        jsonschema.validate(answer.json(), schema(f"/connectors/{name}", "post", answer.status_code))
    answer = afas.put("connectors/FbSales", json=order(OrNu="D1"))
    jsonschema.validate(answer.json(), schema("/connectors/FbSales", "put", answer.status_code))
    for name in ("Profit_Article", "Profit_Debtor"):
        answer = afas.get(f"connectors/{name}", params={"skip": 1, "take": -1})
        jsonschema.validate(answer.json(), schema(f"/connectors/{name}", "get", 500))
    assert (
        str(afas.delete("connectors/FbSales/FbSales/@OrNu/D1").status_code)
        in (described()["/connectors/FbSales/FbSales/@OrNu/{OrNu}"]["item"]["delete"]["responses"])
    )
    switch(desk, maintenance=True)
    jsonschema.validate(afas.get("metainfo").json(), schema("/MetaInfo", "get", 503))


@pytest.mark.parametrize("name", [name for name, (root, _, _) in UPDATES.items() if root != "KnContact"])
def test_every_updateconnector_is_described(name: str) -> None:
    """Verbs and the ids of fields are AFAS's own."""
    verbs = set(described()[f"/connectors/{name}"]["item"]) - {"parameters"}
    assert {verb.lower() for verb in UPDATES[name][2].split()} - {"delete"} == verbs
