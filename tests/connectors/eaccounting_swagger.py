"""Visma's own description of its answers, as of 2018, to hold the simulator's answers against."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft4Validator

FILE = "specs/eaccounting/eaccounting-v2-swagger-2018.json"
#: What has come since, so that no description is there to hold it against.
NEWER = re.compile(r"/v2/(salespricelists\b.*|orders/[^/]+/\w+)")
#: What is answered otherwise today: an invoice in full, VAT codes in an envelope.
CHANGED = {
    ("post", "/v2/customerinvoices"): "CustomerInvoiceApi",
    ("get", "/v2/vatcodes"): "VatCode",
    ("get", "/v2/vatcodes/{id}"): "VatCode",
}


@cache
def swagger() -> dict[str, Any] | None:
    """Read the description, where the reference data is at hand; what is not required may be null."""
    file = Path(os.environ.get("KOPPEL_REFERENCE", "")) / FILE
    if not os.environ.get("KOPPEL_REFERENCE") or not file.is_file():
        return None
    whole: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for definition in whole["definitions"].values():
        for name, field in definition.get("properties", {}).items():
            if name not in definition.get("required", ()):
                definition["properties"][name] = {"anyOf": [{"type": "null"}, field]}
    return whole


@cache
def checker(definition: str, shape: str = "one") -> Draft4Validator:
    """A validator of one definition: `one` of it, a `list`, or an `envelope` of a list."""
    known = swagger() or {}
    one = {"$ref": f"#/definitions/{definition}"} if definition else {}
    shapes: dict[str, Any] = {
        "one": one,
        "list": {"type": "array", "items": one},
        "envelope": {
            "type": "object",
            "required": ["Meta", "Data"],
            "properties": {
                "Meta": {"$ref": "#/definitions/PaginationMetadata"},
                "Data": {"type": "array", "items": one},
            },
        },
    }
    return Draft4Validator({**shapes[shape], "definitions": known["definitions"]})


def described(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    """Find the described path that a request went to, and its answer's schema."""
    known = swagger() or {}
    found = [
        (name, operations[method]["responses"]["200"]["schema"])
        for name, operations in known["paths"].items()
        if method in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", name), path)
    ]
    # a path without a placeholder goes before one that has some
    return min(found, key=lambda each: each[0].count("{")) if found else None


def agree(response: httpx.Response) -> None:
    """Hold an answer that says yes against its description; AssertionError says where they differ."""
    path = response.request.url.path.removeprefix("/eaccounting")
    if swagger() is None or response.status_code >= 300 or NEWER.fullmatch(path):
        return
    if not path.startswith("/v2/") or "$select" in response.request.url.params:
        return
    method, body = response.request.method.lower(), json.loads(response.text)
    found = described(method, path)
    assert found, f"{method} {path} is not described"
    name, schema = found
    reference = str(schema.get("$ref", "")).removeprefix("#/definitions/")
    definition = CHANGED.get((method, name), reference)
    listed = re.fullmatch(r"PaginatedResponse\[(\w+)\]", definition)
    if listed or (isinstance(body, dict) and "Meta" in body):
        validator = checker(listed[1] if listed else definition, "envelope")
    else:
        validator = checker(definition, "list" if isinstance(body, list) else "one")
    problems = [f"{'/'.join(map(str, each.path))}: {each.message}" for each in validator.iter_errors(body)]
    assert not problems, f"{method} {path} as {definition}: {problems[:5]}"
