"""Excel: values as they were stored, no formula calculated; what is written is text and numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

from connectors.files.table import MOST_COLUMNS, columns, flat, gathered, header, record
from core.records import JsonObject

#: What a file may unpack to, in bytes.
_MOST = 512 * 1024 * 1024
#: The lines that a sheet can have.
_LINES = 1_048_576
#: Digits that a spreadsheet keeps of a number.
_DIGITS = 15
#: How Excel writes a character that XML would lose.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def from_excel(content: bytes, settings: Mapping[str, str]) -> list[JsonObject]:
    """Read the records of a sheet; ValueError says what is wrong, and where."""
    _check(content)
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    name = settings.get("sheet") or values.sheetnames[0]
    if name not in values.sheetnames:
        raise ValueError(f"there is no sheet {name!r}; there are: {', '.join(values.sheetnames)}")
    return gathered(_rows(values[name], formulas[name]), settings)


def _check(content: bytes) -> None:
    """Refuse what would unpack beyond all measure, or brings definitions along."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST:
                raise ValueError(f"it unpacks to more than {_MOST // 1024 // 1024} MB; split it")
            for part in parts.infolist():
                with parts.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(4096):
                        raise ValueError("it holds definitions (DOCTYPE), which no Excel file has")
    except zipfile.BadZipFile:
        raise ValueError("it is no Excel file (xlsx)") from None


def _rows(sheet: Any, formulas: Any) -> Iterator[JsonObject]:
    names: list[str] = []
    for line, (cells, asked) in enumerate(zip(_cells(sheet), _cells(formulas), strict=True), 1):
        if line > _LINES:
            raise ValueError(f"line {line}: a sheet of Excel has no more than {_LINES} lines")
        for cell, formula in zip(cells, asked, strict=True):
            if cell.value is None and formula.data_type == "f":
                where = f"{formula.coordinate}: a formula without a stored result"
                raise ValueError(f"{where}; open the file in Excel and save it")
        values = [_value(cell.value) for cell in cells]
        if not any(value not in (None, "") for value in values):
            continue
        if not names:
            names = header(values)
        else:
            yield record(names, values, line)
    if not names:
        raise ValueError("the sheet is empty; its first line must hold the names of the columns")


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The cells of each line, as far as it has any; a file may say that its sheet is of any size."""
    sheet.reset_dimensions()
    return (cells[: MOST_COLUMNS + 1] for cells in sheet.iter_rows(min_row=1))


def _value(value: Any) -> Any:
    """Give a cell's value as JSON has it: a number exactly as it is written, a time as ISO 8601."""
    match value:
        case str():
            return _ESCAPED.sub(_meant, value)
        case bool() | int() | None:
            return value
        case float():
            number = Decimal(repr(value))
            return int(number) if number == number.to_integral_value() else number
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _meant(escaped: re.Match[str]) -> str:
    """A control character or an underscore, which Excel writes as its number."""
    code = int(escaped[1], 16)
    return chr(code) if code < ord(" ") or code == ord("_") else escaped[0]


def to_excel(rows: list[JsonObject], settings: Mapping[str, str]) -> bytes:
    """Write a workbook with one sheet; ValueError names what fits into no cell, or has no column."""
    names = columns(rows, settings)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(settings.get("sheet") or "Records")
    sheet.append([_cell(sheet, name, name) for name in names])
    for row in rows:
        if unknown := [name for name in row if name not in names]:
            raise ValueError(
                f"there is no column {unknown[0]!r}; name it among the columns of the connection"
            )
        sheet.append([_cell(sheet, name, row.get(name)) for name in names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, name: str, value: Any) -> Any:
    value = flat(name, value)
    if not isinstance(value, bool | str | None) and len(Decimal(value).as_tuple().digits) > _DIGITS:
        value = format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, str):
        # XML turns a carriage return into a line end; Excel writes it so, and then this form itself too
        value = _ESCAPED.sub(r"_x005F_x\1_", value).replace("\r", "_x000D_")
    try:
        cell = WriteOnlyCell(sheet, value=value)
    except IllegalCharacterError:
        raise ValueError(f"{name} holds a character that Excel cannot store") from None
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with =, which would be a formula
    return cell
