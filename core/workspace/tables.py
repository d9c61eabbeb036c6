"""Value tables of flows: read from files and written to them, and what they were in earlier versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.access import Action
from core.api.connector import Folder
from core.errors import Misconfigured
from core.flow import FlowProblems, Table
from core.workspace.access import needs
from core.workspace.glance import read_again
from core.workspace.sharing import Sharing

#: The system whose words for files are used.
_FILES = "files"
_COLUMNS = ("source value", "target value")
_KINDS = {"csv": "csv", "xlsx": "excel"}
#: A larger file is no value table.
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableVersion:
    """A table as one version of a flow has it: None where that version has none of its name."""

    version: int
    at: datetime
    by: str
    note: str
    table: Table | None


class Tables(Sharing):
    """What is asked of the value tables of one flow."""

    @needs(Action.SEE)
    def table_history(self, flow: str, table: str) -> list[TableVersion]:
        """The versions of a flow in which a table became another one, newest first."""
        found: list[TableVersion] = []
        for saved in reversed(self.versions(flow)):
            try:
                now = read_again(saved.text).tables.get(table)
            except FlowProblems:
                continue  # an older Koppel may have written it; the table is told of in the next one
            if now != (found[-1].table if found else None):
                found.append(TableVersion(saved.version, saved.at, saved.by, saved.note, now))
        return found[::-1]

    @needs(Action.EDIT)
    def read_table(self, content: bytes, filename: str) -> dict[str, Any]:
        """Read the rows of a table from CSV or Excel: the first two columns, under a line that names them.

        Misconfigured says what is wrong, and where.
        """
        if len(content) > _MOST_BYTES:
            raise Misconfigured(
                f"{filename}: larger than {_MOST_BYTES // 1024 // 1024} MB, which no table is"
            )
        try:
            rows = self._folder().reads(filename, content, {})
        except ValueError as error:
            raise Misconfigured(f"{filename}: {error}") from None
        found: dict[str, Any] = {}
        for line, row in enumerate(rows, 2):
            source, target = [*row.values(), None, None][:2]
            if source in (None, ""):
                raise Misconfigured(
                    f"{filename}, line {line}: the first column is empty: it is the source value"
                )
            if isinstance(source, dict | list) or isinstance(target, dict | list):
                raise Misconfigured(f"{filename}, line {line}: a row is two plain values")
            if found.get(str(source), target) != target:
                raise Misconfigured(
                    f"{filename}, line {line}: {source!r} stands twice, with other target values"
                )
            found[str(source)] = target
        if not found:
            raise Misconfigured(
                f"{filename}: there is no row in it, below the line with the names of columns"
            )
        return found

    @needs(Action.SEE)
    def write_table(self, table: Table, kind: str) -> bytes:
        """Write the rows of a table as `csv` or `xlsx`, with a line that names the two columns."""
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in table.rows.items()]
        blank = [dict.fromkeys(_COLUMNS)]
        return self._folder().writes(rows or blank, {"kind": _KINDS[kind]})

    def _folder(self) -> Folder:
        folder = self._catalog.connector(_FILES).folder
        if folder is None:
            raise Misconfigured("files cannot be read here: the connector for them declares no folder")
        return folder
