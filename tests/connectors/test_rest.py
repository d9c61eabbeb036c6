"""Declared systems: strict documents without secrets, tried live, and kept with their versions."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.__main__ import carry
from core.errors import Misconfigured, Overtaken
from core.flow.writing import write_document
from core.records import RunState
from core.sandbox.server import Served
from core.system import SystemProblems, connector_of, read_system, write_system
from core.workspace import Trial, Workspace

ATTACKS = Path(os.environ.get("KOPPEL_REFERENCE", "/nowhere")) / "security/attacks.json"
EXAMPLE = Path(__file__).parents[2] / "connectors/rest/system.yaml"
KEY = "sandbox-api-key"
SMALL: dict[str, Any] = {
    "koppel_system": 1,
    "name": "till",
    "title": "Our till",
    "base_url": "https://till.example.com/v1",
    "auth": [{"kind": "key"}],
    "resources": [{"name": "sales", "title": "Sales", "path": "sales", "key": "id"}],
}


def told(**changes: Any) -> str:
    """A small system's document with something said differently; None leaves it out."""
    return write_document({n: v for n, v in {**SMALL, **changes}.items() if v is not None})


def resource(**changes: Any) -> str:
    """A small system with its resource said differently."""
    return told(resources=[{**SMALL["resources"][0], **changes}])


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    workspace = Workspace(tmp_path / "home")
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (told(paging={"kind": "cursr"}), "paging: must have a `kind` of"),
        (told(auth=[{"kind": "key", "headr": "X"}]), "did you mean `header`"),
        (told(auth=[{"kind": "key"}, {"kind": "key"}]), "key stands twice"),
        (told(auth=[{"kind": "none"}, {"kind": "key"}]), "`none` stands alone"),
        (told(auth=[{"kind": "key", "value": "abc"}]), "must hold {api_key}"),
        (told(headers={"Authorization": "Bearer abcdefgh"}), "looks like a secret"),
        (told(headers={"X-Access-Token": "abc"}), "looks like a secret"),
        (told(headers={"X-Version": "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8"}), "looks like a secret"),
        (told(headers={"Host": "elsewhere.example"}), "can't be sent as a header"),
        (told(params={"api_key": "abc"}), "looks like a secret"),
        (told(params={"key": "{api_key}"}), "an address is no place for one"),
        (told(headers={"X-Tenant": "{tenant}"}), "{tenant} is no setting"),
        (told(settings=[{"name": "base_url", "title": "Address"}]), "has a meaning of its own"),
        (told(settings=[{"name": "a", "title": "A", "secret": True, "default": "1"}]), "neither a default"),
        (told(hosts=["*.com"]), "must be a host"),
        (told(hosts=["127.0.0.1"]), "not allowed"),
        (told(base_url="http://till.example.com"), "must begin with https"),
        (told(base_url="https://10.0.0.1/v1"), "in your own network belongs on the connection"),
        (told(base_url="https://{host}"), "whole host can't be a setting"),
        (told(title="![x](https://evil.example/x.png)"), "must be plain words"),
        (told(help="<img src=x onerror=alert(1)>"), "must be plain words"),
        (told(resources=[]), "declare one kind of record"),
        (told(probe="nothing"), "there is no resource 'nothing'"),
        (resource(path="../admin"), "may not climb"),
        (resource(path="%2e%2e/admin"), "may not climb"),
        (resource(path="//elsewhere.example/x"), "not an address of its own"),
        (resource(path="https://elsewhere.example/x"), "not an address of its own"),
        (resource(path="sales?all=1"), "goes into `params`"),
        (resource(path="{api_key}/sales"), "an address is no place for one"),
        (resource(find={"paths": {"id": "sales"}}), "must hold {value}"),
        (resource(update={"path": "sales/{key}"}), "say how to find a record, or `unclear: by_hand`"),
        (resource(modified={"field": "at", "param": "since", "zone": "Mars"}), "is no time zone"),
        ("koppel_system: 1\nname: &a till", "anchor"),
        ("koppel_system: 2", "koppel_system"),
    ],
)  # fmt: skip
def test_a_document_is_read_strictly(text: str, said: str) -> None:
    """What can't be meant is refused, with its line and what to write instead."""
    with pytest.raises(SystemProblems) as refused:
        read_system(text)
    assert said in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_the_example_is_written_as_it_was_read() -> None:
    """Every system has one writing: read again it is the same, and the writing is the same."""
    system = read_system(EXAMPLE.read_text())
    assert read_system(write_system(system)) == system
    assert write_system(read_system(write_system(system))) == write_system(system)


