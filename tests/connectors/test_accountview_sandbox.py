"""AccountView's simulator, asked by a stranger: plain HTTP, as the clients of others ask the vendor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from connectors.accountview.sandbox import MAIN, OTHER, Sandbox
from core.sandbox.rates import Clock, Rates
from core.sandbox.server import Served, app
from core.sandbox.world import World

AWAY = "https://koppel.example/callback"
SCOPE = "readaccountviewdata updateaccountviewdata"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """AccountView alone."""
    with Served(app({"accountview": Sandbox(World(), Rates("real", Clock()))})) as served:
        yield served


@pytest.fixture
def given(served: Served) -> dict[str, str]:
    """What a client needs, on the first day."""
    httpx.post(f"{served.url}/_sandbox/reset")
    found: dict[str, str] = httpx.get(f"{served.url}/_sandbox/credentials").json()["accountview"]
    return found


@pytest.fixture
def books(given: dict[str, str]) -> Iterator[httpx.Client]:
    """A client that is signed in and has chosen its company."""
    headers = {"Authorization": f"Bearer {given['access_token']}", "x-company": given["company"]}
    with httpx.Client(base_url=given["base_url"], headers=headers) as client:
        yield client


def switch(given: dict[str, str], **switches: bool) -> None:
    """Turn on what the vendor does only sometimes."""
    origin = given["auth_url"].removesuffix("/accountview")
    httpx.post(f"{origin}/_sandbox/switches", json={"accountview": switches}).raise_for_status()


def ask(books: httpx.Client, object_: str, **asked: Any) -> dict[str, Any]:
    """The tables of an answer."""
    answer = books.get("/accountviewdata", params={"BusinessObject": object_, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def envelope(object_: str, table: str, row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A write of one row: its definition, and its values in that order."""
    fields = [{"Name": name, "FieldType": "C"} for name in ("RowId", *row)]
    rows = [{"Values": ["1", *row.values()]}]
    tables = {
        "Table": {"Definition": {"Name": table, "Fields": fields}},
        "TableData": {"Data": {"Rows": rows}},
    }
    return {"BusinessObject": object_, **tables, **more}


def page(**changes: Any) -> dict[str, Any]:
    """A sale in the sales journal, shaped as a client of others sends it."""
    names = {"RowId": "C", "DJ_CODE": "C", "HDR_DESC": "C", "INV_NR": "C", "SUB_NR": "C"}
    lines = {"RowId": "C", "HeaderId": "C", "ACCT_NR": "C", "AMOUNT": "Y", "VAT_CODE": "C", "VAT_AMT": "Y"}
    body = {
        "BookDate": None,
        "BusinessObject": "DJ2",
        "Table": {
            "Definition": {
                "Name": "DJ_PAGE",
                "Fields": [{"Name": n, "FieldType": t} for n, t in names.items()],
            },
            "DetailDefinitions": [
                {"Name": "DJ_LINE", "Fields": [{"Name": n, "FieldType": t} for n, t in lines.items()]}
            ],
        },
        "TableData": {
            "Data": {"Rows": [{"Values": ["1", "70", "Test", "F-1", "1"]}]},
            "DetailData": [{"Rows": [{"Values": ["1", "1", "8000", 100, "1", 21]}]}],
        },
    }
    return {**body, **changes}


def words(answer: httpx.Response) -> str:
    """What AccountView says when it says no."""
    body = answer.json()
    assert (body["ErrorType"], body["ErrorNumbers"]) == ("AccountViewError", None)
    said: str = body["ErrorMessage"]
    return said


# Signing in


def consent(given: dict[str, str], **more: str) -> httpx.Response:
    """Ask for consent."""
    asked = {"client_id": given["client_id"], "redirect_uri": AWAY, "response_type": "code", "scope": SCOPE}
    return httpx.get(f"{given['auth_url']}/ams/authorize.aspx", params={**asked, **more})


def token(given: dict[str, str], **form: str) -> httpx.Response:
    """Ask for tokens; the app's name and secret stand in the body."""
    own = {"client_id": given["client_id"], "client_secret": given["client_secret"]}
    return httpx.post(f"{given['base_url']}/token", data={**own, **form})


def test_consent_page_has_an_allow_button(given: dict[str, str]) -> None:
    """A person sees a page and presses Allow; strangers and unknown rights see none."""
    found = consent(given, state='"><b>')
    assert found.status_code == 200
    assert '"><b>' not in found.text
    action = re.search(r'action="([^"]+)"', found.text)
    assert action
    allowed = httpx.post(f"{given['auth_url']}/ams/authorize.aspx{action[1].replace('&amp;', '&')}")
    assert allowed.headers["location"].startswith(f"{AWAY}?code=")
    assert consent(given, client_id="nobody").status_code == 400
    assert consent(given, scope="everything").status_code == 400


