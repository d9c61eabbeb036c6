"""Errors by consequence: what happens next after each kind of answer, for reads and for writes."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from small_vendor import Clock, Heard, Said, Vendor, connector

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Cursor, Dialect, Limits
from core.api.egress import Caps
from core.api.limits import Pace
from core.errors import ConsentNeeded, KoppelError, Misconfigured, Refused, Unclear, Unreachable
from core.records import JsonObject

HTML = Said(b"<!DOCTYPE html><html><body>Sign in</body></html>", headers={"Content-Type": "text/html"})


@pytest.mark.parametrize(
    ("said", "error", "words", "tries"),
    [
        (Said({"message": "oops"}, status=500), Unreachable, "status 500.*oops", 4),
        (Said(b"", status=503), Unreachable, "status 503", 4),
        (Said(b"{}", status=408), Unreachable, "status 408", 4),
        (Said({"value": []}, fault="reset"), Unreachable, "no whole answer", 4),
        (Said({"value": []}, fault="truncated"), Unreachable, "no whole answer", 4),
        (Said(b'{"value": [', headers={}), Unreachable, "broken JSON", 4),
        (Said(b""), Unreachable, "with nothing where JSON is due", 4),
        (Said(b"\xff\xfe"), Unreachable, "bytes that are no text", 4),
        (Said(b'{"value": [NaN]}'), Unreachable, "NaN", 4),
        (HTML, Misconfigured, "a web page where JSON is due", 1),
        (Said({"error": {"message": {"value": "Bad Request"}}}, status=400), Misconfigured, "Bad Request", 1),
        (Said(b"", status=404), Misconfigured, "status 404", 1),
        (Said(b"", status=410), Misconfigured, "status 410", 1),
        (Said({"error": "token"}, status=401), ConsentNeeded, "authorise the connection again", 1),
        (Said({"error": "module"}, status=403), Misconfigured, "gives no right to this.*module", 1),
        (Said({"errors": [{"message": "Access denied"}]}), Misconfigured, "Access denied", 1),
    ],
)
def test_a_read_that_fails_says_what_happens_next(  # noqa: PLR0917 - fixtures
    vendor: Vendor, client: Client, said: Said, error: type[KoppelError], words: str, tries: int
) -> None:
    """What may pass is tried a few times; what will not calls a human, with the vendor's own words."""
    vendor.says(said)
    with pytest.raises(error, match=rf"Acme \(test\).*{words}"):
        list(client.pull("orders"))
    assert len(vendor.heard) == tries


def test_a_read_goes_through_after_a_bad_moment(vendor: Vendor, client: Client) -> None:
    """A failure, a reset and half an answer are followed by the whole one, and nothing is lost."""
    whole = Said({"value": [{"id": 1}]})
    vendor.says(Said(status=502), Said(whole.body, fault="reset"), Said(whole.body, fault="truncated"), whole)
    assert [r.key for page in client.pull("orders") for r in page.records] == ["1"]


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (Said({"id": 1}, fault="reset"), Unclear, "no whole answer"),
        (Said({"id": 1}, fault="truncated"), Unclear, "no whole answer"),
        (Said({"id": 1}, fault="silent"), Unclear, "no whole answer"),
        (Said({"message": "oops"}, status=500), Unclear, "status 500 after the record was sent.*oops"),
        (Said(b"", status=504), Unclear, "status 504"),
        (Said(b"", status=408), Unclear, "status 408"),
        (Said(b'{"id": ', status=201), Unclear, "broken JSON"),
        (HTML, Unclear, "a web page"),
        (Said(b"", status=201), Unclear, "without a key"),
        (Said({"errors": {"title": ["can't be blank"]}}, status=422), Refused, "title: can't be blank"),
        (Said({"error": {"message": {"value": "Mandatory"}}}, status=400), Refused, "Mandatory"),
        (Said(b"", status=404), Refused, "no reason given"),
        (Said({"message": "exists"}, status=409), Refused, "exists"),
        (Said(b"", status=401), ConsentNeeded, "authorise the connection again"),
        (Said(b"", status=403), Misconfigured, "gives no right"),
        (Said({"errors": [{"message": "Variable $x"}], "data": None}), Refused, "Variable"),
        (Said({"errors": [{"message": "Denied"}], "data": {"made": {"id": 1}}}), Unclear, "in part.*Denied"),
    ],
)
def test_a_write_is_sent_once_and_its_answer_weighed(
    vendor: Vendor, access: Access, said: Said, error: type[KoppelError], words: str
) -> None:
    """A clear no parks the record, anything that is not clear is looked up, and nothing is sent twice."""
    vendor.says(said)
    client = Client(connector(), access, writes=True, caps=Caps(total=1))
    with client, pytest.raises(error, match=rf"Acme \(test\).*{words}"):
        client.create("orders", {"n": 1}, once="1")
    assert len(vendor.heard) == 1


def exact_refusal(status: int, headers: dict[str, str], body: object) -> str:
    """Find the words as a vendor hides them in a 500."""
    del status, headers
    error = body.get("error") if isinstance(body, dict) else None
    return error["message"]["value"] if isinstance(error, dict) else ""