@pytest.mark.skipif(not ATTACKS.is_file(), reason="KOPPEL_REFERENCE names no folder with the attacks")
def test_no_declared_address_leads_into_the_inner_network(home: Workspace) -> None:
    """Each of the known addresses is refused where it is declared, or before anything leaves for it."""
    known = [each for each in json.loads(ATTACKS.read_text()) if each["kind"] == "url_ssrf"]
    urls = [str(each["input"]) for each in known if each["expected"].startswith("BLOCK")]
    assert len(urls) > 25
    declared = 0
    for url in urls:
        token = [{"kind": "client_credentials", "token_url": url}]
        for changes in ({"base_url": url}, {"auth": token}):
            try:
                system = home.system(told(**changes))
            except SystemProblems:
                continue
            declared += 1
            values = {"api_key": "canary", "client_id": "canary", "client_secret": "canary"}
            found = home.try_resource(system, "sales", values)
            assert (found.status, found.records) == (0, ()), url
        with pytest.raises(SystemProblems):
            home.system(resource(path=url))
    assert declared < len(urls)  # names that only a resolver gives away


def hostile() -> list[tuple[str, bytes]]:
    """Documents that are made to do harm."""
    if not ATTACKS.is_file():
        return []
    found = []
    for each in json.loads(ATTACKS.read_text()):
        match each:
            case {"kind": "yaml_import", "input": str(text), "id": name}:
                found.append((name, text.encode()))
            case {"kind": "yaml_import", "input": {"concat": parts}, "id": name}:
                found.append((name, "".join(part * n for part, n in parts).encode()))
            case {"kind": "yaml_import", "input": {"bytes_mb": size}, "id": name}:
                found.append((name, b"a: " + b"x" * size * 1_000_000))
    return found


@pytest.mark.skipif(not hostile(), reason="KOPPEL_REFERENCE names no folder with the attacks")
@pytest.mark.parametrize(("name", "content"), hostile(), ids=[name for name, _ in hostile()])
def test_hostile_documents_are_refused_in_words(home: Workspace, name: str, content: bytes) -> None:
    """Tags, aliases, repeated keys and bombs are refused as a system, and as an OpenAPI file."""
    for read in (read_system, lambda text: home.read_openapi(text, "hostile")):
        with pytest.raises(Misconfigured) as refused:
            read(content)
        assert len(str(refused.value)) < 2_000, name


def tried(home: Workspace, sandbox: Served, values: dict[str, str] | None = None, **changes: Any) -> Trial:
    """Try a resource of the desk, with something about it said differently."""
    kept = {
        "name": "customers",
        "title": "Customers",
        "path": "desk/customers",
        "records": "customers",
        "paging": {"kind": "page", "page": "meta.page", "last": "meta.pages", "size_param": "per_page"},
        **changes,
    }
    system = home.system(told(base_url=None, resources=[kept]))
    given = {"api_key": KEY, "base_url": f"{sandbox.url}/rest", **(values or {})}
    return home.try_resource(system, "customers", given)


def test_one_request_shows_what_comes(home: Workspace, sandbox: Served) -> None:
    """The records, the status, and what paging found next; nothing is written, and nothing else asked."""
    httpx.delete(f"{sandbox.url}/_sandbox/requests")
    found = tried(home, sandbox)
    assert (found.status, len(found.records), found.why) == (200, 10, "")
    assert found.next.endswith("page=2")
    assert found.records[0].data["number"] == "C00001"
    asked = httpx.get(f"{sandbox.url}/_sandbox/requests").json()
    assert [(one["method"], one["status"]) for one in asked] == [("GET", 200)]