def test_a_code_gives_tokens_once_and_refresh_tokens_change(given: dict[str, str]) -> None:
    """A code works once, for its address; each refresh ends the refresh token; no lifetime is told."""
    answer = consent(given, sandbox_consent="auto", state="s")
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code}
    assert token(given, **form, redirect_uri=AWAY + "/other").status_code == 400
    answer = consent(given, sandbox_consent="auto")
    form["code"] = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    made = token(given, **form, redirect_uri=AWAY).json()
    assert set(made) == {"access_token", "refresh_token", "token_type", "scope"}
    assert token(given, **form, redirect_uri=AWAY).json() == {"error": "invalid_grant"}
    again = {"grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
    assert token(given, **again).json()["refresh_token"] != made["refresh_token"]
    assert token(given, **again).status_code == 400
    assert token(given, **again, client_secret="wrong").json() == {"error": "invalid_client"}


def test_a_token_ends_and_opens_only_what_it_may(given: dict[str, str], books: httpx.Client) -> None:
    """After an hour a token opens nothing; one for reading does not write; a switch tells the lifetime."""
    answer = consent(given, sandbox_consent="auto", scope="readaccountviewdata")
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    switch(given, lifetime_told=True)
    books.get("/companies")
    made = token(given, grant_type="authorization_code", code=code, redirect_uri=AWAY).json()
    assert made["expires_in"] == "3600"
    read_only = {"Authorization": f"Bearer {made['access_token']}"}
    assert books.post("/accountviewdata", json=page(), headers=read_only).status_code == 403
    origin = given["auth_url"].removesuffix("/accountview")
    httpx.post(f"{origin}/_sandbox/clock", json={"advance": 3601})
    assert books.get("/Companies").status_code == 401


# Reading


def test_companies_come_first(books: httpx.Client) -> None:
    """Companies are listed without one being chosen; everything else needs one; paths know no case."""
    del books.headers["x-company"]
    assert [one["Id"] for one in books.get("/COMPANIES").json()] == [MAIN, OTHER]
    refused = books.get("/AccountViewData", params={"BusinessObject": "AR1"})
    assert (refused.status_code, words(refused)) == (400, "The company in x-company is not known.")
    other = books.get("/accountviewdata", params={"businessobject": "gl1"}, headers={"x-company": OTHER})
    assert other.json()["LEDGER"]


def test_header_and_lines_stand_side_by_side(books: httpx.Client) -> None:
    """Lines are not inside their headers: they name them by journal and page; other tables come empty."""
    found = ask(books, "DJ2", PageSize=2)
    assert set(found) == {"DJ_PAGE", "DJ_LINE", "USR_LINK", "PAGE_WF"}
    heads = {(row["DJ_CODE"], row["PAGE_NR"]) for row in found["DJ_PAGE"]}
    assert len(heads) == 2
    assert {(row["DJ_CODE"], row["PAGE_NR"]) for row in found["DJ_LINE"]} == heads
    assert "DJ_LINE" not in found["DJ_PAGE"][0]


def test_how_values_are_written(books: httpx.Client) -> None:
    """Codes are as wide as their field, times have no zone, a blank date is an empty text."""
    row = ask(books, "AR1", PageSize=1)["CONTACT"][0]
    assert row["SUB_NR"] == "1" + " " * 9
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", row["CNG_DATE"])
    assert row["CONTACT_Id"] == 0
    assert isinstance(row["CRED_LIM"], int)
    assert row["REC_BLK"] is False
    books.post("/accountviewdata", json=envelope("ADDR", "DEL_ADDR", {"SUB_NR": "1"}))
    order = envelope("SO1", "SO_HDR", {"RPL_DEL": "1", "RPL_INV": "1"})
    order["Table"]["DetailDefinitions"] = [
        {
            "Name": "SO_LINE",
            "Fields": [{"Name": n, "FieldType": "C"} for n in ("RowId", "HeaderId", "ART_CODE", "ORD_QTY")],
        }
    ]
    order["TableData"]["DetailData"] = [{"Rows": [{"Values": ["1", "1", "SHIPPING", "2"]}]}]
    made = books.post("/accountviewdata", json=order).json()
    assert made["SO_HDR"][0]["DEL_DATE"] == ""
    assert made["SO_LINE"][0]["ART_PX"] == 4.95


def test_one_row_may_come_as_an_object(given: dict[str, str], books: httpx.Client) -> None:
    """What clients guard against: a lone row without its list, and tables without rows that are not there."""
    switch(given, one_row_as_object=True, empty_tables_left_out=True)
    assert isinstance(ask(books, "AR1", PageSize=1)["CONTACT"], dict)
    assert isinstance(ask(books, "AR1", PageSize=2)["CONTACT"], list)
    assert ask(books, "AR1", Filter="SUB_NR='nobody'") == {}


def test_pages_by_number_and_by_the_last_key(books: httpx.Client) -> None:
    """Both ways through a table give every row once, in the order of their keys."""
    whole = [row["SUB_NR"].strip() for row in ask(books, "AR1", PageSize=1000)["CONTACT"]]
    assert whole == sorted(whole)
    counted = [
        row["SUB_NR"] for n in (1, 2) for row in ask(books, "AR1", PageSize=3, PageNumber=n)["CONTACT"]
    ]
    assert [number.strip() for number in counted] == whole[:6]
    after = ask(books, "AR1", PageSize=3, LastKey=counted[2])["CONTACT"]
    assert [row["SUB_NR"] for row in after] == counted[3:]
    down = ask(books, "AR1", SortFields="CONTACT.SUB_NR", SortOrder="Descending", PageSize=1)["CONTACT"]
    assert down[0]["SUB_NR"].strip() == whole[-1]


def test_fields_are_chosen(books: httpx.Client) -> None:
    """Only the fields that are named come, with or without their table; an unknown one is refused."""
    (row, *_) = ask(books, "AR1", Fields="contact.sub_nr,ACCT_NAME")["CONTACT"]
    assert set(row) == {"SUB_NR", "ACCT_NAME", "EXT_KEY", "CONTACT_Id"}
    refused = books.get("/accountviewdata", params={"BusinessObject": "AR1", "Fields": "NO_SUCH"})
    assert "NO_SUCH" in words(refused)


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ("ART_CODE='KOF-ESP-0250'", ["KOF-ESP-0250"]),
        ('(article.art_code == "SHIPPING")', ["SHIPPING"]),
        ("ALLTRIM(ARTICLE.ART_CODE)==[SHIPPING]", ["SHIPPING"]),
        ("ART_CODE='GIFT'", ["GIFT-50", "GIFTWRAP"]),  # up to the right text's length
        ("UPPER(ART_CODE)=UPPER('shipping')", ["SHIPPING"]),
        ("ART_CODE='SHIPPING' OR ART_CODE='DISCOUNT'", ["DISCOUNT", "SHIPPING"]),
        ("ART_CODE='SHIPPING' AND PX_SELL=4.95", ["SHIPPING"]),
        ("PX_SELL=2.50 AND !EMPTY(ART_DESC1)", ["GIFTWRAP"]),
        ("NOT (PX_SELL <> 2.5)", ["GIFTWRAP"]),
        ("'WRAP' $ ART_CODE .AND. CNG_DATE >= {^2020-01-01 10:00:00}", ["GIFTWRAP"]),
        ("ART_CODE = 'GIFT' + 'WRAP'", ["GIFTWRAP"]),
        ("PX_SELL=2.50 AND CNG_DATE < {^2020-01-01}", []),
    ],
)
def test_filters_are_foxpros(books: httpx.Client, filter_: str, found: list[str]) -> None:
    """An expression as FoxPro reads it: `=` compares up to the right text's length, `==` padding too."""
    rows = ask(books, "AK1", Filter=filter_)["ARTICLE"]
    assert [row["ART_CODE"] for row in rows] == found
    assert ask(books, "AR1", Filter="SUB_NR='1' AND !(SUB_NR=='1')")["CONTACT"]


