"""What is kept of a record that was carried: what it was, what was sent, what came back, how to find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from core.records import Verdict
from core.runs.case import Case
from core.runs.plan import shown
from core.store import Payload

#: Of these verdicts it is kept what happened; of the others there is nothing to tell.
KEPT = (Verdict.CREATE, Verdict.UPDATE, Verdict.PARKED, Verdict.AMBIGUOUS)
#: A record is found by so many words at most.
_WORDS = 40
_LONGEST = 120
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_NAMES = re.compile(r"(^|_|\W)(sku|ean|barcode|number|email)$|^(name|code)$", re.IGNORECASE)


def passport(case: Case, version: int, at: datetime | None = None) -> Payload:
    """All that is known of one record in one run or plan; `version` is the flow's."""
    decision = case.decision()
    content = {
        "version": version,
        "verdict": decision.verdict,
        "why": decision.why,
        "match": shown(case.match),
        "target_key": case.target_key,
        "record": case.record.data,
        "payload": shown(case.payload) if case.payload is not None else None,
        "before": case.live,
        "steps": [{"name": s.name, "ok": s.ok, "why": s.why, "found": s.found} for s in decision.steps],
        "differences": list(decision.differences),
        "exchanges": list(case.exchanges),
    }
    words = dict.fromkeys(text for value in _words(case) if 0 < len(text := str(value)) <= _LONGEST)
    return Payload(case.record.key, content, tuple(words)[:_WORDS], at or datetime.now(UTC))


def _words(case: Case) -> Iterator[Any]:
    """By what people look for a record: its keys, what it and its checks are found by, its own numbers."""
    yield from (case.target_key or "", *_plain(case.match))
    for needs in case.needs.values():
        for need in needs:
            yield from _plain(need.match)
    yield from _named(case.record.data)


def _plain(match: dict[str, Any]) -> Iterator[Any]:
    return (value for value in match.values() if isinstance(value, str | int) and not isinstance(value, bool))


def _named(value: Any, name: str = "") -> Iterator[Any]:
    """The numbers, codes and e-mail addresses of a record, however deep."""
    if isinstance(value, dict):
        for inner_name, inner in value.items():
            yield from _named(inner, inner_name)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, name)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        mail = isinstance(value, str) and "@" in value and _MAIL.fullmatch(value)
        if mail or _NAMES.search(name):
            yield value
