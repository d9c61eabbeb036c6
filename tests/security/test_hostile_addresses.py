"""Addresses that lead inside: none is reached from any place where one can be written, to the packet."""

from __future__ import annotations

import socket
from itertools import product
from typing import Any

import pytest
from corpus import attacks, corpus, listening, served_port, without

from core.api.address import origin
from core.api.egress import Egress, Purpose, Request
from core.api.places import filled
from core.errors import KoppelError, Misconfigured, Unreachable
from core.flow.writing import write_document
from core.system import SystemProblems
from core.workspace import Workspace

#: Names of the list that lead inside, as a resolver of the public internet would answer.
INNER = {
    "localhost": "127.0.0.1",
    "localhost.": "127.0.0.1",
    "localtest.me": "127.0.0.1",
    "127.0.0.1.nip.io": "127.0.0.1",
    "spoofed.burpcollaborator.net": "127.0.0.1",
    "metadata.google.internal": "169.254.169.254",
    "host.docker.internal": "172.17.0.1",
    "postgres": "172.17.0.2",
}
CANARY = "canary-credential-3f81"


def written() -> list[str]:
    """The entries that are one address."""
    found = [each.input for each in attacks("url_ssrf") if isinstance(each.input, str)]
    assert len(found) > 30
    return found


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer for the names of the list as the internet would, and note who asks; no other name is known."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        asked.append(str(host))
        if host in INNER:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (INNER[host], port or 0))]
        try:
            socket.inet_aton(str(host))
        except OSError:
            raise socket.gaierror(socket.EAI_NONAME, "unknown") from None
        return real(host, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@without
@pytest.mark.usefixtures("resolver")
@pytest.mark.parametrize("networks", ["none", "10.9.9.0/24"])
def test_a_connection_s_own_address_leads_nowhere_inside(
    networks: str, empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As base URL and as address of tokens: refused when it is saved, or before anything leaves."""
    monkeypatch.setenv("KOPPEL_NETWORKS", networks)
    for url, setting in product(written(), ("base_url", "auth_url")):
        values = {"division": "1", "client_id": CANARY, setting: url}
        with listening() as ear:
            why = _refused(empty, values)
        assert ear.connected == [], url
        assert why, url
        assert CANARY not in why


def _refused(workspace: Workspace, values: dict[str, str]) -> str:
    try:
        workspace.connect("books", "exact_online", values, {"client_secret": CANARY})
        workspace.check("books")
    except KoppelError as error:
        return str(error)
    return ""


@without
def test_what_is_no_address_cannot_be_saved(empty: Workspace) -> None:
    """Another scheme, a user name, a control character, a host in two spellings: nothing is kept of it."""
    for attack in attacks("url_ssrf"):
        if attack.expected.startswith("REJECT"):
            with pytest.raises(Misconfigured, match="not allowed"):
                empty.connect("shop", "shopify", {"shop": "acme", "base_url": attack.input}, {})
    assert empty.connections() == []


@without
@pytest.mark.usefixtures("resolver")
def test_a_declared_system_leads_nowhere_inside(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """As its address, as that of its tokens and as a path: refused by its line, or before anything leaves."""
    monkeypatch.setenv("KOPPEL_NETWORKS", "none")
    values = {"api_key": CANARY, "client_id": CANARY, "client_secret": CANARY}
    for url in written():
        for text in _systems(url):
            with listening() as ear:
                try:
                    found = empty.try_resource(empty.system(text), "sales", values)
                except SystemProblems:
                    continue
            assert ear.connected == [], url
            assert (found.status, found.records) == (0, ()), url


def _systems(url: str) -> list[str]:
    """A small system with a URL in each place that takes one."""
    rows = {"name": "sales", "title": "Sales", "path": "sales", "key": "id"}
    small = {
        "koppel_system": 1,
        "name": "till",
        "title": "Our till",
        "base_url": "https://till.example.com/v1",
        "auth": [{"kind": "key"}],
        "resources": [rows],
    }
    changed: list[dict[str, object]] = [
        {"base_url": url},
        {"auth": [{"kind": "client_credentials", "token_url": url}]},
        {"resources": [{**rows, "path": url}]},
    ]
    return [write_document({**small, **each}) for each in changed]


@without
def test_a_name_is_looked_up_once_and_its_first_answer_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads outside first and inside then is never asked a second time."""
    [rebinding] = [each.input for each in corpus() if isinstance(each.input, dict) and "dns" in each.input]
    answers = iter(rebinding["dns"])
    tried: list[str] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    door = Egress("Acme", [], resolve=lambda _: [next(answers)])
    with pytest.raises(Unreachable):
        door.send(Request("GET", rebinding["url"].replace("http:", "https:"), Purpose.READ))
    assert tried == rebinding["dns"][:1]
    assert list(answers) == rebinding["dns"][1:]


# --- the networks that are opened


def test_only_a_listed_network_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine is open until an admin closes it; what is opened is reached, its neighbour is not."""
    with served_port() as port:
        here = Request("GET", f"http://127.0.0.1:{port}/", Purpose.READ)
        door = Egress("Acme", [origin(here.url)], private=True, resolve=lambda _: ["127.0.0.1"])
        monkeypatch.setenv("KOPPEL_NETWORKS", "10.0.0.0/8")
        with listening() as ear, pytest.raises(Misconfigured, match="KOPPEL_NETWORKS"):
            door.send(here)
        with pytest.raises(Misconfigured, match=r"leads to an inner address.*KOPPEL_NETWORKS"):
            door.send(Request("GET", "https://books.acme.example/", Purpose.READ))
        assert ear.connected == []


@pytest.mark.parametrize("listed", ["169.254.0.0/16", "0.0.0.0/0", "8.8.8.0/24", "::/0", "10.0.0.1/8", "lan"])
def test_what_is_no_private_network_cannot_be_opened(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Link-local addresses, the whole internet and slips of the pen are named."""
    monkeypatch.setenv("KOPPEL_NETWORKS", f"10.0.0.0/8, {listed}")
    door = Egress("Acme", [], private=True)
    with pytest.raises(Misconfigured, match="KOPPEL_NETWORKS"):
        door.send(Request("GET", "https://10.0.0.1/", Purpose.READ))


def test_the_doctor_says_which_networks_are_open(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the setting, and what is wrong with it."""
    monkeypatch.setenv("KOPPEL_NETWORKS", "192.168.7.0/24")
    assert any("192.168.7.0/24" in finding.what and finding.ok for finding in empty.doctor())
    monkeypatch.setenv("KOPPEL_NETWORKS", "169.254.0.0/16")
    assert any("169.254.0.0/16" in finding.what and not finding.ok for finding in empty.doctor())


# --- secrets stay with the addresses that they were given for


def test_another_address_asks_for_the_secrets_again(empty: Workspace) -> None:
    """A connection cannot be turned to another host, and take the secrets of the first one there."""
    given = {"access_token": CANARY, "client_secret": CANARY}
    empty.connect("shop", "shopify", {"shop": "acme"}, given)
    for moved in ({"shop": "evil"}, {"shop": "acme", "base_url": "https://evil.example"}):
        with pytest.raises(Misconfigured, match=r"secrets were not given.*again") as refused:
            empty.connect("shop", "shopify", moved, {})
        assert CANARY not in str(refused.value)
    assert empty.connection("shop").settings == {"shop": "acme"}
    empty.connect("shop", "shopify", {"shop": "acme", "client_id": "a"}, {})
    with pytest.raises(Misconfigured, match="enter them again"):
        empty.connect("shop", "shopify", {"shop": "other"}, {"access_token": "another"})
    empty.connect("shop", "shopify", {"shop": "other"}, dict.fromkeys(given, "another"))
    assert empty.connection("shop").settings == {"shop": "other"}


def test_a_token_does_not_follow_to_another_address(empty: Workspace) -> None:
    """What a person consented to at one address is forgotten when the connection goes to another."""
    given = {"client_secret": CANARY}
    token = {"access_token": CANARY, "refresh_token": CANARY}
    empty.connect("books", "exact_online", {"division": "1", "client_id": "a"}, {**given, **token})
    assert empty.connection("books").authorised
    there = {"division": "1", "client_id": "a", "base_url": "https://evil.example", "auth_url": ""}
    empty.connect("books", "exact_online", there, given)
    assert not empty.connection("books").authorised


@without
def test_nothing_of_a_bent_path_leaves() -> None:
    """A record's key in a path is one segment of it, whatever stands in the key."""
    bent = [each for each in corpus() if isinstance(each.input, dict) and "path_template" in each.input]
    for attack in bent:
        name, value = next(iter(attack.input["record"].items()))
        if ".." in value:
            with pytest.raises(Misconfigured, match="cannot stand in an address"):
                filled(f"{{{name}}}", {name: value}, "Acme")
            continue
        made = attack.input["base_url"] + filled(f"{{{name}}}", {name: value}, "Acme")
        assert origin(made) == origin(attack.input["base_url"])
        assert not {"?", "#", "@"} & set(made)
