"""What a GET gives: filters, times, pages and what is shown, as the endpoint's own kind of list has it."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.visma_net.sandbox.books import Books, Row, looked_at
from connectors.visma_net.sandbox.kinds import Kind
from connectors.visma_net.sandbox.refusal import Refusal

Params = Mapping[str, str]

_CONDITIONS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
_TIMES = {
    "lastModifiedDateTime": "lastModifiedDateTime",
    "createdDateTime": "createdDateTime",
    "availabilityLastModifiedDateTime": "warehouseDetails.*.lastModifiedDateTime",
}
_JOURNAL = "journal_transactions"
#: How many are on a page when nobody says.
_USUAL = 1000


class Reader:
    """Reads from the books of one company."""

    def __init__(self, books: Books, switches: Mapping[str, bool]) -> None:
        self._books, self._switches = books, switches

    def listed(self, kind: Kind, params: Params) -> Any:
        """Give a list: bare with the totals in each element, or an object with `records`."""
        rows = [row for row in self._books.tables[kind.name].values() if self._matches(kind, row, params)]
        if kind.name == _JOURNAL and not ({"periodId", "lastModifiedDateTime"} & params.keys()):
            raise Refusal(400, "PeriodId is mandatory when LastModifiedDateTime is not given.")
        rows = _from_there(kind, rows, params)
        if not kind.most:
            return [self._shown(kind, row, params, len(rows)) for row in rows]
        number, size = _page(params, kind.most if not self._switches["small_pages"] else 2)
        if kind.name == _JOURNAL:
            return self._batches(kind, rows, params, number, size)
        page = rows[(number - 1) * size : number * size]
        shown = [self._shown(kind, row, params, len(rows)) for row in page]
        if not kind.second:
            return shown
        whole = {"pageNumber": number, "pageSize": size, "totalCount": len(rows), "records": shown}
        return [whole] if self._switches["second_in_list"] else whole

    def one(self, kind: Kind, key: str) -> Row:
        """Give one row whole."""
        row = self._books.row(kind.name, key)
        if row is None:
            raise Refusal(404, f"{kind.dto.removesuffix('Dto')} {key} was not found.")
        return {**row, **({"metadata": {"totalCount": 1, "maxPageSize": kind.most}} if kind.marked else {})}

    def _matches(self, kind: Kind, row: Row, params: Params) -> bool:
        for name, place in kind.asked.items():
            if (wanted := params.get(name, "").casefold()) and not any(
                self._same(value.casefold(), wanted) for value in looked_at(row, place)
            ):
                return False
        return all(_in_time(kind, row, name, place, params) for name, place in _TIMES.items())

    def _same(self, value: str, wanted: str) -> bool:
        return wanted in value if self._switches["loose_filters"] else wanted == value

    def _shown(self, kind: Kind, row: Row, params: Params, total: int) -> Row:
        hidden = {
            name
            for asked, names in kind.shown.items()
            if params.get(asked, "").lower() != "true"
            for name in names
        }
        most = 2 if self._switches["small_pages"] and kind.most else kind.most
        told = {"metadata": {"totalCount": total, "maxPageSize": most or total}} if kind.marked else {}
        return {name: value for name, value in row.items() if name not in hidden} | told

    def _batches(self, kind: Kind, rows: list[Row], params: Params, number: int, size: int) -> list[Row]:
        """Page through lines: an entry whose lines do not fit goes on on the next page."""
        lines = [(row, line) for row in rows for line in row["journalTransactionLines"]]
        shown: list[Row] = []
        for row, line in lines[(number - 1) * size : number * size]:
            if not shown or shown[-1]["batchNumber"] != row["batchNumber"]:
                part = self._shown(kind, row, params, len(lines))
                shown.append({**part, "journalTransactionLines": []})
            shown[-1]["journalTransactionLines"].append(line)
        return shown


def _page(params: Params, most: int) -> tuple[int, int]:
    """Read which page is asked for, and how large it is: more than the most is not refused, but not given."""
    try:
        number, size = int(params.get("pageNumber", 1)), int(params.get("pageSize", min(_USUAL, most)))
    except ValueError:
        raise Refusal(400, "pageNumber and pageSize must be whole numbers.") from None
    if number < 1 or size < 1:
        raise Refusal(400, "pageNumber and pageSize must be greater than 0.")
    return number, min(size, most)


def _from_there(kind: Kind, rows: list[Row], params: Params) -> list[Row]:
    """Narrow a list down in the old way, which does not go with pages."""
    old = {"numberToRead", "skipRecords"} & params.keys()
    if old and {"pageNumber", "pageSize"} & params.keys():
        raise Refusal(400, "numberToRead and skipRecords cannot be combined with pageNumber and pageSize.")
    if "greaterThanValue" in params:
        rows = [row for row in rows if str(row[kind.key]) > params["greaterThanValue"]]
    start = int(params.get("skipRecords", 0))
    return rows[start:][: int(params["numberToRead"])] if "numberToRead" in params else rows[start:]


def _in_time(kind: Kind, row: Row, name: str, place: str, params: Params) -> bool:
    """Whether a row is of the time asked for; a time without its condition is not looked at."""
    condition = params.get(f"{name}Condition", ">=" if kind.name == _JOURNAL else "")
    if name not in params or not condition:
        return True
    if condition not in _CONDITIONS:
        raise Refusal(400, f"{name}Condition must be one of >, <, >=, <=.")
    try:
        wanted = datetime.fromisoformat(params[name])
    except ValueError:
        raise Refusal(400, f"{name} is not a date and time.") from None
    test = _CONDITIONS[condition]
    return any(test(datetime.fromisoformat(value), wanted) for value in looked_at(row, place))