@pytest.mark.parametrize(
    ("changes", "values", "said"),
    [
        ({"records": "data.items"}, {}, "Lists of objects stand in the answer at: customers (10)"),
        ({"key": "uuid"}, {}, "without its key 'uuid'"),
        ({"path": "desk/nothing"}, {}, "There is no such address"),
        ({"paging": {"kind": "page", "page": "meta.no", "last": "meta.pages"}}, {}, "paging does not work"),
        ({}, {"api_key": "wrong-key-canary"}, "refuses the credential"),
        ({}, {"api_key": ""}, "has no credential"),
        ({}, {"base_url": "http://127.0.0.1:9/rest"}, "could not be reached"),
        ({}, {"base_url": "http://169.254.169.254/rest"}, "is not allowed"),
    ],
)
def test_why_a_thing_does_not_work_is_said(
    home: Workspace, sandbox: Served, changes: dict[str, Any], values: dict[str, str], said: str
) -> None:
    """Whatever goes wrong is one sentence with what to do, and never the credential."""
    found = tried(home, sandbox, values, **changes)
    assert said in found.why
    assert "canary" not in repr(found)


def test_a_credential_that_a_system_repeats_is_not_shown(home: Workspace, sandbox: Served) -> None:
    """A record that holds the key is shown without it."""
    httpx.post(f"{sandbox.url}/_sandbox/switches", json={"rest": {"echoes": True}}).raise_for_status()
    found = tried(home, sandbox)
    assert found.records[0].data["note"] == "•••"
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("way", "given"),
    [
        ({"kind": "key"}, {"api_key": KEY}),
        ({"kind": "basic"}, {"user": "sandbox", "password": "sandbox-password"}),
        (
            {"kind": "client_credentials", "token_url": "https://till.example.com/oauth/token"},
            {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"},
        ),
    ],
    ids=["key", "basic", "oauth2"],
)
def test_every_way_in_opens(
    home: Workspace, sandbox: Served, way: dict[str, Any], given: dict[str, str]
) -> None:
    """An API key, a user with a password, and an app that asks for tokens: each opens alone."""
    system = home.system(told(auth=[way], resources=[{**SMALL["resources"][0], "path": "shelf/products"}]))
    root = f"{sandbox.url}/rest"
    assert home.try_resource(system, "sales", {**given, "base_url": root, "auth_url": root}).status == 200
    wrong = {name: value + "x" for name, value in given.items()}
    refused = home.try_resource(system, "sales", {**wrong, "base_url": root, "auth_url": root})
    assert refused.why
    assert not refused.records


def test_a_person_consents_to_a_declared_system(home: Workspace, sandbox: Served) -> None:
    """The code of a consent, with its proof, becomes a token; refresh tokens follow."""
    way = {
        "kind": "authorization_code",
        "authorize_url": "https://till.example.com/oauth/authorize",
        "token_url": "https://till.example.com/oauth/token",
        "rotating": True,
    }
    home.save_system(told(auth=[way], resources=[{**SMALL["resources"][0], "path": "shelf/products"}]))
    root = f"{sandbox.url}/rest"
    settings = {"client_id": "sandbox-client", "base_url": root, "auth_url": root}
    home.connect("till", "till", settings, {"client_secret": "sandbox-client-secret"})
    back = "http://127.0.0.1/oauth/callback"
    page = home.consent_page(home.ask_consent("till", back), "browser")
    answer = httpx.get(page + "&sandbox_consent=auto")
    code = dict(httpx.URL(answer.headers["location"]).params)
    home.consent(code["state"], code["code"], "browser")
    assert "of Sales read" in home.check("till")
    httpx.post(f"{sandbox.url}/_sandbox/clock", json={"advance": 700})  # the token has ended
    assert "of Sales read" in home.check("till")


def test_pages_that_hold_fewer_than_asked_for_lose_nothing(home: Workspace, sandbox: Served) -> None:
    """Read until an answer is empty, a system that gives half of what it is asked for is read whole."""
    httpx.post(f"{sandbox.url}/_sandbox/switches", json={"rest": {"short_pages": True}}).raise_for_status()
    kept = {
        **SMALL["resources"][0],
        "path": "desk/customers",
        "records": "customers",
        "paging": {"kind": "page", "size": 10, "size_param": "per_page"},
    }
    home.save_system(told(resources=[kept]))
    home.connect("till", "till", {"base_url": f"{sandbox.url}/rest"}, {"api_key": KEY})
    client, _ = home._reach.client("till")
    with client:
        keys = [record.key for page in client.pull("sales") for record in page.records]
    assert len(keys) == len(set(keys)) == len(httpx.get(f"{sandbox.url}/_sandbox/rest/customers").json())


