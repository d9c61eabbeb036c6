"""What every connector owes by being there; nothing here names one of them."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources as packaged

import httpx
import pytest

from core.api.access import Access
from core.api.client import Client
from core.api.connector import Basic, Connector, Header, OAuth2, Resource
from core.api.paging import slips
from core.api.places import names
from core.api.tokens import MemoryTokens
from core.catalog import Catalog
from core.fields import walk
from core.flow import Policy
from core.recipes.profile import Lines, Part, profile
from core.sandbox.server import Served

CATALOG = Catalog()
CONNECTORS = CATALOG.connectors()
RESOURCES = [(connector, resource) for connector in CONNECTORS for resource in connector.resources]
SIMULATED = [c for c in CONNECTORS if (packaged.files(f"connectors.{c.name}") / "sandbox").is_dir()
             or (packaged.files(f"connectors.{c.name}") / "sandbox.py").is_file()]  # fmt: skip
#: What may stand in a template beside the settings.
KNOWN = {"auth_url", "access_token", "key"}
#: Long runs of letters and digits, of which both occur: what keys and tokens look like.
SECRET = re.compile(
    r"\b(?=[A-Za-z0-9_]*\d)(?=[A-Za-z0-9_]*[a-z])[A-Za-z0-9_]{28,}\b|shp[a-z]{2}_|Bearer [A-Za-z0-9]"
)

each_connector = pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.name)
each_web_connector = pytest.mark.parametrize(
    "connector", [each for each in CONNECTORS if not each.folder], ids=lambda c: c.name
)
each_resource = pytest.mark.parametrize(
    ("connector", "resource"), RESOURCES, ids=[f"{c.name}-{r.name}" for c, r in RESOURCES]
)


def templates(connector: Connector) -> list[str]:
    """Every text of a declaration in which `{setting}` may stand."""
    texts = [connector.base_url, connector.auth_url, *(value for _, value in connector.headers)]
    texts += [value for _, value in (*connector.members, *connector.params)]
    for auth in connector.auth:
        match auth:
            case Header():
                texts.append(auth.value)
            case Basic(user, password):
                texts += [user, password]
            case OAuth2():
                texts += [auth.token_url, auth.authorize_url, auth.value, *(text for _, text in auth.fields)]
    for resource in connector.resources:
        write = resource.write
        texts += [resource.path, *([write.create, write.update] if write else [])]
    return texts


def text_of(connector: Connector, name: str) -> str:
    """A file of a connector's folder."""
    file = packaged.files(f"connectors.{connector.name}") / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def test_every_connector_loads() -> None:
    """No connector is broken, and there are some."""
    assert CATALOG.broken() == {}
    assert CONNECTORS


@each_web_connector
def test_there_is_a_sandbox(connector: Connector) -> None:
    """Whatever is reached over HTTP is simulated: without that nothing of it is tried before it is used."""
    assert connector in SIMULATED, f"connectors/{connector.name} has neither sandbox.py nor sandbox/"


@each_connector
def test_declaration_is_whole_and_short(connector: Connector) -> None:
    """A declaration has a title, its vendor's documentation, https addresses, and fits on two pages."""
    assert connector.title
    assert connector.docs.startswith("https://") or connector.folder
    for url in (connector.base_url, connector.auth_url):
        assert not url or url.startswith("https://")
    assert len(text_of(connector, "__init__.py").splitlines()) <= 150


@each_connector
def test_placeholders_are_settings(connector: Connector) -> None:
    """Whatever stands in braces is asked for on the connection's form."""
    asked = {setting.name for setting in connector.settings}
    used = {name for text in templates(connector) for name in names(text)}
    assert used <= asked | KNOWN, f"not asked for: {used - asked - KNOWN}"


@each_connector
def test_form_can_be_filled_in(connector: Connector) -> None:
    """Names are unique, secrets have no default, defaults are choices, and both addresses can be set."""
    asked = [setting.name for setting in connector.settings]
    assert len(asked) == len(set(asked))
    assert {"base_url", "auth_url"} <= set(asked) or connector.folder
    for setting in connector.settings:
        assert setting.title
        assert not (setting.secret and (setting.default or setting.example))
        assert not setting.choices or setting.default in {"", *setting.choices}
        assert not setting.pattern or re.fullmatch(setting.pattern, setting.example or setting.default)


