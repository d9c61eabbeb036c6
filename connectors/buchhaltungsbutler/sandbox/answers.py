"""What every answer has around it, and what every list understands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from connectors.buchhaltungsbutler.sandbox.books import Row
from connectors.buchhaltungsbutler.sandbox.forms import paged

Answer = dict[str, Any]


def listed(path: str, body: Row, rows: list[Row]) -> Answer:
    """Answer with a page of a list."""
    page = paged(path, body, rows)
    return {"success": True, "message": "", "rows": len(page), "data": page}


def done(**more: Any) -> Answer:
    """Answer that something was done."""
    return {"success": True, "message": "", **more}


def changed_since(body: Row) -> datetime | None:
    """Read the time since which something changed; a bare day means its last second."""
    text = body.get("date_since_last_modified")
    if not text:
        return None
    return datetime.fromisoformat(text if " " in text else f"{text} 23:59:59")
