"""The line stopped before the push: what a run would do, record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from core.records import Decision, Page, Verdict
from core.runs.line import Line


def plan(line: Line, pages: Iterable[Page], limit: int | None = None) -> Iterator[Decision]:
    """Decide on the records of a pull; at most `limit` of those that the flow does not filter."""
    at, wanted = datetime.now(UTC), 0
    for page in pages:
        for case in line.judge(page.records, at):
            yield case.decision()
            wanted += case.verdict is not Verdict.FILTERED
            if limit is not None and wanted >= limit:
                return