@pytest.mark.parametrize(("switch", "said"), [("next_elsewhere", "another host"), ("rounds", "go round")])
def test_pages_that_lead_astray_are_not_followed(
    home: Workspace, sandbox: Served, switch: str, said: str
) -> None:
    """A next link to another host, and pages that go round, stop the read; nothing is sent elsewhere."""
    httpx.post(f"{sandbox.url}/_sandbox/switches", json={"rest": {switch: True}}).raise_for_status()
    kept = {**SMALL["resources"][0], "path": "shelf/products", "paging": {"kind": "link_header"}}
    home.save_system(told(resources=[kept]))
    home.connect("till", "till", {"base_url": f"{sandbox.url}/rest"}, {"api_key": KEY})
    client, _ = home._reach.client("till")
    with client, pytest.raises(Misconfigured, match=said):
        list(client.pull("sales"))


def test_versions_are_kept_byte_for_byte(home: Workspace) -> None:
    """A file comes out as it went in, comments and all; the same again makes no version."""
    text = "# our till\n" + told()
    assert home.save_system(text).version == 1
    assert home.save_system(text).version == 1
    assert home.saved_system("till").text == text
    assert home.save_system(told(title="Another")).version == 2
    assert home.saved_system("till", 1).text == text
    with pytest.raises(Overtaken):
        home.save_system(told(title="A third"), after=1)
    assert [each.version for each in home.system_versions("till")] == [2, 1]
    with pytest.raises(Misconfigured, match="Koppel knows itself"):
        home.save_system(told(name="shopify"))


def test_a_credential_is_not_pointed_elsewhere(home: Workspace) -> None:
    """Once a connection holds secrets, no new version sends them to an address that was not there before."""
    home.save_system(told())
    home.connect("till", "till", {}, {"api_key": "canary-of-the-till"})
    for elsewhere in (
        told(base_url="https://evil.example.com"),
        told(base_url=None, hosts=["evil.example.com"]),
        told(auth=[{"kind": "client_credentials", "token_url": "https://evil.example.com/token"}]),
    ):
        with pytest.raises(Misconfigured, match=r"evil\.example\.com is new .* till hold credentials"):
            home.save_system(elsewhere)
        with pytest.raises(Misconfigured, match="other addresses"):
            home.try_resource(home.system(elsewhere), "sales", {}, "till")
    assert home.save_system(told(title="Only a word")).version == 2
    with pytest.raises(Misconfigured, match="used by the connection till"):
        home.remove_system("till")
    home.disconnect("till")
    home.remove_system("till")
    assert home.systems() == []
    with pytest.raises(Misconfigured, match="there is no connector 'till'"):
        home.connector("till")


def test_a_write_without_a_look_up_waits_for_a_person(home: Workspace, sandbox: Served) -> None:
    """Where nothing finds a record again, a person confirms an unclear answer; nothing is sent twice."""
    messages = {
        "name": "messages",
        "title": "Messages",
        "path": "shelf/messages",
        "create": {"path": "shelf/messages"},
        "unclear": "by_hand",
    }
    home.save_system(told(resources=[messages]))
    home.connect("till", "till", {"base_url": f"{sandbox.url}/rest"}, {"api_key": KEY})
    home.connect_sandbox("desk", "rest", sandbox.url)
    flow = home.join("told", ("desk", "invoices"), ("till", "messages"))
    match, rule = {"text": "id"}, flow.map[0].model_copy(update={"to": "text", "select": "id"})
    target = flow.target.model_copy(update={"match": match})
    home.save(flow.model_copy(update={"target": target, "map": (rule,)}))
    broken = {"connector": "rest", "match": {"method": "POST"}, "when": "after", "reset": True, "skip": 1}
    httpx.post(f"{sandbox.url}/_sandbox/faults", json=broken).raise_for_status()
    run = home.run(home.flow("told"))
    assert run.state is RunState.DONE, run.error
    assert run.counts.ambiguous == 1
    made = httpx.get(f"{sandbox.url}/_sandbox/rest/messages").json()
    again = home.run(home.flow("told"))
    assert again.counts.created == 0
    assert httpx.get(f"{sandbox.url}/_sandbox/rest/messages").json() == made