@pytest.mark.parametrize(
    "filter_",
    [
        "ART_CODE=",
        "NO_SUCH=1",
        "SYS(2)='x'",
        "(ART_CODE='a'",
        "CNG_DATE>={^2026-99-01}",
        "PX_SELL > 'a'",
        "~",
    ],
)
def test_filters_that_cannot_be_read_are_refused(books: httpx.Client, filter_: str) -> None:
    """What FoxPro could not read is an error, not an empty answer."""
    refused = books.get("/accountviewdata", params={"BusinessObject": "AK1", "Filter": filter_})
    assert refused.status_code == 400
    assert words(refused)


def test_filters_in_parts(books: httpx.Client) -> None:
    """The other way to filter: field, operator, type and value, numbered; all of them or any."""
    name = {"FilterControlSource1": "DJ_NAME", "FilterOperator1": "Equal", "FilterValue1": "Verkoopboek"}
    assert [row["DJ_CODE"].strip() for row in ask(books, "DJ1", **name)["DAILY"]] == ["70"]
    two = {**name, "FilterControlSource2": "DJ_CODE", "FilterOperator2": "Equal", "FilterValue2": "90"}
    assert ask(books, "DJ1", **two)["DAILY"] == []
    assert len(ask(books, "DJ1", **two, MatchAnyFilter="true")["DAILY"]) == 2
    since = {
        "FilterControlSource1": "CNG_DATE",
        "FilterOperator1": "DateOnOrAfterDate",
        "FilterValueType1": "T",
    }
    assert ask(books, "AK1", **since, FilterValue1="{^2020-01-01 00:00:00}")["ARTICLE"]
    assert ask(books, "AK1", **since, FilterValue1="{^2090-01-01 00:00:00}")["ARTICLE"] == []


