"""CSV: the delimiter found out, every cell as text; what is written runs nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from connectors.files.table import columns, flat, gathered, header, record
from connectors.files.text import encoded
from core.records import JsonObject

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
#: How much of a file its delimiter is found out by, in characters.
_SAMPLE = 200_000
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
#: What a spreadsheet takes for a formula; a plain number is none.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def from_csv(text: str, settings: Mapping[str, str]) -> list[JsonObject]:
    """Read records; ValueError says in which line something is wrong."""
    delimiter = DELIMITERS.get(settings.get("delimiter", ""), "")
    if told := _SEP.match(text):
        text, delimiter = text[told.end() :], delimiter or told[1]
    delimiter = delimiter or found_out(text)
    return gathered(_rows(text, delimiter, guarded=_guards(settings)), settings)


def _guards(settings: Mapping[str, str]) -> bool:
    return settings.get("cells", "guarded") == "guarded"


def _rows(text: str, delimiter: str, *, guarded: bool) -> Iterator[JsonObject]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    cells: list[str] = []
    try:
        for cells in lines:
            values = [_unguarded(cell) for cell in cells] if guarded else cells
            if names and any(cells):
                yield record(names, values, lines.line_num)
            elif any(cells):
                names = header(values)
    except csv.Error as error:
        raise ValueError(f"line {lines.line_num}: it is no CSV: {error}") from None
    if not names:
        raise ValueError("it is empty; the first line must hold the names of the columns")
    if not text.endswith(("\n", "\r")) and len(cells) < len(names):
        raise ValueError(f"line {lines.line_num}: it ends in the middle of a row; the file is not whole")


def found_out(text: str) -> str:
    """Find the delimiter: the one by which most rows have as many values as the header, and the most of them.

    Decimal commas and texts are so told from it: they do not stand in every row as often.
    """
    sample = text[:_SAMPLE]
    best = max(DELIMITERS.values(), key=lambda one: _fit(sample, one, whole=len(sample) == len(text)))
    if _fit(sample, best, whole=len(sample) == len(text)) > (0.0, 0):
        return best
    return next((one for one in DELIMITERS.values() if one not in text), ",")


def _fit(sample: str, delimiter: str, *, whole: bool) -> tuple[float, int]:
    """Tell how well a delimiter fits: the share of rows as wide as the header, and how wide that is."""
    widths: list[int] = []
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    try:
        widths.extend(len(cells) for cells in rows if any(cells))
    except csv.Error:
        whole = True  # the reader stopped before the row that it could not read
    if not whole:
        widths = widths[:-1]
    if not widths or widths[0] < 2:  # noqa: PLR2004 - what parts nothing is no delimiter
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that was put before a text lest a spreadsheet calculates it."""
    return cell[1:] if _GUARDED.match(cell) else cell


def to_csv(rows: list[JsonObject], settings: Mapping[str, str]) -> bytes:
    """Write a table; ValueError names what fits into no cell, or has no column."""
    names = columns(rows, settings)
    decimal = settings.get("decimal") or "."
    usual = ";" if decimal == "," else ","
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITERS.get(settings.get("delimiter", ""), usual))
    guarded = _guards(settings)
    writer.writerow([_cell(name, decimal, guarded=guarded) for name in names])
    for row in rows:
        if unknown := [name for name in row if name not in names]:
            raise ValueError(
                f"there is no column {unknown[0]!r}; name it among the columns of the connection"
            )
        writer.writerow([_cell(flat(name, row.get(name)), decimal, guarded=guarded) for name in names])
    return encoded(out.getvalue(), settings.get("encoding", ""))


def _cell(value: Any, decimal: str, *, guarded: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f" if isinstance(value, Decimal) else "d").replace(".", decimal)
    if "\0" in value:
        raise ValueError("a text holds a NUL character, which no file carries")
    risky = _FORMULA.match(value) and not _NUMBER.fullmatch(value)
    return f"'{value}" if guarded and risky else value
