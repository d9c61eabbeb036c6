"""What leaves the house, where it may go, and what it takes along."""

from __future__ import annotations

import gzip
import json
import logging
import os
import socket
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from small_vendor import Said, Vendor, connector

from core.api.access import Access
from core.api.address import allowed, origin
from core.api.client import Client
from core.api.connector import LinkHeader, LinkInBody
from core.api.egress import Caps, Egress, Purpose, Request
from core.api.paging import Ask, following
from core.api.places import filled
from core.errors import KoppelError, Misconfigured, Refused, Unclear, Unreachable, WriteRefused

_INNER = {
    "localhost": ["127.0.0.1"],
    "localtest.me": ["127.0.0.1"],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "spoofed.burpcollaborator.net": ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "host.docker.internal": ["172.17.0.1"],
    "postgres": ["172.17.0.2"],
}


def attacks() -> list[Any]:
    """Give the corpus of addresses, or one skipped test by name."""
    folder = os.environ.get("KOPPEL_REFERENCE", "")
    corpus = Path(folder) / "security" / "attacks.json"
    if not folder or not corpus.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason="KOPPEL_REFERENCE is not set"))]
    entries = json.loads(corpus.read_text())
    return [pytest.param(e, id=e["id"]) for e in entries if e["kind"] == "url_ssrf"]


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every address that a connection is tried to, and let none be made."""
    tried: list[str] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


def get(url: str) -> Request:
    """Ask to read a URL."""
    return Request("GET", url, Purpose.READ)


@pytest.mark.parametrize("attack", attacks())
def test_no_attack_of_the_corpus_gets_out(attack: dict[str, Any], dialled: list[str]) -> None:
    """No address trick reaches an inner address, another host, or another path."""
    given = attack["input"]
    if isinstance(given, str):
        for url in (given, given.replace("http://", "https://")):
            door = Egress(
                "Acme", [origin("https://api.example")], resolve=lambda h: _INNER.get(h, ["10.0.0.1"])
            )
            with pytest.raises(Misconfigured, match="not allowed"):
                door.send(get(url), ("Authorization", "canary"))
    elif "dns" in given:
        answers = iter([[given["dns"][0]], [given["dns"][1]]])
        with pytest.raises(Unreachable):
            Egress("Acme", [], resolve=lambda _: next(answers)).send(get("https://rebind.example/"))
        assert dialled == ["93.184.216.34"]
        assert next(answers) == ["127.0.0.1"]
        return
    elif "next" in given or "link_header" in given:
        _check_next(given, allow=attack["expected"].startswith("ALLOW"))
    elif "path_template" in given:
        _check_path(given)
    else:
        assert "redirect" in given or "redirect_307" in given  # the tests of redirects below
    assert dialled == []


def _check_next(given: dict[str, Any], *, allow: bool) -> None:
    ask = Ask("https://api.example/orders")
    headers = {"link": given.get("link_header", "")}
    paging = LinkHeader() if "link_header" in given else LinkInBody("next")
    if allow:
        after = following(paging, ask, headers, given)
        assert after is not None
        assert origin(after.url) == origin(ask.url)
    else:
        with pytest.raises(Misconfigured, match="leads to another host"):
            following(paging, ask, headers, given)


def _check_path(given: dict[str, Any]) -> None:
    name, value = next(iter(given["record"].items()))
    if ".." in value:
        with pytest.raises(Misconfigured, match="cannot stand in an address"):
            filled(f"{{{name}}}", {name: value}, "Acme")
    else:
        url = given["base_url"] + filled(f"{{{name}}}", {name: value}, "Acme")
        assert origin(url) == origin(given["base_url"])
        assert "?" not in url
        assert "#" not in url
        assert url.rsplit("/", 1)[1].startswith(("1%3Fadmin", "%40evil"))


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1"])  # noqa: S104 - refused
def test_a_private_connection_does_not_open_everything(address: str) -> None:
    """Loopback and private networks are opened by a person; link-local and the rest stay closed."""
    assert not allowed(address, private=True)
    assert allowed("127.0.0.1", private=True)
    assert not allowed("127.0.0.1", private=False)


def test_one_inner_address_among_several_refuses_the_host(dialled: list[str]) -> None:
    """A host with a public and an inner address is not reached at either."""
    door = Egress("Acme", [], resolve=lambda _: ["93.184.216.34", "10.0.0.5"])
    with pytest.raises(Misconfigured, match="inner address"):
        door.send(get("https://multi.example/"))
    assert dialled == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(vendor: Vendor, access: Access, status: int) -> None:
    """A vendor that sends us on to another host gets no second request, and the other host hears nothing."""
    other = Vendor()
    vendor.says(Said(status=status, headers={"Location": f"{other.url}/steal", "Set-Cookie": "a=b"}))
    with Client(connector(), access, writes=True) as client:
        for request in (lambda: list(client.pull("orders")), lambda: client.create("orders", {}, once="1")):
            with pytest.raises(Misconfigured, match=r"sends us on to 127\.0\.0\.1.*not followed"):
                request()
    assert len(vendor.heard) == 2
    assert other.heard == []
    other.server_close()


def test_cookies_are_not_kept(vendor: Vendor, client: Client) -> None:
    """What a vendor sets as a cookie is not sent back."""
    vendor.says(Said({"value": []}, headers={"Set-Cookie": "session=1"}))
    list(client.pull("orders"))
    list(client.pull("orders"))
    assert "cookie" not in vendor.heard[1].headers


def test_a_credential_stays_at_its_own_origins(vendor: Vendor) -> None:
    """The same request goes with its credential to the connection's own origin and without it elsewhere."""
    for own, sent in (([origin(vendor.url)], "canary"), ([origin("https://api.acme.example")], None)):
        door = Egress("Acme", own, ["*.acme.example"], private=True)
        door.send(get(vendor.url + "/x"), ("X-Key", "canary"))
        door.close()
        assert vendor.heard[-1].headers.get("x-key") == sent