@each_web_connector
def test_credentials_go_to_the_vendor_only(connector: Connector) -> None:
    """Hosts are named, with a star for one label at most, and no address lies beyond them."""
    assert connector.hosts
    assert connector.auth
    for host in connector.hosts:
        assert re.fullmatch(r"[a-z0-9*-]+(\.[a-z0-9*-]+)+", host)
        assert host.count("*") <= 1
    for auth in connector.auth:
        if isinstance(auth, OAuth2):
            assert auth.token_url.startswith(("{auth_url}", "https://"))


@each_connector
def test_nothing_looks_like_a_secret(connector: Connector) -> None:
    """No file of a connector holds what looks like a key or a token."""
    for name in ("__init__.py", "fields.json", "profile.yaml", "dialect.py"):
        found = SECRET.search(text_of(connector, name))
        assert not found, f"{name}: {found[0]}"


@each_connector
def test_probe_can_be_asked(connector: Connector) -> None:
    """What "test connection" reads is a resource, or a path."""
    assert connector.probe
    if "/" not in connector.probe and "." not in connector.probe:
        assert connector.resource(connector.probe)


@each_resource
def test_resource_has_the_fields_it_speaks_of(connector: Connector, resource: Resource) -> None:
    """A resource's key, its modified field, and whatever it is known or looked up by are among its fields."""
    known = {path for path, _ in walk(resource.fields)}
    assert resource.title
    spoken = [resource.key, *resource.natural, *(resource.find.fields if resource.find else ())]
    spoken += [resource.since.field] if resource.since else []
    assert set(spoken) <= known, f"{connector.name}: {set(spoken) - known}"
    assert len(known) == len([path for path, _ in walk(resource.fields)])
    assert [path for path, field in walk(resource.fields) if not field.help] == []


@each_resource
def test_what_is_written_can_be_written(connector: Connector, resource: Resource) -> None:
    """A required field can be written, and what is made can be looked up after an unclear answer."""
    for path, field in walk(resource.fields):
        assert not (field.required and not field.write), f"{connector.name}: {path}"
    if resource.write:
        assert resource.find or resource.write.idempotency
        whole = connector.dialect.write or resource.write.update_query
        assert whole or not resource.write.update or "{key}" in resource.write.update


@each_resource
def test_where_a_record_is_whole_it_is_found_by_its_key(connector: Connector, resource: Resource) -> None:
    """A resource that gives the whole of what another cuts short has its fields, and is looked up by key."""
    if not resource.whole:
        return
    whole = connector.resource(resource.whole)
    assert connector.dialect.cut
    assert whole.find
    assert whole.key in whole.find.fields
    assert (whole.fields, whole.key) == (resource.fields, resource.key)


@each_resource
def test_what_is_pulled_can_be_read_again_by_its_key(connector: Connector, resource: Resource) -> None:
    """A parked record is retried by its key in the source, so whatever can be pulled is looked up by it."""
    if resource.records:
        assert resource.find, f"{connector.name}: {resource.name} cannot be looked up"
        assert resource.key in (resource.find.fields or [resource.key]), f"{connector.name}: {resource.name}"


@each_connector
def test_profile_speaks_of_fields_that_there_are(connector: Connector) -> None:
    """Every field that a profile writes or looks up is in the resource, and can be written."""
    for entity, part in profile(CATALOG, connector.name).items():
        known = {path for path, _ in walk(connector.resource(part.resource).fields)}
        unknown = [path for path in read_by(part) if not {path, path.split(".")[0]} & known]
        assert not unknown, f"{entity} reads {unknown}"
        if part.write is None:
            continue
        target = connector.resource(part.write.resource or part.resource)
        assert target.write, f"{entity}: {target.name} cannot be written"
        makes = part.write.policy is not Policy.UPDATE
        for rules, match, resource, made in [
            (part.write.map, part.write.match, target, makes),
            *((c.map, c.match, connector.resource(c.resource), True) for c in part.write.checks),
        ]:
            fields = dict(walk(resource.fields))
            written = [
                path for rule in rules for path in (rule.to, *(f"{rule.to}.{row.to}" for row in rule.map))
            ]
            assert all(fields[path].write for path in written), f"{entity}: {resource.name}"
            assert set(match) <= set(resource.find.fields or match) if resource.find else False
            missing = [p for p, f in fields.items() if f.required and "." not in p and p not in written]
            assert not rules or not made or not missing, f"{entity}: {resource.name} needs {missing}"


