"""The notebook's fourth cell: the mapping, to be drawn as lines between two trees or typed as a table."""

from __future__ import annotations

import streamlit as st

from core.documents import digest
from core.flow import Flow
from core.language import N_, _, n_, whole
from core.workspace import Workspace
from pages.parts import explanation, mapper, mapping_table
from pages.parts.block import Block
from pages.parts.cell import State
from pages.parts.draft import Draft
from pages.parts.results import state
from pages.parts.row import rows
from pages.parts.samples import Samples, samples_of
from pages.parts.stepper import looked_at

VIEWS = {"visual": N_("Visual"), "table": N_("Table")}


def glance(workspace: Workspace, draft: Draft) -> tuple[str, State]:
    """The mapping in one line: wrong where rules have faults, warned of where required fields are open."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    wanted = [field.name for field in Block("").fields(workspace, flow) if field.required]
    rules, given, required, wrong = _summed_up(
        _workspace=workspace,
        _flow=flow,
        _samples=samples,
        home=str(workspace.home),
        what=digest([wanted, state(flow, samples)]),
    )
    parts = [
        n_("{n} rule", "{n} rules", rules),
        n_(
            "{given} of {n} required fields mapped",
            "{given} of {n} required fields mapped",
            required,
            given=whole(given),
        )
        if required
        else "",
        _("{n} with faults", n=whole(wrong)) if wrong else "",
    ]
    return " · ".join(filter(None, parts)), "wrong" if wrong else "warn" if given < required else "done"


@st.cache_resource(max_entries=100, ttl="4h", show_spinner=False)
def _summed_up(
    *,  # by their names, as in `results`
    _workspace: Workspace,
    _flow: Flow,
    _samples: Samples | None,
    home: str,  # noqa: ARG001  it and `what` are what the summary depends on: the key of the cache
    what: str,  # noqa: ARG001
) -> tuple[int, int, int, int]:
    """How many rules there are, how many required fields are mapped, of how many, and how many rules fail."""
    every_row = rows(_workspace, _flow, Block(""), _samples)
    required = [each for each in every_row if each.required]
    return (
        sum(each.n is not None for each in every_row),
        sum(not each.missing for each in required),
        len(required),
        sum(each.wrong for each in every_row),
    )


def shown(workspace: Workspace, draft: Draft) -> object:
    """All that the mapping is drawn by; the flow's title and its schedule are not among it."""
    flow, samples = draft.flow, samples_of(workspace, draft.flow)
    parts = flow.source, flow.target, flow.settings, flow.tables, flow.checks, flow.map, flow.samples
    return parts, draft.turn, draft.version, samples.id if samples else "", looked_at(flow.name)


def draw(workspace: Workspace, draft: Draft) -> None:
    """Draw the mapping as the person likes it, and how it is run."""
    view = st.segmented_control(
        _("View"),
        list(VIEWS),
        default="visual",
        required=True,
        key="map.view",
        label_visibility="collapsed",
        format_func=lambda each: _(VIEWS[each]),
    )
    drawn = mapping_table if view == "table" else mapper
    drawn.draw(workspace, draft, samples_of(workspace, draft.flow))
    explanation.draw(workspace, draft.flow)