def test_hosts_are_matched_label_by_label() -> None:
    """A pattern's star stands for one label, at https and its own port only."""
    door = Egress("Acme", [], ["*.myshopify.com", "start.exactonline.*"])
    assert door.owns("https://shop.myshopify.com/admin")
    assert door.owns("https://start.exactonline.nl/api")
    for url in (
        "https://a.b.myshopify.com/",
        "https://myshopify.com.evil.example/",
        "http://shop.myshopify.com/",
        "https://shop.myshopify.com:8443/",
        "https://start.exactonline.co.uk/",
    ):
        assert not door.owns(url)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("PUT", None),
        ("DELETE", None),
        ("PATCH", {}),
        ("POST", {"query": "mutation { a }"}),
        ("POST", {"query": "# query\n query Q { a } mutation M { b }", "operationName": "M"}),
        ("POST", [{"query": "{ a }"}, {"query": "mutation { b }"}]),
        ("POST", {"query": "subscription { a }"}),
    ],
)
def test_a_door_without_writes_lets_only_reads_out(vendor: Vendor, method: str, body: Any) -> None:
    """Whatever calls itself a read, only a GET or a question by POST leaves."""
    door = Egress("Acme", [], private=True)
    with pytest.raises(WriteRefused):
        door.send(Request(method, vendor.url, Purpose.READ, body=body))
    with pytest.raises(WriteRefused):
        door.send(Request("POST", vendor.url, Purpose.WRITE, body={}))
    assert vendor.heard == []


def bomb(megabytes: int) -> bytes:
    """Pack zeros."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(pack.compress(bytes(1 << 20)) for _ in range(megabytes)), pack.flush()])


def test_a_bomb_is_stopped_while_it_inflates(vendor: Vendor) -> None:
    """A small answer that inflates to 300 MB ends at the cap, and memory does not grow far beyond it."""
    vendor.says(Said(bomb(300), headers={"Content-Encoding": "gzip"}))
    door = Egress("Acme", [], private=True, caps=Caps(size=8 << 20))
    tracemalloc.start()
    with pytest.raises(Misconfigured, match="larger than 8 MB"):
        door.send(get(vendor.url))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 << 20


def test_a_large_answer_is_stopped(vendor: Vendor) -> None:
    """An answer larger than the cap is not read to its end."""
    vendor.says(Said(bytes(3 << 20)))
    with pytest.raises(Misconfigured, match="larger than 1 MB"):
        Egress("Acme", [], private=True, caps=Caps(size=1 << 20)).send(get(vendor.url))


def test_packed_answers_are_read(vendor: Vendor) -> None:
    """A gzip answer is inflated; one that ends too early is no answer."""
    packed = gzip.compress(b'{"value": [1]}')
    door = Egress("Acme", [], private=True)
    vendor.says(
        Said(packed, headers={"Content-Encoding": "gzip"}),
        Said(packed[:-9], headers={"Content-Encoding": "gzip"}),
    )
    assert door.send(get(vendor.url)).content == b'{"value": [1]}'
    with pytest.raises(Unclear, match="ends too early"):
        door.send(get(vendor.url))


@pytest.mark.parametrize("fault", ["drip", "silent"])
def test_a_slow_answer_has_an_end(vendor: Vendor, fault: str) -> None:
    """An answer that drips, or does not come, is given up when its time is over."""
    vendor.says(Said({"value": "x" * 200}, fault=fault))
    with pytest.raises(Unclear, match="took too long"):
        Egress("Acme", [], private=True, caps=Caps(total=0.3)).send(get(vendor.url))


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[tuple[int, list[str | None]]]:
    """Give the port of a TLS server with a certificate that nobody trusts, and the names it was asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "api.acme.example")])
    days = timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1)
        .not_valid_before(datetime.now(UTC) - days)
        .not_valid_after(datetime.now(UTC) + days)
    )
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    pem += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "pem")
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = Vendor()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_port, names
    server.shutdown()
    server.server_close()
    assert server.heard == []