def read_by(part: Part) -> list[str]:
    """The plain paths that a profile reads, on the record or, behind their list, on its rows."""
    found = []
    for read in part.read.values():
        if isinstance(read, Lines):
            rows = plain(read.each)
            texts = [text if isinstance(text, str) else text.select for text in read.fields.values()]
            found += [f"{rows}.{plain(text)}" for text in texts if rows and plain(text) and "$" not in text]
        else:
            found.append(plain(read if isinstance(read, str) else read.select))
    return [path for path in found if path]


def plain(text: str) -> str:
    """A path without its brackets; nothing when the expression is more than a path."""
    path = re.sub(r"\[[\d*]*\]", "", text)
    return path if re.fullmatch(r"[A-Za-z_][\w.]*", path) else ""


def client_of(connector: Connector, sandbox: Served, asked: list[str]) -> Client:
    """A client of a connector's sandbox that notes what it asks for."""
    given = httpx.get(f"{sandbox.url}/_sandbox/credentials").json()[connector.name]
    secret = {setting.name for setting in connector.settings if setting.secret}
    secret |= {"access_token", "refresh_token"}
    secrets = {name: value for name, value in given.items() if name in secret}
    settings = {name: value for name, value in given.items() if name not in secret}
    access = Access(f"contract-{sandbox.url}", settings, secrets, MemoryTokens(), private=True)
    return Client(
        connector, access, trace=lambda method, url, status, _: asked.append(f"{method} {url} {status}")
    )


simulated_resource = pytest.mark.parametrize(
    ("connector", "resource"),
    [(c, r) for c, r in RESOURCES if c in SIMULATED],
    ids=[f"{c.name}-{r.name}" for c, r in RESOURCES if c in SIMULATED],
)


@simulated_resource
def test_sandbox_is_read_to_its_end(connector: Connector, resource: Resource, sandbox: Served) -> None:
    """Paging walks the sandbox to an end, asks nothing in vain, and gives each record once, with its key."""
    asked: list[str] = []
    with client_of(connector, sandbox, asked) as client:
        records = [record for page in client.pull(resource.name) for record in page.records]
    # a trace hides keys, and so which page was asked for
    by_address = [one for one in asked if one.startswith("GET ") and "***" not in one]
    # what was removed from a page that is counted makes room: each is looked at again after the one behind it
    assert max(Counter(by_address).values(), default=0) <= (2 if slips(resource.paging) else 1)
    keys = [record.key for record in records]
    assert len(keys) == len(set(keys))
    stored = httpx.get(f"{sandbox.url}/_sandbox/{connector.name}/{resource.name}").json()
    assert len(records) == len(stored)
    if resource.since:
        assert all(record.modified is not None for record in records)


@simulated_resource
def test_records_of_a_page_are_found_again_by_their_keys(
    connector: Connector, resource: Resource, sandbox: Served
) -> None:
    """Asked for by the keys that they were pulled with, they come back as they were, each alone."""
    with client_of(connector, sandbox, []) as client:
        page = next(client.pull(resource.name)).records
        if not page:
            pytest.skip(f"the sandbox begins without {resource.name}")
        found = client.find(resource.name, [{resource.key: record.key} for record in page])
    assert [[record.key for record in records] for records in found] == [[record.key] for record in page]
    assert [records[0].data for records in found] == [record.data for record in page]


@pytest.mark.parametrize("connector", SIMULATED, ids=lambda c: c.name)
def test_connection_to_the_sandbox_is_tested(connector: Connector, sandbox: Served) -> None:
    """Testing a connection says in a sentence what was reached, and only reads."""
    with client_of(connector, sandbox, []) as client:
        assert connector.title in client.check()
    log = httpx.get(f"{sandbox.url}/_sandbox/requests").json()
    assert log
    assert not any(one["write"] for one in log)