def test_the_dictionary_says_what_there_is(books: httpx.Client) -> None:
    """Business objects with what may be done with them, and every field of their tables."""
    objects = {one["Code"]: one for one in books.get("/accountviewsystembusinessobjects").json()}
    assert objects["AR1"]["UpdateAllowed"]
    assert objects["DJ2"]["InsertAllowed"]
    assert not objects["DJ2"]["UpdateAllowed"]
    fields = books.get("/accountviewsystemdata", params={"businessobject": "fld"}).json()["DCT_FLD"]
    known = {(row["DBF_NAME"], row["FIELD_NAME"]): row for row in fields}
    assert (known["CONTACT", "ACCT_NAME"]["FIELD_LEN"], known["CONTACT", "ACCT_NAME"]["INP_MAND"]) == (
        40,
        True,
    )


# Writing


def test_values_are_told_by_their_position(books: httpx.Client) -> None:
    """A debtor is made of values in the order of the definition; its number is the next; PUT changes it."""
    row = {"ACCT_NR": "1300", "ACCT_NAME": "Firma", "SRC_CODE": "-", "MAIL_BUS": "firma@example.nl"}
    made = books.post("/accountviewdata", json=envelope("AR1", "CONTACT", row))
    assert made.status_code == 200
    number = made.json()["CONTACT"][0]["SUB_NR"].strip()
    found = ask(books, "AR1", Filter=f"SUB_NR='{number}'")["CONTACT"][0]
    assert (found["ACCT_NAME"], found["MAIL_BUS"]) == ("Firma", "firma@example.nl")
    change = envelope("AR1", "CONTACT", {"SUB_NR": number, "CITY": "Utrecht"})
    assert books.put("/accountviewdata", json=change).status_code == 200
    found = ask(books, "AR1", Filter=f"SUB_NR='{number}'")["CONTACT"][0]
    assert (found["ACCT_NAME"], found["CITY"]) == ("Firma", "Utrecht")


def test_lower_case_members_are_read_too(books: httpx.Client) -> None:
    """Members' names may be written in lower case, and row numbers as numbers."""
    body = {
        "businessobject": "AR1",
        "table": {
            "definition": {
                "name": "CONTACT",
                "fields": [{"name": n, "fieldtype": "C"} for n in ("RowId", "ACCT_NAME", "SRC_CODE")],
            }
        },
        "tabledata": {"data": {"rows": [{"values": [1, "Klein", "KLEIN"]}]}},
    }
    assert books.post("/accountviewdata", json=body).json()["CONTACT"][0]["ACCT_NAME"] == "Klein"


