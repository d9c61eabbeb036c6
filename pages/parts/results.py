"""What single rules give for the samples: worked out once for each rule as it stands, and then remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.documents import digest
from core.errors import KoppelError
from core.flow import Flow, Rule
from core.insight import Outcome, Reason, Unlisted, asking
from core.records import Fault
from core.workspace import Preview, Workspace
from pages.parts.rules import values
from pages.parts.samples import Samples

_INDEX = re.compile(r"\[\d+\]")
EMPTY: tuple[Any, ...] = (None, "", [], {})


@st.cache_resource(max_entries=3000, ttl="4h", show_spinner=False)
def _worked_out(
    *,  # by their names: those of positions would be looked up with every call
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples,
    depth: int,
    home: str,  # noqa: ARG001  it and `what` are what the result depends on: the key of the cache
    what: str,  # noqa: ARG001
) -> Outcome:
    """Map the samples with a flow of one rule."""
    rule = _flow.map[0]
    try:
        previews = list(_workspace.preview(_flow, _samples.records))
    except KoppelError as error:
        return Outcome(error=str(error))
    path = _path(rule, depth)
    return Outcome(
        tuple(tuple(values(each.payload, rule, depth)) for each in previews),
        tuple(_own(each.faults, path) for each in previews),
    )


def result(workspace: Workspace, flow: Flow, rule: Rule, samples: Samples, depth: int = 0) -> Outcome:
    """What a rule, standing alone inside `depth` lists, gives for the samples in this flow."""
    what = _what(flow, rule, samples)
    return _worked_out(
        _workspace=workspace,
        _flow=asking(flow, [rule]),
        _samples=samples,
        depth=depth,
        home=str(workspace.home),
        what=what,
    )


def _what(flow: Flow, rule: Rule, samples: Samples) -> str:
    """All that the result of a rule depends on."""
    return digest(
        {
            "rule": rule.model_dump(mode="json"),
            "target": [flow.target.connection, flow.target.resource],
            "settings": flow.settings,
            "tables": {name: table.model_dump(mode="json") for name, table in flow.tables.items()},
            "checks": [[check.name, check.each, check.unless] for check in flow.checks],
            "samples": samples.id,
        }
    )


def reasons(
    workspace: Workspace, flow: Flow, rule: Rule, samples: Samples, depth: int = 0
) -> tuple[tuple[Reason, ...], ...]:
    """Why a rule, standing alone inside `depth` lists, gives nothing or has a fault, for each sample."""
    what = _what(flow, rule, samples)
    return _explained(workspace, asking(flow, [rule]), samples, depth, str(workspace.home), what)


@st.cache_resource(max_entries=200, ttl="4h", show_spinner=False)
def _explained(
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples,
    depth: int,
    home: str,  # noqa: ARG001  the key of the cache, as above
    what: str,  # noqa: ARG001
) -> tuple[tuple[Reason, ...], ...]:
    path = _path(_flow.map[0], depth)
    previews = list(_workspace.preview(_flow, _samples.records))
    found = _workspace.reasons(_flow, _samples.records, previews, seen=_samples.seen)
    return tuple(tuple(each for each in some if _INDEX.sub("", each.to) == path) for some in found)


def picked(workspace: Workspace, flow: Flow, select: str, samples: Samples) -> Outcome:
    """What an expression alone gives for the samples, whatever the target."""
    return result(workspace, anywhere(flow), Rule(to="picked", select=select), samples)


def anywhere(flow: Flow) -> Flow:
    """The flow with a target whose fields are not known, so that any field may be tried."""
    return flow.model_copy(update={"target": flow.target.model_copy(update={"connection": "anywhere"})})


def whole(workspace: Workspace, flow: Flow, samples: Samples) -> list[Preview]:
    """All samples mapped with the whole flow, remembered as long as nothing of it changes."""
    home, what = str(workspace.home), state(flow, samples)
    return _mapped(_workspace=workspace, _flow=flow, _samples=samples, home=home, what=what)


def unlisted(workspace: Workspace, flow: Flow, samples: Samples) -> tuple[Unlisted, ...]:
    """The values of the samples that the flow's tables lack."""
    return _lacking(workspace, flow, samples, str(workspace.home), state(flow, samples))


def state(flow: Flow, samples: Samples | None) -> str:
    """All that a whole flow's results depend on."""
    asked = flow.model_dump(mode="json", exclude={"samples", "schedule", "title"})
    return digest([asked, samples.id if samples is not None else ""])


@st.cache_resource(max_entries=100, ttl="4h", show_spinner=False)
def _mapped(
    *,
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples,
    home: str,  # noqa: ARG001  the key of the cache, as above
    what: str,  # noqa: ARG001
) -> list[Preview]:
    return list(_workspace.preview(_flow, _samples.records))


@st.cache_resource(max_entries=100, ttl="4h", show_spinner=False)
def _lacking(
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples,
    home: str,  # noqa: ARG001  the key of the cache, as above
    what: str,  # noqa: ARG001
) -> tuple[Unlisted, ...]:
    return _workspace.unlisted(_flow, _samples.records)


def _path(rule: Rule, depth: int) -> str:
    return f"{rule.to}.{_path(rule.map[0], depth - 1)}" if depth else rule.to


def _own(faults: Sequence[Fault], path: str) -> Fault | None:
    for fault in faults:
        bare = _INDEX.sub("", fault.to)
        if bare == path or bare.startswith(path + ".") or path.startswith(bare + "."):
            return fault
    return None
