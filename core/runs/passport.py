"""What is kept of a record that was carried: what it was, what was sent, what came back, how to find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from core.documents import cut
from core.records import JsonObject, Verdict
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
        "record": cut(case.record.data),
        "payload": cut(shown(case.payload)) if case.payload is not None else None,
        "before": cut(case.live),
        "steps": [{"name": s.name, "ok": s.ok, "why": s.why, "found": s.found} for s in decision.steps],
        "differences": list(decision.differences),
        "exchanges": [replace(one, body=cut(one.body), answer=cut(one.answer)) for one in case.exchanges],
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


def _named(record: JsonObject) -> Iterator[Any]:
    """The numbers, codes and e-mail addresses of a record, however deep; the outermost first."""
    waiting: list[tuple[str, Any]] = list(record.items())
    for name, value in waiting:
        kind = type(value)
        if kind is str:
            if _names(name) or ("@" in value and _MAIL.fullmatch(value)):
                yield value
        elif kind is dict:
            waiting += value.items()
        elif kind is list:
            waiting += [(name, inner) for inner in value]
        elif kind is int and _names(name):
            yield value


@lru_cache(4096)
def _names(field: str) -> bool:
    """Whether people know a record by what stands in a field of this name."""
    return _NAMES.search(field) is not None
