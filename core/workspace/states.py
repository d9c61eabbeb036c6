"""What pages and commands are told of the things in a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.records import JsonObject
from core.store import Run


@dataclass(frozen=True, slots=True)
class FlowState:
    """A flow at a glance: `problem` says why it cannot run, when it cannot."""

    name: str
    title: str
    version: int
    active: bool
    source: str
    target: str
    schedule: str
    next_run: datetime | None
    last: Run | None
    parked: int
    ambiguous: int
    problem: str = ""
    #: where people put it; "" is nowhere
    folder: str = ""
    #: when its newest version was published
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """A record that waits for a person: `state` is parked, or ambiguous."""

    flow: str
    key: str
    match: JsonObject
    why: str
    at: datetime | None
    state: str
