"""The line stopped before the push: what a run would do, record by record, and whether that still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from core.documents import digest
from core.flow import Flow
from core.mapping import Placeholder
from core.records import JsonObject, Page, Verdict
from core.runs.case import Case
from core.runs.line import Line
from core.store import WRITES, Fingerprint, PlanRecord

#: Gives bytes that stand for a text: nobody finds the text back without the key of the home.
Mask = Callable[[str], bytes]
_OPEN = "open"


def plan(
    line: Line, pages: Iterable[Page], limit: int | None = None, at: datetime | None = None
) -> Iterator[Case]:
    """Judge the records of a pull; at most `limit` of those that the flow does not filter."""
    at, wanted = at or datetime.now(UTC), 0
    for page in pages:
        for case in line.judge(page.records, at):
            yield case
            wanted += case.verdict is not Verdict.FILTERED
            if limit is not None and wanted >= limit:
                return


def state_of(flow: Flow) -> str:
    """The fingerprint of all that a flow does to records: its title, schedule and samples are left out."""
    return digest(flow.model_dump(mode="json", exclude={"title", "schedule", "samples"}))


def fingerprint(case: Case, mask: Mask) -> Fingerprint:
    """What a plan saw of a record: in the source, in the target, and as it would be sent.

    What the checks are still to make, and what depends on it, is open: it may be filled in until the run.
    """
    places = [*_unmade(case), *_unknown(case.payload or {}, "payload")]
    return _seen(case, tuple(places), mask)


def hold(cases: Sequence[Case], planned: Mapping[str, PlanRecord], mask: Mask) -> None:
    """Hold what is about to be written against the plan: what is not exactly so any more is parked."""
    for case in cases:
        if case.verdict not in WRITES or case.arrived:
            continue
        record = planned.get(case.record.key)
        why = _changed(case, record, mask) if record is not None else "it is not in the plan"
        if why:
            case.settle(Verdict.PARKED, "plan", f"nothing was written, for {why}: make a new plan", ok=False)


def _changed(case: Case, planned: PlanRecord, mask: Mask) -> str:
    """What has changed since a plan was made; nothing where all is as it was."""
    was = planned.fingerprint
    now = _seen(case, was.open, mask)
    if now.source != was.source:
        return "the record has changed in the source since the plan was made"
    if case.verdict is not planned.verdict:
        done = (
            "is in the target by now" if case.verdict is Verdict.UPDATE else "is not in the target any more"
        )
        return f"the record {done}, and the plan says {planned.verdict}"
    if now.target != was.target:
        return "what the target has of it has changed since the plan was made"
    if now.payload != was.payload:
        return "something else than the plan showed would be sent now"
    return ""


def _seen(case: Case, places: tuple[str, ...], mask: Mask) -> Fingerprint:
    payload, live = case.payload or {}, case.live or {}
    target = {
        "key": case.target_key,
        "fields": {name: live.get(name) for name in payload} if case.live is not None else None,
        "needs": [
            [place, need.found.key if need.found else None, need.pending]
            for place, need in _needs(case)
            if place not in places
        ],
    }
    return Fingerprint(
        source=_keyed(case.record.data, mask),
        target=_keyed(target, mask),
        payload=_keyed(_without(payload, frozenset(places), "payload"), mask),
        open=places,
    )


def _keyed(value: Any, mask: Mask) -> str:
    return mask(f"plan {digest(value)}")[:16].hex()


def _needs(case: Case) -> Iterator[tuple[str, Any]]:
    for name, needs in case.needs.items():
        for n, need in enumerate(needs):
            yield f"{name}/{n}", need


def _unmade(case: Case) -> Iterator[str]:
    return (place for place, need in _needs(case) if need.pending)


def _unknown(value: Any, place: str) -> Iterator[str]:
    """The places of a payload that hold the mark of something still to be made."""
    if isinstance(value, Placeholder) or not isinstance(value, dict | list):
        if Placeholder.in_(value):
            yield place
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _unknown(inner, f"{place}/{name}")


def _without(value: Any, places: frozenset[str], place: str) -> Any:
    """A payload with the same word at every open place, whatever stands there by now."""
    if place in places:
        return _OPEN
    if isinstance(value, dict):
        return {name: _without(inner, places, f"{place}/{name}") for name, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, places, f"{place}/{n}") for n, inner in enumerate(value)]
    return value


def shown(payload: JsonObject) -> JsonObject:
    """A payload as JSON holds it: what is still to be made is the mark that stands for it."""
    return {name: _plain(value) for name, value in payload.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Placeholder):
        return value["*"]
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