def test_a_certificate_is_checked_for_the_host_that_was_asked_for(
    impostor: tuple[int, list[str | None]],
) -> None:
    """The address is pinned, the name kept; a certificate that nobody trusts ends it before the request."""
    port, names = impostor
    door = Egress("Acme", [], private=True, resolve=lambda _: ["127.0.0.1"])
    with pytest.raises(Unreachable, match="self-signed certificate"):
        door.send(get(f"https://api.acme.example:{port}/"), ("X-Key", "canary"))
    assert names == ["api.acme.example"]


def test_nothing_sent_is_told_apart_from_no_answer(vendor: Vendor) -> None:
    """A host that is not known, or that refuses to connect, was sent nothing."""
    closed = Vendor()
    closed.server_close()
    door = Egress("Acme", [], private=True)
    with pytest.raises(Unreachable, match=r"could not be reached at 127\.0\.0\.1"):
        door.send(get(closed.url))
    vendor.says(Said({}, fault="reset"))
    with pytest.raises(Unclear, match="no whole answer"):
        door.send(get(vendor.url))


def _no_host(_: str) -> list[str]:
    raise socket.gaierror


@pytest.mark.parametrize("resolve", [_no_host, lambda _: []])
def test_an_unknown_host_is_named(resolve: Callable[[str], list[str]]) -> None:
    """A host that is not known is told by its name."""
    with pytest.raises(Unreachable, match=r"the host api\.acme\.example is not known"):
        Egress("Acme", [], resolve=resolve).send(get("https://api.acme.example/"))


def test_without_tls_only_inner_addresses_are_reached(dialled: list[str]) -> None:
    """A connection opened to private addresses still goes to a public one by https only."""
    door = Egress("Acme", [], private=True, resolve=lambda _: ["93.184.216.34"])
    with pytest.raises(Misconfigured, match="must begin with https"):
        door.send(get("http://api.acme.example/"))
    assert dialled == []


@pytest.mark.parametrize("secret", ["canary\nX: y", "canaré", "canary\x00x"])
def test_a_secret_that_no_header_can_carry_is_not_shown(vendor: Vendor, access: Access, secret: str) -> None:
    """A secret pasted with a line end or an accent is refused in a sentence that does not hold it."""
    broken = replace(access, secrets={"api_key": secret})
    with (
        Client(connector(), broken) as client,
        pytest.raises(Misconfigured, match="X-Key holds a char") as caught,
    ):
        list(client.pull("orders"))
    assert "canar" not in str(caught.value)
    assert vendor.heard == []


@pytest.mark.parametrize("name", ["X-Key: 1\r\nX-Other", "X Key", "X-Kéy", "", "X-Key:"])
def test_a_header_whose_name_is_none_does_not_leave(vendor: Vendor, name: str) -> None:
    """A declared header that would end its line, or be taken for another, is refused by its name."""
    door = Egress("Acme", [], private=True)
    with pytest.raises(Misconfigured, match="is no name of a header"):
        door.send(Request("GET", vendor.url, Purpose.READ, {name: "canary"}))
    assert vendor.heard == []


def test_what_is_not_json_is_not_sent(vendor: Vendor, client: Client) -> None:
    """A payload that cannot be written parks its record."""
    for payload in ({"n": object()}, {"n": "\ud800"}):
        with pytest.raises(Refused, match="cannot be written as JSON"):
            client.create("orders", payload, once="1")
    assert client.find("orders", [{"number": "\ud800"}]) == [[]]
    assert vendor.heard == []


def test_a_setting_cannot_lead_to_another_host(access: Access) -> None:
    """A setting that stands in the host is encoded, and a host that is not plain is refused."""
    shop = connector(base_url="https://{shop}.acme.example")
    for name in ("evil.example/", "evil.example#", "a@b", "x:8443"):
        settings = {"shop": name, "division": "7"}
        with (
            Client(shop, replace(access, settings=settings)) as client,
            pytest.raises(KoppelError, match="not allowed"),
        ):
            list(client.pull("orders"))


def test_an_address_never_reaches_a_log(
    vendor: Vendor, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """What stands in an address is in no log, whatever level the house logs at."""
    caplog.set_level(logging.INFO)
    list(client.pull("orders", params={"token": "canary-in-query"}))
    assert vendor.heard
    assert "canary" not in caplog.text
