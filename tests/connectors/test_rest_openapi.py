"""What an OpenAPI file makes: resources with their fields, read within bounds, whoever wrote it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.errors import Misconfigured
from core.system import read_system, write_system
from core.system.openapi import Imported, read_openapi
from core.system.openapi.file import MOST_BYTES
from core.system.paging import ByCursor
from core.system.system import Kept, Line

SPECS = Path(os.environ.get("KOPPEL_REFERENCE", "/nowhere")) / "specs"
SHOP = Path(__file__).parents[2] / "connectors/rest/sandbox/openapi.yaml"
VENDORS = sorted([*SPECS.glob("afas/openapi_*.json"), *SPECS.glob("eaccounting/*swagger*.json")])


def made(schema: dict[str, Any], **more: Any) -> Imported:
    """A file with one list of things of this schema."""
    answer = {"200": {"content": {"application/json": {"schema": {"type": "array", "items": schema}}}}}
    get = {"responses": answer, **more.pop("get", {})}
    document = {
        "openapi": "3.0.0",
        "info": {"title": "Things"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/things": {"get": get, **more.pop("paths", {})}},
        **more,
    }
    return read_openapi(json.dumps(document).encode(), "things")


def only(imported: Imported) -> Kept:
    """The one kind of record of a file."""
    (kept,) = imported.system.resources
    return kept


def field(kept: Kept, name: str) -> Line:
    """A field by its name."""
    return next(line for line in kept.fields if line.name == name)


@pytest.mark.parametrize(("kind", "more"), [("boolean", "hasMore"), ("integer", ""), ("string", "")])
def test_only_a_yes_or_a_no_says_whether_there_is_more(kind: str, more: str) -> None:
    """Another member of that name tells nothing: it goes on while there is a cursor."""
    item = {"type": "object", "properties": {"id": {"type": "string"}}}
    members = {"things": {"type": "array", "items": item}, "nextCursor": {"type": "string"}}
    answer = {"type": "object", "properties": {**members, "hasMore": {"type": kind}}}
    get = {
        "parameters": [{"name": "cursor", "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"content": {"application/json": {"schema": answer}}}},
    }
    paging = only(made(item, get=get)).paging
    assert isinstance(paging, ByCursor)
    assert (paging.param, paging.place, paging.more) == ("cursor", "nextCursor", more)


def test_a_file_says_how_a_system_is_read_found_and_written() -> None:
    """Paging, look-ups, wrapping, keys, times and ways in come out of the file."""
    system = read_openapi(SHOP.read_bytes(), "shop").system
    assert [auth.kind for auth in system.auth] == ["key", "basic", "client_credentials"]
    customers, products, invoices = system.resources
    assert customers.paging is not None
    assert (customers.paging.kind, customers.paging.size) == ("page", 50)
    assert customers.records == "customers || customer"
    assert customers.find is not None
    assert (customers.find.params["email"], customers.find.paths["id"]) == ("email", "desk/customers/{value}")
    assert customers.create is not None
    assert (customers.create.wrap, customers.create.key) == ("customer", "customer.id")
    assert customers.update is not None
    assert customers.update.replaces
    assert customers.modified is not None
    assert customers.modified.param == "updated_since"
    name = field(customers, "name")
    assert (name.required, name.max_length, name.help) == (True, 60, "The name of the person or the company.")
    assert field(customers, "type").allowed == ("person", "company")
    assert not field(customers, "id").write
    assert field(products, "price").decimals == 2
    assert products.paging is not None
    assert products.paging.kind == "link_header"
    assert products.update is not None
    assert products.update.method == "PATCH"
    assert invoices.create is None
    assert invoices.paging is not None
    assert invoices.paging.kind == "link"


@pytest.mark.skipif(not VENDORS, reason="KOPPEL_REFERENCE names no folder with the vendors' files")
@pytest.mark.parametrize("file", VENDORS, ids=lambda each: each.stem)
def test_the_vendors_own_files_become_systems(file: Path) -> None:
    """Every OpenAPI and Swagger file at hand makes a system that is read again as it was written."""
    imported = read_openapi(file.read_bytes(), "vendor")
    assert imported.resources
    assert all(each.fields for each in imported.system.resources)
    assert read_system(write_system(imported.system)) == imported.system


@pytest.mark.skipif(not VENDORS, reason="KOPPEL_REFERENCE names no folder with the vendors' files")
def test_only_what_is_wanted_is_taken() -> None:
    """Of many kinds of records those that are named; one that is not there names those that are."""
    file = SPECS / "eaccounting/eaccounting-v2-swagger-2018.json"
    imported = read_openapi(file.read_bytes(), "books", ["customers", "articles"])
    assert [each.name for each in imported.system.resources] == ["customers", "articles"]
    assert len(imported.resources) > 30
    with pytest.raises(Misconfigured, match="has no 'unicorns'; it has: accounts"):
        read_openapi(file.read_bytes(), "books", ["unicorns"])


def test_a_schema_that_holds_itself_ends() -> None:
    """A person with a manager who is a person is a field without fields in it, not an endless one."""
    person = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "chief": {"$ref": "#/components/schemas/P"}},
    }
    kept = only(made({"$ref": "#/components/schemas/P"}, components={"schemas": {"P": person}}))
    assert [line.name for line in kept.fields] == ["id", "chief"]
    assert len(write_system(made(person, components={"schemas": {"P": person}}).system)) < 5_000


def test_references_stay_in_the_file(tmp_path: Path) -> None:
    """A file or an address that a reference names is never opened; circles and gaps are told."""
    secret = tmp_path / "secret.json"
    secret.write_text('{"type": "object", "properties": {"stolen": {"type": "string"}}}')
    schemas = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    schema = {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "there": {"$ref": f"file://{secret}"},
            "near": {"$ref": str(secret)},
            "web": {"$ref": "http://169.254.169.254/latest/meta-data"},
            "round": {"$ref": "#/components/schemas/A"},
            "gone": {"$ref": "#/components/schemas/Nothing"},
        },
    }
    imported = made(schema, components={"schemas": schemas})
    assert [line.name for line in only(imported).fields] == list(schema["properties"])  # type: ignore[arg-type]
    assert "stolen" not in write_system(imported.system)
    told = " ".join(imported.notes)
    assert "leads out of the file" in told
    assert "in a circle" in told
    assert "is not in the file" in told


def test_a_file_that_multiplies_is_bounded() -> None:
    """Ten schemas of which each holds the next ten times over make no more fields than a system holds."""
    schemas = {
        f"S{n}": {
            "type": "object",
            "properties": {f"f{i}": {"$ref": f"#/components/schemas/S{n + 1}"} for i in range(20)},
        }
        for n in range(12)
    }
    schemas["S12"] = {"type": "object", "properties": {"id": {"type": "string"}}}
    imported = made({"$ref": "#/components/schemas/S0"}, components={"schemas": schemas})
    assert len(write_system(imported.system)) < 1_000_000
    assert any("more than" in note or "innermost" in note for note in imported.notes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no object"),
        (b"[]", "no object"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"openapi": "4.0"}', "no OpenAPI 3 or Swagger 2"),
        (b'{"swagger": "1.2"}', "no OpenAPI 3 or Swagger 2"),
        (b'{"openapi": "3.0.0", "paths": {}}', "no list of records"),
        (b'{"openapi": "3.0.0", "paths": [1]}', "no list of records"),
        (b'{"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": {"200": []}}}}}', "no list of records"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 50_000, "nested"),
        (b"a: " * 3_000, "neither JSON nor YAML"),
        (b"openapi: 3.0.0\na: &a [x]\nb: *a\n", "aliases"),
        (b"x" * (MOST_BYTES + 1), "at most 20 MB"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    """Whatever comes is refused with what it is, and nothing else happens."""
    with pytest.raises(Misconfigured, match=said):
        read_openapi(content, "odd")


@pytest.mark.parametrize("url", ["http://localhost/x", "https://10.0.0.1", "file:///etc/passwd", "/v1", ""])
def test_a_server_that_nobody_may_call_is_left_to_the_connection(url: str) -> None:
    """An inner address in a file is not taken over: each connection gives its own."""
    imported = made({"type": "object", "properties": {"id": {"type": "string"}}}, servers=[{"url": url}])
    assert imported.system.base_url == ""
    assert any("each connection gives its own" in note for note in imported.notes)


def test_paths_below_another_record_are_left_out_and_those_of_a_company_are_asked_once() -> None:
    """A number that stands above every path is a setting; a record's own lines are no list by themselves."""
    row = {"type": "object", "properties": {"id": {"type": "string"}}}
    content = {"application/json": {"schema": {"type": "array", "items": row}}}
    answer = {"200": {"content": content}}
    names = ("orders", "customers", "items")
    paths = {f"/{{companyId}}/{name}": {"get": {"responses": answer}} for name in names}
    paths["/{companyId}/orders/{orderId}/lines"] = {"get": {"responses": answer}}
    document = {"openapi": "3.1.0", "servers": [{"url": "https://api.example.com"}], "paths": paths}
    imported = read_openapi(json.dumps(document).encode(), "books")
    assert [each.path for each in imported.system.resources] == [f"{{company_id}}/{name}" for name in names]
    assert [each.name for each in imported.system.settings] == ["company_id"]
    assert any("below another record" in note for note in imported.notes)


@pytest.mark.parametrize(
    "scheme",
    [
        {"type": "apiKey", "in": "query", "name": "key"},
        {"type": "openIdConnect", "openIdConnectUrl": "https://login.example.com"},
        {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "http://10.0.0.1/token"}}},
    ],
)
def test_a_way_in_that_cannot_be_used_is_told(scheme: dict[str, Any]) -> None:
    """A key in the address, or tokens from an inner one, are not taken over, and the file's maker is told."""
    schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    imported = made(schema, components={"securitySchemes": {"odd": scheme}})
    assert imported.system.auth == ()
    assert len(imported.notes) >= 2
