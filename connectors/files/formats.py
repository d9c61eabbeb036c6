"""The kinds of files: which is read and written how."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from connectors.files import tree
from connectors.files.delimited import DELIMITERS, from_csv, to_csv
from connectors.files.kinds import table, told
from connectors.files.text import ENCODINGS, decoded
from core.records import JsonObject

__all__ = ["DELIMITERS", "ENCODINGS", "KINDS", "ending", "knows", "reads", "writes"]

Settings = Mapping[str, str]

KINDS = ("csv", "excel", "json", "json lines", "xml")
#: How the names of files end, and what they then are.
_ENDINGS = {
    "csv": "csv",
    "txt": "csv",
    "tsv": "csv",
    "xlsx": "excel",
    "json": "json",
    "jsonl": "json lines",
    "ndjson": "json lines",
    "xml": "xml",
}
_WRITTEN = {"csv": ".csv", "excel": ".xlsx", "json": ".json", "json lines": ".jsonl", "xml": ".xml"}


def _excel() -> Any:
    """Load what reads and writes Excel: half a second, which only those pay who have such files."""
    return importlib.import_module("connectors.files.excel")


_WRITERS: dict[str, Callable[[list[JsonObject], Settings], bytes]] = {
    "csv": lambda rows, settings: to_csv(table(rows, settings), settings),
    "excel": lambda rows, settings: bytes(_excel().to_excel(table(rows, settings), settings)),
    "json": tree.to_json,
    "json lines": tree.to_lines,
    "xml": tree.to_xml,
}


def _kind(name: str) -> str:
    return _ENDINGS.get(PurePath(name).suffix[1:].lower(), "")


def knows(name: str, settings: Settings) -> bool:
    """Tell by its name whether a file is of a kind that is read."""
    del settings
    return bool(_kind(name))


def reads(name: str, content: bytes, settings: Settings) -> list[JsonObject]:
    """Read the rows of a file; ValueError says what is wrong with it, and where."""
    return told(_rows(name, content, settings), settings)


def _rows(name: str, content: bytes, settings: Settings) -> list[JsonObject]:
    match _kind(name):
        case "excel":
            rows: list[JsonObject] = _excel().from_excel(content, settings)
            return rows
        case "xml":
            return tree.from_xml(content, settings)
        case kind:
            text = decoded(content, settings.get("encoding", ""))
            readers: dict[str, Any] = {"json": tree.from_json, "json lines": tree.from_lines}
            found: list[JsonObject] = readers.get(kind, from_csv)(text, settings)
            return found


def writes(rows: list[JsonObject], settings: Settings) -> bytes:
    """Make a file of rows; ValueError says what cannot be written."""
    return _WRITERS[settings.get("kind") or "csv"](rows, settings)


def ending(settings: Settings) -> str:
    """Give the ending of the files that are written."""
    return _WRITTEN[settings.get("kind") or "csv"]