def test_a_sale_is_booked_with_its_vat_and_debtor(books: httpx.Client) -> None:
    """A page gets its number; the ledger gets revenue, VAT and the debtor's side, which add up to nothing."""
    made = books.post("/accountviewdata", json=page()).json()
    head = made["DJ_PAGE"][0]
    assert (head["PAGE_AMT"], head["PAGE_VAT"], head["INV_NR"].strip()) == (121, 21, "F-1")
    booked = ask(books, "GJ1", Filter="INV_NR='F-1'")["TRANSACT"]
    assert {row["ACCT_NR"].strip(): row["AMOUNT"] for row in booked} == {
        "8000": -100,
        "1500": -21,
        "1300": 121,
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"BusinessObject": "GJ1"}, "does not allow"),
        ({"BookDate": "2001-01-01T00:00:00Z"}, "no administration"),
        ({"BookDate": "soon"}, "not valid"),
        ({"TableData": {}}, "do not fit together"),
        ({"Table": {"Definition": {"Name": "CONTACT", "Fields": []}}}, "does not belong"),
    ],
)
def test_envelopes_that_are_wrong_are_refused(books: httpx.Client, change: dict[str, Any], said: str) -> None:
    """What cannot be a page is refused in AccountView's own kind of error."""
    refused = books.post("/accountviewdata", json=page(**change))
    assert refused.status_code == 400
    assert said in words(refused)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["1", "70", "Test", "F-1"], "4 values"),
        (["1", "XX", "Test", "F-1", "1"], "DJ_CODE"),
        (["1", "70", "", "F-1", "1"], "HDR_DESC is mandatory"),
        (["1", "70", "Test", "F-1", "99999"], "SUB_NR"),
        (["1", "70", "Test", "F" * 13, "1"], "longer than 12"),
        (["1", "90", "Test", "F-1", ""], "does not balance"),
    ],
)
def test_pages_that_break_a_rule_are_refused(books: httpx.Client, row: list[str], said: str) -> None:
    """Unknown codes, what is mandatory, lengths, and a general entry that does not balance."""
    body = page()
    body["TableData"]["Data"]["Rows"] = [{"Values": row}]
    assert said in words(books.post("/accountviewdata", json=body))


def test_pages_cannot_be_changed_and_years_are_apart(books: httpx.Client) -> None:
    """PUT is not for pages; a day of another year is refused, and each year has pages of its own."""
    assert "does not allow" in words(books.put("/accountviewdata", json=page()))
    year = int(ask(books, "DJ2", PageSize=1)["DJ_PAGE"][0]["TRN_DATE"][:4])
    before = f"{year - 1}-06-30T00:00:00Z"
    assert ask(books, "DJ2", BookDate=before)["DJ_PAGE"] == []
    body = page(BookDate=before)
    body["Table"]["Definition"]["Fields"].append({"Name": "TRN_DATE", "FieldType": "T"})
    body["TableData"]["Data"]["Rows"] = [{"Values": ["1", "70", "Old", "F-0", "1", before]}]
    assert "does not lie" in words(books.post("/accountviewdata", json={**body, "BookDate": None}))
    assert books.post("/accountviewdata", json=body).status_code == 200
    assert len(ask(books, "DJ2", BookDate=before)["DJ_PAGE"]) == 1


def test_an_invoice_number_may_come_twice_but_a_key_may_not(books: httpx.Client) -> None:
    """A double booking can be seen: only keys are refused when they are taken."""
    for _ in range(2):
        assert books.post("/accountviewdata", json=page()).status_code == 200
    assert len(ask(books, "DJ2", Filter="INV_NR='F-1'")["DJ_PAGE"]) == 2
    article = envelope("AK1", "ARTICLE", {"ART_CODE": "SHIPPING", "ART_DESC1": "Again"})
    assert "in use already" in words(books.post("/accountviewdata", json=article))


def test_what_is_not_known_is_a_switch(given: dict[str, str], books: httpx.Client) -> None:
    """Errors behind a status of success, answers with a key only, debtors that must have a number."""
    switch(given, errors_with_success=True, short_answers=True, numbers_demanded=True)
    assert books.post("/accountviewdata", json=page()).json() == {"DJ_PAGE": [{"INV_NR": "F-1"}]}
    refused = books.post(
        "/accountviewdata", json=envelope("AR1", "CONTACT", {"ACCT_NAME": "A", "SRC_CODE": "A"})
    )
    assert (refused.status_code, words(refused)) == (200, "SUB_NR is mandatory.")


def test_only_json_is_taken(books: httpx.Client) -> None:
    """A form, or text that is no JSON, is refused."""
    assert books.post("/accountviewdata", data={"a": "b"}).status_code == 415
    broken = books.post("/accountviewdata", content=b"{", headers={"Content-Type": "application/json"})
    assert "no JSON" in words(broken)


def test_many_messy_records_come_from_a_seed() -> None:
    """Two hundred orders: their customers, who write as they like, and a page for each that was paid."""
    with Served(app({"accountview": Sandbox(World(400, seed=7), Rates("relaxed", Clock()))})) as served:
        debtors = httpx.get(f"{served.url}/_sandbox/accountview/customers").json()
        pages = httpx.get(f"{served.url}/_sandbox/accountview/entries").json()
    assert len(debtors) > 40
    assert len({row["CNT_CODE"] for row in debtors}) > 3
    assert len([row for row in pages if row["DJ_CODE"] == "70"]) > 80
