"""What is told of a call in the audit trail: who did what, to which thing and which of its records."""

from __future__ import annotations

import getpass
import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from core.access import DESK, Action, Actor
from core.flow import Flow, FlowProblems, read_flow
from core.store import Subject
from core.system import System, SystemProblems, read_system

#: Of these it is told that they were done, whether they wrote anything here or not.
ALWAYS = frozenset({Action.RUN, Action.CONNECT, Action.ERASE})
#: Of these only where they wrote: most of what they allow is looking.
WHERE_WRITTEN = frozenset({Action.EDIT, Action.HOUSE})
#: What an argument of this name is.
_KINDS = {
    "flow": "flow",
    "connection": "connection",
    "system": "system",
    "run_id": "run",
    "plan_id": "plan",
    "email": "person",
}
#: What `name` is, by the file of the method; elsewhere it is a flow.
_NAMED = {"systems": "connection", "declaring": "system", "admitting": "token", "sharing": "table"}
_NAMED_BY = {"disconnect": "connection", "limit": "connection"}


def doer(actor: Actor) -> str:
    """The name under which it is told; at the desk that of the machine's user."""
    if actor != DESK:
        return actor.name or actor.title
    try:
        return f"{actor.name} ({getpass.getuser()})"
    except (KeyError, OSError):  # a machine may know no name for its user
        return actor.name


def subject_of(method: Callable[..., Any], args: tuple[Any, ...], more: Mapping[str, Any]) -> Subject:
    """What a call of a method of the workspace is about, by its arguments."""
    given = dict(zip(_parameters(method), args, strict=False)) | dict(more)
    key = given.get("key")
    for argument, value in given.items():
        kind = _kind(method, argument)
        if kind and (name := _name(kind, value, method.__name__)):
            return Subject(kind, name, key if isinstance(key, str) else "")
    return Subject()


@lru_cache(maxsize=512)
def _parameters(method: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(method).parameters)[1:]


def _kind(method: Callable[..., Any], argument: str) -> str:
    if argument != "name":
        return _KINDS.get(argument, "")
    file = method.__module__.rpartition(".")[2]
    return _NAMED_BY.get(method.__name__) or _NAMED.get(file, "flow")


def _name(kind: str, value: Any, what: str) -> str:
    """A thing's name: as it was given, or as it stands in the document that was."""
    if isinstance(value, Flow | System):
        return value.name
    if not isinstance(value, str):
        return ""
    if not what.startswith("save") or kind not in ("flow", "system"):
        return value
    try:
        return read_flow(value).name if kind == "flow" else read_system(value).name
    except (FlowProblems, SystemProblems):
        return ""