def test_a_system_file_stands_beside_the_connections_of_production(sandbox: Served, tmp_path: Path) -> None:
    """A connections file names a system by the path of its file; no workspace knows it."""
    (tmp_path / "till.yaml").write_text(told(resources=[{**SMALL["resources"][0], "path": "shelf/products"}]))
    root = f"{sandbox.url}/rest"
    (tmp_path / "connections.yaml").write_text(
        f"till:\n  connector: till.yaml\n  settings: {{base_url: '{root}'}}\n  secrets: {{api_key: {KEY}}}\n"
    )
    workspace = Workspace(tmp_path / "other", tmp_path / "connections.yaml")
    assert "of Sales read" in workspace.check("till")
    assert [each.name for each in workspace.resources("till")] == ["sales"]
    workspace.close()


def test_a_bundle_takes_the_declared_system_along(home: Workspace, sandbox: Served, tmp_path: Path) -> None:
    """A flow over a declared system runs where no workspace knows it: the bundle has its file."""
    text = "# as it was declared\n" + told(resources=[{**SMALL["resources"][0], "path": "shelf/products"}])
    home.save_system(text)
    home.connect("till", "till", {"base_url": f"{sandbox.url}/rest"}, {"api_key": KEY})
    home.connect_sandbox("desk", "rest", sandbox.url)
    home.save(home.join("sold", ("till", "sales"), ("desk", "customers")))
    home.export("sold", tmp_path / "bundle")
    assert (tmp_path / "bundle" / "systems" / "till.yaml").read_text() == text
    assert KEY not in "".join(file.read_text() for file in (tmp_path / "bundle").rglob("*") if file.is_file())
    connections = tmp_path / "bundle" / "connections.yaml"
    assert "connector: systems/till.yaml" in connections.read_text()
    connections.write_text(connections.read_text().replace("${TILL_API_KEY}", KEY))
    elsewhere = Workspace(tmp_path / "elsewhere", connections)
    assert "of Sales read" in elsewhere.check("till")
    elsewhere.close()


def test_systems_on_the_command_line(
    tmp_path: Path, sandbox: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Imported, listed, tried and exported: the file comes out as it went in, and faults have their line."""
    monkeypatch.setenv("KOPPEL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TILL_KEY", KEY)

    def koppel(*words: str) -> tuple[int, str, str]:
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        status = carry(list(words))
        for number, handler in before.items():
            signal.signal(number, handler)
        said = capfd.readouterr()
        return status, said.out, said.err

    file = tmp_path / "till.yaml"
    text = "# kept as it is\n" + told(resources=[{**SMALL["resources"][0], "path": "shelf/products"}])
    file.write_text(text)
    assert koppel("system", "import", str(file))[0] == 0
    assert koppel("system", "export", "till")[1] == text
    assert "till" in koppel("connectors")[1]
    assert "shelf/products" in koppel("system", "show", "till")[1]
    values = ("--set", f"base_url={sandbox.url}/rest", "--secret", "api_key=TILL_KEY")
    status, out, err = koppel("system", "check", "till", *values, "--json")
    assert status == 0, err
    assert json.loads(out)[0]["status"] == 200
    file.write_text(text.replace("kind: key", "kind: keys"))
    status, _, err = koppel("system", "check", str(file))
    assert status == 2
    assert "line 7, auth[0]" in err
    assert "Traceback" not in err


def test_a_declared_system_is_a_connector_like_any_other() -> None:
    """The example's declaration is the same value that a connector of the house is."""
    connector = connector_of(read_system(EXAMPLE.read_text()))
    assert connector.hosts == ("api.example.com",)
    assert [each.name for each in connector.resources if each.write] == [
        "customers",
        "products",
        "orders",
        "stock",
    ]
    assert not [s for s in connector.settings if s.secret and (s.default or s.example)]
