"""Records from a pasted or uploaded export: JSON, JSON lines or CSV, as they come."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from core.documents import read_json
from core.errors import Misconfigured
from core.records import JsonObject

MOST_BYTES = 64 * 1024 * 1024
#: The line with the names of columns ends within so many characters.
_HEAD = 20_000
_QUOTED = re.compile(r'"[^"]*"')


def read_records(content: str | bytes, filename: str = "") -> list[JsonObject]:
    """Read records: a JSON array or object, a vendor's answer around a list, JSON lines, or CSV.

    Misconfigured says what is wrong and in which line.
    """
    named = filename or "the records"
    text = content if isinstance(content, str) else decoded(content, named)
    if len(text) > MOST_BYTES:
        raise Misconfigured(f"{named}: larger than {MOST_BYTES // 1024 // 1024} MB; split the file")
    bare = text.removeprefix("\ufeff").strip()
    if not bare:
        raise Misconfigured(f"{named}: empty; give a JSON array, JSON lines, or CSV with a header line")
    if bare[0] in "[{":
        return _from_json(bare, named)
    if filename.lower().endswith((".json", ".jsonl", ".ndjson")):
        raise Misconfigured(f"{named}, line 1: not JSON: it must begin with [ or {{")
    return _from_csv(bare, named)


def decoded(content: bytes, named: str) -> str:
    """The text of a file in UTF-8; in any other, letters would change in silence."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Misconfigured(
            f"{named}, line {line}: not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8) and give it again"
        ) from None


def _from_json(text: str, named: str) -> list[JsonObject]:
    try:
        value = read_json(text)
    except ValueError as whole:
        first = text.split("\n", 1)[0].strip()
        if "\n" in text and first.startswith("{") and first.endswith("}"):
            return _from_lines(text, named)
        raise Misconfigured(f"{named}: not JSON: {whole}") from None
    return _unwrapped(value, named)


def _from_lines(text: str, named: str) -> list[JsonObject]:
    records = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = read_json(line)
        except ValueError as error:
            raise Misconfigured(f"{named}, line {number}: not JSON: {error}") from None
        records.append(_object(record, f"{named}, line {number}"))
    return records


def _unwrapped(value: Any, named: str) -> list[JsonObject]:
    """The records of an answer: vendors wrap them, as in `{"orders": […]}`, `{"d": {"results": […]}}`."""
    if isinstance(value, list):
        return [_object(record, f"{named}, record {number}") for number, record in enumerate(value, 1)]
    inner = next(iter(value.values()), None)
    if len(value) == 1 and (isinstance(inner, list) or (isinstance(inner, dict) and not _is_row(inner))):
        return _unwrapped(inner, named)
    if len(value) == 1 and isinstance(inner, dict):
        return [inner]
    return [value]


def _is_row(value: Any) -> bool:
    """Whether an object is itself a record: it has plain values, not only more wrapping."""
    return isinstance(value, dict) and any(not isinstance(each, list | dict) for each in value.values())


def _object(record: Any, where: str) -> JsonObject:
    if isinstance(record, dict):
        return record
    raise Misconfigured(f"{where}: a record is a JSON object, this is {type(record).__name__}")


def _from_csv(text: str, named: str) -> list[JsonObject]:
    head = _QUOTED.sub("", text[:_HEAD]).partition("\n")[0]
    mark = max(",;\t|", key=head.count)
    spaced = mark in head and head.count(mark) == head.count(f"{mark} ")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=spaced, strict=True)
    try:
        header = [name.strip() for name in next(rows)]
        _check_header(header, named)
        return [_row(header, row, f"{named}, line {rows.line_num}") for row in rows if any(row)]
    except csv.Error as error:
        raise Misconfigured(f"{named}, line {rows.line_num}: not CSV: {error}") from None


def _check_header(header: list[str], named: str) -> None:
    twice = {name for name in header if header.count(name) > 1}
    if "" in header or twice:
        wrong = f"the column {min(twice)!r} stands twice" if twice - {""} else "a column has no name"
        raise Misconfigured(f"{named}, line 1: {wrong}; every column of a CSV needs a name of its own")


def _row(header: list[str], row: list[str], where: str) -> JsonObject:
    if len(row) > len(header):
        raise Misconfigured(
            f"{where}: {len(row)} values for {len(header)} columns; put quotes around the commas"
        )
    values: list[str | None] = [*row, *[None] * (len(header) - len(row))]
    return {name: value if value != "" else None for name, value in zip(header, values, strict=True)}
