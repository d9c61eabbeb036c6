"""How long a large OpenAPI file takes to become a system, beside the parsing of its bytes alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from core.documents import parse_json
from core.flow.writing import write_document
from core.system.openapi import read_openapi

pytestmark = pytest.mark.benchmark

#: So large is the file, and so long may it take at most.
MEGABYTES, SECONDS = 5, 3.0


def large(megabytes: int) -> dict[str, Any]:
    """A file of many kinds of records with fields, references and descriptions, as large vendors' are."""
    names = {
        f"field_{n}": {"type": "string", "maxLength": 60, "description": "What it is for. " * 8}
        for n in range(60)
    }
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for n in range(megabytes * 85):
        schemas[f"Thing{n}"] = {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string"}, **names},
        }
        schema = {"type": "array", "items": {"$ref": f"#/components/schemas/Thing{n}"}}
        answer = {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
        paths[f"/things{n}"] = {"get": {"responses": answer}}
    return {
        "openapi": "3.0.0",
        "info": {"title": "Large"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def timed(act: Callable[[], Any]) -> float:
    """The seconds that something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_a_file_of_five_megabytes_is_a_system_within_seconds() -> None:
    """JSON and YAML of 5 MB, twenty kinds of records chosen, as a person chooses them."""
    document = large(MEGABYTES)
    only = [f"things{n}" for n in range(20)]
    for kind, text in (("JSON", json.dumps(document)), ("YAML", write_document(document))):
        content = text.encode()
        alone = timed(lambda text=text: parse_json(text)) if kind == "JSON" else 0.0  # type: ignore[misc]
        took = timed(lambda content=content: read_openapi(content, "large", only))  # type: ignore[misc]
        beside = f", the parsing of it {alone:.2f} s" if alone else ""
        print(f"\n{kind} of {len(content) / 1e6:.1f} MB: {took:.2f} s{beside}")
        assert took < SECONDS, kind
