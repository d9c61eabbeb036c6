"""A document as an Excel workbook: a sheet for the facts, one for each part, every cell inert."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.specification.document import Cell, Document, Part, harmless

#: Characters that a cell can hold.
_MOST = 32_000
_NARROW, _WIDE = 12, 48
_NAME = 31
_STARTS = ("=", "+", "-", "@", "\t")
_HEAD = PatternFill("solid", fgColor="E8ECF1")


def workbook(document: Document) -> bytes:
    """Write the document as XLSX; no cell is a formula, nor becomes one when it is edited."""
    book = Workbook(write_only=True)
    book.properties.title = harmless(document.title)
    sheet = book.create_sheet(_names(document)[0])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 96
    sheet.append([_cell(sheet, document.title, Font(bold=True, size=14))])
    sheet.append([])
    for name, value in document.facts:
        sheet.append([_cell(sheet, name, Font(bold=True)), _cell(sheet, value)])
    for name, part in zip(_names(document)[1:], document.parts, strict=True):
        _draw(book.create_sheet(name), part)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _names(document: Document) -> list[str]:
    """What the sheets are called: short enough for Excel, and no two alike."""
    names: list[str] = []
    for title in (document.title.partition(":")[0].strip(), *(part.title for part in document.parts)):
        plain = "".join(letter for letter in harmless(title) if letter not in r"[]:*?/\'")[:_NAME] or "-"
        taken = {name.casefold() for name in names}
        unique = (f"{plain[: _NAME - 4]} {n}" for n in range(2, 1000))
        names.append(plain if plain.casefold() not in taken else next(n for n in unique if n not in names))
    return names


def _draw(sheet: Any, part: Part) -> None:
    for n, width in enumerate(_widths(part), 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    said = [text for text in (part.told, "" if part.rows else part.none) if text]
    if part.rows:
        head = len(said) * 2 + 1
        sheet.freeze_panes = f"B{head + 1}"
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(part.columns))}{head + len(part.rows)}"
    for text in said:
        sheet.append([_cell(sheet, text, Font(italic=True), wrap=False)])
        sheet.append([])
    if part.rows:
        sheet.append([_cell(sheet, name, Font(bold=True), _HEAD) for name in part.columns])
    for row in part.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _widths(part: Part) -> list[int]:
    """How wide each column is: as its longest text, within bounds."""
    columns = zip(part.columns, *part.rows, strict=True)
    return [min(_WIDE, max(_NARROW, 2 + max(len(str(value)) for value in column))) for column in columns]


def _cell(
    sheet: Any, value: Cell, font: Font | None = None, fill: PatternFill | None = None, *, wrap: bool = True
) -> Any:
    """A cell that is what it says: a number, or a text, also where that begins as a formula does."""
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value=value)
    else:
        text = harmless(value)[:_MOST]
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_STARTS)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    if font is not None:
        cell.font = font
    if fill is not None:
        cell.fill = fill
    return cell