def test_a_failure_with_the_vendors_own_words_is_a_refusal(vendor: Vendor, access: Access) -> None:
    """A 500 in which the dialect knows the vendor's business error parks the record; another is unclear."""
    body: JsonObject = {"error": {"code": "", "message": {"lang": "", "value": "Gegeven bestaat reeds."}}}
    vendor.says(Said(body, status=500), Said({"Message": "An error has occurred."}, status=500))
    with Client(connector(dialect=Dialect(refusal=exact_refusal)), access, writes=True) as client:
        with pytest.raises(Refused, match=r"Acme \(test\) refused the record.*Gegeven bestaat reeds"):
            client.create("orders", {}, once="1")
        with pytest.raises(Unclear, match="An error has occurred"):
            client.create("orders", {}, once="1")


def test_a_refusal_with_status_200_is_a_refusal(vendor: Vendor, access: Access) -> None:
    """A vendor that says no in an answer that looks like yes is heard through its dialect."""

    def refusal(status: int, headers: dict[str, str], body: JsonObject) -> str:
        del status, headers
        return "; ".join(error["message"] for error in body.get("userErrors", []))

    vendor.says(Said({"userErrors": [{"message": "Email has been taken"}]}))
    client = Client(connector(dialect=Dialect(refusal=refusal)), access, writes=True)
    with client, pytest.raises(Refused, match="Email has been taken"):
        client.create("orders", {}, once="1")


def test_a_write_that_never_left_is_tried_again(access: Access) -> None:
    """With nobody listening nothing was sent, so the error is that of waiting and not that of doubt."""
    closed = Vendor()
    closed.server_close()
    away = replace(access, settings={**access.settings, "base_url": closed.url})
    with (
        Client(connector(), away, writes=True) as client,
        pytest.raises(Unreachable, match="could not be reached"),
    ):
        client.create("orders", {}, once="1")


def test_secrets_are_not_in_what_people_read(vendor: Vendor, client: Client) -> None:
    """A vendor that sends the credential back in its words does not get it into a message."""

    def answer(heard: Heard) -> Said:
        return Said({"message": f"bad key {heard.headers['x-key']}"}, status=400)

    vendor.answers = answer
    with pytest.raises(Misconfigured, match="bad key •••") as caught:
        list(client.pull("orders"))
    assert "canary" not in str(caught.value)


_NAMES = strategies.sampled_from(["throttleStatus", "requestedQueryCost", "code", "extensions", "message"])
_ANY = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(max_size=3),
    lambda inner: strategies.lists(inner, max_size=2) | strategies.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=6,
)
_LIKELY = strategies.fixed_dictionaries(
    {},
    optional={
        "value": strategies.lists(strategies.fixed_dictionaries({"id": _ANY}), max_size=2) | _ANY,
        "errors": strategies.lists(strategies.fixed_dictionaries({"message": _ANY}), max_size=2) | _ANY,
        "error": strategies.fixed_dictionaries({"message": _ANY}) | _ANY,
        "extensions": strategies.fixed_dictionaries({"cost": _ANY}) | _ANY,
        **dict.fromkeys(("data", "next", "id"), _ANY),
    },
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=_LIKELY | _ANY | strategies.binary(max_size=40),
    status=strategies.sampled_from([200, 201, 204, 302, 400, 401, 404, 422, 500, 503]),
)
def test_whatever_a_vendor_answers_is_told_in_a_sentence(
    vendor: Vendor, access: Access, clock: Clock, body: Any, status: int
) -> None:
    """No answer, however strange, ends in anything but records, a receipt, or an error of our own."""
    vendor.says(Said(body, status=status))
    declared = connector(limits=Limits(cost="extensions.cost"), dialect=Dialect(refusal=exact_refusal))
    orders = replace(declared.resources[0], paging=Cursor("after", "next"))
    strange = replace(declared, resources=(orders,))
    pace = Pace(strange.limits, "Acme", clock, clock.sleep)
    with Client(strange, access, writes=True, pace=pace) as client:
        for act in (
            lambda: [len(page.records) for page in client.pull("orders")],
            lambda: client.find("orders", [{"number": "1"}]),
            lambda: client.create("orders", {}, once="1"),
            lambda: client.update("orders", "1", {}, once="1"),
        ):
            with contextlib.suppress(KoppelError):
                act()


def test_long_words_are_cut(vendor: Vendor, client: Client) -> None:
    """A message stays readable, however much the vendor has to say."""
    vendor.says(Said({"message": "no " * 10_000}, status=400))
    with pytest.raises(Refused) as caught:
        client.create("orders", {}, once="1")
    assert len(str(caught.value)) < 500


def test_an_unknown_resource_names_those_there_are(client: Client) -> None:
    """A flow that asks for what the system does not have is told what it has."""
    with pytest.raises(Misconfigured, match=r"Acme has no resource 'ordres'; it has: orders\."):
        list(client.pull("ordres"))
