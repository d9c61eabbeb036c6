"""What each rule gave for the records: its values and its faults, read off the payloads of the whole flow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import KoppelError
from core.flow import Flow, Rule
from core.insight.place import Place, Rendered, places
from core.insight.probe import Render
from core.records import Fault

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule gave: for each record its values (one, or one for each row) and its first fault."""

    values: tuple[tuple[Any, ...], ...] = ()
    faults: tuple[Fault | None, ...] = ()
    #: why the rule cannot be used at all
    error: str = ""

    @property
    def filled(self) -> float:
        """The share of values that hold something, 0 to 100."""
        every = [value for row in self.values for value in row]
        return 100 * sum(value not in (None, "", [], {}) for value in every) / len(every) if every else 0.0

    @property
    def failed(self) -> int:
        """For how many records it has a fault."""
        return sum(fault is not None for fault in self.faults)

    def fault(self, n: int) -> Fault | None:
        """The fault of one record."""
        return self.faults[n] if n < len(self.faults) else None

    @property
    def first_fault(self) -> tuple[int, Fault] | None:
        """The first record with a fault, and the fault."""
        return next(((n, fault) for n, fault in enumerate(self.faults) if fault), None)


def outcomes(rules: Sequence[Rule], rendered: Sequence[Rendered]) -> dict[tuple[int, ...], Outcome]:
    """The outcome of every rule by its place: `(3,)`, or inside the `each` there `(3, 0)`.

    A fault that concerns the whole of a list, or something inside what a rule made, is that rule's too.
    """
    known = list(places(rules))
    by_record = [_by_path(each.faults) for each in rendered]
    return {place.at: _outcome(place, rendered, by_record) for place in known}


def one_by_one(flow: Flow, render: Render) -> dict[tuple[int, ...], Outcome]:
    """The outcome of every rule, rendered by itself: one that cannot be used at all says why."""
    return {place.at: _alone(flow, place, render) for place in places(flow.map)}


def _alone(flow: Flow, place: Place, render: Render) -> Outcome:
    rule = place.rule
    at: tuple[int, ...] = (0,)
    for outer in reversed(place.around):
        rule, at = outer.model_copy(update={"map": (rule,)}), (*at, 0)
    try:
        rendered = render(flow.model_copy(update={"map": (rule,)}))
    except KoppelError as error:
        return Outcome(error=str(error))
    return outcomes((rule,), rendered)[at]


def _outcome(place: Place, rendered: Sequence[Rendered], faults: Sequence[dict[str, Fault]]) -> Outcome:
    return Outcome(
        tuple(tuple(value for _, value in place.values(each.payload)) for each in rendered),
        tuple(_own(place, found) if found else None for found in faults),
    )


def _by_path(faults: Sequence[Fault]) -> dict[str, Fault]:
    return {_INDEX.sub("", fault.to): fault for fault in reversed(faults)}


def _own(place: Place, faults: dict[str, Fault]) -> Fault | None:
    path = place.to
    if path in faults:
        return faults[path]
    inside = not place.rule.map
    for to, fault in faults.items():
        if path.startswith(to + ".") or (inside and to.startswith(path + ".")):
            return fault
    return None
