"""Rows of a value table that come in and go out: pasted, from a file, and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from core.flow import Table
from core.language import _, n_
from core.workspace import Workspace
from pages.parts.notice import done, told

_MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Take = Callable[[dict[str, Any]], None]


def draw(workspace: Workspace, name: str, table: Table, take: Take, where: str) -> None:
    """Draw the ways for rows to come in and go out; `take` puts rows in the place of the table's."""
    # what was taken in makes another element of it, which is closed and empty
    turn = f"{where}.{name}.{len(table.rows)}"
    with st.popover(_("Paste rows"), icon=":material/content_paste:", key=f"table.pasting.{turn}"):
        st.caption(_("Two columns, as copied from a spreadsheet or a CSV file."))
        text = st.text_area(_("Rows"), key=f"table.text.{turn}", height=160, placeholder="NL\t2\nDE\t16")
        if st.button(_("Add these rows"), key=f"table.paste.{turn}", disabled=not text) and text:
            take({**table.rows, **pasted(text)})
            st.rerun()
    with st.popover(_("Import a file"), icon=":material/upload:"):
        _import(workspace, name, table, take, where)
    with st.popover(_("Export"), icon=":material/download:"):
        for kind, said in (("xlsx", "Excel"), ("csv", "CSV")):
            st.download_button(
                said,
                partial(workspace.write_table, table, kind),
                f"{name}.{kind}",
                _MIME[kind],
                key=f"table.export.{where}.{name}.{kind}",
                on_click="ignore",
                type="tertiary",
            )


def _import(workspace: Workspace, name: str, table: Table, take: Take, where: str) -> None:
    st.caption(_("CSV or Excel: a line with the names of the columns, then source value and target value."))
    file = st.file_uploader(_("File"), ["csv", "txt", "tsv", "xlsx"], key=f"table.file.{where}.{name}")
    whole = st.toggle(_("In the place of all rows there are"), key=f"table.whole.{where}.{name}")
    if st.button(_("Take the rows"), key=f"table.import.{where}.{name}", disabled=file is None) and file:
        with told():
            rows = workspace.read_table(file.getvalue(), file.name)
            take(rows if whole else {**table.rows, **rows})
            done(n_("{n} row out of {file}", "{n} rows out of {file}", len(rows), file=file.name), "upload")
            st.rerun()


def pasted(text: str) -> dict[str, str]:
    """Two columns out of a spreadsheet or CSV, as rows of a table."""
    first = text.splitlines()[0]
    mark = next((each for each in ("\t", ";", ",") if each in first), "\t")
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1 and row[0].strip()}
